"""``ikp compare``: two editions or two runs, whether they are comparable, and who moved."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.options import All, CsvFlag, JsonFlag, Level, Limit

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.compare import Comparison

__all__ = ["run"]


def run(
    *,
    a: Annotated[str, typer.Argument(metavar="A", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", show_default=False)],
    level: Level = "province",
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.output import LIMIT, Report, form
    from ikp.cli.scores import load_scores
    from ikp.compare import compare
    from ikp.editions import concordance, registry

    report = Report(form(as_json, as_csv), "compare")
    one, two = load_scores(a, level), load_scores(b, level)
    dated = one.registry_date is not None and two.registry_date is not None
    found = compare(
        one,
        two,
        registry=registry() if dated else None,
        concordance=concordance(one.edition, two.edition),
    )
    _verdict(report, found)
    _transitions(report, found)
    _shifts(report, found, limit or (None if all_rows else LIMIT))
    _unmatched(report, found)
    report.close()


def _verdict(report: "Report", found: "Comparison") -> None:
    from ikp.cli.language import lang, say, word

    verdict = found.verdict
    report.document |= {
        "a": found.a.edition,
        "b": found.b.edition,
        "level": found.a.level,
        "synthetic": found.a.synthetic or found.b.synthetic,
        "verdict": {
            "ruling": verdict.ruling,
            "categories": verdict.categories,
            "sentence": verdict.sentence(lang()),
            "reasons": [
                {"code": reason.code, "effect": reason.effect, "sentence": reason.sentence(lang())}
                for reason in verdict.reasons
            ],
        },
        "merged": [
            {"unit": each.unit, "edition": side.edition}
            for side, merged in ((found.a, found.merged_a), (found.b, found.merged_b))
            for each in merged
        ],
    }
    level = word("level", found.a.level or "none")
    report.title(f"A = {found.a.edition}, B = {found.b.edition} – {level}")
    marks = {"comparable": "✓", "only_ranks": "≈", "not_comparable": "✖"}
    report.line(f"{marks[verdict.ruling]} {verdict.sentence(lang())}", "bold")
    report.bullets([reason.sentence(lang()) for reason in verdict.reasons])
    report.line(say("msg.compare.units", count=len(found.units)))


def _transitions(report: "Report", found: "Comparison") -> None:
    from ikp.cli.language import say
    from ikp.cli.tables import Column, category_text

    moved = found.transitions
    counts = moved.counts.tolist()
    report.document["transitions"] = {
        "labels_a": list(moved.labels_a),
        "labels_b": list(moved.labels_b),
        "counts": counts,
        "up": list(moved.up),
        "down": list(moved.down),
        "same": list(moved.same),
    }
    if not moved.units:
        return
    report.title(say("msg.compare.transitions"))
    if not found.verdict.categories:
        report.line(say("msg.compare.categories"), "dim")
    columns = [
        Column("a", head="A\u00a0↓\u00a0\u00a0B\u00a0→"),
        *(Column(label, "whole", head=say_label(label)) for label in moved.labels_b),
    ]
    rows: list[dict[str, Any]] = [
        {"a": category_text(label), **dict(zip(moved.labels_b, row, strict=True))}
        for label, row in reversed(list(zip(moved.labels_a, counts, strict=True)))
        if sum(row)
    ]
    report.laid_out(rows, columns)
    for key, units in (("up", moved.up), ("down", moved.down), ("same", moved.same)):
        if units:
            names = ", ".join(found.name(unit) for unit in units[:12])
            more = ", …" if len(units) > 12 else ""
            report.line(say(f"msg.compare.{key}", count=len(units), names=names + more))


def say_label(label: str) -> str:
    from ikp.cli.language import word

    return word("category", label)


def _shifts(report: "Report", found: "Comparison", limit: int | None) -> None:
    from ikp.cli.language import number, say
    from ikp.cli.tables import Column

    moved = found.shifts
    rows: list[dict[str, Any]] = [
        {
            "unit": unit,
            "name": found.name(unit),
            "score_a": moved.score_a[i],
            "score_b": moved.score_b[i],
            "change": moved.change[i],
            "category_a": found.a.category(unit) or None,
            "category_b": found.b.category(unit) or None,
            "rank_a": moved.rank_a[i],
            "rank_b": moved.rank_b[i],
            "percentile_change": moved.percentile_change[i],
            "standardised_change": moved.z_change[i],
        }
        for i, unit in enumerate(moved.units)
    ]
    rows.sort(
        key=lambda row: -abs(row["percentile_change"]) if row["percentile_change"] == row["percentile_change"] else 0
    )
    if rows:
        report.title(say("msg.compare.shifts"))
    together = moved.scores_comparable
    columns = [
        Column("name", fold=True),
        Column("score_a", "number", drop=3),
        Column("score_b", "number", drop=3),
        *([Column("change", "number", head="difference")] if together else []),
        Column("category_a", "category", drop=1),
        Column("category_b", "category", drop=1),
        Column("rank_a", "whole"),
        Column("rank_b", "whole"),
        Column("percentile_change", "number", digits=0, head="shift"),
        Column("standardised_change", "number", head="standardised", drop=2),
    ]
    report.table("units", rows, columns, main=True, limit=limit)
    report.document["correlation"] = {
        name: {"value": each.value, "low": each.low, "high": each.high, "n": each.n, "confidence": each.confidence}
        for name, each in (("spearman", moved.spearman), ("kendall", moved.kendall))
    }
    if rows:
        report.line(say("msg.compare.ranks"), "dim")
        each = moved.spearman
        words = {"value": number(each.value), "low": number(each.low), "high": number(each.high), "n": each.n}
        known = each.low == each.low
        report.line(say("msg.compare.spearman" if known else "msg.compare.spearman-alone", **words))


def _unmatched(report: "Report", found: "Comparison") -> None:
    from ikp.cli.language import lang, say

    for key, units in (("only_a", found.only_a), ("only_b", found.only_b), ("in_neither", found.in_neither)):
        report.document[key] = [
            {
                "unit": each.unit,
                "name": each.name,
                "lacks": each.edition,
                "why": each.why,
                "said": each.sentence(lang()),
            }
            for each in units
        ]
        reasons: dict[str, list[str]] = {}
        for each in units:
            reasons.setdefault(each.why, []).append(each.name)
        for why, names in reasons.items():
            side = {"only_a": found.b.edition, "only_b": found.a.edition, "in_neither": "A, B"}[key]
            more = ", …" if len(names) > 12 else ""
            listed = ", ".join(dict.fromkeys(names[:12])) + more
            report.line(say(f"msg.compare.{why}", edition=side, count=len(set(names)), names=listed), "dim")
