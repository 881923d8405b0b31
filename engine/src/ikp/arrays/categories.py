"""From scores to categories: finding cut-offs, and sorting scores between them."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["assign", "jenks", "mean_sd", "mean_sd_rows", "quantiles"]

Vector = NDArray[np.float64]


def assign(scores: Vector, cutoffs: Sequence[float | Vector], boundary: Sequence[str]) -> NDArray[np.int8]:
    """Sort scores, as they are and unrounded, into the categories between cut-offs.

    Parameters
    ----------
    scores : array, shape (n,) or (b, n)
    cutoffs : sequence of float, or of arrays of shape (b, 1)
        Rising; the same for all rows, or one for each.
    boundary : sequence of {'lower', 'upper'}
        Per cut-off, or one for all: where a score that equals it belongs.

    Returns
    -------
    array of int8, of the shape of the scores
        0 for the lowest category; −1 where the score is NaN.
    """
    sides = list(boundary) * len(cutoffs) if len(boundary) == 1 else list(boundary)
    out = np.zeros_like(scores, dtype=np.int8)
    for cutoff, side in zip(cutoffs, sides, strict=True):
        out += (scores >= cutoff if side == "upper" else scores > cutoff).view(np.int8)
    if np.isnan(scores.min(initial=np.inf)):
        out[np.isnan(scores)] = -1
    return out


def mean_sd(scores: Vector, k: Sequence[float], ddof: int) -> tuple[float, ...]:
    """Give mean ± each of `k` × standard deviation, rising; k = 0 gives the mean once.

    NaN is left out; `ddof` 1 (the sample standard deviation) needs two scores, 0 (the
    population's) one. Scores that are all equal get a deviation of a hair, so that they
    fall between the cut-offs, where they belong, whatever the boundary rule.
    """
    there = scores[~np.isnan(scores)]
    mean, sd = float(there.mean()), float(there.std(ddof=ddof))
    sd = max(sd, 1e-12 * max(1.0, abs(mean)))
    return tuple(sorted({mean + sign * each * sd for each in k for sign in (-1.0, 1.0)}))


def mean_sd_rows(scores: NDArray[np.float64], k: Sequence[float], ddof: int) -> tuple[NDArray[np.float64], ...]:
    """Give `mean_sd` of every row of scores, shape (b, n): a column of shape (b, 1) per cut-off.

    A k of 0 beside others gives a cut-off that stands in every row, as in `mean_sd`.
    """
    mean = scores.mean(axis=1, keepdims=True)
    if np.isnan(mean).any():
        scores = scores[:, ~np.isnan(scores).all(axis=0)]
        if np.isnan(scores).any():  # not the same units in all rows
            return tuple(np.array([mean_sd(row, k, ddof) for row in scores]).T[:, :, None])
        mean = scores.mean(axis=1, keepdims=True)
    apart = scores - mean
    sd = np.sqrt(np.einsum("ij,ij->i", apart, apart) / (scores.shape[1] - ddof))[:, None]
    sd = np.maximum(sd, 1e-12 * np.maximum(1.0, np.abs(mean)))
    return tuple(mean + each * sd for each in sorted({sign * each for each in k for sign in (-1.0, 1.0)}))


def quantiles(scores: Vector, probabilities: Sequence[float]) -> tuple[float, ...]:
    """Give quantiles by linear interpolation between order statistics (Hyndman & Fan 1996, type 7).

    The default of NumPy and R; spreadsheets call it inclusive. NaN is left out.
    """
    there = scores[~np.isnan(scores)]
    return tuple(np.quantile(there, list(probabilities), method="linear").tolist())


def jenks(scores: Vector, classes: int) -> tuple[tuple[float, float], ...]:
    """Give natural breaks: the classes with the least sum of squared deviations from their means.

    Exact, by Fisher's dynamic programme (Fisher 1958, Journal of the American Statistical
    Association 53, 789–798; Jenks 1977). The best last break moves up with the number of
    values, so each stage is solved by halving, in O(n log n): milliseconds for 514
    units, seconds for a million.

    Parameters
    ----------
    scores : array, shape (n,)
        NaN is left out. At least `classes` different values.
    classes : int

    Returns
    -------
    tuple of pairs, length classes − 1
        Per break, rising: the highest score of the class below it and the lowest of the
        class above. The first is a cut-off with the boundary ``lower``, as maps print it,
        the second one with ``upper``.
    """
    values, counts = np.unique(scores[~np.isnan(scores)], return_counts=True)
    # Sums of squares of centred values: the deviation of a narrow class would drown otherwise.
    centred = values - np.average(values, weights=counts)
    number, first, second = (np.concatenate([[0.0], np.cumsum(counts * centred**power)]) for power in (0, 1, 2))

    def cost(start: NDArray[np.intp], end: NDArray[np.intp]) -> Vector:
        """Squared deviations within values[start:end]."""
        total = first[end] - first[start]
        return np.asarray(second[end] - second[start] - total**2 / (number[end] - number[start]))

    n = len(values)
    best = cost(np.zeros(n, dtype=np.intp), np.arange(1, n + 1))  # best[i]: the first i + 1 values, in one class
    starts = []  # of the last class, per stage and number of values
    for already in range(1, classes):
        # Values up to i in one class more: the last class starts at s, with `already` ≤ s ≤ i.
        start = np.zeros(n, dtype=np.intp)
        finished = np.full(n, np.inf)
        for middle, low, high in _halving(already, n, start):
            s, group = _ranges(low, high)
            total = best[s - 1] + cost(s, middle[group] + 1)
            where = np.concatenate([[0], np.cumsum(high - low + 1)[:-1]])
            finished[middle] = np.minimum.reduceat(total, where)
            hit = np.flatnonzero(total == finished[middle][group])
            start[middle] = s[hit[np.searchsorted(hit, where)]]  # the first that reaches the minimum
        best = finished
        starts.append(start)
    breaks, end = [], n - 1
    for start in reversed(starts):
        breaks.append((float(values[start[end] - 1]), float(values[start[end]])))
        end = int(start[end]) - 1
    return tuple(reversed(breaks))


def _halving(
    first: int, n: int, start: NDArray[np.intp]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]]:
    """Walk through the numbers of values by halves: give the middles with the range in which their best start lies.

    `start` is filled in by the caller between the rounds; a later round reads its neighbours.
    """
    left, right = np.array([first]), np.array([n - 1])
    while left.size:
        middle = (left + right) // 2
        low = np.where(left > first, start[np.maximum(left - 1, 0)], first)
        high = np.minimum(middle, np.where(right < n - 1, start[np.minimum(right + 1, n - 1)], n - 1))
        yield middle, low, high
        left, right = np.concatenate([left, middle + 1]), np.concatenate([middle - 1, right])
        left, right = left[left <= right], right[left <= right]


def _ranges(low: NDArray[np.intp], high: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Join the ranges low…high, both included, into one array; give also which range each number is of."""
    length = high - low + 1
    group = np.repeat(np.arange(len(low)), length)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return low[group] + offset, group
