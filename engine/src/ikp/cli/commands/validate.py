"""``ikp validate``: an edition held against what happened afterwards."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ikp.cli.options import CsvFlag, EditionCode, JsonFlag, Level, Seed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ikp.cli.output import Report
    from ikp.cli.tables import Footnotes
    from ikp.editions.validation import Validated
    from ikp.foresight.validation import Observed
    from ikp.registry import Level as LevelName

__all__ = ["run"]

ReadingOption = Annotated[Literal["own", "regencies", "province"], typer.Option("--reading")]
Only = Annotated[list[str] | None, typer.Option("--only", metavar="CODE")]
Own = Annotated[list[Path] | None, typer.Option("--outcome", metavar="FILE")]


def run(
    *,
    edition: EditionCode,
    level: Level = "province",
    reading: ReadingOption = "own",
    only: Only = None,
    outcome: Own = None,
    complete: Annotated[bool, typer.Option("--complete")] = False,
    seed: Seed = 2024,
    replicates: Annotated[int, typer.Option("--replicates", min=100, metavar="N")] = 2000,
    permutations: Annotated[int, typer.Option("--permutations", min=99, metavar="N")] = 9999,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.choose import which_edition
    from ikp.cli.language import say
    from ikp.cli.output import Report, form
    from ikp.cli.telling import progress
    from ikp.editions.validation import validate_edition

    code = which_edition(edition)
    report = Report(form(as_json, as_csv), "validate", edition=code, level=level, reading=reading)
    own = _own(outcome or [], code, level, complete=complete)
    with progress(say("msg.validate.working")) as advance:
        held = validate_edition(
            code,
            level,
            reading,
            only=only,
            own=own,
            seed=seed,
            replicates=replicates,
            permutations=permutations,
            progress=advance,
        )
    report.document |= {"seed": seed, "replicates": replicates, "permutations": permutations}
    _head(report, held)
    notes = _table(report, held)
    _reading(report, held)
    report.footnotes(notes)
    report.close()


def _own(paths: "Sequence[Path]", edition: str, level: "LevelName", *, complete: bool) -> "list[Observed]":
    from ikp.editions import load
    from ikp.editions.validation import scored
    from ikp.io.observations import read_observed

    if not paths:
        return []
    units, registry = scored(edition, level).units, load(edition).registry()
    return [each for path in paths for each in read_observed(path, units, registry, level, complete=complete)]


def _head(report: "Report", held: "Validated") -> None:
    from ikp.cli.language import lang, say, word

    title = held.edition.titles[lang()]
    report.title(say("msg.validate.title", title=title, level=word("level", held.level)))
    if held.reading != "own":
        report.line(say("msg.validate.reading", reading=word("reading", held.reading)))


def _table(report: "Report", held: "Validated") -> "Footnotes":
    from ikp.cli.language import lang, say
    from ikp.cli.tables import Column, Footnotes
    from ikp.editions.findings import finding_rows, lift_rows, rate_rows

    notes = Footnotes()
    sourced = {each.code: each for each in held.outcomes}
    rows = []
    for row in finding_rows(held):
        told = sourced.get(row["outcome"])
        rows.append(
            {
                **row,
                "title": told.titles[lang()] if told else row["outcome"],
                "note": told.notes[lang()] if told else "",
                "until": told.until if told else "",
                "sources": list(told.sources) if told else [],
            }
        )
    shown = [
        {
            **row,
            "outcome": row["title"] + ("" if row["list"] == "complete" else " ≈"),
            "spearman_shown": _shown(row, "spearman", sign=True),
            "auc_shown": _shown(row, "auc"),
            "ratio_shown": _shown(row, "ratio"),
            "source": notes.mark(row["sources"]),
        }
        for row in rows
    ]
    report.table(
        "findings",
        shown,
        [
            Column("outcome", fold=True),
            Column("n", "whole"),
            Column("positives", "whole"),
            Column("spearman_shown", right=True, head="spearman"),
            Column("auc_shown", right=True, head="auc", drop=2),
            Column("ratio_shown", right=True, head="ratio", drop=3),
            Column("p_holm", "number", drop=1),
            Column("size_spearman", "number", drop=4),
            Column("source", drop=5, fold=True),
        ],
        main=True,
        machine=rows,
    )
    report.document["lift"], report.document["rates"] = lift_rows(held), rate_rows(held)
    if any(row["list"] == "partial" for row in rows):
        report.line(say("msg.validate.partial"), "dim")
    _top(report, rows)
    return notes


def _top(report: "Report", rows: "Sequence[dict[str, Any]]") -> None:
    from ikp.cli.language import number, say

    known = [row for row in rows if row["top_k"]]
    if not known:
        return
    report.title(say("msg.validate.top"))
    report.bullets(
        [
            say(
                "msg.validate.top-row",
                title=row["title"],
                hits=row["top_hits"],
                k=row["top_k"],
                rest_hits=row["top_rest_hits"],
                rest=row["top_rest"],
                lift=number(row["top_lift"], 1),
                p=number(row["top_p"], 3),
            )
            for row in known
        ]
    )


def _reading(report: "Report", held: "Validated") -> None:
    """Say in words what the table holds, and what it does not."""
    from ikp.cli.language import number, say

    found = held.found.findings
    known = [each for each in found if each.spearman.low == each.spearman.low]
    tested = [each for each in found if each.p == each.p]
    report.line()
    if known:
        weak = sum(not each.spearman.excludes(0.0) for each in known)
        left = sum(each.p_holm < 0.05 for each in tested)
        report.line(say("msg.validate.weak", weak=weak, all=len(known), tests=len(tested), left=left))
    most = max(found, key=lambda each: each.n)
    if most.power.rho == most.power.rho:
        report.line(say("msg.validate.power", n=most.n, rho=number(most.power.rho)))
    report.line(say("msg.validate.association"), "dim")


def _shown(row: "dict[str, Any]", key: str, *, sign: bool = False) -> str:
    """Write a figure with its interval, as far as there are any."""
    from ikp.cli.language import number

    low, high = row[f"{key}_low"], row[f"{key}_high"]
    between = f" [{number(low, sign=sign)}; {number(high, sign=sign)}]" if low == low else ""  # noqa: PLR0124 - NaN
    return number(row[key], sign=sign) + between
