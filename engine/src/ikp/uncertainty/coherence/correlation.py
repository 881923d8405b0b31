"""Correlations within and across tiers, on bare arrays, and what their size means in the field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from ikp.arrays.rank import rank

__all__ = [
    "METHODS",
    "CorrelationFlag",
    "CorrelationMethod",
    "CorrelationTable",
    "Limits",
    "correlate",
    "covariances",
    "pairwise",
]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
CorrelationMethod = Literal["pearson", "spearman", "kendall"]
CorrelationFlag = Literal["conflict", "weak", "good", "redundant", "unknown"]
METHODS: tuple[CorrelationMethod, ...] = ("pearson", "spearman", "kendall")

#: Up to so many rows Kendall's tau compares every row with every other; beyond, it sorts, column by column.
_FEW = 2000
#: Pairs of rows that are compared at once.
_BLOCK = 1 << 17


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits by which correlations, scales and models are judged: the field's usual ones, all changeable.

    Parameters
    ----------
    conflict, weak, redundant : float
        A correlation at or below `conflict` runs against the framework, one below `weak` tells
        little, one above `redundant` counts the same thing twice. −0.4, 0.3 and 0.92 are those of
        the statistical audits of the European Commission's Joint Research Centre and of COINr.
    reliability : float
        Least alpha and omega of a scale: 0.7 (Nunnally 1978, *Psychometric Theory*).
    adequacy : float
        Least measure of sampling adequacy: 0.6 (Kaiser 1974, *Psychometrika* 39, 31–36: below it "mediocre" ends).
    cfi, rmsea, srmr : float
        Least comparative fit, largest errors of a factor model: 0.95, 0.06 and 0.08
        (Hu & Bentler 1999, *Structural Equation Modeling* 6, 1–55).
    largest_class : float
        Share of the units in one category above which the categories hardly tell units apart: 0.9. *Ours.*
    """

    conflict: float = -0.4
    weak: float = 0.3
    redundant: float = 0.92
    reliability: float = 0.7
    adequacy: float = 0.6
    cfi: float = 0.95
    rmsea: float = 0.06
    srmr: float = 0.08
    largest_class: float = 0.9

    def flag(self, value: float) -> CorrelationFlag:
        """Judge a correlation between two things that are meant to measure the same."""
        if np.isnan(value):
            return "unknown"
        if value <= self.conflict:
            return "conflict"
        if value < self.weak:
            return "weak"
        return "redundant" if value > self.redundant else "good"


@dataclass(frozen=True, slots=True)
class CorrelationTable:
    """Correlations of the columns of x (rows) with those of y (columns).

    Parameters
    ----------
    values : array, shape (p, q)
        NaN where a side has no spread among the shared rows, or fewer than three rows are shared.
    count : array of int, shape (p, q)
        Rows on which both sides have a value.
    p_value : array, shape (p, q)
        Of no association, two-sided, by Student's t. NaN where `values` is, and for Kendall, whose
        test says what Spearman's does.
    """

    method: CorrelationMethod
    values: Matrix
    count: NDArray[np.int64]
    p_value: Matrix


def correlate(x: Matrix, y: Matrix | None = None, method: CorrelationMethod = "pearson") -> CorrelationTable:
    """Correlate columns with columns, each pair on the rows that both have (R's ``pairwise.complete.obs``).

    Parameters
    ----------
    x, y : array, shape (n, p) and (n, q)
        NaN is missing. Without `y`, the columns of `x` among themselves.
    method : {'pearson', 'spearman', 'kendall'}
        Ranks take the mean of their places where values are equal; Kendall's is tau-b.
    """
    own = y is None
    other = x if y is None else y
    there_x, there_y = ~np.isnan(x), ~np.isnan(other)
    # As floats: whole numbers are multiplied without the fast libraries.
    count = (there_x.T.astype(np.float64) @ there_y.astype(np.float64)).astype(np.int64)
    if method == "kendall":
        values = _kendall_together(x, other) if len(x) <= _FEW else _kendall(x, other, own=own)
        values[count < 3] = np.nan
        p_value = np.full(values.shape, np.nan)
    else:
        if bool(there_x.all() and there_y.all()):
            values = _together(x, other, method)
        elif method == "pearson" and own:
            values = _with_gaps(x)
        else:
            values = _pair_by_pair(x, other, method, own=own)
        values[count < 3] = np.nan
        p_value = _student(values, count)
    if own:
        same = np.flatnonzero(~np.isnan(np.diagonal(values)))
        values[same, same] = 1.0
    return CorrelationTable(method, values, count, p_value)


def _together(x: Matrix, y: Matrix, method: CorrelationMethod) -> Matrix:
    """Correlate complete columns by one product."""
    left, right = (_unit(_ranked(each) if method == "spearman" else each) for each in (x, y))
    return np.asarray(np.clip(left.T @ right, -1.0, 1.0))


def covariances(x: Matrix) -> Matrix:
    """Give sample covariances, each pair of columns on the rows that both have; shape (k, k).

    The matrix is symmetric, but with gaps it need not be one that any data could have.

    Parameters
    ----------
    x : array, shape (n, k)
        NaN is missing. NaN for pairs with fewer than three rows in common.
    """
    return _moments(x)[0]


def _moments(x: Matrix) -> tuple[Matrix, Matrix]:
    """Give covariances of pairs, and the variance of column i over the rows that column j has as well, (k, k) each."""
    known = ~np.isnan(x)
    there = known.astype(np.float64)
    count = there.T @ there
    # Centred first, so that the products lose no digits to a large mean.
    values = np.where(known, x, 0.0)
    filled = (values - values.sum(axis=0) / np.maximum(there.sum(axis=0), 1)) * there
    sums, squares = filled.T @ there, (filled**2).T @ there
    with np.errstate(invalid="ignore", divide="ignore"):
        covariance = (filled.T @ filled - sums * sums.T / count) / (count - 1)
        variance = (squares - sums**2 / count) / (count - 1)
        # Equal floats may deviate from their mean by a hair.
        largest = np.abs(values).max(axis=0, initial=0.0)[:, None]
        flat = variance <= (1e-14 * largest) ** 2 + 1e-13 * squares / count
    return np.where(count < 3, np.nan, covariance), np.where(count < 3, np.nan, np.where(flat, 0.0, variance))


def pairwise(x: Matrix) -> tuple[Matrix, int]:
    """Give Pearson's correlations of the columns, and the fewest rows that any two of them share.

    With gaps each pair is correlated on the rows that both have, as COINr and R's psych do, so
    that a hole here and there does not cost whole units. What is computed from such
    correlations takes the fewest shared rows for its number of units, which is the cautious choice.

    Parameters
    ----------
    x : array, shape (n, k)

    Returns
    -------
    array of shape (k, k), int
        NaN for columns without spread.
    """
    there = (~np.isnan(x)).astype(np.float64)
    fewest = int((there.T @ there).min()) if x.shape[1] else len(x)
    if fewest == len(x):
        values = _together(x, x, "pearson") if fewest > 2 else np.full((x.shape[1],) * 2, np.nan)
    else:
        values = _with_gaps(x)
    known = np.flatnonzero(~np.isnan(np.diagonal(values)))
    values[known, known] = 1.0
    return values, fewest


def _with_gaps(x: Matrix) -> Matrix:
    covariance, variance = _moments(x)
    spread = np.sqrt(np.where(variance > 0, variance, np.nan))
    return np.asarray(np.clip(covariance / (spread * spread.T), -1.0, 1.0))


def _unit(x: Matrix) -> Matrix:
    """Centre columns and bring them to length 1; NaN for one without spread."""
    centred = x - x.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    # Equal floats may deviate from their mean by a hair.
    length[x.min(axis=0) == x.max(axis=0)] = np.nan
    return np.asarray(centred / length)


def _ranked(x: Matrix) -> Matrix:
    return np.column_stack([rank(column, ties="average") for column in x.T])


def _pairs(x: Matrix, y: Matrix, *, own: bool) -> Iterator[tuple[int, int, Vector, Vector]]:
    """Walk through the pairs that have at least three rows in common and spread on both sides."""
    for i in range(x.shape[1]):
        for j in range(i if own else 0, y.shape[1]):
            both = ~(np.isnan(x[:, i]) | np.isnan(y[:, j]))
            a, b = x[both, i], y[both, j]
            if len(a) >= 3 and a.min() < a.max() and b.min() < b.max():
                yield i, j, a, b


def _pair_by_pair(x: Matrix, y: Matrix, method: CorrelationMethod, *, own: bool) -> Matrix:
    found = np.full((x.shape[1], y.shape[1]), np.nan)
    for i, j, a, b in _pairs(x, y, own=own):
        found[i, j] = _together(a[:, None], b[:, None], method)[0, 0]
        if own:
            found[j, i] = found[i, j]
    return found


def _kendall_together(x: Matrix, y: Matrix) -> Matrix:
    """Count concordant less discordant pairs of rows for all columns at once, by products of signs."""
    i, j = np.triu_indices(len(x), 1)
    total, loose_x, loose_y = (np.zeros((x.shape[1], y.shape[1])) for _ in range(3))
    # Whole numbers up to 2**24 are exact in float32, and a block has fewer pairs.
    for start in range(0, len(i), _BLOCK):
        part = slice(start, start + _BLOCK)
        signs_x, there_x = _signs(x, i[part], j[part])
        signs_y, there_y = (signs_x, there_x) if y is x else _signs(y, i[part], j[part])
        total += signs_x.T @ signs_y
        loose_x += np.abs(signs_x).T @ there_y
        loose_y += there_x.T @ np.abs(signs_y)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / np.sqrt(loose_x * loose_y))


def _signs(x: Matrix, i: NDArray[np.intp], j: NDArray[np.intp]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give for pairs of rows which is higher, 0 where they are equal or unknown, and whether both are known."""
    difference = x[i] - x[j]
    there = ~np.isnan(difference)
    return np.sign(np.where(there, difference, 0.0)).astype(np.float32), there.astype(np.float32)


def _kendall(x: Matrix, y: Matrix, *, own: bool) -> Matrix:
    from scipy.stats import kendalltau  # slow to import, and few need it

    found = np.full((x.shape[1], y.shape[1]), np.nan)
    for i, j, a, b in _pairs(x, y, own=own):
        found[i, j] = kendalltau(a, b).statistic
        if own:
            found[j, i] = found[i, j]
    return found


def _student(values: Matrix, count: NDArray[np.int64]) -> Matrix:
    freedom = np.maximum(count - 2, 1).astype(np.float64)
    with np.errstate(divide="ignore"):  # a correlation of 1 has an infinite t and a p-value of 0
        t = np.abs(values) * np.sqrt(freedom / np.maximum(1 - values**2, 0.0))
    return np.asarray(2 * stdtr(freedom, -t))
