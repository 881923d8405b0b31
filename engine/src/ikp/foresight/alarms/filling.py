"""From what a method found for the weeks it watched to the common value, with a reason for every gap."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries

__all__ = ["effort_of", "few", "fill", "watched"]

Matrix = NDArray[np.float64]


def watched(series: CountSeries, last: int) -> range:
    """Give the places of the last weeks.

    Raises
    ------
    UsageError
        If there are none, or more than the series has.
    """
    weeks = len(series.starts)
    if not 1 <= last <= weeks:
        raise UsageError(problem("alarms-last", last=last, weeks=weeks))
    return range(weeks - last, weeks)


def effort_of(series: CountSeries) -> Matrix:
    """Give the effort, shape (t, s), with NaN where there was none: no rate can be taken of no supervisors.

    Raises
    ------
    UsageError
        If the series knows of no effort.
    """
    if series.effort is None:
        raise UsageError(problem("alarms-effort"))
    return np.where(series.effort > 0, series.effort, np.nan)


def few(counts: Matrix, monitored: range, least: tuple[int, int]) -> NDArray[np.bool_]:
    """Tell where fewer reports came in the weeks up to a monitored one than an alarm needs, shape (w, s).

    `least` says how many reports in how many weeks; a week that was not observed adds none.
    """
    reports, weeks = least
    seen = np.nan_to_num(counts[max(monitored.start - weeks + 1, 0) : monitored.stop])
    total = np.vstack([np.zeros((1, counts.shape[1])), np.cumsum(seen, axis=0)])
    ends = np.arange(len(total) - len(monitored), len(total))
    return np.asarray(total[ends] - total[np.maximum(ends - weeks, 0)] < reports)


def fill(
    series: CountSeries,
    method: str,
    monitored: range,
    parameters: Mapping[str, Any],
    *,
    expected: Matrix,
    upper: Matrix,
    score: Matrix,
    alarm: NDArray[np.bool_],
    lower: Matrix | None = None,
    p_value: Matrix | None = None,
    reason: NDArray[np.int8] | None = None,
    details: Mapping[str, Matrix] | None = None,
) -> Alarms:
    """Put arrays of the watched weeks, shape (w, s), into the common value; other weeks are not monitored.

    Where the count is missing, or the score is NaN without a reason, the week is silent: no alarm,
    and `Reason.NOT_OBSERVED` or `Reason.SHORT_HISTORY`.
    """
    shape = series.counts.shape
    rows = slice(monitored.start, monitored.stop)
    observed = series.counts[rows]
    why = np.zeros(observed.shape, dtype=np.int8) if reason is None else np.array(reason, dtype=np.int8)
    why[(why == Reason.SAID) & np.isnan(score)] = Reason.SHORT_HISTORY
    why[np.isnan(observed)] = Reason.NOT_OBSERVED
    silent = why != Reason.SAID

    def whole(part: Matrix | None) -> Matrix:
        full = np.full(shape, np.nan)
        if part is not None:
            full[rows] = part
        return full

    flags = np.zeros(shape, dtype=bool)
    flags[rows] = alarm & ~silent
    reasons = np.full(shape, Reason.NOT_MONITORED, dtype=np.int8)
    reasons[rows] = why
    hidden = {name: np.where(silent, np.nan, part) for name, part in (("score", score), ("upper", upper))}
    return Alarms(
        method,
        series.counts,
        whole(expected),
        whole(lower),
        whole(hidden["upper"]),
        whole(hidden["score"]),
        whole(None if p_value is None else np.where(silent, np.nan, p_value)),
        flags,
        reasons,
        series.starts,
        series.units,
        series.kinds,
        monitored,
        parameters,
        synthetic=series.synthetic,
        details={name: whole(part) for name, part in (details or {}).items()},
    )
