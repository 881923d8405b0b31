import numpy as np

from ikp.io.column import Column
from ikp.io.report import Fault, Report
from ikp.io.source import Cell

LINES = np.arange(2, 8, dtype=np.int32)


def column() -> Column:
    made = Column("count")
    made.add(["3", "x", "3"])
    made.add(["", "x", "7"])
    return made


def number(cell: Cell) -> int | Fault | None:
    text = str(cell)
    return None if not text else int(text) if text.isdecimal() else Fault("number-text", {"cell": text})


def test_cells_are_kept_once() -> None:
    assert column().cells == ("3", "x", "", "7")
    assert column().index.tolist() == [0, 1, 0, 2, 1, 3]
    assert Column("empty").index.tolist() == []


def test_a_fault_is_reported_at_all_its_rows() -> None:
    report = Report("d.csv")
    made = column()
    found = made.read(number, LINES, report)
    assert [(each.line, each.column, each.params["cell"]) for each in report.problems] == [
        (3, "count", "x"),
        (6, "count", "x"),
    ]
    assert made.spread(found, np.int64, empty=-1, fault=0).tolist() == [3, 0, 3, -1, 0, 7]


def test_rows_are_found_by_their_cells() -> None:
    made = column()
    assert made.rows_of([cell == "x" for cell in made.cells]).tolist() == [1, 4]
    assert made.rows_of([False] * 4).tolist() == []
