"""Tables fit the terminal, machine output is stable, problems are laid out."""

import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from ikp.cli.language import speak
from ikp.cli.output import (
    Column,
    Footnotes,
    Report,
    bar,
    category_text,
    fitting,
    form,
    problem_lines,
    problem_row,
    progress,
    table,
    thinned,
)
from ikp.errors import UsageError
from ikp.problems import Problem

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


def test_two_forms_at_once_are_refused() -> None:
    assert (form(False, False), form(True, False), form(False, True)) == ("table", "json", "csv")
    with pytest.raises(UsageError):
        form(True, True)


def test_json_has_plain_numbers_and_null_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("json", "published", edition="2024")
    report.title("never printed")
    report.line("nor this")
    report.table(
        "rows", [{"score": np.float64(1.5), "gap": np.nan, "many": (np.int64(2),)}], [Column("score")], main=True
    )
    report.close()
    document = json.loads(capsys.readouterr().out)
    expected = {"command": "published", "edition": "2024", "rows": [{"score": 1.5, "gap": None, "many": [2]}]}
    assert document == expected
    assert list(document) == ["command", "edition", "rows"]


def test_csv_is_the_main_table_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("csv", "published")
    rows: list[dict[str, Any]] = [
        {"unit": str(i), "sources": ["a", "b"], "ranks": {"SP": 1}, "conflicts": [{"value": "2"}], "empty": []}
        for i in range(50)
    ]
    report.table("rows", rows, [Column("unit")], main=True, limit=3)
    report.table("others", rows, [Column("unit")])
    report.close()
    read = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(read) == 50
    assert read[0] == {"unit": "0", "sources": "a; b", "ranks": "SP: 1", "conflicts": '[{"value": "2"}]', "empty": ""}


def test_a_table_cut_for_the_eye_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("table", "x")
    report.table("rows", [{"unit": str(i)} for i in range(50)], [Column("unit")], limit=3)
    assert "47 more rows" in capsys.readouterr().out


def test_problems_that_are_mended_alike_share_the_advice() -> None:
    found = [Problem("count-negative", {"cell": -1}, "f.csv", line, "count") for line in (2, 3)]
    other = Problem("date-impossible", {"cell": "2019-13-01"}, "f.csv", 4, "date")
    console = Console(file=io.StringIO(), width=100)
    console.print(problem_lines([*found, other]))
    lines = str(console.file.getvalue()).splitlines()  # type: ignore[attr-defined]
    assert [line[0] for line in lines] == ["✖", "✖", " ", "✖", " "]
    assert lines[0].startswith("✖ f.csv, line 2, column count: ")


def test_many_of_a_kind_are_counted() -> None:
    found = [Problem("count-negative", {"cell": -1}, line=line) for line in range(9)]
    other = [Problem("date-impossible", {"cell": "x"})]
    assert [(len(alike), more) for alike, more in thinned([*found, *other])] == [(3, 6), (1, 0)]


def test_a_problem_has_stable_keys_for_machines() -> None:
    row = problem_row(Problem("count-negative", {"cell": -1}, "f.csv", 2, "count"))
    assert list(row) == ["severity", "code", "file", "line", "column", "what", "mend"]
    assert (row["severity"], row["code"], row["line"]) == ("error", "count-negative", 2)


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading") as advance:
        advance(1, 10)
        advance(10, 10)
    assert capsys.readouterr() == ("", "")
