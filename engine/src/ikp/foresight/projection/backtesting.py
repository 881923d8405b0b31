"""Backtests: every forecast that could have been made, made with what was known then, and scored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.calibration import pit_histogram
from ikp.foresight.evaluation.categorical import brier_score, log_score, ranked_probability_score
from ikp.foresight.evaluation.comparing import Skill, skill
from ikp.foresight.evaluation.decomposition import Decomposition, decompose
from ikp.foresight.evaluation.diagram import Reliability, reliability
from ikp.foresight.evaluation.intervals import Coverage, coverage
from ikp.foresight.evaluation.ordering import area_under_curve, average_precision
from ikp.foresight.evaluation.rolling import Views, rolling_origins, three_views
from ikp.foresight.projection.candidates import candidates_for
from ikp.foresight.projection.conformal import prediction_sets
from ikp.foresight.projection.forecast import PREDICTIVE, Forecast
from ikp.foresight.projection.history import History
from ikp.foresight.projection.mixture import mixture_cdf, mixture_crps, mixture_quantile
from ikp.foresight.projection.pooling import Pool
from ikp.foresight.projection.projecting import counts_interval
from ikp.foresight.projection.trials import Forecaster, Trials
from ikp.problems import Problem

__all__ = ["STACK", "Backtest", "Line", "backtest"]

Floats = NDArray[np.float64]

#: The name of the stack among the candidates.
STACK = "stacked"


@dataclass(frozen=True)
class Line:
    """A line of the table of a backtest.

    Parameters
    ----------
    model : str
    baseline : bool
    n : int
        Forecasts that were scored.
    brier, log, rps : float
    crps : float
        Of counts; NaN for categories.
    area, precision : float
        Area under the curve and average precision of the event; `base` is what a blind choice has.
    base : float
    skill : mapping
        Baseline to the skill against it in the ranked probability score, over forecasts that both made.
    """

    model: str
    baseline: bool
    n: int
    brier: float
    log: float
    rps: float
    crps: float
    area: float
    precision: float
    base: float
    skill: Mapping[str, Skill]


@dataclass(frozen=True, eq=False)
class Backtest:
    """Forecasts from R origins, H steps ahead, of S series, with what came.

    Parameters
    ----------
    history : History
    origins : tuple of int
        Last known period of each run.
    probability : mapping
        Candidate (and the stack) to its probabilities, shape (R, H, S, C); NaN where it said nothing.
    outcome : array of int, shape (R, H, S)
    scores : mapping
        ``brier``, ``log``, ``rps`` (and ``crps`` for counts) to candidate to scores (R, H, S).
    low, high : array, shape (R, H, S)
        Interval of the stack: of counts, or of places among the categories.
    level : float
    below, at : array, shape (R, H, S)
        Probability that the stack gave to less than what came, and to at most what came: between them lies the place of
        the outcome in its forecast (PIT). Of counts, or of places among the categories.
    drawn : array, shape (R, H, D, S)
        Draws of the stack's probability of the event: how wrong it may be for all series alike.
    weights : array, shape (R, H, m)
        Of the stack, in the order of `models`.
    evidence : array of str, shape (R, H)
        What the weights rest on: ``time``, ``units``, ``none``.
    models, baselines : tuple of str
    problems : tuple of Problem
    seed : int
    """

    history: History
    origins: tuple[int, ...]
    probability: Mapping[str, Floats]
    outcome: NDArray[np.intp]
    scores: Mapping[str, Mapping[str, Floats]]
    low: Floats
    high: Floats
    below: Floats
    at: Floats
    drawn: Floats
    level: float
    weights: Floats
    evidence: NDArray[np.str_]
    models: tuple[str, ...]
    baselines: tuple[str, ...]
    problems: tuple[Problem, ...]
    seed: int

    @property
    def event(self) -> str:
        """The event that lists and diagrams are about: at least one violation, or the highest category."""
        counts = self.history.counts
        return self.history.labels[-1] if counts is None else f"{counts.bands[0]}+"

    def chance(self, model: str) -> tuple[Floats, Floats]:
        """Give probability and occurrence (1, 0, NaN unknown) of the event, shapes (R, H, S)."""
        p = self.probability[model]
        counts = self.history.counts is not None
        happened = self.outcome > 0 if counts else self.outcome == len(self.history.labels) - 1
        chance = 1.0 - p[..., 0] if counts else p[..., -1]
        return chance, np.where(self.outcome >= 0, happened, np.nan)

    def views(self, model: str, score: str = "rps") -> Views:
        """Give the mean scores by run, by step and by date."""
        return three_views(self.scores[score][model], self.origins)

    def skill(self, model: str, baseline: str, score: str = "rps", level: float = 0.9) -> Skill:
        """Give the skill against a baseline over forecasts that both made; units are drawn whole."""
        scores = self.scores[score]
        units = np.broadcast_to(np.array(self.history.units), self.outcome.shape)
        return skill(scores[model].ravel(), scores[baseline].ravel(), units.ravel(), seed=self.seed, level=level)

    def decomposition(self, model: str = STACK) -> Decomposition:
        """Take the ranked probability score apart: miscalibration, discrimination, uncertainty."""
        p = self.probability[model].reshape(-1, len(self.history.labels))
        return decompose(p, self.outcome.ravel(), ordered=True)

    def reliability(self, model: str = STACK, *, replicates: int = 999, alone: bool = False) -> Reliability:
        """Draw the reliability diagram of the event, with the envelope of true forecasts.

        Parameters
        ----------
        model : str
            The stack says how wrong it may be for all series alike, and its envelope heeds it; those of others
            take outcomes for independent.
        alone : bool
            Take outcomes for independent in any case.
        """
        p, y = self.chance(model)
        draws = None
        if model == STACK and not alone:
            draws = np.moveaxis(self.drawn, 2, 0).reshape(self.drawn.shape[2], -1)
        # One draw holds for all forecasts of one run.
        run = np.broadcast_to(np.arange(len(self.origins))[:, np.newaxis, np.newaxis], p.shape)
        return reliability(
            p.ravel(),
            y.ravel(),
            seed=self.seed,
            replicates=replicates,
            level=self.level,
            draws=draws,
            blocks=run.ravel(),
        )

    def pit_histogram(self, bins: int = 10) -> Floats:
        """Give the non-randomised PIT histogram of the stack as a density, shape (bins,): flat when calibrated."""
        return pit_histogram(self.below, self.at, bins)

    def coverage(self) -> Coverage:
        """Count how often the stack's intervals held what came."""
        return coverage(self._came(), self.low, self.high, self.level)

    def _came(self) -> Floats:
        counts = self.history.counts
        if counts is None:
            return np.where(self.outcome >= 0, self.outcome, np.nan)
        steps = np.arange(1, self.outcome.shape[1] + 1)
        return np.asarray(counts.values[np.add.outer(np.array(self.origins, dtype=np.intp), steps)])

    def table(self) -> tuple[Line, ...]:
        """Give a line for every candidate and the stack, best ranked probability score first."""
        lines = [self._line(name) for name in (*self.models, STACK)]
        return tuple(sorted((line for line in lines if line.n), key=lambda line: line.rps))

    def _line(self, name: str) -> Line:
        scores = {score: each[name].ravel() for score, each in self.scores.items()}
        known = np.isfinite(scores["rps"])
        p, y = (each.ravel() for each in self.chance(name))
        there = known & np.isfinite(y)
        against = {other: self.skill(name, other) for other in self.baselines if other != name}
        return Line(
            name,
            name in self.baselines,
            int(known.sum()),
            _mean(scores["brier"]),
            _mean(scores["log"]),
            _mean(scores["rps"]),
            _mean(scores["crps"]) if "crps" in scores else np.nan,
            area_under_curve(p[there], y[there]),
            average_precision(p[there], y[there]),
            float(y[there].mean()) if there.any() else np.nan,
            MappingProxyType(against),
        )


def _mean(scores: Floats) -> float:
    known = ~np.isnan(scores)
    return float(scores[known].mean()) if known.any() else np.nan


def backtest(
    history: History,
    *,
    first: int | None = None,
    horizon: int = 1,
    every: int = 1,
    models: Sequence[str] = (),
    level: float = 0.9,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Backtest:
    """Forecast from every origin with what was known then, and score.

    Parameters
    ----------
    history : History
    first : int, optional
        The first origin; left out, the first that has an outcome to learn from, or 0 where no origin has one.
    horizon : int
        Steps ahead from each origin.
    every : int
        Periods from origin to origin.
    models : sequence of str
        Candidates beside the baselines; all where none is named.
    level : float
        Of intervals.
    seed : int
    progress : callable, optional
        Told the share that is done.

    Raises
    ------
    UsageError
        If the history is too short for one forecast, or no forecast has an outcome.
    """
    if not 0.0 < level < 1.0:
        raise UsageError(problem("forecast-level", level=level))
    candidates = candidates_for(history, tuple(models))
    times = len(history.periods)
    if first is None:
        first = 1 if times - horizon > 1 and history.until(1).pairs(1) > 0 else 0
    origins = rolling_origins(times, first=first, horizon=horizon, every=every)
    forecaster = Forecaster(history, candidates, seed)
    names = tuple(each.name for each in candidates)
    collected = _Collected(history, names, origins, horizon, level)
    for run, origin in enumerate(origins):
        for step in range(1, horizon + 1):
            collected.take(run, step, forecaster, origin)
        if progress:
            progress((run + 1) / len(origins))
    if not (collected.outcome >= 0).any():
        raise UsageError(problem("forecast-outcomes", target=", ".join(history.periods)))
    return collected.finished(tuple(c.name for c in candidates if c.baseline), tuple(forecaster.silent.values()), seed)


class _Collected:
    """What a backtest gathers, forecast by forecast."""

    def __init__(
        self, history: History, names: tuple[str, ...], origins: tuple[int, ...], horizon: int, level: float
    ) -> None:
        self.history, self.names, self.origins, self.level = history, names, origins, level
        shape = (len(origins), horizon, len(history.units))
        every = (*names, STACK)
        self.probability = {name: np.full((*shape, len(history.labels)), np.nan) for name in every}
        self.crps = {name: np.full(shape, np.nan) for name in every}
        self.outcome = np.full(shape, -1, dtype=np.intp)
        self.low, self.high, self.below, self.at = np.full((4, *shape), np.nan)
        self.drawn = np.full((*shape[:2], PREDICTIVE, shape[2]), np.nan)
        self.weights = np.full((*shape[:2], len(names)), np.nan)
        self.evidence = np.full(shape[:2], "none", dtype="<U5")

    def take(self, run: int, step: int, forecaster: Forecaster, origin: int) -> None:
        place = run, step - 1
        forecasts = forecaster.at(origin, step)
        # Forecasts of one step ahead that were tried before this origin weigh those from it.
        trials = forecaster.trials(origin, step)
        self.outcome[place] = self.history.outcome[origin + step]
        blank = np.full((len(self.history.units), len(self.history.labels)), np.nan)
        each = np.stack([blank if forecast is None else forecast.mean for forecast in forecasts])
        for name, probability in zip(self.names, each, strict=True):
            self.probability[name][place] = probability
        pool = trials.pool.without(np.array([forecast is None for forecast in forecasts]))
        stack = pool.mix(each)
        self.probability[STACK][place] = stack
        self.weights[place], self.evidence[place] = pool.weights, trials.evidence
        self.drawn[place] = self._events(forecasts, pool, forecaster.powers_stream(origin, step))
        if self.history.counts is None:
            self._set(place, trials, stack)
            return
        mu, size = np.full((2, len(each), len(self.history.units)), np.nan)
        for index, forecast in enumerate(forecasts):
            if forecast is not None and forecast.mu is not None and forecast.size is not None:
                mu[index], size[index] = forecast.mu, forecast.size
        self._count(place, trials, mu, size, self.history.counts.values[origin + step])

    def _events(self, forecasts: tuple[Forecast | None, ...], pool: Pool, rng: np.random.Generator) -> Floats:
        """Give draws of the stack's probability of the event, shape (D, S)."""
        blank = np.full((PREDICTIVE, len(self.history.units), len(self.history.labels)), np.nan)
        each = [
            blank if one is None else one.probability[np.arange(PREDICTIVE) % len(one.probability)] for one in forecasts
        ]
        stack = pool.drawn(np.stack(each), rng)
        return np.asarray(stack[..., -1] if self.history.counts is None else 1.0 - stack[..., 0])

    def _set(self, place: tuple[int, int], trials: Trials, stack: Floats) -> None:
        inside = prediction_sets(trials.stacked(), trials.outcome, stack, self.level)
        categories = inside.shape[1]
        upto = np.cumsum(stack, axis=1)
        came = self.outcome[place]
        known, own = came >= 0, np.maximum(came, 0)[:, np.newaxis]
        reached = np.take_along_axis(upto, own, axis=1)[:, 0]
        self.at[place] = np.where(known, np.minimum(reached, 1.0), np.nan)
        self.below[place] = self.at[place] - np.take_along_axis(stack, own, axis=1)[:, 0]
        self.low[place] = inside.argmax(axis=1)
        self.high[place] = categories - 1 - inside[:, ::-1].argmax(axis=1)

    def _count(self, place: tuple[int, int], trials: Trials, mu: Floats, size: Floats, came: Floats) -> None:
        one = np.eye(len(self.names))
        for index, name in enumerate(self.names):
            self.crps[name][place] = mixture_crps(came, one[index], mu, size)
        self.crps[STACK][place] = mixture_crps(came, trials.weights, mu, size)
        self.below[place] = mixture_cdf(came - 1.0, trials.weights, mu, size)
        self.at[place] = mixture_cdf(came, trials.weights, mu, size)
        low = mixture_quantile((1.0 - self.level) / 2.0, trials.weights, mu, size)
        high = mixture_quantile((1.0 + self.level) / 2.0, trials.weights, mu, size)
        self.low[place], self.high[place] = counts_interval(trials, low, high, self.level)

    def finished(self, baselines: tuple[str, ...], problems: tuple[Problem, ...], seed: int) -> Backtest:
        rules = {"brier": brier_score, "log": log_score, "rps": ranked_probability_score}
        scores: dict[str, Mapping[str, Floats]] = {
            score: {name: _scored(rule, p, self.outcome) for name, p in self.probability.items()}
            for score, rule in rules.items()
        }
        if self.history.counts is not None:
            scores["crps"] = self.crps
        found = list(problems)
        if not (self.evidence == "time").any():
            found.insert(0, problem("backtest-untried"))
        return Backtest(
            self.history,
            self.origins,
            MappingProxyType(self.probability),
            self.outcome,
            MappingProxyType(scores),
            self.low,
            self.high,
            self.below,
            self.at,
            self.drawn,
            self.level,
            self.weights,
            self.evidence,
            self.names,
            baselines,
            tuple(found),
            seed,
        )


def _scored(rule: Callable[[Floats, NDArray[np.intp]], Floats], p: Floats, outcome: NDArray[np.intp]) -> Floats:
    return rule(p.reshape(-1, p.shape[-1]), outcome.ravel()).reshape(outcome.shape)
