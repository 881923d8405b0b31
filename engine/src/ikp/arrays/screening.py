"""How much of a table is known, and how much of that is other than zero."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["known_share", "nonzero_share"]


def known_share(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Compute the share of cells with a value, 0 to 1.

    Parameters
    ----------
    values : array, shape (n, m)
        Missing is NaN.
    axis : int
        0: one share per column, shape (m,). 1: one share per row, shape (n,).
    """
    share: NDArray[np.float64] = np.mean(~np.isnan(values), axis=axis, dtype=np.float64)
    return share


def nonzero_share(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Compute the share of values other than zero among those that are known, 0 to 1.

    0 where nothing is known: a unit or an indicator without data shows no value other
    than zero. Parameters as for `known_share`.
    """
    known = ~np.isnan(values)
    nonzero: NDArray[np.float64] = np.sum(known & (values != 0.0), axis=axis, dtype=np.float64)
    share: NDArray[np.float64] = nonzero / np.maximum(known.sum(axis=axis), 1)
    return share
