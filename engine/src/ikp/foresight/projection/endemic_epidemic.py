"""Counts that feed on their past: an endemic part, an own epidemic part, and one from the neighbours.

The mean of series i in week t is

    exp(own) · y[i, t-1] + exp(near) · Σ_j w[j, i] y[j, t-1] + offset · exp(endemic)

with a linear predictor in each exponent, and a Poisson or negative-binomial law around it: Held,
L., Höhle, M. and Hofmann, M. (2005). A statistical framework for the analysis of multivariate
infectious disease surveillance counts. *Statistical Modelling* 5, 187-199; Meyer, S., Held, L. and
Höhle, M. (2017), *Journal of Statistical Software* 77(11), whose R package calls it hhh4.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import digamma, polygamma

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.counts import count_log_probability
from ikp.foresight.projection.newton import Top, climb

__all__ = ["EndemicEpidemic", "Fitted", "fit", "neighbour_weights", "simulate"]

Floats = NDArray[np.float64]
_EXPONENT = 30.0
#: Centre and precision of the prior of the logarithm of the size: between 0.02 and 1,000 most likely.
_SIZE = (1.5, 0.1)


@dataclass(frozen=True, eq=False)
class EndemicEpidemic:
    """What the model is made of, for weeks 0 to T - 1 and S series.

    Parameters
    ----------
    endemic : array, broadcast to (T, S, p)
        Columns of the endemic predictor.
    own, near : array, broadcast to (T, S, q), optional
        Columns of the epidemic predictors; left out, there is no such part.
    weights : array, shape (S, S), optional
        ``weights[j, i]`` is how much of j's counts reaches i; needed for `near`.
    offset : array, broadcast to (T, S)
        Multiplies the endemic part: population, or supervisors at work.
    dispersed : bool
        True for the negative binomial with one size, False for Poisson.
    """

    endemic: Floats
    own: Floats | None = None
    near: Floats | None = None
    weights: Floats | None = None
    offset: Floats = field(default_factory=lambda: np.ones((1, 1)))
    dispersed: bool = True

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Columns of own, near and endemic."""
        return tuple(0 if each is None else each.shape[-1] for each in (self.own, self.near, self.endemic))  # type: ignore[return-value]


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fit by (penalised) maximum likelihood.

    Parameters
    ----------
    coefficients : array, shape (q + r + p [+ 1],)
        Of own, near, endemic, and the logarithm of the size where dispersed.
    covariance : array
        Inverse of the observed information; NaN where that is not positive definite.
    log_likelihood : float
    means : array, shape (T, S)
        NaN in the first week and where a count that it needs is unknown.
    size : float
        Infinite for Poisson.
    converged : bool
    n : int
        Counts that were fitted.
    """

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    means: Floats
    size: float
    converged: bool
    n: int

    @property
    def errors(self) -> Floats:
        """Standard errors of the coefficients."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))


def neighbour_weights(order: Floats, power: float | None = None, longest: int = 1) -> Floats:
    """Make weights from orders of neighbourhood (1: they touch; 0: itself).

    Without ``power`` every neighbour up to ``longest`` has the weight 1. With it the weight is
    ``order**-power``, and the weights that leave each series sum to 1 (Meyer and Held 2014, *Annals
    of Applied Statistics* 8, 1612-1639).
    """
    inside = (order >= 1) & (order <= longest)
    if power is None:
        return inside.astype(np.float64)
    raw = np.where(inside, np.where(inside, order, 1.0) ** -power, 0.0)
    total = raw.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(raw, total, out=np.zeros_like(raw), where=total > 0))


def _before(model: EndemicEpidemic, y: Floats) -> tuple[Floats, Floats]:
    """Give last week's own counts and those of the neighbours, shapes (T, S); NaN in the first week."""
    own = np.vstack([np.full((1, y.shape[1]), np.nan), y[:-1]])
    return own, _neighbours(model.weights, own)


def _neighbours(weights: Floats | None, y: Floats) -> Floats:
    """Sum what neighbours had; unknown ones are taken to be as the known ones of the same series are."""
    if weights is None:
        return np.zeros_like(y)
    known = ~np.isnan(y)
    share = known @ weights
    total = np.broadcast_to(weights.sum(axis=0), y.shape)
    found = np.where(known, y, 0.0) @ weights
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total == 0, 0.0, np.where(share > 0, found * total / share, np.nan))


class _Problem:
    """The rows that count, and log-likelihood with its derivatives."""

    def __init__(
        self, model: EndemicEpidemic, y: Floats, first: int, ridge: float, epidemic: tuple[float, float] | None = None
    ) -> None:
        times, series = y.shape
        own, near = _before(model, y)
        used = np.isfinite(y)
        if model.own is not None:
            used &= np.isfinite(own)
        if model.near is not None:
            used &= np.isfinite(near)
        used[: max(first, 1)] = False
        offset = np.broadcast_to(model.offset, y.shape)
        used &= np.isfinite(offset)
        parts = [(model.own, own), (model.near, near), (model.endemic, offset)]
        self.y = y[used]
        self.used, self.shape = used, (times, series)
        self.parts = []
        start = 0
        for design, factor in parts:
            if design is None:
                continue
            columns = np.broadcast_to(design, (times, series, design.shape[-1]))[used]
            self.parts.append((slice(start, start + columns.shape[1]), columns, factor[used]))
            start += columns.shape[1]
        self.count = start
        self.dispersed = model.dispersed
        # The first column of every part is its level and is not shrunk.
        levels = [part[0].start for part in self.parts]
        self.penalty = np.full(start + model.dispersed, ridge)
        self.penalty[levels] = 0.0
        self.penalty[start:] = 0.0
        self.centre = np.zeros(start + model.dispersed)
        if epidemic is not None:
            self.centre[levels[:-1]] = np.log(epidemic[0])
            self.penalty[levels[:-1]] = epidemic[1] ** -2.0
            self.centre[start:], self.penalty[start:] = _SIZE

    def means(self, beta: Floats) -> tuple[Floats, list[Floats]]:
        pieces = [
            factor * np.exp(np.clip(columns @ beta[where], -_EXPONENT, _EXPONENT))
            for where, columns, factor in self.parts
        ]
        return np.maximum(np.sum(pieces, axis=0), 1e-300), pieces

    def likelihood(self, beta: Floats) -> float:
        mu, _ = self.means(beta)
        size = np.exp(np.clip(beta[-1], -_EXPONENT, _EXPONENT)) if self.dispersed else np.inf
        return float(np.sum(count_log_probability(self.y, mu, size)) - self.price(beta))

    def price(self, beta: Floats) -> float:
        """Give what the priors take off the log-likelihood."""
        return 0.5 * float(np.sum(self.penalty * (beta - self.centre) ** 2))

    def derivatives(self, beta: Floats) -> tuple[Floats, Floats]:
        """Give gradient and Hessian."""
        mu, pieces = self.means(beta)
        y, slopes = self.y, np.empty((self.y.size, self.count))
        for (where, columns, _), piece in zip(self.parts, pieces, strict=True):
            slopes[:, where] = columns * piece[:, np.newaxis]
        r = float(np.exp(np.clip(beta[-1], -_EXPONENT, _EXPONENT))) if self.dispersed else np.inf
        if self.dispersed:
            first = y / mu - (y + r) / (mu + r)
            second = -y / mu**2 + (y + r) / (mu + r) ** 2
        else:
            first, second = y / mu - 1.0, -y / mu**2
        size = self.count + self.dispersed
        gradient, hessian = np.zeros(size), np.zeros((size, size))
        gradient[: self.count] = first @ slopes
        hessian[: self.count, : self.count] = (slopes * second[:, np.newaxis]).T @ slopes
        for (where, columns, _), piece in zip(self.parts, pieces, strict=True):
            hessian[where, where] += (columns * (first * piece)[:, np.newaxis]).T @ columns
        if self.dispersed:
            d1 = digamma(y + r) - digamma(r) + np.log(r) + 1.0 - np.log(r + mu) - (y + r) / (r + mu)
            d2 = polygamma(1, y + r) - polygamma(1, r) + 1.0 / r - 2.0 / (r + mu) + (y + r) / (r + mu) ** 2
            gradient[-1] = r * d1.sum()
            hessian[-1, -1] = r * d1.sum() + r**2 * d2.sum()
            cross = r * ((y - mu) / (mu + r) ** 2) @ slopes
            hessian[-1, : self.count] = hessian[: self.count, -1] = cross
        gradient -= self.penalty * (beta - self.centre)
        hessian -= np.diag(self.penalty)
        return gradient, hessian


def fit(
    model: EndemicEpidemic,
    y: Floats,
    *,
    first: int = 1,
    start: Floats | None = None,
    ridge: float = 0.0,
    epidemic: tuple[float, float] | None = None,
    iterations: int = 100,
) -> Fitted:
    """Fit by maximum likelihood with Newton's method.

    Parameters
    ----------
    model : EndemicEpidemic
    y : array, shape (T, S)
        Counts; NaN is left out, with the weeks that need it.
    first : int
        The first week that is fitted; at least 1, since week 0 has no week before it.
    start : array, optional
        Coefficients to start from.
    ridge : float
        Half of it times the squares of all coefficients but levels and size is taken off the log-likelihood.
    epidemic : tuple of float, optional
        Median of the prior of both epidemic parts, and the spread of its logarithm. Without it, a
        part that is not in the data runs to nothing on the logarithmic scale and never converges;
        with it, the size has a prior as well, since that of Poisson counts runs to infinity.
    iterations : int

    Raises
    ------
    UsageError
        If nothing can be fitted.
    """
    task = _Problem(model, np.asarray(y, dtype=np.float64), first, ridge, epidemic)
    if task.y.size <= task.count:
        raise UsageError(problem("forecast-short", found=len(y), need=task.count + 2))
    begin = _start(model, task) if start is None else np.asarray(start, dtype=np.float64)
    return _fitted(model, task, climb(task.likelihood, task.derivatives, begin, iterations=iterations))


def _start(model: EndemicEpidemic, task: _Problem) -> Floats:
    """Start with half of the mean endemic, and a tenth of what was before."""
    beta = np.zeros(task.count + model.dispersed)
    mean = max(float(task.y.mean()), 1e-3)
    last = len(task.parts) - 1
    for place, (where, _, factor) in enumerate(task.parts):
        level = max(float(np.mean(factor)), 1e-3)
        beta[where.start] = np.log(0.5 * mean / level) if place == last else np.log(0.2 * mean / level)
    return beta


def _fitted(model: EndemicEpidemic, task: _Problem, top: Top) -> Fitted:
    means = np.full(task.shape, np.nan)
    means[task.used] = task.means(top.at)[0]
    size = float(np.exp(top.at[-1])) if model.dispersed else np.inf
    unpenalised = top.value + task.price(top.at)
    return Fitted(top.at, top.covariance, unpenalised, means, size, top.converged, task.y.size)


def simulate(
    model: EndemicEpidemic,
    fitted: Fitted,
    last: Floats,
    weeks: slice,
    *,
    paths: int,
    rng: np.random.Generator,
    uncertain: bool = True,
    most: Floats | float = np.inf,
) -> Floats:
    """Draw what may come in the weeks after the last known one.

    Parameters
    ----------
    model : EndemicEpidemic
        Its columns and offset reach over the weeks ahead.
    fitted : Fitted
    last : array, shape (S,)
        Counts of the last known week; an unknown one is taken as its fitted mean, or 0.
    weeks : slice
        Rows of the model's columns that are ahead.
    paths : int
    rng : Generator
    uncertain : bool
        True draws the coefficients of every path as well, from their normal law.
    most : array, shape (S,), or float
        No mean of a week exceeds it: a path that feeds on itself would run away.

    Returns
    -------
    array, shape (paths, weeks, S)
    """
    series = last.size
    rows = range(weeks.start, weeks.stop)
    shape = (weeks.stop, series)
    beta = np.tile(fitted.coefficients, (paths, 1))
    if uncertain and np.isfinite(fitted.covariance).all():
        root = np.linalg.cholesky(fitted.covariance + 1e-12 * np.eye(len(fitted.covariance)))
        beta = beta + np.clip(rng.standard_normal(beta.shape), -3.0, 3.0) @ root.T
    size = np.exp(np.clip(beta[:, -1:], -5.0, 20.0)) if model.dispersed else None
    offset = np.broadcast_to(model.offset, shape)
    count_own, count_near, _ = model.sizes
    parts = (
        (model.own, slice(0, count_own)),
        (model.near, slice(count_own, count_own + count_near)),
        (model.endemic, slice(count_own + count_near, sum(model.sizes))),
    )
    before = np.tile(np.where(np.isnan(last), 0.0, last), (paths, 1))
    found = np.empty((paths, len(rows), series))
    sparse = None if model.weights is None else csr_array(model.weights)
    for place, row in enumerate(rows):
        mean = np.zeros((paths, series))
        for (design, where), factor in zip(
            parts, (before, None if sparse is None else before @ sparse, offset[row]), strict=True
        ):
            if design is None or factor is None:
                continue
            columns = np.broadcast_to(design, (*shape, design.shape[-1]))[row]
            mean += factor * np.exp(np.clip(beta[:, where] @ columns.T, -_EXPONENT, _EXPONENT))
        mean = np.minimum(mean, most)
        rate = mean if size is None else rng.gamma(size, np.maximum(mean, 1e-12) / size)
        before = rng.poisson(rate).astype(np.float64)
        found[:, place] = before
    return found
