"""``ikp published``: published results with sources and conflicts."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ikp.cli.options import All, Category, CsvFlag, EditionCode, JsonFlag, Limit, Province, Search

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.tables import Footnotes
    from ikp.editions.published import Published

__all__ = ["conflicts", "row", "run"]

_LEVELS = ("province", "regency", "overseas")


def run(
    *,
    edition: EditionCode,
    level: Annotated[Literal["province", "regency", "overseas"] | None, typer.Option("--level", "-l")] = None,
    reading: Annotated[Literal["own", "regencies"], typer.Option("--reading")] = "own",
    province: Province = None,
    category: Category = None,
    search: Search = None,
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.choose import matching, which_edition
    from ikp.cli.language import lang, number, say, word
    from ikp.cli.output import LIMIT, Report, form
    from ikp.cli.tables import Column, Footnotes
    from ikp.editions import load
    from ikp.editions.published import dimensions, facts
    from ikp.errors import UsageError, problem

    chosen = load(which_edition(edition))
    # Left out, the first level on which something is published.
    at: str = level or next((each for each in _LEVELS if chosen.published(each, reading)), "province")
    if not chosen.published(at, reading):
        raise UsageError(problem("cli-nothing", edition=chosen.code, level=at))
    report = Report(form(as_json, as_csv), "published", edition=chosen.code, level=at, reading=reading)
    notes = Footnotes()
    parts = dimensions(chosen.code)
    found = [row(each, parts) for each in ordered(chosen.published(at, reading))]
    rows = matching(found, chosen.registry(), province=province, category=category, search=search)
    rows = rows[:limit] if limit else rows
    about = facts(chosen.code, at)
    report.document["means"], report.document["counts"] = about.means, about.counts
    report.document["dimension_counts"] = about.dimension_counts

    report.title(f"{chosen.titles[lang()]} – {say(f'level.{at}')}")
    if reading == "regencies":
        report.line(say("msg.published.regencies"))
    if about.counts:
        counts = ", ".join(f"{word('category', name)} {count}" for name, count in about.counts.items())
        report.line(say("msg.published.counts", counts=counts))
    if about.means:
        means = ", ".join(f"{word_of(name)} {number(mean)}" for name, mean in about.means.items())
        report.line(say("msg.published.means", means=means))
    report.line()
    shown = [
        {
            **each,
            "mark": "⚠" if each["conflicts"] else "",
            "notes": notes.mark(each["sources"]) if all_rows or limit or place < LIMIT else "",
        }
        for place, each in enumerate(rows)
    ]

    def there(column: Column) -> list[Column]:
        """Give a column that holds anything."""
        return [column] if any(each[column.key] not in (None, "") for each in rows) else []

    report.table(
        "rows",
        shown,
        [
            *there(Column("rank", "whole")),
            Column("unit", drop=3),
            Column("name", fold=True),
            *there(Column("score", "number")),
            *there(Column("category", "category")),
            *(column for code in parts for column in there(Column(code, "number", drop=1))),
            *([Column("mark", head="⚠")] if any(each["conflicts"] for each in rows) else []),
            Column("notes", head="source", drop=2, fold=True),
        ],
        main=True,
        machine=rows,
        limit=None if all_rows or limit else LIMIT,
    )
    conflicts(report, rows, notes)
    report.footnotes(notes)
    report.close()


def word_of(quantity: str) -> str:
    """Name a quantity: *score* for the total, a dimension by its code."""
    from ikp.cli.language import word

    return word("head", "score" if quantity == "total" else quantity)


def ordered(found: "Iterable[Published]") -> "list[Published]":
    """Sort from the highest total down; those without one keep the order of print, after the others."""
    return sorted(found, key=lambda each: -each.total if each.has_total else float("inf"))


def row(each: "Published", parts: "Sequence[str]") -> dict[str, Any]:
    """Give a published result, with a column for each of its parts, as a row for machines; keys are stable."""
    return {
        "rank": each.rank,
        "unit": each.unit,
        "name": each.name,
        "kind": each.kind,
        "reading": each.reading,
        "score": each.total if each.has_total else None,
        "category": each.category,
        **{code: each.dimensions.get(code) for code in parts},
        "dimension_categories": dict(each.dimension_categories),
        "dimension_ranks": dict(each.dimension_ranks),
        "implied": dict(each.implied),
        "other": dict(each.other),
        "certainty": dict(each.certainty),
        "sources": list(each.sources),
        "note": each.note,
        "conflicts": [
            {
                "quantity": conflict.quantity,
                "value": conflict.value,
                "source": conflict.source,
                "why": conflict.why,
                "slip": conflict.slip,
            }
            for conflict in each.conflicts
        ],
    }


def conflicts(report: "Report", rows: list[dict[str, Any]], notes: "Footnotes") -> None:
    """Say, for each value in print that is not used, what is used instead and why."""
    from ikp.cli.language import number, say

    if not any(each["conflicts"] for each in rows):
        return
    report.title(say("head.conflicts"))
    for each in rows:
        for conflict in each["conflicts"]:
            quantity = conflict["quantity"]
            used = each["score"] if quantity == "total" else each.get(quantity, each["other"].get(quantity))
            report.line(
                say(
                    "msg.published.slip" if conflict["slip"] else "msg.published.conflict",
                    name=each["name"],
                    quantity=word_of(quantity),
                    used=number(used) if isinstance(used, float) else used or "–",
                    value=number(float(conflict["value"])) if _numeric(conflict["value"]) else conflict["value"],
                )
            )
            addresses, outlets = _addresses(conflict["source"])
            where = ", ".join([*outlets, *([f"{say('head.source')} {notes.mark(addresses)}"] if addresses else [])])
            report.line(f"{conflict['why']} ({where})", "dim", indent=2)


def _numeric(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _addresses(source: str) -> tuple[list[str], list[str]]:
    """Part a source into addresses, which become footnotes, and outlets that are only named."""
    listed = source.split("; ")
    return [each for each in listed if each.startswith("http")], [
        each for each in listed if not each.startswith("http")
    ]
