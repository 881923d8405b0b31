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
from scipy.stats import nbinom

from ikp.foresight.alarms import Alarms, Reason, choose, ears_report, farrington_report, shrunk_report
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
#: P-values nearer than this are one: they were summed in another order.
_ROUNDING = 1 + 1e-7
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
    false_share : array, shape (s,)
        Share of false alarms among those that are at least as striking, by its method; NaN where nothing is said.
    policy : mapping
        What was asked, the threshold of each method, and how many would be told if nothing were unusual.
    parameters : mapping
        Method to all that it was asked.
    """

    alarms: Alarms
    methods: tuple[str, ...]
    false_share: NDArray[np.float64]
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
    share = np.full(len(by), np.nan)
    told: dict[str, Any] = {"kind": policy, "value": value, "thresholds": {}, "expected_false": 0.0}
    asked: dict[str, Mapping[str, Any]] = {}
    for name in dict.fromkeys(by[by != ""].tolist()):
        own = np.flatnonzero(by == name)
        report = _reports(groups)[name]
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
        share[own] = _false_share(found, chosen.flags)
        told["thresholds"][name] = chosen.threshold
        told["expected_false"] += chosen.expected_false
        asked[found.method] = dict(found.parameters)
    return Judged(whole, tuple(by.tolist()), share, told, asked)


def _reports(groups: Sequence[str]) -> dict[str, Report]:
    def ears(counts: CountSeries, last: int, alpha: float | None) -> Alarms:
        return ears_report(
            counts, "C1", last=last, effort=True, min_sigma=_LEAST_SD, law="student", alpha=alpha
        )  # fmt: skip

    def farrington(counts: CountSeries, last: int, alpha: float | None) -> Alarms:
        years = max(1, min(5, _years(len(counts.starts) - last)))
        changes: dict[str, Any] = {} if alpha is None else {"alpha": alpha}
        return farrington_report(counts, last=last, effort=True, years=years, **changes)

    def shrunk(counts: CountSeries, last: int, alpha: float | None) -> Alarms:
        level = 0.005 if alpha is None else alpha
        return shrunk_report(counts, groups=groups, last=last, gap=_GAP, effort=True, alpha=level)

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
        details={"size": np.full(counts.counts.shape, np.inf)},
    )


def _put(whole: Alarms, found: Alarms, own: NDArray[np.intp], flags: Flags) -> Alarms:
    """Put what a method says of its series in their place, with the flags of the policy in the last week."""
    changed: dict[str, Any] = {}
    for name in ("expected", "lower", "upper", "score", "p_value", "reason", "alarm"):
        array = np.array(getattr(whole, name))
        array[:, own] = getattr(found, name)
        changed[name] = array
    changed["alarm"][-1, own] = flags
    size = np.array(whole.details["size"])
    size[:, own] = found.details.get("size", np.inf)
    return replace(whole, **changed, details={"size": size})


def _false_share(found: Alarms, flags: Flags) -> NDArray[np.float64]:
    """Give, for each alarm, how many are expected by chance over how many are at least as striking; NaN elsewhere.

    Where the law of the counts is known, the chance of each series to come so low is summed exactly:
    p-values of small counts are coarse, and Benjamini and Hochberg's number of tests times p
    would be far too high. Elsewhere it is that.
    """
    p = found.p_value[-1]
    said, share = np.isfinite(p), np.full(p.size, np.nan)
    levels = np.unique(p[flags])
    if not levels.size:
        return share
    mean, size = found.expected[-1, said], found.details.get("size", np.full(found.shape, np.nan))[-1, said]
    known = bool((np.isfinite(mean) & (mean > 0) & (size > 0)).all())
    false = [_chance(mean, size, level) if known else said.sum() * level for level in levels]
    told = [(p[said] <= level * _ROUNDING).sum() for level in levels]
    ratio = np.minimum(np.array(false) / np.array(told), 1.0)
    # What is more striking is no less probable than what is less so.
    ratio = np.minimum.accumulate(ratio[::-1])[::-1]
    share[flags] = ratio[np.searchsorted(levels, p[flags])]
    return share


def _chance(mean: NDArray[np.float64], size: NDArray[np.float64], level: float) -> float:
    """Give how many series are expected to have a p-value up to a level when nothing is unusual."""
    spread = np.where(np.isinf(size), 1e12, size)
    law = nbinom(spread, spread / (spread + mean))
    return float(np.sum(law.sf(law.isf(level * _ROUNDING))))
