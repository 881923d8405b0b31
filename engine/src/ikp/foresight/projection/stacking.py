"""Weights of several forecasts, by how probable each called what came: Yao et al. (2018), *Bayesian Analysis* 13."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

__all__ = ["best_power", "mixed", "sharpened", "stack_weights"]

Floats = NDArray[np.float64]

#: Outcomes that stand behind every weight before any was seen: with few outcomes weights stay near equal.
_PRIOR = 2.0
#: Spread of the prior of the logarithm of the power.
_POWER = 0.25


def stack_weights(likelihood: Floats, *, prior: float = _PRIOR, rounds: int = 500) -> Floats:
    """Find the weights under which the mixture is likeliest.

    Parameters
    ----------
    likelihood : array, shape (m, n)
        Probability that each of m forecasts gave to each of n outcomes; NaN where it said nothing.
    prior : float
        Outcomes that stand behind each weight.
    rounds : int
        Of expectation and maximisation.

    Returns
    -------
    array, shape (m,)
        Sum to 1. A forecast that never said anything has the weight 0, unless none did: then all are equal.
    """
    told = np.isfinite(likelihood)
    members = told.any(axis=1)
    if not members.any():
        return np.full(len(likelihood), 1.0 / len(likelihood))
    p = np.where(told, likelihood, 0.0)
    weights = members / members.sum()
    for _ in range(rounds):
        part = weights[:, np.newaxis] * p
        total = part.sum(axis=0)
        share = np.divide(part, total, out=np.zeros_like(part), where=total > 0)
        # Where a forecast said nothing it keeps its weight; the others share what is left.
        asked = (weights[:, np.newaxis] * told).sum(axis=0)
        worth = (share * asked + np.where(told, 0.0, weights[:, np.newaxis])).sum(axis=1)
        new = np.where(members, worth + prior, 0.0)
        new /= new.sum()
        if np.abs(new - weights).max() < 1e-10:
            break
        weights = new
    return np.asarray(weights)


def mixed(weights: Floats, forecasts: list[Floats]) -> Floats:
    """Mix arrays of the same shape; those that are missing (NaN) leave their weight to the others."""
    stacked = np.stack(forecasts)
    shape = (-1,) + (1,) * (stacked.ndim - 1)
    told = np.isfinite(stacked)
    share = weights.reshape(shape) * told
    total = share.sum(axis=0)
    found = (share * np.where(told, stacked, 0.0)).sum(axis=0)
    return np.asarray(np.divide(found, total, out=np.full_like(total, np.nan), where=total > 0))


def sharpened(probability: Floats, power: float) -> Floats:
    """Raise probabilities to a power and let them sum to 1 again; above 1 they become bolder, below 1 more careful."""
    if power == 1.0:
        return probability
    raised = np.maximum(probability, 1e-12) ** power
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def best_power(tried: Floats, outcome: NDArray[np.intp]) -> float:
    """Find the power under which mixed forecasts would have been likeliest.

    A mixture of forecasts that are each calibrated is too careful: Ranjan, R. and Gneiting, T. (2010).
    Combining probability forecasts. *JRSS B* 72, 71-91.

    Parameters
    ----------
    tried : array, shape (n, C)
        Mixed forecasts; NaN where there were none.
    outcome : array of int, shape (n,)
        -1 unknown.

    Returns
    -------
    float
        1 without an outcome; a normal law of its logarithm around 0 keeps it near 1 while there are few.
    """
    known = (outcome >= 0) & np.isfinite(tried).all(axis=1)
    if not known.any():
        return 1.0
    logs, came = np.log(np.maximum(tried[known], 1e-12)), outcome[known][:, np.newaxis]

    def lost(logarithm: float) -> float:
        scaled = np.exp(logarithm) * logs
        given = np.take_along_axis(scaled, came, axis=1)[:, 0] - np.logaddexp.reduce(scaled, axis=1)
        return float(0.5 * (logarithm / _POWER) ** 2 - given.sum())

    return float(np.exp(minimize_scalar(lost, bounds=(-1.5, 1.5), method="bounded").x))
