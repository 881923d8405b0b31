"""How a delay changes: how fast old weeks should be forgotten, and where it is heading.

A trend makes each further week of delay more or less likely by the same factor,
P(x) ∝ P₀(x) exp(slope · x · weeks); the log odds of the reverse hazard of x then change by the slope
times x less the mean of the shorter delays. All series together tell. Each candidate, a half-life with
or without a trend, predicts the reverse hazards of each next week from the weeks before it; the one that
did so best is taken, and a simpler one where that did nearly as well.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, expit, logit

from ikp.foresight.delay.hazards import FAINT, STRENGTHS

__all__ = ["Change", "change_of"]

Array = NDArray[np.float64]
#: Candidates, in weeks; infinite where old weeks are as good as new ones.
_HALF_LIVES = (np.inf, 52.0, 26.0, 12.0, 6.0, 3.0)
#: Those that may have a trend: over fewer weeks a step looks like one.
_TRENDS = (np.inf, 52.0, 26.0)
#: Standard deviation of the trend a priori: the odds of one more week of delay change by 2 % from week to week.
_SLOPE = 0.02


@dataclass(frozen=True)
class Change:
    """How the delay of all series together changes.

    Attributes
    ----------
    half_life : float
        Weeks after which an observation counts half; infinite where the delay is the same at all times.
    slope, variance : float
        Change of the log odds of one more week of delay from week to week, and the variance of that.
    lift : array, shape (d + 1,)
        What the slope is multiplied with for each delay.
    reach : array, shape (d + 1,)
        How much of the slope the log odds of each reverse hazard have gone through between the weeks that they
        are learned from and the last week.
    doubt : array, shape (d + 1,)
        Mean square of what the other candidates make of log F, by how likely they are.
    """

    half_life: float
    slope: float
    variance: float
    lift: Array
    reach: Array
    doubt: Array

    def now(self, hazard: Array) -> Array:
        """Give the hazards of the last week from those of the weeks that they were learned from, shape (d + 1, s)."""
        if not self.slope:
            return hazard
        inner = np.clip(hazard, 1e-12, 1 - 1e-12)
        return np.vstack([hazard[:1], expit(logit(inner) + self.slope * self.reach[:, None])[1:]])

    def before(self, weeks: int) -> Array:
        """Give what the log odds of the hazards of each week have over those of the last week, shape (t, d + 1)."""
        back = np.arange(weeks)[::-1, None]
        return -self.slope * self.lift * back

    def log_variance(self, hazard: Array) -> Array:
        """Give the variance of log F that the doubt about candidate and slope brings, shape (d + 1, s)."""
        pull = hazard[1:] * self.reach[1:, None]
        total = np.zeros(hazard.shape)
        total[:-1] = np.cumsum(pull[::-1], axis=0)[::-1]
        return np.asarray(total**2 * self.variance + self.doubt[:, None])


def change_of(n: Array) -> Change:
    """Find how the delay changes.

    Parameters
    ----------
    n : array, shape (t, d + 1, s)
        A triangle; NaN where nothing was observed.
    """
    within = np.cumsum(n, axis=1)
    known = ~np.isnan(within[:, 1:])
    came, of = (np.where(known, each[:, 1:], 0.0).sum(axis=2) for each in (n, within))
    fits = [_Fit(came, of, half_life) for half_life in _HALF_LIVES]
    trust = max(fits, key=_merit).strength
    scale = np.where(of > 0, (trust + 1.0) / (trust + of), 1.0)  # many reports of one week are alike
    fits += [_Fit(came, of, half_life, scale) for half_life in _TRENDS]
    best = max(fits, key=_merit)
    weight = np.exp([_merit(fit) - _merit(best) for fit in fits])
    apart = np.array([(fit.log_cdf - best.log_cdf) ** 2 for fit in fits])
    return best.change(weight @ apart / weight.sum())


class _Fit:
    """One candidate: sums over the weeks before each week, with or without a trend.

    Parameters
    ----------
    came, of : arrays, shape (t, d)
        Reports that took exactly 1 … d weeks, and at most so many.
    half_life : float
    scale : array, shape (t, d), optional
        What a report of each cell is worth for the trend; left out, there is no trend.
    """

    def __init__(self, came: Array, of: Array, half_life: float, scale: Array | None = None) -> None:
        self.half_life, self.weeks = half_life, len(came)
        delay, self.lift = np.arange(1, came.shape[1] + 1), _lift(came, of)
        week = np.arange(len(came))[:, None]
        self.came, self.of = _before(came, half_life), _before(of, half_life)
        hazard = (self.came + FAINT) / (self.of + FAINT * (delay + 1))
        self.slope = self.variance = np.zeros(len(came) + 1)
        worth = of if scale is None else of * scale
        sums = [_before(worth * week**power, half_life) for power in range(3)]
        with np.errstate(divide="ignore", invalid="ignore"):
            self.middle = np.where(sums[0] > 0, sums[1] / sums[0], 0.0)
        ahead = np.arange(len(came) + 1)[:, None] - self.middle
        if scale is not None:
            pull = _before(came * scale * week, half_life) - self.middle * _before(came * scale, half_life)
            spread = hazard * (1 - hazard) * np.maximum(sums[2] - sums[0] * self.middle**2, 0.0)
            self.variance = 1.0 / (spread @ self.lift**2 + 1.0 / _SLOPE**2)
            self.slope = pull @ self.lift * self.variance
            hazard = expit(logit(np.clip(hazard, 1e-12, 1 - 1e-12)) + self.slope[:, None] * self.lift * ahead)
        self.log_cdf = np.append(np.cumsum(np.log1p(-np.minimum(hazard[-1], 1 - 1e-9))[::-1])[::-1], 0.0)
        asked = (of > 0) & (self.of[:-1] > 0)
        n, m, g = came[asked], of[asked], np.clip(hazard[:-1][asked], 1e-9, 1 - 1e-9)
        likely = np.zeros((STRENGTHS.size, *of.shape))
        likely[:, asked] = [betaln(k * g + n, k * (1 - g) + m - n) - betaln(k * g, k * (1 - g)) for k in STRENGTHS]
        of_delay = likely.sum(axis=1)
        self.score, self.strength = float(of_delay.max(axis=0).sum()), STRENGTHS[of_delay.argmax(axis=0)]

    def change(self, doubt: Array) -> Change:
        """Give what is known after the last week, and how far the other candidates lie from it."""
        age = np.where(self.of[-1] > 0, self.weeks - 1 - self.middle[-1], 0.0)
        lift, age = (np.append(0.0, each) for each in (self.lift, age))
        return Change(self.half_life, float(self.slope[-1]), float(self.variance[-1]), lift, age * lift, doubt)


def _merit(fit: _Fit) -> float:
    """Give the log-likelihood less one for forgetting and one for a trend (Akaike)."""
    return fit.score - (fit.half_life < np.inf) - bool(fit.slope.any())


def _lift(came: Array, of: Array) -> Array:
    """Give, for delays 1 … d, their difference from the mean of the shorter ones, shape (d,)."""
    hazard = np.divide(came.sum(axis=0), of.sum(axis=0), out=np.zeros(came.shape[1]), where=of.sum(axis=0) > 0)
    mean, found = 0.0, []
    for delay, share in enumerate(hazard, start=1):
        found.append(delay - mean)
        mean = (1 - share) * mean + share * delay
    return np.array(found)


def _before(values: Array, half_life: float) -> Array:
    """Add up what lies before each week and before the week after the last, older weeks less, shape (t + 1, d)."""
    keep = 0.5 ** (1.0 / half_life)
    found = np.zeros((len(values) + 1, *values.shape[1:]))
    for week, each in enumerate(values):
        found[week + 1] = keep * (found[week] + each)
    return found
