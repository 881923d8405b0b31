"""Knowledge texts: complete for IKP 2024, ours and marked so."""

import re
from pathlib import Path

import pytest

from ikp.editions import available, load
from ikp.editions.knowledge import read_knowledge
from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.problems import Lang

LANGS: tuple[Lang, ...] = ("id", "en")
FRAMEWORK = Framework([Node("X"), Node("A", "X"), Node("B", "X")])
FILE = """
certainty = "assumed"
note = {{ id = "kami", en = "ours" }}
[indicators.B]
why = {{ id = "sebab", en = "why" }}
observe = {{ id = "amati", en = "observe" }}
sources = {{ id = "sumber", en = "sources" }}
[indicators.A]
why = {{ id = "sebab", en = "why" }}
observe = {{ id = "amati", en = "{observe}" }}
sources = {{ id = "sumber", en = "sources" }}
"""


def test_every_indicator_of_2024_is_explained_in_order() -> None:
    edition = load("2024")
    assert tuple(edition.knowledge()) == edition.framework().indicators
    for code, known in edition.knowledge().items():
        assert known.indicator == code
        assert known.certainty == "assumed"
        assert "bukan terbitan Bawaslu" in known.note["id"]
        assert "not published by Bawaslu" in known.note["en"]


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_stands_twice_and_all_are_sentences(lang: Lang) -> None:
    edition = load("2024")
    texts = [text[lang] for known in edition.knowledge().values() for text in (known.why, known.observe, known.sources)]
    assert len(texts) == len(set(texts)) == 61 * 3
    for text in texts:
        assert text.endswith("."), text
        assert len(text) >= 40, text
        assert set(re.findall(r"\bI\d{2}\b", text)) <= set(edition.framework().indicators)


@pytest.mark.parametrize("code", [code for code in available() if code != "2024"])
def test_other_editions_have_none(code: str) -> None:
    assert load(code).knowledge() == {}


def test_a_complete_file_is_read_in_the_order_of_the_framework(tmp_path: Path) -> None:
    file = tmp_path / "knowledge.toml"
    file.write_text(FILE.format(observe="watch"))
    known = read_knowledge(file, FRAMEWORK)
    assert list(known) == ["A", "B"]
    assert known["A"].observe == {"id": "amati", "en": "watch"}
    assert known["B"].note == {"id": "kami", "en": "ours"}


def test_a_text_that_is_lacking_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "knowledge.toml"
    file.write_text(FILE.format(observe=""))
    with pytest.raises(DataError) as caught:
        read_knowledge(file, FRAMEWORK)
    (found,) = caught.value.problems
    assert (found.code, found.params["indicator"], found.params["text"]) == ("guidance-language", "A", "observe")
