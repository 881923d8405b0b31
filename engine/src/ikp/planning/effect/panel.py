"""Outcomes of units over periods, and when each unit's programme began."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, problem

__all__ = ["Panel"]

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Panel:
    """A balanced panel, frozen.

    Units without an outcome in every period are left out by whoever calls, and counted: a unit that
    comes and goes would change who is compared with whom.

    Parameters
    ----------
    units : sequence of str, length n
    periods : sequence of str, length t
        In their order.
    outcome : array_like, shape (n, t)
        The same measure, made by the same method, in every period.
    start : array_like of int, shape (n,)
        Place of the first period in which a unit's programme was at work; −1 where there was none
        in any period.

    Raises
    ------
    DataError
        For shapes that do not fit, missing or infinite outcomes, starts out of range, fewer than two periods.
    """

    units: tuple[str, ...]
    periods: tuple[str, ...]
    outcome: Matrix
    start: NDArray[np.intp]

    def __init__(self, units: Sequence[str], periods: Sequence[str], outcome: ArrayLike, start: ArrayLike) -> None:
        values, began = np.array(outcome, dtype=np.float64), np.array(start, dtype=np.intp)
        shape = (len(units), len(periods))
        if values.shape != shape or began.shape != shape[:1]:
            raise DataError(problem("effect-shape", outcome=values.shape, start=began.shape, wanted=shape))
        if shape[1] < 2:
            raise DataError(problem("effect-periods", found=shape[1]))
        lacking = np.flatnonzero(~np.isfinite(values).all(axis=1))
        if lacking.size:
            raise DataError(problem("effect-missing", count=lacking.size, unit=units[lacking[0]]))
        if ((began < -1) | (began >= shape[1])).any():
            raise DataError(problem("effect-start", last=shape[1] - 1))
        for array in (values, began):
            array.flags.writeable = False
        own = {"units": tuple(units), "periods": tuple(periods), "outcome": values, "start": began}
        for name, value in own.items():
            object.__setattr__(self, name, value)

    @property
    def groups(self) -> tuple[int, ...]:
        """Periods in which programmes began, in their order; those from the first period on have no *before*."""
        return tuple(sorted({int(each) for each in self.start if each > 0}))
