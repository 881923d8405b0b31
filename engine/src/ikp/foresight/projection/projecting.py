"""Projecting: every candidate's forecast, their stack, and how sure it is."""

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.projection.candidates import candidates_for
from ikp.foresight.projection.conformal import prediction_sets, widening
from ikp.foresight.projection.forecast import Forecast
from ikp.foresight.projection.history import History
from ikp.foresight.projection.mixture import mixture_quantile
from ikp.foresight.projection.pooling import Pool
from ikp.foresight.projection.trials import Forecaster, Trials
from ikp.foresight.projection.value import SHARES, Projection
from ikp.problems import Problem

__all__ = ["counts_interval", "project"]

Floats = NDArray[np.float64]

_FEW = 20


def project(
    history: History,
    *,
    step: int = 1,
    models: Sequence[str] = (),
    level: float = 0.9,
    draws: int = 200,
    seed: int = 0,
) -> Projection:
    """Project the categories, or the counts of violations, of a period ahead.

    Parameters
    ----------
    history : History
        Editions or stages; see `from_counts`, and `ikp.editions.projecting` for published editions.
    step : int
        Periods ahead.
    models : sequence of str
        Candidates beside the baselines, which are always there; all of them where none is named.
    level : float
        Of intervals and sets.
    draws : int
        Draws of the candidates' uncertainty.
    seed : int
        Same seed, same projection.

    Returns
    -------
    Projection
        With a problem for every reason to trust it less; a candidate that cannot say anything is
        left out and named there.

    Raises
    ------
    UsageError
        For an unknown model, a level outside 0 to 1, or a step below 1.
    """
    if not 0.0 < level < 1.0:
        raise UsageError(problem("forecast-level", level=level))
    if step < 1:
        raise UsageError(problem("forecast-number", name="step", least=1, found=step))
    if not (history.outcome >= 0).any():
        raise UsageError(problem("forecast-short", found=0, need=1))
    candidates = candidates_for(history, tuple(models))
    forecaster = Forecaster(history, candidates, seed)
    origin = len(history.periods) - 1
    trials = forecaster.trials(origin, step)
    # The draws come last: what they could not say is what the reader is told.
    found = forecaster.drawn(origin, step, max(draws, 2))
    silent = np.array([each is None for each in found])
    pool = trials.pool.without(silent)
    kept = [(c.name, w, f) for c, w, f in zip(candidates, pool.weights, found, strict=True) if f is not None]
    probability, low, high = _said(pool, found, forecaster.powers_stream(origin, step), level)
    counts = history.counts is not None
    mixture = np.where(silent, 0.0, trials.weights) if not silent[trials.weights > 0].all() else 1.0 * ~silent
    laws = [
        (w, f.mu, f.size)
        for w, f in zip(mixture / mixture.sum(), found, strict=True)
        if f is not None and f.mu is not None and f.size is not None
    ]
    return Projection(
        history.units,
        history.targets,
        history.groups,
        history.labels,
        history.periods[-1],
        step,
        probability,
        low,
        high,
        prediction_sets(trials.stacked(), trials.outcome, probability, level),
        level,
        MappingProxyType({name: f.mean for name, _, f in kept}),
        MappingProxyType({name: float(w) for name, w, _ in kept}),
        tuple(c.name for c in candidates if c.baseline and c.name in {name for name, _, _ in kept}),
        trials.evidence,
        int((trials.outcome >= 0).sum()),
        _problems(history, step, trials, forecaster.silent),
        _quantiles(laws, trials, level) if counts else None,
        _shares(level) if counts else SHARES,
        history.names,
        history.synthetic,
    )


def _said(
    pool: Pool, found: tuple[Forecast | None, ...], rng: np.random.Generator, level: float
) -> tuple[Floats, Floats, Floats]:
    """Give what the stack says, and the quantiles of its draws; candidates with fewer draws are gone through again."""
    kept = [each for each in found if each is not None]
    most, shape = max(len(each.probability) for each in kept), kept[0].probability.shape[1:]
    blank = np.full((most, *shape), np.nan)
    drawn = [blank if one is None else one.probability[np.arange(most) % len(one.probability)] for one in found]
    probability = pool.mix(np.stack([blank[0] if one is None else one.mean for one in found]))
    low, high = np.quantile(pool.drawn(np.stack(drawn), rng), [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    return probability, np.minimum(low, probability), np.maximum(high, probability)


def _shares(level: float) -> tuple[float, ...]:
    return (round((1.0 - level) / 2.0, 6), *SHARES[1:-1], round((1.0 + level) / 2.0, 6))


def counts_interval(trials: Trials, low: Floats, high: Floats, level: float) -> tuple[Floats, Floats]:
    """Widen or narrow intervals of counts, shape (S,), by what the trials' own missed."""
    if not trials.outcome.size:
        return low, high
    ends = [mixture_quantile(q, trials.weights, trials.mu, trials.size) for q in ((1 - level) / 2, (1 + level) / 2)]
    # Half of the length at most: an interval keeps its middle.
    more = max(widening(ends[0], ends[1], trials.counts, level), -0.5) * (high - low + 1.0)
    # Counts are whole: what lies between the ends is the same when these are moved to the counts inside.
    below, above = np.maximum(np.ceil(low - more), 0.0), np.floor(high + more)
    return np.minimum(below, high), np.maximum(above, low)


def _quantiles(laws: list[tuple[float, Floats, Floats]], trials: Trials, level: float) -> Floats:
    weights, mu, size = (np.array([law[place] for law in laws]) for place in range(3))
    found = np.stack([mixture_quantile(share, weights, mu, size) for share in _shares(level)], axis=1)
    low, high = counts_interval(trials, found[:, 0], found[:, -1], level)
    found[:, 0], found[:, -1] = np.minimum(low, found[:, 1]), np.maximum(high, found[:, -2])
    return found


def _problems(history: History, step: int, trials: Trials, silent: dict[str, Problem]) -> tuple[Problem, ...]:
    found = []
    edition, known = history.periods[-1], history.outcome[-1] >= 0
    if not history.transitions(step):
        found.append(problem("forecast-no-transition"))
    elif trials.evidence == "units":
        found.append(problem("forecast-one-transition", units=int((trials.outcome >= 0).sum())))
    if known.sum() < _FEW:
        found.append(problem("forecast-few", found=int(known.sum()), edition=edition))
    for period, outcome in zip(history.periods, history.outcome, strict=True):
        told = outcome[outcome >= 0]
        # Bands of counts are often all the same, and there it is no news.
        if history.counts is None and told.size > 1 and (told == told[0]).all():
            found.append(problem("forecast-one-category", found=int(told.size), edition=period))
    return (*found, *silent.values())
