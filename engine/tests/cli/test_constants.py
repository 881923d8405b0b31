"""Constants with their certainty, and cut-offs with their origin."""

import pytest

from ikp import Framework, IndicatorTable, Node, Recipe, compute
from ikp.cli.constants import assumed, constants, cutoffs, of_recipe
from ikp.editions import load
from ikp.recipe.steps import Aggregate, Categorise, CategoryRule, Evidence, Weight

pytestmark = pytest.mark.extras

TREE = Framework(
    [
        Node("X"),
        Node("A", "X", 2.0, certainty="derived", source="print"),
        Node("B", "X", 1.0, certainty="assumed", note="nobody knows"),
        Node("C", "X", 1.0, certainty="assumed", note="nobody knows"),
    ]
)
RULE = CategoryRule(method="mean_sd", boundary=("lower", "upper"))
STORED = Recipe(
    [
        Weight(),
        Aggregate(),
        Categorise(
            default=RULE,
            fitted={"X": (21.702, 68.5)},
            evidence={"fitted.X": Evidence(certainty="derived", source="s"), "default": Evidence(certainty="assumed")},
        ),
    ]
)
TABLE = IndicatorTable(["u", "v", "w"], ["A", "B", "C"], [[1, 2, 3], [40, 50, 60], [90, 90, 90]])


def test_weights_and_parameters_carry_their_certainty() -> None:
    found = {each.path: (each.value, each.certainty) for each in constants(TREE, STORED)}
    assert found["A.weight"] == ("2", "derived")
    assert found["categorise.fitted.X"] == ("21.702, 68.5", "derived")
    assert found["categorise.default"][1] == "assumed"
    assert len(of_recipe(STORED)) == 2


def test_what_is_assumed_alike_is_told_once() -> None:
    found = assumed(TREE, STORED)
    weights, rule = found
    assert (weights.path, weights.value, weights.note) == ("B … C (2) weight", "1", "nobody knows")
    assert rule.path == "categorise.default"


def test_cutoffs_know_whether_they_were_stored_fitted_or_given() -> None:
    stored = compute(TABLE, TREE, STORED)
    [cut] = cutoffs(stored.framework, stored.recipe, STORED)
    assert (cut.origin, cut.certainty, cut.values) == ("stored", "derived", (21.702, 68.5))
    fitted = compute(TABLE, TREE, STORED.unfitted())
    [cut] = cutoffs(fitted.framework, fitted.recipe, STORED.unfitted())
    assert (cut.origin, cut.certainty) == ("fitted", "")
    given = Recipe([Weight(), Aggregate(), Categorise(default=CategoryRule(method="cutoffs", cutoffs=(33, 66)))])
    [cut] = cutoffs(TREE, compute(TABLE, TREE, given).recipe, given)
    assert cut.origin == "given"
    assert cutoffs(TREE, Recipe([Aggregate()]), Recipe([Aggregate()])) == []


def test_cutoffs_are_spoken_with_the_side_that_holds_them() -> None:
    [cut] = cutoffs(TREE, STORED, STORED)
    assert cut.spoken == "low ≤ 21.702 < medium < 68.50 ≤ high"
    unstored = STORED.unfitted()
    [cut] = cutoffs(TREE, compute(TABLE, TREE, unstored).recipe, unstored)
    assert all(len(word.partition(".")[2]) == 2 for word in cut.spoken.split() if "." in word)


@pytest.mark.parametrize("level", ["province", "regency"])
def test_every_constant_of_ikp_2024_has_a_value_and_a_certainty(level: str) -> None:
    edition = load("2024")
    found = of_recipe(edition.recipe(level))
    assert found
    assert all(each.value and each.certainty in ("published", "derived", "assumed") for each in found)


def test_the_six_levels_of_2020_are_published() -> None:
    edition = load("pilkada-2020")
    [cut] = cutoffs(edition.framework(), edition.recipe("province"), edition.recipe("province"))
    assert (cut.origin, cut.certainty, len(cut.values)) == ("given", "published", 5)
