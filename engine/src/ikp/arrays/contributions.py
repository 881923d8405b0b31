"""What each child contributes to its parent, and what each node contributes to the index.

The contributions of a row always sum to its score. How it is split:

- **arithmetic, sum**: exactly, wᵢxᵢ with the weights of what is known scaled up;
- **benefit of the doubt**: exactly, by the weights that the unit chose for itself;
- **all others**, and ``normal_score`` on top of the first: Shapley values (Shapley 1953,
  A value for n-person games). The worth of a set of children is the score that the parent
  would have if they were all there is, weights scaled up; of no children, zero. It is the
  only split that sums to the score, treats children alike that act alike, gives nothing
  to a child that never matters, and adds up over sums of games.

On top of that, a ``minmax`` rescaling a·y + b gives a·cᵢ + wᵢb. A cap cuts all parts in
proportion, so that a child that gave nothing is not charged for it; what a rounding took
away or added is shared by weight: no child caused it more than another.
"""

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.aggregate import Rule, aggregate
from ikp.arrays.aggregate_relative import benefit_of_the_doubt
from ikp.arrays.rescale import rescale
from ikp.arrays.shapley import shapley

__all__ = ["pass_down", "to_parent"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Pair = tuple[float, float]


def to_parent(x: Matrix, weights: Vector, rule: Rule, score: Vector, fitted: Pair | None = None) -> Matrix:
    """Split a parent's score among its children.

    Parameters
    ----------
    x : array, shape (n, k)
        Scores of the children; NaN where missing.
    weights : array, shape (k,)
        Relative.
    rule : Rule
        How the parent was aggregated and rescaled.
    score : array, shape (n,)
        The parent's score, as computed.
    fitted : tuple of two floats, optional
        The two numbers of the parent's rescaling.

    Returns
    -------
    array, shape (n, k)
        Rows sum to the score. 0 for a missing child and for one of weight zero; NaN where
        there is no score.
    """
    used = weights > 0
    here = np.array(x[:, used], dtype=np.float64, order="F")
    here[np.isnan(score)] = np.nan  # a unit without a score was in nobody's company
    known = ~np.isnan(here)
    shares = known * (weights[used] / weights[used].sum())
    shares /= np.where(known.any(axis=1), shares.sum(axis=1), 1.0)[:, None]
    parts = np.where(known, _parts(here, shares, weights[used], rule, fitted), 0.0)
    if rule.rescale.method == "cap" or rule.rescale.cap:
        whole = parts.sum(axis=1)
        cut = (whole > score) & (score > 0)
        parts *= np.where(cut, score / np.where(cut, whole, 1.0), 1.0)[:, None]
    parts += (score - parts.sum(axis=1))[:, None] * shares
    out = np.zeros(x.shape)
    out[:, used] = parts
    out[np.isnan(score)] = np.nan
    return out


def _parts(x: Matrix, shares: Matrix, weights: Vector, rule: Rule, fitted: Pair | None) -> Matrix:
    method, to = rule.rescale.method, rule.rescale.to
    bent = method == "normal_score"
    known = ~np.isnan(x)
    if rule.method == "benefit_of_the_doubt":
        parts = np.where(known, x, 0.0) * benefit_of_the_doubt(x, rule.scale)[1]
    elif (rule.method == "arithmetic" or (rule.method == "generalised" and rule.power == 1)) and not bent:
        parts = np.where(known, x, 0.0) * shares
    elif rule.method == "sum" and not bent:
        parts = np.where(known, x, 0.0) * (x.shape[1] / np.maximum(known.sum(axis=1), 1))[:, None]
    else:
        # The game is played on the curved scale, since Φ(a) + Φ(b) is not Φ(a + b).
        def worth(members: NDArray[np.intp]) -> Vector:
            alone = aggregate(x[:, members], weights[members], rule)
            return np.nan_to_num(rescale(alone, method, to, fitted) if bent else alone)

        parts = shapley(worth, x.shape[1], len(x))
    if method == "minmax" and fitted is not None and fitted[0] != fitted[1]:
        slope = (to[1] - to[0]) / (fitted[1] - fitted[0])
        parts = slope * parts + (to[0] - slope * fitted[0]) * shares
    return parts


def pass_down(contribution: Vector, parts: Matrix, weights: Vector, known: NDArray[np.bool_] | None = None) -> Matrix:
    """Split what a node contributes to the index among its children, in proportion to their shares in its score.

    Where the node's score is zero while its contribution is not (a rescaling above it
    moved zero), its children have no shares, and the contribution is split by weight.

    Parameters
    ----------
    contribution : array, shape (n,)
        Of the node to the index.
    parts : array, shape (n, k)
        Of the children to the node, from `to_parent`.
    weights : array, shape (k,)
        Relative; for the split by weight.
    known : array of bool, shape (n, k), optional
        Which children are there; those that are not get nothing. Left out, all are.

    Returns
    -------
    array, shape (n, k)
        Rows sum to `contribution`; NaN where that is NaN.
    """
    score = parts.sum(axis=1)
    by_weight = np.broadcast_to(weights, parts.shape) * (1.0 if known is None else known)
    heavy = by_weight.sum(axis=1)
    by_weight = by_weight / np.where(heavy == 0, 1.0, heavy)[:, None]
    zero = np.abs(score) <= 1e-9 * np.abs(parts).sum(axis=1)  # parts that cancel out leave a last bit
    zero |= np.isnan(score)
    factor = contribution / np.where(zero, 1.0, score)
    shared = np.where(zero[:, None], contribution[:, None] * by_weight, factor[:, None] * parts)
    # A node without a score contributes nothing, and so do its children.
    return np.where(contribution[:, None] == 0, 0.0, shared)
