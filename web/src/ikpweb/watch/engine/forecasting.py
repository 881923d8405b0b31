"""Forecasts for the ledger: of the next week, and of the coming stage, for every unit and kind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.errors import IkpError
from ikp.foresight.alarms import next_week
from ikp.foresight.calendar import Span, stage_of
from ikp.foresight.projection import Projection, from_counts, project
from ikp.foresight.streams import CountSeries
from ikpweb.watch.engine.delay import Delayed
from ikpweb.watch.engine.found import Foretold
from ikpweb.watch.engine.stages import Ahead, ahead_of
from ikpweb.watch.engine.telling import number, plain

__all__ = ["LATEST", "foretell"]

#: Days after the end of a stage on which its reports are counted.
LATEST = 28
#: What a stage is projected with beside the baselines: quick enough for every week.
_MODELS = ("negative-binomial",)
#: Fewer periods say nothing of the next one.
_PERIODS = 3
_BLOCK = 4


def foretell(
    counts: CountSeries,
    coming: Delayed,
    relative: NDArray[np.float64],
    groups: Sequence[str],
    *,
    as_of: date,
    spans: Sequence[Span],
    neighbours: Mapping[str, Sequence[str]],
    said: Collection[tuple[str, str]] = (),
    seed: int,
) -> list[Foretold]:
    """Forecast the next week and the coming stage, as far as the history allows.

    Parameters
    ----------
    counts : CountSeries
        As known, with their stages.
    relative : array, shape (t, s)
        Supervisors over the usual number.
    said : collection of tuple
        Topic and key of what stands already, and is not made again.
    """
    found, ahead = [], ahead_of(as_of, spans)
    if ("week", str(as_of + timedelta(1))) not in said:
        found.append(_week(counts, coming, relative, groups, as_of=as_of, spans=spans))
    if ("stage", ahead.key) not in said:
        found.append(_stage(counts, coming, groups, ahead, neighbours=neighbours, seed=seed))
    return [each for each in found if each is not None and each.rows]


def _week(
    counts: CountSeries,
    coming: Delayed,
    relative: NDArray[np.float64],
    groups: Sequence[str],
    *,
    as_of: date,
    spans: Sequence[Span],
) -> Foretold | None:
    """Forecast what will have been entered by the end of the next week of that week's events."""
    learned = slice(len(counts.starts) - len(coming.fresh), None)
    fresh = replace(
        counts,
        counts=coming.fresh,
        starts=counts.starts[learned],
        effort=relative[learned],
        stage=None if counts.stage is None else counts.stage[learned],
    )
    monday = as_of + timedelta(1)
    stage = None if counts.stage is None else stage_of(monday, spans)
    try:
        said = next_week(fresh, groups=groups, stage=stage)
    except IkpError:
        return None  # too short a history, which the alarms say already
    some = said.some
    rows = [
        (
            unit,
            f"reports:{kind}:{monday}",
            {
                "quantiles": {
                    f"{share:g}": float(value) for share, value in zip(said.shares, said.quantiles[at], strict=True)
                },
                "mean": number(said.mean[at], 6),
                "size": number(said.size[at], 6),
                "some": number(some[at], 6),
                "baselines": {name: plain(each[at].tolist()) for name, each in said.baselines.items()},
            },
        )
        for at, (unit, kind) in enumerate(zip(said.units, said.kinds, strict=True))
        if np.isfinite(said.mean[at]) and all(np.isfinite(each[at]).all() for each in said.baselines.values())
    ]
    basis = {"parameters": plain(said.parameters), "baselines": list(said.baselines), "shares": list(said.shares)}
    return Foretold("week", str(monday), monday + timedelta(6), "shrunk", basis, rows)


def _stage(
    counts: CountSeries,
    coming: Delayed,
    groups: Sequence[str],
    ahead: Ahead,
    *,
    neighbours: Mapping[str, Sequence[str]],
    seed: int,
) -> Foretold | None:
    """Project how many reports the coming stage brings, in bands."""
    whole = np.where(np.isfinite(coming.mean), np.rint(coming.mean), counts.counts)
    series = replace(counts, counts=whole, effort=None)
    staged = bool(ahead.code) and counts.stage is not None
    try:
        history = from_counts(
            series,
            groups=dict(zip(counts.units, groups, strict=True)),
            neighbours=neighbours,
            weeks=None if staged else _BLOCK,
            ahead=ahead.weeks,
            stage=ahead.code if staged else "",
        )
        if len(history.periods) < _PERIODS:
            return None
        said = project(history, models=_MODELS, draws=50, seed=seed)
    except IkpError:
        return None
    rows = [
        (unit, f"stage:{kind}:{ahead.key}", _told(said, at))
        for at, (unit, kind) in enumerate(zip(said.units, said.targets, strict=True))
    ]
    basis = {
        "stage": ahead.code,
        "first": ahead.first.isoformat(),
        "last": ahead.last.isoformat(),
        "labels": list(said.labels),
        "baselines": list(said.baselines),
        "weights": {name: number(weight, 4) for name, weight in said.weights.items()},
        "evidence": said.evidence,
        "tried": said.tried,
        "level": said.level,
        "problems": [
            {"code": each.code, "id": each.sentence("id"), "en": each.sentence("en")} for each in said.problems
        ],
    }
    return Foretold("stage", ahead.key, ahead.last + timedelta(LATEST), "stack", basis, rows)


def _told(said: Projection, at: int) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "probabilities": _sum_to_one(said, said.probability[at]),
        "low": [number(each, 4) for each in said.low[at]],
        "high": [number(each, 4) for each in said.high[at]],
        "baselines": {name: [number(each, 6) for each in said.members[name][at]] for name in said.baselines},
    }
    if said.quantiles is not None:
        told["interval"] = [float(said.quantiles[at, 0]), float(said.quantiles[at, -1])]
    return told


def _sum_to_one(said: Projection, row: NDArray[np.float64]) -> dict[str, float]:
    rounded = np.round(row, 6)
    rounded[np.argmax(rounded)] += 1 - rounded.sum()
    return {label: round(float(each), 6) for label, each in zip(said.labels, rounded, strict=True)}
