"""Outliers of a column: how lopsided it is, and what tames it."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["box_cox", "box_cox_power", "is_tame", "offset_above_zero", "shape_of", "winsor_limits"]

Column = NDArray[np.float64]


def shape_of(column: Column) -> tuple[float, float]:
    """Compute skewness and excess kurtosis, NaN left out.

    The estimators G1 and G2 of Joanes and Gill (1998, The Statistician 47), corrected
    for small samples as in spreadsheets and COINr; the normal distribution has 0 and 0.
    Both are NaN below four values or when all are equal: there is no shape to speak of.
    """
    known = column[~np.isnan(column)]
    n = len(known)
    if n < 4 or known.min() == known.max():
        return np.nan, np.nan
    deviation = known - known.mean()
    square = deviation * deviation
    second, third, fourth = square.mean(), (square * deviation).mean(), (square * square).mean()
    skewness = third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = ((n + 1) * (fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return float(skewness), float(kurtosis)


def is_tame(shape: tuple[float, float], max_skewness: float, max_kurtosis: float) -> bool:
    """Tell whether a column needs no treatment: not both its skewness and its kurtosis exceed the limits.

    A column without a shape (NaN) needs none. Only heavy tails count as kurtosis.
    """
    skewness, kurtosis = shape
    return not (abs(skewness) > max_skewness and kurtosis > max_kurtosis)


def winsor_limits(
    column: Column, max_skewness: float, max_kurtosis: float, max_points: int
) -> tuple[float | None, float | None]:
    """Find the limits that a winsorisation moves outlying values to.

    While the column is not tame, the highest value (the lowest, when skewness is
    negative) is moved to the value next to it, together with those that equal it. A move
    that would make all values equal is not made: it would wipe out a rare event.

    Parameters
    ----------
    column : array, shape (n,)
        NaN is left out.
    max_points : int
        At most so many values are moved, ties counted one by one: a move that would go
        beyond is not made. (COINr makes that move, so that one tie can move many more.)

    Returns
    -------
    low, high : float or None
        None at an end where nothing is moved.
    """
    known = column[~np.isnan(column)]
    low, high = -np.inf, np.inf
    work = known
    while not is_tame(shape := shape_of(work), max_skewness, max_kurtosis):
        if shape[0] >= 0:
            next_low, next_high = low, float(work[work < work.max()].max())
            levelled = next_high == work.min()
        else:
            next_low, next_high = float(work[work > work.min()].min()), high
            levelled = next_low == work.max()
        if levelled or np.count_nonzero((known < next_low) | (known > next_high)) > max_points:
            break
        low, high = next_low, next_high
        work = np.clip(known, low, high)
    return (low if np.isfinite(low) else None), (high if np.isfinite(high) else None)


def offset_above_zero(column: Column) -> float:
    """Give what to add so that the lowest value becomes a hundredth of the range.

    The offset of the COIN tool's logarithm, ``log(x - min + 0.01 * range)``: unlike
    adding 1, it does not depend on the unit of measure. NaN is left out.
    """
    low, high = float(np.nanmin(column)), float(np.nanmax(column))
    return 0.01 * (high - low) - low


def box_cox(column: Column, power: float) -> Column:
    """Transform positive values to ``(x**power - 1) / power``, or to ``log(x)`` when the power is 0.

    Source: Box and Cox (1964), Journal of the Royal Statistical Society B 26. NaN stays NaN.
    """
    logs: Column = np.log(column)
    return logs if power == 0 else np.expm1(power * logs) / power


def box_cox_power(column: Column) -> float:
    """Find the power by maximum likelihood (Box and Cox 1964), between -5 and 5.

    The column must be positive, and not constant; NaN is left out.
    """
    from scipy import optimize  # slow to import, and few need it

    known = column[~np.isnan(column)]
    scaled = known / np.exp(np.log(known).mean())  # by the geometric mean: then the likelihood is the spread alone

    def spread(power: float) -> float:
        return float(np.log(box_cox(scaled, power).std()))

    found = optimize.minimize_scalar(spread, bounds=(-5.0, 5.0), method="bounded", options={"xatol": 1e-10})
    return float(found.x)
