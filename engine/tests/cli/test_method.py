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
    assert aggregate.startswith("Election vulnerability index, SP1 … PT2: weighted mean; SP, PP, KT, PT:")
    assert "sample" in category
    assert "21.70" in category


def test_preparing_steps_are_named() -> None:
    said = lines(TREE, Recipe([Impute(method="median"), Aggregate()]), "indicators")
    assert "filling of gaps" in said[0]
    said = lines(TREE, Recipe([Impute(method="none"), Aggregate()]), "indicators")
    assert "filling of gaps" not in said[0]
