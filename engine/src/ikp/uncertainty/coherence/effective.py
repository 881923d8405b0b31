"""What a weight does: how much each part counts in what it is a part of, beside how much it was meant to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.weight import importance_shares, normalised, optimised

__all__ = ["Importance", "Optimised", "importance", "optimise"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Importance:
    """The parts of a score: meant to count, and counting.

    Parameters
    ----------
    n : int
        Rows with all parts and the score.
    nominal : array, shape (k,)
        Weights as shares; they sum to 1.
    correlation : array, shape (k,)
        Pearson's, of each part with the score.
    by_correlation : array, shape (k,)
        These correlations as shares of their sum: what COINr's weight optimisation balances. A
        negative one says that the part runs against the whole.
    by_variance : array, shape (k,)
        Share of the score's variance: weight × covariance of part and score ÷ variance of the
        score. Sums to 1 where the score is the weighted mean of the parts.
    explained : array, shape (k,)
        Squared correlation: the share of the score's variance that a straight line in this part
        alone explains, the main effect of Paruolo, Saisana & Saltelli 2013 (*Journal of the Royal
        Statistical Society* A 176, 609–634) in its linear form. Parts that correlate share it, so
        it does not sum to 1.

    Everything but `nominal` is NaN for a part without spread.
    """

    n: int
    nominal: Vector
    correlation: Vector
    by_correlation: Vector
    by_variance: Vector
    explained: Vector


def importance(x: Matrix, weights: Vector, score: Vector) -> Importance:
    """Measure how much each part counts.

    Parameters
    ----------
    x : array, shape (n, k)
        Rows with a NaN, there or in `score`, are left out.
    weights : array, shape (k,)
        Zero or more, with a sum above zero.
    score : array, shape (n,)
    """
    rows = ~(np.isnan(x).any(axis=1) | np.isnan(score))
    there, whole, nominal = x[rows], score[rows], normalised(weights)
    k = x.shape[1]
    if len(whole) < 3 or whole.min() == whole.max():
        nothing = np.full(k, np.nan)
        return Importance(len(whole), nominal, nothing, nothing, nothing, nothing)
    centred, deviation = there - there.mean(axis=0), whole - whole.mean()
    covariance, variance = centred.T @ deviation, float(deviation @ deviation)
    spread = np.sqrt((centred**2).sum(axis=0))
    spread[there.min(axis=0) == there.max(axis=0)] = np.nan
    correlation = np.clip(covariance / (spread * np.sqrt(variance)), -1.0, 1.0)
    by_variance = np.where(np.isnan(spread), np.nan, nominal * covariance / variance)
    total = float(np.nansum(correlation))
    shares = correlation / total if total > 0 else np.full(k, np.nan)
    return Importance(len(whole), nominal, correlation, shares, by_variance, correlation**2)


@dataclass(frozen=True)
class Optimised:
    """Weights that give each part its wanted importance, and the importance that they reach.

    `exact` tells whether they reach it; otherwise they come as near as weights of zero or more can.
    """

    wanted: Vector
    weights: Vector
    reached: Vector
    exact: bool


def optimise(x: Matrix, wanted: Vector) -> Optimised | None:
    """Find the weights under which each part's share of the correlations is the wanted one.

    The role of COINr's ``get_opt_weights``; solved instead of searched, see `ikp.arrays.weight.optimised`.

    Parameters
    ----------
    x : array, shape (n, k)
        Rows with a NaN are left out.
    wanted : array, shape (k,)
        Relative importance, zero or more.

    Returns
    -------
    Optimised or None
        None for fewer than two parts or three rows, and for a part without spread.
    """
    there = x[~np.isnan(x).any(axis=1)]
    if x.shape[1] < 2 or len(there) < 3 or (there.min(axis=0) == there.max(axis=0)).any():
        return None
    target = normalised(wanted)
    weights = optimised(there, target)
    reached = importance_shares(there, weights)
    return Optimised(target, weights, reached, bool(np.allclose(reached, target, rtol=0, atol=1e-8)))
