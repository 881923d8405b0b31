"""``ikp compute``: from data to an index, its files and its report page."""

from typing import TYPE_CHECKING, Any

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
    OutFolder,
    RecipeFile,
    Refit,
    Sheet,
    Silence,
)

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.work import Computed

__all__ = ["run", "show"]


def run(
    *,
    data: Data,
    edition: Edition = None,
    level: LevelOrNone = None,
    framework: FrameworkFile = None,
    recipe: RecipeFile = None,
    output: OutFolder = None,
    alternative: Alternative = None,
    refit: Refit = False,
    bounds: Bounds = None,
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
    from ikp.cli.writing import write

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
    report = Report(form(as_json, as_csv), "compute")
    done = carry_out(data, asked)
    files = write(done, output) if output else []
    show(report, done, limit=limit or (None if all_rows else LIMIT))
    report.document["files"] = [str(file) for file in files]
    said_files(report, files)
    report.close()


def show(report: "Report", done: "Computed", limit: int | None) -> None:
    """Show a computed index: what it is, the table, who has no score, who is not there."""
    from ikp.cli.constants import cutoffs
    from ikp.cli.language import say, word
    from ikp.cli.rows import result_rows, unscored
    from ikp.cli.tables import Column, category_text
    from ikp.cli.telling import problem_row

    result, meant = done.result, done.meant
    rows = result_rows(result)
    scored = [row for row in rows if row["score"] is not None]
    lacking = unscored(result)
    used = cutoffs(result.framework, result.recipe, done.recipe)
    report.document |= {
        "edition": meant.edition.code if meant.edition else None,
        "title": meant.title,
        "level": meant.level,
        "shape": done.data.shape,
        "synthetic": result.table.synthetic,
        "notes": list(meant.notes),
        "counts": {"scored": len(scored), "unscored": len(lacking), "absent": len(done.absent)},
    }
    level = say(f"level.{meant.level or 'none'}")
    report.title(f"{'SINTETIS – ' if result.table.synthetic else ''}{meant.title} – {level}")
    for note in meant.notes:
        report.line(f"⚠ {note}")
    for cut in (each for each in used if each.node == result.framework.root):
        proof = f", {word('certainty', cut.certainty)}" if cut.certainty else ""
        report.line(say("msg.compute.cutoffs", values=cut.spoken, origin=say(f"origin.{cut.origin}"), certainty=proof))
    report.line()
    dimensions = result.framework.children(result.framework.root)
    partial = any(row["coverage"] < 1 for row in rows)
    shown = [{**row, "category": category_text(row["category"], row["group"])} for row in scored]
    report.table(
        "rows",
        shown,
        [
            Column("rank", "whole"),
            Column("unit", drop=3),
            Column("name", fold=True),
            *([Column("period", drop=1)] if result.periods else []),
            Column("score", "number"),
            Column("category", "category"),
            Column("coverage", "share", digits=0, drop=0 if partial else 4),
            *(Column(code, "number", drop=2) for code in dimensions[:12]),
        ],
        main=True,
        machine=rows,
        limit=limit,
    )
    report.document["cutoffs"] = [
        {"node": cut.node, "values": cut.values, "labels": cut.labels, "origin": cut.origin, "certainty": cut.certainty}
        for cut in used
    ]
    report.document["unscored"] = lacking
    report.document["absent"] = [{"unit": code, "name": name} for code, name in done.absent]
    report.document["problems"] = [problem_row(each) for each in done.problems]
    report.document["digests"] = dict(result.digests)
    _lacking(report, lacking, [name for _, name in done.absent])


def _lacking(report: "Report", lacking: list[dict[str, Any]], absent: list[str]) -> None:
    """Say who has no score and why, and who is not in the data at all."""
    from ikp.cli.language import say, whole, word

    reasons: dict[str, list[str]] = {}
    for row in lacking:
        reasons.setdefault(row["reason"], []).append(row["name"])
    for reason, names in reasons.items():
        report.line(
            say("msg.compute.unscored", count=whole(len(names)), reason=word("reason", reason), names=some(names))
        )
    if absent:
        report.line(say("msg.compute.absent", count=whole(len(absent)), names=some(absent)))


def some(names: list[str], most: int = 8) -> str:
    """Name a few of many."""
    return ", ".join(names) if len(names) <= most else f"{', '.join(names[:most])}, …"


def said_files(report: "Report", files: list[Any]) -> None:
    """Say where the files are."""
    from ikp.cli.language import say

    if files and report.eye:
        report.line()
        report.line(say("msg.written", folder=files[0].parent))
        for file in files:
            report.line(f"{file.name:<18} {say(f'file.{file.stem}')}", indent=2)
