"""Baselines for categories: what every model has to beat, and what is shown beside it always.

Each is a law of probabilities (Dirichlet), so a baseline says how sure it is as well.
"""

import numpy as np
from numpy.typing import NDArray

from ikp.errors import problem
from ikp.foresight.projection.forecast import Forecast, Task, Unfit

__all__ = ["climatology", "persistence", "province"]

Floats = NDArray[np.float64]

#: Jeffreys' prior: half an outcome of every category.
_PRIOR = 0.5


def _shares(outcome: NDArray[np.intp], categories: int) -> Floats:
    return np.bincount(outcome[outcome >= 0], minlength=categories).astype(np.float64)


def _drawn(weights: Floats, task: Task) -> Floats:
    """Draw probabilities from Dirichlet laws, weights (S, C) to (D, S, C); their mean for one draw."""
    if task.draws == 1:
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))[np.newaxis]
    drawn = task.rng.standard_gamma(np.broadcast_to(weights, (task.draws, *weights.shape))) + 1e-12
    return np.asarray(drawn / drawn.sum(axis=2, keepdims=True))


def climatology(task: Task) -> Forecast:
    """Give every series of a target the shares of the categories in all that is known."""
    history, categories = task.history, len(task.history.labels)
    weights = np.empty((len(history.units), categories))
    for target in np.unique(history.target_index):
        own = history.target_index == target
        weights[own] = _PRIOR + _shares(history.outcome[:, own], categories)
    return Forecast(_drawn(weights, task))


def persistence(task: Task) -> Forecast:
    """Say that the last category comes again, as surely as it did so far; the rest goes by the shares of the others.

    Without any change to learn from, staying is as likely as not. A series whose last category is
    not known gets the climatology.
    """
    history, categories, step = task.history, len(task.history.labels), task.step
    before, after = history.outcome[:-step], history.outcome[step:]
    both = (before >= 0) & (after >= 0)
    stays, moves = int((both & (before == after)).sum()), int((both & (before != after)).sum())
    draws = max(task.draws, 1)
    stay = (
        np.array([(stays + _PRIOR) / (stays + moves + 2 * _PRIOR)])
        if draws == 1
        else task.rng.beta(stays + _PRIOR, moves + _PRIOR, draws)
    )
    plain = climatology(task).probability
    last = history.outcome[task.origin]
    kept = (np.arange(categories) == last[:, np.newaxis]).astype(np.float64)
    others = plain * (1.0 - kept)
    others /= others.sum(axis=2, keepdims=True)
    held = stay[:, np.newaxis, np.newaxis] * kept + (1.0 - stay[:, np.newaxis, np.newaxis]) * others
    return Forecast(np.where((last >= 0)[:, np.newaxis], held, plain))


def province(task: Task) -> Forecast:
    """Give every series the shares of its province (and target) at the origin, drawn towards the climatology.

    As many outcomes as there are categories stand for the climatology.
    """
    history, categories = task.history, len(task.history.labels)
    group = history.group_index * (int(history.target_index.max(initial=0)) + 1) + history.target_index
    if np.bincount(group).max(initial=0) < 2:
        raise Unfit(problem("forecast-model-useless", model="province"))
    plain = climatology(Task(history, task.origin, task.step, task.rng)).mean
    last = history.outcome[task.origin]
    weights = categories * plain
    known = last >= 0
    counts = np.zeros((int(group.max()) + 1, categories))
    np.add.at(counts, (group[known], last[known]), 1.0)
    return Forecast(_drawn(weights + counts[group], task))
