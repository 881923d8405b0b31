import pytest

from ikp.editions import load
from ikp.problems import Lang
from tools.indicators_page import page

LANGS: tuple[Lang, ...] = ("id", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_holds_every_indicator_with_its_four_grades(lang: Lang) -> None:
    said = page(lang)
    edition = load("2024")
    for code, rubric in edition.rubrics().items():
        assert f"### {code} – {edition.framework()[code].name(lang)}" in said
        for grade, texts in rubric.grades.items():
            assert f"| {grade} | {texts[lang]} |" in said
        assert edition.knowledge()[code].why[lang] in said
    assert said.count("\n## ") == 12


def test_the_page_says_whose_it_is() -> None:
    assert "not published by Bawaslu" in page("en")
    assert "bukan terbitan Bawaslu" in page("id")


def test_a_stage_is_named_with_its_lead_time() -> None:
    assert "Voting (from 60 days before)" in page("en")
    assert "Pemungutan suara (mulai 60 hari sebelumnya)" in page("id")


def test_published_cases_stand_with_their_sources() -> None:
    (case,) = (case for case in load("2024").cases()["I09"])
    assert f"{case.text['id']} (<{case.sources[0]}>)" in page("id")
