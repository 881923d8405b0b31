from datetime import date, datetime
from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.events import Declaration
from ikp.io.cells import as_count, as_date, as_declaration, as_grade, as_number, as_text, is_blank, is_slashed
from ikp.io.report import Fault
from ikp.io.source import Cell


def code(found: object) -> str:
    assert isinstance(found, Fault), found
    return found.code


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("88.95", 88.95),
        (" 3 ", 3.0),
        ("-1.5", -1.5),
        ("+2", 2.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1.234", 1.234),
        (7, 7.0),
        (0.1, 0.1),
        ("nihil", Declaration.NIL),
        ("Tidak  Ada Data", Declaration.NO_DATA),
        ("not applicable", Declaration.NOT_APPLICABLE),
    ],
)
def test_numbers(cell: Cell, value: float) -> None:
    assert as_number(cell) == value


@pytest.mark.parametrize("cell", ["", "  ", None])
def test_an_empty_cell_is_no_number_and_no_fault(cell: Cell) -> None:
    found = as_number(cell)
    assert isinstance(found, float)
    assert isnan(found)
    assert is_blank(cell)
    assert as_count(cell) is None
    assert as_grade(cell, 1, 4) is None
    assert as_date(cell) is None
    assert as_declaration(cell) is Declaration.NONE


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("88,95", "number-decimal-comma"),
        ("1.234.567", "number-thousands"),
        ("1,234,567", "number-thousands"),
        ("1.234,5", "number-thousands"),
        ("1,234.5", "number-thousands"),
        ("1,234", "number-thousands"),
        ("NaN", "number-nan"),
        ("n/a", "number-nan"),
        ("-", "number-nan"),
        ("null", "number-nan"),
        ("-inf", "number-infinite"),
        ("Infinity", "number-infinite"),
        ("1e999", "number-infinite"),
        (inf, "number-infinite"),
        (nan, "number-infinite"),
        ("#REF!", "formula-error"),
        ("#DIV/0!", "formula-error"),
        ("#N/A", "formula-error"),
        ("TRUE", "number-text"),
        ("12 orang", "number-text"),
        ("45%", "number-text"),
        ("1_000", "number-text"),
        ("0x10", "number-text"),
        ("٣", "number-text"),
        (date(2021, 1, 1), "number-text"),
    ],
)
def test_what_is_no_number(cell: Cell, fault: str) -> None:
    assert code(as_number(cell)) == fault


@pytest.mark.parametrize(
    ("cell", "mended"),
    [("88,95", "88.95"), ("1.234.567", "1234567"), ("1.234,5", "1234.5"), ("12,345.67", "12345.67")],
)
def test_the_fault_says_what_to_write(cell: str, mended: str) -> None:
    found = as_number(cell)
    assert isinstance(found, Fault)
    assert found.params["mended"] == mended


def test_commas_where_they_are_allowed() -> None:
    assert as_number("88,95", comma=True) == 88.95
    assert as_number("1,234", comma=True) == 1.234
    assert as_number("88.95", comma=True) == 88.95
    assert code(as_number("1.234,5", comma=True)) == "number-thousands"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("3", 3), ("3.0", 3), ("3,0", 3), ("+3", 3), ("-0", 0), ("007", 7), (3, 3), (3.0, 3), (1234, 1234), (" 12 ", 12)],
)
def test_counts(cell: Cell, value: int) -> None:
    assert as_count(cell) == value


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("1.234", "number-thousands"),
        ("1,234", "number-thousands"),
        ("-3", "count-negative"),
        ("−3", "count-negative"),
        (-3, "count-negative"),
        (-3.0, "count-negative"),
        ("1.5", "count-fraction"),
        ("1,5", "count-fraction"),
        ("-0.5", "count-fraction"),
        (1.234, "count-fraction"),
        (inf, "number-infinite"),
        ("NaN", "number-nan"),
        ("#VALUE!", "formula-error"),
        ("tiga", "number-text"),
    ],
)
def test_what_is_no_count(cell: Cell, fault: str) -> None:
    assert code(as_count(cell)) == fault


def test_grades() -> None:
    assert as_grade("1", 1, 4) == 1
    assert as_grade(4.0, 1, 4) == 4
    for cell in ("0", "5", "-1", "2.5", "1.234", "berat"):
        assert code(as_grade(cell, 1, 4)) == "grade-scale"
    assert code(as_grade("#REF!", 1, 4)) == "formula-error"
    assert code(as_grade("NaN", 1, 4)) == "number-nan"


def test_declarations() -> None:
    assert as_declaration(" NIHIL ") is Declaration.NIL
    assert as_declaration("nil") is Declaration.NIL
    assert as_declaration("no data") is Declaration.NO_DATA
    assert as_declaration("Tidak berlaku") is Declaration.NOT_APPLICABLE
    assert code(as_declaration("aman")) == "declaration-unknown"


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-14",
        "2024-2-14",
        "14/02/2024",
        "14-02-2024",
        "14.2.2024",
        "2024-02-14T08:00:00",
        "2024-02-14 00:00:00",
        date(2024, 2, 14),
        datetime(2024, 2, 14, 8),  # noqa: DTZ001 - spreadsheets know no time zones
    ],
)
def test_dates(cell: Cell) -> None:
    assert as_date(cell) == date(2024, 2, 14)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("31/02/2024", "date-impossible"),
        ("2023-02-29", "date-impossible"),
        ("02/14/2024", "date-impossible"),
        ("45336", "date-serial"),
        ("45336.5", "date-serial"),
        (45336, "date-serial"),
        (45336.25, "date-serial"),
        ("14/02/24", "date-format"),
        ("14 Februari 2024", "date-format"),
        ("2024", "date-format"),
        (0, "date-format"),
        (1e12, "date-format"),
        ("14/02-2024", "date-format"),
        ("#NUM!", "formula-error"),
    ],
)
def test_what_is_no_date(cell: Cell, fault: str) -> None:
    assert code(as_date(cell)) == fault


def test_a_serial_number_is_told_as_a_date() -> None:
    found = as_date(45336)
    assert isinstance(found, Fault)
    assert found.params["mended"] == "2024-02-14"
    assert is_slashed("14/02/2024")
    assert not is_slashed("2024-02-14")
    assert not is_slashed(None)


def test_texts() -> None:
    assert as_text(" 11.10 ") == "11.10"
    assert as_text(None) == ""
    assert as_text(datetime(2024, 2, 14)) == "2024-02-14"  # noqa: DTZ001 - as a spreadsheet stores a day
    assert as_text(datetime(2024, 2, 14, 8)) == "2024-02-14 08:00:00"  # noqa: DTZ001
    assert as_text(date(2024, 2, 14)) == "2024-02-14"
    assert as_text("'=A1") == "=A1"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_is_written_is_read_back(value: float) -> None:
    assert as_number(repr(value)) == value
    assert as_number(value) == value


@given(st.integers(0, 10**15 - 1))
def test_every_count_that_is_written_is_read_back(value: int) -> None:
    assert as_count(str(value)) == value


@given(st.dates())
def test_every_date_that_is_written_is_read_back(day: date) -> None:
    assert as_date(day.isoformat()) == day
    assert as_date(f"{day.day}/{day.month}/{day.year:04}") == day


@given(st.text(max_size=12))
def test_any_text_is_a_value_or_a_fault(text: str) -> None:
    for read in (as_number, as_count, as_date, as_declaration, lambda cell: as_grade(cell, 1, 4)):
        found = read(text)
        if isinstance(found, Fault):
            assert found.params["cell"] == as_text(text)
