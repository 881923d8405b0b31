"""Which columns say what others have said already."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["explained_by_others"]

Matrix = NDArray[np.float64]


def explained_by_others(x: Matrix) -> NDArray[np.float64]:
    """Give the share of each column's variance that all the others together explain (R²), shape (k,).

    1 ÷ (1 − R²) is the variance inflation factor; a factor of 10, R² = 0.9, is where the
    literature begins to speak of redundancy.

    Parameters
    ----------
    x : array, shape (n, k)
        Rows with a NaN are left out. NaN for a column without spread, for fewer than two
        columns, and where there are no more rows than columns, since any column is then
        explained by chance.
    """
    there = x[~np.isnan(x).any(axis=1)]
    n, k = there.shape
    found = np.full(k, np.nan)
    varies = np.flatnonzero(there.min(axis=0) < there.max(axis=0)) if n else np.zeros(0, dtype=np.intp)
    if len(varies) < 2 or n <= k:
        return found
    standard = there[:, varies] - there[:, varies].mean(axis=0)
    standard /= np.sqrt((standard**2).sum(axis=0))
    # Least squares per column: inverting the correlations would fail where a column is a sum of others.
    for place, j in enumerate(varies):
        others = np.delete(standard, place, axis=1)
        fitted = others @ np.linalg.lstsq(others, standard[:, place], rcond=None)[0]
        found[j] = min(1.0, float(fitted @ fitted))
    return found
