"""From arrays to rows: every series as its row, every alarm with its figures and its explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.alarms import REASONS, Explanation, Recalibration, explain
from ikp.foresight.alarms.explanation import Seen
from ikp.foresight.streams import CountSeries
from ikpweb.watch.engine.clusters import Cluster
from ikpweb.watch.engine.delay import Delayed
from ikpweb.watch.engine.found import Raised
from ikpweb.watch.engine.methods import Judged

__all__ = ["HISTORY", "KIND_NAMES", "plain", "raised_of", "rows_of"]

#: Weeks that are kept for the pictures of a series.
HISTORY = 52
FIGURES = (
    "observed", "nowcast", "nowcast_low", "nowcast_high", "expected", "lower", "upper", "p", "score", "effort",
)  # fmt: skip
KIND_NAMES: Mapping[str, Mapping[Any, str]] = {
    "administrative": {"id": "pelanggaran administratif", "en": "administrative violations"},
    "ethics": {"id": "pelanggaran kode etik", "en": "violations of the code of ethics"},
    "criminal": {"id": "pidana pemilu", "en": "electoral crimes"},
    "other-law": {"id": "pelanggaran hukum lainnya", "en": "violations of other law"},
}


def rows_of(counts: CountSeries, coming: Delayed, judged: Judged) -> list[dict[str, Any]]:
    """Give every series as the fields of `WatchSeries`.

    What is expected, and its bounds, are told of the week as a whole, beside the nowcast; the
    methods compared what has come with what should have come by now.
    """
    alarms, shown = judged.alarms, slice(-HISTORY, None)
    share = np.where(np.isfinite(coming.share), np.maximum(coming.share, 0.01), 1.0)
    expected, lower, upper = (each / share for each in (alarms.expected, alarms.lower, alarms.upper))
    first = str(counts.starts[shown][0])
    lines = {
        "observed": counts.counts,
        "nowcast": coming.mean,
        "low": coming.low,
        "high": coming.high,
        "expected": expected,
        "upper": upper,
    }
    return [
        {
            "unit_id": unit,
            "kind": kind,
            "observed": number(counts.counts[-1, at]),
            "nowcast": number(coming.mean[-1, at]),
            "nowcast_low": number(coming.low[-1, at]),
            "nowcast_high": number(coming.high[-1, at]),
            "expected": number(expected[-1, at]),
            "lower": number(lower[-1, at]),
            "upper": number(upper[-1, at]),
            "p": number(alarms.p_value[-1, at], 12),
            "score": number(alarms.score[-1, at]),
            "effort": None if counts.effort is None else number(counts.effort[-1, at]),
            "alarm": bool(alarms.alarm[-1, at]),
            "reason": REASONS[int(alarms.reason[-1, at])],
            "history": {"from": first, **{name: _numbers(each[shown, at]) for name, each in lines.items()}},
        }
        for at, (unit, kind) in enumerate(zip(counts.units, counts.kinds, strict=True))
    ]


def raised_of(
    rows: Sequence[Mapping[str, Any]],
    counts: CountSeries,
    coming: Delayed,
    judged: Judged,
    *,
    used: NDArray[np.bool_],
    neighbours: Mapping[str, Sequence[str]],
    clusters: Sequence[Cluster],
    corrected: Recalibration,
) -> list[Raised]:
    """Give the alarms, the most striking first, each with why it is one."""
    raised = []
    found = np.flatnonzero(judged.alarms.alarm[-1])
    for at in found[np.argsort(judged.alarms.p_value[-1, found], kind="stable")]:
        row, method = rows[at], judged.methods[at]
        told = explain(
            replace(judged.alarms, method=method, parameters={"effort": bool(used[at])}),
            int(at),
            counts=counts,
            nowcast=coming.said,
            neighbours=neighbours,
            kinds=KIND_NAMES,
        )
        near = [each for each in clusters if each.kind == row["kind"] and row["unit_id"] in each.units]
        raw = judged.raw[at]
        raised.append(
            Raised(
                unit=row["unit_id"],
                kind=row["kind"],
                method=method,
                figures={name: row[name] for name in FIGURES},
                explanation=_explained(told, number(coming.share[-1, at], 4)),
                probability=number(float(corrected.of(raw)), 4),
                raw=number(raw, 4),
                cluster=near[0].name if near else "",
            )
        )
    return raised


def _explained(told: Explanation, share: float | None) -> dict[str, Any]:
    """Give an explanation as JSON keeps it: sentences in both languages, and what they are made of."""
    return {
        "method": told.method,
        "id": [each["id"] for each in told.sentences],
        "en": [each["en"] for each in told.sentences],
        "share": share,
        "times": None if told.times is None else number(told.times),
        "effort": None if told.effort is None else dict(told.effort._asdict()),
        "neighbours": [_seen(each) for each in told.neighbours],
        "before": [_seen(each) for each in told.before],
    }


def _seen(each: Seen) -> dict[str, Any]:
    return plain({**each._asdict(), "start": str(each.start)})  # type: ignore[no-any-return] # a mapping stays one


def _numbers(values: NDArray[np.float64]) -> list[float | None]:
    rounded = np.round(np.where(np.isfinite(values), values, np.nan), 2).tolist()
    return [None if each != each else each for each in rounded]  # noqa: PLR0124 - only NaN is not itself


def plain(value: Any) -> Any:
    """Give a value as JSON can keep it; what is not finite is none."""
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    return None if isinstance(value, float) and not np.isfinite(value) else value


def number(value: float, digits: int = 3) -> float | None:
    """Round a figure; none where there is no finite one."""
    return round(float(value), digits) if np.isfinite(value) else None
