"""Leaving out a node: by hand, against computing the index without it, and where it cannot be done."""

import numpy as np
import pytest

from ikp import Framework, IndexResult, IndicatorTable, Node, Recipe, compute
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise, Rescale
from ikp.uncertainty.coherence import leave_out

TREE = Framework([
    Node("X"), Node("A", "X", 2), Node("B", "X", 1),
    Node("a1", "A", 3), Node("a2", "A", 1), Node("b1", "B"), Node("b2", "B", 0),
])  # fmt: skip
TABLE = IndicatorTable(
    ["u", "v", "w", "z"],
    ["a1", "a2", "b1", "b2"],
    [[0, 9, 2, 1], [4, 0, 8, 0], [8, 3, 5, 3], [10, 10, 0, 2]],
)


def result(**rule: object) -> IndexResult:
    categorise = Categorise(default=CategoryRule(method="mean_sd"))
    aggregate = Aggregate(default=AggregateRule(**rule))  # type: ignore[arg-type]
    return compute(TABLE, TREE, Recipe([Normalise(), aggregate, categorise]))


@pytest.mark.parametrize("code", ["A", "B", "a1", "a2"])
def test_it_is_the_index_of_the_tree_without_the_node(code: str) -> None:
    full = result()
    tree = TREE.without(TREE.leaves_under(code))
    without = compute(TABLE, tree, full.recipe.unfitted())
    [found] = leave_out(full, [code], full.recipe.unfitted())
    shift = np.abs(without.rank() - full.rank())
    assert found.mean_shift == pytest.approx(shift.mean())
    assert found.largest_shift == shift.max()
    if shift.max():
        assert full.units.index(found.largest_unit) in np.flatnonzero(shift == shift.max())
    assert found.recategorised == int((without.category() != full.category()).sum())
    assert found.lost == 0


def test_a_node_that_weighs_nothing_changes_nothing() -> None:
    [found] = leave_out(result(), ["b2"])
    assert (found.mean_shift, found.largest_shift, found.largest_unit, found.recategorised) == (0, 0, "", 0)
    assert found.spearman == pytest.approx(1)


def test_what_cannot_be_left_out_is_not_there() -> None:
    # Without b1 only b2 remains below B, and that weighs nothing.
    assert [each.code for each in leave_out(result(), ["b1", "X", "a1"])] == ["a1"]


def test_stored_bounds_stay_and_fitted_ones_are_fitted_anew() -> None:
    full = result(rescale=Rescale(method="minmax"))
    [stored] = leave_out(full, ["A"])
    [anew] = leave_out(full, ["A"], full.recipe.unfitted())
    assert stored.mean_shift == anew.mean_shift
    without = compute(TABLE, TREE.without(["a1", "a2"]), full.recipe.unfitted())
    assert anew.recategorised == int((without.category() != full.category()).sum())


def test_units_that_lose_their_score_are_counted() -> None:
    values = TABLE.values.copy()
    values[0, 2:] = np.nan
    full = compute(TABLE.with_values(values), TREE, Recipe([Normalise(), Aggregate()]))
    [found] = leave_out(full, ["A"])
    assert not np.isnan(full.score()).any()
    assert found.lost == 1
    assert found.recategorised is None
