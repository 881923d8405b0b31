"""Rubrics: what counts as an event of an indicator, and which facts set its grades apart.

The scale of 2024 was never published. A rubric therefore carries its certainty, and whoever
shows one must show that too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ikp.editions.guidance import Texts, bilingual, read_guidance, refuse, spoken, unspoken
from ikp.errors import problem
from ikp.framework import Framework
from ikp.io import Guidance
from ikp.io.labels import labelled
from ikp.io.paths import Readable
from ikp.problems import Lang, Problem

__all__ = ["GRADES", "LABELS", "EvidenceKind", "Rubric", "read_rubrics", "rubric_sheet"]

#: The grades of an event, from the least to the most serious, where a file names no other number of them.
GRADES = (1, 2, 3, 4)

#: What the parts of a rubric are called.
LABELS: Mapping[Lang, Mapping[str, str]] = {
    "id": {
        "rubric": "rubrik",
        "indicator": "indikator",
        "code": "kode",
        "counts": "yang dihitung",
        "excludes": "yang tidak dihitung",
        "where": "tempat mencari",
        "grade": "tingkat",
        "evidence": "bukti",
    },
    "en": {
        "rubric": "rubric",
        "indicator": "indicator",
        "code": "code",
        "counts": "what counts",
        "excludes": "what does not count",
        "where": "where to look",
        "grade": "grade",
        "evidence": "evidence",
    },
}

_TEXTS = ("counts", "excludes", "where")


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of evidence, such as a supervision report or a court judgment.

    Parameters
    ----------
    code : str
    names : mapping
        By language.
    """

    code: str
    names: Texts


@dataclass(frozen=True, slots=True)
class Rubric:
    """How events of one indicator are told from others and graded.

    Parameters
    ----------
    indicator : str
        Its code in the framework.
    counts : mapping
        By language: what counts, and what one event is.
    excludes : mapping
        By language: what does not count, and where it belongs instead.
    where : mapping
        By language: where to look for events, and who knows of them.
    grades : mapping of int to mapping
        Grade, from 1 (the IKP has four), to the facts that make it, by language. A grade is given to one event
        and is the highest of which at least one fact is documented.
    evidence : tuple of EvidenceKind
        What is typically there to prove an event.
    certainty : str
        *assumed* where the rubric is the project's own.
    note : mapping
        By language: whose rubric it is, to be shown beside it.
    """

    indicator: str
    counts: Texts
    excludes: Texts
    where: Texts
    grades: Mapping[int, Texts]
    evidence: tuple[EvidenceKind, ...]
    certainty: str
    note: Texts


def read_rubrics(path: Readable, framework: Framework) -> Mapping[str, Rubric]:
    """Read the rubrics of a framework from a TOML file, by indicator, in the framework's order.

    Raises
    ------
    UsageError
        If the file cannot be opened.
    DataError
        With everything that is lacking: an indicator, a text in one of the languages, a
        grade, a known kind of evidence; and with sentences of grades that stand twice.
    """
    head, tables = read_guidance(path, framework.indicators)
    kinds = {code: EvidenceKind(code, bilingual(names)) for code, names in head["evidence_kinds"].items()}
    refuse(_problems(tables, kinds, spoken(head), head.get("grades", len(GRADES))))
    note = bilingual(head["note"])
    return MappingProxyType(
        {code: _rubric(code, table, kinds, head["certainty"], note) for code, table in tables.items()}
    )


def rubric_sheet(rubrics: Mapping[str, Rubric], framework: Framework, lang: Lang) -> Guidance | None:
    """Lay the rubrics out as a sheet of a template, an indicator a row; None where there are none."""
    if not rubrics:
        return None
    words = LABELS[lang]
    scale = next(iter(rubrics.values())).grades
    grades = [f"{words['grade']} {grade}" for grade in scale]
    rows = [
        (
            labelled(code, framework[code].name(lang)),
            code,
            *(getattr(rubric, key)[lang] for key in _TEXTS),
            *(rubric.grades[grade][lang] for grade in scale),
            "; ".join(kind.names[lang] for kind in rubric.evidence),
        )
        for code, rubric in rubrics.items()
    ]
    headings = (words["indicator"], words["code"], *(words[key] for key in _TEXTS), *grades, words["evidence"])
    return Guidance(words["rubric"], headings, rows, next(iter(rubrics.values())).note[lang])


def _rubric(
    code: str, table: Mapping[str, Any], kinds: Mapping[str, EvidenceKind], certainty: str, note: Texts
) -> Rubric:
    langs = table["grades"]
    said = enumerate(zip(*langs.values(), strict=True), start=1)
    grades = {grade: bilingual(dict(zip(langs, texts, strict=True))) for grade, texts in said}
    return Rubric(
        indicator=code,
        grades=MappingProxyType(grades),
        evidence=tuple(kinds[kind] for kind in table["evidence"]),
        certainty=certainty,
        note=note,
        **{key: bilingual(table[key]) for key in _TEXTS},
    )


def _problems(
    tables: Mapping[str, Mapping[str, Any]], kinds: Mapping[str, EvidenceKind], langs: Sequence[Lang], expected: int
) -> Iterator[Problem]:
    for code, table in tables.items():
        yield from unspoken(code, table, _TEXTS, langs)
        for lang in langs:
            said = [grade for grade in table.get("grades", {}).get(lang, ()) if grade.strip()]
            if len(said) != expected:
                yield problem("rubric-grades", indicator=code, lang=lang, count=len(said), expected=expected)
        unknown = [kind for kind in table.get("evidence", ()) if kind not in kinds]
        if unknown or not table.get("evidence"):
            yield problem("rubric-evidence", indicator=code, kinds=unknown or "-", known=sorted(kinds))
    for lang in langs:
        # A sentence that fits two indicators or two grades tells nothing apart.
        times = Counter(grade for table in tables.values() for grade in table.get("grades", {}).get(lang, ()))
        yield from (problem("rubric-repeated", text=text) for text, count in times.items() if count > 1)
