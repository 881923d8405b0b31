"""The indicator table: units × indicators, with a reason for every missing cell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.digest import digest_arrays
from ikp.errors import DataError, problem

__all__ = ["IndicatorTable", "Missing"]

Scalar = TypeVar("Scalar", bound=np.generic)


class Missing(IntEnum):
    """Why a cell has no value. A cell that has one is `OBSERVED`; zero is a value."""

    OBSERVED = 0
    NOT_REPORTED = 1
    NOT_APPLICABLE = 2
    REJECTED = 3
    NOT_PUBLISHED = 4
    LOW_COVERAGE = 5


@dataclass(frozen=True, eq=False)
class IndicatorTable:
    """Values of indicators for units, frozen.

    Parameters
    ----------
    units : sequence of str, length n
        Codes; unique, or unique together with `periods`.
    codes : sequence of str, length m
        The indicators, in the order of the columns.
    values : array_like, shape (n, m)
        float64. **Missing is NaN**, never zero; infinities are refused. Kept column by
        column (Fortran order): an array that already is in that order is not copied,
        and must not be changed by the caller afterwards.
    reasons : array_like of uint8, shape (n, m), optional
        `Missing` of every cell. Left out, a NaN is *not reported*.
    names : sequence of str, optional
        What the units are called.
    groups, denominators : mapping of str to array, optional
        Per unit: groups for imputing by group, denominators for the step *denominate*.
    periods : sequence, optional
        Period of each row, for a panel of several editions or years.
    origin : str
        Where the data come from, in words or as a file name.
    synthetic : bool
        True for made-up data: everything that shows it must say *SINTETIS*.

    Raises
    ------
    DataError
        For shapes that do not fit, units that stand twice, infinities, no units.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    values: NDArray[np.float64]
    reasons: NDArray[np.uint8] | None = None
    names: tuple[str, ...] | None = None
    groups: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    denominators: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    periods: tuple[Any, ...] | None = None
    origin: str = ""
    synthetic: bool = False

    def __init__(
        self,
        units: Sequence[str],
        codes: Sequence[str],
        values: ArrayLike,
        reasons: ArrayLike | None = None,
        *,
        names: Sequence[str] | None = None,
        groups: Mapping[str, ArrayLike] | None = None,
        denominators: Mapping[str, ArrayLike] | None = None,
        periods: Sequence[Any] | None = None,
        origin: str = "",
        synthetic: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "units", tuple(units))
        put(self, "codes", tuple(codes))
        put(self, "names", None if names is None else tuple(names))
        put(self, "periods", None if periods is None else tuple(periods))
        put(self, "origin", origin)
        put(self, "synthetic", synthetic)
        put(self, "groups", _frozen_columns(groups, None))
        put(self, "denominators", _frozen_columns(denominators, np.float64))
        if not self.units:
            raise DataError(problem("table-empty"))
        self._refuse_duplicates()
        self._take_in(values, reasons)

    def _take_in(self, values: ArrayLike, reasons: ArrayLike | None) -> None:
        matrix = np.asarray(values, dtype=np.float64, order="F")
        if matrix.shape != (len(self.units), len(self.codes)):
            raise DataError(problem("table-shape", shape=matrix.shape, units=len(self.units), codes=len(self.codes)))
        object.__setattr__(self, "values", _read_only(matrix))
        object.__setattr__(self, "reasons", self._settle(matrix, reasons))

    def _refuse_duplicates(self) -> None:
        keys: Sequence[Any] = self.units if self.periods is None else list(zip(self.units, self.periods, strict=True))
        if len(set(keys)) == len(keys):
            return
        twice = [key for key, times in Counter(keys).items() if times > 1]
        raise DataError([problem("table-duplicate", unit=key) for key in twice[:20]])

    def _settle(self, matrix: NDArray[np.float64], reasons: ArrayLike | None) -> NDArray[np.uint8] | None:
        """Check for infinities and give every NaN a reason; None when nothing is missing."""
        # A sum is infinite or NaN as soon as one cell is: one fast pass settles the usual column.
        with np.errstate(over="ignore", invalid="ignore"):
            if np.isfinite(matrix.sum(axis=0)).all():
                return None
        infinite = np.isinf(matrix)
        if infinite.any():
            column, row = np.argwhere(infinite.T)[0]
            raise DataError(problem("table-infinite", code=self.codes[column], unit=self.units[row]))
        missing = np.isnan(matrix)
        if not missing.any():  # a sum of finite numbers was too large
            return None
        settled = missing.view(np.uint8)  # 1 is *not reported*
        if reasons is not None:
            given = np.asarray(reasons, dtype=np.uint8)
            if given.shape != matrix.shape:
                raise DataError(problem("table-shape", shape=given.shape, units=len(self.units), codes=len(self.codes)))
            settled *= np.maximum(given, int(Missing.NOT_REPORTED))
        return _read_only(settled)

    # --- looking things up ---------------------------------------------------------
    def __len__(self) -> int:
        return len(self.units)

    @property
    def has_missing(self) -> bool:
        return self.reasons is not None

    @cached_property
    def column_of(self) -> Mapping[str, int]:
        return {code: j for j, code in enumerate(self.codes)}

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Row of each unit; in a panel, of its last row."""
        return {unit: i for i, unit in enumerate(self.units)}

    def column(self, code: str) -> NDArray[np.float64]:
        """Give an indicator's values, shape (n,)."""
        return self.values[:, self.column_of[code]]

    def reason(self, code: str) -> NDArray[np.uint8]:
        """Give an indicator's reasons, shape (n,); all `OBSERVED` when nothing is missing."""
        if self.reasons is None:
            return np.zeros(len(self), dtype=np.uint8)
        return self.reasons[:, self.column_of[code]]

    def group(self, name: str) -> NDArray[Any]:
        """Give a group column, or raise `DataError` naming those there are."""
        return self._lookup("group", name, self.groups)

    def denominator(self, name: str) -> NDArray[np.float64]:
        """Give a denominator column, or raise `DataError` naming those there are."""
        return self._lookup("denominator", name, self.denominators)

    @staticmethod
    def _lookup(what: str, name: str, columns: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
        if name not in columns:
            raise DataError(problem("table-group", what=what, name=name, known=sorted(columns) or "-"))
        return columns[name]

    # --- varying -------------------------------------------------------------------
    def with_values(self, values: NDArray[np.float64], reasons: NDArray[np.uint8] | None = None) -> "IndicatorTable":
        """Give the same units and indicators with other values; the labels are shared and not checked anew."""
        same = object.__new__(IndicatorTable)
        for each in fields(self):
            object.__setattr__(same, each.name, getattr(self, each.name))
        same._take_in(values, reasons)
        return same

    def take(self, rows: NDArray[np.intp]) -> "IndicatorTable":
        """Give the named rows, in that order."""
        reasons = None if self.reasons is None else self.reasons[rows]
        return self._rebuilt([self.units[i] for i in rows], self.codes, self.values[rows], reasons, rows)

    def select(self, codes: Sequence[str]) -> "IndicatorTable":
        """Give the named indicators, in that order, without copying when nothing changes.

        Raises
        ------
        DataError
            If the table lacks some of them.
        """
        if tuple(codes) == self.codes:
            return self
        lacking = [code for code in codes if code not in self.column_of]
        if lacking:
            raise DataError(problem("table-indicators", count=len(lacking), codes=lacking))
        columns = [self.column_of[code] for code in codes]
        reasons = None if self.reasons is None else self.reasons[:, columns]
        return self._rebuilt(self.units, codes, self.values[:, columns], reasons, slice(None))

    def _rebuilt(
        self,
        units: Sequence[str],
        codes: Sequence[str],
        values: NDArray[np.float64],
        reasons: NDArray[np.uint8] | None,
        rows: Any,
    ) -> "IndicatorTable":
        def pick(labels: tuple[Any, ...] | None) -> list[Any] | tuple[Any, ...] | None:
            return labels if labels is None or isinstance(rows, slice) else [labels[i] for i in rows]

        return IndicatorTable(
            units,
            codes,
            values,
            reasons,
            names=pick(self.names),
            groups={name: column[rows] for name, column in self.groups.items()},
            denominators={name: column[rows] for name, column in self.denominators.items()},
            periods=pick(self.periods),
            origin=self.origin,
            synthetic=self.synthetic,
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of units, periods, indicators, values and reasons."""
        header = {
            "units": self.units,
            "periods": None if self.periods is None else [str(period) for period in self.periods],
            "codes": self.codes,
            "synthetic": self.synthetic,
            "denominators": {name: column.tolist() for name, column in self.denominators.items()},
            "groups": {name: [str(v) for v in column] for name, column in self.groups.items()},
        }
        columns = [*self.values.T, *([] if self.reasons is None else self.reasons.T)]
        return digest_arrays(header, columns)


def _read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    view = array.view()
    view.flags.writeable = False
    return view


def _frozen_columns(columns: Mapping[str, ArrayLike] | None, dtype: Any) -> Mapping[str, NDArray[Any]]:
    return MappingProxyType({k: _read_only(np.asarray(v, dtype=dtype)) for k, v in (columns or {}).items()})
