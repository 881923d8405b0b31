"""What children contribute: worked by hand for the exact rules, by symmetry and sum for the others."""

import numpy as np
import pytest

from ikp.arrays.aggregate import aggregate
from ikp.arrays.contributions import pass_down, to_parent
from ikp.arrays.rescale import fit_rescaling, rescale, round_decimals
from ikp.recipe.steps import AggregateRule, Rescale

NAN = np.nan


def split(x: np.ndarray, weights: np.ndarray, rule: AggregateRule) -> tuple[np.ndarray, np.ndarray]:
    raw = aggregate(x, weights, rule)
    method = rule.rescale.method
    fitted = fit_rescaling(raw, method) if method in ("minmax", "normal_score") else None
    score = rescale(raw, method, rule.rescale.to, fitted)
    return to_parent(x, weights, rule, score, fitted), score


def test_arithmetic_is_weight_times_value() -> None:
    parts, score = split(np.array([[10.0, 20, 40]]), np.array([1.0, 1, 2]), AggregateRule())
    assert parts.tolist() == [[2.5, 5, 20]]
    assert score.tolist() == [27.5]


def test_missing_children_get_nothing_and_the_others_more() -> None:
    x = np.array([[10.0, NAN, 40], [NAN, NAN, NAN]])
    parts, _ = split(x, np.array([1.0, 1, 2]), AggregateRule())
    assert parts[0] == pytest.approx([10 / 3, 0, 80 / 3])
    assert np.isnan(parts[1]).all()


def test_a_sum_gives_everyone_their_own() -> None:
    parts, _ = split(np.array([[1.0, 2, 3], [1, NAN, 3]]), np.ones(3), AggregateRule(method="sum"))
    assert parts.tolist() == [[1, 2, 3], [1.5, 0, 4.5]]


def test_geometric_by_hand() -> None:
    # Alone 4 and 16, together 8: (4 + 8 − 16) / 2 and (16 + 8 − 4) / 2. A low child can cost.
    parts, _ = split(np.array([[4.0, 16]]), np.ones(2), AggregateRule(method="geometric"))
    assert parts[0] == pytest.approx([-2, 10])


def test_benefit_of_the_doubt_contributes_by_its_own_weights() -> None:
    x = np.array([[1.0, 4], [4, 1], [3, 3], [2, 1]])
    parts, score = split(x, np.ones(2), AggregateRule(method="benefit_of_the_doubt"))
    assert parts[3] == pytest.approx([400 / 9, 100 / 9])
    assert parts.sum(axis=1) == pytest.approx(score)


def test_minmax_stretches_and_shares_the_shift_by_weight() -> None:
    # Scores 10, 30, 50 become 0, 50, 100: slope 2.5, shift −25 shared ¼ : ¾.
    x, weights = np.array([[10.0, 10], [30, 30], [80, 40]]), np.array([1.0, 3])
    parts, score = split(x, weights, AggregateRule(rescale=Rescale(method="minmax")))
    assert score.tolist() == [0, 50, 100]
    assert parts[1] == pytest.approx([2.5 * 7.5 - 6.25, 2.5 * 22.5 - 18.75])
    assert parts[2] == pytest.approx([2.5 * 20 - 6.25, 2.5 * 30 - 18.75])


def test_a_cap_cuts_in_proportion() -> None:
    rule = AggregateRule(method="sum", rescale=Rescale(method="cap"))
    parts, score = split(np.array([[90.0, 30, 0]]), np.array([1.0, 3, 1]), rule)
    assert score.tolist() == [100]
    assert parts[0] == pytest.approx([75, 25, 0])


def test_a_capped_rescaling_charges_nothing_to_what_gave_nothing() -> None:
    # IKP 2024: two of three indicators occurred, and half of them make the dimension full.
    rule = AggregateRule(rescale=Rescale(method="minmax", low=0, high=50, cap=True))
    x, weights = np.array([[100.0, 100, 0]]), np.ones(3)
    parts = to_parent(x, weights, rule, np.array([100.0]), (0.0, 50.0))
    assert parts[0] == pytest.approx([50, 50, 0])


def test_rounding_gives_by_weight() -> None:
    x, weights = np.array([[1.0, 2]]), np.array([1.0, 1])
    parts = to_parent(x, weights, AggregateRule(), round_decimals(np.array([1.5]), 0, "half_up"))
    assert parts[0] == pytest.approx([0.75, 1.25])


def test_a_normal_score_is_shared_on_its_own_scale() -> None:
    x = np.array([[5.0, 5], [10, 0], [3, 9], [1, 2]])
    parts, score = split(x, np.ones(2), AggregateRule(rescale=Rescale(method="normal_score")))
    assert parts.sum(axis=1) == pytest.approx(score)
    assert parts[0] == pytest.approx([score[0] / 2] * 2)  # equal children, equal shares
    assert parts[1, 0] > parts[1, 1]


def test_a_constant_score_is_shared_by_weight() -> None:
    x = np.full((2, 2), 10.0)
    parts, score = split(x, np.array([1.0, 3]), AggregateRule(rescale=Rescale(method="minmax")))
    assert score.tolist() == [50, 50]
    assert parts.tolist() == [[12.5, 37.5], [12.5, 37.5]]


def test_a_child_of_weight_zero_contributes_nothing() -> None:
    for method in ("arithmetic", "geometric", "max"):
        parts, score = split(np.array([[4.0, 900, 16]]), np.array([1.0, 0, 1]), AggregateRule(method=method))
        assert parts[0, 1] == 0
        assert parts.sum() == pytest.approx(score[0])


def test_what_a_node_contributes_is_passed_down_in_proportion() -> None:
    parts = np.array([[2.0, 6], [3, -1]])
    assert pass_down(np.array([4.0, 4]), parts, np.ones(2)).tolist() == [[1, 3], [6, -2]]


def test_a_score_of_zero_is_passed_down_by_weight() -> None:
    parts = np.array([[0.0, 0, 0], [0, 0, 0]])
    weights = np.array([1.0, 3, 4])
    assert pass_down(np.array([8.0, 0]), parts, weights).tolist() == [[1, 3, 4], [0, 0, 0]]
    known = np.array([[True, True, False], [True, True, True]])
    assert pass_down(np.array([8.0, 0]), parts, weights, known).tolist() == [[2, 6, 0], [0, 0, 0]]


def test_a_node_without_a_score_passes_nothing_and_no_index_passes_nan() -> None:
    passed = pass_down(np.array([0.0, NAN]), np.array([[NAN, NAN], [1.0, 2]]), np.ones(2))
    assert passed[0].tolist() == [0, 0]
    assert np.isnan(passed[1]).all()
