"""``ikp nowcast``: how many reports will the last weeks have once all have come?"""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ikp.cli.options import All, Codes, CsvFlag, Data, JsonFlag, LevelOrNone, Limit, Seed, Sheet

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.foresight.delay import Nowcast
    from ikp.foresight.streams import Reports, Triangle
    from ikp.registry import Registry

__all__ = ["run"]

AreaName = Literal["unit", "province", "country"]
MethodName = Literal["negative-binomial", "lawless", "bayes-trunc", "bayes-notrunc", "bayes-notrunc-bnb", "uniform"]
LawName = Literal["negative-binomial", "gamma", "lognormal", "weibull"]
BorrowName = Literal["shrunken", "series", "group", "all"]
FormName = Literal["textbook", "reference"]
#: The unit of the whole country in machine output.
COUNTRY = "*"
#: With more series than this the eye is shown the last week of each.
_FEW = 3


def run(
    *,
    data: Data,
    level: LevelOrNone = None,
    area: Annotated[AreaName, typer.Option("--area")] = "unit",
    kind: Annotated[str | None, typer.Option("--kind", metavar="NAME")] = None,
    by_kind: Annotated[bool, typer.Option("--by-kind")] = False,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE")] = None,
    of: Annotated[Literal["entry", "verified"], typer.Option("--of")] = "entry",
    longest: Annotated[int, typer.Option("--longest", min=0, metavar="N")] = 8,
    method: Annotated[MethodName, typer.Option("--method", "-m", metavar="NAME")] = "negative-binomial",
    probability: Annotated[float, typer.Option("--probability", metavar="P")] = 0.9,
    borrow: Annotated[BorrowName | None, typer.Option("--borrow")] = None,
    law: Annotated[LawName | None, typer.Option("--law", metavar="NAME")] = None,
    window: Annotated[int | None, typer.Option("--window", min=1, metavar="N")] = None,
    half_life: Annotated[float | None, typer.Option("--half-life", metavar="N")] = None,
    form: Annotated[FormName, typer.Option("--form", metavar="FORM")] = "textbook",
    samples: Annotated[int, typer.Option("--samples", min=1, metavar="N")] = 1000,
    seed: Seed = 0,
    codes: Codes = "auto",
    sheet: Sheet = None,
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.language import say, whole
    from ikp.cli.output import LIMIT, Report
    from ikp.cli.output import form as form_of
    from ikp.cli.telling import progress
    from ikp.editions.registry import registry
    from ikp.foresight.delay import nowcast

    report = Report(form_of(as_json, as_csv), "nowcast")
    level = level or ("regency" if area == "province" else None)
    known = registry() if level else None
    with progress(say("msg.nowcast.reading")) as advance:
        reports = _reports(data, known, level=level, codes=codes, sheet=sheet, progress=advance)
    triangle, groups = _triangle(
        reports,
        known,
        area=area,
        kind=kind,
        by_kind=by_kind,
        until=until.date() if until else None,
        of=of,
        longest=longest,
    )
    with progress(say("msg.nowcast.working", series=whole(len(triangle.units)))):
        found = nowcast(
            triangle,
            method=method,
            level=probability,
            form=form,
            by=borrow,
            groups=groups,
            law=law,
            window=window,
            half_life=half_life,
            samples=samples,
            seed=seed,
        )
    report.document |= {"level": level, "area": area, "kind": kind, "of": of, "seed": seed}
    show(report, found, float(triangle.beyond.sum()), limit or (None if all_rows else LIMIT))
    report.close()


def _reports(data: Path, known: "Registry | None", *, sheet: str | None, **how: Any) -> "Reports":
    """Read reports row by row; counts by week do not tell when they came."""
    from ikp.errors import UsageError, problem
    from ikp.io.streams import read_reports, shape_of

    if shape_of(data, sheet) == "counts":
        raise UsageError(problem("nowcast-counts", file=data.name))
    return read_reports(data, known, sheet=sheet, today=_today(), **how)


def _today() -> date:
    """Give the day it is where the day begins first: WIT, the time of Papua."""
    return datetime.now(timezone(timedelta(hours=9))).date()


def _triangle(
    reports: "Reports",
    known: "Registry | None",
    *,
    area: AreaName,
    kind: str | None,
    by_kind: bool,
    until: date | None,
    of: Literal["entry", "verified"],
    longest: int,
) -> tuple["Triangle", list[str] | None]:
    """Give the triangle of the areas asked for, and the province of each unit where it is known."""
    import numpy as np

    from ikp.errors import UsageError, problem
    from ikp.foresight.delay import merged
    from ikp.foresight.streams import triangle
    from ikp.io.streams import ALL_KINDS

    if kind is not None and kind.casefold() not in reports.kinds:
        raise UsageError(problem("nowcast-kind", kind=kind, kinds=list(reports.kinds)))
    if until is not None and until > _today():
        raise UsageError(problem("nowcast-until", until=until.isoformat()))
    day = np.datetime64(until) if until else reports.entry.max()
    kinds = [kind.casefold()] if kind else None
    found = triangle(reports, until=day, longest=longest, of=of, kinds=kinds)
    if known is not None:
        found = _existing(found, known)
    labels = found.kinds if by_kind or kind else (ALL_KINDS,) * len(found.units)
    above = [(known.parent(unit) or unit) if known and unit in known else unit for unit in found.units]
    if area == "country":
        return merged(found, (COUNTRY,) * len(found.units), labels), None
    if area == "province" and known is not None:
        return merged(found, above, labels, {unit: known[unit].name for unit in set(above)}), None
    found = merged(found, found.units, labels, found.names)
    return found, [known.parent(unit) or unit for unit in found.units] if known else None


def _existing(found: "Triangle", known: "Registry") -> "Triangle":
    """Let weeks before a unit was made be unobserved: a province without a past is not a quiet one."""
    from dataclasses import replace

    import numpy as np

    n = np.array(found.n)
    for at, unit in enumerate(found.units):
        since = known[unit].valid_from
        if since is not None:
            n[found.starts < np.datetime64(since), :, at] = np.nan
    return replace(found, n=n)


def show(report: "Report", found: "Nowcast", beyond: float, limit: int | None) -> None:
    """Show a nowcast: the weeks that are not complete, for the eye the last of each series where there are many."""
    from ikp.cli.language import number, say, whole
    from ikp.cli.tables import Column
    from ikp.foresight.delay import NOWCAST_REASONS

    until, longest = str(found.starts[-1] + 6), found.parameters["longest"]
    report.document |= {
        "method": found.method,
        "probability": found.level,
        "until": until,
        "longest": longest,
        "beyond": beyond,
        "synthetic": found.synthetic,
        "parameters": {key: _finite(value) for key, value in found.parameters.items()},
        "delays": [
            {"unit": unit, "kind": kind, "cdf": found.delay.cdf[:, at].tolist(), "own": float(found.delay.own[at])}
            for at, (unit, kind) in enumerate(zip(found.units, found.kinds, strict=True))
        ],
    }
    label = "SINTETIS – " if found.synthetic else ""
    report.title(label + say("msg.nowcast.title", until=until))
    report.line(
        say(
            "msg.nowcast.looked",
            method=say(f"nowcast.{found.method}"),
            series=whole(len(found.units)),
            weeks=whole(len(found.starts)),
            longest=whole(longest),
            probability=number(100 * found.level, 0),
        )
    )
    if beyond:
        report.line(say("msg.nowcast.beyond", count=number(beyond, 0), longest=whole(longest)), "dim")
    report.line()
    many = len(found.units) > _FEW
    rows = [_row(found, week, series) for series in range(len(found.units)) for week in reversed(found.open)]
    last = [row for row in rows if row["lag"] == 0 or not many]
    if many:
        last.sort(key=lambda row: -(row["mean"] if row["mean"] == row["mean"] else -1.0))
    shown = [
        {
            **row,
            "where": row["name"] or (say("msg.nowcast.country") if row["unit"] == COUNTRY else row["unit"]),
            "interval": "" if row["reason"] else f"{number(row['low'], 0)} – {number(row['high'], 0)}",
            "why": say(f"nowcast.reason.{row['reason']}") if row["reason"] else "",
        }
        for row in last
    ]
    kinds = [Column("kind", fold=True, head="nowcast_kind")] if len(set(found.kinds)) > 1 else []
    why = [Column("why", fold=True, head="reason")] if any(row["reason"] for row in last) else []
    report.table(
        "rows",
        shown,
        [
            Column("where", fold=True, head="unit"),
            *kinds,
            Column("week", head="nowcast_week"),
            Column("known", "whole", head="nowcast_known"),
            Column("mean", "number", digits=1, head="nowcast_mean"),
            Column("interval", right=True, head="nowcast_interval"),
            Column("share", "share", digits=0, drop=1, head="nowcast_share"),
            *why,
        ],
        main=True,
        machine=rows,
        limit=limit,
    )
    told = {code: int((found.reason[found.open.start :] == code).sum()) for code in NOWCAST_REASONS if code}
    report.document["unsaid"] = {NOWCAST_REASONS[code]: count for code, count in told.items() if count}
    if not rows:
        report.line(say("msg.nowcast.complete"))
    report.line(say("msg.nowcast.reading-it"), "dim")


def _row(found: "Nowcast", week: int, series: int) -> dict[str, Any]:
    from ikp.foresight.delay import NOWCAST_REASONS

    return {
        "unit": found.units[series],
        "name": found.names.get(found.units[series], ""),
        "kind": found.kinds[series],
        "week": str(found.starts[week]),
        "lag": len(found.starts) - 1 - week,
        **{name: float(getattr(found, name)[week, series]) for name in ("known", "mean", "low", "high", "share")},
        "reason": NOWCAST_REASONS[int(found.reason[week, series])],
    }


def _finite(value: Any) -> Any:
    """Give a value fit for JSON: nothing in the place of infinity."""
    return None if isinstance(value, float) and abs(value) == float("inf") else value
