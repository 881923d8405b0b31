"""``ikp scan``: which neighbouring units hold more reports than expected?"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ikp.cli.options import Codes, CsvFlag, Data, JsonFlag, LevelOrNone, Seed, Sheet

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.foresight.scan import Clusters, Neighbours, Windows
    from ikp.foresight.scan.growing import Progress
    from ikp.foresight.streams import CountSeries
    from ikp.io.points import Points
    from ikp.registry import CodeList, Level, Registry

__all__ = ["run"]

ModelName = Literal[
    "permutation",
    "poisson",
    "binomial",
    "expected",
    "negative-binomial",
    "negative-binomial-emerging",
    "zero-inflated",
]
#: The models that need no weeks.
SPACE = ("poisson", "binomial")
#: The models that take what is expected from the weeks before.
HISTORY = ("expected", "negative-binomial", "negative-binomial-emerging", "zero-inflated")
_WEEKS, _NEAREST = 8, 15


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How units are read: by the registry, or, without one, as they are written."""

    registry: "Registry | None"
    level: "Level | None"
    codes: "CodeList"
    sheet: str | None

    @property
    def units(self) -> tuple["Registry | None", "Level | None", "CodeList"]:
        return self.registry, self.level, self.codes


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command line says about the scan."""

    model: ModelName
    space: bool
    weeks: int | None
    longest: int | None
    shape: Literal["circle", "graph"]
    neighbours: Path | None
    nearest: int | None
    share: float
    effort: bool
    absolute: bool
    simulations: int
    most: int
    seed: int
    form: Literal["textbook", "reference"]


def run(
    *,
    data: Data,
    level: LevelOrNone = None,
    points: Annotated[Path | None, typer.Option("--points", metavar="P.csv")] = None,
    neighbours: Annotated[Path | None, typer.Option("--neighbours", metavar="N.csv")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="NAME")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE")] = None,
    model: Annotated[ModelName, typer.Option("--model", "-m", metavar="NAME")] = "negative-binomial",
    space: Annotated[bool, typer.Option("--space")] = False,
    local: Annotated[Literal["moran", "getis-ord"] | None, typer.Option("--local", metavar="NAME")] = None,
    weeks: Annotated[int | None, typer.Option("--weeks", min=1, metavar="N")] = None,
    longest: Annotated[int | None, typer.Option("--longest", min=1, metavar="N")] = None,
    shape: Annotated[Literal["circle", "graph"], typer.Option("--windows", metavar="SHAPE")] = "circle",
    nearest: Annotated[int | None, typer.Option("--nearest", min=1, metavar="N")] = None,
    share: Annotated[float, typer.Option("--share", metavar="SHARE")] = 0.5,
    effort: Annotated[bool, typer.Option("--effort")] = False,
    absolute: Annotated[bool, typer.Option("--absolute")] = False,
    simulations: Annotated[int, typer.Option("--simulations", "-r", min=0, metavar="N")] = 999,
    most: Annotated[int, typer.Option("--clusters", "-n", min=1, metavar="N")] = 10,
    seed: Seed = 0,
    form: Annotated[Literal["textbook", "reference"], typer.Option("--form", metavar="FORM")] = "textbook",
    codes: Codes = "auto",
    sheet: Sheet = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.language import say, whole
    from ikp.cli.output import Report
    from ikp.cli.output import form as form_of
    from ikp.cli.telling import progress
    from ikp.cli.work import warn
    from ikp.editions.registry import registry
    from ikp.foresight.scan import shared_points
    from ikp.io.points import read_pairs, read_points

    level = level or (None if points else "regency")
    reading = Reading(registry=registry() if level else None, level=level, codes=codes, sheet=sheet)
    where = read_points(points, *reading.units) if points else _registered(registry(), level or "regency")
    wanted = Wanted(
        model=model,
        space=space,
        weeks=weeks,
        longest=longest,
        shape=shape,
        neighbours=neighbours,
        nearest=nearest,
        share=share,
        effort=effort,
        absolute=absolute,
        simulations=simulations,
        most=most,
        seed=seed,
        form=form,
    )
    report = Report(form_of(as_json, as_csv), "scan")
    series = _series(data, reading, where, kind=kind, until=until)
    where, left_out = _aligned(where, series)
    pairs = read_pairs(neighbours, *reading.units) if neighbours else None
    report.document |= {"level": level, "kind": kind, "seed": seed}
    if local is not None:
        warn([*shared_points(where.points, where.units), *left_out])
        _local(report, series, (where, pairs), wanted, method=local)
        report.close()
        return
    windows = _windows(where, pairs, wanted)
    with progress(say("msg.scan.working", count=whole(simulations))) as advance:
        found = _scan(series, where, windows, wanted, advance)
    warn([*shared_points(where.points, where.units), *left_out, *found.problems])
    show(report, found, series, wanted)
    report.close()


def _registered(known: "Registry", level: "Level") -> "Points":
    """Give the points of the registry; that of a province is the mean of its regencies'."""
    import numpy as np

    from ikp.io.points import Points

    units = known.level(level)
    parts = {
        unit.code: [known[code] for code in known.children(unit.code)] if level == "province" else [unit]
        for unit in units
    }
    found = np.array([np.mean([(part.lat, part.lon) for part in parts[unit.code]], axis=0) for unit in units])
    return Points(tuple(unit.code for unit in units), {unit.code: unit.name for unit in units}, found, False, None)


def _series(
    data: Path, reading: Reading, where: "Points", *, kind: str | None, until: datetime | None
) -> "CountSeries":
    """Read the counts, one series a unit; of reports, units with a point that are not in the file had none."""
    from dataclasses import replace

    import numpy as np

    from ikp.foresight.scan import by_unit
    from ikp.foresight.streams import weekly
    from ikp.io.streams import read_counts, read_reports, shape_of

    if shape_of(data, reading.sheet) == "counts":
        series = read_counts(data, *reading.units, sheet=reading.sheet)
        if until is not None:
            series = _cut(series, np.datetime64(until.date()))
    else:
        reports = read_reports(data, *reading.units, sheet=reading.sheet)
        units = tuple(dict.fromkeys([*where.units, *reports.units]))
        day = np.datetime64(until.date()) if until else reports.entry.max()
        series = weekly(reports, until=day, units=units)
        if until is None:  # the weeks after the last event are not quiet: entries came late, and then the file ends
            series = _cut(series, reports.event.max() + np.timedelta64(6, "D"))
    word = " ".join(kind.casefold().split()) if kind else None  # as the files are read
    return replace(by_unit(series, word), names={**where.names, **series.names})


def _cut(series: "CountSeries", day: Any) -> "CountSeries":
    """Keep the weeks that had ended on a day."""
    from dataclasses import replace

    import numpy as np

    ended = series.starts + np.timedelta64(6, "D") <= day
    return replace(
        series,
        counts=series.counts[ended],
        starts=series.starts[ended],
        effort=None if series.effort is None else series.effort[ended],
        stage=None,
    )


def _aligned(where: "Points", series: "CountSeries") -> tuple["Points", list[Any]]:
    """Give the points in the order of the series, NaN where there is none; and a warning of points without counts."""
    import numpy as np

    from ikp.errors import problem
    from ikp.io.points import Points

    place = {unit: at for at, unit in enumerate(where.units)}
    at = np.array([place.get(unit, -1) for unit in series.units], dtype=np.intp)
    points = np.where((at >= 0)[:, None], where.points[at], np.nan)
    people = None if where.population is None else np.where(at >= 0, where.population[at], np.nan)
    absent = [unit for unit in where.units if unit not in set(series.units)]
    told = [problem("scan-left-out", count=len(absent), units=absent[:10])] if absent else []
    return Points(series.units, where.names, points, where.planar, people), told


def _windows(where: "Points", pairs: Any, wanted: Wanted) -> "Windows":
    """Let windows grow: circles, or along the graph of neighbours with its links across the sea."""
    import numpy as np

    from ikp.foresight.scan import Windows
    from ikp.foresight.scan.distance import checked_points

    points = checked_points(where.points, where.units, planar=where.planar)
    nearest = wanted.nearest or (None if wanted.space else _NEAREST)
    people = np.ones(len(points)) if where.population is None else np.nan_to_num(where.population)
    bounds: dict[str, Any] = {"population": people, "share": wanted.share, "nearest": nearest, "planar": where.planar}
    if wanted.shape == "circle" and pairs is None:
        return Windows.circular(points, **bounds)
    return Windows.graph(_graph(where, pairs, points), points, **bounds)


def _graph(where: "Points", pairs: Any, points: Any) -> "Neighbours":
    """Link those that border on each other, or those that are close, and every island across the sea."""
    from ikp.foresight.scan import Neighbours

    if pairs is None:
        return Neighbours.from_points(points, planar=where.planar)
    return Neighbours.from_pairs(where.units, pairs).across(points, planar=where.planar)


def _local(
    report: "Report", series: "CountSeries", places: tuple["Points", Any], wanted: Wanted, *, method: str
) -> None:
    """Tell of every unit whether its neighbours are like it."""
    from ikp.cli.language import say, whole
    from ikp.cli.local import look_locally, show_locally, values_of
    from ikp.cli.telling import progress
    from ikp.foresight.scan.distance import checked_points

    where, pairs = places
    weeks = min(wanted.weeks or _WEEKS, len(series.starts))
    per = _population(series, where, wanted) if wanted.effort or where.population is not None else None
    values = values_of(series, weeks, per)
    graph = _graph(where, pairs, checked_points(where.points, where.units, planar=where.planar))
    with progress(say("msg.scan.working", count=whole(wanted.simulations))):
        found = look_locally(values, graph, series, method=method, permutations=wanted.simulations, seed=wanted.seed)
    show_locally(report, found, series, values, weeks)


def _scan(
    series: "CountSeries", where: "Points", windows: "Windows", wanted: Wanted, progress: "Progress"
) -> "Clusters":
    """Scan the last weeks, in space and time or in space alone."""
    import numpy as np

    from ikp.errors import UsageError, problem
    from ikp.foresight.scan import MODELS, baseline, scan_space, scan_space_time
    from ikp.foresight.streams import CountSeries

    if wanted.model not in (SPACE if wanted.space else MODELS):
        raise UsageError(problem("scan-model-space", model=wanted.model, space=list(SPACE), spacetime=list(MODELS)))
    weeks = _weeks(series, wanted)
    last = CountSeries(
        series.counts[-weeks:],
        series.starts[-weeks:],
        series.units,
        series.kinds,
        names=series.names,
        synthetic=series.synthetic,
    )
    shared: dict[str, Any] = {
        "rng": np.random.default_rng(wanted.seed),
        "simulations": wanted.simulations,
        "most": wanted.most,
        "form": wanted.form,
        "progress": progress,
    }
    if wanted.model in HISTORY:
        past = baseline(series, weeks, effort=wanted.effort, by_week=not wanted.absolute)
        inflated = wanted.model == "zero-inflated"
        shared |= {"expected": past.mean if inflated else past.expected, "size": past.size, "zeros": past.zeros}
        shared["doubt"] = past.doubt
    elif wanted.model != "permutation":
        shared["population"] = _population(series, where, wanted)[-weeks:]
    if not wanted.space:
        longest = wanted.longest or max(1, weeks // 2)
        return scan_space_time(last, windows, model=wanted.model, longest=longest, **shared)  # type: ignore[arg-type]
    seen = ~np.isnan(last.counts)
    shared["population"] = np.where(seen, shared["population"], 0.0).sum(axis=0)
    if wanted.model == "binomial":  # people are people, however many weeks
        shared["population"] = np.rint(shared["population"] / weeks)
    return scan_space(
        np.where(seen.any(axis=0), np.nansum(last.counts, axis=0), np.nan),
        windows,
        model=wanted.model,  # type: ignore[arg-type]
        units=series.units,
        names=series.names,
        synthetic=series.synthetic,
        **shared,
    )


def _weeks(series: "CountSeries", wanted: Wanted) -> int:
    """Give the number of weeks that are scanned: as asked, else eight; half of all where the rest is the history."""
    there = len(series.starts)
    if wanted.weeks is not None:
        return min(wanted.weeks, there)
    return min(_WEEKS, max(1, there // 2) if wanted.model in HISTORY and not wanted.space else there)


def _population(series: "CountSeries", where: "Points", wanted: Wanted) -> Any:
    """Give the people, or the supervisors, by week and unit."""
    import numpy as np

    from ikp.errors import UsageError, problem

    if wanted.effort:
        if series.effort is None:
            raise UsageError(problem("scan-effort"))
        return series.effort
    if where.population is None:
        raise UsageError(problem("scan-population-needed", model=wanted.model))
    return np.broadcast_to(where.population, series.counts.shape)


def show(report: "Report", found: "Clusters", series: "CountSeries", wanted: Wanted) -> None:
    """Show a scan: what was looked at, then a row per cluster, the highest score first."""
    from ikp.cli.language import number, say, whole
    from ikp.cli.tables import Column

    weeks = _weeks(series, wanted)
    report.document |= {
        "model": found.model,
        "space": wanted.space,
        "absolute": wanted.absolute,
        "weeks": weeks,
        "from": str(series.starts[-weeks]),
        "until": str(series.starts[-1] + 6),
        "windows": found.windows,
        "simulations": wanted.simulations,
        "observed": found.observed,
        "expected": found.expected,
        "unobserved": found.unobserved,
        "parameters": dict(found.parameters),
        "synthetic": found.synthetic,
    }
    label = "SINTETIS – " if found.synthetic else ""
    report.title(f"{label}{say('msg.scan.title', model=say(f'scan.{found.model}'))}")
    report.line(
        say(
            "msg.scan.looked",
            first=str(series.starts[-weeks]),
            last=str(series.starts[-1] + 6),
            reports=number(found.observed, 0),
            units=whole(len(series.units)),
            windows=whole(found.windows),
            simulations=whole(wanted.simulations),
        )
    )
    if found.unobserved:
        report.line(say("msg.scan.unobserved", count=whole(found.unobserved)), "dim")
    report.line()
    rows = [
        {
            "cluster": place,
            "units": list(each.units),
            "names": list(each.names),
            "start": None if each.start is None else str(each.start),
            "weeks": each.duration,
            "observed": each.observed,
            "expected": each.expected,
            "relative_risk": each.relative_risk if each.relative_risk < float("inf") else None,
            "score": each.score,
            "p": each.p,
            "p_gumbel": each.p_gumbel,
        }
        for place, each in enumerate(found.clusters, start=1)
    ]
    shown = [{**row, "where": ", ".join(row["names"])} for row in rows]  # type: ignore[arg-type]
    timed = [] if wanted.space else [Column("start", head="scan_start"), Column("weeks", "whole", head="scan_weeks")]
    report.table(
        "clusters",
        shown,
        [
            Column("cluster", "whole", head="scan_cluster"),
            Column("where", fold=True, head="scan_units"),
            *timed,
            Column("observed", "whole", head="scan_observed"),
            Column("expected", "number", digits=1, head="scan_expected"),
            Column("relative_risk", "number", digits=2, drop=1, head="scan_relative_risk"),
            Column("score", "number", digits=2, drop=3),
            Column("p", "number", digits=3, head="scan_p"),
            Column("p_gumbel", "number", digits=4, drop=2, head="scan_p_gumbel"),
        ],
        main=True,
        machine=rows,
    )
    if not rows:
        report.line(say("msg.scan.none"))
    report.line(say("msg.scan.reading"), "dim")
