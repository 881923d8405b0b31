"""Whether forecasts of counts are calibrated: the histogram of PIT values and tests on scores."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats
from ikp.foresight.evaluation.counts import CountScore, count_scores, expected_score

__all__ = ["CalibrationTest", "calibration_test", "pit_histogram", "pit_uniformity"]


@dataclass(frozen=True)
class CalibrationTest:
    """A test whether scores are what true forecasts would have had.

    Parameters
    ----------
    z : float
        Above 0 when outcomes lay farther from the forecasts than these said. NaN without an outcome.
    p : float
        Two-sided.
    n : int
        Forecasts with an outcome.
    """

    z: float
    p: float
    n: int


def pit_histogram(below: ArrayLike, at: ArrayLike, bins: int = 10) -> Floats:
    """Give the non-randomised PIT histogram of forecasts of counts as a density, shape (bins,).

    Parameters
    ----------
    below, at : array_like, shape (n,)
        Probability of less than the outcome, and of at most the outcome. NaN does not count.
    bins : int

    Returns
    -------
    array
        Mean 1; flat when calibrated, a hump for too wide forecasts, a U for too narrow ones. NaN
        without any outcome.

    Notes
    -----
    Czado, C., Gneiting, T. and Held, L. (2009). Predictive model assessment for count data.
    *Biometrics* 65, 1254-1261: each outcome spreads its mass evenly between the two probabilities.
    """
    if bins < 1:
        raise UsageError(problem("forecast-number", name="bins", least=1, found=bins))
    a, b = np.asarray(below, dtype=np.float64).ravel(), np.asarray(at, dtype=np.float64).ravel()
    known = ~(np.isnan(a) | np.isnan(b))
    a, b = a[known, np.newaxis], b[known, np.newaxis]
    if not a.size:
        return np.full(bins, np.nan)
    edges = np.linspace(0.0, 1.0, bins + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.clip((edges - a) / (b - a), 0.0, 1.0)
    mean = np.where(b > a, spread, edges >= b).mean(axis=0)
    mean[[0, -1]] = 0.0, 1.0
    return np.asarray(np.diff(mean) * bins)


def pit_uniformity(density: ArrayLike) -> float:
    """Give the mean absolute departure of a PIT histogram from 1: 0 is flat."""
    return float(np.mean(np.abs(np.asarray(density, dtype=np.float64) - 1.0)))


def calibration_test(
    y: ArrayLike,
    mu: ArrayLike,
    size: ArrayLike = np.inf,
    *,
    which: CountScore = "dss",
    method: Literal["mean", "standardised"] = "standardised",
) -> CalibrationTest:
    """Test whether Poisson or negative-binomial forecasts are calibrated.

    Parameters
    ----------
    y, mu, size : array_like, broadcast together
        Outcomes (NaN unknown) and forecasts, independent of one another if they are true.
    which : {'dss', 'logs', 'rps'}
    method : {'mean', 'standardised'}
        ``mean`` compares the plain mean of the scores with its expectation, ``standardised``
        divides each score by its standard deviation first, so that a few large counts do not decide.

    Notes
    -----
    Wei, W. and Held, L. (2014). Calibration tests for count data. *TEST* 23, 787-805.
    """
    outcome, m, r = (np.ravel(each) for each in np.broadcast_arrays(*(np.asarray(v, float) for v in (y, mu, size))))
    known = ~(np.isnan(outcome) | np.isnan(m) | np.isnan(r)) & (m > 0)
    outcome, m, r = outcome[known], m[known], r[known]
    if not outcome.size:
        return CalibrationTest(np.nan, np.nan, 0)
    expectation, variance = expected_score(m, r, which=which)
    excess = count_scores(outcome, m, r, which=which) - expectation
    weight = np.ones_like(variance) if method == "mean" else variance**-0.5
    z = float(np.sum(weight * excess) / np.sqrt(np.sum(weight**2 * variance)))
    return CalibrationTest(z, float(2.0 * ndtr(-abs(z))), outcome.size)
