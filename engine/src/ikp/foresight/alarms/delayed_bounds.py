"""How many reports of a week could be known by now, when its mean and the over-dispersion are estimates."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc

from ikp.foresight.alarms.delayed_model import DelayedFit

__all__ = ["Mixture", "drawn", "expected_by_now", "mixture"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_MEANS, _SIZES = 15, 9
#: A standard error of the size's logarithm beyond this only says that nothing is known of it.
_VAGUE = 2.0


class Mixture(NamedTuple):
    """A mixture of negative binomial laws for every series, shapes (s, m); an infinite size is Poisson."""

    mean: Matrix
    size: Matrix
    weight: Matrix

    def tail(self, counts: Vector) -> Vector:
        """Give the probability of so many reports or more, shape (s,)."""
        y = np.maximum(counts, 1)[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            negbin = betainc(y, self.size, self.mean / (self.mean + self.size))
        each = np.where(np.isfinite(self.size), negbin, gammainc(y, self.mean))
        found = np.einsum("sm,sm->s", self.weight, each)
        return np.where(counts < 1, 1.0, found)

    def quantile(self, level: float) -> Vector:
        """Give the smallest count that is not exceeded with this probability, shape (s,); NaN without a mean."""
        centre = np.einsum("sm,sm->s", self.weight, self.mean)
        out = np.full(centre.size, np.nan)
        rows = np.flatnonzero(np.isfinite(centre))
        if rows.size:
            part = Mixture(*(each[rows] for each in self))
            out[rows] = _search(lambda y, at: part.only(at).tail(y + 1) <= 1 - level, centre[rows])
        return out

    def only(self, rows: NDArray[np.intp]) -> "Mixture":
        """Give the laws of some series."""
        return Mixture(*(each[rows] for each in self))


def expected_by_now(fit: DelayedFit, delays: int) -> tuple[Vector, Vector, Vector]:
    """Give what is expected by now, the standard error of its logarithm, and what is expected in the end, shape (s,).

    Delays in which no report ever came add nothing.
    """
    means = np.where(fit.seen, np.exp(np.minimum(fit.eta, 700)), 0.0)
    now = means[:, :delays].sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(now[:, None] > 0, means[:, :delays] / now[:, None], 0.0)
    within = np.where(fit.seen[:, :delays, None] & fit.seen[:, None, :delays], fit.cov[:, :delays, :delays], 0.0)
    variance = np.einsum("sd,sde,se->s", share, within, share)
    return now, np.sqrt(np.maximum(variance, 0)), means.sum(axis=1)


def mixture(fit: DelayedFit, delays: int) -> Mixture:
    """Give the law of the reports known by now.

    The logarithms of the mean and of the size are normal around their estimates; given both, the sum over
    delays is a negative binomial variable with the mean and the variance of the sum of the delays'.
    Both normal laws are replaced by the nodes of Gauss and Hermite, so that nothing is drawn.
    """
    now, se, _ = expected_by_now(fit, delays)
    means = np.where(fit.seen, np.exp(np.minimum(fit.eta, 700)), 0.0)[:, :delays]
    square = np.einsum("sd,sd->s", means, means)
    # A sum of variables of one size with unequal means spreads less than one variable of that size.
    raised = np.divide(now**2, square, out=np.ones_like(now), where=square > 0)
    (z, wz), (u, wu) = _nodes(_MEANS), _nodes(_SIZES)
    relative = np.where(np.isfinite(fit.size), fit.size_se / fit.size, 0.0)
    mean = now[:, None] * np.exp(np.nan_to_num(se)[:, None] * z)
    size = (fit.size * raised)[:, None] * np.exp(np.minimum(np.nan_to_num(relative), _VAGUE)[:, None] * u)
    shape = (len(now), z.size, u.size)
    both = [np.broadcast_to(each, shape).reshape(len(now), -1) for each in (mean[:, :, None], size[:, None, :])]
    weight = np.broadcast_to((wz[:, None] * wu).ravel(), both[0].shape)
    return Mixture(both[0], both[1], weight)


def drawn(fit: DelayedFit, delays: int, rng: np.random.Generator, draws: int) -> Mixture:
    """Draw the law as R surveillance does: every delay's mean for itself, sizes below 0 left out.

    A delay adds to the sum where there was a report with the *next* longer delay; the longest never does.
    Without delays, mean and size are drawn with the same numbers.
    """
    whole = fit.seen.shape[1] == 1
    kept = fit.seen if whole else np.zeros_like(fit.seen)
    if not whole:
        kept[:, :-1] = fit.seen[:, 1:]
    se = np.sqrt(np.einsum("sdd->sd", fit.cov)[:, :delays])
    by_size = rng.normal(size=(len(se), 1, draws))
    by_mean = by_size if whole else rng.normal(size=(*se.shape, draws))
    theta = fit.size[:, None] + np.where(np.isfinite(fit.size), fit.size_se, 0.0)[:, None] * by_size[:, 0]
    with np.errstate(over="ignore"):
        each = np.exp(fit.eta[:, :delays, None] + se[:, :, None] * by_mean)
    mean = np.where(kept[:, :delays, None], each, 0.0).sum(axis=1)
    weight = (theta > 0).astype(np.float64)
    return Mixture(mean, np.where(theta > 0, theta, 1.0), weight / weight.sum(axis=1, keepdims=True))


def _nodes(count: int) -> tuple[Vector, Vector]:
    """Give nodes and weights for the standard normal law."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


def _search(enough: Callable[[Vector, NDArray[np.intp]], NDArray[np.bool_]], start: Vector) -> Vector:
    """Find the smallest count that is enough, for every series at once; `enough` only ever turns to yes."""
    low, high = np.full(start.size, -1.0), np.ceil(start)
    rows = np.arange(start.size)
    while rows.size:
        rows = rows[~enough(high[rows], rows)]
        low[rows] = high[rows]
        high[rows] = 2 * high[rows] + 1
        rows = rows[high[rows] < 1e15]
    rows = np.arange(start.size)
    rows = rows[high - low > 1]
    while rows.size:
        middle = np.floor((low[rows] + high[rows]) / 2)
        yes = enough(middle, rows)
        high[rows], low[rows] = np.where(yes, middle, high[rows]), np.where(yes, low[rows], middle)
        rows = rows[high[rows] - low[rows] > 1]
    return high
