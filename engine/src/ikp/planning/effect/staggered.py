"""Difference-in-differences with staggered starts: each group against units without the programme as yet.

Callaway and Sant'Anna (2021), *Difference-in-Differences with multiple time periods*, Journal of
Econometrics 225(2), without covariates. Comparing early with late starters as one regression on
two-way fixed effects does can give an effect of the wrong sign when effects grow with time
(Goodman-Bacon 2021); here nobody is compared with somebody who already has the programme.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import NDArray

from ikp.errors import DataError, problem
from ikp.planning.effect.panel import Panel

__all__ = ["Comparison", "Effect", "EventStudy", "GroupTime", "contributions", "event_study", "group_time", "overall"]

#: Whom to compare with: units that never have the programme, or also those that have it later.
Comparison = Literal["never", "not-yet"]
#: More changes than these before the start are added up over so many stretches of time before they are tested.
_CELLS, _STRETCHES = 12, 4
Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """An estimate with its interval, in units of the outcome.

    `degrees` are those of the t distribution, after Welch and Satterthwaite: with few units an
    interval of the normal law would be too narrow.
    """

    value: float
    error: float
    low: float
    high: float
    p: float
    degrees: float
    level: float


@dataclass(frozen=True, eq=False)
class GroupTime:
    """Effects by group and period.

    Attributes
    ----------
    groups, times : array of int, shape (k,)
        Place of the period in which the group began, and of the period that is looked at.
    value : array, shape (k,)
        Mean change since the period before the start, less that of the comparison units; in
        periods before it, the change since the period before: what should be near zero.
    influence : array, shape (n, k)
        What each unit adds to the estimate's error; their sum of squares, by n², is its variance.
    sizes, others : array of int, shape (k,)
        Units of the group, and of the comparison.
    """

    panel: Panel
    comparison: Comparison
    groups: NDArray[np.intp]
    times: NDArray[np.intp]
    value: Vector
    influence: Matrix
    sizes: NDArray[np.intp]
    others: NDArray[np.intp]

    @property
    def after(self) -> NDArray[np.bool_]:
        """Which of them are at work."""
        return np.asarray(self.times >= self.groups)


@dataclass(frozen=True, eq=False)
class EventStudy:
    """Effects by periods since the start; below zero is before it.

    `ahead` is the test that all effects before the start are zero: whether the units ran
    alike before anybody had the programme. None where no period before the last is known.
    """

    since: tuple[int, ...]
    effects: tuple[Effect, ...]
    ahead: float | None


def group_time(panel: Panel, comparison: Comparison = "not-yet") -> GroupTime:
    """Estimate the effect of every group in every period.

    Parameters
    ----------
    panel : Panel
    comparison : {'never', 'not-yet'}

    Raises
    ------
    DataError
        If no programme begins after the first period, or there is nobody to compare with.
    """
    y, start, n = panel.outcome, panel.start, len(panel.units)
    if not panel.groups:
        raise DataError(problem("effect-nobody", what="start"))
    cells: list[tuple[int, int, float, Vector, int, int]] = []
    for group in panel.groups:
        treated = start == group
        for period in range(1, len(panel.periods)):
            base = _base(group, period)
            free = _free(start, group, period, comparison)
            if not free.any():
                continue
            change = y[:, period] - y[:, base]
            own, other = change[treated].mean(), change[free].mean()
            influence = np.zeros(n)
            influence[treated] += n / treated.sum() * (change[treated] - own)
            influence[free] -= n / free.sum() * (change[free] - other)
            cells.append((group, period, float(own - other), influence, int(treated.sum()), int(free.sum())))
    if not any(period >= group for group, period, *_rest in cells):
        raise DataError(problem("effect-nobody", what="comparison"))
    groups, times, values, influences, sizes, others = (np.array(each) for each in zip(*cells, strict=True))
    return GroupTime(panel, comparison, groups, times, values, influences.T, sizes, others)


def _base(group: int, period: int) -> int:
    """Give the period that a change is counted from."""
    return group - 1 if period >= group else period - 1


def _free(start: NDArray[np.intp], group: int, period: int, comparison: Comparison) -> NDArray[np.bool_]:
    """Say which units a group may be compared with."""
    free = start == -1
    if comparison == "not-yet":
        free |= (start > max(period, _base(group, period))) & (start != group)
    return np.asarray(free)


def contributions(found: GroupTime) -> Matrix:
    """Give what each outcome is multiplied by in the overall effect, which is the sum of the products; shape (n, t)."""
    panel, which = found.panel, np.flatnonzero(found.after)
    share = found.sizes[which] / found.sizes[which].sum()
    parts = np.zeros(panel.outcome.shape)
    for weight, group, period in zip(share, found.groups[which], found.times[which], strict=True):
        treated = panel.start == group
        free = _free(panel.start, int(group), int(period), found.comparison)
        own = weight * (treated / treated.sum() - free / free.sum())
        parts[:, period] += own
        parts[:, _base(int(group), int(period))] -= own
    return parts


def overall(found: GroupTime, *, level: float = 0.9) -> Effect:
    """Give the mean effect over all groups and all periods at work, groups by their number of units."""
    which = np.flatnonzero(found.after)
    return _mean(found, which, level)


def event_study(found: GroupTime, *, level: float = 0.9) -> EventStudy:
    """Give the mean effect by periods since the start, and test those before it."""
    since = found.times - found.groups
    steps = tuple(int(each) for each in np.unique(since))
    effects = tuple(_mean(found, np.flatnonzero(since == step), level) for step in steps)
    return EventStudy(steps, effects, _ahead(found))


def _mean(found: GroupTime, which: NDArray[np.intp], level: float) -> Effect:
    """Average cells by the size of their groups; that the sizes are themselves a draw widens the interval."""
    share = found.sizes[which] / len(found.panel.units)
    weights = share / share.sum()
    value = float(weights @ found.value[which])
    influence = found.influence[:, which] @ weights + _of_sizes(found, which, share) @ found.value[which]
    return _effect(value, influence, found.panel.start, level)


def _of_sizes(found: GroupTime, which: NDArray[np.intp], share: Vector) -> Matrix:
    """Give each unit's influence on the weights, shape (n, k)."""
    member = (found.panel.start[:, None] == found.groups[which][None]).astype(np.float64)
    off = member - share
    total = share.sum()
    return np.asarray(off / total - off.sum(axis=1, keepdims=True) * share / total**2)


def _effect(value: float, influence: Vector, start: NDArray[np.intp], level: float) -> Effect:
    if not 0 < level < 1:
        raise DataError(problem("effect-level", level=level))
    n = len(influence)
    parts = [(float((influence[start == one] ** 2).sum()), int((start == one).sum())) for one in np.unique(start)]
    parts = [(square, size) for square, size in parts if square > 0]
    unknown = float("nan")
    if any((start == one).sum() == 1 for one in np.unique(start[start > 0])) or any(size == 1 for _, size in parts):
        # How much one unit varies by chance cannot be seen in it alone; `placebo` can tell.
        return Effect(value, unknown, unknown, unknown, unknown, unknown, level)
    if not parts:
        return Effect(value, 0.0, value, value, unknown, unknown, level)
    # A group of m units knows its own spread from m - 1 numbers: the plain sum of squares is too small by m/(m - 1).
    own = np.array([square * size / (size - 1) for square, size in parts])
    error = float(np.sqrt(own.sum())) / n
    degrees = float(own.sum() ** 2 / (own**2 / np.array([size - 1 for _, size in parts])).sum())
    reach = float(scipy.stats.t.ppf(0.5 + level / 2, degrees)) * error
    p = float(2 * scipy.stats.t.sf(abs(value) / error, degrees))
    return Effect(value, error, value - reach, value + reach, p, degrees, level)


def _ahead(found: GroupTime) -> float | None:
    """Give the probability of changes before the start at least so large, if units move alike (Hotelling)."""
    which = np.flatnonzero(~found.after)
    start, n = found.panel.start, len(found.panel.units)
    groups, sizes = np.unique(start, return_counts=True)
    if not which.size or (sizes[groups > 0] < 2).any():
        return None
    value, influence = found.value[which], found.influence[:, which]
    if which.size > min(_CELLS, n - len(groups) - 2):
        # So many changes cannot be told from chance by so few units: a long history would make the test blind.
        value, influence = _stretches(found, which, max(1, min(_STRETCHES, (n - len(groups)) // 5)))
    covariance = np.zeros((value.size, value.size))
    for group, size in zip(groups, sizes, strict=True):
        own = influence[start == group]
        covariance += own.T @ own / n**2 * (size / (size - 1) if size > 1 else 1.0)
    rank = int(np.linalg.matrix_rank(covariance, hermitian=True))
    free = n - len(groups) - rank + 1
    if not rank or free < 1:
        return None
    distance = float(value @ np.linalg.pinv(covariance, hermitian=True) @ value)
    # Against chi-squared, as for many units, a third of alike provinces would be taken to run apart.
    return float(scipy.stats.f.sf(distance / rank * free / (n - len(groups)), rank, free))


def _stretches(found: GroupTime, which: NDArray[np.intp], number: int) -> tuple[Vector, Matrix]:
    """Add the changes before the start up over stretches of time: how far units moved apart in each.

    Returns
    -------
    array, shape (stretches,), and what each unit adds to their errors, shape (n, stretches)
    """
    since = found.times[which] - found.groups[which]
    steps = np.unique(since)
    parts = np.array_split(steps, min(number, steps.size))
    weights = np.zeros((which.size, len(parts)))
    for place, part in enumerate(parts):
        for step in part:
            cells = since == step
            weights[cells, place] = found.sizes[which][cells] / found.sizes[which][cells].sum()
    return found.value[which] @ weights, found.influence[:, which] @ weights
