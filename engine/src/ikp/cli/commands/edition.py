"""``ikp edition``: one edition, its tree, weights and cut-offs, each with certainty and source."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.options import Alternative, CsvFlag, EditionCode, JsonFlag, Level

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.tables import Footnotes
    from ikp.editions.edition import Edition
    from ikp.framework import Framework
    from ikp.recipe import Recipe

__all__ = ["run"]


def run(
    *,
    edition: EditionCode,
    level: Level = "province",
    depth: Annotated[int, typer.Option("--depth", min=1, metavar="N")] = 3,
    alternative: Alternative = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.choose import which_edition
    from ikp.cli.language import say
    from ikp.cli.output import Report, form
    from ikp.cli.tables import Footnotes
    from ikp.editions import load

    chosen = load(which_edition(edition))
    computed = chosen.kind != "results-only"
    method = (chosen.framework(level), chosen.recipe(level, alternative=alternative)) if computed else None
    report = Report(form(as_json, as_csv), "edition", edition=chosen.code, level=level, kind=chosen.kind)
    notes = Footnotes()
    _head(report, chosen)
    if method is None:
        report.line(say("msg.edition.results-only"))
    else:
        framework, recipe = method
        _tree(report, framework, depth, notes)
        _cutoffs(report, framework, recipe, notes)
        _constants(report, recipe, notes)
        _alternatives(report, chosen)
    for source in chosen.sources:
        notes.mark(source)
    report.footnotes(notes)
    report.close()


def _head(report: "Report", chosen: "Edition") -> None:
    from ikp.cli.language import lang, say, whole

    report.document |= {
        "titles": dict(chosen.titles),
        "launched": chosen.launched,
        "period": chosen.period,
        "units": dict(chosen.units),
        "legal_base": list(chosen.legal_base),
        "published_items": list(chosen.published_items.get(lang(), ())),
        "missing_items": list(chosen.missing_items.get(lang(), ())),
        "notes": list(chosen.notes.get(lang(), ())),
        "sources": list(chosen.sources),
    }
    report.title(f"{chosen.titles[lang()]} ({chosen.code})")
    units = ", ".join(f"{whole(count)} {say(f'level.{level}')}" for level, count in chosen.units.items())
    facts = {
        "launched": str(chosen.launched or ""),
        "period": str(chosen.period or ""),
        "units": units,
        "legal_base": "; ".join(chosen.legal_base),
        "published_items": "; ".join(chosen.published_items.get(lang(), ())),
        "missing_items": "; ".join(chosen.missing_items.get(lang(), ())),
        "notes": " ".join(chosen.notes.get(lang(), ())),
    }
    for name, value in facts.items():
        report.fact(say(f"head.{name}"), value)


def _tree(report: "Report", framework: "Framework", depth: int, notes: "Footnotes") -> None:
    from ikp.cli.language import lang, say
    from ikp.cli.tables import Column

    rows: list[dict[str, Any]] = []
    for node in framework.nodes:
        path = framework.path(node.code)
        shares = [_share(framework, code) for code in path[1:]]
        effective = 1.0
        for share in shares:
            effective *= share
        rows.append(
            {
                "node": node.code,
                "parent": node.parent,
                "depth": len(path) - 1,
                "names": dict(node.names),
                "weight": shares[-1] if shares else 1.0,
                "effective": effective,
                "certainty": node.certainty,
                "source": node.source,
                "note": node.note,
            }
        )
    report.title(say("msg.edition.tree"))
    shown = [
        {
            **row,
            "node": "  " * (row["depth"] - 1) + row["node"] if row["depth"] else row["node"],
            "name": framework[row["node"]].name(lang()),
            "notes": notes.mark(row["source"]),
        }
        for row in rows
        if row["depth"] <= depth
    ]
    columns = [
        Column("node"),
        Column("name", fold=True),
        Column("weight", "share", digits=1),
        Column("effective", "share", digits=2, drop=1),
        Column("certainty", "certainty", drop=3),
        Column("notes", head="source", drop=2),
    ]
    report.table("nodes", shown, columns, main=True, machine=rows)


def _share(framework: "Framework", code: str) -> float:
    siblings = framework.children(str(framework[code].parent))
    return framework[code].weight / sum(framework[each].weight for each in siblings)


def _cutoffs(report: "Report", framework: "Framework", recipe: "Recipe", notes: "Footnotes") -> None:
    from ikp.cli.constants import cutoffs
    from ikp.cli.language import say
    from ikp.cli.tables import Column

    found = cutoffs(framework, recipe, recipe)
    rows: list[dict[str, Any]] = [
        {
            "node": cut.node,
            "cutoffs": list(cut.values),
            "labels": list(cut.labels),
            "boundary": list(cut.boundary),
            "certainty": cut.certainty,
            "source": cut.source,
            "note": cut.note,
        }
        for cut in found
    ]
    report.document["cutoffs"] = rows
    if not rows:
        return
    report.title(say("msg.edition.cutoffs"))
    shown = [
        {
            **row,
            "spoken": cut.spoken,
            "notes": notes.mark(row["source"]),
        }
        for cut, row in zip(found, rows, strict=True)
    ]
    columns = [
        Column("node"),
        Column("spoken", head="cutoffs", fold=True),
        Column("certainty", "certainty", drop=1),
        Column("notes", head="source", drop=2),
        Column("note", fold=True, drop=3),
    ]
    report.table("cutoffs", shown, columns, machine=rows)


def _constants(report: "Report", recipe: "Recipe", notes: "Footnotes") -> None:
    """Show the parameters of the recipe; the weights stand in the tree, the cut-offs above."""
    from ikp.cli.constants import of_recipe
    from ikp.cli.language import say
    from ikp.cli.tables import Column

    rows = [
        {
            "path": each.path,
            "value": each.value,
            "certainty": each.certainty,
            "source": each.source,
            "note": each.note,
        }
        for each in of_recipe(recipe)
    ]
    report.document["constants"] = rows
    if not rows:
        return
    report.title(say("msg.edition.constants"))
    shown = [
        {**row, "notes": notes.mark(row["source"])} for row in rows if not row["path"].startswith("categorise.fitted")
    ]
    columns = [
        Column("path", fold=True),
        Column("value", fold=True),
        Column("certainty", "certainty"),
        Column("notes", head="source", drop=1),
        Column("note", fold=True, drop=2),
    ]
    report.table("constants", shown, columns, machine=rows)


def _alternatives(report: "Report", chosen: "Edition") -> None:
    from ikp.cli.language import lang, say
    from ikp.cli.tables import Column

    rows = [
        {"code": each.code, "title": each.titles[lang()], "note": each.notes[lang()], "fit": each.fits[lang()]}
        for each in chosen.alternatives
    ]
    report.document["alternatives"] = rows
    if not rows:
        return
    report.title(say("msg.edition.alternatives"))
    columns = [
        Column("code"),
        Column("title", fold=True),
        Column("note", fold=True, drop=1),
        Column("fit", fold=True, drop=2),
    ]
    report.table("alternatives", rows, columns)
