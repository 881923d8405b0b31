import numpy as np
import pytest

from ikp import DataError, Framework, IndicatorTable, Node
from ikp.recipe.steps import Weight
from ikp.steps.weight import weight

FRAMEWORK = Framework(
    [
        Node("X"),
        Node("A", "X", weight=30),
        Node("B", "X", weight=70),
        Node("a1", "A", weight=1),
        Node("a2", "A", weight=3),
        Node("b1", "B"),
        Node("b2", "B"),
        Node("b3", "B"),
    ]
)
RNG = np.random.default_rng(11)
COMMON = RNG.normal(size=(60, 1))
TABLE = IndicatorTable(
    [str(i) for i in range(60)], FRAMEWORK.indicators, 50 + 10 * (COMMON + 0.8 * RNG.normal(size=(60, 5)))
)


def weights_of(step: Weight, table: IndicatorTable = TABLE) -> dict[str, float]:
    return dict(weight(table, FRAMEWORK, step)[0])


def codes(step: Weight, table: IndicatorTable = TABLE) -> list[str]:
    with pytest.raises(DataError) as caught:
        weight(table, FRAMEWORK, step)
    return [each.code for each in caught.value.problems]


def test_given_weights_are_scaled_among_siblings() -> None:
    assert weights_of(Weight()) == pytest.approx(
        {"A": 0.3, "B": 0.7, "a1": 0.25, "a2": 0.75, "b1": 1 / 3, "b2": 1 / 3, "b3": 1 / 3}
    )


def test_a_total_that_is_asked_for_is_checked_in_every_group() -> None:
    with pytest.raises(DataError, match="children of A sum to 4, and the recipe asks for 100"):
        weight(TABLE, FRAMEWORK, Weight(total=100))
    assert codes(Weight(total=100)) == ["weights-sum", "weights-sum"]
    assert weights_of(Weight(total=100, tiers=(2,)))["A"] == pytest.approx(0.3)


def test_equal_counts_indicators_and_within_parent_counts_siblings() -> None:
    equal = weights_of(Weight(method="equal"))
    assert (equal["A"], equal["B"], equal["a1"]) == pytest.approx((0.4, 0.6, 0.5))
    within = weights_of(Weight(method="equal_within_parent"))
    assert (within["A"], within["B"], within["b1"]) == pytest.approx((0.5, 0.5, 1 / 3))


def test_experts_weigh_indicators_and_nodes_by_what_they_hold() -> None:
    scores = {"a1": (4.0, 4.0), "a2": (2.0, 2.0), "b1": (1.0, 1.0), "b2": (1.0, 1.0), "b3": (2.0, 2.0)}
    found = weights_of(Weight(method="expert", scores=scores))
    # Sums 8, 4, 2, 2, 4 of 20.
    assert (found["A"], found["B"]) == pytest.approx((0.6, 0.4))
    assert (found["a1"], found["b3"]) == pytest.approx((2 / 3, 0.5))
    assert found["A"] * found["a1"] == pytest.approx(8 / 20)  # the effective weight is sum ÷ grand sum


def test_experts_must_be_complete() -> None:
    assert codes(Weight(method="expert", scores={"a1": (4.0,), "b1": (1.0,)})) == ["weights-lacking"] * 3
    full = dict.fromkeys(FRAMEWORK.indicators, (1.0, 2.0))
    assert "weights-judges" in codes(Weight(method="expert", scores=full | {"a2": (1.0,)}))
    assert "weights-value" in codes(Weight(method="expert", scores=full | {"a2": (1.0, -1.0)}))
    assert "weights-value" in codes(Weight(method="expert", scores=full | {"a2": (1.0, float("nan"))}))
    nothing = full | {"a1": (0.0, 0.0), "a2": (0.0, 0.0)}
    assert codes(Weight(method="expert", scores=nothing)) == ["weights-nothing"]


def test_budgets_for_one_group_leave_the_others_to_the_framework() -> None:
    found = weights_of(Weight(method="budget", scores={"A": (60.0, 40.0), "B": (40.0, 60.0)}))
    assert (found["A"], found["a2"]) == pytest.approx((0.5, 0.75))
    assert codes(Weight(method="budget", scores={"A": (60.0,)})) == ["weights-lacking"]


def test_pairwise_matrices() -> None:
    matrix = ((1.0, 2.0, 4.0), (0.5, 1.0, 2.0), (0.25, 0.5, 1.0))
    found = weights_of(Weight(method="ahp", matrices={"B": matrix}))
    assert (found["b1"], found["b2"], found["b3"], found["A"]) == pytest.approx((4 / 7, 2 / 7, 1 / 7, 0.3))


def test_pairwise_matrices_that_cannot_be_used() -> None:
    two = ((1.0, 2.0), (0.5, 1.0))
    with pytest.raises(DataError, match=r"of B must be 3 × 3, at most 15 × 15, for b1, b2, b3"):
        weight(TABLE, FRAMEWORK, Weight(method="ahp", matrices={"B": two}))
    with pytest.raises(DataError, match="of A, a1 against a2 is 2, and a2 against a1 is 2"):
        weight(TABLE, FRAMEWORK, Weight(method="ahp", matrices={"A": ((1.0, 2.0), (2.0, 1.0))}))
    circle = ((1, 3, 1 / 3), (1 / 3, 1, 3), (3, 1 / 3, 1))
    with pytest.raises(DataError, match=r"consistency ratio 1.149, at most 0.1"):
        weight(TABLE, FRAMEWORK, Weight(method="ahp", matrices={"B": circle}))
    found = weights_of(Weight(method="ahp", matrices={"B": circle}, max_consistency_ratio=2.0))
    assert found["b1"] == pytest.approx(1 / 3)


def test_all_groups_report_together() -> None:
    step = Weight(method="ahp", matrices={"A": ((1.0, 2.0), (2.0, 1.0)), "B": ((1.0,),)})
    assert codes(step) == ["matrix-reciprocal", "matrix-shape"]


def test_principal_components_are_stored_and_applied_as_stored() -> None:
    found, fitted, problems = weight(TABLE, FRAMEWORK, Weight(method="pca", tiers=(1,)))
    assert problems == ()
    assert set(fitted.fitted) == {"a1", "a2", "b1", "b2", "b3"}
    assert found["a1"] == pytest.approx(0.5)  # two standardised columns always weigh alike
    other = IndicatorTable(["1", "2"], FRAMEWORK.indicators, np.eye(2, 5))
    again, same, _ = weight(other, FRAMEWORK, fitted)
    assert again == found  # to the last bit, and so the recipe keeps its digest
    assert same is fitted
    assert codes(Weight(method="pca", tiers=(1,), fitted={"a1": 1.0})) == ["bounds-missing", "bounds-missing"]


def test_components_above_the_indicators_use_scores_made_with_the_weights_below() -> None:
    found, _, _ = weight(TABLE, FRAMEWORK, Weight(method="pca"))
    assert found["A"] == pytest.approx(0.5)
    squared, _, _ = weight(TABLE, FRAMEWORK, Weight(method="pca", loadings="squared"))
    assert squared["b1"] == pytest.approx(found["b1"] ** 2 / sum(found[b] ** 2 for b in ("b1", "b2", "b3")))


def test_negative_loadings_are_refused_and_squared_ones_taken() -> None:
    values = TABLE.values.copy()
    values[:, 4] = 100 - values[:, 3]
    turned = TABLE.with_values(values)
    with pytest.raises(DataError, match=r"of B, the first component loads negatively on b3 \(-0\."):
        weight(turned, FRAMEWORK, Weight(method="pca"))
    weights_of(Weight(method="pca", loadings="squared"), turned)


def test_data_that_tell_nothing() -> None:
    values = TABLE.values.copy()
    values[:, 0] = 7
    assert codes(Weight(method="pca"), TABLE.with_values(values)) == ["weights-data"]
    values[:, 0] = np.nan
    with pytest.raises(DataError, match="a1, a2 are constant among the 0 units"):
        weight(TABLE.with_values(values), FRAMEWORK, Weight(method="pca"))


def test_optimised_weights_of_one_group() -> None:
    found, fitted, problems = weight(TABLE, FRAMEWORK, Weight(method="optimised", importance={"A": 1.0, "B": 1.0}))
    assert problems == ()
    assert found["a2"] == pytest.approx(0.75)
    a = TABLE.values[:, :2] @ [0.25, 0.75]
    b = TABLE.values[:, 2:].mean(axis=1)
    index = found["A"] * a + found["B"] * b
    assert np.corrcoef(a, index)[0, 1] == pytest.approx(np.corrcoef(b, index)[0, 1])
    assert weight(TABLE, FRAMEWORK, fitted)[0] == pytest.approx(found)


def test_an_importance_out_of_reach_is_told() -> None:
    step = Weight(method="optimised", importance={"b1": 98.0, "b2": 1.0, "b3": 1.0})
    _, _, problems = weight(TABLE, FRAMEWORK, step)
    assert [each.code for each in problems] == ["weights-unreached"]
    assert codes(Weight(method="optimised", importance={"b1": 1.0})) == ["weights-lacking"]
    assert codes(Weight(method="optimised", importance={"A": 0.0, "B": 0.0})) == ["weights-nothing"]


def test_an_only_child_weighs_all() -> None:
    framework = Framework([Node("X"), Node("A", "X"), Node("a", "A"), Node("b", "X")])
    table = IndicatorTable(["1", "2", "3"], ["a", "b"], [[1, 2], [2, 1], [3, 3]])
    for step in (Weight(method="pca"), Weight(method="optimised", importance={"a": 2.0})):
        assert weight(table, framework, step)[0]["a"] == 1
