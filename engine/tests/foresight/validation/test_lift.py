"""Inspecting the k units on top: counted by hand, and against Fisher's tea."""

from math import comb, isnan

import numpy as np
import pytest

from ikp.foresight.validation.lift import lift_at, lift_curve


def test_fifteen_regencies_against_the_rest() -> None:
    """3 of 15 on top and 12 of 499 others: the numbers of the re-votes of 2024."""
    found = lift_at(3, 15, 15, 514)
    assert (found.rest, found.rest_hits) == (499, 12)
    assert found.lift == pytest.approx((3 / 15) / (15 / 514))
    at_least = sum(comb(15, hits) * comb(499, 15 - hits) for hits in range(3, 16)) / comb(514, 15)
    assert found.p_more == pytest.approx(at_least)
    assert found.p == pytest.approx(at_least)  # no table on the other side is as rare
    assert found.rate.low == pytest.approx(0.0433, abs=5e-5)  # Clopper and Pearson of 3 of 15
    assert found.rate.high == pytest.approx(0.4809, abs=5e-5)
    assert found.chance[0] == 0.0


def test_a_lady_who_tastes_tea() -> None:
    found = lift_at(3, 4, 4, 8)
    assert found.p_more == pytest.approx(17 / 70)
    assert found.p == pytest.approx(34 / 70)
    odds = found.odds()
    assert odds.value == pytest.approx(6.408, abs=1e-3)  # as Fisher's exact test is commonly reported
    assert (odds.low, odds.high) == pytest.approx((0.2117, 621.9), rel=1e-2)


def test_chance_is_where_random_units_lie() -> None:
    rng = np.random.default_rng(4)
    low, high = lift_at(3, 15, 60, 514).chance
    drawn = rng.hypergeometric(60, 454, 15, 20_000) / 15 / (60 / 514)
    assert np.mean((drawn >= low - 1e-9) & (drawn <= high + 1e-9)) >= 0.95
    assert np.mean((drawn > low + 1e-9) & (drawn < high - 1e-9)) < 0.95


def test_the_curve_does_not_part_ties() -> None:
    curve = lift_curve([True, False, True], 4, 10, np.array([9.0, 9.0, 5.0]))
    assert [(each.k, each.hits) for each in curve] == [(2, 1), (3, 2)]
    assert [each.k for each in lift_curve([True, False], 4, 10)] == [1, 2]


def test_without_an_outcome_there_is_no_lift() -> None:
    nothing = lift_at(0, 5, 0, 20)
    assert isnan(nothing.lift)
    assert isnan(nothing.chance[0])
    assert nothing.odds().reason == "few_positives"
    assert isnan(lift_at(2, 5, 2, 5).p)  # there is no rest


def test_counts_that_do_not_fit_are_refused() -> None:
    for hits, k, positives, n in ((4, 3, 5, 9), (2, 3, 1, 9), (0, 3, 7, 9), (0, 0, 1, 9), (0, 10, 0, 9)):
        with pytest.raises(ValueError, match="do not fit"):
            lift_at(hits, k, positives, n)
