"""Methods that compare the units with each other."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import linprog

from ikp import DataError
from ikp.arrays.aggregate_relative import MOST_UNITS, benefit_of_the_doubt, copeland, wroclaw

EQUAL = np.ones(2)
NAN = np.nan


def test_wroclaw_of_two_units() -> None:
    # Distances 0 and d: mean d/2, deviation d/2, so D = 1.5 d and the far unit scores 1 − 1/1.5.
    assert wroclaw(np.array([[10.0, 8], [4, 8]]), EQUAL) == pytest.approx([100, 100 / 3])


def test_wroclaw_worked_by_hand() -> None:
    # Weights 1 : 3, pole (8, 6); distances √(w (pole − x)²) are 0, √(36/4) = 3, √(3·16/4) = √12, √(9 + 12) = √21.
    x, weights = np.array([[8.0, 6], [2, 6], [8, 2], [2, 2]]), np.array([1.0, 3])
    distance = np.sqrt([0, 9, 12, 21])
    reach = distance.mean() + 2 * np.sqrt(((distance - distance.mean()) ** 2).mean())
    assert wroclaw(x, weights) == pytest.approx(100 * (1 - distance / reach))
    assert wroclaw(x, weights, scale=1) == pytest.approx(1 - distance / reach)


def test_equal_units_all_stand_at_the_pole() -> None:
    assert wroclaw(np.full((3, 2), 7.0), EQUAL).tolist() == [100, 100, 100]


def test_copeland_of_an_order_and_of_a_circle() -> None:
    assert copeland(np.array([[3.0, 3, 1], [2, 2, 2], [1, 1, 3]]), np.ones(3)).tolist() == [2, 0, -2]
    assert copeland(np.array([[3.0, 1, 2], [2, 3, 1], [1, 2, 3]]), np.ones(3)).tolist() == [0, 0, 0]


def test_copeland_counts_weights_and_calls_equal_weight_a_draw() -> None:
    x = np.array([[1.0, 1, 0], [0, 0, 1]])
    assert copeland(x, np.array([1.0, 1, 3])).tolist() == [-1, 1]
    assert copeland(x, np.array([0.1, 0.2, 0.3])).tolist() == [0, 0]  # 0.1 + 0.2 is not 0.3 in binary


def test_copeland_compares_what_both_units_have() -> None:
    x = np.array([[5.0, NAN], [4, 9], [NAN, NAN], [NAN, 8]])
    assert copeland(x, EQUAL) == pytest.approx([1, 0, NAN, -1], nan_ok=True)


def test_copeland_in_blocks_is_the_same() -> None:
    x = np.random.default_rng(3).random((1500, 3))
    weights = np.array([0.5, 0.3, 0.2])
    margin = np.sign(x[:, None] - x[None]) @ weights
    assert copeland(x, weights).tolist() == np.sign(margin).sum(axis=1).tolist()


def test_benefit_of_the_doubt_worked_by_hand() -> None:
    # (1, 4), (4, 1) and (3, 3) set the frontier. (1.5, 1.5) is half of (3, 3). For (2, 1) the best
    # weights lie where 4 w₁ + w₂ = 1 meets 3 w₁ + 3 w₂ = 1: w = (2/9, 1/9), score 5/9.
    x = np.array([[1.0, 4], [4, 1], [3, 3], [1.5, 1.5], [2, 1], [0, 0]])
    scores, multipliers = benefit_of_the_doubt(x, scale=1)
    assert scores == pytest.approx([1, 1, 1, 0.5, 5 / 9, 0])
    assert scores[:3].tolist() == [1, 1, 1]  # the best tie to the last bit
    assert multipliers[4] == pytest.approx([2 / 9, 1 / 9])
    assert (x * multipliers).sum(axis=1) == pytest.approx(scores)


def test_benefit_of_the_doubt_agrees_with_the_envelope() -> None:
    # The dual: the least Σ λ such that the λ-weighted units reach the unit in everything.
    x = np.random.default_rng(5).random((25, 3)) * np.array([1.0, 100, 0.01])
    scores, multipliers = benefit_of_the_doubt(x)
    for unit, score in zip(x, scores, strict=True):
        dual = linprog(np.ones(len(x)), A_ub=-x.T, b_ub=-unit, method="highs")
        assert dual.fun is not None
        assert score == pytest.approx(100 * dual.fun, abs=1e-6)
    assert (x @ multipliers.T).max() <= 100 + 1e-9  # nobody passes the best with anybody's weights
    assert (multipliers >= 0).all()


def test_benefit_of_the_doubt_forgets_the_scale_of_a_column() -> None:
    x = np.random.default_rng(6).random((12, 3))
    assert benefit_of_the_doubt(x * np.array([1, 1e6, 1e-6]))[0] == pytest.approx(benefit_of_the_doubt(x)[0])


def test_a_unit_with_gaps_is_judged_on_what_it_has() -> None:
    x = np.array([[2.0, NAN], [4, 1], [1, 4], [NAN, NAN]])
    scores, multipliers = benefit_of_the_doubt(x)
    assert scores == pytest.approx([50, 100, 100, NAN], nan_ok=True)
    assert multipliers[0, 1] == 0


def test_a_column_of_zeros_does_no_harm() -> None:
    assert benefit_of_the_doubt(np.array([[0.0, 1], [0, 2]]))[0] == pytest.approx([50, 100])


@pytest.mark.parametrize("method", [lambda x: copeland(x, np.ones(1)), benefit_of_the_doubt])
def test_crowds_are_refused_with_a_sentence(method: Callable[[np.ndarray], object]) -> None:
    with pytest.raises(DataError, match="20001 units are too many, at most 20000"):
        method(np.zeros((MOST_UNITS + 1, 1)))
