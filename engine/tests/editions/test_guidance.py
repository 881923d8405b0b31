"""Reading a file with a table for every indicator."""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from ikp.editions.guidance import bilingual, read_guidance, refuse, spoken, unspoken
from ikp.errors import DataError, problem

FILE = """
certainty = "assumed"
[indicators.B]
why.id = "sebab B"
why.en = "why B"
[indicators.A]
why.id = "sebab A"
why.en = "why A"
"""


def codes(call: Callable[[], object]) -> list[tuple[str, object]]:
    """Give what was refused: the code of each problem, and whom it is about."""
    with pytest.raises(DataError) as caught:
        call()
    return [(each.code, each.params.get("codes", each.params.get("indicator"))) for each in caught.value.problems]


def test_tables_stand_in_the_order_of_the_indicators(tmp_path: Path) -> None:
    file = tmp_path / "texts.toml"
    file.write_text(FILE)
    head, tables = read_guidance(file, ("A", "B"))
    assert head == {"certainty": "assumed"}
    assert list(tables) == ["A", "B"]
    assert tables["A"]["why"] == {"id": "sebab A", "en": "why A"}


def test_lacking_and_unknown_indicators_are_named_together(tmp_path: Path) -> None:
    file = tmp_path / "texts.toml"
    file.write_text(FILE)
    assert codes(lambda: read_guidance(file, ("B", "C", "D"))) == [
        ("guidance-lacking", "C, D"),
        ("guidance-unknown", "A"),
    ]


def test_a_text_needs_both_languages() -> None:
    table = {"why": {"id": "sebab", "en": " "}, "observe": {"id": "amati", "en": "observe"}}
    found = list(unspoken("A", table, ("why", "observe", "sources")))
    assert [(each.params["text"], each.params["lang"]) for each in found] == [
        ("why", "en"),
        ("sources", "id"),
        ("sources", "en"),
    ]


def test_texts_are_read_only() -> None:
    texts = bilingual({"en": "one", "id": "satu"})
    assert dict(texts) == {"id": "satu", "en": "one"}
    assert isinstance(texts, MappingProxyType)


def test_nothing_to_refuse_is_no_error() -> None:
    refuse([])
    assert codes(lambda: refuse([problem("guidance-lacking", file="f", codes="A")])) == [("guidance-lacking", "A")]


def test_a_file_may_speak_one_language() -> None:
    head = {"note": {"en": "ours"}}
    assert spoken(head) == ("en",)
    assert spoken({}) == ("id", "en") or spoken({}) == ("en", "id"), "without a note, all are asked for"
    assert [each.params["lang"] for each in unspoken("A", {"why": {"id": "x"}}, ["why"], spoken(head))] == ["en"]
    assert bilingual({"en": "why A"})["id"] == "why A"
