"""Proportional odds with effects of provinces, shrunk as much as the data ask for.

The logarithm of the odds of "at most category c" is a threshold less a sum of columns and an effect
of the province: McCullagh, P. (1980). Regression models for ordinal data. *JRSS B* 42, 109-142.
Columns and effects have normal priors around 0; the spread of the provinces' is the one with the
highest evidence (Laplace's approximation), and draws from the law around the top carry the
uncertainty into the probabilities.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from ikp.errors import problem
from ikp.foresight.projection.features import learn, telling
from ikp.foresight.projection.forecast import Forecast, Task, Unfit
from ikp.foresight.projection.newton import Top, climb

__all__ = ["LEAST", "fit_ordinal", "ordinal"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

#: Outcomes that are needed at least.
LEAST = 20
#: Spreads of the provinces' effects that are tried.
_SPREADS = (0.1, 0.3, 0.6, 1.0, 1.6)
#: Spread of the prior of a column's coefficient: columns go from about -2 to 2.
_COLUMN = 1.0
#: A pseudo-outcome of this weight in every category keeps thresholds finite.
_PSEUDO = 0.5


@dataclass(frozen=True, eq=False)
class _Odds:
    """Log-likelihood of proportional odds with normal priors."""

    columns: Floats  # (n, p); pseudo-outcomes at the end, with columns 0
    outcome: Places
    weight: Floats
    categories: int
    penalty: Floats  # (c - 1 + p,)

    def _ends(self, at: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Give the arguments of both ends of each outcome's interval, and which are finite."""
        cuts = self.categories - 1
        theta, linear = at[:cuts], self.columns @ at[cuts:]
        upper = np.where(self.outcome < cuts, theta[np.minimum(self.outcome, cuts - 1)], np.inf) - linear
        lower = np.where(self.outcome > 0, theta[np.maximum(self.outcome - 1, 0)], -np.inf) - linear
        return upper, lower, np.isfinite(upper).astype(float), np.isfinite(lower).astype(float)

    def value(self, at: Floats) -> float:
        if np.any(np.diff(at[: self.categories - 1]) <= 0):
            return -np.inf
        upper, lower, _, _ = self._ends(at)
        # The mirror image where both ends are above 0: there 1 - 1 would be lost.
        high = np.minimum(upper, lower) > 0
        p = np.where(high, expit(-lower) - expit(-upper), expit(upper) - expit(lower))
        with np.errstate(divide="ignore"):
            return float(self.weight @ np.log(np.maximum(p, 0.0)) - 0.5 * self.penalty @ at**2)

    def derivatives(self, at: Floats) -> tuple[Floats, Floats]:
        cuts, n = self.categories - 1, self.outcome.size
        upper, lower, has_upper, has_lower = self._ends(at)
        fa, fb = expit(upper), expit(lower)
        p = np.maximum(fa - fb, 1e-300)
        da, db = fa * (1.0 - fa), fb * (1.0 - fb)
        w = self.weight
        ga, gb = w * da / p, -w * db / p
        haa = w * (da * (1.0 - 2.0 * fa) / p - (da / p) ** 2)
        hbb = w * (-db * (1.0 - 2.0 * fb) / p - (db / p) ** 2)
        hab = w * da * db / p**2
        a, b = (np.zeros((n, cuts + self.columns.shape[1])) for _ in range(2))
        rows = np.arange(n)
        a[rows, np.minimum(self.outcome, cuts - 1)] = has_upper
        b[rows, np.maximum(self.outcome - 1, 0)] = has_lower
        a[:, cuts:], b[:, cuts:] = -self.columns * has_upper[:, None], -self.columns * has_lower[:, None]
        gradient = ga @ a + gb @ b - self.penalty * at
        cross = (a * hab[:, None]).T @ b
        hessian = (a * haa[:, None]).T @ a + (b * hbb[:, None]).T @ b + cross + cross.T
        return gradient, hessian - np.diag(self.penalty)


def fit_ordinal(columns: Floats, outcome: Places, group: Places, categories: int) -> tuple[Top, float]:
    """Fit, and choose the spread of the groups' effects.

    Parameters
    ----------
    columns : array, shape (n, p)
    outcome : array of int, shape (n,)
    group : array of int, shape (n,)
    categories : int

    Returns
    -------
    top : Top
        Thresholds, coefficients of the columns, effects of the groups.
    spread : float
    """
    n, p = columns.shape
    groups = int(group.max(initial=-1)) + 1
    design = np.zeros((n + categories, p + groups))
    design[:n, :p] = columns
    design[np.arange(n), p + group] = 1.0
    answers = np.concatenate([outcome, np.arange(categories)])
    weight = np.concatenate([np.ones(n), np.full(categories, _PSEUDO)])
    share = np.cumsum(np.bincount(answers, weights=weight, minlength=categories))[:-1] / weight.sum()
    start = np.concatenate([np.log(share / (1.0 - share)), np.zeros(p + groups)])
    best: tuple[float, Top, float] | None = None
    for spread in _SPREADS:
        penalty = np.concatenate(
            [np.full(categories - 1, 1e-4), np.full(p, _COLUMN**-2.0), np.full(groups, spread**-2.0)]
        )
        odds = _Odds(design, answers, weight, categories, penalty)
        top = climb(odds.value, odds.derivatives, start)
        evidence = top.evidence + 0.5 * float(np.log(penalty).sum())
        if best is None or evidence > best[0]:
            best = evidence, top, spread
        start = top.at
    assert best is not None  # noqa: S101
    return best[1], best[2]


def _probabilities(at: Floats, columns: Floats, group: Places, categories: int) -> Floats:
    """Give probabilities, shape (D, S, C), of draws of parameters (D, q)."""
    cuts, p = categories - 1, columns.shape[1]
    linear = at[:, cuts : cuts + p] @ columns.T + at[:, cuts + p :][:, group]
    theta = np.sort(at[:, :cuts], axis=1)
    below = expit(theta[:, np.newaxis, :] - linear[:, :, np.newaxis])
    ends = np.zeros((*linear.shape, 1)), np.ones((*linear.shape, 1))
    return np.diff(np.concatenate([ends[0], below, ends[1]], axis=2), axis=2)


def ordinal(task: Task) -> Forecast:
    """Forecast with proportional odds: last category and score, earlier ones, the group's and the neighbours'."""
    history, rows = task.history, learn(task)
    if rows.outcome.size < LEAST:
        raise Unfit(problem("forecast-model-short", model="ordinal", need=LEAST, found=rows.outcome.size))
    columns, ahead = telling(rows, history.target_index)
    top, _ = fit_ordinal(columns, rows.outcome, history.group_index[rows.series], len(history.labels))
    # Groups without an outcome to learn from keep the effect of their prior: 0, as wide as the others'.
    at = top.draws(task.draws, task.rng) if task.draws > 1 else top.at[np.newaxis]
    groups = int(history.group_index.max(initial=0)) + 1
    missing = groups - (at.shape[1] - (len(history.labels) - 1) - columns.shape[1])
    at = np.concatenate([at, np.zeros((at.shape[0], max(missing, 0)))], axis=1)
    return Forecast(_probabilities(at, ahead, history.group_index, len(history.labels)))
