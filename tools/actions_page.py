"""Make `docs/reference/actions.md`: the library of preventive actions."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from ikpweb.prevention.shipped import Action, shipped, terms

from ikp.editions import load, stages
from ikp.problems import Lang

__all__ = ["page"]

_HEADS: Mapping[Lang, str] = {
    "en": """\
# Library of actions

<!-- Made from web/src/ikpweb/prevention/library/ by `make pages`; change the files there. -->

!!! warning "Ours, not Bawaslu's"
    {note}

{count} actions; every indicator has at least two. The same page [in Indonesian](actions-id.md).
""",
    "id": """\
# Pustaka tindakan

<!-- Made from web/src/ikpweb/prevention/library/ by `make pages`; change the files there. -->

!!! warning "Susunan kami, bukan terbitan Bawaslu"
    {note}

{count} tindakan; setiap indikator memiliki sekurangnya dua. Halaman yang sama [dalam bahasa Inggris](actions.md).
""",
}
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "indicators": "indicators",
        "stages": "stages",
        "levels": "offices",
        "form": "form of prevention",
        "effort": "effort",
        "days": "{days} person-days (assumed)",
        "legal_base": "legal base",
        "mechanism": "Why it should work",
        "done_when": "Done when",
        "evidence": "What is known of the effect",
    },
    "id": {
        "indicators": "indikator",
        "stages": "tahapan",
        "levels": "jajaran",
        "form": "bentuk pencegahan",
        "effort": "upaya",
        "days": "{days} orang-hari (asumsi)",
        "legal_base": "dasar hukum",
        "mechanism": "Mengapa diharapkan berhasil",
        "done_when": "Selesai bila",
        "evidence": "Yang diketahui tentang akibatnya",
    },
}


def page(lang: Lang) -> str:
    """Write the page in a language."""
    parts = [_HEADS[lang].format(note=terms().note[lang], count=len(shipped()))]
    for _, group in groupby(shipped(), key=lambda action: action.theme):
        actions = list(group)
        parts.append(f"## {_heading(actions, lang)}\n")
        parts += ["\n".join(_action(action, lang)) for action in actions]
    return "\n".join(parts)


def _heading(actions: list[Action], lang: Lang) -> str:
    """Name the subdimension of a file by its first action's main indicator."""
    framework = load("2024").framework()
    _, dimension, subdimension, _ = framework.path(actions[0].indicators[0])
    return f"{framework[dimension].name(lang)}: {framework[subdimension].name(lang)}"


def _action(action: Action, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    names = {stage.code: stage.names[lang] for stage in stages()}
    yield f"### {action.title[lang]}\n"
    yield f"{action.description[lang]}\n"
    rows = {
        "indicators": ", ".join(action.indicators),
        "stages": "; ".join(names[stage] for stage in action.stages),
        "levels": "; ".join(terms().levels[level][lang] for level in action.levels),
        "form": terms().forms[action.form][lang],
        "effort": words["days"].format(days=action.effort),
        "legal_base": "; ".join(action.legal_base) or "–",
    }
    yield f"| `{action.id}` | |\n|---|---|"
    yield from (f"| {words[key]} | {value} |" for key, value in rows.items())
    yield ""
    for key, text in (
        ("mechanism", action.mechanism),
        ("done_when", action.done_when),
        ("evidence", action.evidence),
    ):
        yield f"**{words[key]}.** {text[lang]}\n"
