"""A column kept as its different cells and, per row, the place among them.

A column of ten million cells rarely has more than some thousand different ones. Each is
read once, its faults are found once, and the rows cost four bytes each.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ikp.io.report import Fault, Report
from ikp.io.source import Cell

__all__ = ["Column"]

T = TypeVar("T")


class _Places(dict[Cell, int]):
    """Numbers keys in the order in which they are first asked for."""

    def __missing__(self, cell: Cell) -> int:
        self[cell] = place = len(self)
        return place


class Column:
    """A growing column; `index` may be asked for when it is complete."""

    def __init__(self, heading: str) -> None:
        self.heading = heading
        self._place = _Places()
        self._parts: list[NDArray[np.int32]] = []

    def add(self, cells: Sequence[Cell]) -> None:
        """Append the cells of a chunk."""
        self._parts.append(np.fromiter(map(self._place.__getitem__, cells), np.int32, len(cells)))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The different cells, in the order in which they first appear."""
        return tuple(self._place)

    @cached_property
    def index(self) -> NDArray[np.int32]:
        """Place among `cells` of every row."""
        index = np.concatenate([np.empty(0, np.int32), *self._parts])
        self._parts.clear()
        return index

    def rows_of(self, chosen: Sequence[bool]) -> NDArray[np.intp]:
        """Give the rows whose cell is chosen, one flag per different cell."""
        return np.flatnonzero(np.array([*chosen, False])[self.index]) if any(chosen) else np.empty(0, np.intp)

    def read(self, parse: Callable[[Cell], T], lines: NDArray[np.int32], report: Report) -> list[T]:
        """Read every different cell; a fault is reported at all its rows, and stands in the list."""
        found = [parse(cell) for cell in self.cells]
        self.report(found, lines, report)
        return found

    def report(self, found: Sequence[object], lines: NDArray[np.int32], report: Report) -> None:
        """Report the faults among what the different cells were read as, at all their rows."""
        rows = self.rows_of([isinstance(each, Fault) for each in found])

        def fault_of(row: int) -> Fault:
            fault = found[self.index[row]]
            assert isinstance(fault, Fault)  # noqa: S101 - only rows with faults are asked for
            return fault

        report.add_rows(rows, lines, fault_of, self.heading)

    def spread(self, values: Sequence[object], dtype: Any, *, empty: object, fault: object) -> NDArray[Any]:
        """Give the value of every row, with stand-ins for empty cells (None) and faults, shape (n,)."""
        plain = [empty if each is None else fault if isinstance(each, Fault) else each for each in values]
        spread: NDArray[Any] = np.array([*plain, empty], dtype=dtype)[self.index]
        return spread
