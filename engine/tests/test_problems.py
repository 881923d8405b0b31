"""The catalogue of problems: both languages, the same parameters, a place in words."""

from string import Formatter

import pytest

from ikp.problems import CATALOGUE, Problem


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_both_languages_say_the_same(code: str) -> None:
    kind = CATALOGUE[code]
    for sentences in (kind.what, kind.mend):
        assert set(sentences) == {"id", "en"}
        assert fields(sentences["id"]) == fields(sentences["en"]), "the languages name other parameters"
        for text in sentences.values():
            assert text.endswith((".", "?", "!", "}")), text
    assert kind.what["id"] != kind.what["en"]


def test_a_problem_says_where_what_and_how() -> None:
    problem = Problem("framework-duplicate", {"code": "I07"}, file="f.csv", line=9, column="code")
    assert problem.sentence("en").startswith("f.csv, line 9, column code: The code I07 stands twice")
    assert problem.sentence("id").startswith("f.csv, baris 9, kolom code: Kode I07 muncul dua kali")


def test_a_code_or_a_parameter_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(KeyError):
        Problem("no-such-problem")
    with pytest.raises(KeyError):
        Problem("framework-duplicate", {"kode": "I07"})
