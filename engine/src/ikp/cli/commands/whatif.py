"""``ikp whatif``: change the recipe, a weight or a value, and see what moves."""

import tomllib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.options import (
    All,
    Alternative,
    Bounds,
    Codes,
    CsvFlag,
    Data,
    Edition,
    FrameworkFile,
    JsonFlag,
    LevelOrNone,
    Limit,
    RecipeFile,
    Refit,
    Sheet,
    Silence,
)

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.work import Computed
    from ikp.uncertainty import Change, WhatIf

__all__ = ["run"]

Settings = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE")]
WeightsTo = Annotated[list[str] | None, typer.Option("--weight", metavar="NODE=NUMBER")]
ValuesTo = Annotated[list[str] | None, typer.Option("--value", metavar="UNIT,CODE=NUMBER")]
Dropped = Annotated[list[str] | None, typer.Option("--drop", metavar="CODE")]


def run(
    *,
    data: Data,
    edition: Edition = None,
    level: LevelOrNone = None,
    framework: FrameworkFile = None,
    recipe: RecipeFile = None,
    alternative: Alternative = None,
    refit: Refit = False,
    bounds: Bounds = None,
    settings: Settings = None,
    weights: WeightsTo = None,
    values: ValuesTo = None,
    drop: Dropped = None,
    codes: Codes = "auto",
    silence: Silence = None,
    sheet: Sheet = None,
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.output import LIMIT, Report, form
    from ikp.cli.work import Asked, carry_out
    from ikp.uncertainty import what_if

    report = Report(form(as_json, as_csv), "whatif")
    asked = Asked(
        edition=edition,
        level=level,
        framework=framework,
        recipe=recipe,
        alternative=alternative,
        refit=refit,
        bounds=bounds,
        codes=codes,
        silence=silence,
        sheet=sheet,
    )
    done = carry_out(data, asked)
    change = _change(settings or [], weights or [], values or [], drop or [], done)
    found = what_if(done.data.require(), done.data.framework, done.recipe, change)
    show(report, done, found, limit or (None if all_rows else LIMIT))
    report.close()


def _change(settings: list[str], weights: list[str], values: list[str], drop: list[str], done: "Computed") -> "Change":
    """Read what is to be otherwise.

    Raises
    ------
    UsageError
        With every text that is not written as it should be.
    """
    from ikp.uncertainty import Change

    return Change(
        settings={path: _value(text) for path, text in (_split(each, "PATH=VALUE") for each in settings)},
        weights={code: _number(text) for code, text in (_split(each, "NODE=NUMBER") for each in weights)},
        values={
            _cell(place, done): _number(text) if text else None
            for place, text in (_split(each, "UNIT,CODE=NUMBER") for each in values)
        },
        drop=drop,
    )


_EXAMPLES = {
    "PATH=VALUE": "aggregate.default.method=geometric",
    "NODE=NUMBER": "SP=30",
    "UNIT,CODE=NUMBER": "31,I07=2",
}


def _split(text: str, form: str) -> tuple[str, str]:
    from ikp.errors import UsageError, problem

    place, sign, value = text.partition("=")
    if not sign or not place or (form.startswith("UNIT") and "," not in place):
        raise UsageError(problem("change-text", text=text, form=form, example=_EXAMPLES[form]))
    return place.strip(), value.strip()


def _value(text: str) -> Any:
    """Read a value as TOML writes it; a bare word is a text."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _number(text: str) -> float:
    from math import isfinite

    from ikp.errors import UsageError, problem

    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise UsageError(problem("change-text", text=text, form="NUMBER", example="2.5"))
    return number


def _cell(place: str, done: "Computed") -> tuple[str, str]:
    """Give the unit's code, by code or by name, and the indicator."""
    from ikp.errors import UsageError

    name, _, code = place.rpartition(",")
    name, code = name.strip(), code.strip()
    registry, level = done.meant.registry, done.meant.level
    if registry is None or level is None:
        return name, code
    found = registry.resolve([name], level=level, codes="auto")
    if found.problems:
        raise UsageError(found.problems)
    return found.units[0], code


def show(report: "Report", done: "Computed", found: "WhatIf", limit: int | None) -> None:
    """Show the units that move, those whose rank moves furthest first; machines get all."""
    from ikp.cli.language import number, say, whole
    from ikp.cli.tables import Column, category_text

    (score, score_after), (rank, rank_after) = found.scores, found.ranks
    before, after = found.categories
    rows = [
        {
            "unit": unit,
            "name": found.names[i],
            "score": score[i].item(),
            "score_after": score_after[i].item(),
            "score_change": (score_after[i] - score[i]).item(),
            "rank": rank[i].item(),
            "rank_after": rank_after[i].item(),
            "rank_change": (rank_after[i] - rank[i]).item(),
            "category": before[i] or None,
            "category_after": after[i] or None,
        }
        for i, unit in enumerate(found.units)
    ]
    moved = found.moved
    turned = [row for row in rows if row["category"] != row["category_after"]]
    shown = sorted(
        (row for row, moves in zip(rows, moved, strict=True) if moves),
        key=lambda row: (
            row["category"] == row["category_after"],
            -abs(row["rank_change"]) if row["rank_change"] == row["rank_change"] else 0.0,
            -abs(row["score_change"]) if row["score_change"] == row["score_change"] else 0.0,
        ),
    )
    synthetic = found.before.table.synthetic
    report.document |= {
        "edition": done.meant.edition.code if done.meant.edition else None,
        "level": done.meant.level,
        "synthetic": synthetic,
        "counts": {"units": len(rows), "moved": int(moved.sum()), "other_category": len(turned)},
        "recipe": found.after.recipe.to_dict(),
    }
    report.title(f"{'SINTETIS – ' if synthetic else ''}{done.meant.title}")
    known = [abs(row["rank_change"]) for row in rows if row["rank_change"] == row["rank_change"]]
    mean = number(sum(known) / len(known), 1) if known else "–"
    counts = {"moved": whole(int(moved.sum())), "total": whole(len(rows)), "turned": whole(len(turned))}
    report.line(say("msg.whatif.moved", mean=mean, **counts))
    report.line()
    report.table(
        "rows",
        [
            {
                **row,
                "category": category_text(row["category"]),
                "category_after": category_text(row["category_after"]),
            }
            for row in shown
        ],
        [
            Column("unit", drop=2),
            Column("name", fold=True),
            Column("score", "number", drop=1),
            Column("score_after", "number"),
            Column("rank", "whole"),
            Column("rank_after", "whole"),
            Column("category", "category"),
            Column("category_after", "category"),
        ],
        main=True,
        machine=rows,
        limit=limit,
    )
