"""Bringing a column to a common scale.

Every method but the rank-like ones is a straight line through two points: the value
that scores the lower end of the scale and the value that scores the upper end. So they
share one fast kernel, and what has to be remembered of the data is two numbers.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.rank import rank

__all__ = [
    "Line",
    "borda",
    "draw",
    "extremes",
    "line_between",
    "line_flat",
    "moments",
    "percentile_rank",
    "rank_upwards",
]

Column = NDArray[np.float64]


class Line(NamedTuple):
    """The straight line ``y = (x - origin) / span * width + start``.

    Not folded into ``x * scale + shift``: that form loses digits when values are large
    against their range, and misses the ends of the scale by a hair. Here the two anchors
    score exactly 0 and 100, which a later ``100 - y`` relies on.
    """

    origin: float
    span: float
    width: float
    start: float


def line_between(bottom: float, top: float, to: tuple[float, float]) -> Line:
    """Give the line on which `bottom` scores ``to[0]`` and `top` scores ``to[1]``; they must differ.

    For an indicator that counts downwards, `bottom` is the higher of the two.
    """
    return Line(bottom, top - bottom, to[1] - to[0], to[0])


def line_flat(score: float) -> Line:
    """Give the line on which every value has the same score; missing stays missing."""
    return Line(0.0, 1.0, 0.0, score)


def draw(column: Column, line: Line, out: Column, within: tuple[float, float] | None = None) -> None:
    """Write the scores of a column into `out`, shape (n,); `out` may be the column itself.

    Works in place, since at a million units a temporary costs more than the arithmetic.
    NaN stays NaN. `within` keeps scores between two ends.
    """
    np.subtract(column, line.origin, out=out)
    if line.span != 1.0:
        np.divide(out, line.span, out=out)
    if line.width != 1.0:
        np.multiply(out, line.width, out=out)
    if line.start != 0.0:
        np.add(out, line.start, out=out)
    if within is not None:
        np.maximum(out, min(within), out=out)
        np.minimum(out, max(within), out=out)


def extremes(column: Column) -> tuple[float, float]:
    """Find the lowest and the highest value, NaN left out; both NaN when nothing is known."""
    low, high = column.min(), column.max()
    if np.isnan(low):  # the plain reductions are faster and hand a NaN through
        low, high = np.fmin.reduce(column), np.fmax.reduce(column)
    return float(low), float(high)


def moments(column: Column) -> tuple[float, float]:
    """Compute mean and sample standard deviation (ddof 1), NaN left out.

    The standard deviation of equal values is exactly 0, not the rounding error of their
    mean; that of a single value is 0 as well. Both are NaN when nothing is known.
    """
    low, high = extremes(column)
    if np.isnan(low) or low == high:
        return low, low - low
    known = column if not np.isnan(column.min()) else column[~np.isnan(column)]
    return float(known.mean()), float(known.std(ddof=1))


def rank_upwards(column: Column) -> Column:
    """Rank from 1, the lowest value, upwards; ties take the lowest of their places. NaN stays NaN."""
    return rank(-column, ties="min")


def borda(column: Column) -> Column:
    """Count the units that have a lower value (Borda score). NaN stays NaN."""
    return rank_upwards(column) - 1.0


def percentile_rank(column: Column) -> Column:
    """Give the share of the other units that have a lower value, 0 to 1. NaN stays NaN.

    Needs two known values.
    """
    return borda(column) / (np.count_nonzero(~np.isnan(column)) - 1)
