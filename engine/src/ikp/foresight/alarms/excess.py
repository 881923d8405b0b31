"""How probably a count holds more than chance: two groups of weeks, the quiet ones and those with something added.

A p-value says how seldom chance alone gives such a count. It does not say how probably this one is more than
chance: that also hangs on how seldom anything is added at all. Both are learned from all series of the watched weeks:

    quiet    negative binomial, with the mean and the size that the method expects
    added    the same, and at least one report more: a geometric number with mean 1 + c standard deviations

A share of weeks belongs to the second group, with c from a few magnitudes; share and magnitudes are fitted by EM. The
probability that is told is the posterior one of the second group: 1 - the local false discovery rate of Efron. It is
a statement about this very count and not, as the q-value is, about all that are at least as striking, among which
the faint ones profit from the glaring ones; and as it conditions on the count, it needs no correction because only
the most striking of many are looked at.

What a method calls quiet is seldom quite true: a stage of the election raises reports everywhere, and weeks spread
more than the model knows. Efron's empirical null is the answer: the level of each week and kind is moved to what came
in the rest of the country, and the law of the quiet weeks is widened by as much as the bulk of all counts asks for.

Sources: Efron (2004), *JASA* 99, 96–104, and (2010), *Large-Scale Inference*, chapters 5–6; Efron, Tibshirani, Storey
& Tusher (2001), *JASA* 96, 1151–1160; the smoothing of the share is a Dirichlet prior (assumed, see `excess`).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.result import Alarms, Reason

__all__ = ["Excess", "excess"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

#: What is added, in standard deviations of the quiet count, beside the one report that it has at least.
_MAGNITUDES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
#: By how much the squared coefficient of variation of quiet weeks may exceed what the method says.
_WIDER = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
#: Before anything is seen: of so many weeks of series, one holds something added (assumed).
_PRIOR = 200.0
#: The country's level rests on what came, and on so many reports that came as expected (assumed).
_LEVEL_WEIGHT = 10.0
#: P-values below this are left out where the level of the country is read off.
_STRIKING = 0.001
#: Before anything is seen, the widening is exponential with this mean (assumed): one high count is no reason for it.
_WIDER_MEAN = 0.1
_ROUNDS, _SAME = 200, 1e-5
#: Levels and groups are fitted in turns.
_TURNS = 3
#: Counts further above the quiet mean than this many are summed from here on only.
_FURTHEST = 400


@dataclass(frozen=True, slots=True, eq=False)
class Excess:
    """The probability of something added, and the two groups it rests on.

    Attributes
    ----------
    probability : array, shape (T, S)
        Of each watched week; NaN where nothing can be said.
    share : float
        Of the weeks of series that hold something added.
    wider : float
        What was added to the squared coefficient of variation of quiet weeks.
    level : array, shape (T, S)
        What the mean was multiplied with: the level of the rest of the country in this week and kind.
    cells : int
        Weeks of series that all of this was learned from.
    """

    probability: Matrix
    share: float
    wider: float
    level: Matrix
    cells: int


def excess(alarms: Alarms, *, size: Matrix | None = None, levels: bool = True) -> Excess:
    """Give the probability that a count holds more than chance, for all watched weeks.

    Parameters
    ----------
    alarms : Alarms
        Of a method that gives what is expected.
    size : array, shape (T, S), optional
        Sizes of the negative binomial law of quiet weeks, infinite for Poisson; left out, the method's own
        (``size`` among its details), or Poisson where it has none: the widening makes up for it.
    levels : bool
        Move the mean of each week and kind to the level of the rest of the country.

    Returns
    -------
    Excess
        Before anything is seen, one of 200 weeks of a series is taken to hold something added; that counts as much
        as 200 weeks of series (assumed).

    Raises
    ------
    UsageError
        For a method that expects nothing: CUSUM and GLR.
    """
    said = (alarms.reason == Reason.SAID) & np.isfinite(alarms.expected) & np.isfinite(alarms.observed)
    said &= alarms.expected > 0
    watched = np.zeros(said.shape, dtype=bool)
    watched[list(alarms.monitored)] = True
    said &= watched
    if not said.any() and (alarms.reason[watched] == Reason.SAID).any():
        raise UsageError(problem("alarms-no-p", method=alarms.method))
    spread = alarms.details.get("size") if size is None else size
    spread = np.full(said.shape, np.inf) if spread is None else np.where(spread > 0, spread, np.inf)
    probability, level = np.full(said.shape, np.nan), np.ones(said.shape)
    y = np.rint(alarms.observed[said])
    # An outbreak in one place is not the level of the country: the most striking are left out of it at first, and
    # later each count as far as it holds something added.
    quiet = np.where(said & ~(alarms.p_value < _STRIKING), 1.0, 0.0)
    found = None
    for _ in range((_TURNS if levels else 1) if said.any() else 0):
        if levels:
            level = _levels(alarms, quiet)
        found = _best(y, (alarms.expected * level)[said], spread[said], found)
        quiet[said] = 1 - found.added
    if found is not None:
        probability[said] = found.added
        return Excess(probability, float(1 - found.weights[0]), found.wider, level, int(said.sum()))
    return Excess(probability, 1 / _PRIOR, 0.0, level, 0)


class _Fit(NamedTuple):
    """The two groups at one widening: log posterior, weight of each group, probability of something added."""

    fit: float
    weights: Vector
    added: Vector
    wider: float


def _best(y: Vector, mean: Vector, size: Vector, near: _Fit | None) -> _Fit:
    """Fit the two groups with the widening that is most likely; beside an earlier one, only its neighbours."""
    place = None if near is None else _WIDER.index(near.wider)
    # A little spread explains itself as well by many small additions: the likelihood may have two peaks.
    tried = _WIDER if place is None else _WIDER[max(place - 1, 0) : place + 2]
    best = near
    found = []
    for wider in tried:
        best = _fitted(y, mean, 1 / (1 / size + wider) if wider else size, wider, best)
        found.append(best)
    return max(found, key=lambda each: each.fit)


def _levels(alarms: Alarms, quiet: Matrix) -> Matrix:
    """Give the level of each week and kind in the rest of the country, near 1 where little is known of it."""
    level, kinds = np.ones(quiet.shape), np.array(alarms.kinds)
    for kind in dict.fromkeys(alarms.kinds):
        own = kinds == kind
        came, due = (
            np.where(quiet[:, own] > 0, quiet[:, own] * each[:, own], 0.0)
            for each in (alarms.observed, alarms.expected)
        )
        # A series is no part of what it is held against: where it alone has reports, it would be its own measure.
        came, due = (each.sum(axis=1, keepdims=True) - each for each in (came, due))
        level[:, own] = (came + _LEVEL_WEIGHT) / (due + _LEVEL_WEIGHT)
    return level


def _fitted(y: Vector, mean: Vector, size: Vector, wider: float, start: _Fit | None) -> _Fit:
    """Fit share and magnitudes by EM."""
    some = y > 0  # where nothing came, nothing was added
    dense = _densities(y[some], mean[some], size[some])
    law = np.where(np.isinf(size), 1e12, size)[~some]
    prior = np.array([_PRIOR - 1, *[1 / len(_MAGNITUDES)] * len(_MAGNITUDES)])
    fixed = prior.copy()
    fixed[0] += law.size
    weights = prior / prior.sum() if start is None else start.weights
    for _ in range(_ROUNDS):
        joint = dense * weights
        new = (joint / joint.sum(axis=1)[:, None]).sum(axis=0) + fixed
        new /= new.sum()
        settled = np.abs(new - weights).max() < _SAME
        weights = new
        if settled:
            break
    joint = dense * weights
    total = joint.sum(axis=1)
    added = np.zeros(y.size)
    added[some] = 1 - joint[:, 0] / total
    silent = law * np.log1p(mean[~some] / law)  # minus the log probability of 0
    fit = float(np.log(total).sum() - silent.sum() + (fixed * np.log(weights)).sum() - wider / _WIDER_MEAN)
    return _Fit(fit, weights, added, wider)


def _densities(y: Vector, mean: Vector, size: Vector) -> Matrix:
    """Give the probability of each count in the quiet group, and with something of each magnitude added."""
    law = np.asarray(np.where(np.isinf(size), 1e12, size))
    share = np.asarray(law / (law + mean))
    sd = np.sqrt(mean * (1 + mean / law))
    # With a shifted geometric number added: f(y) = q f(y - 1) + (1 - q) f0(y - 1), from the first count on.
    stay = np.stack([1 - 1 / (1 + each * sd) for each in _MAGNITUDES], axis=1)
    added = np.zeros(stay.shape)
    order = np.argsort(-y, kind="stable")
    begin = np.maximum(y - _FURTHEST, 0.0)
    remaining = np.minimum(y, _FURTHEST)[order]
    for step in range(int(remaining.max(initial=0))):
        rows = order[: np.searchsorted(-remaining, -step, side="left")]
        before = np.asarray(scipy.stats.nbinom.pmf(begin[rows] + step, law[rows], share[rows]))
        added[rows] = stay[rows] * added[rows] + (1 - stay[rows]) * before[:, None]
    quiet = scipy.stats.nbinom.pmf(y, law, share)
    return np.asarray(np.maximum(np.column_stack([quiet, added]), 1e-300))
