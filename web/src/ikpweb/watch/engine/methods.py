"""Which method watches which series, and the alarms of all of them that the policy lets through.

By itself (``auto``), a series with a report a week or more is watched by Farrington-flexible
where it has three years of history and by EARS C1 where it has less; sparser series borrow
from their province. A budget of alarms is shared out among the methods by their number of series.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.alarms import Alarms, Reason, choose, ears_report, excess, farrington_report, shrunk_report
from ikp.foresight.alarms.in_control import size_of
from ikp.foresight.alarms.policy import Policy
from ikp.foresight.streams import CountSeries

__all__ = ["SHORTEST", "Judged", "judge", "method_of"]

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]
Report = Callable[[CountSeries, int, float | None], Alarms]

#: Weeks that every method needs before it says anything.
SHORTEST = 9
_GAP = 4
_YEAR = 52
#: Reports a week from which on a series is judged by its own history.
_DENSE = 1.0
#: Weeks whose limits are drawn.
_WATCHED = 13
#: Weeks that EARS expects from; Farrington has more, and a trend that costs some.
_FEW = 7
#: Weeks of a stage that must have been seen before anything is compared with them.
_SEEN = 4
#: Steady series still vary by half a report.
_LEAST_SD = 0.5


@dataclass(frozen=True, eq=False)
class Judged:
    """What all methods together say.

    Attributes
    ----------
    alarms : Alarms
        All series; `alarm` of the last week is what the policy let through.
    methods : tuple of str, length s
        Which one judged each series; empty where none could.
    raw : array, shape (s,)
        Probability that the last week holds more than chance; NaN where nothing is said.
    groups : mapping
        What these rest on: the share of weeks with something added, and how much wider quiet weeks are.
    staged : bool
        Whether weeks were compared with those of the same stage.
    policy : mapping
        What was asked, the threshold of each method, and how many would be told if nothing were unusual.
    parameters : mapping
        Method to all that it was asked.
    """

    alarms: Alarms
    methods: tuple[str, ...]
    raw: NDArray[np.float64]
    groups: Mapping[str, Any]
    staged: bool
    policy: Mapping[str, Any]
    parameters: Mapping[str, Mapping[str, Any]]


def method_of(counts: CountSeries, asked: str) -> NDArray[np.str_]:
    """Say by which method each series is watched, shape (s,)."""
    weeks, series = counts.counts.shape
    if weeks < SHORTEST:
        return np.full(series, "", dtype="<U10")
    if asked != "auto":
        return np.full(series, asked, dtype="<U10")
    usual = np.nanmean(counts.counts[max(0, weeks - _YEAR - _GAP) : weeks - _GAP], axis=0)
    own = "farrington" if _years(weeks) >= 3 else "ears"
    return np.where(usual >= _DENSE, own, "shrunk")


def judge(
    counts: CountSeries,
    exposure: Matrix,
    groups: Sequence[str],
    *,
    method: str,
    policy: Policy,
    value: float,
) -> Judged:
    """Let every series be watched by its method, and choose the alarms of the last week.

    Parameters
    ----------
    counts : CountSeries
        As known; nothing is added for what is still to come.
    exposure : array, shape (t, s)
    groups : sequence of str, length s
        The province of each series.
    """
    by = method_of(counts, method)
    exposed = replace(counts, effort=exposure)
    whole = _silent(exposed)
    staged = _staged(counts)
    told: dict[str, Any] = {"kind": policy, "value": value, "thresholds": {}, "expected_false": 0.0}
    asked: dict[str, Mapping[str, Any]] = {}
    for name in dict.fromkeys(by[by != ""].tolist()):
        own = np.flatnonzero(by == name)
        report = _reports(groups, staged=staged)[name]
        # A budget is for all series together; each method has its part of it.
        part = value * len(own) / len(by) if policy == "budget" else value
        # Sparse series borrow from all of their province, also from those that are judged by themselves.
        columns = np.arange(len(by)) if name == "shrunk" else own
        found = report(_only(exposed, columns), _last(len(counts.starts)), None)
        chosen = choose(_of(found, own, columns), policy=policy, value=part)
        if 0 < chosen.threshold < 1:  # the limits that are drawn are those of the policy
            found = report(_only(exposed, columns), _last(len(counts.starts)), chosen.threshold)
        found = _of(found, own, columns)
        whole = _put(whole, found, own, chosen.flags)
        told["thresholds"][name] = chosen.threshold
        told["expected_false"] += chosen.expected_false
        asked[found.method] = dict(found.parameters)
    rests = excess(whole, size=_sizes(whole, exposure))
    basis = {"share": round(rests.share, 5), "wider": rests.wider, "cells": rests.cells}
    return Judged(whole, tuple(by.tolist()), rests.probability[-1], basis, staged, told, asked)


def _staged(counts: CountSeries) -> bool:
    """Tell whether the last week's stage was seen before, long enough to say what is usual in it."""
    if counts.stage is None:
        return False
    before = counts.stage[: len(counts.stage) - _last(len(counts.stage)) - _GAP]
    return before.count(counts.stage[-1]) >= _SEEN


def _sizes(alarms: Alarms, exposure: Matrix) -> Matrix:
    """Give the size of the law of quiet weeks; of methods that name none, by the last year's spread of each series."""
    size = np.array(alarms.details["size"])
    own = np.flatnonzero(np.isinf(size[-1]) & np.isfinite(alarms.expected[-1]))
    if own.size:
        past = slice(max(0, len(size) - _last(len(size)) - _GAP - _YEAR), len(size) - _last(len(size)) - _GAP)
        counts, exposed = alarms.observed[past, own], exposure[past, own]
        there = np.isfinite(counts) & np.isfinite(exposed)
        rate = np.where(there, counts, 0).sum(axis=0) / np.maximum(np.where(there, exposed, 0).sum(axis=0), 1e-9)
        found = size_of(np.where(there, counts, np.nan).T, np.maximum(rate * exposed, 1e-6).T)
        # What they expect rests on few weeks, and may be as wrong as those.
        with np.errstate(divide="ignore", invalid="ignore"):
            size[:, own] = 1 / (1 / found + (1 / np.maximum(alarms.expected[:, own], 1e-6) + 1 / found) / _FEW)
    return size


def _reports(groups: Sequence[str], *, staged: bool) -> dict[str, Report]:
    def ears(counts: CountSeries, last: int, alpha: float | None) -> Alarms:
        return ears_report(
            counts, "C1", last=last, effort=True, min_sigma=_LEAST_SD, law="student", alpha=alpha
        )  # fmt: skip

    def farrington(counts: CountSeries, last: int, alpha: float | None) -> Alarms:
        years = max(1, min(5, _years(len(counts.starts) - last)))
        changes: dict[str, Any] = {} if alpha is None else {"alpha": alpha}
        stage = counts.stage if staged else None
        return farrington_report(counts, last=last, effort=True, stage=stage, years=years, **changes)

    def shrunk(counts: CountSeries, last: int, alpha: float | None) -> Alarms:
        level = 0.005 if alpha is None else alpha
        return shrunk_report(counts, groups=groups, last=last, gap=_GAP, stage=staged, effort=True, alpha=level)

    return {"ears": ears, "farrington": farrington, "shrunk": shrunk}


def _years(weeks: int) -> int:
    """Give how many whole years of baseline there are, with the weeks on either side of the last one's season."""
    return max(0, (weeks - 4) // _YEAR)


def _last(weeks: int) -> int:
    return max(1, min(_WATCHED, weeks - _GAP - 4))


def _only(counts: CountSeries, columns: NDArray[np.intp]) -> CountSeries:
    """Keep some series."""
    effort = None if counts.effort is None else counts.effort[:, columns]
    units, kinds = ([names[at] for at in columns] for names in (counts.units, counts.kinds))
    return replace(counts, counts=counts.counts[:, columns], units=tuple(units), kinds=tuple(kinds), effort=effort)


def _of(found: Alarms, own: NDArray[np.intp], columns: NDArray[np.intp]) -> Alarms:
    """Keep a method's own series of what it found for more."""
    if len(own) == len(columns):
        return found
    names = ("observed", "expected", "lower", "upper", "score", "p_value", "alarm", "reason")
    arrays = {name: getattr(found, name)[:, own] for name in names}
    units, kinds = (tuple(each[at] for at in own) for each in (found.units, found.kinds))
    details = {name: each[:, own] for name, each in found.details.items()}
    return replace(found, **arrays, units=units, kinds=kinds, details=details)


def _silent(counts: CountSeries) -> Alarms:
    """Give alarms that say nothing yet."""
    nothing = np.full(counts.counts.shape, np.nan)
    return Alarms(
        "watch",
        counts.counts,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        np.zeros(counts.counts.shape, dtype=bool),
        np.full(counts.counts.shape, Reason.SHORT_HISTORY, dtype=np.int8),
        counts.starts,
        counts.units,
        counts.kinds,
        range(len(counts.starts) - _last(len(counts.starts)), len(counts.starts)),
        {},
        synthetic=counts.synthetic,
        details={"size": np.full(counts.counts.shape, np.inf), "doubt": np.zeros(counts.counts.shape)},
    )


def _put(whole: Alarms, found: Alarms, own: NDArray[np.intp], flags: Flags) -> Alarms:
    """Put what a method says of its series in their place, with the flags of the policy in the last week."""
    changed: dict[str, Any] = {}
    for name in ("expected", "lower", "upper", "score", "p_value", "reason", "alarm"):
        array = np.array(getattr(whole, name))
        array[:, own] = getattr(found, name)
        changed[name] = array
    changed["alarm"][-1, own] = flags
    details = {name: np.array(whole.details[name]) for name in ("size", "doubt")}
    for name, nothing in (("size", np.inf), ("doubt", 0.0)):
        details[name][:, own] = found.details.get(name, nothing)
    return replace(whole, **changed, details=details)
