"""Gradient boosting by scikit-learn (the extra ``forecast``): shallow trees on the same columns as the other models."""

from contextlib import AbstractContextManager
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ikp.errors import problem
from ikp.foresight.projection.features import learn
from ikp.foresight.projection.forecast import PREDICTIVE, Forecast, Task, Unfit, of_counts
from ikp.foresight.projection.rates import best_size, counts_of, long_run

__all__ = ["LEAST", "available", "boosting", "count_boosting"]

Floats = NDArray[np.float64]

#: Outcomes that are needed at least.
LEAST = 80
_SETTINGS: dict[str, Any] = {
    "learning_rate": 0.08,
    "max_iter": 60,
    "max_leaf_nodes": 6,
    "min_samples_leaf": 15,
    "l2_regularization": 1.0,
    "early_stopping": False,
}
_DRAWS = 8
#: Share of the plain frequencies in every forecast: trees may call something impossible, and nothing is.
_PLAIN = 0.05


def available() -> bool:
    """Whether scikit-learn is there."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        return False
    return True


def _one_thread() -> AbstractContextManager[Any]:
    """Keep trees on one thread: there are few rows, and threads that wait for each other cost more than they bring."""
    from threadpoolctl import threadpool_limits

    return cast("AbstractContextManager[Any]", threadpool_limits(1))


def _check(found: int) -> None:
    if not available():
        raise Unfit(problem("forecast-model-missing", model="boosting"))
    if found < LEAST:
        raise Unfit(problem("forecast-model-short", model="boosting", need=LEAST, found=found))


def _samples(task: Task, group: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Give the rows of each fit: all of them, or provinces drawn whole."""
    every = np.arange(group.size)
    if task.draws <= PREDICTIVE:
        return [every]
    names = np.unique(group)
    drawn = [task.rng.choice(names, names.size) for _ in range(_DRAWS)]
    return [np.concatenate([every[group == name] for name in each]) for each in drawn]


def boosting(task: Task) -> Forecast:
    """Forecast categories."""
    history, rows = task.history, learn(task)
    _check(rows.outcome.size)
    from sklearn.ensemble import HistGradientBoostingClassifier

    categories = len(history.labels)
    target = history.target_index[:, np.newaxis].astype(np.float64)
    columns, ahead = np.hstack([rows.columns, target[rows.series]]), np.hstack([rows.ahead, target])
    plain = (np.bincount(rows.outcome, minlength=categories) + 0.5) / (rows.outcome.size + 0.5 * categories)
    found = []
    for chosen in _samples(task, history.group_index[rows.series]):
        seen = np.unique(rows.outcome[chosen])
        drawn = np.zeros((len(ahead), categories))
        if seen.size == 1:
            drawn[:, seen[0]] = 1.0
        else:
            trees = HistGradientBoostingClassifier(**_SETTINGS, random_state=0)
            with _one_thread():
                trees.fit(columns[chosen], rows.outcome[chosen])
                drawn[:, seen] = trees.predict_proba(ahead)
        found.append((1.0 - _PLAIN) * drawn + _PLAIN * plain)
    return Forecast(np.stack(found))


def count_boosting(task: Task) -> Forecast:
    """Forecast counts by their rates."""
    history = task.history
    counts = counts_of(history, "boosting")
    rows = learn(task)
    _check(rows.outcome.size)
    from sklearn.ensemble import HistGradientBoostingRegressor

    base = {at: np.divide(*long_run(history, at - task.step)) for at in np.unique(rows.period).tolist()}
    own = np.array([base[at][series] for at, series in zip(rows.period.tolist(), rows.series.tolist(), strict=True)])
    exposure = np.maximum(counts.exposure[rows.period, rows.series], 1e-9)
    y = counts.values[rows.period, rows.series]
    now = np.divide(*long_run(history, task.origin))
    target = history.target_index.astype(np.float64)
    columns = np.column_stack([rows.columns, np.log(own), target[rows.series]])
    ahead = np.column_stack([rows.ahead, np.log(now), target])
    expected = own * exposure
    planned = np.maximum(counts.exposure[counts.planned(task.origin + task.step)], 1e-9)
    means, size = [], 1.0
    for chosen in _samples(task, history.group_index[rows.series]):
        trees = HistGradientBoostingRegressor(loss="poisson", **_SETTINGS, random_state=0)
        ratio, weight = y[chosen] / expected[chosen], expected[chosen]
        if not ratio.any():
            raise Unfit(problem("forecast-model-useless", model="boosting"))
        with _one_thread():
            trees.fit(columns[chosen], ratio, sample_weight=weight)
            means.append(trees.predict(ahead) * now * planned)
            seen = trees.predict(columns) * expected
        # Trees fit what they saw too well; half of the size is the price for it.
        size = 0.5 * best_size(y, seen)
    return of_counts(np.maximum(np.stack(means), 1e-9), np.full(now.size, max(size, 1e-2)), counts.bands)
