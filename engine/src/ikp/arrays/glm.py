"""Generalised linear models with log link for thousands of series at once: one iteratively reweighted least squares.

Poisson and quasi-Poisson (the dispersion is estimated either way), and negative binomial with
a given size. Start values, stopping rule and the weights that covariance, leverage and
dispersion are reckoned with are those of McCullagh & Nelder (1989, Generalized Linear Models,
section 2.5) as statistical packages commonly have them, so that a fit can be compared digit by
digit. The series go through in blocks that fit the processor's cache, and those that have
converged leave the block.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.glm_designs import Design, prepared

__all__ = ["BatchFit", "Family", "fit_glm", "start_values"]

Family = Literal["poisson", "negbin"]
Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Series in a block, and numbers in one of its arrays: so many stay in the cache of the second level.
_BLOCK, _CELLS = 256, 1 << 16
#: The smallest mean; a series without events tends to 0 and never gets there.
_LEAST = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class BatchFit:
    """What was fitted, a row per series.

    Attributes
    ----------
    coefficients : array, shape (S, p)
        NaN for a column that the columns before it already explain (rank deficiency), and
        for a series without observations.
    fitted : array, shape (S, n)
        Means, also for rows that were left out; NaN for a series without observations.
    working : array, shape (S, n)
        Weights of the last least squares; 0 for rows left out.
    covariance_unscaled : array, shape (S, p, p)
        Inverse of the information, to be multiplied by the dispersion; 0 for aliased columns.
    dispersion : array, shape (S,)
        Pearson statistic by degrees of freedom; NaN without any.
    hat : array, shape (S, n)
        Leverages; 0 for rows left out.
    converged : array of bool, shape (S,)
    rank, degrees : array of int, shape (S,)
        Columns that count, and observations left after them.
    steps : array of int, shape (S,)
        Iterations used.
    """

    coefficients: Matrix
    fitted: Matrix
    working: Matrix
    covariance_unscaled: NDArray[np.float64]
    dispersion: Vector
    hat: Matrix
    converged: Flags
    rank: NDArray[np.int64]
    degrees: NDArray[np.int64]
    steps: NDArray[np.int64]


class _Found(NamedTuple):
    """What iterating a block gives, before it is turned back from the basis."""

    coefficients: Matrix  # (p, B)
    fitted: Matrix
    working: Matrix
    converged: Flags
    steps: NDArray[np.int64]


class _Task(NamedTuple):
    """A block of series: everything with the series on axis 0."""

    y: Matrix
    prior: Matrix
    offset: Matrix | None
    theta: Matrix | None  # (B, 1); None for Poisson

    def only(self, rows: NDArray[np.intp] | Flags) -> "_Task":
        return _Task(*(None if each is None else each[rows] for each in self))  # type: ignore[arg-type]


def start_values(y: Matrix, family: Family) -> Matrix:
    """Give the means to start from: y + 0.1 (Poisson), or y with 1/6 for zero (negative binomial)."""
    return y + 0.1 if family == "poisson" else np.where(y == 0, 1 / 6, y)


def fit_glm(
    design: NDArray[np.float64] | Design,
    y: Matrix,
    *,
    family: Family = "poisson",
    theta: float | Vector | None = None,
    offset: Matrix | None = None,
    weights: Matrix | None = None,
    tolerance: float = 1e-8,
    iterations: int = 25,
) -> BatchFit:
    """Fit a log-linear model to each series.

    Parameters
    ----------
    design : array, shape (n, p) or (S, n, p), or Design
        Shared by all series, or one for each. Finite.
    y : array, shape (S, n)
        Counts, 0 or more; NaN is left out.
    family : {'poisson', 'negbin'}
        The variance is the mean μ, or μ + μ² / theta.
    theta : float or array, shape (S,), optional
        Size of the negative binomial; needed for it, and above 0.
    offset : array, shape (S, n), optional
        Added on the log scale; rows where it is not finite are left out.
    weights : array, shape (S, n), optional
        0 or more; 0 and NaN leave a row out.
    tolerance : float
        Stop when the deviance changes by less than this, relative to itself plus 0.1.
    iterations : int

    Returns
    -------
    BatchFit
        A series that is 0 throughout has its means fall by e in every step, down to about
        1e-12, with a dispersion of about as much: it is fitted, and says that nothing is expected.

    Raises
    ------
    ValueError
        If shapes do not fit, a count or a weight is negative, or the size is missing.
    """
    own = design if isinstance(design, np.ndarray) and design.ndim == 3 else None
    shared = prepared(design)
    shape = (shared.rows,) if own is None else own.shape[:-1]
    task = _task(shape, y, family=family, theta=theta, offset=offset, weights=weights)
    series, n = y.shape
    p = shared.size
    out = BatchFit(
        coefficients=np.full((series, p), np.nan),
        fitted=np.full((series, n), np.nan),
        working=np.zeros((series, n)),
        covariance_unscaled=np.zeros((series, p, p)),
        dispersion=np.full(series, np.nan),
        hat=np.zeros((series, n)),
        converged=np.zeros(series, dtype=bool),
        rank=np.zeros(series, dtype=np.int64),
        degrees=np.zeros(series, dtype=np.int64),
        steps=np.zeros(series, dtype=np.int64),
    )
    step = min(_BLOCK, max(_CELLS // max(n, 1), 16))
    for first in range(0, series, step):
        rows = slice(first, min(first + step, series))
        basis, part = shared if own is None else prepared(own[rows]), task.only(np.arange(rows.start, rows.stop))
        _write(basis, part, out, rows, _iterate(basis, part, tolerance, iterations))
    return out


def _task(
    shape: tuple[int, ...],
    y: Matrix,
    *,
    family: Family,
    theta: float | Vector | None,
    offset: Matrix | None,
    weights: Matrix | None,
) -> _Task:
    series, n = y.shape
    if shape not in ((n,), (series, n)):
        message = f"a design of {shape} rows does not fit counts of {y.shape}"
        raise ValueError(message)
    there = np.isfinite(y)
    if offset is not None:
        offset = np.broadcast_to(offset, y.shape)
        there &= np.isfinite(offset)
        offset = np.where(there, offset, 0.0)
    prior = there.astype(np.float64)
    if weights is not None:
        if np.any(weights < 0):
            raise ValueError("a weight is below 0")
        prior = np.where(there, np.nan_to_num(np.broadcast_to(weights, y.shape)), 0.0)
    counts = np.where(there, y, 0.0)
    if np.any(counts < 0):
        raise ValueError("a count is below 0")
    if family == "poisson":
        return _Task(counts, prior, offset, None)
    if theta is None or not np.all(np.asarray(theta) > 0):
        raise ValueError("the negative binomial needs a size above 0")
    size = np.broadcast_to(np.asarray(theta, dtype=np.float64), (series,))[:, None]
    return _Task(counts, prior, offset, size)


# --- a block -------------------------------------------------------------------------------
def _iterate(basis: Design, task: _Task, tolerance: float, iterations: int) -> "_Found":
    """Iterate a block until all series have converged; a series leaves when it has."""
    size = len(task.y)
    some = task.prior.sum(axis=1) > 0
    coefficients = np.zeros((basis.size, size))
    fitted = np.full(task.y.shape, np.nan)
    working = np.zeros(task.y.shape)
    converged, steps = np.zeros(size, dtype=bool), np.zeros(size, dtype=np.int64)

    going = np.flatnonzero(some)
    part, use = task.only(going), basis.only(going)
    mu = start_values(part.y, "poisson" if part.theta is None else "negbin")
    eta = np.log(mu)
    deviance = _deviance(part)
    before, last = deviance(eta, mu), None
    for step in range(1, iterations + 1):
        # The working response is z = η + (y − μ) / μ; `values` are w (z − offset), with w = share · μ.
        share = part.prior if part.theta is None else part.prior / (1.0 + mu / part.theta)
        w = share * mu
        values = eta - 1.0 if part.offset is None else eta - part.offset - 1.0
        values *= mu
        values += part.y
        values *= share
        now = use.least_squares(w, values)
        eta, mu, after = _means(use, part, deviance, now, last)
        near = np.abs(after - before) < tolerance * (np.abs(after) + 0.1)
        done = near | ~np.isfinite(after) | (step == iterations)
        if done.any():
            at = going[done]
            coefficients[:, at], fitted[at], working[at] = now[:, done], mu[done], w[done]
            converged[at], steps[at] = near[done], step
            left = ~done
            if not left.any():
                break
            going, part, use = going[left], part.only(left), use.only(left)
            eta, mu, after, now = eta[left], mu[left], after[left], now[:, left]
            deviance = _deviance(part)
        before, last = after, now
    return _Found(coefficients, fitted, working, converged & some, steps)


def _means(
    use: Design, part: _Task, deviance: "_Deviance", now: Matrix, last: Matrix | None
) -> tuple[Matrix, Matrix, Vector]:
    """Give η, μ and deviance of coefficients; a step that leaves the numbers is halved, in place, until it does not."""
    for _ in range(12):
        eta = use.predict(now)
        if part.offset is not None:
            eta = eta + part.offset
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            mu = np.maximum(np.exp(eta), _LEAST)
            after = deviance(eta, mu)
        bad = ~np.isfinite(after)
        if last is None or not bad.any():
            break
        now[:, bad] = (now[:, bad] + last[:, bad]) / 2.0
    return eta, mu, after


_Deviance = Callable[[Matrix, Matrix], Vector]


def _deviance(part: _Task) -> _Deviance:
    """Prepare the deviance of a block as a function of η and μ; what only hangs on the counts is reckoned once."""
    y, prior, theta = part.y, part.prior, part.theta
    logs = np.log(np.where(y > 0, y, 1.0))
    weighted = prior * y
    if theta is None:
        fixed = np.einsum("bn,bn->b", weighted, logs - 1.0)

        def poisson(eta: Matrix, mu: Matrix) -> Vector:
            found = fixed - np.einsum("bn,bn->b", weighted, eta) + np.einsum("bn,bn->b", prior, mu)
            return np.asarray(2.0 * found)

        return poisson

    both = prior * (y + theta)
    size = theta

    def negbin(eta: Matrix, mu: Matrix) -> Vector:
        ratio = np.log((y + size) / (mu + size))
        found = np.einsum("bn,bn->b", weighted, logs - eta) - np.einsum("bn,bn->b", both, ratio)
        return np.asarray(2.0 * found)

    return negbin


def _write(basis: Design, task: _Task, out: BatchFit, rows: slice, found: "_Found") -> None:
    """Reckon covariance, leverage and dispersion of a block with the weights of its last least squares."""
    coefficients, fitted, working, converged, steps = found
    some = task.prior.sum(axis=1) > 0
    covariance, kept = basis.covariance(working)
    given = np.einsum("ij,jb->bi", basis.back, coefficients)
    out.coefficients[rows] = np.where(kept.T & some[:, None], given, np.nan)
    out.fitted[rows], out.working[rows] = fitted, working
    out.hat[rows] = working * basis.leverage(covariance)
    out.covariance_unscaled[rows] = np.matmul(np.matmul(basis.back, covariance.transpose(2, 0, 1)), basis.back.T)
    out.converged[rows], out.steps[rows] = converged, steps
    out.rank[rows] = np.where(some, kept.sum(axis=0), 0)
    out.degrees[rows] = (task.prior > 0).sum(axis=1) - out.rank[rows]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        relative = task.y / fitted - 1.0
        pearson = np.einsum("bn,bn,bn->b", working, relative, relative)
        out.dispersion[rows] = np.where((out.degrees[rows] > 0) & some, pearson / out.degrees[rows], np.nan)
