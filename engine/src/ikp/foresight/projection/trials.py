"""Forecasts of what is known already: made with what was known then, to weigh candidates and to judge them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.projection.forecast import PREDICTIVE, Candidate, Forecast, Task, Unfit
from ikp.foresight.projection.history import History
from ikp.foresight.projection.pooling import Pool, learn_pool
from ikp.foresight.projection.stacking import stack_weights
from ikp.problems import Problem

__all__ = ["Evidence", "Forecaster", "Trials"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

#: How candidates were tried: on later periods, on other units of the same change, or not at all.
Evidence = Literal["time", "units", "none"]

_FOLDS = 5
_ORIGINS = 6


@dataclass(frozen=True, eq=False)
class Trials:
    """Forecasts of known outcomes by every candidate.

    Parameters
    ----------
    evidence : {'time', 'units', 'none'}
    probability : array, shape (m, n, C)
        NaN where a candidate could not say anything.
    mu, size : array, shape (m, n)
        Laws of counts; NaN for categories.
    likelihood : array, shape (m, n)
        Of what came.
    outcome : array of int, shape (n,)
    counts : array, shape (n,)
        NaN for categories.
    pool : Pool
        The stack of probabilities of categories, or of bands of counts.
    weights : array, shape (m,)
        Of the laws of counts in their mixture.
    """

    evidence: Evidence
    probability: Floats
    mu: Floats
    size: Floats
    likelihood: Floats
    outcome: Places
    counts: Floats
    pool: Pool
    weights: Floats

    def stacked(self) -> Floats:
        """Give what the stack would have said, shape (n, C)."""
        if not self.outcome.size:
            return np.asarray(self.probability[0])
        return self.pool.mix(self.probability)


class Forecaster:
    """All candidates on one history; every forecast is made once.

    Parameters
    ----------
    history : History
    candidates : tuple of Candidate
    seed : int
        Each forecast has a stream of its own, so that their order does not matter.
    """

    def __init__(self, history: History, candidates: tuple[Candidate, ...], seed: int) -> None:
        self.history, self.candidates, self.seed = history, candidates, seed
        self._made: dict[tuple[int, int], tuple[Forecast | None, ...]] = {}
        #: Why a candidate said nothing, the last time that it did not.
        self.silent: dict[str, Problem] = {}

    def at(self, origin: int, step: int) -> tuple[Forecast | None, ...]:
        """Give every candidate's best guess from a period, None where it cannot say anything."""
        key = origin, step
        if key not in self._made:
            self._made[key] = self._ask(self.history.until(origin), origin, step, draws=PREDICTIVE)
        return self._made[key]

    def drawn(self, origin: int, step: int, draws: int) -> tuple[Forecast | None, ...]:
        """Give every candidate's forecast with draws of how sure it is."""
        return self._ask(self.history.until(origin), origin, step, draws=draws)

    def _ask(self, history: History, origin: int, step: int, *, draws: int) -> tuple[Forecast | None, ...]:
        found: list[Forecast | None] = []
        for place, candidate in enumerate(self.candidates):
            rng = np.random.default_rng([self.seed, origin, step, place])
            try:
                found.append(candidate.forecast(Task(history, origin, step, rng, draws)))
                self.silent.pop(candidate.name, None)
            except Unfit as unfit:
                found.append(None)
                self.silent[candidate.name] = unfit.problem
        return tuple(found)

    def powers_stream(self, origin: int, step: int) -> np.random.Generator:
        """Give the random numbers of the stack's powers, a stream beside those of the candidates."""
        return np.random.default_rng([self.seed, origin, step, len(self.candidates)])

    def trials(self, origin: int, step: int) -> Trials:
        """Try all candidates on what was known at the end of a period."""
        before = [
            each for each in self.history.until(origin).transitions(step) if self.history.until(each).pairs(step) > 0
        ]
        if before:
            parts = [self._later(each, step) for each in before[-_ORIGINS:]]
            return self._gather("time", parts)
        some = self.history.until(origin).transitions(step)
        if some:
            return self._gather("units", self._held_out(origin, some[-1], step))
        return self._gather("none", [])

    def _later(self, origin: int, step: int) -> "_Part":
        return _Part(self.at(origin, step), np.arange(len(self.history.units)), origin + step)

    def _held_out(self, last: int, origin: int, step: int) -> "list[_Part]":
        """Leave provinces out in turn and forecast them from the others."""
        history = self.history.until(last)
        folds = _folds(history.group_index, len(history.units))
        parts = []
        for fold in np.unique(folds):
            out = folds == fold
            hidden = history.hide(origin + step, out)
            parts.append(_Part(self._ask(hidden, origin, step, draws=PREDICTIVE), np.flatnonzero(out), origin + step))
        return parts

    def _gather(self, evidence: Evidence, parts: "list[_Part]") -> Trials:
        history, members = self.history, len(self.candidates)
        if not parts:
            none = np.empty((members, 0))
            places = np.empty(0, dtype=np.intp)
            probability = np.empty((members, 0, len(history.labels)))
            pool = learn_pool(probability, places)
            return Trials(evidence, probability, none, none, none, places, np.empty(0), pool, stack_weights(none))
        columns = [each.columns(history) for each in parts]
        joined = {key: np.concatenate([each[key] for each in columns], axis=axis) for key, axis in _AXES.items()}
        outcome = joined["outcome"].astype(np.intp)
        return Trials(
            evidence,
            joined["probability"],
            joined["mu"],
            joined["size"],
            joined["likelihood"],
            outcome,
            joined["counts"],
            learn_pool(joined["probability"], outcome),
            stack_weights(joined["likelihood"]),
        )


_AXES: Mapping[str, int] = {"probability": 1, "mu": 1, "size": 1, "likelihood": 1, "outcome": 0, "counts": 0}


@dataclass(frozen=True, eq=False)
class _Part:
    """Forecasts of some series for one period."""

    forecasts: tuple[Forecast | None, ...]
    series: Places
    period: int

    def columns(self, history: History) -> dict[str, Floats]:
        series, members = self.series, len(self.forecasts)
        outcome = history.outcome[self.period, series]
        counts = None if history.counts is None else history.counts.values[self.period]
        probability = np.full((members, series.size, len(history.labels)), np.nan)
        mu, size, likelihood = (np.full((members, series.size), np.nan) for _ in range(3))
        for place, each in enumerate(self.forecasts):
            if each is None:
                continue
            probability[place] = each.mean[series]
            likelihood[place] = each.likelihood(history.outcome[self.period], counts)[series]
            if each.mu is not None and each.size is not None:
                mu[place], size[place] = each.mu[series], each.size[series]
        return {
            "probability": probability,
            "mu": mu,
            "size": size,
            "likelihood": likelihood,
            "outcome": outcome.astype(np.float64),
            "counts": np.full(series.size, np.nan) if counts is None else counts[series],
        }


def _folds(group: Places, series: int) -> Places:
    """Part series into folds, provinces whole where there are enough of them."""
    groups = int(group.max(initial=-1)) + 1
    if groups >= _FOLDS:
        return np.asarray(group % _FOLDS, dtype=np.intp)
    return np.arange(series) % min(_FOLDS, max(series, 1))
