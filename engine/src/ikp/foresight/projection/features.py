"""What is known of each series at a period: the columns that models learn from, none of them of a later period."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.projection.forecast import Task
from ikp.foresight.projection.history import History

__all__ = ["FEATURES", "Rows", "features", "learn", "standardised", "telling"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

#: Names of the columns, in their order.
FEATURES = ("last", "unknown", "level", "earlier", "group", "near")


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows to learn from, and those to forecast.

    Parameters
    ----------
    columns : array, shape (n, p)
    outcome : array of int, shape (n,)
    series, period : array of int, shape (n,)
        Of each row; the period is that of the outcome.
    ahead : array, shape (S, p)
        Columns of the series at the origin.
    """

    columns: Floats
    outcome: Places
    series: Places
    period: Places
    ahead: Floats


def standardised(level: Floats) -> Floats:
    """Standardise each period over its series, shape (T, S); 0 where unknown or all are alike.

    Scores of editions have scales of their own, so only places within an edition are compared.
    """
    known = np.isfinite(level)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, level, 0.0).sum(axis=1, keepdims=True) / count
    gap = np.where(known, level - mean, 0.0)
    spread = np.sqrt((gap**2).sum(axis=1, keepdims=True) / count)
    return np.asarray(np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 1e-12))


def features(history: History, origin: int) -> Floats:
    """Give the columns of all series as known at the end of a period, shape (S, p)."""
    outcome = history.outcome[: origin + 1]
    top = max(len(history.labels) - 1, 1)
    place = np.where(outcome >= 0, 2.0 * outcome / top - 1.0, np.nan)
    scaled = standardised(history.level[: origin + 1])
    last, now = place[-1], scaled[-1]
    known = np.isfinite(place[:-1])
    earlier = np.where(known, place[:-1], 0.0).sum(axis=0) / (known.sum(axis=0) + 1.0)
    signal = np.where(np.isfinite(last), last, 0.0) + now
    group = _others(signal, history.group_index)
    near = np.zeros_like(signal) if history.weights is None else signal @ history.weights
    unknown = np.isnan(last).astype(np.float64)
    return np.stack([np.nan_to_num(last), unknown, now, earlier, group, near], axis=1)


def _others(values: Floats, group: Places) -> Floats:
    """Give the mean of the others of a group, drawn to 0 by one more; 0 for one alone."""
    total, count = np.bincount(group, weights=values), np.bincount(group)
    return np.asarray((total[group] - values) / count[group])


def learn(task: Task) -> Rows:
    """Gather all rows whose outcome is known in the history, and the rows at the origin."""
    history, step = task.history, task.step
    parts = []
    for origin in range(len(history.periods) - step):
        outcome = history.outcome[origin + step]
        series = np.flatnonzero(outcome >= 0)
        if series.size:
            columns = features(history, origin)[series]
            parts.append((columns, outcome[series], series, np.full(series.size, origin + step)))
    ahead = features(history, task.origin)
    if not parts:
        none = np.empty(0, dtype=np.intp)
        return Rows(np.empty((0, ahead.shape[1])), none, none, none, ahead)
    columns, found, series, period = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Rows(columns, found, series.astype(np.intp), period.astype(np.intp), ahead)


def telling(rows: Rows, target: Places) -> tuple[Floats, Floats]:
    """Leave out columns that are the same everywhere, and add one per target but the first.

    Gives the columns of the rows, and those at the origin.
    """
    told = np.ptp(rows.columns, axis=0) > 1e-9
    kinds = np.arange(1, int(target.max(initial=0)) + 1)
    one = (target[:, np.newaxis] == kinds).astype(np.float64)
    return (
        np.concatenate([rows.columns[:, told], one[rows.series]], axis=1),
        np.concatenate([rows.ahead[:, told], one], axis=1),
    )
