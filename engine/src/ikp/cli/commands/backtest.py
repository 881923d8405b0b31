"""``ikp backtest``: how good projections would have been."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.commands.project import Source
from ikp.cli.options import Codes, CsvFlag, JsonFlag, LevelOrNone, Seed, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ikp.cli.output import Report
    from ikp.foresight.projection import Backtest
    from ikp.problems import Problem

__all__ = ["run"]


def run(
    *,
    source: Source,
    level: LevelOrNone = None,
    first: Annotated[int | None, typer.Option("--first", min=1, metavar="N")] = None,
    horizon: Annotated[int, typer.Option("--horizon", min=1, metavar="N")] = 1,
    every: Annotated[int, typer.Option("--every", min=1, metavar="N")] = 1,
    model: Annotated[list[str] | None, typer.Option("--model", "-m", metavar="NAME")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="NAME")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE")] = None,
    weeks: Annotated[int | None, typer.Option("--weeks", min=1, metavar="N")] = None,
    neighbours: Annotated[Path | None, typer.Option("--neighbours", metavar="N.csv")] = None,
    probability: Annotated[float, typer.Option("--probability", metavar="P")] = 0.9,
    seed: Seed = 0,
    codes: Codes = "auto",
    sheet: Sheet = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.language import say
    from ikp.cli.output import Report, form
    from ikp.cli.projecting import Asked, history_of
    from ikp.cli.telling import progress
    from ikp.cli.work import warn
    from ikp.foresight.projection import backtest

    report = Report(form(as_json, as_csv), "backtest", source=source, level=level)
    asked = Asked(level=level, codes=codes, sheet=sheet, kind=kind, until=until, weeks=weeks, neighbours=neighbours)
    history, problems = history_of(source, asked)
    with progress(say("msg.backtest.working")) as advance:
        found = backtest(
            history,
            first=None if first is None else first - 1,
            horizon=horizon,
            every=every,
            models=model or (),
            level=probability,
            seed=seed,
            progress=lambda share: advance(share, 1.0),
        )
    told = (*problems, *found.problems)
    report.document |= {"seed": seed}
    show(report, found, told)
    warn(told)
    report.close()


def show(report: "Report", found: "Backtest", problems: "Sequence[Problem]") -> None:
    """Show the table of candidates, three views of the stack, coverage and reliability."""
    from ikp.cli.language import lang, number, say, whole
    from ikp.cli.projecting import label_word, model_word
    from ikp.cli.tables import Column

    history, counts = found.history, found.history.counts is not None
    score = "crps" if counts else "rps"
    report.document |= {
        "periods": list(history.periods),
        "origins": [history.periods[at] for at in found.origins],
        "labels": list(history.labels),
        "event": found.event,
        "evidence": found.evidence.tolist(),
        "synthetic": history.synthetic,
        "problems": [{"code": each.code, "what": each.what(lang())} for each in problems],
    }
    label = "SINTETIS – " if history.synthetic else ""
    report.title(label + say("msg.backtest.title", runs=whole(len(found.origins)), series=whole(len(history.units))))
    rows = [_line(found, line) for line in found.table()]
    shown = [
        {
            **row,
            "where": model_word(row["model"]),
            **{f"against_{name}": _skill(row, name) for name in found.baselines},
        }
        for row in rows
    ]
    report.table(
        "rows",
        shown,
        [
            Column("where", fold=True, head="projection_model"),
            Column("n", "whole", head="projection_n"),
            Column("brier", "number", digits=3, drop=2, head="Brier"),
            Column("log", "number", digits=3, drop=2, head="log"),
            Column("rps", "number", digits=3, head="RPS"),
            *([Column("crps", "number", digits=3, head="CRPS")] if counts else []),
            Column("area", "number", digits=2, drop=1, head="AUC"),
            Column("precision", "number", digits=2, drop=3, head="AP"),
            *(
                Column(f"against_{name}", right=True, drop=1, head=say("head.projection_skill", name=model_word(name)))
                for name in found.baselines
            ),
        ],
        main=True,
        machine=rows,
    )
    report.line(say("msg.backtest.event", event=label_word(found.event)), "dim")
    _rest(report, found, score)
    held = found.coverage()
    if held.n:
        report.line(
            say(
                "msg.backtest.coverage",
                level=number(100 * held.level, 0),
                share=number(100 * held.share, 1),
                low=number(100 * held.low, 1),
                high=number(100 * held.high, 1),
                n=whole(held.n),
            )
        )


def _line(found: "Backtest", line: Any) -> dict[str, Any]:
    row = {
        "model": line.model,
        "baseline": line.baseline,
        **{name: getattr(line, name) for name in ("n", "brier", "log", "rps", "crps", "area", "precision", "base")},
    }
    for name in found.baselines:
        held = line.skill.get(name)
        for part in ("value", "low", "high"):
            row[f"skill_{name}_{part}"] = getattr(held, part) if held else None
    return row


def _skill(row: dict[str, Any], name: str) -> str:
    from math import isnan

    from ikp.cli.language import number

    value = row[f"skill_{name}_value"]
    if value is None or isnan(value):
        return ""
    ends = [row[f"skill_{name}_{part}"] for part in ("low", "high")]
    inside = "" if isnan(ends[0]) else f" ({number(ends[0])} – {number(ends[1])})"
    return f"{number(value)}{inside}"


def _rest(report: "Report", found: "Backtest", score: str) -> None:
    """Give the three views, decomposition, coverage and reliability of the stack, for machines in full."""
    from ikp.cli.language import number, say
    from ikp.foresight.projection.backtesting import STACK

    views, parts, curve, held = found.views(STACK, score), found.decomposition(), found.reliability(), found.coverage()
    periods = found.history.periods
    report.document |= {
        "views": {
            "score": score,
            "by_run": {periods[at]: mean for at, mean in zip(views.origins, views.by_run.tolist(), strict=True)},
            "by_step": {str(step): mean for step, mean in zip(views.steps, views.by_step.tolist(), strict=True)},
            "by_date": {
                f"{date}: {periods[date]}": mean for date, mean in zip(views.dates, views.by_date.tolist(), strict=True)
            },
        },
        "decomposition": {
            name: getattr(parts, name) for name in ("score", "miscalibration", "discrimination", "uncertainty", "n")
        },
        "coverage": {name: getattr(held, name) for name in ("level", "share", "low", "high", "width", "n")},
        "reliability": {
            **{name: getattr(curve, name).tolist() for name in ("forecast", "frequency", "low", "high", "weight")},
            **{name: getattr(curve, name) for name in ("level", "inside", "miscalibration", "p", "n")},
        },
    }
    report.document["pit"] = {
        "histogram": found.pit_histogram().tolist(),
        "below": found.below.tolist(),
        "at": found.at.tolist(),
    }
    by = (("run", report.document["views"]["by_run"]), ("step", report.document["views"]["by_step"]))
    for name, means in by:
        listed = ", ".join(f"{key} {number(mean, 3)}" for key, mean in means.items())
        report.line(say(f"msg.backtest.by-{name}", score=score.upper(), means=listed))
    report.line(
        say(
            "msg.backtest.parts",
            miscalibration=number(parts.miscalibration, 3),
            discrimination=number(parts.discrimination, 3),
            uncertainty=number(parts.uncertainty, 3),
        )
    )
    report.line(say("msg.backtest.pit", bars=", ".join(number(each, 2) for each in found.pit_histogram())))
    report.line(say("msg.backtest.reliability", inside=number(100 * curve.inside, 0), p=number(curve.p, 3)))
