"""The endemic-epidemic model as a candidate: weeks are simulated up to the end of the period ahead."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.projection.endemic_epidemic import EndemicEpidemic, fit, simulate
from ikp.foresight.projection.forecast import Forecast, Task, Unfit, of_counts
from ikp.foresight.projection.history import Counts, History
from ikp.foresight.projection.rates import counts_of, long_run

__all__ = ["LEAST", "epidemic"]

Floats = NDArray[np.float64]

#: Weeks that are needed at least.
LEAST = 20
_PATHS = 300
#: A tenth of last week, give or take a factor of three, before any data.
_EPIDEMIC = (0.1, 1.1)
#: A week may reach so many times the highest count that the series ever had.
_RUNAWAY = 3.0
_ONE = np.ones((1, 1, 1))


def epidemic(task: Task) -> Forecast:
    """Forecast counts from what the last weeks feed into the next ones, here and from neighbours, kind by kind."""
    origin, step = task.origin, task.step
    counts = counts_of(task.history, "endemic-epidemic")
    # Weeks after the origin must not be seen, also when other units' outcomes are.
    history = task.history.until(origin)
    known = counts.until(origin)
    weeks = len(known.weekly)
    if weeks < LEAST:
        raise Unfit(problem("forecast-model-short", model="endemic-epidemic", need=LEAST, found=weeks))
    ahead = [counts.lengths[counts.planned(origin + each)] for each in range(1, step + 1)]
    total = np.full((2, len(history.units)), np.nan)
    for target in np.unique(history.target_index):
        own = np.flatnonzero(history.target_index == target)
        model = _model(history, counts, own, origin, step)
        try:
            fitted = fit(_cut(model, weeks), known.weekly[:, own], ridge=2.0, epidemic=_EPIDEMIC)
        except UsageError as error:
            raise Unfit(error.problems[0]) from error
        if not fitted.converged:
            raise Unfit(problem("forecast-model-useless", model="endemic-epidemic"))
        seen = known.weekly[:, own]
        paths = simulate(
            model,
            fitted,
            seen[-1],
            slice(weeks, weeks + sum(ahead)),
            paths=_PATHS,
            rng=task.rng,
            most=_RUNAWAY * (1.0 + np.nanmax(seen, axis=0, initial=0.0)),
        )
        summed = paths[:, sum(ahead[:-1]) :].sum(axis=1)
        total[0, own], total[1, own] = summed.mean(axis=0), summed.var(axis=0)
    mu = np.maximum(total[0], 1e-3)
    with np.errstate(divide="ignore"):
        size = np.where(total[1] > mu * 1.001, mu**2 / np.maximum(total[1] - mu, 1e-12), 1e6)
    return of_counts(mu[np.newaxis], np.maximum(size, 1e-2), counts.bands)


def _model(history: History, counts: Counts, own: NDArray[np.intp], origin: int, step: int) -> EndemicEpidemic:
    """Make the model of one kind, its columns up to the end of the period that is forecast."""
    periods = [counts.planned(each) for each in range(origin + step + 1)]
    lengths = np.array([counts.lengths[each] for each in periods])
    shape, rate = long_run(history, origin)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = counts.exposure[periods][:, own] / lengths[:, np.newaxis]
    factor = np.where(factor > 0, factor, 1.0)
    offset = np.repeat(factor, lengths, axis=0) * (shape / rate)[own]
    past = [counts.stages[each] for each in periods[: origin + 1]]
    # The most frequent stage is the one the level stands for.
    named = sorted({each for each in past if each}, key=lambda each: (-past.count(each), each))[1:]
    row = np.array([[1.0, *(float(counts.stages[each] == name) for name in named)] for each in periods])
    endemic = np.repeat(row, lengths, axis=0)[:, np.newaxis]
    weights = None if history.weights is None else history.weights[np.ix_(own, own)]
    near = None if weights is None or not weights.any() else _ONE
    return EndemicEpidemic(endemic, _ONE, near, weights, offset)


def _cut(model: EndemicEpidemic, weeks: int) -> EndemicEpidemic:
    return replace(model, endemic=model.endemic[:weeks], offset=model.offset[:weeks])
