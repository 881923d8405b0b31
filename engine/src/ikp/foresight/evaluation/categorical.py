"""Scores of probabilities for categories: Brier, logarithmic and ranked probability score.

All are negatively oriented (lower is better) and proper. ``outcome`` counts categories from 0,
lowest first; -1 says that the outcome is not known, and the score is NaN then. A forecast with a
NaN among its probabilities has the score NaN as well: nothing is scored that was not said.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import UsageError, problem

__all__ = ["brier_score", "checked", "log_score", "ranked_probability_score"]

_TOLERANCE = 1e-6

Floats = NDArray[np.float64]


def checked(probability: ArrayLike, outcome: ArrayLike) -> tuple[Floats, NDArray[np.intp], NDArray[np.bool_]]:
    """Give the probabilities as (n, c), the outcomes and which rows can be scored.

    A column of n probabilities is that of the second of two categories.

    Raises
    ------
    UsageError
        For shapes that do not fit, probabilities outside 0 to 1 or rows that do not sum to 1.
    """
    p = np.asarray(probability, dtype=np.float64)
    p = np.column_stack([1.0 - p, p]) if p.ndim == 1 else p
    y = np.asarray(outcome)
    y = np.where(np.isnan(y), -1, y).astype(np.intp) if y.dtype.kind == "f" else y.astype(np.intp)
    if p.ndim != 2 or y.shape != p.shape[:1] or (y.size and y.max() >= p.shape[1]):
        raise UsageError(problem("forecast-shape", probability=p.shape, outcome=y.shape))
    told = ~np.isnan(p).any(axis=1)
    kept = p[told]
    if (kept < -_TOLERANCE).any() or (np.abs(kept.sum(axis=1) - 1.0) > _TOLERANCE).any():
        raise UsageError(problem("forecast-sum", row=int(np.flatnonzero(told)[_worst(kept)]) + 1))
    return p, y, told & (y >= 0)


def _worst(p: Floats) -> int:
    return int(np.argmax(np.maximum(np.abs(p.sum(axis=1) - 1.0), -p.min(axis=1))))


def brier_score(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Score each forecast by the Brier score, shape (n,).

    Parameters
    ----------
    probability : array_like, shape (n, c) or (n,)
        Of every category, rows summing to 1; or of "yes" alone.
    outcome : array_like of int, shape (n,)
        The category that came, from 0; -1 unknown.

    Returns
    -------
    array, shape (n,)
        For one column the squared error of the probability (0 to 1); for c columns the sum of the
        squared errors of all (0 to 2, Brier's own form), twice as much where c is 2.

    Notes
    -----
    Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly
    Weather Review* 78, 1-3.
    """
    p, y, known = checked(probability, outcome)
    error = p - (np.arange(p.shape[1]) == y[:, np.newaxis])
    halved = 0.5 if np.ndim(probability) == 1 else 1.0
    return np.where(known, halved * np.sum(error**2, axis=1), np.nan)


def log_score(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Score each forecast by minus the natural logarithm of what it gave to the outcome, shape (n,).

    Infinite where the outcome was called impossible: that is what the score means, and nothing
    is cut off here.
    """
    p, y, known = checked(probability, outcome)
    given = np.take_along_axis(p, np.maximum(y, 0)[:, np.newaxis], axis=1)[:, 0]
    with np.errstate(divide="ignore"):
        return np.where(known, -np.log(np.maximum(given, 0.0)) + 0.0, np.nan)


def ranked_probability_score(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Score each forecast of ordered categories by squared errors of cumulative probabilities, shape (n,).

    The sum over the c - 1 thresholds, not divided by their number: with two categories it is
    the Brier score of "yes". A miss by two categories costs more than a miss by one.

    Notes
    -----
    Epstein, E. S. (1969). A scoring system for probability forecasts of ranked categories.
    *Journal of Applied Meteorology* 8, 985-987.
    """
    p, y, known = checked(probability, outcome)
    below = np.arange(p.shape[1]) >= y[:, np.newaxis]
    error = np.cumsum(p, axis=1) - below
    return np.where(known, np.sum(error[:, :-1] ** 2, axis=1), np.nan)
