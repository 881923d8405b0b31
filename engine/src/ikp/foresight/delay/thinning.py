"""What is still to come of a week, when something of it has come: the level meets what is reported.

With N negative binomial and each report in time with probability F, what is still to come is negative
binomial again, of mean (1 − F) m (k + y)/(k + F m) and size k + y. F is not known exactly and differs from
week to week: it is beta-distributed, and what is reported says which of its values are likely.
"""

import numpy as np
from numpy.polynomial.legendre import leggauss
from numpy.typing import NDArray
from scipy.special import betaincinv

from ikp.foresight.delay.predictive import NegativeBinomial, negative_binomial_log_pmf

__all__ = ["still_to_come"]

Array = NDArray[np.float64]
#: Places in the distribution of F, by its own probability, that stand for it, and their weights: Gauss–Legendre.
_PLACES, _WEIGHTS = ((each + shift)[:, None, None] / 2 for each, shift in zip(leggauss(11), (1.0, 0.0), strict=True))


def still_to_come(reported: Array, mean: Array, size: Array, share: Array, spread: Array) -> NegativeBinomial:
    """Combine level and delay.

    Parameters
    ----------
    reported : array, shape (w, s)
        y.
    mean, size : array, shape (w, s)
        m and k of N before anything is known.
    share, spread : array, shape (w, s)
        Mean of F, and variance of log F.

    Returns
    -------
    NegativeBinomial
        Of the mean and variance that come out when F is averaged over.
    """
    nodes = _nodes(share, spread)
    weight = negative_binomial_log_pmf(reported, nodes * mean, np.broadcast_to(size, nodes.shape))
    weight = _WEIGHTS * np.exp(weight - weight.max(axis=0))
    weight /= weight.sum(axis=0)
    rest = (1.0 - nodes) * mean * (size + reported) / (size + nodes * mean)
    mean_rest = (weight * rest).sum(axis=0)
    square = (weight * rest**2 * (1.0 + 1.0 / (size + reported))).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = mean_rest**2 / np.maximum(square - mean_rest**2, 1e-9 * mean_rest**2)
    return NegativeBinomial(reported, np.where(share >= 1, 0.0, mean_rest), np.where(share >= 1, 1.0, found))


def _nodes(share: Array, spread: Array) -> Array:
    """Give the values of F that stand for its distribution, shape (nodes, w, s)."""
    inner = np.clip(share, 1e-12, 1.0 - 1e-12)
    variance = np.clip(inner**2 * np.expm1(np.minimum(spread, 50.0)), 1e-12, 0.95 * inner * (1.0 - inner))
    total = inner * (1.0 - inner) / variance - 1.0
    found = betaincinv(inner * total, (1.0 - inner) * total, _PLACES)
    return np.asarray(np.where(np.isfinite(found), np.clip(found, 1e-12, 1.0), inner))
