"""``ikp demo``: IKP 2024 on published figures, and the road from events to an index."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.options import CsvFlag, JsonFlag, Seed

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.tables import Footnotes
    from ikp.editions.edition import Edition

__all__ = ["run"]

_EDITION = "2024"


def run(
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT/")] = None,
    seed: Seed = 1,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.language import lang, say
    from ikp.cli.output import Report, form
    from ikp.cli.tables import Footnotes
    from ikp.editions import load

    edition = load(_EDITION)
    report = Report(form(as_json, as_csv), "demo", edition=edition.code)
    notes = Footnotes()
    report.title(edition.titles[lang()])
    report.line(say("msg.demo.lead"))
    _ranked(report, edition, notes)
    _recomputed(report, edition)
    report.footnotes(notes)
    _road(report, edition, output, seed)
    _next(report)
    report.close()


def _ranked(report: "Report", edition: "Edition", notes: "Footnotes") -> None:
    """Rank and categorise the provinces with cut-offs recomputed from their totals."""
    from ikp.cli.commands.published import conflicts, row
    from ikp.cli.constants import cutoffs
    from ikp.cli.language import number, say
    from ikp.cli.story import from_totals
    from ikp.cli.tables import Column
    from ikp.editions.published import dimensions

    result = from_totals(edition, "province")
    scores, labels = result.score(), result.category()
    printed = {each.unit: row(each, dimensions(edition.code)) for each in edition.published("province")}
    stored = cutoffs(edition.framework("province"), edition.recipe("province"), edition.recipe("province"))[0]
    mean, sd = float(scores.mean()), float(scores.std(ddof=1))
    counts = {label: int((labels == label).sum()) for label in ("tinggi", "sedang", "rendah")}
    rows: list[dict[str, Any]] = [
        {
            "rank": int(result.rank()[i]),
            "unit": result.units[i],
            "name": result.names[i],
            "score": float(scores[i]),
            "category": labels[i],
            "printed_category": printed[result.units[i]]["category"],
            "certainty": printed[result.units[i]]["certainty"].get("total", ""),
            "sources": printed[result.units[i]]["sources"],
            "conflicts": printed[result.units[i]]["conflicts"],
        }
        for i in result.rank().argsort(kind="stable")
    ]
    report.document |= {
        "cutoffs": {"computed": list(result.cutoffs()), "stored": list(stored.values), "mean": mean, "sd": sd},
        "counts": counts,
    }
    report.title(say("msg.demo.first"))
    report.line(say("msg.demo.first.what"))
    report.line()
    report.line(
        say(
            "msg.demo.cutoffs",
            mean=number(mean),
            sd=number(sd),
            low=number(result.cutoffs()[0], 3),
            high=number(result.cutoffs()[1], 3),
        )
    )
    report.line(say("msg.demo.stored", values=" – ".join(number(cut, 3) for cut in stored.values)))
    report.line(say("msg.demo.counts", **counts))
    report.line()
    shown = [{**each, "mark": "⚠" if each["conflicts"] else "", "notes": notes.mark(each["sources"])} for each in rows]
    columns = [
        Column("rank", "whole"),
        Column("name", fold=True),
        Column("score", "number"),
        Column("category", "category"),
        Column("certainty", "certainty"),
        Column("mark", head="⚠"),
        Column("notes", head="source", drop=1),
    ]
    report.table("provinces", shown, columns, main=True, machine=rows)
    conflicts(report, [printed[each["unit"]] for each in rows], notes)


def _recomputed(report: "Report", edition: "Edition") -> None:
    """Set every total in print beside the one that its printed dimensions give."""
    from ikp.cli.language import number, say
    from ikp.cli.story import recomputed
    from ikp.cli.tables import Column

    rows: list[dict[str, Any]] = [
        {
            "name": each.name or None,
            "unit": each.unit or None,
            "level": each.level,
            "reading": each.reading,
            **each.dimensions,
            "implied": list(each.implied),
            "printed": each.printed,
            "recomputed": each.computed,
            "residual": each.residual,
        }
        for each in sorted(recomputed(edition), key=lambda each: bool(each.implied))
    ]
    report.title(say("msg.demo.second"))
    framework = edition.framework("province")
    codes = framework.children(framework.root)
    weights = ", ".join(f"{code} {number(framework[code].weight, 0)} %" for code in codes)
    report.line(say("msg.demo.second.what", weights=weights))
    report.line()
    shown = [
        {
            **row,
            "name": _called(row),
            **{code: f"({number(row[code])})" if code in row["implied"] else number(row[code]) for code in codes},
            "printed": as_printed(row["printed"]),
            "recomputed": number(row["recomputed"], 3),
            "residual": number(row["residual"], 4, sign=True),
        }
        for row in rows
    ]
    columns = [
        Column("name", fold=True),
        *(Column(code, right=True, drop=1) for code in codes),
        Column("printed", right=True),
        Column("recomputed", right=True),
        Column("residual", right=True, head="difference"),
    ]
    report.table("recomputed", shown, columns, machine=rows)
    for key, some in (
        ("msg.demo.residual", [row for row in rows if not row["implied"]]),
        ("msg.demo.residual.implied", [row for row in rows if row["implied"]]),
    ):
        largest = max((abs(row["residual"]) for row in some), default=0.0)
        report.line(say(key, count=len(some), largest=number(largest, 4)))
    report.line()


def _called(row: dict[str, Any]) -> str:
    """Name a row: a unit, the mean of a province's regencies, or the mean over all units of a level."""
    from ikp.cli.language import say

    if row["name"] is None:
        return say(f"msg.demo.mean.{row['level']}")
    return f"{row['name']} – {say('msg.demo.regencies')}" if row["reading"] == "regencies" else str(row["name"])


def as_printed(value: float) -> str:
    """Write a figure with the decimals that it was printed with, two at least."""
    from ikp.cli.language import number

    return number(value, max(2, len(f"{value!r}".partition(".")[2])))


def _road(report: "Report", edition: "Edition", output: Path | None, seed: int) -> None:
    """Walk from made-up events to an index and its files."""
    import tempfile

    from ikp.cli.choose import units_of
    from ikp.cli.commands.compute import said_files, show
    from ikp.cli.language import lang, say, whole
    from ikp.cli.output import Report
    from ikp.cli.synthetic import made_up
    from ikp.cli.work import Asked, carry_out
    from ikp.cli.writing import write
    from ikp.io import write_events

    folder = output or Path(tempfile.mkdtemp(prefix="ikp-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    events, results = folder / "events.csv", folder / "results"
    report.title(say("msg.demo.third"))
    report.line(say("msg.demo.third.what"))
    log = made_up(edition, "province", units_of(edition.registry(), "province", None), seed)
    write_events(log, events)
    report.line(say("msg.demo.made", rows=whole(len(log)), path=events, seed=seed))
    done = carry_out(events, Asked(edition=edition.code, level="province"), quiet=True)
    for sentence in done.data.said(lang()):
        report.line(sentence, "dim")
    command = f"ikp compute {events} --edition {edition.code} --level province -o {results}"
    files = write(done, results, command)
    inner = Report(report.form, "compute")
    show(inner, done, limit=10)
    report.document["synthetic"] = {
        **inner.document,
        "seed": seed,
        "events": str(events),
        "files": [str(f) for f in files],
    }
    said_files(report, files)


def _next(report: "Report") -> None:
    from ikp.cli.language import say

    report.title(say("msg.demo.next"))
    for command in (
        "ikp explain 31 --edition 2024",
        "ikp published 2024 --level regency --province 32",
        "ikp compare 2020 2024 --level province",
        "ikp edition 2024",
        "ikp template --edition 2024 --level regency --province 15 -o jambi.xlsx",
        "ikp --help",
    ):
        report.line(command, indent=2)
