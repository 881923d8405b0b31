"""Ranks of a column of scores."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Ties", "rank"]

Ties = Literal["min", "dense", "average"]


def rank(values: ArrayLike, ties: Ties = "min") -> NDArray[np.float64]:
    """Rank a column; 1 is the highest value.

    Parameters
    ----------
    values : array_like, shape (n,)
        Missing is NaN, gets no rank and does not count.
    ties : {'min', 'dense', 'average'}
        Equal values share the best of their places (1, 2, 2, 4), the next whole number
        (1, 2, 2, 3), or the mean of their places (1, 2.5, 2.5, 4).

    Returns
    -------
    array of float64, shape (n,)
        NaN where the value is NaN. Float64 also for whole ranks, since NaN must fit in.

    Notes
    -----
    Values are compared exactly, as they are: a score rounded beforehand makes ties that
    are not there, and float32 changes ranks wherever scores lie close together.
    """
    column = np.asarray(values, dtype=np.float64)
    order = np.argsort(-column)  # NaN goes last, whatever its sign
    known = len(column) - int(np.count_nonzero(np.isnan(column)))
    order = order[:known]
    ordered = column[order]
    fresh = np.ones(known, dtype=np.bool_)  # where a value differs from the one before
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    places: NDArray[np.float64]
    if fresh.all():
        places = np.arange(1.0, known + 1)
    else:
        first = np.flatnonzero(fresh)
        sizes = np.diff(first, append=known)
        match ties:
            case "min":
                shared = first + 1.0
            case "dense":
                shared = np.arange(1.0, len(first) + 1)
            case "average":
                shared = first + (sizes + 1) / 2
        places = np.repeat(shared, sizes)
    ranks = np.full(len(column), np.nan)
    ranks[order] = places
    return ranks
