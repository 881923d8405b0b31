"""Reliability diagrams: what happened against what was said, with the envelope of true forecasts.

The curve is the isotonic regression of events on probabilities, so no bins are chosen. The envelope
comes from simulation: outcomes drawn from the forecasts themselves, and the same regression on them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats, checked
from ikp.foresight.evaluation.decomposition import recalibrate

__all__ = ["Reliability", "ReliabilityBin", "reliability", "reliability_table"]


@dataclass(frozen=True, eq=False)
class Reliability:
    """A reliability diagram with its envelope.

    Parameters
    ----------
    forecast, frequency, low, high : array, shape (k,)
        The distinct probabilities, the isotonic frequency at each, and the envelope of true forecasts.
    weight : array, shape (k,)
        Forecasts at each.
    level : float
        Of the envelope, at each point by itself.
    inside : float
        Share of the forecasts whose frequency lies in the envelope.
    miscalibration : float
        In units of the Brier score.
    p : float
        How often true forecasts would have at least this miscalibration: small says "not calibrated".
    n : int
    """

    forecast: Floats
    frequency: Floats
    low: Floats
    high: Floats
    weight: Floats
    level: float
    inside: float
    miscalibration: float
    p: float
    n: int


@dataclass(frozen=True)
class ReliabilityBin:
    """A line of a reliability table: forecasts from `start` to below `stop` (the last bin includes 1).

    Parameters
    ----------
    start, stop, forecast, frequency, low, high : float
        Mean forecast, frequency of the event, and between what true forecasts would have had it.
    n, events : int
    """

    start: float
    stop: float
    forecast: float
    frequency: float
    low: float
    high: float
    n: int
    events: int


def _known(p: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    both, outcome, known = checked(p, y)
    return both[known, 1], outcome[known].astype(np.float64)


def reliability(
    p: ArrayLike,
    y: ArrayLike,
    *,
    seed: int,
    replicates: int = 999,
    level: float = 0.9,
    draws: ArrayLike | None = None,
    blocks: ArrayLike | None = None,
) -> Reliability:
    """Draw the reliability diagram of forecasts of an event.

    Parameters
    ----------
    p : array_like, shape (n,)
        Probability of the event; NaN does not count. Of several categories stack one after another.
    y : array_like, shape (n,)
        1 where it came, 0 where not, -1 or NaN unknown.
    seed : int
    replicates : int
        Simulations of the envelope.
    level : float
        Of the envelope.
    draws : array_like, shape (D, n), optional
        Draws of the probabilities, with `p` as their mean: what a forecast knows of how wrong it may be for many
        series alike. Left out, outcomes of the envelope are independent of each other.
    blocks : array_like of int, shape (n,), optional
        Forecasts that one draw belongs to, such as those made at one time; left out, all are.

    Notes
    -----
    A forecast whose parameters are a little off is off in the same way everywhere. That is no fault where it said so:
    the outcomes that it foresees are then not independent of each other, and an envelope that takes them for
    independent is too narrow.

    Dimitriadis, Gneiting and Jordan (2021), *PNAS* 118; consistency bands after Broecker, J. and
    Smith, L. A. (2007), *Weather and Forecasting* 22, 651-661.
    """
    if replicates < 1:
        raise UsageError(problem("forecast-number", name="replicates", least=1, found=replicates))
    both, told, known = checked(p, y)
    forecast, event = both[known, 1], told[known].astype(np.float64)
    chances = _Chances(forecast, known, draws, blocks)
    if not event.size:
        empty = np.empty(0)
        return Reliability(empty, empty, empty, empty, empty, level, np.nan, np.nan, np.nan, 0)
    values, first, index, counts = np.unique(forecast, return_index=True, return_inverse=True, return_counts=True)
    fitted = recalibrate(forecast, event)
    found = _gap(forecast, event, fitted)
    rng = np.random.default_rng(seed)
    curves, gaps = np.empty((replicates, values.size)), np.empty(replicates)
    for row in range(replicates):
        drawn = (rng.random(forecast.size) < chances.one(rng)).astype(np.float64)
        again = recalibrate(forecast, drawn)
        curves[row], gaps[row] = again[first], _gap(forecast, drawn, again)
    low, high = np.quantile(curves, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    frequency = fitted[first]
    within = (frequency >= low - 1e-12) & (frequency <= high + 1e-12)
    beyond = (1 + int(np.count_nonzero(gaps >= found - 1e-15))) / (replicates + 1)
    return Reliability(
        values,
        frequency,
        low,
        high,
        counts.astype(float),
        level,
        float(within[index].mean()),
        found,
        beyond,
        event.size,
    )


class _Chances:
    """Chances of the outcomes of one replicate: the forecast itself, or one draw of it in each block."""

    def __init__(
        self, forecast: Floats, known: NDArray[np.bool_], draws: ArrayLike | None, blocks: ArrayLike | None
    ) -> None:
        self.forecast, self.draws = forecast, None
        if draws is None:
            return
        told = np.asarray(draws, dtype=np.float64)
        if told.ndim != 2 or told.shape[1] != known.size:
            raise UsageError(problem("forecast-shape", probability=(known.size,), outcome=told.shape))
        self.draws = told[:, known]
        # Draws of a stack are pooled one by one: their mean may be a little beside what was said.
        self.draws = np.clip(self.draws + (forecast - self.draws.mean(axis=0)), 0.0, 1.0)
        given = np.zeros(known.size) if blocks is None else np.asarray(blocks).ravel()
        self.block = np.unique(given[known], return_inverse=True)[1]

    def one(self, rng: np.random.Generator) -> Floats:
        """Give the chances of one replicate, shape (n,)."""
        if self.draws is None:
            return self.forecast
        which = rng.integers(0, len(self.draws), int(self.block.max(initial=0)) + 1)
        return np.asarray(self.draws[which[self.block], np.arange(self.block.size)])


def _gap(p: Floats, y: Floats, fitted: Floats) -> float:
    return float(np.mean((p - y) ** 2) - np.mean((fitted - y) ** 2))


def reliability_table(
    p: ArrayLike, y: ArrayLike, *, seed: int, bins: int = 5, replicates: int = 999, level: float = 0.9
) -> tuple[ReliabilityBin, ...]:
    """Give the reliability of an event by bins of equal width, as a table for reading; empty bins are left out."""
    forecast, event = _known(p, y)
    index = np.minimum((forecast * bins).astype(np.intp), bins - 1)
    rng = np.random.default_rng(seed)
    rows = []
    for place in np.unique(index):
        inside = index == place
        drawn = (rng.random((replicates, int(inside.sum()))) < forecast[inside]).mean(axis=1)
        low, high = np.quantile(drawn, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
        mean, seen = float(forecast[inside].mean()), float(event[inside].mean())
        ends = float(place) / bins, (float(place) + 1.0) / bins
        rows.append(
            ReliabilityBin(*ends, mean, seen, float(low), float(high), int(inside.sum()), int(event[inside].sum()))
        )
    return tuple(rows)
