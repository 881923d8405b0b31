"""The weekly computation: reports become series, series are corrected for delay, and what is unusual is chosen."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp import __version__ as engine_version
from ikp.errors import IkpError
from ikp.foresight.alarms import REASONS, Alarms
from ikp.foresight.alarms.ears import ears_report
from ikp.foresight.streams import weekly
from ikpweb.watch.engine.delay import Corrected, corrected
from ikpweb.watch.engine.found import Found, Raised
from ikpweb.watch.engine.rows import KINDS, effort_of, reports_of, since_of
from ikpweb.watch.engine.saying import problems_of
from ikpweb.watch.selectors.inputs import Inputs

__all__ = ["HISTORY", "engine_version", "watch_over"]

#: Weeks that are kept for the pictures of a series.
HISTORY = 52
_WATCHED = 13
Progress = Callable[[str], None]
Matrix = NDArray[np.float64]


def watch_over(
    inputs: Inputs, *, method: str, policy: str, value: float, seed: int = 0, progress: Progress | None = None
) -> Found:
    """Watch over all series of a level at the end of the last whole week before a day.

    Parameters
    ----------
    inputs : Inputs
    method : {'auto', 'ears', 'farrington'}
    policy : {'budget', 'fdr'}
    value : float
        Alarms that would be expected if nothing happened anywhere, or the share of false ones.
    seed : int
        The same seed gives the same intervals.
    progress : callable, optional
        Is told what is done next.

    Raises
    ------
    ValueError
        When there is no whole week to watch; the sentence says so in Indonesian.
    """
    tell, began = progress or (lambda _: None), time.perf_counter()
    reports = reports_of(inputs)
    until = np.datetime64(inputs.as_of)
    try:
        tell("weeks")
        since = since_of(reports, inputs.as_of) if len(reports) else until
        counts = weekly(reports, until=until, since=since, effort=effort_of(inputs))
    except IkpError as problem:
        raise ValueError(problem.sentence("id")) from problem
    tell("nowcast")
    delayed = corrected(reports, counts, until=until, group=lambda unit: inputs.units[unit][1], seed=seed)
    tell("alarms")
    last = min(_WATCHED, len(counts.starts))
    alarms = ears_report(delayed.whole, "C1", last=last, min_sigma=0.5, law="student")
    flags, chosen = _chosen(alarms, policy, value)
    week: date = counts.starts[-1].astype(object)
    rows = _series(delayed, alarms, flags)
    raised = [_raised(rows[at], chosen["q"][at], alarms.method) for at in np.flatnonzero(flags)]
    return Found(
        week=week,
        method=method,
        seed=seed,
        engine_version=engine_version,
        series=rows,
        raised=raised,
        parameters={
            "alarms": dict(alarms.parameters),
            "nowcast": _plain(delayed.said.parameters),
            "since": str(counts.starts[0]),
        },
        policy={"kind": policy, "value": value, "threshold": chosen["threshold"], "expected_false": chosen["false"]},
        totals={
            "reports": len(reports),
            "series": len(rows),
            "weeks": len(counts.starts),
            "alarms": len(raised),
            "kinds": {kind: int(np.nansum(counts.counts[-1, at :: len(KINDS)])) for at, kind in enumerate(KINDS)},
        },
        problems=[*_problems(alarms), *problems_of(delayed.reasons, "nowcast")],
        seconds=round(time.perf_counter() - began, 3),
    )


def _chosen(alarms: Alarms, policy: str, value: float) -> tuple[NDArray[np.bool_], dict[str, Any]]:
    p = alarms.p_value[-1]
    said = np.isfinite(p)
    tests = int(said.sum())
    order = np.argsort(np.where(said, p, np.inf), kind="stable")
    rank = np.empty(p.size)
    rank[order] = np.arange(1, p.size + 1)
    sorted_q = np.minimum.accumulate((p[order] * tests / np.arange(1, p.size + 1))[::-1])[::-1]
    q = np.empty(p.size)
    q[order] = np.clip(sorted_q, 0, 1)
    flags = said & (p <= value / max(tests, 1)) if policy == "budget" else said & (q <= value)
    threshold = float(p[flags].max()) if flags.any() else None
    return flags, {"q": q, "threshold": threshold, "false": None if threshold is None else threshold * tests}


def _series(delayed: Corrected, alarms: Alarms, flags: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """Give every series as the fields of its row."""
    counts, said = delayed.known, delayed.said
    shown = slice(-HISTORY, None)
    first = str(counts.starts[shown][0])
    rows = []
    for at, (unit, kind) in enumerate(zip(counts.units, counts.kinds, strict=True)):
        rows.append(
            {
                "unit_id": unit,
                "kind": kind,
                "observed": _number(counts.counts[-1, at]),
                "nowcast": _number(said.mean[-1, at]),
                "nowcast_low": _number(said.low[-1, at]),
                "nowcast_high": _number(said.high[-1, at]),
                "expected": _number(alarms.expected[-1, at]),
                "lower": _number(alarms.lower[-1, at]),
                "upper": _number(alarms.upper[-1, at]),
                "p": _number(alarms.p_value[-1, at], 9),
                "score": _number(alarms.score[-1, at]),
                "effort": None if counts.effort is None else _number(counts.effort[-1, at]),
                "alarm": bool(flags[at]),
                "reason": REASONS[int(alarms.reason[-1, at])],
                "history": {
                    "from": first,
                    "observed": _numbers(counts.counts[shown, at]),
                    "nowcast": _numbers(said.mean[shown, at]),
                    "low": _numbers(said.low[shown, at]),
                    "high": _numbers(said.high[shown, at]),
                    "expected": _numbers(alarms.expected[shown, at]),
                    "upper": _numbers(alarms.upper[shown, at]),
                },
            }
        )
    return rows


def _raised(row: Mapping[str, Any], q: float, method: str) -> Raised:
    names = ("observed", "nowcast", "nowcast_low", "nowcast_high", "expected", "lower", "upper", "p", "score", "effort")
    return Raised(
        unit=row["unit_id"],
        kind=row["kind"],
        method=method,
        figures={name: row.get(name) for name in names},
        explanation={"method": method},
        probability=_number(1 - q, 4),
    )


def _problems(alarms: Alarms) -> Sequence[Mapping[str, Any]]:
    """Say how many series nothing could be said of, by reason."""
    codes, numbers = np.unique(alarms.reason[-1], return_counts=True)
    named = {REASONS[int(code)]: int(number) for code, number in zip(codes, numbers, strict=True)}
    return problems_of({code: number for code, number in named.items() if code}, "alarms")


def _numbers(values: Matrix) -> list[float | None]:
    return [_number(each, 2) for each in values]


def _plain(value: Any) -> Any:
    """Give a value as JSON can keep it; what is not finite is none."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, np.generic):
        return _plain(value.item())
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _number(value: float, digits: int = 3) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
