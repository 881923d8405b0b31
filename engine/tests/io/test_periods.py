import numpy as np
import pytest

from ikp.io.column import Column
from ikp.io.periods import is_synthetic, read_periods
from ikp.io.report import Report
from ikp.io.source import Cell

LINES = np.array([2, 3, 4], np.int32)


def column(cells: list[Cell]) -> Column:
    made = Column("period")
    made.add(cells)
    return made


@pytest.mark.parametrize(
    ("cells", "periods", "index"),
    [
        (["2024", "2019", "2024"], ("2019", "2024"), [1, 0, 1]),
        (["10", "9", "10"], ("9", "10"), [1, 0, 1]),
        ([2024, 2019.0, "2024"], ("2019", "2024"), [1, 0, 1]),
        (["pilkada-2020", "2024", "2024"], ("2024", "pilkada-2020"), [1, 0, 0]),
    ],
)
def test_periods_are_put_in_order(cells: list[Cell], periods: tuple[str, ...], index: list[int]) -> None:
    report = Report("d.csv")
    found, places = read_periods(column(cells), LINES, report)
    assert (found, places.tolist()) == (periods, index)
    assert not report.problems


def test_a_row_without_a_period() -> None:
    report = Report("d.csv")
    _, places = read_periods(column(["2024", "", "2024"]), LINES, report)
    assert places.tolist() == [0, -1, 0]
    assert [(each.code, each.line) for each in report.problems] == [("period-empty", 3)]


def test_made_up_data_say_so_in_every_row() -> None:
    report = Report("d.csv")
    assert not is_synthetic(None, LINES, report)
    assert not is_synthetic(column(["", "lapangan", ""]), LINES, report)
    assert is_synthetic(column(["SINTETIS", "sintetis", " SINTETIS"]), LINES, report)
    assert not report.problems
    assert is_synthetic(column(["SINTETIS", "", "SINTETIS"]), LINES, report)
    assert [(each.code, each.line) for each in report.problems] == [("label-mixed", 3)]
