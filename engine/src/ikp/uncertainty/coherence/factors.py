"""Confirmatory factor analysis: does each group of columns measure one thing, by maximum likelihood?

Every column belongs to one factor; the factors may correlate. Nothing else is free: no
cross-loadings, no correlated errors. That is the claim which a framework makes.

The estimator is the textbook's (Jöreskog 1969, *Psychometrika* 34, 183–202; Bollen 1989,
*Structural Equations with Latent Variables*). Why not a library: decision 0019.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.uncertainty.coherence.correlation import pairwise
from ikp.uncertainty.coherence.fit import Fit, fit_indices

__all__ = ["FactorModel", "FactorStatus", "confirm"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
FactorStatus = Literal["fitted", "improper", "too_few_units", "singular", "not_identified", "not_converged"]

_ROUNDS, _CLOSE = 500, 1e-10
#: Least share of a column's variance that is its own; a model at this limit is improper (a Heywood case).
_LEAST = 1e-6


@dataclass(frozen=True)
class FactorModel:
    """A factor model, fitted or not.

    Parameters
    ----------
    status : str
        ``fitted``; ``improper`` (a column without variance of its own, or factors that cannot be
        told apart: the numbers stand, but the model does not); otherwise why there is none.
    n : int
        Rows; with gaps, the fewest that any two columns share.
    loadings, loading_errors : array, shape (p,)
        Standardised: correlation of each column with its factor; and standard errors.
    unique : array, shape (p,)
        Share of each column's variance that its factor does not explain.
    factor_correlations : array, shape (q, q)
    fit : Fit or None
        None where nothing was fitted.
    """

    status: FactorStatus
    n: int
    loadings: Vector
    loading_errors: Vector
    unique: Vector
    factor_correlations: Matrix
    fit: Fit | None = None

    @property
    def known(self) -> bool:
        return self.fit is not None


def confirm(x: Matrix, factor_of: Sequence[int]) -> FactorModel:
    """Fit the model that column j measures factor ``factor_of[j]`` and no other.

    Works on correlations, which changes neither fit nor standardised loadings. Factors have
    variance 1; the sign of a factor is chosen so that its loadings sum to more than zero. A
    factor with one column is that column.

    Parameters
    ----------
    x : array, shape (n, p)
        With gaps, each pair of columns is correlated on the rows that both have, and the fewest
        shared rows count as the number of rows: the cautious choice.
    factor_of : sequence of int, length p
        0 … q − 1, each at least once.

    Returns
    -------
    FactorModel
        With a status instead of numbers where there are no more rows than columns, columns
        depend on each other, or the model has more parameters than correlations.
    """
    p = x.shape[1]
    member = np.asarray(factor_of, dtype=np.intp)
    q = int(member.max()) + 1
    model = _Model(member, q)
    correlation, n = pairwise(x)
    if n <= p:
        return _without("too_few_units", n, p, q)
    if np.isnan(correlation).any() or np.linalg.eigvalsh(correlation)[0] < 1e-10:
        return _without("singular", n, p, q)
    if model.freedom < 0 or not model.identified:
        return _without("not_identified", n, p, q)
    found = _fit(model, correlation)
    if found is None:
        return _without("not_converged", n, p, q)
    return _told(model, found, correlation, n, float(2 * np.log(np.nanstd(x, axis=0)).sum()))


def _without(status: FactorStatus, n: int, p: int, q: int) -> FactorModel:
    nothing = np.full(p, np.nan)
    return FactorModel(status, n, nothing, nothing, nothing, np.full((q, q), np.nan))


class _Model:
    """Which parameters there are: loadings, correlations of factors, unique variances, in this order."""

    def __init__(self, member: NDArray[np.intp], q: int) -> None:
        self.member, self.q, self.p = member, q, len(member)
        self.sizes = np.bincount(member, minlength=q)
        self.rows, self.columns = np.triu_indices(q, 1)
        self.own = self.sizes[member] > 1  # a column that is its own factor has no unique variance
        self.free_unique = np.flatnonzero(self.own)
        self.count = self.p + len(self.rows) + len(self.free_unique)
        self.freedom = self.p * (self.p + 1) // 2 - self.count
        # Two columns alone do not tell two loadings: another factor must correlate with theirs.
        self.identified = not (q == 1 and self.sizes[0] == 2)

    def parts(self, theta: Vector) -> tuple[Matrix, Matrix, Vector]:
        """Give the loadings (p, q), the correlations of factors (q, q) and the unique variances (p,)."""
        p, k = self.p, len(self.rows)
        loading = np.zeros((p, self.q))
        loading[np.arange(p), self.member] = theta[:p]
        phi = np.eye(self.q)
        phi[self.rows, self.columns] = phi[self.columns, self.rows] = theta[p : p + k]
        unique = np.zeros(p)
        unique[self.free_unique] = theta[p + k :]
        return loading, phi, unique

    def implied(self, theta: Vector) -> Matrix:
        loading, phi, unique = self.parts(theta)
        return np.asarray(loading @ phi @ loading.T + np.diag(unique))

    def start(self, correlation: Matrix) -> Vector:
        """Begin with the first component of each factor's columns; the unit of the whole."""
        loading = np.ones(self.p)
        for f in range(self.q):
            mine = np.flatnonzero(self.member == f)
            if len(mine) > 1:
                values, vectors = np.linalg.eigh(correlation[np.ix_(mine, mine)])
                first = vectors[:, -1] * np.sqrt(values[-1])
                loading[mine] = np.clip(0.8 * (first if first.sum() >= 0 else -first), -0.9, 0.9)
        weight = np.zeros((self.p, self.q))
        weight[np.arange(self.p), self.member] = loading
        scores = weight.T @ correlation @ weight
        scale = np.sqrt(np.diagonal(scores))
        phi = np.clip(scores / np.outer(scale, scale), -0.8, 0.8)[self.rows, self.columns]
        return np.concatenate([loading, phi, 1 - loading[self.free_unique] ** 2])

    def lower(self) -> Vector:
        low = np.full(self.count, -np.inf)
        low[self.count - len(self.free_unique) :] = _LEAST
        return low


def _discrepancy(implied: Matrix, correlation: Matrix) -> float:
    """Give the maximum-likelihood discrepancy; infinite where the model is no covariance matrix."""
    try:
        half = np.linalg.cholesky(implied)
    except np.linalg.LinAlgError:
        return float("inf")
    inverse = np.linalg.solve(implied, correlation)
    logarithm = 2 * float(np.log(np.diagonal(half)).sum()) - float(np.linalg.slogdet(correlation)[1])
    return logarithm + float(np.trace(inverse)) - len(correlation)


def _slope_and_bend(model: _Model, theta: Vector, correlation: Matrix) -> tuple[Vector, Matrix]:
    """Give gradient and expected Hessian of the discrepancy; half the latter is the information of one row."""
    loading, phi, _ = model.parts(theta)
    half = np.linalg.inv(np.linalg.cholesky(model.implied(theta)))
    # The derivative of the implied matrix by each parameter, as half · dΣ · halfᵀ: their inner
    # products are the traces tr(Σ⁻¹ dΣ Σ⁻¹ dΣ) that the information is made of.
    by_loading = np.einsum("aj,bj->jab", half, (half @ loading @ phi)[:, model.member])
    on = half @ loading
    by_phi = np.einsum("ak,bk->kab", on[:, model.rows], on[:, model.columns])
    by_unique = np.einsum("aj,bj->jab", half[:, model.free_unique], half[:, model.free_unique])
    mirrored = [each + each.transpose(0, 2, 1) for each in (by_loading, by_phi)]
    flat = np.concatenate([*mirrored, by_unique]).reshape(model.count, model.p**2)
    residual = np.eye(model.p) - half @ correlation @ half.T
    return np.asarray(flat @ residual.ravel()), np.asarray(flat @ flat.T)


def _fit(model: _Model, correlation: Matrix) -> Vector | None:
    """Minimise the discrepancy by Fisher scoring, damped where a step does not help; None if it never settles."""
    theta, low, damp = model.start(correlation), model.lower(), 1e-3
    here = _discrepancy(model.implied(theta), correlation)
    if not np.isfinite(here):
        return None
    for _ in range(_ROUNDS):
        slope, bend = _slope_and_bend(model, theta, correlation)
        free = ~((theta <= low) & (slope > 0))  # a unique variance at its limit that would go below it
        if np.abs(slope[free]).max(initial=0.0) < _CLOSE:
            return theta
        while True:
            scale = np.diag(damp * np.maximum(np.diagonal(bend)[free], 1e-8))
            step = np.zeros_like(theta)
            step[free] = np.linalg.solve(bend[np.ix_(free, free)] + scale, -slope[free])
            tried = np.maximum(theta + step, low)
            there = _discrepancy(model.implied(tried), correlation)
            if there < here:
                theta, here, damp = tried, there, damp / 10
                break
            if np.abs(slope[free]).max() < 1e-6 and damp > 1e2:  # as near as floats come
                return theta
            damp *= 10
            if damp > 1e12:
                return None
    return None


def _told(model: _Model, theta: Vector, correlation: Matrix, n: int, log_scale: float) -> FactorModel:
    _, phi, unique = model.parts(theta)
    plain = theta[: model.p]
    # Standardised: the implied variance of a column is 1 at the optimum, but not along the way.
    _, bend = _slope_and_bend(model, theta, correlation)
    jacobian = np.zeros((model.p, model.count))
    jacobian[np.arange(model.p), np.arange(model.p)] = 1 - plain**2
    jacobian[model.free_unique, model.count - len(model.free_unique) + np.arange(len(model.free_unique))] = (
        -plain[model.free_unique] / 2
    )
    errors = np.sqrt(np.maximum(np.diagonal(jacobian @ np.linalg.pinv(bend * n / 2) @ jacobian.T), 0.0))
    sign = np.where(np.bincount(model.member, weights=plain, minlength=model.q) < 0, -1.0, 1.0)
    heywood = bool((unique[model.free_unique] <= 2 * _LEAST).any())
    apart = model.q == 1 or float(np.linalg.eigvalsh(phi)[0]) > 1e-8
    return FactorModel(
        "fitted" if apart and not heywood else "improper",
        n,
        plain * sign[model.member],
        errors,
        unique,
        phi * np.outer(sign, sign),
        fit_indices(correlation, model.implied(theta), n, model.count, log_scale),
    )
