"""Newton's method for penalised log-likelihoods, and the normal law around their top."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Top", "climb"]

Floats = NDArray[np.float64]
_LARGEST_STEP = 2.0


@dataclass(frozen=True, eq=False)
class Top:
    """Where a function is highest.

    Parameters
    ----------
    at : array, shape (p,)
    value : float
    curvature : array, shape (p, p)
        Minus the second derivatives.
    converged : bool
        False as well where the curvature is not positive definite.
    """

    at: Floats
    value: float
    curvature: Floats
    converged: bool

    @property
    def covariance(self) -> Floats:
        """Inverse of the curvature; NaN where that is not positive definite."""
        values, vectors = np.linalg.eigh(self.curvature)
        if values.min() <= 0:
            return np.full(self.curvature.shape, np.nan)
        return np.asarray((vectors / values) @ vectors.T)

    @property
    def evidence(self) -> float:
        """Laplace's approximation of the logarithm of the integral, up to a constant of p."""
        sign, logarithm = np.linalg.slogdet(self.curvature)
        return self.value - 0.5 * float(logarithm) if sign > 0 else -np.inf

    def draws(self, count: int, rng: np.random.Generator) -> Floats:
        """Draw from the normal law around the top, shape (count, p); the top alone where there is none."""
        values, vectors = np.linalg.eigh(self.curvature)
        if values.min() <= 0:
            return np.tile(self.at, (count, 1))
        return np.asarray(self.at + rng.standard_normal((count, self.at.size)) @ (vectors / np.sqrt(values)).T)


def climb(
    value: Callable[[Floats], float],
    derivatives: Callable[[Floats], tuple[Floats, Floats]],
    start: Floats,
    *,
    iterations: int = 100,
) -> Top:
    """Climb to the top.

    Parameters
    ----------
    value : callable
        May be minus infinity or NaN outside its domain; a step is halved until it is higher.
    derivatives : callable
        Gives gradient and Hessian.
    start : array, shape (p,)
    iterations : int
    """
    at = np.array(start, dtype=np.float64)
    height, converged = value(at), False
    for _ in range(iterations):
        gradient, hessian = derivatives(at)
        step = _ascent(gradient, hessian)
        share = min(1.0, _LARGEST_STEP / max(float(np.abs(step).max()), 1e-300))
        while share > 1e-10 and not (after := value(at + share * step)) >= height:
            share /= 2.0
        if share <= 1e-10:
            converged = bool(np.abs(gradient).max() < 1e-4 * (1.0 + abs(height)))
            break
        at, gain, height = at + share * step, after - height, after
        if gain < 1e-11 * (1.0 + abs(height)) and np.abs(step).max() < 1e-6:
            converged = True
            break
    curvature = -derivatives(at)[1]
    return Top(at, height, curvature, converged and bool(np.linalg.eigvalsh(curvature).min() > 0))


def _ascent(gradient: Floats, hessian: Floats) -> Floats:
    """Give a step uphill: Newton's where the surface is concave, else with the curvature turned."""
    values, vectors = np.linalg.eigh(-hessian)
    floor = 1e-12 * max(float(np.abs(values).max()), 1.0)
    return np.asarray(vectors @ ((vectors.T @ gradient) / np.maximum(np.abs(values), floor)))
