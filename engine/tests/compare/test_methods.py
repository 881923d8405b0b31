from collections.abc import Sequence

import pytest

from ikp.compare.concordance import Concordance, Link
from ikp.compare.methods import method_reasons, same_rule
from ikp.compare.scores import EditionScores, Method, Part
from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import (
    Aggregate,
    AggregateRule,
    Evidence,
    Impute,
    Normalise,
    NormaliseRule,
    Rescale,
    Step,
    Treat,
    Treatment,
)

BOUNDS = {"SP": (0.0, 10.0), "PP": (0.0, 20.0)}


def tree(sp: float = 30, pp: float = 70) -> Framework:
    return Framework([Node("IKP"), Node("SP", "IKP", sp), Node("PP", "IKP", pp)])


def recipe(*before: Step, normalise: Step | None = None, aggregate: Step | None = None) -> Recipe:
    return Recipe([*before, normalise or Normalise(fitted=BOUNDS), aggregate or Aggregate()])


def edition(
    code: str,
    framework: Framework | None = None,
    steps: Recipe | None = None,
    unpublished: Sequence[Part] = (),
) -> EditionScores:
    method = Method(framework, steps, unpublished=tuple(unpublished))
    return EditionScores(code, "province", ["15"], [1.0], method=method)


def codes(a: EditionScores, b: EditionScores, concordance: Concordance | None = None) -> list[str]:
    return [reason.code for reason in method_reasons(a, b, concordance)]


def test_the_same_framework_recipe_and_bounds_give_no_reason() -> None:
    assert codes(edition("2024", tree(), recipe()), edition("2029", tree(3, 7), recipe())) == []


def test_how_sure_a_constant_is_makes_no_difference() -> None:
    assumed = Normalise(fitted=BOUNDS, evidence={"*": Evidence(certainty="assumed")})
    assert codes(edition("a", tree(), recipe(normalise=assumed)), edition("b", tree(), recipe())) == []
    assert same_rule(assumed, Normalise())
    assert not same_rule(assumed, None)


def test_weights_are_named_from_and_to() -> None:
    [reason] = method_reasons(edition("a", tree(), recipe()), edition("b", tree(27, 73), recipe()), None)
    assert reason.code == "weights-differ"
    assert "SP 0.3 → 0.27" in reason.sentence()
    assert reason.effect == "scores"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (recipe(Impute(method="mean")), "preparation-differs"),
        (recipe(normalise=Normalise(default=NormaliseRule(method="zscore"), fitted=BOUNDS)), "normalisation-differs"),
        (recipe(aggregate=Aggregate(default=AggregateRule(method="geometric"))), "aggregation-differs"),
        (recipe(normalise=Normalise(fitted=BOUNDS | {"PP": (0.0, 25.0)})), "bounds-differ"),
        (recipe(normalise=Normalise()), "bounds-unknown"),
    ],
)
def test_each_other_rule_is_found(other: Recipe, expected: str) -> None:
    assert codes(edition("a", tree(), recipe()), edition("b", tree(), other)) == [expected]
    assert codes(edition("b", tree(), other), edition("a", tree(), recipe())) == [expected]


def test_the_bounds_that_differ_are_named() -> None:
    other = recipe(normalise=Normalise(fitted=BOUNDS | {"PP": (0.0, 25.0)}))
    [reason] = method_reasons(edition("a", tree(), recipe()), edition("b", tree(), other), None)
    assert reason.params["nodes"] == ("PP",)


def test_a_treatment_in_one_edition_only_is_a_difference() -> None:
    treated = Treat(fitted={"SP": (Treatment(method="winsorise", high=9.0),)})
    assert codes(edition("a", tree(), recipe(treated)), edition("b", tree(), recipe(Treat()))) == ["bounds-differ"]


def test_a_rescaling_without_bounds_has_an_unknown_scale() -> None:
    rescaled = Aggregate(default=AggregateRule(rescale=Rescale(method="minmax")))
    fitted = Aggregate(default=rescaled.default, fitted={"IKP": (10.0, 90.0)})
    a, b = edition("a", tree(), recipe(aggregate=rescaled)), edition("b", tree(), recipe(aggregate=fitted))
    assert codes(a, b) == ["bounds-unknown"]
    assert codes(b, edition("c", tree(), recipe(aggregate=fitted))) == []


@pytest.mark.parametrize("method", ["percentile_rank", "rank", "borda"])
def test_a_score_among_the_units_of_an_edition_is_relative(method: str) -> None:
    ranked = recipe(normalise=Normalise(default=NormaliseRule(method=method)))  # type: ignore[arg-type]  # parametrised
    assert codes(edition("a", tree(), ranked), edition("b", tree(), ranked)) == ["relative-scale"]


def test_goalposts_and_given_ends_need_no_stored_bounds() -> None:
    posts = recipe(normalise=Normalise(default=NormaliseRule(method="goalposts", low=0, high=10)))
    ends = recipe(normalise=Normalise(default=NormaliseRule(method="minmax", low=0, high=10)))
    assert codes(edition("a", tree(), posts), edition("b", tree(), posts)) == []
    assert codes(edition("a", tree(), ends), edition("b", tree(), ends)) == []


def test_what_is_not_published_cannot_be_shown_to_be_the_same() -> None:
    hidden = edition("a", tree(), recipe(), ["normalisation"])
    [reason] = method_reasons(hidden, edition("b", tree(), recipe()), None)
    assert (reason.code, reason.params["parts"]) == ("scale-unpublished", ("normalisation",))


def test_hidden_parts_are_not_compared() -> None:
    hidden = edition("a", tree(1, 1), recipe(Impute(method="mean")), ["weights", "normalisation", "aggregation"])
    assert codes(hidden, edition("b", tree(), recipe())) == ["scale-unpublished"]


def test_a_framework_that_differs_says_how_much_is_shared() -> None:
    other = Framework([Node("IKP"), Node("SP", "IKP", 30), Node("KT", "IKP", 70)])
    [reason] = method_reasons(edition("a", tree(), recipe()), edition("b", other, recipe()), None)
    assert reason.code == "framework-differs"
    assert "30%" in reason.sentence("id")
    nothing = Framework([Node("IKP"), Node("X", "IKP")])
    assert codes(edition("a", tree(), recipe()), edition("b", nothing, recipe())) == ["nodes-none"]


def test_similar_dimensions_make_another_framework() -> None:
    links = Concordance([Link("SP", "SP", "same"), Link("PP", "PP", "similar", "renamed")])
    assert codes(edition("a", tree(), recipe()), edition("b", tree(), recipe()), links) == ["framework-differs"]


def test_a_node_that_became_two_has_no_weight_to_compare() -> None:
    links = Concordance([Link("SP", "SP", "same"), Link("SP", "PP", "similar"), Link("PP", None, "none")])
    assert codes(edition("a", tree(1, 1), recipe()), edition("b", tree(), recipe()), links) == ["framework-differs"]


def test_without_a_framework_only_a_concordance_can_tell() -> None:
    a, b = edition("a"), edition("b", tree(), recipe())
    assert codes(a, b) == ["framework-unknown", "scale-unpublished"]
    assert codes(a, b, Concordance([Link("x", "SP", "similar")])) == ["scale-unpublished"]
    assert codes(a, b, Concordance([Link("x", None, "none")])) == ["nodes-none", "scale-unpublished"]


def test_an_edition_is_the_same_as_itself_published_or_not() -> None:
    assert codes(edition("a"), edition("a")) == []
    unfitted = recipe(normalise=Normalise())
    assert codes(edition("a", tree(), unfitted), edition("a", tree(), unfitted)) == []


def test_a_concordance_that_does_not_fit_is_refused() -> None:
    with pytest.raises(DataError, match="zz"):
        codes(edition("a", tree(), recipe()), edition("b", tree(), recipe()), Concordance([Link("zz", "SP", "same")]))


def test_long_lists_are_cut_short() -> None:
    nodes = [Node("IKP"), *(Node(f"i{n}", "IKP", n + 1) for n in range(9))]
    equal = [Node("IKP"), *(Node(f"i{n}", "IKP") for n in range(9))]
    [reason] = method_reasons(edition("a", Framework(nodes), recipe()), edition("b", Framework(equal), recipe()), None)
    assert reason.sentence().endswith(", +2.")
