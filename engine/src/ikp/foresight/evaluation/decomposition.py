"""What a Brier score is made of: miscalibration, discrimination, uncertainty.

The form that is preferred recalibrates the forecasts by isotonic regression (CORP: consistent,
optimally binned, reproducible, by pool-adjacent-violators), so that nobody chooses bins and all
three parts are at least 0. Murphy's form over fixed bins is here as well, with what its bins hide.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats, checked

__all__ = ["Decomposition", "Murphy", "decompose", "murphy", "recalibrate"]


@dataclass(frozen=True)
class Decomposition:
    """Parts of a mean Brier or ranked probability score; ``score = miscalibration - discrimination + uncertainty``.

    Parameters
    ----------
    score, miscalibration, discrimination, uncertainty : float
        Miscalibration is what recalibration would save (reliability), discrimination what the
        recalibrated forecasts save over the plain share (resolution), uncertainty the score of
        the plain share. NaN without a forecast that can be scored.
    n : int
        Forecasts that were scored.
    """

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    n: int


@dataclass(frozen=True)
class Murphy:
    """Murphy's parts over bins; ``score = reliability - resolution + uncertainty + within``.

    ``within`` is what forecasts that differ inside a bin add (Stephenson's two further terms):
    0 where all forecasts of a bin are equal.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    n: int


def recalibrate(p: ArrayLike, y: ArrayLike) -> Floats:
    """Give the isotonic regression of events (0, 1) on forecasts, shape (n,); equal forecasts stay equal."""
    forecast, event = np.asarray(p, dtype=np.float64), np.asarray(y, dtype=np.float64)
    values, index, counts = np.unique(forecast, return_inverse=True, return_counts=True)
    if not values.size:
        return forecast
    mean = np.bincount(index, weights=event) / counts
    fitted: Floats = isotonic_regression(mean, weights=counts).x[index]
    return np.clip(fitted, 0.0, 1.0)


def decompose(probability: ArrayLike, outcome: ArrayLike, *, ordered: bool = False) -> Decomposition:
    """Take the mean score of forecasts apart by isotonic recalibration.

    Parameters
    ----------
    probability : array_like, shape (n, c) or (n,)
    outcome : array_like of int, shape (n,)
        -1 unknown; such rows do not count.
    ordered : bool
        True takes the ranked probability score apart (events "at most this category"), False the
        Brier score (events "this category", summed; of "yes" alone where one column is given).

    Notes
    -----
    Dimitriadis, T., Gneiting, T. and Jordan, A. I. (2021). Stable reliability diagrams for
    probabilistic classifiers. *PNAS* 118, e2016191118.
    """
    p, y, known = checked(probability, outcome)
    p, y = p[known], y[known]
    hot = (np.arange(p.shape[1]) == y[:, np.newaxis]).astype(np.float64)
    if ordered:
        p, hot = np.cumsum(p, axis=1)[:, :-1], np.cumsum(hot, axis=1)[:, :-1]
    elif np.ndim(probability) == 1:
        p, hot = p[:, 1:], hot[:, 1:]
    if not len(y):
        return Decomposition(np.nan, np.nan, np.nan, np.nan, 0)
    score, gap, gain, plain = np.sum([_parts(p[:, j], hot[:, j]) for j in range(p.shape[1])], axis=0)
    return Decomposition(float(score), float(gap), float(gain), float(plain), len(y))


def _parts(p: Floats, y: Floats) -> tuple[float, float, float, float]:
    score = float(np.mean((p - y) ** 2))
    best = float(np.mean((recalibrate(p, y) - y) ** 2))
    plain = float(np.mean((y.mean() - y) ** 2))
    return score, score - best, plain - best, plain


def murphy(p: ArrayLike, y: ArrayLike, *, bins: int | None = 10) -> Murphy:
    """Take the mean Brier score of "yes" apart over bins of equal width, or over distinct forecasts.

    Parameters
    ----------
    p : array_like, shape (n,)
        Probability of the event; NaN does not count.
    y : array_like, shape (n,)
        1 where it came, 0 where not, -1 or NaN unknown.
    bins : int or None
        None puts only equal forecasts together; ``within`` is 0 then, up to rounding.

    Notes
    -----
    Murphy, A. H. (1973). A new vector partition of the probability score. *Journal of Applied
    Meteorology* 12, 595-600. Stephenson, D. B. et al. (2008). Two extra components in the Brier
    score decomposition. *Weather and Forecasting* 23, 752-757.
    """
    if bins is not None and bins < 1:
        raise UsageError(problem("forecast-number", name="bins", least=1, found=bins))
    both, outcome, known = checked(p, y)
    forecast, event = both[known, 1], outcome[known].astype(np.float64)
    if not event.size:
        return Murphy(np.nan, np.nan, np.nan, np.nan, np.nan, 0)
    index = _bins(forecast, bins)
    counts = np.bincount(index)
    mean_p, mean_y = (np.bincount(index, weights=each) / np.maximum(counts, 1) for each in (forecast, event))
    share = counts / event.size
    base = event.mean()
    reliability = float(share @ (mean_p - mean_y) ** 2)
    resolution = float(share @ (mean_y - base) ** 2)
    uncertainty = float(base * (1.0 - base))
    score = float(np.mean((forecast - event) ** 2))
    return Murphy(
        score, reliability, resolution, uncertainty, score - (reliability - resolution + uncertainty), event.size
    )


def _bins(forecast: Floats, bins: int | None) -> NDArray[np.intp]:
    if bins is None:
        return np.unique(forecast, return_inverse=True)[1].astype(np.intp)
    return np.minimum((forecast * bins).astype(np.intp), bins - 1)
