"""Baselines for counts: the own long-run rate, the last one, and that of the province.

Each forecast is a negative binomial whose size is the one under which the same rule would have
forecast earlier periods best.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from ikp.errors import problem
from ikp.foresight.evaluation.counts import count_log_probability
from ikp.foresight.projection.forecast import Forecast, Task, Unfit, of_counts
from ikp.foresight.projection.history import Counts, History

__all__ = ["best_size", "climatology", "counts_of", "long_run", "pairs", "persistence", "province"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Rule = Callable[[History, int], tuple[Floats, Floats]]

#: Counts of a like group that stand behind each rate.
_PRIOR = 1.0
_UNKNOWN_SIZE = 1.0


def counts_of(history: History, model: str) -> Counts:
    """Give the counts of a history.

    Raises
    ------
    Unfit
        If it has categories only.
    """
    if history.counts is None:
        raise Unfit(problem("forecast-model-useless", model=model))
    return history.counts


def _pooled(total: Floats, exposure: Floats, group: Places) -> Floats:
    """Give the rate of each series' group, with half a count more where there is none."""
    count, time = np.bincount(group, weights=total), np.bincount(group, weights=exposure)
    return np.asarray((count[group] + 0.5) / np.maximum(time[group], 1e-9))


def _shrunk(total: Floats, exposure: Floats, towards: Floats) -> tuple[Floats, Floats]:
    """Give shape and rate of the gamma law of each series' rate; its prior has the mean of `towards`."""
    return total + _PRIOR, exposure + _PRIOR / np.maximum(towards, 1e-12)


def _groups(history: History) -> Places:
    return history.group_index * (int(history.target_index.max(initial=0)) + 1) + history.target_index


def _known(history: History, rows: slice) -> tuple[Floats, Floats]:
    """Sum counts and exposure over periods in which the count is known, shapes (S,)."""
    counts = counts_of(history, "")
    values = counts.values[rows]
    known = ~np.isnan(values)
    exposure = np.where(known, counts.exposure[: len(counts.values)][rows], 0.0)
    return np.where(known, values, 0.0).sum(axis=0), exposure.sum(axis=0)


def long_run(history: History, origin: int) -> tuple[Floats, Floats]:
    """Give shape and rate of the gamma law of each series' long-run rate, known at the end of a period."""
    total, exposure = _known(history, slice(0, origin + 1))
    kind = _pooled(total, exposure, history.target_index)
    group_total, group_exposure = _shrunk(total, exposure, kind)
    near = _pooled(group_total - _PRIOR, group_exposure, _groups(history))
    return _shrunk(total, exposure, 0.5 * (near + kind))


def _last(history: History, origin: int) -> tuple[Floats, Floats]:
    total, exposure = _known(history, slice(origin, origin + 1))
    return _shrunk(total, exposure, _pooled(total, exposure, history.target_index))


def _province(history: History, origin: int) -> tuple[Floats, Floats]:
    total, exposure = _known(history, slice(0, origin + 1))
    group = _groups(history)
    count: Floats = np.bincount(group, weights=total).astype(np.float64)
    time: Floats = np.bincount(group, weights=exposure).astype(np.float64)
    return _shrunk(count[group], time[group], _pooled(total, exposure, history.target_index))


def best_size(y: Floats, mu: Floats) -> float:
    """Give the size under which counts are likeliest; 1 where there are none."""
    known = np.isfinite(y) & np.isfinite(mu) & (mu > 0)
    if not known.any():
        return _UNKNOWN_SIZE
    outcome, mean = y[known], mu[known]
    found = minimize_scalar(
        lambda logarithm: -float(np.sum(count_log_probability(outcome, mean, np.exp(logarithm)))),
        bounds=(-4.0, 9.0),
        method="bounded",
    )
    return float(np.exp(found.x))


def pairs(history: History, step: int) -> tuple[int, ...]:
    """Give the origins whose outcome `step` periods later lies in the history."""
    return tuple(range(len(history.periods) - step))


def _forecast(task: Task, rule: Rule, model: str) -> Forecast:
    history, step = task.history, task.step
    counts = counts_of(history, model)
    before = [(rule(history, origin), origin + step) for origin in pairs(history, step)]
    past = [counts.exposure[at] * shape / rate for (shape, rate), at in before]
    seen = [counts.values[at] for _, at in before]
    size = best_size(np.concatenate(seen), np.concatenate(past)) if past else _UNKNOWN_SIZE
    shape, rate = rule(history, task.origin)
    drawn = (shape / rate)[np.newaxis]
    if task.draws > 1:
        drawn = task.rng.gamma(shape, 1.0 / rate, (task.draws, shape.size))
    exposure = counts.exposure[counts.planned(task.origin + step)]
    return of_counts(np.maximum(drawn * exposure, 1e-9), np.full(shape.size, size), counts.bands)


def climatology(task: Task) -> Forecast:
    """Go on at each series' long-run rate, drawn towards its province and kind."""
    return _forecast(task, long_run, "climatology")


def persistence(task: Task) -> Forecast:
    """Go on at each series' last rate, drawn towards its kind by one count."""
    return _forecast(task, _last, "persistence")


def province(task: Task) -> Forecast:
    """Go on at the rate of the province for the kind."""
    if np.bincount(_groups(task.history)).max(initial=0) < 2:
        raise Unfit(problem("forecast-model-useless", model="province"))
    return _forecast(task, _province, "province")
