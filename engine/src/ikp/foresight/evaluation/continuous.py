"""Scores of normal forecasts and of samples, of one number or of several together."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import logsumexp, ndtr

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats

__all__ = [
    "crps_kernel",
    "crps_normal",
    "crps_sample",
    "energy_score",
    "kernel_score",
    "log_score_kernel",
    "log_score_normal",
    "sample_moments",
    "variogram_score",
]

_ROOT_PI = np.sqrt(np.pi)


def crps_normal(y: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Floats:
    """Give the continuous ranked probability score of a normal forecast (Gneiting et al. 2005, MWR 133)."""
    s = np.asarray(sd, dtype=np.float64)
    z = (np.asarray(y, dtype=np.float64) - np.asarray(mean, dtype=np.float64)) / s
    return np.asarray(s * (z * (2.0 * ndtr(z) - 1.0) + 2.0 * _density(z) - 1.0 / _ROOT_PI))


def log_score_normal(y: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Floats:
    """Give minus the log density of a normal forecast."""
    s = np.asarray(sd, dtype=np.float64)
    z = (np.asarray(y, dtype=np.float64) - np.asarray(mean, dtype=np.float64)) / s
    return np.asarray(0.5 * z**2 + np.log(s) + 0.5 * np.log(2.0 * np.pi))


def crps_sample(y: ArrayLike, sample: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Give the CRPS of an empirical distribution.

    Parameters
    ----------
    y : array_like, shape (n,)
    sample : array_like, shape (n, m)
        Draws of each forecast; a row with a NaN has the score NaN.
    weights : array_like, shape (n, m) or (m,), optional
        At least 0, with a sum above 0 in each row.

    Notes
    -----
    ``E|X - y| - E|X - X'| / 2`` over the sorted sample, in the order of m log m.
    """
    x, outcome = np.asarray(sample, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.ndim != 2 or outcome.shape != x.shape[:1]:
        raise UsageError(problem("forecast-shape", probability=x.shape, outcome=outcome.shape))
    w = np.broadcast_to(np.ones(x.shape[1]) if weights is None else np.asarray(weights, dtype=np.float64), x.shape)
    order = np.argsort(x, axis=1, kind="stable")
    x, w = np.take_along_axis(x, order, axis=1), np.take_along_axis(w, order, axis=1)
    w = w / w.sum(axis=1, keepdims=True)
    middle = np.cumsum(w, axis=1) - 0.5 * w
    gap = x - outcome[:, np.newaxis]
    # 2 sum w (x - y) (1{y < x} - F(x-) - w/2): Laio and Tamea 2007.
    return np.asarray(2.0 * np.sum(w * gap * ((gap > 0) - middle), axis=1))


def sample_moments(sample: ArrayLike) -> tuple[Floats, Floats]:
    """Give mean and variance (divided by m) of each row, as the score of Dawid and Sebastiani takes them."""
    x = np.asarray(sample, dtype=np.float64)
    return x.mean(axis=-1), x.var(axis=-1)


def _bandwidth(x: Floats) -> Floats:
    """Give Silverman's rule (1986, eq. 3.30) with the factor 1.06."""
    low, high = np.quantile(x, [0.25, 0.75], axis=-1)
    spread = np.minimum(x.std(axis=-1, ddof=1), (high - low) / 1.34)
    return np.asarray(1.06 * spread * x.shape[-1] ** -0.2)


def crps_kernel(y: ArrayLike, sample: ArrayLike) -> Floats:
    """Give the CRPS of a sample smoothed by a normal kernel (bandwidth by Silverman), shape (n,)."""
    x, outcome = np.asarray(sample, dtype=np.float64), np.asarray(y, dtype=np.float64)
    h = _bandwidth(x)[:, np.newaxis]
    to_y = _absolute(x - outcome[:, np.newaxis], h).mean(axis=1)
    among = _absolute(x[:, :, np.newaxis] - x[:, np.newaxis, :], np.sqrt(2.0) * h[..., np.newaxis]).mean(axis=(1, 2))
    return np.asarray(to_y - 0.5 * among)


def log_score_kernel(y: ArrayLike, sample: ArrayLike) -> Floats:
    """Give minus the log density of a sample smoothed by a normal kernel (bandwidth by Silverman), shape (n,)."""
    x, outcome = np.asarray(sample, dtype=np.float64), np.asarray(y, dtype=np.float64)
    h = _bandwidth(x)[:, np.newaxis]
    z = (outcome[:, np.newaxis] - x) / h
    density = logsumexp(-0.5 * z**2, axis=1) - np.log(x.shape[1] * h[:, 0]) - 0.5 * np.log(2.0 * np.pi)
    return np.asarray(-density)


def _absolute(mean: Floats, sd: Floats) -> Floats:
    """Give the mean of the absolute value of a normal variable."""
    z = mean / sd
    return np.asarray(2.0 * sd * _density(z) + mean * (2.0 * ndtr(z) - 1.0))


def _density(z: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi))


# --- several numbers together ----------------------------------------------------------------
def _shaped(y: ArrayLike, sample: ArrayLike) -> tuple[Floats, Floats]:
    x, outcome = np.asarray(sample, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.ndim != 2 or outcome.shape != x.shape[:1]:
        raise UsageError(problem("forecast-shape", probability=x.shape, outcome=outcome.shape))
    return outcome, x


def energy_score(y: ArrayLike, sample: ArrayLike) -> float:
    """Give the energy score of one forecast of d numbers: y (d,), sample (d, m)."""
    outcome, x = _shaped(y, sample)
    to_y = np.linalg.norm(x - outcome[:, np.newaxis], axis=0).mean()
    among = np.sqrt(_square_distances(x)).mean()
    return float(to_y - 0.5 * among)


def variogram_score(y: ArrayLike, sample: ArrayLike, *, power: float = 0.5, weights: Any = None) -> float:
    """Give the variogram score of Scheuerer and Hamill (2015) of one forecast: y (d,), sample (d, m).

    Summed over all ordered pairs of numbers; ``weights`` (d, d) are 1 where left out.
    """
    outcome, x = _shaped(y, sample)
    w = np.ones((len(outcome),) * 2) if weights is None else np.asarray(weights, dtype=np.float64)
    expected = (np.abs(x[:, np.newaxis] - x[np.newaxis]) ** power).mean(axis=2)
    seen = np.abs(outcome[:, np.newaxis] - outcome[np.newaxis]) ** power
    return float(np.sum(w * (seen - expected) ** 2))


def kernel_score(y: ArrayLike, sample: ArrayLike) -> float:
    """Give the kernel score (squared maximum mean discrepancy) with a Gaussian kernel of width 1: y (d,), (d, m)."""
    outcome, x = _shaped(y, sample)
    to_y = np.exp(-0.5 * np.sum((x - outcome[:, np.newaxis]) ** 2, axis=0)).mean()
    return float(0.5 * np.exp(-0.5 * _square_distances(x)).mean() - to_y)


def _square_distances(x: Floats) -> Floats:
    return np.asarray(np.sum((x[:, :, np.newaxis] - x[:, np.newaxis, :]) ** 2, axis=0))
