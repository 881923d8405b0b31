"""A negative-binomial model of counts with effects of provinces and stages, shrunk as the data ask for.

The logarithm of the mean is that of the exposure and of the own long-run rate, plus what recent
weeks, neighbours, the stage and the province add. Priors are normal; the spread of the provinces'
effects is the one with the highest evidence, as in `ordinal`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

from ikp.errors import problem
from ikp.foresight.evaluation.counts import count_log_probability
from ikp.foresight.projection.forecast import Forecast, Task, Unfit, of_counts
from ikp.foresight.projection.history import History
from ikp.foresight.projection.newton import Top, climb
from ikp.foresight.projection.rates import counts_of, long_run, pairs

__all__ = ["LEAST", "fit_negative_binomial", "negative_binomial"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

#: Outcomes that are needed at least.
LEAST = 30
_SPREADS = (0.1, 0.3, 0.6, 1.0)
_COLUMN, _STAGE = 1.0, 0.7
_EXPONENT = 30.0


@dataclass(frozen=True, eq=False)
class _Likelihood:
    """Columns with a coefficient each, and an effect of the group that each row belongs to."""

    design: Floats
    y: Floats
    offset: Floats
    penalty: Floats  # of the design's columns, the groups, and the logarithm of the size
    group: Places | None = None

    @cached_property
    def _whole(self) -> tuple[Floats, Places]:
        """Different counts, and which of them each row has: the gamma functions are worth so few of them."""
        values, place = np.unique(self.y, return_inverse=True)
        return values, np.asarray(place, dtype=np.intp)

    def _mean(self, at: Floats) -> Floats:
        p = self.design.shape[1]
        linear = self.offset + self.design @ at[:p]
        if self.group is not None:
            linear = linear + at[p:-1][self.group]
        return np.asarray(np.exp(np.clip(linear, -_EXPONENT, _EXPONENT)))

    def value(self, at: Floats) -> float:
        size = np.exp(np.clip(at[-1], -_EXPONENT, _EXPONENT))
        fit = float(np.sum(count_log_probability(self.y, self._mean(at), size)))
        return fit - 0.5 * float(self.penalty @ at**2)

    def derivatives(self, at: Floats) -> tuple[Floats, Floats]:
        y, mu, r = self.y, self._mean(at), float(np.exp(np.clip(at[-1], -_EXPONENT, _EXPONENT)))
        values, place = self._whole
        total = r + mu
        first, second = r * (y - mu) / total, -r * mu * (r + y) / total**2
        one, two = (digamma(values + r) - digamma(r))[place], (polygamma(1, values + r) - polygamma(1, r))[place]
        d1 = one + np.log(r) + 1.0 - np.log(total) - (y + r) / total
        d2 = two + 1.0 / r - 2.0 / total + (y + r) / total**2
        cross = r * mu * (y - mu) / total**2
        p, size = self.design.shape[1], at.size
        gradient, hessian = np.empty(size), np.zeros((size, size))
        gradient[:p], gradient[-1] = first @ self.design, r * d1.sum()
        hessian[:p, :p] = (self.design * second[:, None]).T @ self.design
        hessian[-1, :p] = hessian[:p, -1] = cross @ self.design
        hessian[-1, -1] = r * d1.sum() + r**2 * d2.sum()
        if self.group is not None:
            self._of_groups(gradient, hessian, first, second, cross)
        return gradient - self.penalty * at, hessian - np.diag(self.penalty)

    def _of_groups(self, gradient: Floats, hessian: Floats, *rows: Floats) -> None:
        """Fill in what the groups' effects have a part in: sums over their rows, in place of a column for each."""
        p, group = self.design.shape[1], self.group
        groups = gradient.size - 1 - p

        def summed(values: Floats) -> Floats:
            return np.asarray(np.bincount(group, weights=values, minlength=groups))  # type: ignore[arg-type]

        first, second, cross = rows
        gradient[p:-1] = summed(first)
        hessian[np.arange(p, p + groups), np.arange(p, p + groups)] = summed(second)
        for column in range(p):
            hessian[column, p:-1] = hessian[p:-1, column] = summed(self.design[:, column] * second)
        hessian[-1, p:-1] = hessian[p:-1, -1] = summed(cross)


def fit_negative_binomial(
    design: Floats, y: Floats, offset: Floats, penalty: Floats, group: Places
) -> tuple[Top, float]:
    """Fit, and choose the spread of the groups' effects.

    Parameters
    ----------
    design : array, shape (n, p)
    y, offset : array, shape (n,)
        Counts, and what is added to the logarithm of their mean.
    penalty : array, shape (p,)
        One by the variance of each coefficient's prior.
    group : array of int, shape (n,)

    Returns
    -------
    top : Top
        Coefficients, effects of the groups, logarithm of the size.
    spread : float
    """
    groups = int(group.max(initial=-1)) + 1
    start = np.zeros(design.shape[1] + groups + 1)
    best: tuple[float, Top, float] | None = None
    for spread in _SPREADS:
        # A weak prior on the size (between 0.02 and 50 most likely) keeps Poisson counts from running to infinity.
        full = np.concatenate([penalty, np.full(groups, spread**-2.0), [0.25]])
        task = _Likelihood(design, y, offset, full, group)
        top = climb(task.value, task.derivatives, start)
        evidence = top.evidence + 0.5 * float(np.log(full).sum())
        if best is None or evidence > best[0]:
            best = evidence, top, spread
        start = top.at
    assert best is not None  # noqa: S101
    return best[1], best[2]


def _columns(history: History, origin: int) -> tuple[Floats, Floats]:
    """Give columns (S, 3) and the logarithm of the long-run rate (S,), known at the end of a period."""
    counts = counts_of(history, "negative-binomial")
    shape, rate = long_run(history, origin)
    base = shape / rate
    last, exposure = counts.values[origin], counts.exposure[origin]
    with np.errstate(invalid="ignore"):
        recent = np.where(np.isnan(last), 0.0, np.log((last + 1.0) / (exposure * base + 1.0)))
    near = np.zeros_like(recent) if history.weights is None else recent @ history.weights
    logarithm = np.log(base)
    return np.stack([recent, near, logarithm - logarithm.mean()], axis=1), logarithm


def negative_binomial(task: Task) -> Forecast:
    """Forecast counts of the period ahead from the own past, neighbours, province and stage."""
    history, step = task.history, task.step
    counts = counts_of(history, "negative-binomial")
    stages = sorted({each for each in counts.stages[: len(history.periods)] if each})

    def stage(period: int) -> Floats:
        named = counts.stages[period] if period < len(counts.stages) else ""
        return np.array([float(each == named) for each in stages])

    designs, offsets, outcomes, groups = [], [], [], []
    for origin in pairs(history, step):
        at = origin + step
        known = ~np.isnan(counts.values[at]) & (counts.exposure[at] > 0)
        columns, base = _columns(history, origin)
        designs.append(_design(columns, stage(at), history.target_index)[known])
        offsets.append((base + np.log(np.maximum(counts.exposure[at], 1e-9)))[known])
        outcomes.append(counts.values[at][known])
        groups.append(history.group_index[known])
    found = sum(each.size for each in outcomes)
    if found < LEAST:
        raise Unfit(problem("forecast-model-short", model="negative-binomial", need=LEAST, found=found))
    targets = int(history.target_index.max(initial=0))
    penalty = np.concatenate([[1e-4], np.full(3 + targets, _COLUMN**-2.0), np.full(len(stages), _STAGE**-2.0)])
    top, _ = fit_negative_binomial(
        np.concatenate(designs), np.concatenate(outcomes), np.concatenate(offsets), penalty, np.concatenate(groups)
    )
    columns, base = _columns(history, task.origin)
    row = counts.planned(task.origin + step)
    design = _design(columns, stage(task.origin + step), history.target_index)
    drawn = top.draws(task.draws, task.rng) if task.draws > 1 else top.at[np.newaxis]
    p = design.shape[1]
    # A province without an outcome to learn from keeps the middle of its prior.
    effects = np.zeros((len(drawn), int(history.group_index.max(initial=0)) + 1))
    trained = drawn[:, p:-1]
    effects[:, : trained.shape[1]] = trained
    linear = drawn[:, :p] @ design.T + effects[:, history.group_index]
    mu = np.exp(np.clip(linear + base, -_EXPONENT, _EXPONENT)) * np.maximum(counts.exposure[row], 1e-9)
    return of_counts(mu, np.full(base.size, float(np.exp(top.at[-1]))), counts.bands)


def _design(columns: Floats, stage: Floats, target: Places) -> Floats:
    kinds = np.arange(1, int(target.max(initial=0)) + 1)
    one = (target[:, np.newaxis] == kinds).astype(np.float64)
    series = len(target)
    return np.concatenate([np.ones((series, 1)), columns, one, np.tile(stage, (series, 1))], axis=1)
