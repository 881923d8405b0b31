"""Methods that look at one unit at a time, each with a case worked by hand."""

import math
from typing import Any

import numpy as np
import pytest

from ikp.arrays.aggregate import (
    aggregate,
    arithmetic,
    generalised,
    geometric,
    harmonic,
    inverted_geometric,
    mazziotta_pareto,
    outside_domain,
    product_root,
    total,
)
from ikp.recipe.steps import AggregateRule

EQUAL = np.ones(2)
ROW_METHODS = [
    "arithmetic",
    "geometric",
    "inverted_geometric",
    "harmonic",
    "generalised",
    "product_root",
    "mpi",
    "min",
    "max",
    "sum",
]


def row(*values: float) -> np.ndarray:
    return np.array([values])


def test_arithmetic_gives_the_published_total_of_jakarta() -> None:
    # IKP 2024, DKI Jakarta: four dimensions as printed, weights 27/38/25/10, total printed as 88.95.
    score = arithmetic(row(78.27, 92.36, 96.08, 87.01), np.array([27.0, 38, 25, 10]))
    assert score[0] == pytest.approx(88.9507, abs=1e-12)


def test_geometric_as_the_human_development_index() -> None:
    # UNDP, HDR technical note 1: the cube root of the product of three dimension indices; 0.9 · 0.6 · 0.4 = 0.6³.
    assert geometric(row(0.9, 0.6, 0.4), np.ones(3))[0] == pytest.approx(0.6, abs=1e-15)
    assert geometric(row(2, 16), np.array([2.0, 1]))[0] == pytest.approx(4)


def test_harmonic_as_mean_speed() -> None:
    assert harmonic(row(40, 60), EQUAL)[0] == pytest.approx(48)
    assert harmonic(row(2, 6), np.array([1.0, 3]))[0] == pytest.approx(4)


def test_a_zero_child_makes_geometric_and_harmonic_zero() -> None:
    for mean in (geometric, harmonic):
        assert mean(row(0, 50), EQUAL)[0] == 0
    for power in (0.5, -2):
        assert generalised(row(0, 0), EQUAL, power)[0] == 0


def test_generalised_runs_from_minimum_to_maximum() -> None:
    x = row(1, 7)
    assert generalised(x, EQUAL, 2)[0] == pytest.approx(5)  # √((1 + 49) / 2)
    assert generalised(x, EQUAL, 1)[0] == 4
    assert generalised(x, EQUAL, 0)[0] == pytest.approx(math.sqrt(7))
    assert generalised(x, EQUAL, -1)[0] == pytest.approx(2 / (1 + 1 / 7))
    assert [generalised(x, EQUAL, power)[0] for power in (-math.inf, math.inf)] == [1, 7]


def test_a_high_power_does_not_overflow() -> None:
    assert generalised(row(1e200, 1e200), EQUAL, 9)[0] == pytest.approx(1e200)
    assert generalised(row(1e-200, 1e-200), EQUAL, -9)[0] == pytest.approx(1e-200)


def test_inverted_geometric_is_the_form_of_inform() -> None:
    # INFORM Risk, hazard & exposure from two categories: (10 − GEOMEAN((10−8)/10·9+1, (10−4)/10·9+1)) / 9 · 10.
    expected = (10 - math.sqrt(2.8 * 6.4)) / 9 * 10
    assert inverted_geometric(row(8, 4), EQUAL, 10)[0] == pytest.approx(expected)
    assert inverted_geometric(row(80, 40), EQUAL, 100)[0] == pytest.approx(10 * expected)
    assert inverted_geometric(row(0, 0), EQUAL)[0] == 0
    assert inverted_geometric(row(100, 100), EQUAL)[0] == pytest.approx(100)
    assert inverted_geometric(row(100, 0), EQUAL)[0] > 75  # one high hazard lifts the score above the mean


def test_product_root_as_inform_joins_its_dimensions() -> None:
    # INFORM Risk = hazard^⅓ · vulnerability^⅓ · lack of coping capacity^⅓.
    assert product_root(row(2, 4, 8))[0] == pytest.approx(4)


def test_mazziotta_pareto_in_both_directions() -> None:
    # Mazziotta & Pareto 2016: M ± S · cv. MPI: 90 and 110 have M = 100, S = 10, cv = 0.1.
    assert mazziotta_pareto(row(90, 110), EQUAL)[0] == pytest.approx(101)
    assert mazziotta_pareto(row(90, 110), EQUAL, adverse=False)[0] == pytest.approx(99)
    # AMPI at its goalposts 70 and 130: M = 100, S = 30, cv = 0.3.
    assert mazziotta_pareto(row(70, 130), EQUAL)[0] == pytest.approx(109)
    # Weights 1, 2, 1: M = 100, S² = (400 + 0 + 400) / 4.
    assert mazziotta_pareto(row(80, 100, 120), np.array([1.0, 2, 1]))[0] == pytest.approx(102)
    assert mazziotta_pareto(row(0, 0), EQUAL)[0] == 0


def test_even_children_have_no_penalty() -> None:
    assert mazziotta_pareto(row(93, 93), EQUAL)[0] == 93


def test_a_missing_part_of_a_sum_counts_as_the_mean_of_the_others() -> None:
    assert total(row(1, 2, 3))[0] == 6
    assert total(row(1, 2, np.nan))[0] == 4.5
    assert np.isnan(total(row(np.nan, np.nan))[0])


@pytest.mark.parametrize("method", ROW_METHODS)
def test_missing_children_are_left_out(method: Any) -> None:
    x = np.array([[30.0, np.nan, 60], [30, 50, 60], [np.nan, np.nan, np.nan]])
    weights, rule = np.array([1.0, 5, 2]), AggregateRule(method=method, power=2)
    scores = aggregate(x, weights, rule)
    alone = aggregate(x[:1, [0, 2]], weights[[0, 2]], rule)[0]
    assert scores[0] == pytest.approx(alone * 1.5 if method == "sum" else alone)
    assert scores[1] == aggregate(x[1:2], weights, rule)[0]
    assert np.isnan(scores[2])


@pytest.mark.parametrize("method", ROW_METHODS)
def test_a_child_of_weight_zero_takes_no_part(method: Any) -> None:
    rule = AggregateRule(method=method, power=3)
    with_it = aggregate(row(40, -7, 80), np.array([1.0, 0, 1]), rule)
    assert with_it[0] == aggregate(row(40, 80), EQUAL, rule)[0]


def test_clip_lifts_zeros_out_of_the_way() -> None:
    rule = AggregateRule(method="geometric", clip=1.0)
    assert aggregate(row(0, 100), EQUAL, rule)[0] == pytest.approx(10)
    assert aggregate(row(0, 100), EQUAL, AggregateRule(method="arithmetic", clip=1.0))[0] == 50


@pytest.mark.parametrize(("weights", "method"), [([0.27, 0.38, 0.25, 0.1], "arithmetic"), ([1.0] * 4, "geometric")])
def test_equal_units_score_equal_to_the_last_bit(weights: list[float], method: Any) -> None:
    # A matrix product through BLAS gives the last rows of a block another last bit, and a tie becomes a rank.
    values = np.random.default_rng(7).random(4) * 100
    x = np.asfortranarray(np.tile(values, (50_003, 1)))
    scores = aggregate(x, np.array(weights), AggregateRule(method=method))
    assert len(np.unique(scores)) == 1
    x[5] = np.nan  # a missing value elsewhere changes nothing either
    x[20_000, 1] = np.nan
    again = aggregate(x, np.array(weights), AggregateRule(method=method))
    assert len(np.unique(again)) == 3  # NaN, the incomplete unit, all others
    assert again[-1] == scores[0]


@pytest.mark.parametrize(
    ("rule", "x", "found"),
    [
        (AggregateRule(method="geometric"), [[1.0, -2.0]], (0, 1, "≥ 0")),
        (AggregateRule(method="geometric", clip=0.0), [[1.0, -2.0]], None),
        (AggregateRule(method="geometric"), [[0.0, 2.0]], None),
        (AggregateRule(method="inverted_geometric"), [[1.0, 2.0], [3.0, 101.0]], (1, 1, "0–100")),
        (AggregateRule(method="inverted_geometric"), [[0.0, np.nextafter(100, 101)]], None),
        (AggregateRule(method="generalised", power=2.0), [[-1.0, 2.0]], (0, 0, "≥ 0")),
        (AggregateRule(method="generalised", power=1.0), [[-1.0, 2.0]], None),
        (AggregateRule(method="arithmetic"), [[-1.0, 2.0]], None),
        (AggregateRule(method="mpi"), [[np.nan, -2.0]], (0, 1, "≥ 0")),
    ],
)
def test_values_that_a_method_cannot_take_are_found(
    rule: AggregateRule, x: list[list[float]], found: tuple[int, int, str] | None
) -> None:
    assert outside_domain(np.array(x), EQUAL, rule) == found


def test_a_child_of_weight_zero_may_have_any_value() -> None:
    assert outside_domain(row(-1, 2), np.array([0.0, 1]), AggregateRule(method="geometric")) is None
