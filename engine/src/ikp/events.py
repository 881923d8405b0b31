"""Events: what offices report, before it becomes the value of an indicator.

An office writes a row for a thing that happened (how often, how grave), or declares
about an indicator that nothing happened, that it has no data, or that the indicator
does not apply. Silence is none of these: what it means is settled by the recipe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.digest import digest_arrays
from ikp.errors import DataError, problem
from ikp.problems import Problem

__all__ = ["DECLARED", "Declaration", "EventLog"]

#: So many contradictions are reported one by one; a log with more has another fault.
_MOST = 1000


class Declaration(IntEnum):
    """What an office says about an indicator besides events; `NONE` is the row of an event."""

    NONE = 0
    NIL = 1
    NO_DATA = 2
    NOT_APPLICABLE = 3


#: How a declaration is shown, in both languages at once.
DECLARED: Mapping[Declaration, str] = {
    Declaration.NIL: "nil / nihil",
    Declaration.NO_DATA: "no data / tidak ada data",
    Declaration.NOT_APPLICABLE: "not applicable / tidak berlaku",
}


@dataclass(frozen=True, eq=False)
class EventLog:
    """Rows about events, column by column, frozen. Ten million rows take some 300 MB.

    Parameters
    ----------
    units : sequence of str
        The codes of the units that appear.
    unit_index : array_like of int, shape (n,)
        Place in `units` of each row.
    codes : sequence of str
        The codes of the indicators.
    code_index : array_like of int, shape (n,)
        Place in `codes` of each row.
    count : array_like of int, shape (n,)
        How many events the row stands for; 0 says that nothing happened, and is 0 in a declaration.
    grade : array_like of int, shape (n,), optional
        How grave they are; 0 where no grade is given.
    date : array_like of datetime64[D], shape (n,), optional
        NaT where none is given.
    declaration : array_like of int, shape (n,), optional
        `Declaration` of each row.
    lines : array_like of int, shape (n,), optional
        Line in the file that the row was read from.
    names : mapping, optional
        Unit to what it is called.
    periods, period_index : sequence, array_like of int
        For a panel: the periods, and the place in them of each row.
    origin : str
        Where the rows come from.
    synthetic : bool
        True for made-up events: everything that shows them must say *SINTETIS*.

    Raises
    ------
    DataError
        For columns of different length, places out of range, negative counts.
    """

    units: tuple[str, ...]
    unit_index: NDArray[np.int32]
    codes: tuple[str, ...]
    code_index: NDArray[np.int32]
    count: NDArray[np.int64]
    grade: NDArray[np.int16]
    date: NDArray[np.datetime64]
    declaration: NDArray[np.uint8]
    lines: NDArray[np.int32] | None
    names: Mapping[str, str]
    periods: tuple[str, ...] | None
    period_index: NDArray[np.int32] | None
    origin: str = ""
    synthetic: bool = False

    def __init__(
        self,
        units: Sequence[str],
        unit_index: ArrayLike,
        codes: Sequence[str],
        code_index: ArrayLike,
        count: ArrayLike,
        *,
        grade: ArrayLike | None = None,
        date: ArrayLike | None = None,
        declaration: ArrayLike | None = None,
        lines: ArrayLike | None = None,
        names: Mapping[str, str] | None = None,
        periods: Sequence[str] | None = None,
        period_index: ArrayLike | None = None,
        origin: str = "",
        synthetic: bool = False,
    ) -> None:
        size = np.size(count)
        columns: dict[str, tuple[ArrayLike | None, Any]] = {
            "unit_index": (unit_index, np.int32),
            "code_index": (code_index, np.int32),
            "count": (count, np.int64),
            "grade": (np.zeros(size) if grade is None else grade, np.int16),
            "date": (np.full(size, "NaT") if date is None else date, "datetime64[D]"),
            "declaration": (np.zeros(size) if declaration is None else declaration, np.uint8),
            "lines": (lines, np.int32),
            "period_index": (period_index, np.int32),
        }
        labels: dict[str, Any] = {
            "units": tuple(units),
            "codes": tuple(codes),
            "names": dict(names or {}),
            "periods": None if periods is None else tuple(periods),
            "origin": origin,
            "synthetic": synthetic,
        }
        for name, (column, dtype) in columns.items():
            object.__setattr__(self, name, None if column is None else _column(name, column, dtype, size))
        for name, label in labels.items():
            object.__setattr__(self, name, label)
        self._refuse_misfits()

    def _refuse_misfits(self) -> None:
        if self.count.size and self.count.min() < 0:
            raise DataError(problem("count-negative", cell=self.count.min()))
        places = {
            "unit_index": (self.unit_index, self.units),
            "code_index": (self.code_index, self.codes),
            "period_index": (self.period_index, self.periods or ()),
            "declaration": (self.declaration, tuple(Declaration)),
        }
        for name, (index, labels) in places.items():
            if index is not None and index.size and (index.min() < 0 or index.max() >= len(labels)):
                raise DataError(problem("events-index", column=name, count=len(labels)))

    def __len__(self) -> int:
        return self.count.size

    @property
    def is_event(self) -> NDArray[np.bool_]:
        """Which rows report events (or a count of 0) and declare nothing, shape (n,)."""
        return np.equal(self.declaration, Declaration.NONE)

    @cached_property
    def contradictions(self) -> tuple[Problem, ...]:
        """Declarations about a unit, an indicator and a period that another row contradicts.

        A declaration contradicts events of the same unit, indicator and period, and another
        declaration than itself. A row with the count 0 contradicts only *no data* and *not
        applicable*: reports of several months may well hold zeros beside events.
        """
        declared = np.flatnonzero(self.declaration)
        if declared.size == 0:
            return ()
        cell = self._cells()
        # What each row says of its cell: 0 is said by a count of zero, as by nil.
        events = np.where(self.count > 0, np.uint8(len(Declaration)), np.uint8(Declaration.NIL))
        says = np.where(self.is_event, events, self.declaration)
        order = declared[np.argsort(cell[declared], kind="stable")]
        cells, first = np.unique(cell[order], return_index=True)
        place = np.minimum(np.searchsorted(cells, cell), cells.size - 1)
        speaker = order[first[place]]
        against = np.flatnonzero((cells[place] == cell) & (says != self.declaration[speaker]))
        against = against[np.unique(speaker[against], return_index=True)[1]]
        return tuple(self._contradiction(speaker[row], row) for row in against[:_MOST])

    def _cells(self) -> NDArray[np.int64]:
        """Number the combinations of period, unit and indicator, shape (n,)."""
        period = np.int64(0) if self.period_index is None else self.period_index.astype(np.int64)
        return (period * len(self.units) + self.unit_index) * len(self.codes) + self.code_index

    def _contradiction(self, row: int, other: int) -> Problem:
        lines = np.arange(1, len(self) + 1) if self.lines is None else self.lines
        params = {
            "unit": self.units[self.unit_index[row]],
            "code": self.codes[self.code_index[row]],
            "declaration": DECLARED[Declaration(self.declaration[row])],
            "other": int(lines[other]),
        }
        return Problem("declaration-contradicted", params, line=int(lines[row]))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the rows say; not of the lines that they stood in."""
        header = {"units": self.units, "codes": self.codes, "periods": self.periods, "synthetic": self.synthetic}
        days = np.where(np.isnat(self.date), np.nan, self.date.astype(np.float64))
        index = [self.unit_index, self.code_index, *([] if self.period_index is None else [self.period_index])]
        columns = [*index, self.count, self.grade, self.declaration, days]
        return digest_arrays(header, (np.asarray(column, dtype=np.float64) for column in columns))


def _column(name: str, column: ArrayLike, dtype: Any, size: int) -> NDArray[Any]:
    """Give a read-only view; the caller's array is not copied where it already fits."""
    array = np.asarray(column)
    array = array if array.dtype == dtype else array.astype(dtype)
    if array.shape != (size,):
        raise DataError(problem("events-columns", column=name, found=array.shape, expected=size))
    view = array.view()
    view.flags.writeable = False
    return view
