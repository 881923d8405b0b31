"""The road from a table to an index: order, fitted bounds, contributions, provenance."""

from pathlib import Path

import numpy as np
import pytest

import ikp
from ikp import DataError, Framework, IndicatorTable, Missing, Node, Recipe, compute
from ikp.recipe.steps import (
    Aggregate,
    AggregateRule,
    Categorise,
    CategoryRule,
    Impute,
    Normalise,
    NormaliseRule,
    Rescale,
    Screen,
    Weight,
)

NAN = float("nan")
TREE = Framework(
    [
        Node("X"),
        Node("A", "X", weight=3),
        Node("B", "X", weight=1),
        Node("a1", "A"),
        Node("a2", "A", direction=-1),
        Node("b1", "B"),
    ]
)
#: By hand: a1 → 0, 50, 100; a2 turned → 100, 50, 0; b1 → 0, 100, 25.
TABLE = IndicatorTable(["u", "v", "w"], ["a1", "a2", "b1"], [[1.0, 10.0, 0.0], [2.0, 20.0, 4.0], [3.0, 30.0, 1.0]])
RECIPE = Recipe(
    [Normalise(), Aggregate(), Categorise(default=CategoryRule(method="cutoffs", cutoffs=(40.0, 60.0)))], name="by hand"
)


def test_an_index_worked_by_hand() -> None:
    result = compute(TABLE, TREE, RECIPE)
    assert result.score("A").tolist() == [50.0, 50.0, 50.0]
    assert result.score("B").tolist() == [0.0, 100.0, 25.0]
    assert result.score().tolist() == [37.5, 62.5, 43.75]
    assert result.rank().tolist() == [3.0, 1.0, 2.0]
    assert result.category().tolist() == ["rendah", "tinggi", "sedang"]
    assert result.cutoffs() == (40.0, 60.0)
    assert result.coverage().tolist() == [1.0, 1.0, 1.0]
    assert result.rank("A").tolist() == [1.0, 1.0, 1.0]  # ties share the best rank


def test_effective_weights_multiply_down_the_tree() -> None:
    weights = compute(TABLE, TREE, RECIPE).effective_weights
    assert weights == pytest.approx({"X": 1, "A": 0.75, "B": 0.25, "a1": 0.375, "a2": 0.375, "b1": 0.25})


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "min", "mpi", "copeland"])
def test_contributions_sum_to_the_score_at_every_node(method: str) -> None:
    rule = AggregateRule(method=method)  # type: ignore[arg-type] # a Literal by parameter
    step = Normalise(default=NormaliseRule(to=(1.0, 100.0)))
    result = compute(TABLE, TREE, Recipe([step, Aggregate(default=rule)]))
    for parent in TREE.aggregates:
        np.testing.assert_allclose(result.contributions(parent).sum(1), result.score(parent), atol=1e-9)
    for codes in (["A", "B"], ["a1", "a2", "B"], ["a1", "a2", "b1"], ["X"]):
        np.testing.assert_allclose(result.contributions_to_index(codes).sum(1), result.score(), atol=1e-9)


def test_contributions_of_an_arithmetic_index_are_weight_times_value() -> None:
    result = compute(TABLE, TREE, RECIPE)
    np.testing.assert_allclose(
        result.contributions_to_index(TREE.indicators), result.normalised * [0.375, 0.375, 0.25], atol=1e-12
    )


def test_what_was_fitted_is_in_the_recipe_and_gives_the_same_scores() -> None:
    recipe = Recipe([Normalise(), Aggregate(), Categorise(default=CategoryRule(method="mean_sd"))])
    first = compute(TABLE, TREE, recipe)
    fitted = first.recipe.step(Normalise)
    assert fitted is not None
    assert fitted.fitted == {"a1": (1.0, 3.0), "a2": (10.0, 30.0), "b1": (0.0, 4.0)}
    again = compute(TABLE, TREE, first.recipe)
    assert again.score().tolist() == first.score().tolist()
    assert again.recipe.digest == first.recipe.digest
    one = compute(TABLE.take(np.array([1])), TREE, first.recipe)
    assert one.score().tolist() == [62.5]  # not min-max on the one unit
    assert one.category().tolist() == first.category()[[1]].tolist()


def test_a_missing_cell_is_left_out_and_travels_as_coverage_and_reason() -> None:
    values = TABLE.values.copy()
    values[0, 2] = NAN
    table = TABLE.with_values(values, np.array([[0, 0, Missing.REJECTED], [0, 0, 0], [0, 0, 0]], dtype=np.uint8))
    scaled_up = compute(table, TREE, RECIPE)
    assert scaled_up.score()[0] == 50.0
    assert scaled_up.coverage()[0] == 0.75
    assert np.isnan(scaled_up.score("B")[0])
    assert scaled_up.reason("B")[0] == Missing.REJECTED
    assert scaled_up.unknown("B") == {"rejected": 1}
    np.testing.assert_allclose(scaled_up.contributions()[0], [50.0, 0.0])

    strict = Recipe([Normalise(), Aggregate(default=AggregateRule(missing="propagate")), Categorise()])
    propagated = compute(table, TREE, strict)
    assert np.isnan(propagated.score()[0])
    assert np.isnan(propagated.rank()[0])
    assert propagated.category()[0] == ""
    assert np.isnan(propagated.contributions()[0]).all()

    demanding = Recipe([Normalise(), Aggregate(nodes={"X": AggregateRule(min_coverage=0.8)})])
    short = compute(table, TREE, demanding)
    assert short.reason()[0] == Missing.LOW_COVERAGE
    assert "coverage-low" in [each.code for each in short.problems]


def test_screening_shrinks_units_and_framework_and_says_so() -> None:
    values = TABLE.values.copy()
    values[:2, 2] = NAN
    values[2, :2] = NAN
    table = TABLE.with_values(values)
    by_indicator = Recipe([Screen(by="indicators", min_observed=0.5), Normalise(), Aggregate()])
    result = compute(table, TREE, by_indicator)
    assert [(each.code, each.kind) for each in result.excluded] == [("b1", "indicator")]
    assert result.framework.indicators == ("a1", "a2")
    assert "B" not in result.framework
    values[0, 2] = 3.0
    table = TABLE.with_values(values)
    by_unit = Recipe([Screen(min_observed=0.5), Impute(method="mean"), Normalise(), Aggregate()])
    result = compute(table, TREE, by_unit)
    assert result.units == ("u", "v")
    assert [each.code for each in result.excluded] == ["w"]


def test_the_mask_of_imputed_cells_follows_a_later_screening() -> None:
    values = TABLE.values.copy()
    values[1, 0] = NAN
    steps = [Impute(method="mean"), Screen(min_nonzero=0.9), Normalise(), Aggregate()]
    result = compute(TABLE.with_values(values), TREE, Recipe(steps))
    assert result.units == ("v", "w")
    assert result.imputed is not None
    assert result.imputed.tolist() == [[True, False, False], [False, False, False]]


def test_a_table_of_dimensions_is_computed_with_a_cut() -> None:
    full = compute(TABLE, TREE, RECIPE)
    dimensions = IndicatorTable(TABLE.units, ["B", "A"], np.column_stack([full.score("B"), full.score("A")]))
    result = compute(dimensions, TREE.cut(["A", "B"]), full.recipe.above_indicators())
    assert result.score().tolist() == full.score().tolist()
    assert result.category().tolist() == full.category().tolist()


def test_columns_in_another_order_and_further_columns_change_nothing() -> None:
    turned = IndicatorTable(TABLE.units, ["b1", "x", "a2", "a1"], TABLE.values[:, [2, 0, 1, 0]])
    assert compute(turned, TREE, RECIPE).score().tolist() == compute(TABLE, TREE, RECIPE).score().tolist()


@pytest.mark.parametrize(
    ("recipe", "code"),
    [
        (Recipe([Normalise(indicators={"z": NormaliseRule()}), Aggregate()]), "recipe-node"),
        (Recipe([Aggregate(nodes={"Z": AggregateRule()})]), "recipe-node"),
        (Recipe([Weight(total=100), Aggregate()]), "weights-sum"),
    ],
)
def test_a_recipe_that_does_not_fit_the_framework_is_refused(recipe: Recipe, code: str) -> None:
    with pytest.raises(DataError) as caught:
        compute(TABLE, TREE, recipe)
    assert caught.value.problems[0].code == code


def test_a_table_that_lacks_an_indicator_is_refused() -> None:
    with pytest.raises(DataError, match="lacks 1 of the framework's indicators: b1"):
        compute(TABLE.select(["a1", "a2"]), TREE, RECIPE)


def test_digests_tell_data_framework_and_recipe_apart() -> None:
    result = compute(TABLE, TREE, RECIPE)
    other = compute(TABLE, TREE.with_weights({"A": 1.0}), RECIPE)
    assert result.digests["data"] == other.digests["data"]
    assert result.digests["framework"] != other.digests["framework"]
    assert set(result.digests) == {"data", "framework", "recipe"}
    assert result.engine_version


def test_no_module_takes_the_place_of_a_public_name() -> None:
    homes = {path.stem for path in Path(ikp.__file__).parent.iterdir()}
    assert not homes.intersection(ikp.__all__)


def test_leaves_of_a_cut_framework_are_dimensions_and_have_categories() -> None:
    dimensions = IndicatorTable(["u", "v"], ["A", "B"], [[10.0, 90.0], [50.0, 50.0]])
    result = compute(dimensions, TREE.cut(["A", "B"]), RECIPE.above_indicators())
    assert result.category("A").tolist() == ["rendah", "sedang"]
    assert result.category("B").tolist() == ["tinggi", "sedang"]


def test_ends_and_cap_of_a_rescaling_come_from_the_recipe() -> None:
    rescale = Rescale(method="minmax", low=0, high=50, cap=True)
    recipe = Recipe([Normalise(), Aggregate(nodes={"A": AggregateRule(rescale=rescale)})])
    table = TABLE.with_values(np.array([[1.0, 30.0, 0.0], [2.0, 10.0, 4.0], [3.0, 20.0, 1.0]]))
    result = compute(table, TREE, recipe)
    assert result.score("A").tolist() == [0.0, 100.0, 100.0]  # means 0, 75, 75 where 50 is full
    step = result.recipe.step(Aggregate)
    assert step is not None
    assert step.fitted == {"A": (0.0, 50.0)}
