"""How far the columns of a group measure one thing: Cronbach's alpha, McDonald's omega, item statistics."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.uncertainty.coherence.factors import confirm

__all__ = ["Reliability", "alpha", "covariances", "omega", "reliability"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Reliability:
    """Reliability of a group of columns.

    Parameters
    ----------
    n : int
        Complete rows.
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
        NaN is missing. Alpha uses every pair of columns on the rows that both have, as COINr
        does; omega and the item statistics use complete rows.

    Returns
    -------
    Reliability
        NaN where there is nothing to say: a single column, no spread, fewer than three rows.
    """
    k = x.shape[1]
    there = x[~np.isnan(x).any(axis=1)]
    cov = covariances(x)
    scale = np.sqrt(np.diagonal(cov))
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = cov / np.outer(scale, scale)
    apart = ~np.eye(k, dtype=np.bool_)
    others = [np.delete(np.arange(k), j) for j in range(k)]
    return Reliability(
        len(there),
        alpha(cov),
        alpha(correlation),
        omega(there),
        float(correlation[apart].mean()) if k > 1 else float("nan"),
        np.array([_correlation(there[:, j], there[:, rest].sum(axis=1)) for j, rest in enumerate(others)]),
        np.array([alpha(cov[np.ix_(rest, rest)]) for rest in others]),
    )


def covariances(x: Matrix) -> Matrix:
    """Give sample covariances, each pair of columns on the rows that both have; NaN below three such rows."""
    k = x.shape[1]
    if k and len(x) >= 3 and not np.isnan(x).any():
        return np.asarray(np.cov(x, rowvar=False).reshape(k, k))
    found = np.full((k, k), np.nan)
    for i in range(k):
        for j in range(i, k):
            both = ~np.isnan(x[:, [i, j]]).any(axis=1)
            if np.count_nonzero(both) >= 3:
                a, b = x[both, i], x[both, j]
                found[i, j] = found[j, i] = float((a - a.mean()) @ (b - b.mean()) / (len(a) - 1))
    return found


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
        Complete rows. NaN below three columns, where one factor is not identified, and where
        no proper factor model can be fitted.
    """
    k = x.shape[1]
    if k < 3:
        return float("nan")
    model = confirm(x, [0] * k)
    if model.status != "fitted":
        return float("nan")
    scale = x.std(axis=0, ddof=1)
    common = float((model.loadings * scale).sum()) ** 2
    own = float((model.unique * scale**2).sum())
    return common / (common + own)


def _correlation(a: Vector, b: Vector) -> float:
    if len(a) < 3 or a.min() == a.max() or b.min() == b.max():
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])
