"""The weekly computation: reports become series, what is still to come is foreseen, and what is unusual is chosen."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ikp import __version__ as engine_version
from ikp.errors import IkpError
from ikp.foresight.alarms import REASONS, recalibration
from ikp.foresight.alarms.policy import Policy
from ikp.foresight.calendar import stage_by_week
from ikp.foresight.streams import CountSeries, weekly
from ikpweb.watch.engine.clusters import Cluster, clusters_of, neighbours_of
from ikpweb.watch.engine.delay import Delayed, delayed
from ikpweb.watch.engine.exposure import exposure_of, relative_effort
from ikpweb.watch.engine.forecasting import foretell
from ikpweb.watch.engine.found import Found
from ikpweb.watch.engine.methods import Judged, judge
from ikpweb.watch.engine.rows import KINDS, effort_of, reports_of, since_of
from ikpweb.watch.engine.saying import problems_of
from ikpweb.watch.engine.stages import reference_spans
from ikpweb.watch.engine.telling import plain, raised_of, rows_of
from ikpweb.watch.selectors.inputs import Inputs

__all__ = ["engine_version", "watch_over"]

Progress = Callable[[str], None]
#: There is no series without a first report.
NOTHING = "Belum ada laporan yang masuk sampai akhir minggu yang lalu, sehingga belum ada deret yang dapat dipantau."


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
        The same seed gives the same intervals and the same p-values of clusters.
    progress : callable, optional
        Is told what is done next.

    Raises
    ------
    ValueError
        When there is no whole week to watch; the sentence says so in Indonesian.
    """
    tell, began = progress or (lambda _: None), time.perf_counter()
    if not inputs.reports:
        raise ValueError(NOTHING)
    reports = reports_of(inputs)
    until = np.datetime64(inputs.as_of)
    try:
        tell("weeks")
        since = since_of(reports, inputs.as_of)
        counts = weekly(reports, until=until, since=since, effort=effort_of(inputs))
        # A made-up world has a calendar of its own, or none.
        spans = inputs.stages or ([] if inputs.training else reference_spans())
        counts = replace(counts, stage=stage_by_week(counts.starts, spans))
    except IkpError as problem:
        raise ValueError(problem.sentence("id")) from problem
    groups = [inputs.units[unit].province for unit in counts.units]
    tell("delay")
    coming = delayed(reports, counts, until=until, groups=groups, seed=seed)
    relative, used = relative_effort(counts)
    tell("alarms")
    judged = judge(
        counts, exposure_of(relative, coming.share), groups, method=method, policy=cast(Policy, policy), value=value
    )
    tell("clusters")
    points = np.array([(place.lat, place.lon) for place in inputs.units.values()], dtype=np.float64)
    clusters = clusters_of(counts, judged.alarms, points, seed=seed)
    tell("explanations")
    rows = rows_of(counts, coming, judged)
    near = neighbours_of(tuple(inputs.units), points)
    corrected = recalibration([said for said, _ in inputs.outcomes], [hit for _, hit in inputs.outcomes])
    raised = raised_of(rows, counts, coming, judged, used=used, neighbours=near, clusters=clusters, corrected=corrected)
    tell("forecasts")
    foretold = foretell(
        counts, coming, relative, groups, as_of=inputs.as_of, spans=spans, neighbours=near, said=inputs.said, seed=seed
    )
    week: date = counts.starts[-1].astype(object)
    return Found(
        week=week,
        method=method,
        seed=seed,
        engine_version=engine_version,
        series=rows,
        raised=raised,
        foretold=foretold,
        parameters={
            **_parameters(coming, judged, clusters, str(counts.starts[0]), used),
            "stage": counts.stage[-1] if counts.stage else "",
            "staged": judged.staged,
            "probability": {**judged.groups, **asdict(corrected)},
        },
        policy=plain(judged.policy),
        totals={
            "reports": len(reports),
            "series": len(rows),
            "weeks": len(counts.starts),
            "alarms": len(raised),
            "kinds": {kind: int(np.nansum(counts.counts[-1, at :: len(KINDS)])) for at, kind in enumerate(KINDS)},
        },
        problems=[*_problems(coming, judged), *_stage_problem(counts, judged)],
        seconds=round(time.perf_counter() - began, 3),
    )


def _stage_problem(counts: CountSeries, judged: Judged) -> list[dict[str, Any]]:
    """Say that the stage of the last week has no past to compare with, where there is a calendar."""
    if counts.stage is None or judged.staged:
        return []
    return problems_of({"stage-new": len(counts.units)}, "alarms")


def _parameters(
    coming: Delayed,
    judged: Judged,
    clusters: Sequence[Cluster],
    since: str,
    used: NDArray[np.bool_],
) -> dict[str, Any]:
    """Give all that the computation was asked, and the clusters that it found."""
    names, numbers = np.unique(np.array(judged.methods), return_counts=True)
    return {
        "methods": {str(name): int(number) for name, number in zip(names, numbers, strict=True) if name},
        "alarms": plain(judged.parameters),
        "nowcast": plain(coming.said.parameters),
        "since": since,
        "with_effort": int(used.sum()),
        "clusters": [each.record() for each in clusters],
    }


def _problems(coming: Delayed, judged: Judged) -> list[dict[str, Any]]:
    """Say how many series nothing could be said of, by reason."""
    codes, numbers = np.unique(judged.alarms.reason[-1], return_counts=True)
    named = {REASONS[int(code)]: int(number) for code, number in zip(codes, numbers, strict=True)}
    silent = problems_of({code: number for code, number in named.items() if code}, "alarms")
    return [*silent, *problems_of(coming.reasons, "nowcast")]
