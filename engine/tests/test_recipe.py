"""Recipes: data in, problems by path out."""

from typing import Any

import pytest

from ikp import DataError, Recipe
from ikp.recipe.steps import (
    Aggregate,
    AggregateRule,
    Categorise,
    Impute,
    Normalise,
    NormaliseRule,
    Rescale,
    Screen,
    Weight,
)


def plain(**changes: Any) -> dict[str, Any]:
    return {
        "name": "r",
        "step": [
            {"kind": "normalise", "default": {"method": "minmax", "to": [0, 100]}},
            {"kind": "aggregate", "tiers": {"2": {"method": "geometric", "rescale": {"method": "minmax"}}}},
            {"kind": "categorise", "default": {"method": "mean_sd", "boundary": ["upper", "lower"]}},
        ],
    } | changes


def codes(data: dict[str, Any]) -> list[str]:
    with pytest.raises(DataError) as caught:
        Recipe.from_dict(data)
    return [each.code for each in caught.value.problems]


def test_plain_data_becomes_typed_steps() -> None:
    recipe = Recipe.from_dict(plain())
    aggregate = recipe.step(Aggregate)
    assert aggregate is not None
    assert aggregate.tiers == {2: AggregateRule(method="geometric", rescale=Rescale(method="minmax"))}
    assert recipe.step(Weight) is None


def test_there_and_back_keeps_the_digest() -> None:
    recipe = Recipe.from_dict(plain())
    assert Recipe.from_dict(recipe.to_dict()).digest == recipe.digest


def test_unknown_kind_key_and_value_are_named_together() -> None:
    data = plain()
    data["step"][1]["tiers"]["2"] |= {"method": "geo", "missng": "propagate"}
    data["step"].append({"kind": "polish"})
    assert codes(data) == ["recipe-key", "recipe-value", "recipe-step"]


def test_the_message_names_the_path_and_the_choices() -> None:
    data = plain()
    data["step"][0]["default"]["to"] = [0]
    with pytest.raises(DataError, match=r"step\[1\] normalise.default.to is \[0\].*a list of 2 values"):
        Recipe.from_dict(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (plain(step="aggregate"), "recipe-value"),
        (plain(step=["aggregate"]), "recipe-step"),
        (plain(step=[{"kind": "normalise"}]), "recipe-required"),
        (plain(ties="random"), "recipe-value"),
        (plain(speed="high"), "recipe-key"),
        (plain(step=[{"kind": "aggregate", "default": {"power": True}}]), "recipe-value"),
        (plain(step=[{"kind": "aggregate", "default": {"round": {}}}]), "recipe-required"),
    ],
)
def test_what_does_not_fit_is_refused(data: dict[str, Any], code: str) -> None:
    assert code in codes(data)


def test_steps_in_a_senseless_order_are_refused() -> None:
    with pytest.raises(DataError, match="aggregate stands at place 2, after categorise"):
        Recipe([Categorise(), Aggregate()])
    with pytest.raises(DataError, match="normalise stands in the recipe twice"):
        Recipe([Normalise(), Normalise(), Aggregate()])
    Recipe([Impute(), Screen(), Impute(), Normalise(), Aggregate()])


def test_with_step_replaces_or_adds_in_place() -> None:
    recipe = Recipe([Normalise(), Aggregate()])
    assert [step.kind for step in recipe.with_step(Weight(method="equal")).steps] == [
        "normalise",
        "weight",
        "aggregate",
    ]
    doubled = recipe.with_step(Aggregate(default=AggregateRule(method="min")))
    assert len(doubled.steps) == 2
    assert doubled.step(Aggregate) == Aggregate(default=AggregateRule(method="min"))


def test_unfitted_forgets_what_was_learned() -> None:
    recipe = Recipe([Normalise(fitted={"a": (0.0, 1.0)}), Aggregate()])
    assert recipe.unfitted().step(Normalise) == Normalise()
    assert recipe.above_indicators().steps == (Aggregate(),)
    assert recipe.without(Normalise).steps == (Aggregate(),)
    assert {step.kind for step in recipe.below_weights()}.isdisjoint({"weight", "aggregate", "categorise"})
    assert len(recipe.below_weights()) + 1 == len(recipe.steps)


def test_whole_numbers_and_floats_have_one_digest() -> None:
    whole = Recipe([Normalise(default=NormaliseRule(to=(0, 100))), Aggregate()])
    assert whole.digest == Recipe([Normalise(default=NormaliseRule(to=(0.0, 100.0))), Aggregate()]).digest
    assert whole.digest == Recipe.from_dict(whole.to_dict()).digest
    assert whole.digest != Recipe([Normalise(default=NormaliseRule(to=(0, 10))), Aggregate()]).digest
