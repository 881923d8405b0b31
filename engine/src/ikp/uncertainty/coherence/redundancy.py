"""Which columns say what others have said already."""

import numpy as np
from numpy.typing import NDArray

from ikp.uncertainty.coherence.correlation import pairwise

__all__ = ["explained_by_others"]

Matrix = NDArray[np.float64]


def explained_by_others(x: Matrix) -> NDArray[np.float64]:
    """Give the share of each column's variance that all the others together explain (R²), shape (k,).

    1 ÷ (1 − R²) is the variance inflation factor; a factor of 10, R² = 0.9, is where the
    literature begins to speak of redundancy.

    Parameters
    ----------
    x : array, shape (n, k)
        With gaps, each pair of columns is correlated on the rows that both have. NaN for a
        column without spread, for fewer than two columns, and where there are no more rows than
        columns, since any column is then explained by chance.
    """
    correlation, n = pairwise(x)
    k = x.shape[1]
    found = np.full(k, np.nan)
    varies = np.flatnonzero(~np.isnan(np.diagonal(correlation)))
    known = correlation[np.ix_(varies, varies)]
    if len(varies) < 2 or n <= k or np.isnan(known).any():
        return found
    for place, j in enumerate(varies):
        others = np.delete(np.arange(len(varies)), place)
        # Least squares, not an inverse: that fails where a column is a sum of others.
        toward = known[others, place]
        weights = np.linalg.lstsq(known[np.ix_(others, others)], toward, rcond=1e-10)[0]
        found[j] = min(1.0, max(0.0, float(toward @ weights)))
    return found
