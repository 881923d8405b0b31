"""``ikp explain``: why a unit has its score, and what would change its category."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.options import (
    Alternative,
    Bounds,
    Codes,
    CsvFlag,
    Edition,
    FrameworkFile,
    JsonFlag,
    LevelOrNone,
    RecipeFile,
    Refit,
    Sheet,
    Silence,
)

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.reasons import Explained

__all__ = ["run", "show"]


def run(
    *,
    unit: Annotated[str, typer.Argument(metavar="UNIT", show_default=False)],
    edition: Edition = None,
    data: Annotated[Path | None, typer.Option("--data", "-d", metavar="DATA")] = None,
    level: LevelOrNone = None,
    framework: FrameworkFile = None,
    recipe: RecipeFile = None,
    alternative: Alternative = None,
    refit: Refit = False,
    bounds: Bounds = None,
    codes: Codes = "auto",
    silence: Silence = None,
    sheet: Sheet = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.output import Report, form
    from ikp.cli.reasons import from_data, from_print
    from ikp.cli.work import Asked

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
    report = Report(form(as_json, as_csv), "explain")
    show(report, from_data(unit, data, asked) if data else from_print(unit, asked))
    report.close()


def show(report: "Report", found: "Explained") -> None:
    """Show an explanation."""
    _head(report, found)
    _contributions(report, found)
    _drivers(report, found)
    _changes(report, found)
    _provenance(report, found)


def _head(report: "Report", found: "Explained") -> None:
    from ikp.cli.language import number, say, whole
    from ikp.cli.tables import category_text

    report.document |= {
        "edition": found.edition,
        "unit": found.unit,
        "name": found.name,
        "score": found.score,
        "rank": found.rank,
        "units": found.units,
        "category": found.category or None,
        "coverage": found.coverage,
        "printed": found.printed,
        "synthetic": found.synthetic,
        "notes": list(found.notes),
    }
    report.title(f"{'SINTETIS – ' if found.synthetic else ''}{found.name} ({found.unit}) – {found.title}")
    for note in found.notes:
        report.line(f"⚠ {note}")
    score = say("msg.explain.score", score=number(found.score))
    if found.rank is not None:
        of = f"{number(found.rank, 0)} / {whole(found.units)}" if found.units else number(found.rank, 0)
        score = f"{score} · {say('head.rank')} {of}"
    line = category_text(found.category, found.group) if found.category else None
    report.line(f"{score} · {say('head.coverage')} {number(100 * found.coverage, 0)} %")
    if line is not None:
        report.line(line)
    if found.printed is not None:
        difference = number(found.score - found.printed, 4, sign=True)
        report.line(say("msg.explain.printed", printed=number(found.printed), difference=difference))
    for to in found.neighbours:
        key = "msg.explain.below" if to.gap > 0 else "msg.explain.above"
        report.line(say(key, gap=number(abs(to.gap)), cutoff=number(to.cutoff), category=category_text(to.label).plain))


def _contributions(report: "Report", found: "Explained") -> None:
    from ikp.cli.language import say
    from ikp.cli.tables import Column, bar

    report.title(say("msg.explain.contributions"))
    most = max((abs(row["contribution"] or 0.0) for row in found.parts), default=0.0)
    report.table(
        "contributions",
        [{**row, "bar": bar(row["contribution"], most)} for row in found.parts],
        [
            Column("node"),
            Column("name", fold=True, drop=2),
            Column("score", "number"),
            Column("weight", "share", digits=1, head="effective"),
            Column("contribution", "number"),
            Column("bar", drop=1),
        ],
        main=True,
        machine=found.parts,
    )


def _drivers(report: "Report", found: "Explained") -> None:
    from ikp.cli.language import say
    from ikp.cli.tables import Column, bar

    report.document["drivers"] = found.drivers
    known = [row for row in found.drivers if row["contribution"]][:8]
    if not known:
        return
    report.title(say("msg.explain.drivers"))
    shown = [{**row, "bar": bar(row["contribution"], known[0]["contribution"], 10)} for row in known]
    columns = [
        Column("node"),
        Column("name", fold=True),
        Column("value", "number", drop=2),
        Column("score", "number"),
        Column("contribution", "number"),
        Column("bar", drop=1),
    ]
    report.table("drivers", shown, columns, machine=found.drivers)


def _changes(report: "Report", found: "Explained") -> None:
    from ikp.cli.language import number, say
    from ikp.cli.tables import Column, category_text

    rows: list[dict[str, Any]] = [
        {
            "node": each.code,
            "to": each.to.label,
            "now": each.now,
            "needed": each.needed,
            "change": None if each.needed is None else each.by,
            "strict": each.to.strict,
            "exact": each.exact,
        }
        for each in found.changes
    ]
    report.document["changes"] = rows
    if not rows:
        return
    low, high = (number(end, 0) for end in found.limits)
    report.title(say("msg.explain.changes"))
    possible = [row for row in rows if row["needed"] is not None]
    shown = [
        {
            **row,
            "to": category_text(row["to"]),
            "sign": ("≥", ">")[row["strict"]] if row["change"] > 0 else ("≤", "<")[row["strict"]],
        }
        for row in possible[:10]
    ]
    if shown:
        columns = [
            Column("node"),
            Column("now", "number"),
            Column("sign"),
            Column("needed", "number"),
            Column("change", "number"),
            Column("to", "category", head="category"),
        ]
        report.table("changes", shown, columns, machine=rows)
    parts = {row["node"] for row in found.parts}
    for label in dict.fromkeys(row["to"] for row in rows):
        cannot = [row["node"] for row in rows if row["to"] == label and row["needed"] is None]
        named = [node for node in cannot if node in parts]
        words = {"category": category_text(label).plain, "low": low, "high": high}
        if named:
            report.line(say("msg.explain.impossible", nodes=", ".join(named), **words), "dim")
        if len(cannot) > len(named):
            report.line(say("msg.explain.impossible-indicators", count=len(cannot) - len(named), **words), "dim")
    if any(not row["exact"] for row in possible):
        report.line(say("msg.explain.bisected"), "dim")


def _provenance(report: "Report", found: "Explained") -> None:
    from ikp.cli.language import say
    from ikp.cli.tables import Footnotes

    report.document["provenance"] = found.provenance
    report.document["sources"] = list(found.sources)
    report.title(say("msg.explain.provenance"))
    for name, value in found.provenance.items():
        report.fact(say(f"msg.provenance.{name}"), value)
    notes = Footnotes()
    for source in found.sources:
        notes.mark(source)
    report.footnotes(notes)
