"""Make `docs/reference/indicators.md`: rubric, stages and knowledge of every indicator of IKP 2024."""

from collections.abc import Iterator, Mapping

from ikp.editions import Edition, Stage, load, stages
from ikp.editions.rubrics import LABELS
from ikp.problems import Lang

__all__ = ["page"]

_HEADS: Mapping[Lang, str] = {
    "en": """\
# Indicators of IKP 2024

<!-- Made from engine/src/ikp/editions/data/2024/ by `make pages`; change the files there. -->

!!! warning "Ours, not Bawaslu's"
    {rubric} {knowledge} Everything on this page is *assumed*.

The same page [in Indonesian](indicators-id.md). What can be done about an indicator stands in the
[library of actions](actions.md).
""",
    "id": """\
# Indikator IKP 2024

<!-- Made from engine/src/ikp/editions/data/2024/ by `make pages`; change the files there. -->

!!! warning "Susunan kami, bukan terbitan Bawaslu"
    {rubric} {knowledge} Semua isi halaman ini berstatus *asumsi*.

Halaman yang sama [dalam bahasa Inggris](indicators.md). Tindakan untuk tiap indikator ada di
[pustaka tindakan](actions-id.md).
""",
}
#: Besides `ikp.editions.rubrics.LABELS`.
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "facts": "facts",
        "stages": "stages",
        "lead": "from {days} days before",
        "why": "why it matters",
        "observe": "what to observe",
        "sources": "data sources",
        "cases": "published cases",
    },
    "id": {
        "facts": "fakta",
        "stages": "tahapan",
        "lead": "mulai {days} hari sebelumnya",
        "why": "mengapa penting",
        "observe": "yang diamati",
        "sources": "sumber data",
        "cases": "kasus yang terbit",
    },
}


def page(lang: Lang) -> str:
    """Write the page in a language."""
    edition = load("2024")
    framework = edition.framework()
    first = framework.indicators[0]
    notes = {"rubric": edition.rubrics()[first].note[lang], "knowledge": edition.knowledge()[first].note[lang]}
    parts = [_HEADS[lang].format(**notes)]
    above = ""
    for code in framework.indicators:
        _, dimension, subdimension, _ = framework.path(code)
        if subdimension != above:
            parts.append(f"## {framework[dimension].name(lang)}: {framework[subdimension].name(lang)}\n")
            above = subdimension
        parts.append("\n".join(_indicator(edition, code, lang)))
    return "\n".join(parts)


def _indicator(edition: Edition, code: str, lang: Lang) -> Iterator[str]:
    words, rubric, known = {**LABELS[lang], **_WORDS[lang]}, edition.rubrics()[code], edition.knowledge()[code]

    def paragraph(word: str, text: str) -> str:
        return f"**{words[word].capitalize()}.** {text}\n"

    yield f"### {code} – {edition.framework()[code].name(lang)}\n"
    yield paragraph("counts", rubric.counts[lang])
    yield paragraph("excludes", rubric.excludes[lang])
    yield paragraph("where", rubric.where[lang])
    yield f"| {words['grade']} | {words['facts']} |\n|---|---|"
    yield from (f"| {grade} | {texts[lang]} |" for grade, texts in rubric.grades.items())
    yield ""
    yield paragraph("evidence", f"{'; '.join(kind.names[lang] for kind in rubric.evidence)}.")
    yield paragraph("stages", f"{'; '.join(_stages(edition, code, lang))}.")
    yield paragraph("why", known.why[lang])
    yield paragraph("observe", known.observe[lang])
    yield paragraph("sources", known.sources[lang])
    if cases := edition.cases()[code]:
        said = (f"{case.text[lang]} ({', '.join(f'<{source}>' for source in case.sources)})" for case in cases)
        yield paragraph("cases", " ".join(said))


def _stages(edition: Edition, code: str, lang: Lang) -> Iterator[str]:
    by_code: dict[str, Stage] = {stage.code: stage for stage in stages()}
    for link in edition.stages()[code]:
        lead = f" ({_WORDS[lang]['lead'].format(days=link.lead)})" if link.lead else ""
        yield f"{by_code[link.stage].names[lang]}{lead}"
