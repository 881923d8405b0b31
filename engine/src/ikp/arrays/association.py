"""Rank correlations with their intervals, and standard scores, on bare arrays."""

from dataclasses import dataclass
from math import atanh, nan, sqrt, tanh
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from ikp.arrays.rank import rank

__all__ = ["Correlation", "kendall", "percentile", "spearman", "zscore"]


@dataclass(frozen=True, slots=True)
class Correlation:
    """A rank correlation of `n` units and its interval.

    NaN where it does not exist: `value` with fewer than two units or where one side has no
    spread; `low` and `high` with too few units for the interval, and at exactly ±1, where
    Fisher's transformation has none.
    """

    method: Literal["spearman", "kendall"]
    n: int
    value: float
    low: float
    high: float
    confidence: float


def percentile(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the share of the *other* units that stand lower, in percent; ties count half.

    Parameters
    ----------
    values : array, shape (n,)
        Without NaN.

    Returns
    -------
    array, shape (n,)
        0 for the lowest, 100 for the highest; NaN for a single unit, which has no others.
    """
    others = len(values) - 1
    if others < 1:
        return np.full(len(values), np.nan)
    found: NDArray[np.float64] = (len(values) - rank(values, ties="average")) / others * 100
    return found


def zscore(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the distance from the mean in sample standard deviations (n - 1).

    Parameters
    ----------
    values : array, shape (n,)
        Without NaN.

    Returns
    -------
    array, shape (n,)
        0 for all where there is no spread, since all then stand at the mean; NaN for a
        single unit.
    """
    if len(values) < 2:
        return np.full(len(values), np.nan)
    spread = values.std(ddof=1)
    if values.min() == values.max() or spread == 0:  # both: equal floats may deviate from their mean, tiny ones may not
        return np.zeros(len(values))
    found: NDArray[np.float64] = (values - values.mean()) / spread
    return found


def spearman(x: NDArray[np.float64], y: NDArray[np.float64], confidence: float = 0.95) -> Correlation:
    """Spearman's rho (ties take their mean rank), with an interval by Fisher's z.

    The standard error of z is sqrt((1 + rho²/2) / (n - 3)): Bonett and Wright,
    *Psychometrika* 65 (2000), 23-28.

    Parameters
    ----------
    x, y : array, shape (n,)
        Without NaN.
    confidence : float
        Coverage of the interval.
    """
    if not _has_spread(x, y):
        return Correlation("spearman", len(x), nan, nan, nan, confidence)
    rho = float(np.corrcoef(rank(x, ties="average"), rank(y, ties="average"))[0, 1])
    rho = max(-1.0, min(1.0, rho))
    return Correlation("spearman", len(x), rho, *_fisher(rho, len(x) - 3, 1 + rho**2 / 2, confidence), confidence)


def kendall(x: NDArray[np.float64], y: NDArray[np.float64], confidence: float = 0.95) -> Correlation:
    """Kendall's tau-b, with an interval by Fisher's z.

    The standard error of z is sqrt(0.437 / (n - 4)): Fieller, Hartley and Pearson,
    *Biometrika* 44 (1957), 470-481. It was found for data without ties.

    Parameters
    ----------
    x, y : array, shape (n,)
        Without NaN.
    confidence : float
        Coverage of the interval.
    """
    from scipy.stats import kendalltau  # slow to import, and few need it

    if not _has_spread(x, y):
        return Correlation("kendall", len(x), nan, nan, nan, confidence)
    tau = float(kendalltau(x, y).statistic)
    return Correlation("kendall", len(x), tau, *_fisher(tau, len(x) - 4, 0.437, confidence), confidence)


def _has_spread(x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    return len(x) > 1 and bool(x.min() < x.max() and y.min() < y.max())


def _fisher(value: float, freedom: int, variance: float, confidence: float) -> tuple[float, float]:
    if freedom < 1 or abs(value) >= 1 - 1e-12:
        return nan, nan
    half = float(ndtri(0.5 + confidence / 2)) * sqrt(variance / freedom)
    return tanh(atanh(value) - half), tanh(atanh(value) + half)
