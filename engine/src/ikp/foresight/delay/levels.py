"""What a week would bring if nothing of it were known yet: the level of each series, learned from its past.

On the day after a week hardly anything of it has come, and a nowcast rests on what the series usually
brings. Each candidate predicts a week from the weeks before *as they were known then*: a weighted
mean with a memory, drawn towards the long-run mean of the series, perhaps times what all series
together do in that week (a campaign lifts all). Each comes with a dispersion. How well a candidate predicted
the weeks that are complete decides its weight: per series, with the weights of all series as the prior.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

__all__ = ["Levels", "levels"]

Array = NDArray[np.float64]
Weeks = NDArray[np.intp]

#: How much a week counts that is a week older.
_MEMORY = (0.5, 0.75, 0.9, 0.97)
#: How many weeks' worth of trust the long-run mean has.
_PULL = (0.3, 3.0)
#: Sizes of the negative binomial, from wild to Poisson.
_SIZES = np.array([0.25, 0.6, 1.25, 2.5, 5.0, 10.0, 25.0, 100.0])
#: Reports of all together that are worth as much as the guess that a week is like any other.
_CALM = 20.0
#: Weeks at the start that teach but are not predicted, and the most weeks that are.
_BURN, _HISTORY = 4, 104
#: Weeks after which how well a candidate did counts half.
_FADING = 20.0
#: How many series' worth the guess is that all candidates are equal, and how often weights and prior take turns.
_PRIOR, _ROUNDS = 10.0, 20


@dataclass(frozen=True)
class Levels:
    """What the open weeks would bring, before anything of them is known.

    Attributes
    ----------
    mean, size : array, shape (w, s)
        Of a negative binomial.
    together : float
        Weight of the candidates that follow what all series do.
    memory : float
        Mean weight of a week against the week after it.
    """

    mean: Array
    size: Array
    together: float
    memory: float


def levels(come: Array, cdf: Array, waits: int) -> Levels:
    """Predict the open weeks of many series.

    Parameters
    ----------
    come : array, shape (t, d + 1, s)
        Reports of each week that had come within 0 … D weeks; NaN where that is not known.
    cdf : array, shape (d + 1, s)
        F of the delay.
    waits : int
        How many weeks are open: the last rows.
    """
    weeks, _, series = come.shape
    final, latest = come[:, -1], weeks - waits
    usual = _long_run(final)
    first = max(min(_BURN, latest // 2), latest - _HISTORY)
    past, now = np.arange(first, latest), np.arange(latest, weeks)
    factors = [np.ones(come.shape)] + ([_together(come, cdf, usual)] if series > 1 else [])
    likely, means = [], []
    for factor, memory in product(factors, _MEMORY):
        history = _History(come, cdf, factor, usual, memory)
        before, after = history.before(past, past), history.before(now, np.full(now.size, weeks - 1))
        for pull in _PULL:
            likely.append(_log_likelihood(final[past], history.mean(past, past, before, pull)))
            means.append(history.mean(now, np.full(now.size, weeks - 1), after, pull))
    weight = _weights(np.concatenate(likely)).reshape(len(means), _SIZES.size, series)
    mean, size = _mixed(np.array(means), weight)
    of_memory = weight.sum(axis=1).mean(axis=1).reshape(len(factors), len(_MEMORY), len(_PULL))
    return Levels(mean, size, float(of_memory[1:].sum()), float(of_memory.sum(axis=(0, 2)) @ _MEMORY))


def _long_run(final: Array) -> Array:
    """Give the mean of each series' complete weeks, shrunk to that of all where it differs by chance only."""
    counted = (~np.isnan(final)).sum(axis=0)
    total = np.nansum(final, axis=0)
    if total.size == 1:
        return np.asarray((total + 0.5) / np.maximum(counted, 1))
    overall = (total.sum() + 0.5) / max(counted.sum(), 1)
    rate = total / np.maximum(counted, 1)
    between = max(float(np.var(rate) - np.mean(overall / np.maximum(counted, 1))), 1e-3 * overall**2)
    trust = overall / between
    return np.asarray((trust * overall + total) / (trust + counted))


def _together(come: Array, cdf: Array, usual: Array) -> Array:
    """Say how a week compares with any other, by what the other series had brought within 0 … D weeks."""
    known = ~np.isnan(come)
    found, wanted = np.where(known, come, 0.0), np.where(known, usual * np.nan_to_num(cdf), 0.0)
    others = (each.sum(axis=2, keepdims=True) - each + _CALM for each in (found, wanted))
    return np.asarray(next(others) / next(others))


class _History:
    """What some weeks let expect of others.

    Parameters
    ----------
    come : array, shape (t, d + 1, s)
    cdf : array, shape (d + 1, s)
    factor : array, shape (t, d + 1, s)
        How a week compares with any other, by what is known after 0 … D weeks.
    usual : array, shape (s,)
    memory : float
    """

    def __init__(self, come: Array, cdf: Array, factor: Array, usual: Array, memory: float) -> None:
        known = ~np.isnan(come)
        self.found = np.where(known, come, 0.0)
        self.exposure = np.where(known, np.nan_to_num(cdf) * factor, 0.0)
        self.factor, self.usual, self.memory = factor, usual, memory

    def before(self, weeks: Weeks, now: Weeks) -> tuple[Array, Array]:
        """Add up, of the weeks before some, reports and exposure as known at the end of `now`, shape (w, s) each."""
        earlier = np.arange(len(self.found))
        back = weeks[:, None] - earlier
        weight = np.where(back > 0, self.memory ** np.maximum(back, 1), 0.0)
        lag = np.minimum(now[:, None] - earlier, self.found.shape[1] - 1)
        reports, exposure = np.zeros((2, weeks.size, self.found.shape[2]))
        for delay in range(self.found.shape[1]):
            at = np.where(lag == delay, weight, 0.0)
            reports += at @ self.found[:, delay]
            exposure += at @ self.exposure[:, delay]
        return reports, exposure

    def mean(self, weeks: Weeks, now: Weeks, before: tuple[Array, Array], pull: float) -> Array:
        """Predict weeks, shape (w, s), with the long-run mean worth `pull` weeks."""
        level = (pull * self.usual + before[0]) / (pull + before[1])
        return np.asarray(self.factor[weeks, np.minimum(now - weeks, self.factor.shape[1] - 1)] * level)


def _log_likelihood(final: Array, mean: Array) -> Array:
    """Give the log-likelihood of the weeks under each size, shape (sizes, s); weeks without a count say nothing."""
    known = ~np.isnan(final)
    age = 0.5 ** (np.arange(len(final))[::-1] / _FADING)
    count, mean = np.where(known, final, 0.0), np.maximum(mean, 1e-9)
    log_mean = np.log(mean)
    found = []
    for size in _SIZES:
        log = (
            gammaln(count + size)
            - gammaln(size)
            + size * np.log(size)
            + count * log_mean
            - (count + size) * np.log(size + mean)
        )
        found.append(age @ np.where(known, log, 0.0))
    return np.array(found)


def _weights(likely: Array) -> Array:
    """Weigh the candidates of each series, shape (candidates, s), with the mean weight of all series as their prior."""
    candidates, series = likely.shape
    prior = np.full((candidates, 1), 1.0 / candidates)
    for _ in range(_ROUNDS):
        weight = likely + np.log(prior)
        weight = np.exp(weight - weight.max(axis=0))
        weight /= weight.sum(axis=0)
        prior = (_PRIOR / candidates + weight.sum(axis=1, keepdims=True)) / (_PRIOR + series)
    return np.asarray(weight)


def _mixed(means: Array, weight: Array) -> tuple[Array, Array]:
    """Put the candidates together into one negative binomial of the same mean and variance, shape (w, s) both."""
    of_mean = weight.sum(axis=1)
    mean = np.einsum("cs,cws->ws", of_mean, means)
    square = np.einsum("cs,cws->ws", np.einsum("cks,k->cs", weight, 1.0 + 1.0 / _SIZES), means**2)
    return mean, mean**2 / np.maximum(square - mean**2, 1e-9 * mean**2 + 1e-300)
