"""Intervals: how often they hold the outcome, how wide they are, and the score that weighs both."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats

__all__ = ["Coverage", "coverage", "interval_score", "pinball_loss", "proportion_interval", "weighted_interval_score"]


@dataclass(frozen=True)
class Coverage:
    """How often intervals held the outcome.

    Parameters
    ----------
    level : float
        What was promised.
    share, low, high : float
        What was kept, with the interval of Jeffreys at 95 %; NaN without an outcome.
    width : float
        Mean width of the intervals.
    n : int
    """

    level: float
    share: float
    low: float
    high: float
    width: float
    n: int


def proportion_interval(hits: ArrayLike, of: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Give the interval of Jeffreys of a share (Brown, Cai and DasGupta 2001); NaN where ``of`` is 0."""
    k, n = np.asarray(hits, dtype=np.float64), np.asarray(of, dtype=np.float64)
    tail = (1.0 - confidence) / 2.0
    low = np.where(k > 0, betaincinv(k + 0.5, n - k + 0.5, tail), 0.0)
    high = np.where(k < n, betaincinv(k + 0.5, n - k + 0.5, 1.0 - tail), 1.0)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def coverage(y: ArrayLike, low: ArrayLike, high: ArrayLike, level: float) -> Coverage:
    """Count how often intervals (ends included) hold the outcome; NaN anywhere does not count."""
    outcome, a, b = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (y, low, high)))
    known = ~(np.isnan(outcome) | np.isnan(a) | np.isnan(b))
    n = int(known.sum())
    if not n:
        return Coverage(level, np.nan, np.nan, np.nan, np.nan, 0)
    hits = int(((outcome >= a) & (outcome <= b))[known].sum())
    below, above = proportion_interval(hits, n)
    return Coverage(level, hits / n, float(below), float(above), float((b - a)[known].mean()), n)


def interval_score(y: ArrayLike, low: ArrayLike, high: ArrayLike, level: float) -> Floats:
    """Score central intervals: the width, and 2 / (1 - level) times what an outcome lies outside.

    Notes
    -----
    Gneiting, T. and Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and
    estimation. *JASA* 102, 359-378, eq. 43.
    """
    _check_level(level)
    outcome, a, b = (np.asarray(each, dtype=np.float64) for each in (y, low, high))
    outside = np.maximum(a - outcome, 0.0) + np.maximum(outcome - b, 0.0)
    return np.asarray(b - a + 2.0 / (1.0 - level) * outside)


def pinball_loss(y: ArrayLike, quantile: ArrayLike, share: ArrayLike) -> Floats:
    """Score quantiles: (y - q) share above, (q - y) (1 - share) below."""
    gap, tau = np.asarray(y, dtype=np.float64) - np.asarray(quantile), np.asarray(share, dtype=np.float64)
    return np.asarray(np.maximum(tau * gap, (tau - 1.0) * gap))


def weighted_interval_score(y: ArrayLike, quantiles: ArrayLike, shares: ArrayLike) -> Floats:
    """Score a set of quantiles: twice the mean pinball loss, near the CRPS for many (Bracher et al. 2021).

    Parameters
    ----------
    y : array_like, shape (n,)
    quantiles : array_like, shape (n, q)
    shares : array_like, shape (q,)
    """
    outcome = np.asarray(y, dtype=np.float64)[..., np.newaxis]
    return np.asarray(2.0 * pinball_loss(outcome, quantiles, np.asarray(shares, dtype=np.float64)).mean(axis=-1))


def _check_level(level: float) -> None:
    if not 0.0 < level < 1.0:
        raise UsageError(problem("forecast-level", level=level))
