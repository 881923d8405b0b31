"""Area under the ROC curve: how often a unit with the outcome stands above one without."""

from math import exp, log, nan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from ikp.arrays.rank import rank
from ikp.foresight.validation.estimate import FEWEST, Estimate
from ikp.foresight.validation.relations import resampled_weights

__all__ = ["auc"]

Vector = NDArray[np.float64]


def auc(
    score: Vector,
    positive: NDArray[np.bool_],
    *,
    confidence: float = 0.95,
    rng: np.random.Generator | None = None,
    replicates: int = 2000,
    clusters: NDArray[np.intp] | None = None,
) -> Estimate:
    """Give the AUC with an interval; ties count half.

    The variance is that of DeLong, DeLong and Clarke-Pearson, *Biometrics* 44 (1988), 837-845, by
    mid-ranks; the interval is made on the scale of the logit, so that it stays between 0 and 1
    (Pepe, *The statistical evaluation of medical tests*, 2003, section 5.2). With `clusters` (and a
    generator) it is a percentile bootstrap over clusters.

    Parameters
    ----------
    score : array, shape (n,)
        Without NaN.
    positive : array of bool, shape (n,)

    Returns
    -------
    Estimate
        The value needs one unit on each side, the interval five and an AUC inside 0 and 1; with
        fewer than ten on a side it is rough.
    """
    pos, neg = int(positive.sum()), int((~positive).sum())
    if not pos or not neg:
        return Estimate(nan, reason="few_positives")
    above = (rank(-score, ties="average") - rank_within(score, positive)) / np.where(positive, neg, pos)
    value = float(above[positive].mean())
    if min(pos, neg) < FEWEST:
        return Estimate(value, reason="few_positives")
    if clusters is not None and rng is not None:
        drawn = np.concatenate(
            [
                _weighted_auc(score, positive, weights)
                for weights in resampled_weights(len(score), replicates, rng, clusters)
            ]
        )
        low, high = np.nanquantile(drawn, ((1 - confidence) / 2, (1 + confidence) / 2))
        return Estimate(value, float(low), float(high), "cluster bootstrap")
    spread = sqrt(float(above[positive].var(ddof=1)) / pos + float(above[~positive].var(ddof=1)) / neg)
    if not 0 < value < 1 or spread == 0:
        return Estimate(value, reason="perfect")
    centre, half = log(value / (1 - value)), float(ndtri(0.5 + confidence / 2)) * spread / (value * (1 - value))
    low, high = (1 / (1 + exp(-(centre + sign * half))) for sign in (-1, 1))
    return Estimate(value, low, high, "delong")


def rank_within(score: Vector, positive: NDArray[np.bool_]) -> Vector:
    """Give each unit's mean rank among those on its own side, lowest first, shape (n,)."""
    within = np.empty(len(score))
    for side in (positive, ~positive):
        within[side] = rank(-score[side], ties="average")
    return within


def _weighted_auc(score: Vector, positive: NDArray[np.bool_], weights: NDArray[np.float64]) -> Vector:
    _, group = np.unique(score, return_inverse=True)
    there = np.zeros((len(score), int(group.max()) + 1))
    there[np.arange(len(score)), group] = 1.0
    pos, neg = (weights * positive) @ there, (weights * ~positive) @ there
    pairs = pos.sum(axis=1) * neg.sum(axis=1)
    below = np.cumsum(neg, axis=1) - neg / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Vector = np.where(pairs > 0, (pos * below).sum(axis=1) / pairs, np.nan)
    return found
