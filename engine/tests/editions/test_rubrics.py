"""Rubrics: complete for IKP 2024, ours and marked so, and refused where they tell nothing apart."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ikp.editions import GRADES, available, load
from ikp.editions.rubrics import LABELS, read_rubrics, rubric_sheet
from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.problems import Lang

LANGS: tuple[Lang, ...] = ("id", "en")
FRAMEWORK = Framework([Node("X"), Node("A", "X"), Node("B", "X")])


def table(code: str, **changes: str) -> str:
    """Write the rubric of an indicator, with some of its lines changed."""
    lines = {
        "counts": f'counts = {{ id = "{code} dihitung", en = "{code} counts" }}',
        "excludes": f'excludes = {{ id = "{code} tidak", en = "{code} does not" }}',
        "where": f'where = {{ id = "{code} di sini", en = "{code} here" }}',
        "id": f"grades.id = {[f'{code} tingkat {grade}' for grade in GRADES]}",
        "en": f"grades.en = {[f'{code} grade {grade}' for grade in GRADES]}",
        "evidence": 'evidence = ["photo"]',
    } | changes
    return "\n".join([f"[indicators.{code}]", *lines.values()])


def write(folder: Path, *tables: str) -> Path:
    head = 'certainty = "assumed"\nnote = { id = "kami", en = "ours" }\n'
    kinds = '[evidence_kinds]\nphoto = { id = "Foto", en = "Photo" }\n'
    file = folder / "rubrics.toml"
    file.write_text("\n".join([head, kinds, *tables]))
    return file


# --- the rubrics of 2024 ----------------------------------------------------------------------
def test_every_indicator_of_2024_has_its_rubric_in_order() -> None:
    edition = load("2024")
    rubrics = edition.rubrics()
    assert tuple(rubrics) == edition.framework().indicators
    assert len(rubrics) == 61
    assert all(code == rubric.indicator for code, rubric in rubrics.items())
    assert edition.rubrics() is rubrics


def test_rubrics_of_2024_are_ours_and_say_so() -> None:
    for rubric in load("2024").rubrics().values():
        assert rubric.certainty == "assumed"
        assert "bukan terbitan Bawaslu" in rubric.note["id"]
        assert "not published by Bawaslu" in rubric.note["en"]


@pytest.mark.parametrize("code", [code for code in available() if code != "2024"])
def test_other_editions_have_none(code: str) -> None:
    assert load(code).rubrics() == {}


@pytest.mark.parametrize("lang", LANGS)
def test_every_grade_is_one_sentence_of_its_own(lang: Lang) -> None:
    said: Counter[str] = Counter()
    for code, rubric in load("2024").rubrics().items():
        assert tuple(rubric.grades) == GRADES
        for grade, texts in rubric.grades.items():
            text = texts[lang]
            assert re.fullmatch(r"\S[^.!?]*[^\s.!?][.]", text.replace("C.", "C").replace("D.", "D")), f"{code} {grade}"
            assert 25 <= len(text) <= 240, f"{code} {grade}: {len(text)}"
            said[text.casefold()] += 1
    assert len(said) == 61 * 4
    assert set(said.values()) == {1}


@pytest.mark.parametrize("lang", LANGS)
def test_guidance_says_what_one_event_is_and_names_known_indicators(lang: Lang) -> None:
    edition = load("2024")
    one_event = {"id": "Satu kejadian adalah", "en": "One event is"}[lang]
    seen = []
    for code, rubric in edition.rubrics().items():
        assert one_event in rubric.counts[lang], code
        for text in (rubric.counts[lang], rubric.excludes[lang], rubric.where[lang]):
            assert text.endswith("."), code
            assert set(re.findall(r"\bI\d{2}\b", text)) <= set(edition.framework().indicators) - {code}, code
            seen.append(text)
    assert len(seen) == len(set(seen)) == 61 * 3


def test_what_a_language_refers_to_the_other_refers_to_as_well() -> None:
    for code, rubric in load("2024").rubrics().items():
        named = [re.findall(r"\bI\d{2}\b", rubric.excludes[lang]) for lang in LANGS]
        assert sorted(named[0]) == sorted(named[1]), code


def test_evidence_is_named_in_both_languages_without_repetition() -> None:
    for code, rubric in load("2024").rubrics().items():
        kinds = [kind.code for kind in rubric.evidence]
        assert len(kinds) == len(set(kinds)) >= 3, code
        assert all(kind.names[lang] for kind in rubric.evidence for lang in LANGS)


# --- as a sheet of a template -----------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGS)
def test_rubrics_are_laid_out_an_indicator_a_row(lang: Lang) -> None:
    edition = load("2024")
    sheet = rubric_sheet(edition.rubrics(), edition.framework(), lang)
    assert sheet is not None
    assert (sheet.sheet, sheet.note) == (LABELS[lang]["rubric"], edition.rubrics()["I01"].note[lang])
    assert len(sheet.rows) == 61
    assert {len(row) for row in sheet.rows} == {len(sheet.headings)} == {10}
    first = dict(zip(sheet.headings, sheet.rows[0], strict=True))
    assert first[LABELS[lang]["code"]] == "I01"
    assert first[f"{LABELS[lang]['grade']} 4"] == edition.rubrics()["I01"].grades[4][lang]
    assert set(LABELS["id"]) == set(LABELS["en"])


def test_without_rubrics_there_is_no_sheet() -> None:
    assert rubric_sheet({}, FRAMEWORK, "id") is None


# --- what is refused --------------------------------------------------------------------------
def test_a_complete_file_is_read(tmp_path: Path) -> None:
    rubrics = read_rubrics(write(tmp_path, table("B"), table("A")), FRAMEWORK)
    assert list(rubrics) == ["A", "B"]
    assert rubrics["A"].grades[3] == {"id": "A tingkat 3", "en": "A grade 3"}
    assert rubrics["B"].counts == {"id": "B dihitung", "en": "B counts"}
    assert [kind.names["id"] for kind in rubrics["B"].evidence] == ["Foto"]
    assert rubrics["A"].note["en"] == "ours"


@pytest.mark.parametrize(
    ("changes", "code", "param", "value"),
    [
        ({"counts": 'counts = { id = "dihitung" }'}, "guidance-language", "lang", "en"),
        ({"where": ""}, "guidance-language", "text", "where"),
        ({"en": 'grades.en = ["a", "b", "c"]'}, "rubric-grades", "count", 3),
        ({"en": 'grades.en = ["a", "b", "c", " "]'}, "rubric-grades", "lang", "en"),
        ({"en": 'grades.en = ["a", "b", "c", "a"]'}, "rubric-repeated", "text", "a"),
        ({"id": 'grades.id = ["B tingkat 1", "b", "c", "d"]'}, "rubric-repeated", "text", "B tingkat 1"),
        ({"evidence": 'evidence = ["photo", "rumour"]'}, "rubric-evidence", "kinds", "rumour"),
        ({"evidence": "evidence = []"}, "rubric-evidence", "indicator", "A"),
    ],
)
def test_an_incomplete_rubric_is_refused(
    tmp_path: Path, changes: dict[str, str], code: str, param: str, value: object
) -> None:
    with pytest.raises(DataError) as caught:
        read_rubrics(write(tmp_path, table("A", **changes), table("B")), FRAMEWORK)
    found = caught.value.problems
    assert {each.code for each in found} == {code}
    assert found[0].params[param] == value


def test_everything_that_is_lacking_is_said_at_once(tmp_path: Path) -> None:
    file = write(tmp_path, table("A", counts="", evidence="evidence = []"), table("B", where=""))
    with pytest.raises(DataError) as caught:
        read_rubrics(file, FRAMEWORK)
    assert Counter(each.code for each in caught.value.problems) == {"guidance-language": 4, "rubric-evidence": 1}
