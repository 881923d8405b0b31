"""Predictive distributions of what is still to come, for many weeks and series at once.

Each gives, of the total N of a week, mean, quantiles and probabilities. The reported part is
certain: no probability lies below it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammaln

__all__ = ["NegativeBinomial", "Predictive", "Tabled", "negative_binomial_log_pmf", "negative_binomial_quantile"]

Array = NDArray[np.float64]
#: A larger size is Poisson for every purpose, and kinder to the arithmetic.
_POISSON = 1e9
#: Sums of probabilities that differ by no more are equal.
_TIE = 1e-12


class Predictive(ABC):
    """What may be said of N, shape (t, s): reported plus what is still to come."""

    @abstractmethod
    def mean(self) -> Array:
        """Give the expected total, shape (t, s)."""

    @abstractmethod
    def quantile(self, level: float) -> Array:
        """Give the smallest total whose probability of not being exceeded reaches a level, shape (t, s)."""

    def quantiles(self, levels: tuple[float, ...]) -> Array:
        """Give several quantiles, shape (levels, t, s)."""
        return np.stack([self.quantile(level) for level in levels])

    @abstractmethod
    def pmf(self, week: int, series: int) -> tuple[Array, Array]:
        """Give totals from the reported one on and their probabilities."""


def negative_binomial_log_pmf(count: Array, mean: Array, size: Array) -> Array:
    """Give log P(count) of a negative binomial by mean and size (variance mean + mean²/size)."""
    mean = np.maximum(mean, 1e-12)
    size = np.minimum(size, _POISSON)
    return np.asarray(
        gammaln(count + size)
        - gammaln(size)
        - gammaln(count + 1)
        - size * np.log1p(mean / size)
        + count * (np.log(mean) - np.log(size + mean))
    )


def negative_binomial_quantile(level: float, mean: Array, size: Array) -> Array:
    """Give the smallest count with P(≤ count) ≥ level, by bisection on the exact distribution; NaN stays."""
    mean, size = np.broadcast_arrays(mean, size)
    unknown = np.isnan(mean) | np.isnan(size)
    mu = np.where(unknown | (mean <= 0), 1e-12, mean)
    shape = np.where(unknown, 1.0, np.clip(size, 1e-6, _POISSON))
    share = shape / (shape + mu)
    low = np.full(mu.shape, -1.0)
    high = np.ceil(mu + 6.0 * np.sqrt(mu + mu**2 / shape) + 4.0)
    while (short := betainc(shape, high + 1.0, share) < level).any():
        high[short] *= 2.0
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2.0)
        enough = betainc(shape, np.maximum(middle, 0.0) + 1.0, share) >= level
        enough &= middle >= 0
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(unknown, np.nan, high)


class NegativeBinomial(Predictive):
    """What is to come is negative binomial.

    Parameters
    ----------
    reported, rest, size : arrays, shape (t, s)
        What has come; expectation and size of what has not. NaN where nothing can be said; a rest of 0
        is certain.
    """

    def __init__(self, reported: Array, rest: Array, size: Array) -> None:
        self.reported, self.rest, self.size = reported, rest, size

    def mean(self) -> Array:
        return self.reported + self.rest

    def quantile(self, level: float) -> Array:
        found = np.where(self.rest == 0, self.reported, np.nan)
        open_ = self.rest > 0
        found[open_] = self.reported[open_] + negative_binomial_quantile(level, self.rest[open_], self.size[open_])
        return found

    def cdf(self, total: Array) -> Array:
        """Give P(N ≤ total), shape (t, s)."""
        left = total - self.reported
        size = np.clip(self.size, 1e-6, _POISSON)
        with np.errstate(invalid="ignore"):
            found = betainc(size, np.maximum(left, 0.0) + 1.0, size / (size + self.rest))
            found = np.where(self.rest == 0, 1.0, found)
        return np.where(left < 0, 0.0, found)

    def pmf(self, week: int, series: int) -> tuple[Array, Array]:
        reported, rest, size = (each[week, series] for each in (self.reported, self.rest, self.size))
        if np.isnan(rest):
            return np.array([]), np.array([])
        if rest == 0:
            return np.array([reported]), np.ones(1)
        far = negative_binomial_quantile(1 - 1e-9, np.array([rest]), np.array([size]))[0]
        more = np.arange(far + 1)
        return reported + more, np.exp(negative_binomial_log_pmf(more, np.asarray(rest), np.asarray(size)))


class Tabled(Predictive):
    """What is to come has a table of probabilities, made per week when it is asked for.

    Parameters
    ----------
    reported : array, shape (t, s)
    table : callable
        Week → probabilities, shape (m, s): of 0, 1, … more than reported. NaN in a column says nothing
        is known, and a column need not reach far enough: a quantile beyond it is infinite.
    reference : bool
        Find quantiles as R's surveillance does: the first total whose probability of not being exceeded is
        *above* the level, and 0 where the table ends too early.
    """

    def __init__(self, reported: Array, table: Callable[[int], Array], *, reference: bool = False) -> None:
        self.reported, self.table, self.reference = reported, table, reference

    def mean(self) -> Array:
        """Give the mean of the tabled part; where a tail is cut it is a lower bound."""
        found = np.full(self.reported.shape, np.nan)
        for week in range(len(self.reported)):
            table = self.table(week)
            total = table.sum(axis=0)
            np.divide(np.arange(len(table)) @ table, total, out=found[week], where=total > 0)
        return np.asarray(self.reported + found)

    def quantile(self, level: float) -> Array:
        return np.asarray(self.quantiles((level,))[0])

    def quantiles(self, levels: tuple[float, ...]) -> Array:
        """Give several quantiles with each table made once, shape (levels, t, s)."""
        found = np.full((len(levels), *self.reported.shape), np.nan)
        for week in range(len(self.reported)):
            below = np.cumsum(self.table(week), axis=0)
            for place, level in enumerate(levels):
                reached = below >= level + (_TIE if self.reference else -_TIE)
                first = self.reported[week] + np.argmax(reached, axis=0)
                first = np.where(reached.any(axis=0), first, 0.0 if self.reference else np.inf)
                found[place, week] = np.where(np.isnan(below[-1]), np.nan, first)
        return found

    def pmf(self, week: int, series: int) -> tuple[Array, Array]:
        column = self.table(week)[:, series]
        keep = column > 0
        return self.reported[week, series] + np.flatnonzero(keep), column[keep]
