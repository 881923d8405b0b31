"""What varies unless told, and what is left of it for aggregates."""

from typing import Any

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE
from ikp import Recipe
from ikp.editions import load
from ikp.recipe.steps import Aggregate
from ikp.uncertainty import Choice, Counts, Drop, Gaps, Number, Option, Perturbations, Weights, fitting, usual


def _choice(change: dict[str, Any]) -> Choice:
    return Choice(options=(Option(name="as it is"), Option(name="otherwise", change=change)))


def test_the_usual_is_said_to_be_ours() -> None:
    found = usual()
    assert [each.kind for each in found.vary] == ["weights", "gaps"]
    assert {each.certainty for each in found.vary} == {"assumed"}
    assert all(each.note for each in found.vary)


def test_everything_stays_where_the_data_hold_indicators() -> None:
    vary = Perturbations([Weights(), Drop(), Counts(), Number(paths=("normalise.default.low",), low=0, high=1)])
    left, problems = fitting(vary, FRAMEWORK, RECIPE, aggregates=False)
    assert left.vary == vary.vary
    assert problems == ()


def test_what_is_below_aggregates_is_left_out_with_a_warning() -> None:
    cut = FRAMEWORK.cut(["A", "B"])
    vary = Perturbations(
        [
            Weights(),
            Weights(parents=("A",)),
            Weights(parents=("A", "X")),
            Weights(distribution="sets", sets={"a1": (1.0, 2.0), "a2": (2.0, 1.0), "a3": (1.0, 1.0)}),
            Drop(),
            Counts(),
            Gaps(),
            _choice({"normalise": {"default": {"method": "zscore"}}}),
            _choice({"aggregate": {"default": {"method": "geometric"}}}),
            Number(paths=("aggregate.tiers.2.rescale.high",), low=1, high=2),
            Number(paths=("aggregate.tiers.2.min_coverage", "aggregate.default.min_coverage"), low=0, high=1),
            _choice({"weight": {"tiers": [1], "method": "equal"}}),
        ]
    )
    left, problems = fitting(vary, cut, Recipe([Aggregate()]), aggregates=True)
    assert [each.kind for each in left.vary] == ["weights", "weights", "gaps", "choice", "number"]
    assert len(problems) == 7
    assert {each.code for each in problems} == {"vary-above"}
    weights, number = left.vary[1], left.vary[4]
    assert isinstance(weights, Weights)
    assert weights.parents == ("X",)
    assert isinstance(number, Number)
    assert number.paths == ("aggregate.default.min_coverage",)


def test_dimensions_of_an_edition_keep_only_what_is_above_them() -> None:
    edition = load("2024")
    cut = edition.framework().cut(["SP", "PP", "KT", "PT"])
    left, problems = fitting(
        edition.perturbations("regency"), cut, edition.recipe("regency").above_indicators(), aggregates=True
    )
    assert [each.kind for each in left.vary] == ["weights", "gaps", "number", "choice"]
    assert len(problems) == 3
