"""Rates of an outcome by category, with intervals, and whether they rise from category to category."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaln, ndtri

from ikp.foresight.validation.estimate import Estimate

__all__ = ["CategoryRates", "Rate", "category_rates", "exact_interval", "trend_p", "wilson"]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of a category had the outcome; intervals by Wilson, and exact (Clopper and Pearson)."""

    category: str
    n: int
    positives: int
    wilson: Estimate
    exact: Estimate


@dataclass(frozen=True, slots=True)
class CategoryRates:
    """Rates from the lowest category to the highest, and the exact p-value of a trend (NaN where there is no test)."""

    rates: tuple[Rate, ...]
    trend_p: float


def wilson(positives: int, n: int, confidence: float = 0.95) -> Estimate:
    """Give a rate with the score interval of Wilson, *JASA* 22 (1927), 209-212."""
    if n == 0:
        return Estimate(nan, reason="few_units")
    p, z = positives / n, float(ndtri(0.5 + confidence / 2))
    centre, below = (p + z * z / (2 * n)) / (1 + z * z / n), 1 + z * z / n
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / below
    return Estimate(p, max(0.0, centre - half), min(1.0, centre + half), "wilson")


def exact_interval(positives: int, n: int, confidence: float = 0.95) -> Estimate:
    """Give a rate with the interval of Clopper and Pearson, *Biometrika* 26 (1934), 404-413."""
    if n == 0:
        return Estimate(nan, reason="few_units")
    tail = (1 - confidence) / 2
    low = 0.0 if positives == 0 else float(betaincinv(positives, n - positives + 1, tail))
    high = 1.0 if positives == n else float(betaincinv(positives + 1, n - positives, 1 - tail))
    return Estimate(positives / n, low, high, "exact")


def category_rates(
    categories: Sequence[str] | NDArray[np.str_],
    positive: NDArray[np.bool_],
    labels: Sequence[str],
    confidence: float = 0.95,
) -> CategoryRates:
    """Count the outcome by category.

    Parameters
    ----------
    categories : sequence of str, length n
        Empty where it is not known; those units are left out.
    positive : array of bool, shape (n,)
    labels : sequence of str
        From the lowest category to the highest; those without units are kept with n = 0.
    """
    there = np.asarray(categories)
    counts = [(int((there == label).sum()), int(positive[there == label].sum())) for label in labels]
    rates = tuple(
        Rate(label, n, hits, wilson(hits, n, confidence), exact_interval(hits, n, confidence))
        for label, (n, hits) in zip(labels, counts, strict=True)
    )
    return CategoryRates(rates, trend_p([n for n, _ in counts], [hits for _, hits in counts]))


def trend_p(sizes: Sequence[int], positives: Sequence[int]) -> float:
    """Give the exact two-sided p-value of the trend test of Cochran and Armitage, categories scored 0, 1, 2, …

    Given both margins the positives by category follow a multivariate hypergeometric law; the p-value
    adds all tables whose sum of scores is at least as far from its mean. Cochran, *Biometrics* 10
    (1954), 417-451; Armitage, *Biometrics* 11 (1955), 375-386.

    NaN where fewer than two categories have units, or all or none of the units are positive.
    """
    n, total = sum(sizes), sum(positives)
    if sum(size > 0 for size in sizes) < 2 or total in (0, n):
        return nan
    # The law of (positives so far, sum of scores so far), category by category, as log weights.
    top = total * (len(sizes) - 1)
    law = np.full((total + 1, top + 1), -np.inf)
    law[0, 0] = 0.0
    for score, size in enumerate(sizes):
        after = np.full_like(law, -np.inf)
        for hits in range(min(size, total) + 1):
            move = score * hits
            if move > top:
                break
            weight = gammaln(size + 1) - gammaln(hits + 1) - gammaln(size - hits + 1)
            target = after[hits:, move:]
            np.logaddexp(target, law[: total + 1 - hits, : top + 1 - move] + weight, out=target)
        law = after
    chances = np.exp(law[total] - (gammaln(n + 1) - gammaln(total + 1) - gammaln(n - total + 1)))
    mean = total * sum(score * size for score, size in enumerate(sizes)) / n
    observed = abs(sum(score * hits for score, hits in enumerate(positives)) - mean)
    far = np.abs(np.arange(top + 1) - mean) >= observed - 1e-9
    return float(min(1.0, chances[far].sum()))
