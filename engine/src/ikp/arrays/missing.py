"""Estimates for missing cells.

Every function gives a copy in which cells that were NaN may hold an estimate; a cell
that the method has no ground to estimate stays NaN. Observed cells never change.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "NotConvergedError",
    "by_pattern",
    "carry_forward",
    "em_moments",
    "fill",
    "fill_by_group",
    "fill_em",
    "fill_regression",
    "standardised",
]

Array = NDArray[np.float64]
Statistic = Callable[[Array], Any]


class NotConvergedError(ArithmeticError):
    """The iterations did not settle in the number allowed."""


def fill(column: Array, statistic: Statistic) -> Array:
    """Fill a column, shape (n,), with a statistic (`np.mean`, `np.median`) of its known values."""
    missing = np.isnan(column)
    known = column[~missing]
    filled = column.copy()
    if known.size:
        filled[missing] = statistic(known)
    return filled


def fill_by_group(column: Array, groups: ArrayLike, statistic: Statistic) -> Array:
    """Fill a column with the statistic of the known values in the unit's group.

    However small the group: one known value is enough, as in COINr. A group without
    known values, and units without a group (None, NaN or an empty text), stay missing:
    borrowing from other groups would be another method under the same name.

    Parameters
    ----------
    column, groups : array_like, shape (n,)
    statistic : callable
        From known values to a number.
    """
    missing = np.isnan(column)
    filled = column.copy()
    labels = _numbered(groups)
    for label in np.unique(labels[missing & (labels >= 0)]):
        members = labels == label
        known = column[members & ~missing]
        if known.size:
            filled[members & missing] = statistic(known)
    return filled


def _numbered(labels: ArrayLike) -> NDArray[np.intp]:
    """Number the labels from 0; -1 for None, NaN and an empty text."""
    numbers: dict[object, int] = {}
    return np.array(
        [
            -1 if label is None or label == "" or label != label else numbers.setdefault(label, len(numbers))  # noqa: PLR0124 - only NaN differs from itself
            for label in np.asarray(labels).tolist()
        ],
        dtype=np.intp,
    )


def carry_forward(column: Array, units: NDArray[np.intp], times: NDArray[np.intp]) -> Array:
    """Fill a column of a panel with the last value that the same unit had before.

    Parameters
    ----------
    column : array, shape (n,)
    units, times : array of int, shape (n,)
        Number of the unit and order of the period of each row; rows in any order.
    """
    order = np.lexsort((times, units))
    values, owner = column[order], units[order]
    # Place of the last known value at or before each row, and whether it is the same unit's.
    last = np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))
    usable = (last >= 0) & (owner[last] == owner)
    filled = np.empty_like(column)
    filled[order] = np.where(usable, values[last], np.nan)
    return filled


def fill_regression(block: Array) -> Array:
    """Fill a block of indicators with the prediction of a linear regression on the others.

    For every pattern of known indicators, each missing one is regressed by ordinary
    least squares, with an intercept, on all those that the pattern knows (Buck's
    method: Little and Rubin, Statistical Analysis with Missing Data, 2019, section
    4.2.2). It is fitted on the rows that know both; with fewer rows than coefficients
    plus one, or no known indicator in the row, the cell stays missing.

    Parameters
    ----------
    block : array, shape (n, k)

    Returns
    -------
    array, shape (n, k)
    """
    missing = np.isnan(block)
    scaled, mean, spread = standardised(block)
    filled = block.copy()
    for rows, known in by_pattern(missing):
        predictors = np.flatnonzero(known)
        if not predictors.size:
            continue
        design = np.column_stack([np.ones(len(block)), scaled[:, predictors]])
        for target in np.flatnonzero(~known):
            fit = ~missing[:, [*predictors, target]].any(axis=1)
            if np.count_nonzero(fit) < design.shape[1] + 1:
                continue
            # The least-squares solution of smallest norm: collinear indicators do no harm.
            coefficients, *_ = np.linalg.lstsq(design[fit], scaled[fit, target], rcond=None)
            filled[rows, target] = design[rows] @ coefficients * spread[target] + mean[target]
    return filled


def fill_em(block: Array, max_iterations: int = 1000, tolerance: float = 1e-8) -> Array:
    """Fill a block of indicators with their expected values given the others, under a normal distribution.

    Mean and covariance are estimated by maximum likelihood from incomplete rows with
    the EM algorithm (`em_moments`; Little and Rubin, Statistical Analysis with Missing
    Data, 2019, section 11.2). A row that knows nothing stays missing, since all that
    could be said is the mean; so does an indicator that no row knows, and everything
    when there are fewer rows than indicators plus two.

    The values filled in are expected values: they carry no noise, so that the spread of
    the filled indicator is too small, and so are the standard errors that are computed
    from it.

    Parameters
    ----------
    block : array, shape (n, k)
    max_iterations : int
    tolerance : float
        The iterations end when no mean and no covariance, of standardised indicators,
        moves by more.

    Returns
    -------
    array, shape (n, k)

    Raises
    ------
    NotConvergedError
        When `max_iterations` do not suffice.
    """
    missing = np.isnan(block)
    rows, columns = np.flatnonzero(~missing.all(axis=1)), np.flatnonzero(~missing.all(axis=0))
    filled = block.copy()
    if len(rows) < len(columns) + 2:  # too few rows to tell a covariance
        return filled
    place = np.ix_(rows, columns)
    scaled, mean, spread = standardised(block[place])
    centre, covariance = em_moments(scaled, max_iterations, tolerance)
    expected, _ = _expect(scaled, list(by_pattern(np.isnan(scaled))), centre, covariance)
    filled[place] = np.where(missing[place], expected * spread + mean, block[place])
    return filled


def em_moments(block: Array, max_iterations: int = 1000, tolerance: float = 1e-8) -> tuple[Array, Array]:
    """Estimate mean and covariance of a normal distribution from incomplete rows.

    Starts from the means and variances of what is known, without covariances. Likelihood
    can have several maxima; the one that is reached is the one on this slope.

    Parameters
    ----------
    block : array, shape (n, k)
        Every row and every column knows something. Standardise it first: `tolerance` is
        absolute.

    Returns
    -------
    mean, covariance : array, shape (k,) and (k, k)
        Maximum-likelihood estimates, so the covariance has the divisor n.

    Raises
    ------
    NotConvergedError
        When `max_iterations` do not suffice.
    """
    patterns = list(by_pattern(np.isnan(block)))
    centre, covariance = np.nanmean(block, axis=0), np.diag(np.nanvar(block, axis=0))
    for _ in range(max_iterations):
        expected, uncertainty = _expect(block, patterns, centre, covariance)
        new_centre = expected.mean(axis=0)
        deviation = expected - new_centre
        new_covariance = (deviation.T @ deviation + uncertainty) / len(block)
        moved = max(np.abs(new_centre - centre).max(), np.abs(new_covariance - covariance).max())
        centre, covariance = new_centre, new_covariance
        if moved <= tolerance:
            return centre, covariance
    raise NotConvergedError


def _expect(
    scaled: Array, patterns: list[tuple[NDArray[np.intp], NDArray[np.bool_]]], centre: Array, covariance: Array
) -> tuple[Array, Array]:
    """Give the expected values of the missing cells, and the sum over the rows of their conditional covariance."""
    expected, uncertainty = scaled.copy(), np.zeros_like(covariance)
    for rows, known in patterns:
        given, sought = np.flatnonzero(known), np.flatnonzero(~known)
        if not sought.size:
            continue
        across = covariance[np.ix_(sought, given)]
        # The pseudo-inverse: an indicator that others determine makes the covariance singular.
        slopes = across @ np.linalg.pinv(covariance[np.ix_(given, given)], hermitian=True)
        expected[np.ix_(rows, sought)] = centre[sought] + (scaled[np.ix_(rows, given)] - centre[given]) @ slopes.T
        uncertainty[np.ix_(sought, sought)] += len(rows) * (covariance[np.ix_(sought, sought)] - slopes @ across.T)
    return expected, uncertainty


def standardised(block: Array) -> tuple[Array, Array, Array]:
    """Scale the columns to mean 0 and population standard deviation 1 of their known values.

    Indicators come in rupiah and in shares; without it, a tolerance would mean nothing.
    """
    known = ~np.isnan(block)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, block, 0.0).sum(axis=0) / count
    spread = np.sqrt((np.where(known, block - mean, 0.0) ** 2).sum(axis=0) / count)
    spread[spread == 0] = 1.0
    return (block - mean) / spread, mean, spread


def by_pattern(missing: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.bool_]]]:
    """Group the rows by what they know: row numbers, and which columns are known."""
    patterns, which = np.unique(missing, axis=0, return_inverse=True)
    which = which.reshape(-1)
    ordered = np.argsort(which, kind="stable")
    ends = np.cumsum(np.bincount(which))
    for pattern, rows in zip(patterns, np.split(ordered, ends[:-1]), strict=True):
        yield rows, ~pattern
