"""How far the columns of a group measure one thing: Cronbach's alpha, McDonald's omega, item statistics."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.uncertainty.coherence.correlation import covariances, pairwise
from ikp.uncertainty.coherence.factors import confirm

__all__ = ["Reliability", "alpha", "omega", "reliability"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Reliability:
    """Reliability of a group of columns.

    Parameters
    ----------
    n : int
        Fewest rows that any two columns share.
    alpha, standardised : float
        Cronbach's alpha of the columns as they are, and of columns brought to one variance.
    omega : float
        McDonald's omega (total) of a single factor.
    mean_correlation : float
        Between the columns.
    item_rest : array, shape (k,)
        Correlation of each column with the sum of the others.
    alpha_without : array, shape (k,)
        Alpha when the column is left out.
    """

    n: int
    alpha: float
    standardised: float
    omega: float
    mean_correlation: float
    item_rest: Vector
    alpha_without: Vector


def reliability(x: Matrix) -> Reliability:
    """Describe the reliability of columns that are meant to measure one thing.

    Parameters
    ----------
    x : array, shape (n, k)
        NaN is missing. Every pair of columns is used on the rows that both have, as COINr does.

    Returns
    -------
    Reliability
        NaN where there is nothing to say: a single column, no spread, fewer than three rows.
    """
    k = x.shape[1]
    cov = covariances(x)
    correlation, n = pairwise(x)
    apart = ~np.eye(k, dtype=np.bool_)
    others = [np.delete(np.arange(k), j) for j in range(k)]
    return Reliability(
        n,
        alpha(cov),
        alpha(correlation),
        omega(x),
        float(correlation[apart].mean()) if k > 1 else float("nan"),
        np.array([_with_rest(cov, j, rest) for j, rest in enumerate(others)]),
        np.array([alpha(cov[np.ix_(rest, rest)]) for rest in others]),
    )


def alpha(covariance: Matrix) -> float:
    """Give Cronbach's alpha of a covariance matrix (Cronbach 1951, *Psychometrika* 16, 297–334).

    It may be negative, where columns run against each other. NaN for fewer than two columns,
    unknown covariances, or a sum without variance.
    """
    k, total = len(covariance), float(covariance.sum())
    if k < 2 or not total > 1e-12 * max(float(np.trace(np.abs(covariance))), 1e-300):
        return float("nan")
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total)


def omega(x: Matrix) -> float:
    """Give McDonald's omega: the share of the sum's variance that one factor explains.

    McDonald 1999, *Test Theory*. The columns are taken as they are, so that it can be set
    beside alpha, which it equals when all load alike.

    Parameters
    ----------
    x : array, shape (n, k)
        NaN is missing, see `confirm`. NaN below three columns, where one factor is not identified, and where
        no proper factor model can be fitted.
    """
    k = x.shape[1]
    if k < 3:
        return float("nan")
    model = confirm(x, [0] * k)
    if model.status != "fitted":
        return float("nan")
    scale = np.nanstd(x, axis=0, ddof=1)
    common = float((model.loadings * scale).sum()) ** 2
    own = float((model.unique * scale**2).sum())
    return common / (common + own)


def _with_rest(covariance: Matrix, j: int, rest: NDArray[np.intp]) -> float:
    """Correlate a column with the sum of the others."""
    together, sums = float(covariance[j, rest].sum()), float(covariance[np.ix_(rest, rest)].sum())
    least = 1e-12 * max(float(np.trace(np.abs(covariance))), 1e-300)
    if not (covariance[j, j] > least and sums > least):
        return float("nan")
    return max(-1.0, min(1.0, together / float(np.sqrt(covariance[j, j] * sums))))
