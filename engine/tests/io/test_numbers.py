from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.io.numbers import Decimals, NumberColumn
from ikp.io.report import Report
from ikp.io.source import Cell
from ikp.table import Missing


def read(
    *chunks: list[Cell], comma: bool = False, counts: bool = False, doubt: bool = False
) -> tuple[list[float], list[tuple[str, int | None]], NumberColumn]:
    report = Report("d.csv")
    column = NumberColumn("I01", Decimals(comma), counts=counts, doubt=doubt)
    line = 2
    for chunk in chunks:
        column.add(chunk, np.arange(line, line + len(chunk), dtype=np.int32), report)
        line += len(chunk)
    column.doubt(report)
    return column.values().tolist(), [(each.code, each.line) for each in report.problems], column


@pytest.mark.parametrize(
    ("chunks", "values"),
    [
        ([["1", "2.5", ""], ["-3"]], [1.0, 2.5, nan, -3.0]),
        ([["1e3", " 2 "]], [1000.0, 2.0]),
        ([[1, 2.5, None]], [1.0, 2.5, nan]),
        ([[1, "2", None]], [1.0, 2.0, nan]),
        ([["nihil", "tidak ada data", "5"]], [0.0, nan, 5.0]),
        ([[], []], []),
    ],
)
def test_values(chunks: list[list[Cell]], values: list[float]) -> None:
    found, problems, _ = read(*chunks)
    np.testing.assert_array_equal(found, values)
    assert problems == []


def test_reasons_keep_their_rows() -> None:
    _, _, column = read(["1", "2"], ["3", "tidak berlaku", "no data"])
    assert [(rows.tolist(), why) for rows, why in column.reasons] == [
        ([4], Missing.NOT_REPORTED),
        ([3], Missing.NOT_APPLICABLE),
    ]


def test_faults_have_their_lines() -> None:
    values, problems, _ = read(["1", "x"], ["inf", "1", "x"])
    np.testing.assert_array_equal(values, [1, nan, nan, 1, nan])
    assert problems == [("number-text", 3), ("number-infinite", 4), ("number-text", 6)]


def test_commas_must_be_kept_to() -> None:
    values, problems, column = read(["1", "88,95"], ["2,5", "3"], comma=True)
    assert values == [1, 88.95, 2.5, 3]
    assert problems == []
    assert column.decimals.said[0].params["cell"] == "88,95"
    assert read(["88,95", "1.5"], comma=True)[1] == [("number-decimal-mixed", 3)]
    assert read(["88.95"], ["1,5"], comma=True)[1] == [("number-decimal-mixed", 3)]
    assert read(["88,95"], ["1.5"], comma=True)[1] == [("number-decimal-mixed", 3)]
    assert read(["88,95"])[1] == [("number-decimal-comma", 2)]


def test_the_mark_is_that_of_the_whole_file() -> None:
    report = Report("d.csv")
    decimals = Decimals(comma_allowed=True)
    lines = np.array([2], np.int32)
    NumberColumn("I01", decimals, counts=False, doubt=False).add(["88,95"], lines, report)
    NumberColumn("I02", decimals, counts=False, doubt=False).add(["1.5"], lines, report)
    (found,) = report.problems
    assert (found.column, found.params["first"]) == ("I02", "88,95")


def test_counts_are_not_negative() -> None:
    assert read(["1", "-2"], counts=True)[1] == [("count-negative", 3)]
    assert read([1, -2.5], counts=True)[1] == [("count-negative", 3)]
    assert read(["1", "-2"])[1] == []


@pytest.mark.parametrize(
    ("chunks", "doubted"),
    [
        ([["985", "1.234"]], True),
        ([["985"], ["12.345", "1.234"]], True),
        ([["985", "1.234", "1.5"]], False),
        ([["985", "1.234"], ["2.25"]], False),
        ([["1.234", "2.345"]], False),
        ([["985", "0.234"]], False),
        ([[985, 1.234]], False),
    ],
)
def test_three_decimals_beside_whole_numbers_are_doubted(chunks: list[list[Cell]], doubted: bool) -> None:
    assert [code for code, _ in read(*chunks, doubt=True)[1]] == ["number-thousands-doubt"] * doubted
    assert read(*chunks)[1] == []


def read_semicolons(*columns: list[list[Cell]]) -> tuple[list[list[float]], list[tuple[str, int | None]]]:
    report, decimals = Report("d.csv"), Decimals(comma_allowed=True, point_unclear=True)
    numbers = [NumberColumn(f"I{j}", decimals, counts=False, doubt=False) for j in range(len(columns))]
    for number, chunks in zip(numbers, columns, strict=True):
        line = 2
        for chunk in chunks:
            number.add(chunk, np.arange(line, line + len(chunk), dtype=np.int32), report)
            line += len(chunk)
    for number in numbers:
        number.doubt(report)
    return [number.values().tolist() for number in numbers], [(each.code, each.line) for each in report.problems]


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        ([[["1.234", "2.345"]]], [2, 3]),
        ([[["985", "1.234"], ["", " 1.234 "]]], [3, 5]),
        ([[["-12.345"]]], [2]),
        ([[["1.234", "88,95"]]], [2]),
        ([[["88,95"], ["1.234"]]], [3]),
        ([[["1.234"]], [["88,95"]]], [2]),
        ([[["nihil", "1.234"]]], [3]),
    ],
)
def test_what_may_be_a_thousand_is_refused_where_nothing_shows(
    columns: list[list[list[Cell]]], lines: list[int]
) -> None:
    assert read_semicolons(*columns)[1] == [("number-point-unclear", line) for line in lines]


@pytest.mark.parametrize("shows", ["88.95", "0.234", "1.2345", ".5"])
def test_one_number_shows_for_the_whole_file_that_points_stand_before_decimals(shows: str) -> None:
    ways: list[list[list[list[Cell]]]] = [
        [[["1.234", shows]]],
        [[["1.234"], [shows]]],
        [[["1.234"]], [[shows]]],
        [[[shows], ["1.234"]]],
    ]
    for columns in ways:
        values, problems = read_semicolons(*columns)
        assert problems == []
        assert 1.234 in values[0]


@given(st.lists(st.integers(0, 10**6), min_size=1), st.integers(1, 5))
def test_points_between_thousands_are_never_read_as_decimals(numbers: list[int], size: int) -> None:
    texts: list[Cell] = [f"{number:,}".replace(",", ".") for number in numbers]
    values, problems = read_semicolons([texts[start : start + size] for start in range(0, len(texts), size)])
    refused = [line for _, line in problems]
    assert len(set(refused)) == len(refused)
    for row, number in enumerate(numbers):
        assert (row + 2 in refused) == (number >= 1000)
        assert number >= 1000 or values[0][row] == number


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)), min_size=1), st.integers(1, 5))
def test_what_was_written_is_read_back(numbers: list[float | None], size: int) -> None:
    texts: list[Cell] = ["" if number is None else repr(number) for number in numbers]
    chunks = [texts[start : start + size] for start in range(0, len(texts), size)]
    values, problems, _ = read(*chunks)
    np.testing.assert_array_equal(values, [nan if number is None else number for number in numbers])
    assert problems == []
