"""What would change a category, against numbers worked by hand."""

import numpy as np
import pytest

from ikp import Framework, IndicatorTable, Node, Recipe, compute
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Rescale, Weight
from ikp.result import IndexResult
from ikp.uncertainty.sensitivity.nodechanges import changes, neighbours

TREE = Framework([Node("X"), Node("A", "X", 3.0), Node("B", "X", 1.0)])
SCALE = (0.0, 100.0)


def _result(
    values: list[list[float]],
    rule: AggregateRule,
    boundary: tuple[str, ...] = ("upper",),
    cutoffs: tuple[float, ...] = (30, 60),
) -> IndexResult:
    category = CategoryRule(method="cutoffs", cutoffs=cutoffs, boundary=boundary)  # type: ignore[arg-type]
    recipe = Recipe([Weight(), Aggregate(default=rule), Categorise(default=category)])
    return compute(IndicatorTable([f"u{i}" for i in range(len(values))], ["A", "B"], values), TREE, recipe)


def test_neighbours_know_their_gap_and_who_holds_the_cutoff() -> None:
    # 0.75 × 40 + 0.25 × 60 = 45: sedang; 15 above 30 and 15 below 60.
    result = _result([[40, 60]], AggregateRule(), boundary=("lower", "upper"))
    above, below = neighbours(result, 0)
    assert (above.label, above.cutoff, above.gap, above.strict) == ("tinggi", 60, 15, False)
    assert (below.label, below.cutoff, below.gap, below.strict) == ("rendah", 30, -15, False)
    strict = _result([[40, 60]], AggregateRule(), boundary=("upper", "lower"))
    assert [each.strict for each in neighbours(strict, 0)] == [True, True]


def test_a_weighted_mean_is_solved_exactly_by_its_weight() -> None:
    # To reach 60, A needs 40 + 15 / 0.75 = 60; to fall to 30 it needs 20. B: 60 + 60 and 60 - 60 = 0.
    found = changes(_result([[40, 60]], AggregateRule()), 0, ("A", "B"), SCALE)
    by = {(each.code, each.to.label): each for each in found}
    assert by["A", "tinggi"].needed == pytest.approx(60, abs=1e-12)
    assert by["A", "rendah"].needed == pytest.approx(20, abs=1e-12)
    assert by["B", "rendah"].needed == pytest.approx(0, abs=1e-12)
    assert by["B", "tinggi"].needed is None
    assert all(each.exact for each in found if each.needed is not None)
    assert [each.code for each in found] == ["A", "A", "B", "B"]
    assert found[-1].needed is None


def test_where_a_sibling_is_missing_the_raised_weight_counts() -> None:
    # B is unknown, so A weighs 1: from 40 it needs exactly 60, or 30.
    found = changes(_result([[40, np.nan]], AggregateRule()), 0, ("A", "B"), SCALE)
    assert [(each.code, each.to.label) for each in found] == [("A", "rendah"), ("A", "tinggi")]
    assert [each.needed for each in found] == pytest.approx([30, 60])


def test_a_geometric_mean_is_solved_by_bisection() -> None:
    # A^0.75 × B^0.25 = 60 with B = 60 gives A = 60; = 30 gives A = (30 / 60^0.25)^(4/3) = 23.811…
    found = changes(_result([[40, 60]], AggregateRule(method="geometric")), 0, ("A", "B"), SCALE)
    by = {(each.code, each.to.label): each for each in found}
    assert by["A", "tinggi"].needed == pytest.approx(60, abs=1e-9)
    assert by["A", "rendah"].needed == pytest.approx((30 / 60**0.25) ** (4 / 3), abs=1e-9)
    assert not by["A", "rendah"].exact


def test_a_cap_in_the_way_is_no_straight_line() -> None:
    # The index is capped at 50, so nothing can bring it to 60.
    rule = AggregateRule(rescale=Rescale(method="cap", to=(0, 50)))
    found = changes(_result([[40, 60]], rule), 0, ("A", "B"), SCALE)
    assert {each.code for each in found if each.to.label == "tinggi" and each.needed is None} == {"A", "B"}
    [low] = [each for each in found if each.code == "A" and each.to.label == "rendah"]
    assert low.needed == pytest.approx(20)


def test_a_relative_method_looks_at_all_units() -> None:
    # Copeland counts wins over the other units: one unit alone would have no score to speak of.
    result = _result([[10, 10], [20, 20], [30, 30]], AggregateRule(method="copeland"), cutoffs=(-1.0, 1.0))
    place = int(np.argmin(result.score()))
    found = changes(result, place, ("A", "B"), SCALE)
    reached = [each for each in found if each.needed is not None]
    assert reached
    assert all(each.code == "A" for each in reached)


def test_without_categories_nothing_is_next() -> None:
    recipe = Recipe([Weight(), Aggregate()])
    result = compute(IndicatorTable(["u"], ["A", "B"], [[40, 60]]), TREE, recipe)
    assert neighbours(result, 0) == []
    assert changes(result, 0, ("A", "B"), SCALE) == []


def test_at_the_end_of_the_scale_the_other_end_is_tried() -> None:
    result = _result([[100, 0]], AggregateRule())  # 75: tinggi
    [low_a, low_b] = changes(result, 0, ("A", "B"), SCALE)
    assert (low_a.code, low_b.code) == ("A", "B")
    assert low_a.needed == pytest.approx(80)
    assert low_b.needed is None
