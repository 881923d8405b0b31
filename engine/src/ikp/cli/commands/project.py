"""``ikp project``: what may come in the next edition or the next stage."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.options import All, Codes, CsvFlag, JsonFlag, LevelOrNone, Limit, Seed, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ikp.cli.output import Report
    from ikp.foresight.projection import Projection
    from ikp.problems import Problem

__all__ = ["run"]

Source = Annotated[str, typer.Argument(metavar="EDITIONS|DATA", show_default=False)]


def run(
    *,
    source: Source,
    level: LevelOrNone = None,
    step: Annotated[int, typer.Option("--step", min=1, metavar="N")] = 1,
    model: Annotated[list[str] | None, typer.Option("--model", "-m", metavar="NAME")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="NAME")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE")] = None,
    weeks: Annotated[int | None, typer.Option("--weeks", min=1, metavar="N")] = None,
    ahead: Annotated[int | None, typer.Option("--ahead", min=1, metavar="N")] = None,
    stage: Annotated[str | None, typer.Option("--stage", metavar="NAME")] = None,
    neighbours: Annotated[Path | None, typer.Option("--neighbours", metavar="N.csv")] = None,
    probability: Annotated[float, typer.Option("--probability", metavar="P")] = 0.9,
    draws: Annotated[int, typer.Option("--draws", min=2, metavar="N")] = 200,
    seed: Seed = 0,
    codes: Codes = "auto",
    sheet: Sheet = None,
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.language import say
    from ikp.cli.output import LIMIT, Report, form
    from ikp.cli.projecting import Asked, history_of
    from ikp.cli.telling import progress
    from ikp.cli.work import warn
    from ikp.foresight.projection import project

    report = Report(form(as_json, as_csv), "project", source=source, level=level)
    asked = Asked(
        level=level,
        codes=codes,
        sheet=sheet,
        kind=kind,
        until=until,
        weeks=weeks,
        ahead=ahead,
        stage=stage,
        neighbours=neighbours,
    )
    history, problems = history_of(source, asked)
    with progress(say("msg.project.working")):
        found = project(history, step=step, models=model or (), level=probability, draws=draws, seed=seed)
    told = (*problems, *found.problems)
    report.document |= {"seed": seed, "periods": list(history.periods)}
    show(report, found, told, limit or (None if all_rows else LIMIT))
    warn(told)
    report.close()


def show(report: "Report", found: "Projection", problems: "Sequence[Problem]", limit: int | None) -> None:
    """Show a projection with its baselines beside it."""
    from ikp.cli.language import lang, number, say, whole
    from ikp.cli.projecting import label_word, model_word
    from ikp.cli.tables import Column

    counts = found.quantiles is not None
    report.document |= {
        "origin": found.origin,
        "step": found.step,
        "labels": list(found.labels),
        "probability": found.level,
        "weights": dict(found.weights),
        "baselines": list(found.baselines),
        "evidence": found.evidence,
        "tried": found.tried,
        "synthetic": found.synthetic,
        "problems": [{"code": each.code, "what": each.what(lang())} for each in problems],
    }
    label = "SINTETIS – " if found.synthetic else ""
    report.title(label + say("msg.project.title", step=whole(found.step), origin=found.origin))
    weights = sorted(found.weights.items(), key=lambda each: -each[1])
    shares = ", ".join(f"{model_word(name)} {number(100 * weight, 0)} %" for name, weight in weights)
    report.line(say("msg.project.weights", weights=shares))
    report.line(say(f"msg.project.evidence.{found.evidence}", tried=whole(found.tried)))
    report.line()
    order = sorted(range(len(found.units)), key=lambda at: -float(found.expected[at]))
    rows = [_row(found, at) for at in order]
    event = ("some" if counts else f"p_{found.labels[-1]}"), label_word("1+" if counts else found.labels[-1])
    kinds = [Column("target", fold=True, head="projection_kind")] if len(set(found.targets)) > 1 else []
    shown = [
        {
            **row,
            "where": row["name"] or row["unit"],
            "set": ", ".join(label_word(each) for each in row["likely"].split("|")),
            "interval": f"{number(row['low'], 0)} – {number(row['high'], 0)}" if counts else "",
        }
        for row in rows
    ]
    report.table(
        "rows",
        shown,
        [
            Column("where", fold=True, head="unit"),
            *kinds,
            *(Column(f"p_{each}", "share", digits=0, head=label_word(each)) for each in found.labels),
            *([Column("interval", right=True, head="nowcast_interval")] if counts else []),
            *([] if counts else [Column("set", drop=1, fold=True, head="projection_likely")]),
            *(
                Column(f"{name}_{event[0]}", "share", digits=0, drop=2, head=f"{model_word(name)}: {event[1]}")
                for name in found.baselines
            ),
        ],
        main=True,
        machine=rows,
        limit=limit,
    )
    report.line(say("msg.project.reading"), "dim")


def _row(found: "Projection", at: int) -> dict[str, Any]:
    """Give a series' projection for machines; `likely` joins labels by a bar."""
    row: dict[str, Any] = {
        "unit": found.units[at],
        "name": found.names.get(found.units[at], ""),
        "target": found.targets[at],
    }
    for name, values in (("p", found.probability), ("low", found.low), ("high", found.high)):
        row |= {f"{name}_{label}": float(p) for label, p in zip(found.labels, values[at], strict=True)}
    row["likely"] = "|".join(label for label, inside in zip(found.labels, found.likely[at], strict=True) if inside)
    row["some"] = float(found.some[at])
    if found.quantiles is not None:
        row |= {"low": float(found.quantiles[at, 0]), "high": float(found.quantiles[at, -1])}
        row |= {f"q{share:g}": float(q) for share, q in zip(found.shares, found.quantiles[at], strict=True)}
    for name in found.baselines:
        row |= {f"{name}_p_{label}": float(p) for label, p in zip(found.labels, found.members[name][at], strict=True)}
        row[f"{name}_some"] = float(1.0 - found.members[name][at, 0])
    return row
