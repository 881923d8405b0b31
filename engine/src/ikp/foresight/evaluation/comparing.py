"""Skill against a baseline, with intervals that respect what belongs together.

Scores of one unit at several dates are alike, so units are drawn whole in the bootstrap and summed
whole in the paired test; over time alone the test is that of Diebold and Mariano.
"""

from dataclasses import dataclass

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import ArrayLike

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats

__all__ = ["Paired", "Skill", "diebold_mariano", "paired_difference", "skill"]


@dataclass(frozen=True)
class Skill:
    """Skill of a forecast against a baseline: 1 - mean score / mean score of the baseline.

    Parameters
    ----------
    value, low, high : float
        1 is perfect, 0 no better than the baseline, below 0 worse. NaN where a mean score is
        infinite, the baseline's is 0 or nothing was scored.
    level : float
    score, baseline : float
        The mean scores.
    n, blocks : int
        Forecasts that both have scored, and units among them.
    """

    value: float
    low: float
    high: float
    level: float
    score: float
    baseline: float
    n: int
    blocks: int

    @property
    def shown(self) -> bool:
        """Whether the interval lies above 0."""
        return bool(self.low > 0.0)


@dataclass(frozen=True)
class Paired:
    """A mean difference of scores with its interval; below 0 the first is better.

    Parameters
    ----------
    difference, low, high : float
    statistic, p : float
        Of the test that both are equally good; NaN with fewer than two blocks or no difference.
    level : float
    n : int
        Blocks or dates.
    """

    difference: float
    low: float
    high: float
    statistic: float
    p: float
    level: float
    n: int


def _pair(score: ArrayLike, baseline: ArrayLike) -> tuple[Floats, Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    a, b = (np.asarray(each, dtype=np.float64).ravel() for each in (score, baseline))
    if a.shape != b.shape:
        raise UsageError(problem("forecast-shape", probability=a.shape, outcome=b.shape))
    return a, b, ~(np.isnan(a) | np.isnan(b))


def skill(
    score: ArrayLike,
    baseline: ArrayLike,
    blocks: ArrayLike | None = None,
    *,
    seed: int,
    replicates: int = 2000,
    level: float = 0.9,
) -> Skill:
    """Give the skill with a bootstrap interval.

    Parameters
    ----------
    score, baseline : array_like, same shape
        Scores of the same forecasts; a pair with a NaN does not count.
    blocks : array_like, same shape, optional
        What is drawn whole, such as the unit; every forecast by itself where left out.
    seed : int
    replicates : int
    level : float
    """
    a, b, known = _pair(score, baseline)
    names = np.arange(a.size) if blocks is None else np.asarray(blocks).ravel()
    a, b = a[known], b[known]
    index = np.unique(names[known], return_inverse=True)[1]
    if not a.size:
        return Skill(np.nan, np.nan, np.nan, level, np.nan, np.nan, 0, 0)
    count = int(index.max()) + 1
    mean_a, mean_b = float(a.mean()), float(b.mean())
    if not np.isfinite(mean_a + mean_b) or mean_b == 0.0:
        return Skill(np.nan, np.nan, np.nan, level, mean_a, mean_b, a.size, count)
    sums = np.stack([np.bincount(index, weights=each) for each in (a, b)], axis=1)
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), size=replicates)
    totals = draws @ sums
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = 1.0 - totals[:, 0] / totals[:, 1]
    low, high = np.nanquantile(drawn, [(1.0 - level) / 2.0, (1.0 + level) / 2.0]) if count > 1 else (np.nan, np.nan)
    return Skill(1.0 - mean_a / mean_b, float(low), float(high), level, mean_a, mean_b, a.size, count)


def paired_difference(
    score: ArrayLike, baseline: ArrayLike, blocks: ArrayLike | None = None, *, level: float = 0.9
) -> Paired:
    """Give the mean difference with the interval of a cluster-robust t statistic."""
    a, b, known = _pair(score, baseline)
    names = np.arange(a.size) if blocks is None else np.asarray(blocks).ravel()
    difference = (a - b)[known]
    if not difference.size or not np.isfinite(difference).all():
        return Paired(np.nan, np.nan, np.nan, np.nan, np.nan, level, 0)
    index = np.unique(names[known], return_inverse=True)[1]
    count, mean = int(index.max()) + 1, float(difference.mean())
    if count < 2:
        return Paired(mean, np.nan, np.nan, np.nan, np.nan, level, count)
    sums = np.bincount(index, weights=difference - mean)
    error = np.sqrt(count / (count - 1.0) * np.sum(sums**2)) / difference.size
    return _judged(mean, float(error), level, count)


def diebold_mariano(score: ArrayLike, baseline: ArrayLike, *, step: int = 1, level: float = 0.9) -> Paired:
    """Compare two series of scores over time, one mean per date, of forecasts ``step`` dates ahead.

    Notes
    -----
    Diebold, F. X. and Mariano, R. S. (1995), *JBES* 13; with the correction for few dates of Harvey,
    D., Leybourne, S. and Newbold, P. (1997), *IJF* 13, 281-291. The long-run variance has the
    ``step - 1`` autocovariances that forecasts so far ahead share; where it is not above 0, the
    plain variance stands in.
    """
    if step < 1:
        raise UsageError(problem("forecast-number", name="step", least=1, found=step))
    a, b, known = _pair(score, baseline)
    d = (a - b)[known]
    n = d.size
    if n < 2 or not np.isfinite(d).all():
        return Paired(float(d.mean()) if n else np.nan, np.nan, np.nan, np.nan, np.nan, level, n)
    centred = d - d.mean()
    shared = [float(centred[lag:] @ centred[: n - lag]) / n for lag in range(min(step, n))]
    variance = shared[0] + 2.0 * sum(shared[1:])
    if variance <= 0.0:
        variance, step = shared[0], 1
    correction = (n + 1.0 - 2.0 * step + step * (step - 1.0) / n) / n
    if correction <= 0.0:
        return Paired(float(d.mean()), np.nan, np.nan, np.nan, np.nan, level, n)
    return _judged(float(d.mean()), float(np.sqrt(variance / n / correction)), level, n)


def _judged(mean: float, error: float, level: float, count: int) -> Paired:
    if error == 0.0:
        return Paired(mean, mean, mean, np.nan, np.nan, level, count)
    half = float(scipy.stats.t.ppf((1.0 + level) / 2.0, count - 1)) * error
    statistic = mean / error
    p = float(2.0 * scipy.stats.t.sf(abs(statistic), count - 1))
    return Paired(mean, mean - half, mean + half, statistic, p, level, count)
