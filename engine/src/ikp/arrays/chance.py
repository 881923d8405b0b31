"""Draws: weights from uniform numbers, counts and grades from what was observed, gaps from what is known.

Weights are transformed from numbers between 0 and 1, so that the same points can come from
a generator or from a sequence that fills the space evenly. Everything else is drawn from the
`Generator` that is passed in. NaN is missing and stays so unless said otherwise.
"""

from math import inf

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.missing import NotConvergedError, by_pattern, em_moments, standardised

__all__ = [
    "dirichlet",
    "fill_hot_deck",
    "fill_nearest",
    "fill_normal",
    "gamma_of_rates",
    "grade_shares",
    "level_doubt",
    "levels",
    "missed",
    "negative_binomial",
    "percentiles",
    "pooled_counts",
    "regrade",
    "scaled",
    "share_out",
    "spread_evenly",
    "toward_equal",
    "triangular",
]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Counts = NDArray[np.int64]
Places = NDArray[np.intp]


# --- from uniform numbers ------------------------------------------------------------------
def spread_evenly(weights: Matrix, u: Matrix, spread: float, starts: Places) -> Matrix:
    """Multiply relative weights by numbers from 1 − spread to 1 + spread and scale each group to sum to 1.

    Parameters
    ----------
    weights : array, shape (B, k) or (1, k)
    u : array, shape (B, k)
        Uniform on 0 to 1.
    starts : array of int
        Where the groups of siblings begin among the columns; the first is 0.
    """
    moved = u * (2.0 * spread)
    moved += 1.0 - spread
    moved *= weights
    return scaled(moved, starts)


def scaled(weights: Matrix, starts: Places) -> Matrix:
    """Scale the groups of columns of each row so that they sum to 1."""
    total = np.add.reduceat(weights, starts, axis=1)
    sizes = np.diff(starts, append=weights.shape[1])
    return np.asarray(weights / np.repeat(total, sizes, axis=1))


def dirichlet(weights: Matrix, u: Matrix, concentration: float, starts: Places) -> Matrix:
    """Draw groups from Dirichlet distributions around weights that sum to 1, shape (B, k); a weight of 0 stays 0.

    Gamma quantiles of the uniform numbers, scaled to sum to 1. They underflow to 0 for very
    small parameters; a group that would be nothing but zeros gives all to its largest number.
    """
    from scipy.special import gammaincinv  # slow to import, and few need it

    used = np.broadcast_to(weights > 0, u.shape)
    drawn = gammaincinv(np.where(used, weights * concentration, 1.0), u) * used
    for first, size in zip(starts, np.diff(starts, append=u.shape[1]), strict=True):
        group = slice(first, first + size)
        lost = np.flatnonzero(drawn[:, group].sum(axis=1) == 0)
        if lost.size:
            largest = np.argmax(np.where(used[lost, group], u[lost, group], -1.0), axis=1)
            drawn[lost, first + largest] = 1.0
    # What takes part goes on taking part, however little it weighs.
    return np.where(used, np.maximum(scaled(drawn, starts), 1e-300), 0.0)


def toward_equal(weights: Matrix, u: Vector, starts: Places) -> Matrix:
    """Go the share `u`, shape (B,), of the way from weights that sum to 1 to equal ones among those above zero."""
    equal = scaled((weights > 0).astype(np.float64), starts)
    return np.asarray(weights + u[:, None] * (equal - weights))


def triangular(u: Vector) -> Vector:
    """Turn uniform numbers into a triangular distribution on 0 to 1 with its peak in the middle."""
    return np.where(u < 0.5, np.sqrt(u / 2), 1 - np.sqrt((1 - u) / 2))


# --- counts of events ------------------------------------------------------------------------
def gamma_of_rates(counts: Vector) -> tuple[float, float]:
    """Fit a gamma distribution of rates to Poisson counts by moments: shape and rate.

    The shape is infinite where counts vary no more than a Poisson law alone makes them, so
    that all units have one rate; (inf, inf) where nothing was ever counted, or nothing known.
    """
    known = counts[~np.isnan(counts)]
    mean = float(known.mean()) if known.size else 0.0
    if mean == 0:
        return inf, inf
    excess = float(known.var(ddof=1)) - mean if known.size > 1 else 0.0
    if excess <= 0:
        return inf, inf / mean
    return mean * mean / excess, mean / excess


def _rates(counts: Vector, rng: np.random.Generator) -> Vector:
    """Draw each unit's rate given its count and the others', shape (n,); NaN stays NaN."""
    shape, rate = gamma_of_rates(counts)
    if shape == inf:
        return np.where(np.isnan(counts), np.nan, np.nanmean(counts) if (~np.isnan(counts)).any() else np.nan)
    known = np.nan_to_num(counts)
    drawn = rng.standard_gamma(shape + known) / (rate + 1.0)
    return np.where(np.isnan(counts), np.nan, drawn)


def _poisson(means: Vector, rng: np.random.Generator) -> Vector:
    drawn = rng.poisson(np.nan_to_num(means)).astype(np.float64)
    return np.where(np.isnan(means), np.nan, drawn)


def pooled_counts(counts: Vector, rng: np.random.Generator) -> Vector:
    """Draw what another period would count, given this one's counts of all units, shape (n,)."""
    return _poisson(_rates(counts, rng), rng)


def negative_binomial(counts: Vector, dispersion: float, rng: np.random.Generator) -> Vector:
    """Draw counts with the observed ones as mean and variance n + n² / dispersion, shape (n,); infinite: Poisson."""
    means = counts if dispersion == inf else counts * rng.standard_gamma(dispersion, counts.shape) / dispersion
    return _poisson(means, rng)


def missed(counts: Vector, probability: float, rng: np.random.Generator) -> Vector:
    """Draw how many events were not reported, each being reported with a probability, shape (n,)."""
    return _poisson(_rates(counts, rng) * ((1.0 - probability) / probability), rng)


def grade_shares(by_grade: Counts) -> Matrix:
    """Give the share of each grade among an indicator's events, shape (m, K); even where it has none.

    Parameters
    ----------
    by_grade : array of int, shape (n, m, K)
        Events by unit, indicator and grade.
    """
    total = by_grade.sum(axis=0).astype(np.float64)
    total[total.sum(axis=1) == 0] = total.sum(axis=0) if total.sum() > 0 else 1.0
    return np.asarray(total / total.sum(axis=1, keepdims=True))


def share_out(counts: Counts, shares: Matrix, rng: np.random.Generator) -> Counts:
    """Share counts out among grades, multinomially.

    Parameters
    ----------
    counts : array of int, shape (c,)
    shares : array, shape (c, K)

    Returns
    -------
    array of int, shape (c, K)
    """
    found = np.zeros(shares.shape, dtype=np.int64)
    some = counts > 0
    if some.any():
        found[some] = rng.multinomial(counts[some], shares[some])
    return found


def regrade(grades: Counts, shares: Matrix, rng: np.random.Generator) -> Counts:
    """Draw what a second grader says, shape (n,).

    Parameters
    ----------
    grades : array of int, shape (n,)
        Row of `shares` of each.
    shares : array, shape (K, K)
        A row per grade of the first grader, summing to 1.
    """
    ends = np.cumsum(shares, axis=1)[:, :-1]
    return np.asarray((rng.random(len(grades))[:, None] >= ends[grades]).sum(axis=1), dtype=np.int64)


# --- gaps --------------------------------------------------------------------------------------
def fill_hot_deck(column: Vector, gaps: NDArray[np.bool_], rng: np.random.Generator) -> Vector:
    """Fill gaps with values of other units: the approximate Bayesian bootstrap.

    Donors are drawn from the known with replacement first, and the values from those: so
    the spread also tells how little is known (Rubin & Schenker 1986, Journal of the American
    Statistical Association 81, 366–374). Without any known value the gaps stay.

    Parameters
    ----------
    column : array, shape (n,)
    gaps : array of bool, shape (n,)
        Which cells to fill.
    """
    known = column[~np.isnan(column)]
    filled = column.copy()
    if known.size:
        donors = known[rng.integers(known.size, size=known.size)]
        filled[gaps] = donors[rng.integers(known.size, size=int(np.count_nonzero(gaps)))]
    return filled


def percentiles(values: Matrix, directions: Vector) -> Matrix:
    """Give the percentile of each cell in its column and direction, shape (n, m), ties in the middle; NaN if missing.

    Parameters
    ----------
    values : array, shape (n, m)
    directions : array, shape (m,)
        1, or −1 where a higher value means less.
    """
    places = np.full(values.shape, np.nan)
    for j, direction in enumerate(directions):
        known = np.flatnonzero(~np.isnan(values[:, j]))
        _, which, size = np.unique(direction * values[known, j], return_inverse=True, return_counts=True)
        places[known, j] = ((np.cumsum(size) - size / 2) / max(1, known.size))[which]
    return places


def levels(places: Matrix, without: int) -> Vector:
    """Give each unit's level, shape (n,): the mean percentile of what it knows besides one indicator.

    Without it, or a donor would be chosen by the very value that it gives: units on a level
    would then give less different values than units on a level have.
    """
    known = ~np.isnan(places)
    known[:, without] = False
    count = known.sum(axis=1)
    total = np.where(known, places, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def level_doubt(places: Matrix) -> Vector:
    """Give how unsure each unit's level is, shape (n,): how far to move it, in standard deviations, in a draw.

    A level is a mean of few percentiles, with standard error s. What a unit misses hangs on its
    true level, so that all its gaps are off together. Given the level that is seen, the true
    one has the variance λ s², λ being the reliability (the share of the spread of levels that
    is no error); and a step on the seen level is worth λ steps on the true one. So the seen
    level moves by s / √λ.
    """
    known = ~np.isnan(places)
    count = known.sum(axis=1)
    mean = np.where(known, places, 0.0).sum(axis=1) / np.maximum(count, 1)
    squares = np.where(known, (places - mean[:, None]) ** 2, 0.0).sum(axis=1)
    # Within units, pooled: a unit that knows two things cannot tell its own spread.
    within = squares.sum() / max(1.0, float(np.maximum(count - 1, 0).sum()))
    error = within / np.maximum(count, 1)
    there = count > 0
    spread = float(np.var(mean[there])) if there.any() else 0.0
    reliability = 1.0 - float(error[there].mean()) / spread if spread > 0 else 0.0
    return np.asarray(np.sqrt(error / max(reliability, 0.1)))


def fill_nearest(
    column: Vector,
    gaps: NDArray[np.bool_],
    level: Vector,
    moved: Vector,
    rng: np.random.Generator,
    *,
    near: int = 30,
) -> Vector:
    """Fill gaps with values of units on the same level: a hot deck among nearest neighbours.

    Donors are drawn from the known with replacement first, as in `fill_hot_deck`; a gap takes
    the value of one of the `near` donors whose level is next to its own. A unit without a
    level takes anybody's.

    Parameters
    ----------
    column, level : array, shape (n,)
    gaps : array of bool, shape (n,)
        Which cells to fill.
    moved : array, shape (n,)
        How far the level of a unit that seeks is moved in this draw.
    near : int
    """
    known = np.flatnonzero(~np.isnan(column) & ~np.isnan(level))
    seeking = np.flatnonzero(gaps & ~np.isnan(level))
    if known.size == 0 or seeking.size == 0:
        return fill_hot_deck(column, gaps, rng)
    donors = known[rng.integers(known.size, size=known.size)]
    donors = donors[np.argsort(level[donors], kind="stable")]
    width = min(near, donors.size)
    first = np.searchsorted(level[donors], (level + moved)[seeking]) - width // 2
    chosen = np.clip(first, 0, donors.size - width) + rng.integers(width, size=seeking.size)
    filled = column.copy()
    filled[seeking] = column[donors[chosen]]
    lost = gaps & np.isnan(level)
    return fill_hot_deck(filled, lost, rng) if lost.any() else filled


def fill_normal(block: Matrix, gaps: NDArray[np.bool_], rng: np.random.Generator) -> Matrix:
    """Fill gaps of a block of indicators with draws given what its row knows, under a normal distribution.

    Mean and covariance are those of a bootstrap sample of the rows, by the EM algorithm
    (Little & Rubin 2019, Statistical Analysis with Missing Data, section 10.2.3: proper
    multiple imputation by the bootstrap). Columns fall back to `fill_hot_deck` where there are
    too few rows to tell a covariance, or EM does not settle.

    Parameters
    ----------
    block : array, shape (n, k)
    gaps : array of bool, shape (n, k)
        Which cells to fill.
    """
    known = ~np.isnan(block)
    rows = np.flatnonzero(known.any(axis=1))
    scaled, mean, spread = standardised(block)
    sample = scaled[rng.choice(rows, size=rows.size)] if rows.size else scaled[:0]
    enough = rows.size >= block.shape[1] + 2 and (~np.isnan(sample)).any(axis=0).all()
    try:
        centre, covariance = em_moments(sample, 200, 1e-4) if enough else (None, None)
    except NotConvergedError:
        centre, covariance = None, None
    if centre is None or covariance is None:
        return np.column_stack([fill_hot_deck(block[:, j], gaps[:, j], rng) for j in range(block.shape[1])])
    filled = block.copy()
    for members, there in by_pattern(np.isnan(block)):
        given, sought = np.flatnonzero(there), np.flatnonzero(~there)
        if not sought.size:
            continue
        across = covariance[np.ix_(sought, given)]
        slopes = across @ np.linalg.pinv(covariance[np.ix_(given, given)], hermitian=True)
        left = covariance[np.ix_(sought, sought)] - slopes @ across.T
        values, vectors = np.linalg.eigh(left)
        root = vectors * np.sqrt(np.clip(values, 0.0, None))
        noise = rng.standard_normal((len(members), sought.size)) @ root.T
        expected = centre[sought] + (scaled[np.ix_(members, given)] - centre[given]) @ slopes.T
        drawn = (expected + noise) * spread[sought] + mean[sought]
        cells = np.ix_(members, sought)
        filled[cells] = np.where(gaps[cells], drawn, block[cells])
    return filled
