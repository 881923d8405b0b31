"""Agreement beyond chance: the numbers that are printed beside the examples."""

import numpy as np
import pytest
from ikpweb.kit.alpha import krippendorff_alpha
from ikpweb.verification.agreement import (
    Weights,
    agreement,
    alpha_interval,
    alphas_of_tables,
    table_of,
    weighted_kappa,
)

#: Answers of 91 couples, from never (1) to almost always (4): Agresti, Categorical Data Analysis (1990), table 2.
COUPLES = np.array([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]])


def graded(table: np.ndarray) -> tuple[list[int], list[int]]:
    pairs = [(i + 1, j + 1) for i, row in enumerate(table) for j, number in enumerate(row) for _ in range(number)]
    return [first for first, _ in pairs], [second for _, second in pairs]


@pytest.mark.parametrize(("weights", "printed"), [("none", 0.1293), ("linear", 0.2374)])
def test_kappa_is_the_printed_one(weights: Weights, printed: float) -> None:
    """As the package vcd for R prints them for the same couples."""
    assert weighted_kappa(*graded(COUPLES), 4, weights) == pytest.approx(printed, abs=5e-5)


def test_quadratic_kappa_worked_by_hand() -> None:
    """Grades 1,2,3 against 1,3,3: observed 1; expected (1/3)(0+4+4 + 1+1+1 + 4+0+0) = 5; kappa = 1 - 1/5."""
    assert weighted_kappa([1, 2, 3], [1, 3, 3], 3) == pytest.approx(0.8)


def test_full_agreement_is_one_and_opposite_is_below_zero() -> None:
    assert weighted_kappa([1, 2, 3, 4], [1, 2, 3, 4], 4) == 1
    assert krippendorff_alpha(np.array([[1.0, 2, 3, 4], [1, 2, 3, 4]])) == 1
    assert weighted_kappa([1, 4, 1, 4], [4, 1, 4, 1], 4) == -1


def test_one_single_grade_says_nothing() -> None:
    assert np.isnan(weighted_kappa([2, 2, 2], [2, 2, 2], 4))
    assert np.isnan(krippendorff_alpha(np.array([[2.0, 2], [2, 2]])))
    assert np.isnan(weighted_kappa([], [], 4))
    assert np.isnan(alpha_interval(np.zeros((4, 4)), np.random.default_rng(1))).all()


def test_many_tables_at_once_give_the_same_alpha() -> None:
    rng = np.random.default_rng(7)
    for _ in range(50):
        first, second = rng.integers(1, 5, (2, 30))
        pairs = np.array([first, second], dtype=float)
        assert alphas_of_tables(table_of(first, second, 4)) == pytest.approx(krippendorff_alpha(pairs), nan_ok=True)


def test_who_is_first_does_not_matter_to_alpha() -> None:
    first, second = graded(COUPLES)
    swapped = krippendorff_alpha(np.array([second, first], dtype=float))
    assert krippendorff_alpha(np.array([first, second], dtype=float)) == pytest.approx(swapped)


def test_the_interval_holds_the_true_alpha_about_as_often_as_it_says() -> None:
    """Two graders who each see the true grade off by one in three of ten cases; the truth from a million pairs."""
    rng = np.random.default_rng(11)

    def draw(size: int) -> np.ndarray:
        true = rng.integers(1, 5, size)
        seen = [np.clip(true + rng.choice([-1, 0, 1], size, p=[0.15, 0.7, 0.15]), 1, 4) for _ in range(2)]
        return table_of(seen[0], seen[1], 4)

    truth = float(alphas_of_tables(draw(1_000_000)))
    spans = [alpha_interval(draw(100), rng, draws=400) for _ in range(200)]
    inside = np.mean([low <= truth <= high for low, high in spans])
    assert 0.89 <= inside <= 0.99


def test_too_few_pairs_say_only_how_often_they_agree() -> None:
    found = agreement([1, 2, 3, 4], [1, 2, 3, 3], 4, np.random.default_rng(1))
    assert (found.pairs, found.same) == (4, 0.75)
    assert np.isnan([found.linear, found.quadratic, found.alpha]).all()
    more = agreement([1, 2, 3, 4, 1, 2], [1, 2, 3, 3, 1, 2], 4, np.random.default_rng(1))
    assert more.alpha_from <= more.alpha <= more.alpha_to
