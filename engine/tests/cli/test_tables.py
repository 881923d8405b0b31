"""Tables fit the terminal; numbers are never broken."""

import io

import pytest
from rich.console import Console

from ikp.cli.language import speak
from ikp.cli.tables import Column, Footnotes, bar, category_text, fitting, table

pytestmark = pytest.mark.extras

ROWS = [
    {"name": "Kabupaten Kepulauan Tanimbar", "score": 1234.5, "category": "tinggi", "note": "a long remark of no use"},
    {"name": "Kota Jambi", "score": float("nan"), "category": None, "note": ""},
]
COLUMNS = [
    Column("name", fold=True),
    Column("score", "number"),
    Column("category", "category", drop=1),
    Column("note", drop=2),
]


def _printed(width: int, columns: list[Column]) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(table(columns, ROWS))
    return str(console.file.getvalue()).splitlines()  # type: ignore[attr-defined]


def test_what_can_go_first_goes_first_when_the_terminal_is_narrow() -> None:
    kept = {width: [column.key for column in fitting(COLUMNS, ROWS, width)[0]] for width in (100, 60, 40, 20)}
    assert kept[100] == ["name", "score", "category", "note"]
    assert kept[40] == ["name", "score", "category"]
    assert kept[20] == ["name", "score"]
    assert [column.key for column in fitting(COLUMNS, ROWS, 20)[1]] == ["category", "note"]


@pytest.mark.parametrize("width", [24, 40, 60, 100])
def test_numbers_are_never_broken_and_no_line_is_too_long(width: int) -> None:
    lines = _printed(width, fitting(COLUMNS, ROWS, width)[0])
    assert any("1,234.50" in line for line in lines)
    assert max(map(len, lines)) <= width


def test_missing_is_a_dash_and_a_category_has_mark_and_word() -> None:
    text = "\n".join(_printed(100, COLUMNS))
    assert "▲ high" in text
    assert "–" in text
    assert category_text("level 6", "tinggi").plain == "▲ level 6"
    assert category_text("own word").plain == "own word"


def test_the_decimal_mark_follows_the_language() -> None:
    speak("id")
    text = "\n".join(_printed(100, COLUMNS))
    assert "1.234,50" in text
    assert "▲ tinggi" in text


def test_a_bar_counts_eighths_of_a_cell() -> None:
    assert bar(10, 10, 4) == "████"
    assert bar(5, 10, 1) == "▌"
    assert bar(0, 10) == bar(None, 10) == bar(-1, 10) == bar(1, 0) == ""


def test_footnotes_number_sources_once() -> None:
    notes = Footnotes()
    assert notes.mark("a; b") == "1,2"
    assert notes.mark(["b", "c", ""]) == "2,3"
    assert list(notes) == [(1, "a"), (2, "b"), (3, "c")]
