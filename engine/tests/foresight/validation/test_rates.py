"""Rates by category: intervals against published values, the trend against all tables counted out."""

from itertools import product
from math import comb, isnan

import numpy as np
import pytest

from ikp.foresight.validation.rates import category_rates, exact_interval, trend_p, wilson


def test_intervals_as_in_the_literature() -> None:
    """81 of 263, 15 of 148 and 0 of 20: Newcombe, *Statistics in Medicine* 17 (1998), 857-872, table I."""
    for positives, n, score, exact in (
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
    ):
        found, clopper = wilson(positives, n), exact_interval(positives, n)
        assert (found.low, found.high) == pytest.approx(score, abs=5e-5)
        assert (clopper.low, clopper.high) == pytest.approx(exact, abs=5e-5)


def test_all_positive_reaches_one_and_nobody_has_no_rate() -> None:
    assert exact_interval(7, 7).high == wilson(7, 7).high == 1.0
    assert wilson(0, 0).reason == exact_interval(0, 0).reason == "few_units"


def test_units_without_a_category_are_left_out() -> None:
    found = category_rates(["a", "", "b", "a"], np.array([True, True, False, False]), ["a", "b", "c"])
    assert [(rate.category, rate.n, rate.positives) for rate in found.rates] == [("a", 2, 1), ("b", 1, 0), ("c", 0, 0)]


def test_the_trend_counts_every_table() -> None:
    sizes, hits = (4, 5, 3), (0, 2, 2)
    n, total = sum(sizes), sum(hits)
    mean = total * sum(score * size for score, size in enumerate(sizes)) / n
    seen = abs(sum(score * each for score, each in enumerate(hits)) - mean)
    expected = 0.0
    for table in product(*(range(size + 1) for size in sizes)):
        if sum(table) == total and abs(sum(s * each for s, each in enumerate(table)) - mean) >= seen - 1e-9:
            weight = 1
            for size, each in zip(sizes, table, strict=True):
                weight *= comb(size, each)
            expected += weight / comb(n, total)
    assert trend_p(sizes, hits) == pytest.approx(expected)


def test_without_contrast_there_is_no_test_of_trend() -> None:
    assert isnan(trend_p([5, 0, 0], [2, 0, 0]))
    assert isnan(trend_p([5, 5], [0, 0]))
    assert isnan(trend_p([5, 5], [5, 5]))
