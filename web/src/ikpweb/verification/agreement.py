"""How far two people who graded the same events agree, beyond chance: weighted kappa and Krippendorff's alpha.

Our own, on bare arrays: the libraries at hand are under the GPL (krippendorff), pin an old
SciPy and state no licence (irrCAC), or bring a whole statistics stack for one of the two
numbers (scikit-learn, statsmodels). Each formula stands beside its source and is tested on
the example printed there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikpweb.kit.alpha import krippendorff_alpha

__all__ = [
    "LEAST_PAIRS",
    "Agreement",
    "agreement",
    "alpha_interval",
    "alphas_of_tables",
    "table_of",
    "weighted_kappa",
]

Weights = Literal["none", "linear", "quadratic"]
#: Fewer pairs than this say nothing about an indicator or an office (ours, assumed).
LEAST_PAIRS = 5


def weighted_kappa(first: Sequence[int], second: Sequence[int], grades: int, weights: Weights = "quadratic") -> float:
    """Give Cohen's kappa between two graders, weighted by how far grades lie apart.

    Parameters
    ----------
    first, second : sequence of int, shape (n,)
        Grades from 1 on, of the same events.
    grades : int
        How many grades there are.
    weights : {"none", "linear", "quadratic"}
        A disagreement of d grades weighs 1, d or d squared.

    Returns
    -------
    float
        1 is full agreement, 0 what chance gives; NaN without any pair, or where both gave
        one and the same grade throughout: chance alone would agree as well.

    Notes
    -----
    Cohen, J. (1968), Psychological Bulletin 70(4), 213-220.
    """
    table = table_of(first, second, grades)
    total = table.sum()
    if total == 0:
        return float("nan")
    apart = np.abs(np.subtract.outer(np.arange(grades), np.arange(grades))).astype(float)
    weight = {"none": (apart > 0).astype(float), "linear": apart, "quadratic": apart**2}[weights]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
    chance = (weight * expected).sum()
    return float(1 - (weight * table).sum() / chance) if chance > 0 else float("nan")


def alphas_of_tables(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the ordinal alpha of each table that two graders made; the number that `krippendorff_alpha` gives.

    Parameters
    ----------
    tables : array, shape (..., grades, grades)
        How often the first gave the grade of the row and the second that of the column.

    Returns
    -------
    array, shape (...)
        NaN where a table is empty or holds one single grade.
    """
    pairs = tables + np.swapaxes(tables, -1, -2)
    totals = pairs.sum(axis=-1)
    middle = np.cumsum(totals, axis=-1) - totals / 2
    apart = (middle[..., :, None] - middle[..., None, :]) ** 2
    observed = (pairs * apart).sum(axis=(-1, -2))
    expected = (totals[..., :, None] * totals[..., None, :] * apart).sum(axis=(-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        alphas = 1 - observed * (totals.sum(axis=-1) - 1) / expected
    return np.where(expected > 0, alphas, np.nan)


def alpha_interval(
    table: NDArray[np.float64], rng: np.random.Generator, *, draws: int = 1000, level: float = 0.95
) -> tuple[float, float]:
    """Give a bootstrap percentile interval of the ordinal alpha: events are drawn again with replacement.

    Parameters
    ----------
    table : array, shape (grades, grades)
        As `alphas_of_tables` takes it.

    Returns
    -------
    tuple of float
        NaN where more than half of the draws hold one single grade.
    """
    total = int(table.sum())
    if total == 0:
        return float("nan"), float("nan")
    again = rng.multinomial(total, (table / total).ravel(), size=draws).reshape(draws, *table.shape)
    found = alphas_of_tables(again.astype(float))
    found = found[~np.isnan(found)]
    if found.size <= draws / 2:
        return float("nan"), float("nan")
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def table_of(first: Sequence[int], second: Sequence[int], grades: int) -> NDArray[np.float64]:
    """Count pairs of grades, which begin at 1: shape (grades, grades)."""
    table = np.zeros((grades, grades))
    np.add.at(table, (np.asarray(first, dtype=int) - 1, np.asarray(second, dtype=int) - 1), 1)
    return table


@dataclass(frozen=True)
class Agreement:
    """What two gradings of the same events say about each other; NaN where there is too little to say."""

    pairs: int
    same: float
    linear: float
    quadratic: float
    alpha: float
    alpha_from: float
    alpha_to: float


def agreement(first: Sequence[int], second: Sequence[int], grades: int, rng: np.random.Generator) -> Agreement:
    """Say how far two gradings of the same events agree; with fewer than `LEAST_PAIRS` only how often they do."""
    number = len(first)
    nothing = float("nan")
    same = sum(a == b for a, b in zip(first, second, strict=True)) / number if number else nothing
    if number < LEAST_PAIRS:
        return Agreement(number, same, nothing, nothing, nothing, nothing, nothing)
    low, high = alpha_interval(table_of(first, second, grades), rng)
    return Agreement(
        number,
        same,
        weighted_kappa(first, second, grades, "linear"),
        weighted_kappa(first, second, grades, "quadratic"),
        krippendorff_alpha(np.array([first, second], dtype=float)),
        low,
        high,
    )
