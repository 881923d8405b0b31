"""Weights of several laws of counts in their mixture, by how probable each called what came.

Yao, Y. et al. (2018). Using stacking to average Bayesian predictive distributions. *Bayesian Analysis* 13, 917-1007.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["stack_weights"]

Floats = NDArray[np.float64]

#: Outcomes that stand behind every weight before any was seen: with few outcomes weights stay near equal.
_PRIOR = 2.0


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
