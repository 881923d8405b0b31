"""Many outcomes, one index: p-values corrected for how many were looked at."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["benjamini_hochberg", "holm"]

Vector = NDArray[np.float64]


def holm(p: ArrayLike) -> Vector:
    """Correct for the chance of any false finding: Holm, *Scand. J. Statist.* 6 (1979), 65-70.

    Parameters
    ----------
    p : array, shape (m,)
        NaN is no test: it is not counted and stays NaN.
    """
    return _adjusted(p, lambda ordered: np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1)))


def benjamini_hochberg(p: ArrayLike) -> Vector:
    """Correct for the share of false findings: Benjamini and Hochberg, *J. R. Statist. Soc. B* 57 (1995), 289-300.

    Parameters
    ----------
    p : array, shape (m,)
        NaN is no test: it is not counted and stays NaN.
    """

    def step_up(ordered: Vector) -> Vector:
        scaled = ordered * len(ordered) / np.arange(1, len(ordered) + 1)
        found: Vector = np.minimum.accumulate(scaled[::-1])[::-1]
        return found

    return _adjusted(p, step_up)


def _adjusted(p: ArrayLike, rule: Callable[[Vector], Vector]) -> Vector:
    given = np.asarray(p, dtype=np.float64)
    out = np.full(given.shape, np.nan)
    places = np.flatnonzero(~np.isnan(given))
    order = places[np.argsort(given[places], kind="stable")]
    out[order] = np.minimum(rule(given[order]), 1.0)
    return out
