"""Beta regression of the place among all: how high a unit stands, not which category it is in.

Scores of editions have scales of their own, and categories hide how near a unit is to the next one. So every unit is
put at its place within its edition, between 0 and 1 (by score where scores are known, else in the middle of its
category), and the place of the next edition is beta distributed:

    logit(mean) = level + columns + effect of the province        variance = mean (1 - mean) / (1 + precision)

with the columns of `ikp.foresight.projection.features`, normal priors around 0, and the spread of the provinces'
effects that has the highest evidence. The probability of a category is that of its part of the places: as large a part
as categories had over all editions. Where only categories are known, three or four places stand for all, and the
forecasts are too careful.

Sources: Ferrari & Cribari-Neto (2004), *Journal of Applied Statistics* 31, 799–815; for places within an edition,
ridits: Bross (1958), *Biometrics* 14, 18–38.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaln, digamma, expit, logit, polygamma

from ikp.errors import problem
from ikp.foresight.projection.features import learn, telling
from ikp.foresight.projection.forecast import Forecast, Task, Unfit
from ikp.foresight.projection.history import History
from ikp.foresight.projection.newton import Top, climb

__all__ = ["LEAST", "beta", "fit_beta", "places_within"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

#: Outcomes that are needed at least.
LEAST = 20
#: Spreads of the provinces' effects that are tried.
_SPREADS = (0.05, 0.2, 0.5, 1.0)
_COLUMN = 1.0
#: The logarithm of the precision: a normal prior around that of a place that is known to about a fifth.
_PRECISION, _PRECISION_SD = 1.5, 1.5
#: No part of the places is smaller than half an outcome.
_PRIOR = 0.5


def places_within(history: History) -> Floats:
    """Put every series at its place within its period and target, strictly between 0 and 1, shape (T, S).

    By the level where all of a period's are known, in the middle of its category otherwise; NaN unknown.
    """
    found = np.full(history.outcome.shape, np.nan)
    for period, outcome in enumerate(history.outcome):
        for target in np.unique(history.target_index):
            own = np.flatnonzero((history.target_index == target) & (outcome >= 0))
            if own.size:
                level = history.level[period, own]
                values = level if np.isfinite(level).all() else outcome[own].astype(np.float64)
                found[period, own] = _ridits(values)
    return found


def _ridits(values: Floats) -> Floats:
    """Give the share below and half of the share alike."""
    order = np.sort(values)
    low, high = np.searchsorted(order, values, "left"), np.searchsorted(order, values, "right")
    return np.asarray((low + high) / 2.0 / values.size)


@dataclass(frozen=True, eq=False)
class _Likelihood:
    """Log-likelihood of a beta regression with normal priors; the last parameter is the logarithm of the precision."""

    columns: Floats
    place: Floats
    centre: Floats
    penalty: Floats

    def value(self, at: Floats) -> float:
        if not abs(at[-1]) < 12:
            return -np.inf
        mean, precision = self._law(at)
        a, b = mean * precision, (1.0 - mean) * precision
        told = (a - 1.0) * np.log(self.place) + (b - 1.0) * np.log1p(-self.place) - betaln(a, b)
        return float(told.sum() - 0.5 * self.penalty @ (at - self.centre) ** 2)

    def derivatives(self, at: Floats) -> tuple[Floats, Floats]:
        mean, precision = self._law(at)
        a, b = mean * precision, (1.0 - mean) * precision
        star = logit(self.place) - (digamma(a) - digamma(b))
        slope = mean * (1.0 - mean)
        pa, pb = polygamma(1, a), polygamma(1, b)
        # In the linear part, and in the logarithm of the precision.
        first = precision * star * slope
        whole = precision * (
            mean * (np.log(self.place) - digamma(a))
            + (1.0 - mean) * (np.log1p(-self.place) - digamma(b))
            + digamma(precision)
        )
        second = -(precision**2) * (pa + pb) * slope**2 + precision * star * slope * (1.0 - 2.0 * mean)
        cross = first - precision**2 * slope * (mean * pa - (1.0 - mean) * pb)
        bend = whole - precision**2 * (mean**2 * pa + (1.0 - mean) ** 2 * pb - polygamma(1, precision))
        size = at.size
        gradient, hessian = np.empty(size), np.empty((size, size))
        gradient[:-1], gradient[-1] = first @ self.columns, whole.sum()
        hessian[:-1, :-1] = (self.columns * second[:, np.newaxis]).T @ self.columns
        hessian[:-1, -1] = hessian[-1, :-1] = cross @ self.columns
        hessian[-1, -1] = bend.sum()
        return gradient - self.penalty * (at - self.centre), hessian - np.diag(self.penalty)

    def _law(self, at: Floats) -> tuple[Floats, float]:
        mean = np.clip(expit(self.columns @ at[:-1]), 1e-6, 1.0 - 1e-6)
        return np.asarray(mean), float(np.exp(at[-1]))


def fit_beta(columns: Floats, place: Floats, group: Places) -> tuple[Top, float]:
    """Fit, and choose the spread of the groups' effects.

    Parameters
    ----------
    columns : array, shape (n, p)
    place : array, shape (n,)
        Strictly between 0 and 1.
    group : array of int, shape (n,)

    Returns
    -------
    top : Top
        Level, coefficients of the columns, effects of the groups, logarithm of the precision.
    spread : float
    """
    n, p = columns.shape
    groups = int(group.max(initial=-1)) + 1
    design = np.zeros((n, 1 + p + groups))
    design[:, 0], design[:, 1 : 1 + p] = 1.0, columns
    design[np.arange(n), 1 + p + group] = 1.0
    centre = np.concatenate([np.zeros(1 + p + groups), [_PRECISION]])
    start, best = centre.copy(), None
    for spread in _SPREADS:
        penalty = np.concatenate(
            [[1e-4], np.full(p, _COLUMN**-2.0), np.full(groups, spread**-2.0), [_PRECISION_SD**-2.0]]
        )
        likelihood = _Likelihood(design, place, centre, penalty)
        top = climb(likelihood.value, likelihood.derivatives, start)
        evidence = top.evidence + 0.5 * float(np.log(penalty).sum())
        if best is None or evidence > best[0]:
            best = evidence, top, spread
        start = top.at
    assert best is not None  # noqa: S101
    return best[1], best[2]


def beta(task: Task) -> Forecast:
    """Forecast the place among all of the next period, and by it the category."""
    history, rows = task.history, learn(task)
    if rows.outcome.size < LEAST:
        raise Unfit(problem("forecast-model-short", model="beta", need=LEAST, found=rows.outcome.size))
    columns, ahead = telling(rows, history.target_index)
    place = places_within(history)[rows.period, rows.series]
    top, _ = fit_beta(columns, place, history.group_index[rows.series])
    at = top.draws(task.draws, task.rng) if task.draws > 1 else top.at[np.newaxis]
    p, groups = columns.shape[1], int(history.group_index.max(initial=0)) + 1
    # Groups without an outcome to learn from keep the effect of their prior: 0.
    effects = np.zeros((len(at), groups))
    effects[:, : at.shape[1] - 2 - p] = at[:, 1 + p : -1]
    mean = expit(at[:, :1] + at[:, 1 : 1 + p] @ ahead.T + effects[:, history.group_index])
    mean, precision = np.clip(mean, 1e-6, 1.0 - 1e-6), np.exp(np.clip(at[:, -1], -12.0, 12.0))[:, np.newaxis]
    edges = _edges(history)
    law = mean * precision, (1.0 - mean) * precision
    below = np.stack([betainc(*law, edges[:, cut]) for cut in range(edges.shape[1])])
    ends = np.zeros((1, *mean.shape)), np.ones((1, *mean.shape))
    return Forecast(np.moveaxis(np.diff(np.concatenate([ends[0], below, ends[1]]), axis=0), 0, -1))


def _edges(history: History) -> Floats:
    """Give where the part of each category ends, but for the last one, by target: shape (S, C - 1)."""
    categories = len(history.labels)
    found = np.empty((len(history.units), categories - 1))
    for target in np.unique(history.target_index):
        own = history.target_index == target
        told = history.outcome[:, own]
        shares = _PRIOR + np.bincount(told[told >= 0], minlength=categories)
        found[own] = (np.cumsum(shares) / shares.sum())[:-1]
    return found
