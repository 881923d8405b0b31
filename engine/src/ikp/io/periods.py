"""The columns that events and tables share: the period of a panel, and the label of made-up data."""

import numpy as np
from numpy.typing import NDArray

from ikp.io.cells import as_text
from ikp.io.column import Column
from ikp.io.report import Fault, Report
from ikp.io.source import Cell

__all__ = ["SYNTHETIC", "is_synthetic", "read_periods"]

#: What every row of made-up data says in the column *label*.
SYNTHETIC = "SINTETIS"


def read_periods(column: Column, lines: NDArray[np.int32], report: Report) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Give the periods in order (as numbers if all are) and the place in them of every row."""

    def read(cell: Cell) -> str | Fault:
        text = as_text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
        return text or Fault("period-empty")

    found = column.read(read, lines, report)
    texts = {each for each in found if isinstance(each, str)}
    periods = sorted(texts, key=lambda text: (float(text), text) if all(t.isdecimal() for t in texts) else (0.0, text))
    place_of = {text: place for place, text in enumerate(periods)}
    places = [each if isinstance(each, Fault) else place_of[each] for each in found]
    return tuple(periods), column.spread(places, np.int32, empty=-1, fault=-1)


def is_synthetic(column: Column | None, lines: NDArray[np.int32], report: Report) -> bool:
    """Tell whether every row is labelled as made up; a file with both kinds is a problem."""
    if column is None:
        return False
    labelled = [as_text(cell).upper() == SYNTHETIC for cell in column.cells]
    if not any(labelled):
        return False
    others = column.rows_of([not each for each in labelled])
    if others.size:
        report.add(Fault("label-mixed"), int(lines[others[0]]), column.heading)
    return True
