"""What one candidate says about the period ahead, with how sure it is of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.evaluation.counts import count_cdf, count_log_probability
from ikp.foresight.projection.history import History
from ikp.problems import Problem

__all__ = ["PREDICTIVE", "Candidate", "Forecast", "Task", "Unfit", "of_counts"]

Floats = NDArray[np.float64]

#: Draws of parameters over which a best guess is averaged: the likeliest parameters alone would be too sure.
PREDICTIVE = 50


class Unfit(Exception):  # noqa: N818
    """Raised by a candidate that cannot say anything; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.sentence())


@dataclass(frozen=True, eq=False)
class Task:
    """What is asked of a candidate.

    Parameters
    ----------
    history : History
        Ends with the last period of which anything may be learnt.
    origin : int
        The period from which is forecast; the last one, but in trials on other units.
    step : int
        Periods ahead.
    rng : Generator
    draws : int
        Draws of the candidate's uncertainty; up to `PREDICTIVE`, only their mean is asked for, and 1
        asks for the likeliest parameters alone.
    """

    history: History
    origin: int
    step: int
    rng: np.random.Generator
    draws: int = 1


@dataclass(frozen=True, eq=False)
class Forecast:
    """Probabilities of every category, and the law of counts behind them where there is one.

    Parameters
    ----------
    probability : array, shape (D, S, C)
        Draws of the probabilities; their mean is the forecast.
    mu, size : array, shape (S,), optional
        Negative binomial; an infinite size is Poisson.
    """

    probability: Floats
    mu: Floats | None = None
    size: Floats | None = None

    @property
    def mean(self) -> Floats:
        """Probabilities, shape (S, C)."""
        return np.asarray(self.probability.mean(axis=0))

    def likelihood(self, outcome: NDArray[np.intp], counts: Floats | None = None) -> Floats:
        """Give the probability of what came, shape (S,); NaN where it is not known."""
        if self.mu is not None and self.size is not None and counts is not None:
            return np.asarray(np.exp(count_log_probability(counts, self.mu, self.size)))
        given = np.take_along_axis(self.mean, np.maximum(outcome, 0)[:, np.newaxis], axis=1)[:, 0]
        return np.where(outcome >= 0, given, np.nan)


@dataclass(frozen=True)
class Candidate:
    """A way to forecast.

    Parameters
    ----------
    name : str
    baseline : bool
        True for what every model is compared with.
    learns : bool
        True where it needs outcomes of an earlier forecast of the same step.
    forecast : callable
        Raises `Unfit` where it cannot say anything.
    """

    name: str
    baseline: bool
    learns: bool
    forecast: Callable[[Task], Forecast]


def of_counts(mu: Floats, size: Floats, bands: tuple[int, ...]) -> Forecast:
    """Turn draws of means, shape (D, S), and sizes (S,) into probabilities of bands."""
    edges = np.array(bands, dtype=np.float64)[:, np.newaxis, np.newaxis] - 1.0
    below = np.asarray(count_cdf(edges, mu, np.broadcast_to(size, mu.shape)))
    ends = np.zeros((1, *mu.shape)), np.ones((1, *mu.shape))
    probability = np.diff(np.concatenate([ends[0], below, ends[1]]), axis=0)
    return Forecast(np.moveaxis(probability, 0, -1), np.asarray(mu.mean(axis=0)), size)
