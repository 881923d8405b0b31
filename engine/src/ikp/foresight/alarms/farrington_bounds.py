"""From what is expected of a week to the counts that would be unusual."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc, gammaincc, ndtr, ndtri

from ikp.foresight.alarms.farrington_model import Expected
from ikp.foresight.alarms.farrington_settings import FarringtonForm, FarringtonSettings, FarringtonVariant

__all__ = ["Bounds", "bounds", "count_quantile", "count_tail"]

Vector = NDArray[np.float64]
_POWER = {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}
#: No count is asked about that is higher; a bound beyond it is no bound.
_HIGHEST = 1e15


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is unusual, an entry per series: a count above `upper`; NaN where no bound is finite."""

    lower: Vector
    upper: Vector
    score: Vector
    p: Vector
    alarm: NDArray[np.bool_]


def bounds(
    observed: Vector,
    expected: Expected,
    settings: FarringtonSettings,
    *,
    variant: FarringtonVariant = "flexible",
    form: FarringtonForm = "textbook",
) -> Bounds:
    """Give the bounds of a week, its score and its p-value.

    Parameters
    ----------
    observed : array, shape (s,)
        The week's counts.
    expected : Expected
    settings : FarringtonSettings
    variant, form
        With ``form="reference"`` the classic variant uses half of alpha, and with a negative binomial
        bound the score stands on two scales at once and decides on the alarm, as in R surveillance.

    Notes
    -----
    The score is (observed − expected) / (upper − expected). Where an upper bound is no higher than the
    mean (a rare kind of report), it says no more than the alarm does: infinite, or 0.
    """
    mean = np.exp(expected.eta)
    if settings.threshold == "delta":
        halved = variant == "classic" and form == "reference"
        lower, upper, p = _by_power(observed, mean, expected, settings, halved=halved)
    else:
        lower, upper, p = _by_counts(observed, mean, expected, settings)
    with np.errstate(divide="ignore", invalid="ignore"):
        if form == "reference":
            centre = mean if settings.threshold == "delta" else expected.eta
            score = (observed - centre) / (upper - centre)
            return Bounds(lower, upper, score, p, (score > 1) & (observed != 0))
        alarm = observed > upper
        score = np.where(upper > mean, (observed - mean) / (upper - mean), np.where(alarm, np.inf, 0.0))
    return Bounds(lower, upper, np.where(np.isnan(upper), np.nan, score), p, alarm)


def _by_power(
    observed: Vector, mean: Vector, expected: Expected, settings: FarringtonSettings, *, halved: bool
) -> tuple[Vector, Vector, Vector]:
    """Give lower, upper and p by a normal law on the transformed scale (Farrington and others 1996, section 3.4)."""
    power = _POWER[settings.power]
    level = settings.alpha / 2 if halved else settings.alpha
    # The mean's own error on the scale of counts is mean · se; tau is the variance by the mean.
    tau = expected.dispersion + mean * expected.se**2
    spread = power * np.sqrt(mean ** (2 * power - 1) * tau)
    centre, far = mean**power, ndtri(1 - level)
    lower = np.maximum(centre - far * spread, 0) ** (1 / power)
    upper = (centre + far * spread) ** (1 / power)
    return lower, upper, ndtr((centre - observed**power) / spread)


def _by_counts(
    observed: Vector, mean: Vector, expected: Expected, settings: FarringtonSettings
) -> tuple[Vector, Vector, Vector]:
    """Give lower, upper and p by the negative binomial of this mean and dispersion; Poisson where that is 1."""
    if settings.threshold == "nb-muan":
        with np.errstate(over="ignore"):
            mean = np.exp(expected.eta + ndtri(1 - settings.alpha) * expected.se)
    usable = np.isfinite(mean) & (mean < _HIGHEST)
    lower, upper, p = np.full((3, mean.size), np.nan)
    about, dispersion = mean[usable], expected.dispersion[usable]
    lower[usable] = count_quantile(settings.alpha, about, dispersion)
    upper[usable] = count_quantile(1 - settings.alpha, about, dispersion)
    p[usable] = count_tail(observed[usable], about, dispersion)
    return lower, upper, p


def count_tail(counts: Vector, mean: Vector, dispersion: Vector) -> Vector:
    """Give the probability of so many reports or more; the variance is dispersion · mean, and 1 is Poisson."""
    y = np.maximum(counts, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        negbin = betainc(y, mean / (dispersion - 1), 1 - 1 / dispersion)
    return np.where(
        counts < 1, np.where(np.isnan(counts), np.nan, 1.0), np.where(dispersion > 1, negbin, gammainc(y, mean))
    )


def count_quantile(level: float, mean: Vector, dispersion: Vector) -> Vector:
    """Give the smallest count that is not exceeded with this probability; laws as in `count_tail`."""
    low = np.full(mean.size, -1.0)
    high = np.ceil(mean + max(ndtri(level), 0) * np.sqrt(mean * dispersion))
    rows = np.arange(mean.size)
    while rows.size:  # raise what is too low
        rows = rows[_within(high[rows], mean[rows], dispersion[rows]) < level]
        low[rows] = high[rows]
        high[rows] = 2 * high[rows] + 1
        rows = rows[high[rows] < _HIGHEST]
    rows = np.flatnonzero(high - low > 1)
    while rows.size:  # halve the distance
        middle = np.floor((low[rows] + high[rows]) / 2)
        enough = _within(middle, mean[rows], dispersion[rows]) >= level
        high[rows] = np.where(enough, middle, high[rows])
        low[rows] = np.where(enough, low[rows], middle)
        rows = rows[high[rows] - low[rows] > 1]
    return high


def _within(counts: Vector, mean: Vector, dispersion: Vector) -> Vector:
    """Give the probability of no more than so many reports, at least 0 of them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        negbin = betainc(mean / (dispersion - 1), counts + 1, 1 / dispersion)
    return np.where(counts < 0, 0.0, np.where(dispersion > 1, negbin, gammaincc(counts + 1, mean)))
