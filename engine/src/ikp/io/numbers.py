"""Columns of numbers, chunk by chunk: quick where they are plain, cell by cell where they are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from ikp.events import Declaration
from ikp.io.cells import as_number, as_text, is_grouped
from ikp.io.column import Column
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Cell
from ikp.table import Missing

__all__ = ["Decimals", "NumberColumn"]

#: Nothing but plain numbers: `float` may read the cells, and one search is quicker than many calls.
_PLAIN = re.compile(r"[0-9.\n+-]*")
_THREE = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_REASONS = {Declaration.NO_DATA: Missing.NOT_REPORTED, Declaration.NOT_APPLICABLE: Missing.NOT_APPLICABLE}


@dataclass(slots=True)
class Decimals:
    """How the file writes decimals, settled by the first number that has any.

    A comma is accepted only where semicolons or tabs part the columns, and only if every
    number of the file keeps to it. Where `point_unclear`, as in a file with semicolons, ``1.234``
    says nothing of the mark: only a number like ``88.95`` shows that points stand before decimals.
    """

    comma_allowed: bool
    point_unclear: bool = False
    mark: str = ""
    cell: str = ""
    line: int = 0

    def settle(self, text: str, line: int) -> Fault | None:
        """Take the mark of a number, or say that it differs from the one before."""
        if self.leaves_open(text):
            return None
        mark = "," if "," in text else "." if "." in text else ""
        if mark and not self.mark:
            self.mark, self.cell, self.line = mark, text, line
        if mark in {"", self.mark}:
            return None
        return Fault("number-decimal-mixed", {"cell": text, "first": self.cell, "line": self.line})

    def leaves_open(self, text: str) -> bool:
        """Tell whether a number may be a thousand or have decimals: the whole file must show which."""
        return self.point_unclear and "." in text and is_grouped(text)

    @property
    def said(self) -> tuple[Said, ...]:
        return (Said("decimal-comma", {"cell": self.cell}),) if self.mark == "," else ()


class NumberColumn:
    """A growing column of numbers.

    Parameters
    ----------
    heading : str
    decimals : Decimals
        Shared by the columns of a file.
    counts : bool
        The numbers are counts of events or sums of them: negative ones are refused.
    doubt : bool
        Warn of 1.234 beside whole numbers: scores have decimals, indicators may be counts.
    """

    def __init__(self, heading: str, decimals: Decimals, *, counts: bool, doubt: bool) -> None:
        self.heading = heading
        self.decimals = decimals
        self.counts = counts
        self.size = 0
        self.reasons: list[tuple[NDArray[np.intp], Missing]] = []
        self._parts: list[NDArray[np.float64]] = []
        self._open: list[tuple[Column, NDArray[np.intp], NDArray[np.int32]]] = []
        # For the doubt about thousands: is every decimal one of three digits, and are there whole numbers beside?
        self._three: tuple[str, int] | None = None
        self._doubtful = doubt
        self._whole = False

    def add(self, cells: Sequence[Cell], lines: NDArray[np.int32], report: Report) -> None:
        """Append the cells of a chunk; what is no number goes to `report`, and is NaN."""
        values = self._plain(cells, lines)
        self._parts.append(self._exact(cells, lines, report) if values is None else values)
        self.size += len(cells)

    def values(self) -> NDArray[np.float64]:
        """Give the whole column, shape (n,); it is then forgotten, so that memory holds it once."""
        values = np.concatenate([np.empty(0), *self._parts])
        self._parts.clear()
        return values

    def doubt(self, report: Report) -> None:
        """Refuse what may be a thousand where nothing shows that it is none; else warn where every decimal could be.

        To be asked for when the whole file is read.
        """
        if self._open and self.decimals.mark != ".":
            self._refuse(report)
            return
        if self._doubtful and self._three and self._whole:
            cell, line = self._three
            fault = Fault("number-thousands-doubt", {"cell": cell, "mended": cell.replace(".", "")})
            report.add(fault, line, self.heading)

    def _refuse(self, report: Report) -> None:
        """Report every number that was left open."""
        for column, rows, lines in self._open:

            def fault_of(row: int, column: Column = column) -> Fault:
                cell = as_text(column.cells[column.index[row]])
                mended = {"thousand": cell.replace(".", ""), "decimal": cell.replace(".", ",")}
                return Fault("number-point-unclear", {"cell": cell, **mended})

            report.add_rows(rows, lines, fault_of, self.heading)

    def _plain(self, cells: Sequence[Cell], lines: NDArray[np.int32]) -> NDArray[np.float64] | None:
        """Read cells that are plain numbers or empty; None when they must be looked at one by one."""
        kinds = set(map(type, cells))
        joined = "\n".join(cells) if kinds == {str} else ""  # type: ignore[arg-type] # all are texts
        if not kinds <= {int, float, type(None)} and (kinds != {str} or not _PLAIN.fullmatch(joined)):
            return None
        try:
            values = np.array([nan if cell is None or cell == "" else float(cell) for cell in cells])  # type: ignore[arg-type] # texts or numbers
        except ValueError:
            return None
        if (
            np.isinf(values).any()
            or (self.counts and (values < 0).any())
            or ("." in joined and self.decimals.mark == ",")
        ):
            return None
        if "." in joined and not self.decimals.mark and any(map(self.decimals.leaves_open, cells)):  # type: ignore[arg-type] # all are texts
            return None
        if joined and (self._doubtful or not self.decimals.mark):
            self._note([str(cell) for cell in cells], lines)
        return values

    def _exact(self, cells: Sequence[Cell], lines: NDArray[np.int32], report: Report) -> NDArray[np.float64]:
        """Read the different cells one by one."""
        column = Column(self.heading)
        column.add(cells)
        first = lines[np.unique(column.index, return_index=True)[1]]
        read = [self._read(cell, int(line)) for cell, line in zip(column.cells, first, strict=True)]
        column.report(read, lines, report)
        if self.decimals.mark != ".":
            pairs = zip(column.cells, read, strict=True)
            rows = column.rows_of([isinstance(each, float) and self._is_open(cell) for cell, each in pairs])
            if rows.size:
                self._open.append((column, rows, lines))
        for word, why in _REASONS.items():
            rows = column.rows_of([each is word for each in read])
            if rows.size:
                self.reasons.append((rows + self.size, why))
        numbers = [nan if isinstance(each, Declaration) else each for each in read]
        return column.spread(numbers, np.float64, empty=nan, fault=nan)

    def _read(self, cell: Cell, line: int) -> float | Declaration | Fault:
        found = as_number(cell, comma=self.decimals.comma_allowed)
        if isinstance(found, Declaration):
            return 0.0 if found is Declaration.NIL else found
        if isinstance(found, float) and self.counts and found < 0:
            return Fault("count-negative", {"cell": as_text(cell)})
        if isinstance(found, float) and isinstance(cell, str) and cell.strip():
            self._note([cell.strip()], np.array([line], np.int32))
            return self.decimals.settle(cell.strip(), line) or found
        return found

    def _is_open(self, cell: Cell) -> bool:
        return isinstance(cell, str) and self.decimals.leaves_open(cell.strip())

    def _settles(self, text: str) -> bool:
        return "." in text and not self.decimals.leaves_open(text)

    def _note(self, texts: Sequence[str], lines: NDArray[np.int32]) -> None:
        """Settle the decimal mark of the file, and gather what makes three decimals doubtful."""
        joined = "\n".join(texts)
        if "." in joined and not self.decimals.mark:
            row = next((row for row, text in enumerate(texts) if self._settles(text)), None)
            if row is not None:
                self.decimals.settle(texts[row], int(lines[row]))
        if not self._doubtful:
            return
        dotted = [(text, row) for row, text in enumerate(texts) if "." in text] if "." in joined else []
        self._doubtful = all(_THREE.fullmatch(text) for text, _ in dotted)
        if dotted and self._three is None:
            self._three = dotted[0][0], int(lines[dotted[0][1]])
        self._whole = self._whole or any(text and "." not in text for text in texts)
