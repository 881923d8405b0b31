"""The method in five lines, for every way that a recipe can be written."""

from itertools import product
from typing import Any, get_args, get_type_hints

import pytest

from ikp import Framework, Node, Recipe
from ikp.cli.language import speak
from ikp.cli.method import lines
from ikp.editions import load
from ikp.recipe.steps import (
    Aggregate,
    AggregateRule,
    Categorise,
    CategoryRule,
    Events,
    Impute,
    Normalise,
    NormaliseRule,
    Rescale,
    Weight,
)

pytestmark = pytest.mark.extras

TREE = Framework([Node("X", names={"en": "Index"}), *[Node(f"D{i}", "X") for i in range(7)]])


def _values(holder: Any, name: str) -> tuple[Any, ...]:
    return get_args(get_type_hints(holder)[name])


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_method_can_be_said(language: Any) -> None:
    speak(language)
    recipes: list[Any] = [
        *([Normalise(default=NormaliseRule(method=m)), Aggregate()] for m in _values(NormaliseRule, "method")),
        *([Weight(method=m), Aggregate()] for m in _values(Weight, "method")),
        *([Events(value=v), Aggregate()] for v in _values(Events, "value")),
        *([Aggregate(default=AggregateRule(method=m))] for m in _values(AggregateRule, "method")),
        *(
            [Aggregate(default=AggregateRule(rescale=Rescale(method=m), missing=how))]
            for m, how in product(_values(Rescale, "method"), _values(AggregateRule, "missing"))
        ),
        *([Aggregate(), Categorise(default=CategoryRule(method=m))] for m in _values(CategoryRule, "method")),
    ]
    for steps, shape in product(recipes, ("events", "indicators", "dimensions")):
        said = lines(TREE, Recipe(steps), shape)
        assert len(said) == 5
        assert all(line and "{" not in line for line in said)


def test_ikp_2024_in_five_lines() -> None:
    edition = load("2024")
    values, normal, weight, aggregate, category = lines(edition.framework(), edition.recipe("province"), "events")
    assert "count × grade" in values
    assert normal
    assert "framework" in weight
    assert "Election vulnerability index" in aggregate
    assert "SP, PP, KT, PT: weighted mean" in aggregate
    assert "sample" in category
    assert "21.70" in category


def test_preparing_steps_are_named() -> None:
    said = lines(TREE, Recipe([Impute(method="median"), Aggregate()]), "indicators")
    assert "filling of gaps" in said[0]
    said = lines(TREE, Recipe([Impute(method="none"), Aggregate()]), "indicators")
    assert "filling of gaps" not in said[0]


def test_gaps_that_are_treated_differently_are_named() -> None:
    tree = Framework([Node("X", names={"en": "Index"}), Node("D", "X"), Node("A", "D"), Node("B", "D")])
    rules = {3: AggregateRule(missing="propagate"), 2: AggregateRule(min_coverage=0.5)}
    aggregate = lines(tree, Recipe([Aggregate(tiers=rules)]), "indicators")[3]
    assert "Index: A missing part leaves the whole without a score." in aggregate
    assert "D: Where a part is missing" in aggregate
    assert "Below 50 % of it known" in aggregate
