"""``ikp editions``: the list of editions."""

from typing import Any

from ikp.cli.options import CsvFlag, JsonFlag

__all__ = ["run"]


def run(*, as_json: JsonFlag = False, as_csv: CsvFlag = False) -> None:
    from rich.text import Text

    from ikp.cli.language import lang, say, whole
    from ikp.cli.output import Report, form
    from ikp.editions import available, load

    report = Report(form(as_json, as_csv), "editions")
    loaded = [load(code) for code in available()]
    rows: list[dict[str, Any]] = [
        {
            "code": each.code,
            "title": each.titles[lang()],
            "kind": each.kind,
            "launched": each.launched,
            "period": each.period,
            "levels": list(each.levels),
            "units": dict(each.units),
            "legal_base": list(each.legal_base),
            "published_items": list(each.published_items.get(lang(), ())),
            "missing_items": list(each.missing_items.get(lang(), ())),
        }
        for each in loaded
    ]
    report.keep("rows", rows, list(rows[0]))
    for row in rows:
        units = ", ".join(f"{whole(count)} {say(f'level.{level}')}" for level, count in row["units"].items())
        report.line()
        report.line(Text.assemble((f"{row['code']}", "bold cyan"), f"  {row['title']}"))
        facts = [row["period"], units, say(f"kind.{row['kind']}"), *row["legal_base"]]
        report.line(" · ".join(filter(None, facts)), indent=2)
        report.line(f"{say('head.published_items')}: {'; '.join(row['published_items'])}", "dim", indent=2)
    report.line()
    report.line(say("msg.editions.next"), "dim")
    report.close()
