import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from engine.tests.io.bad_input import book, with_value
from ikp.errors import DataError, UsageError
from ikp.io.report import Report
from ikp.io.source import Cell
from ikp.io.xlsxfile import XlsxSource

pytestmark = pytest.mark.extras


def write(folder: Path, content: bytes) -> Path:
    path = folder / "d.xlsx"
    path.write_bytes(content)
    return path


def rows(path: Path, text: Sequence[int] = (0,), report: Report | None = None) -> list[tuple[int, tuple[Cell, ...]]]:
    source = XlsxSource(path)
    report = report or Report("d.xlsx")
    for fault, line in source.faults:
        report.add(fault, line)
    return [
        (line, tuple(cells))
        for chunk in source.chunks(report, frozenset(text))
        for line, cells in zip(chunk.lines.tolist(), zip(*chunk.columns, strict=True), strict=True)
    ]


def test_values_keep_their_kind(tmp_path: Path) -> None:
    day = datetime(2021, 5, 1)  # noqa: DTZ001 - spreadsheets know no time zones
    path = write(tmp_path, book([["unit", "a", "b", "c", "d"], ["11.10", 1, 2.5, date(2021, 5, 1), True]])())
    assert rows(path) == [(2, ("11.10", 1, 2.5, day, "TRUE"))]
    assert rows(path, text=range(5)) == [(2, ("11.10", "1", 2.5, str(day), "TRUE"))]


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (11.1, "General", 11.1),
        (11.1, "0.00", "11.10"),
        (11.1, "00.00", "11.10"),
        (1.5, "00.00", "01.50"),
        (15.71, "0", 15.71),
        (1101, "General", "1101"),
        (1101.0, "General", "1101"),
        (7, "000", "007"),
        (11.125, "0.00", 11.125),
        (11.1, "#,##0.00", 11.1),
    ],
)
def test_text_columns_keep_what_is_shown(tmp_path: Path, value: float, style: str, shown: Cell) -> None:
    def styled(sheet: Any) -> None:
        sheet["A2"].number_format = style

    assert rows(write(tmp_path, book([["unit"], [value]], styled)())) == [(2, (shown,))]


def test_empty_rows_and_columns_are_passed_over(tmp_path: Path) -> None:
    table: list[list[object]] = [[None], ["unit", "a", None], [None, None], ["A", 1], ["", None], ["B"]]
    path = write(tmp_path, book(table)())
    assert XlsxSource(path).headings == ("unit", "a")
    assert XlsxSource(path).heading_line == 2
    assert rows(path) == [(4, ("A", 1)), (6, ("B", None))]


def test_cells_beyond_the_headings_are_named_once(tmp_path: Path) -> None:
    report = Report("d.xlsx")
    rows(write(tmp_path, book([["unit"], ["A", 1], ["B", 2]])()), report=report)
    assert [(each.code, each.line, each.params["place"]) for each in report.problems] == [("heading-empty", 2, 2)]


def test_merged_cells_are_named_wherever_they_are(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B1:C1")

    report = Report("d.xlsx")
    rows(write(tmp_path, book([["unit", "a", "b"], ["A", 1, 2], ["B", 3, 4]], merge)()), report=report)
    merged = {(each.params["cells"], each.line) for each in report.problems if each.code == "cells-merged"}
    assert merged == {("A2:A3", 2), ("B1:C1", 1)}


def test_a_stored_value_of_a_formula_is_read(tmp_path: Path) -> None:
    cell = b'<c r="B2" t="n"><v>1</v></c>'
    report = Report("d.xlsx")
    stored = with_value([["unit", "a"], ["A", 1]], cell, b'<c r="B2"><f>SUM(1,2)</f><v>3</v></c>')
    assert rows(write(tmp_path, stored()), report=report) == [(2, ("A", 3))]
    empty = with_value([["unit", "a"], ["A", 1]], cell, b'<c r="B2" t="str"><f>""</f><v></v></c>')
    assert rows(write(tmp_path, empty()), report=report) == [(2, ("A", None))]
    assert report.problems == ()


def test_a_formula_that_was_never_computed_is_named(tmp_path: Path) -> None:
    report = Report("d.xlsx")
    rows(write(tmp_path, book([["unit", "a"], ["A", 1], ["B", "=B2+1"]])()), report=report)
    assert [(each.code, each.line, each.column) for each in report.problems] == [("formula-uncached", 3, "a")]


def test_marks_at_the_end_of_a_block_are_found_once(tmp_path: Path) -> None:
    # The XML of some 20,000 rows is longer than the blocks in which it is looked through.
    def merge(sheet: Any) -> None:
        for row in range(3, 20_000, 2_000):
            sheet.merge_cells(f"A{row}:A{row + 1}")

    path = write(tmp_path, book([["unit", "a"], *[[f"unit {i}", i] for i in range(20_000)]], merge)())
    found = [fault.params["cells"] for fault, _ in XlsxSource(path).faults]
    assert len(found) == len(set(found)) == 10


def test_the_first_visible_sheet_is_read_or_the_one_named(tmp_path: Path) -> None:
    import openpyxl

    made = openpyxl.Workbook()
    first: Any = made.active
    first.sheet_state = "hidden"
    for name in ("Januari", "Februari"):
        sheet: Any = made.create_sheet(name)
        sheet.append(["unit", name])
    path = tmp_path / "d.xlsx"
    made.save(path)
    source = XlsxSource(path)
    assert source.headings == ("unit", "Januari")
    assert source.said[0].sentence() == "Read the sheet Januari, one of 3."
    assert XlsxSource(path, "Februari").headings == ("unit", "Februari")
    with pytest.raises(UsageError, match="has no sheet Maret"):
        XlsxSource(path, "Maret")


def test_a_workbook_of_charts_alone_has_no_rows(tmp_path: Path) -> None:
    import openpyxl

    made = openpyxl.Workbook()
    sheet: Any = made.active
    made.remove(sheet)
    made.create_chartsheet("chart")
    made.save(tmp_path / "d.xlsx")
    with pytest.raises(DataError):
        XlsxSource(tmp_path / "d.xlsx")


def test_what_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="The file is empty"):
        XlsxSource(write(tmp_path, b""))
    with pytest.raises(DataError, match="The file is empty"):
        XlsxSource(write(tmp_path, book([])()))
    with pytest.raises(DataError, match="not a whole XLSX file"):
        XlsxSource(write(tmp_path, b"unit,I01\nA,1\n"))
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("hello.txt", "hello")
    with pytest.raises(DataError, match="not a whole XLSX file"):
        XlsxSource(write(tmp_path, archive.getvalue()))


def test_a_sheet_that_breaks_off_is_reported(tmp_path: Path) -> None:
    whole = book([["unit", "a"], *[[f"unit {i}", i] for i in range(2000)]])()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: len(data) // 2] if name.endswith("sheet1.xml") else data)
    report = Report("d.xlsx")
    try:
        rows(write(tmp_path, out.getvalue()), report=report)
    except DataError as error:
        report.include(error.problems)
    assert [each.code for each in report.problems] == ["file-damaged"]
