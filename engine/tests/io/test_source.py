"""The same rows in every format."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.tests.io.bad_input import FRAMEWORK
from ikp.io import read_data
from ikp.io.opening import open_source
from ikp.io.report import Report

pytestmark = pytest.mark.extras

HEADINGS = ["unit", "indicator", "date", "count", "grade", "declaration"]
ROWS: list[list[Any]] = [
    ["11.10", "I01", date(2021, 5, 1), 2, 3, None],
    ["11.10", "I02", None, None, None, "nihil"],
    ["32.73", "I03", date(2020, 12, 31), 1, 4, None],
]


def write(path: Path) -> Path:
    if path.suffix == ".csv":
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in [HEADINGS, *ROWS]]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        sheet: Any = book.active
        for row in [HEADINGS, *ROWS]:
            sheet.append(row)
        book.save(path)
    else:
        import polars as pl

        pl.DataFrame(ROWS, schema=HEADINGS, orient="row").write_parquet(path)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_every_format_gives_the_same_events(tmp_path: Path, suffix: str) -> None:
    data = read_data(write(tmp_path / f"d{suffix}"), FRAMEWORK)
    assert data.problems == ()
    assert data.events is not None
    assert data.events.units == ("11.10", "32.73")
    assert data.events.count.tolist() == [2, 0, 1]
    assert data.events.grade.tolist() == [3, 0, 4]
    assert data.events.declaration.tolist() == [0, 1, 0]
    assert data.events.date.astype(str).tolist() == ["2021-05-01", "NaT", "2020-12-31"]
    assert data.events.lines is not None
    assert data.events.lines.tolist() == ([1, 2, 3] if suffix == ".parquet" else [2, 3, 4])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_progress_is_told(tmp_path: Path, suffix: str) -> None:
    seen: list[tuple[int, int]] = []
    source = open_source(write(tmp_path / f"d{suffix}"))
    rows = list(source.chunks(Report("d"), frozenset(), lambda done, total: seen.append((done, total))))
    assert len(rows) == len(seen) == 1
    assert seen[-1][0] == seen[-1][1]
