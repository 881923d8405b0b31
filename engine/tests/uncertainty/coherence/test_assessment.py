"""The audit as a whole: what is related to what, and that each part is the one computed by itself."""

import numpy as np
import pytest

from ikp import Framework, IndexResult, IndicatorTable, Node, Recipe, compute
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise
from ikp.uncertainty.coherence import Assessment, Limits, assess, reliability

TREE = Framework([
    Node("X"), Node("A", "X"), Node("B", "X"), Node("C", "X"),
    *(Node(f"{parent.lower()}{k}", parent) for parent in "ABC" for k in (1, 2, 3)),
])  # fmt: skip
UNITS = 120


def made_up(constant: bool = False, gaps: bool = False, method: str = "arithmetic") -> IndexResult:
    rng = np.random.default_rng(11)
    common = rng.standard_normal((UNITS, 1))
    parts = 0.6 * common + 0.8 * rng.standard_normal((UNITS, 3))
    x = 0.8 * np.repeat(parts, 3, axis=1) + 0.6 * rng.standard_normal((UNITS, 9))
    x[:, 1] = x[:, 0] + 0.05 * rng.standard_normal(UNITS)  # a2 says what a1 says
    x[:, 5] *= -1  # b3 runs against its siblings
    if constant:
        x[:, 8] = 3.0
    if gaps:
        x[np.arange(UNITS), np.arange(UNITS) % 9] = np.nan
    table = IndicatorTable([f"u{i}" for i in range(UNITS)], TREE.indicators, x, synthetic=True)
    rule = AggregateRule(method=method)  # type: ignore[arg-type]
    recipe = Recipe([Normalise(), Aggregate(default=rule), Categorise(default=CategoryRule(method="mean_sd"))])
    return compute(table, TREE, recipe)


def audit(result: IndexResult, **settings: object) -> Assessment:
    return assess(result, np.random.default_rng(1), replicates=50, **settings)  # type: ignore[arg-type]


RESULT = made_up()
AUDIT = audit(RESULT)


def test_every_pair_of_nodes_stands_there_once_with_its_relation() -> None:
    assert len(AUDIT.pairs) == 13 * 12 // 2
    relation = {(pair.a, pair.b): pair.relation for pair in AUDIT.pairs}
    assert relation["a1", "a2"] == "siblings"
    assert relation["a1", "A"] == "parent"
    assert relation["a1", "X"] == "ancestor"
    assert relation["a1", "b1"] == "same_tier"
    assert relation["a1", "B"] == "across"
    assert relation["A", "B"] == "siblings"


def test_what_was_put_in_is_flagged() -> None:
    redundant = AUDIT.flagged("redundant", "siblings")
    assert [(pair.a, pair.b) for pair in redundant] == [("a1", "a2")]
    assert {pair.a for pair in AUDIT.flagged("conflict", "siblings")} | {
        pair.b for pair in AUDIT.flagged("conflict", "siblings")
    } == {"b1", "b2", "b3"}
    assert all(pair.flag is None for pair in AUDIT.pairs if pair.relation in ("same_tier", "across"))
    strict = audit(RESULT, limits=Limits(redundant=0.999))
    assert strict.flagged("redundant", "siblings") == ()


def test_groups_are_the_children_of_each_node_from_the_index_down() -> None:
    assert [group.parent for group in AUDIT.groups] == ["X", "C", "B", "A"]
    group = AUDIT.groups[-1]
    x = np.column_stack([RESULT.score(code) for code in ("a1", "a2", "a3")])
    assert group.reliability.alpha == reliability(x).alpha
    assert group.explained[0] > 0.95
    assert group.parallel is not None
    assert group.parallel.kept == 1
    assert group.optimised is not None
    assert group.optimised.wanted == pytest.approx([1 / 3] * 3)
    assert AUDIT.whole.codes == TREE.indicators
    assert AUDIT.whole.optimised is None
    assert AUDIT.index_importance.by_variance.sum() == pytest.approx(1)


def test_factor_models_of_each_tier_and_of_one_factor() -> None:
    assert [(test.tier, len(test.parents)) for test in AUDIT.factors] == [(1, 3), (2, 1), (1, 1)]
    three, _, one = (test.model.fit for test in AUDIT.factors)
    assert three is not None
    assert one is not None
    assert three.cfi > one.cfi
    assert three.aic < one.aic


def test_every_node_is_left_out_once() -> None:
    assert [removal.code for removal in AUDIT.removals] == [code for code in TREE.by_code if code != "X"]


def test_classes_and_spreads() -> None:
    assert AUDIT.classes["X"].units == UNITS
    assert AUDIT.spreads["X"].n == UNITS
    assert AUDIT.spreads["X"].used == pytest.approx((RESULT.score().max() - RESULT.score().min()) / 100)


def test_indicators_without_spread_take_no_part() -> None:
    found = audit(made_up(constant=True))
    group = next(group for group in found.groups if group.parent == "C")
    assert group.constant == ("c3",)
    assert group.varying == ("c1", "c2")
    assert len(group.reliability.item_rest) == 2
    assert np.isnan(group.importance.correlation[2])
    assert group.optimised is None
    assert found.factors[0].left_out == ("c3",)
    assert found.factors[0].model.known


def test_gaps_cost_pairs_and_not_whole_units() -> None:
    found = audit(made_up(gaps=True))
    assert all(pair.n >= UNITS * 0.7 for pair in found.pairs)
    leaves = TREE.indicators
    assert found.factors[0].model.n == min(pair.n for pair in found.pairs if pair.a in leaves and pair.b in leaves)
    # Two that say almost the same may disagree with the rest where their rows differ: no data have such correlations.
    assert found.factors[0].model.status == "singular"
    assert found.factors[1].model.known
    group = next(group for group in found.groups if group.parent == "A")
    assert group.reliability.alpha == pytest.approx(AUDIT.groups[-1].reliability.alpha, abs=0.05)


def test_weights_are_optimised_for_weighted_means_only() -> None:
    found = audit(made_up(method="max"))
    assert all(group.optimised is None for group in found.groups)


def test_identical_units_have_nothing_to_say() -> None:
    table = IndicatorTable([str(i) for i in range(5)], TREE.indicators, np.ones((5, 9)))
    found = audit(compute(table, TREE, Recipe([Normalise(), Aggregate()])))
    assert all(np.isnan(pair.spearman) for pair in found.pairs)
    assert all(pair.flag in (None, "unknown") for pair in found.pairs)
    assert all(test.model.status == "singular" for test in found.factors)
    assert all(removal.mean_shift == 0 for removal in found.removals)
    assert found.classes == {}


def test_one_unit_is_no_reason_to_fail() -> None:
    table = IndicatorTable(["only"], TREE.indicators, np.arange(9.0)[None, :])
    found = audit(compute(table, TREE, Recipe([Normalise(), Aggregate()])))
    assert found.spreads["X"].n == 1


def test_the_same_seed_gives_the_same_audit() -> None:
    again = audit(RESULT)
    assert again.pairs == AUDIT.pairs
    for one, other in zip(again.groups, AUDIT.groups, strict=True):
        assert one.parallel is not None
        assert other.parallel is not None
        assert one.parallel.noise_high.tolist() == other.parallel.noise_high.tolist()
