"""What a nowcast gives back: reported, expected, interval, the delay it rests on, and why nothing can be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.delay.predictive import Predictive

__all__ = ["NOWCAST_REASONS", "Delay", "Nowcast", "NowcastReason"]

Array = NDArray[np.float64]


class NowcastReason:
    """Why nothing can be said about a week of a series; 0 where something is said."""

    SAID = 0
    NOT_OBSERVED = 1
    SHORT_HISTORY = 2
    NO_REPORTS = 3
    NOTHING_YET = 4
    UNBOUNDED = 5


#: The name of each code in files and JSON.
NOWCAST_REASONS: Mapping[int, str] = MappingProxyType(
    {
        NowcastReason.SAID: "",
        NowcastReason.NOT_OBSERVED: "not-observed",
        NowcastReason.SHORT_HISTORY: "short-history",
        NowcastReason.NO_REPORTS: "no-reports",
        NowcastReason.NOTHING_YET: "nothing-yet",
        NowcastReason.UNBOUNDED: "unbounded",
    }
)


@dataclass(frozen=True, eq=False)
class Delay:
    """How long reports of each series take, given that they take at most D weeks.

    Attributes
    ----------
    cdf : array, shape (D + 1, S)
        Share that has come after 0 … D weeks; NaN where it is unknown.
    log_variance : array, shape (D + 1, S)
        Variance of the logarithm of that share, of its estimate and from week to week together; NaN for
        a method that does not say.
    own : array, shape (S,)
        How much of it rests on the series' own reports; the rest is borrowed from its group and from all.
    """

    cdf: Array
    log_variance: Array
    own: Array

    def __post_init__(self) -> None:
        for name in ("cdf", "log_variance", "own"):
            object.__setattr__(self, name, _frozen(getattr(self, name)))

    @property
    def pmf(self) -> Array:
        """Share that takes exactly 0 … D weeks, shape (D + 1, S)."""
        return np.diff(self.cdf, axis=0, prepend=0.0)

    @property
    def mean(self) -> Array:
        """Mean delay in weeks, shape (S,)."""
        return np.asarray(np.arange(len(self.cdf)) @ self.pmf)


@dataclass(frozen=True, eq=False)
class Nowcast:
    """Totals of every week as they will be once all reports have come; time on axis 0, series on axis 1.

    Attributes
    ----------
    method : str
        As on the command line.
    known : array, shape (T, S)
        Reports that have come; NaN where a week was not observed.
    mean, low, high : array, shape (T, S)
        Expected total and its interval; all equal to `known` for a week that is complete, NaN where
        nothing can be said.
    level : float
        Probability of the interval, half of what is left on either side.
    delay : Delay
    reason : array of int8, shape (T, S)
        A code of `NowcastReason`; 0 where something is said.
    open : range
        The weeks that are not complete: those that have a distribution.
    starts : array of datetime64[D], shape (T,)
    units, kinds : tuple of str, shape (S,)
    parameters : mapping
        Everything the method was asked, and what it found, for the record of a run.
    names : mapping
        Unit to what it is called.
    synthetic : bool
    """

    method: str
    known: Array
    mean: Array
    low: Array
    high: Array
    level: float
    delay: Delay
    reason: NDArray[np.int8]
    open: range
    starts: NDArray[np.datetime64]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    parameters: Mapping[str, Any]
    predictive: Predictive
    names: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit each other, and freeze them."""
        for name in ("known", "mean", "low", "high", "reason"):
            if getattr(self, name).shape != self.shape:
                message = f"{name} has the shape {getattr(self, name).shape}, not {self.shape}"
                raise ValueError(message)
            object.__setattr__(self, name, _frozen(getattr(self, name)))
        object.__setattr__(self, "starts", _frozen(self.starts))
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    @property
    def shape(self) -> tuple[int, int]:
        """Weeks and series."""
        return len(self.starts), len(self.units)

    @property
    def share(self) -> Array:
        """Share of each week's reports that should have come by now, shape (T, S); 1 for a complete week."""
        found = np.ones(self.shape)
        found[self.open.start :] = self.delay.cdf[len(self.open) - 1 :: -1][: len(self.open)]
        return found

    def quantile(self, probability: float) -> Array:
        """Give the smallest total that is not exceeded with a probability, shape (T, S); NaN where nothing is said."""
        found = np.where(self.reason == NowcastReason.SAID, self.known, np.nan)
        rows = slice(self.open.start, self.open.stop)
        if self.open:
            said = self.reason[rows] == NowcastReason.SAID
            found[rows] = np.where(said, self.predictive.quantile(probability), np.nan)
        return found

    def pmf(self, week: int, series: int) -> tuple[Array, Array]:
        """Give the totals that are possible in a week and their probabilities; empty where nothing is said."""
        known = self.known[week, series]
        if self.reason[week, series] != NowcastReason.SAID:
            return np.array([]), np.array([])
        if week not in self.open:
            return np.array([known]), np.ones(1)
        return self.predictive.pmf(week - self.open.start, series)


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    view = np.asarray(array).view()
    view.flags.writeable = False
    return view
