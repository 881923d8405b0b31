"""Rank correlations of a score with an outcome: bootstrap intervals, permutation p-values, size held fixed."""

from math import nan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.association import kendall, spearman
from ikp.arrays.rank import rank
from ikp.foresight.validation.estimate import FEWEST, Estimate

__all__ = ["partial_spearman", "permutation_p", "rank_relation", "resampled_weights", "weighted_ranks"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

#: How many numbers of a resampling are held at once.
_BLOCK = 4_000_000


def rank_relation(
    x: Vector,
    y: Vector,
    *,
    method: Literal["spearman", "kendall"] = "spearman",
    confidence: float = 0.95,
    rng: np.random.Generator | None = None,
    replicates: int = 2000,
    clusters: NDArray[np.intp] | None = None,
) -> Estimate:
    """Give a rank correlation with an interval.

    Spearman's is the percentile bootstrap over units (or over clusters of them), which needs no
    assumption about ties; without a generator, and for Kendall's tau-b, it is by Fisher's z (see
    `ikp.arrays.association`), which is too narrow where ties are many. There is none where fewer
    than five units differ from all the others.

    Parameters
    ----------
    x, y : array, shape (n,)
        Without NaN.
    rng : Generator, optional
    replicates : int
    clusters : array of int, shape (n,), optional
        Units of a cluster are drawn together: 0, 1, … for each unit.
    """
    if len(x) < 4:
        return Estimate(nan, reason="few_units")
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return Estimate(nan, reason="no_spread")
    found = kendall(x, y, confidence) if method == "kendall" else spearman(x, y, confidence)
    if _tied(y) < FEWEST:
        return Estimate(found.value, reason="few_positives" if len(x) >= 2 * FEWEST else "few_units")
    if rng is None or method == "kendall":
        return Estimate(found.value, found.low, found.high, "fisher", "" if found.low == found.low else "perfect")
    drawn = np.concatenate(
        [_weighted_spearman(x, y, weights) for weights in resampled_weights(len(x), replicates, rng, clusters)]
    )
    low, high = np.nanquantile(drawn, ((1 - confidence) / 2, (1 + confidence) / 2))
    return Estimate(found.value, float(low), float(high), "bootstrap" if clusters is None else "cluster bootstrap")


def partial_spearman(
    x: Vector,
    y: Vector,
    size: Vector,
    *,
    confidence: float = 0.95,
    rng: np.random.Generator | None = None,
    replicates: int = 2000,
) -> Estimate:
    """Give Spearman's correlation of score and outcome with the rank of size held fixed.

    From the three correlations: (r_xy - r_xz r_yz) / sqrt((1 - r_xz²)(1 - r_yz²)).
    """
    if len(x) < 5:
        return Estimate(nan, reason="few_units")
    if min(np.ptp(x), np.ptp(y), np.ptp(size)) == 0:
        return Estimate(nan, reason="no_spread")
    ones = np.ones((1, len(x)))
    value = float(_partial(x, y, size, ones)[0])
    if rng is None or _tied(y) < FEWEST:
        return Estimate(value, reason="" if rng is None else "few_positives")
    drawn = np.concatenate([_partial(x, y, size, w) for w in resampled_weights(len(x), replicates, rng)])
    low, high = np.nanquantile(drawn, ((1 - confidence) / 2, (1 + confidence) / 2))
    return Estimate(value, float(low), float(high), "bootstrap")


def permutation_p(
    x: Vector,
    y: Vector,
    rng: np.random.Generator,
    *,
    permutations: int = 9999,
    clusters: NDArray[np.intp] | None = None,
) -> float:
    """Give the two-sided p-value of Spearman's rho by permuting the scores, (1 + as extreme) / (1 + permutations).

    With `clusters` the score must be the same throughout a cluster, and clusters are permuted.
    For an outcome of yes and no this is the test of Wilcoxon, Mann and Whitney, and so that of the AUC.
    NaN where either side has no spread.

    Source: Phipson and Smyth, *Stat. Appl. Genet. Mol. Biol.* 9 (2010), article 39.
    """
    if len(x) < 4 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return nan
    fixed = rank(y, ties="average")
    observed = abs(_pearson(rank(x, ties="average")[None], fixed[None])[0])
    extreme = 0
    for size in _blocks(permutations, len(x)):
        if clusters is None:
            moved = rng.permuted(np.tile(rank(x, ties="average"), (size, 1)), axis=1)
        else:
            first = np.unique(clusters, return_index=True)[1]
            order = rng.permuted(np.tile(np.arange(len(first)), (size, 1)), axis=1)
            moved = weighted_ranks_of_rows(x[first][order][:, clusters])
        extreme += int((np.abs(_pearson(moved, fixed[None])) >= observed - 1e-12).sum())
    return (1 + extreme) / (1 + permutations)


def resampled_weights(
    n: int, replicates: int, rng: np.random.Generator, clusters: NDArray[np.intp] | None = None
) -> list[Matrix]:
    """Give how often each unit is drawn in each replicate, in blocks of shape (b, n)."""
    groups = n if clusters is None else int(clusters.max()) + 1
    counts = rng.multinomial(groups, np.full(groups, 1 / groups), size=replicates).astype(np.float64)
    weights = counts if clusters is None else counts[:, clusters]
    sizes = _blocks(replicates, n)
    return np.split(weights, np.cumsum(sizes)[:-1])


def weighted_ranks(values: Vector, weights: Matrix) -> Matrix:
    """Give the mean rank of every unit in replicates where unit i occurs weights[b, i] times, shape (b, n)."""
    _, group = np.unique(values, return_inverse=True)
    there = np.zeros((len(values), int(group.max()) + 1))
    there[np.arange(len(values)), group] = 1.0
    mass = weights @ there
    ranks: Matrix = (np.cumsum(mass, axis=1) - mass / 2 + 0.5)[:, group]
    return ranks


def weighted_ranks_of_rows(values: Matrix) -> Matrix:
    """Give the mean ranks within each row, shape (b, n)."""
    from scipy.stats import rankdata

    ranks: Matrix = rankdata(values, axis=1)
    return ranks


def _weighted_spearman(x: Vector, y: Vector, weights: Matrix) -> Vector:
    return _pearson(weighted_ranks(x, weights), weighted_ranks(y, weights), weights)


def _partial(x: Vector, y: Vector, z: Vector, weights: Matrix) -> Vector:
    rx, ry, rz = (weighted_ranks(each, weights) for each in (x, y, z))
    xy, xz, yz = _pearson(rx, ry, weights), _pearson(rx, rz, weights), _pearson(ry, rz, weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Vector = (xy - xz * yz) / np.sqrt((1 - xz**2) * (1 - yz**2))
    return np.where(np.isfinite(found), found, np.nan)


def _pearson(a: Matrix, b: Matrix, weights: Matrix | None = None) -> Vector:
    """Correlate row by row; NaN where a row has no spread."""
    a, b = np.broadcast_arrays(a, b)
    w = np.ones_like(a) if weights is None else weights
    total = w.sum(axis=1, keepdims=True)
    a = a - (w * a).sum(axis=1, keepdims=True) / total
    b = b - (w * b).sum(axis=1, keepdims=True) / total
    over = np.sqrt((w * a * a).sum(axis=1) * (w * b * b).sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Vector = np.where(over > 1e-9, (w * a * b).sum(axis=1) / over, np.nan)
    return found


def _tied(y: Vector) -> int:
    """Count the units that do not have the commonest value."""
    return len(y) - int(np.unique(y, return_counts=True)[1].max())


def _blocks(count: int, n: int) -> list[int]:
    most = max(1, _BLOCK // max(n, 1))
    return [min(most, count - start) for start in range(0, count, most)]
