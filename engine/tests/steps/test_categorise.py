from typing import Any

import numpy as np
import pytest

from ikp import DataError, Framework, Node
from ikp.recipe.steps import Categorise, CategoryRule
from ikp.result import Aggregates
from ikp.steps.categorise import categorise

FRAMEWORK = Framework([Node("X"), Node("A", "X"), Node("a", "A"), Node("b", "X")])
SCORES = np.array([[2.0, 1], [4, 2], [4, 3], [4, 4], [5, 5], [5, 6], [7, np.nan], [9, 8]])
AGGREGATES = Aggregates(("A", "X"), SCORES)
EDGES: Any = ("upper", "lower")


def test_given_cutoffs_per_node_and_tier() -> None:
    step = Categorise(
        default=CategoryRule(method="cutoffs", cutoffs=(3, 6)),
        nodes={"A": CategoryRule(method="cutoffs", cutoffs=(5,), labels=("low", "high"))},
    )
    found, fitted, _ = categorise(AGGREGATES, FRAMEWORK, step)
    assert found["A"].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert found["X"].tolist() == [0, 0, 1, 1, 1, 2, -1, 2]
    assert found["X"].dtype == np.int8
    assert fitted.fitted == {"A": (5,), "X": (3, 6)}


def test_mean_and_deviation_are_fitted_and_stored() -> None:
    step = Categorise(nodes={"A": CategoryRule(method="mean_sd", ddof=0, boundary=EDGES)})
    found, fitted, _ = categorise(AGGREGATES, FRAMEWORK, step)
    assert fitted.fitted == {"A": (3, 7)}  # mean 5, population deviation 2
    assert found["A"].tolist() == [0, 1, 1, 1, 1, 1, 1, 2]
    assert set(found) == {"A"}


def test_stored_cutoffs_look_at_nothing_else() -> None:
    step = Categorise(nodes={"A": CategoryRule(method="mean_sd", ddof=0)}, fitted={"A": (8, 9), "elsewhere": (1,)})
    found, fitted, _ = categorise(AGGREGATES, FRAMEWORK, step)
    assert found["A"].tolist() == [0, 0, 0, 0, 0, 0, 0, 2]
    assert fitted == step


def test_a_node_whose_cutoffs_are_not_stored_has_no_categories_and_is_named() -> None:
    step = Categorise(default=CategoryRule(method="mean_sd"), fitted={"A": (8, 9)})
    found, fitted, problems = categorise(AGGREGATES, FRAMEWORK, step)
    assert set(found) == {"A"}
    assert fitted == step
    assert [(each.code, each.params["codes"]) for each in problems] == [("cutoffs-unknown", "X")]


def test_quantiles_leave_out_units_without_a_score() -> None:
    rule = CategoryRule(method="quantiles", probabilities=(0.5,), labels=("low", "high"))
    found, fitted, _ = categorise(AGGREGATES, FRAMEWORK, Categorise(nodes={"X": rule}))
    assert fitted.fitted == {"X": (4,)}
    assert found["X"].tolist() == [0, 0, 0, 1, 1, 1, -1, 1]


@pytest.mark.parametrize("boundary", [("upper",), ("lower",), ("upper", "lower"), ("lower", "upper")])
def test_natural_breaks_sort_as_found_whichever_the_boundary(boundary: Any) -> None:
    rule = CategoryRule(method="jenks", boundary=boundary)
    found, _, _ = categorise(AGGREGATES, FRAMEWORK, Categorise(nodes={"A": rule}))
    assert found["A"].tolist() == [0, 1, 1, 1, 1, 1, 2, 2]


def test_levels_may_be_many() -> None:
    rule = CategoryRule(method="mean_sd", k=(0, 1), ddof=0, labels=("1", "2", "3", "4"))
    _, fitted, _ = categorise(AGGREGATES, FRAMEWORK, Categorise(nodes={"A": rule}))
    assert fitted.fitted == {"A": (3, 5, 7)}


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            CategoryRule(method="cutoffs", cutoffs=(3,)),
            "3 category labels, so it needs 2 cut-offs; there are 1 cutoffs",
        ),
        (CategoryRule(method="cutoffs", cutoffs=(3, 6), boundary=("upper",) * 3), "there are 3 boundary"),
        (CategoryRule(method="cutoffs", cutoffs=(6, 3)), "do not rise: 6, 3"),
        (CategoryRule(method="mean_sd", k=(1, 2)), "needs 2 cut-offs; there are 4 cutoffs"),
        (
            CategoryRule(method="jenks", labels=tuple("abcdefgh")),
            "jenks for A needs 8 different scores, and there are 5",
        ),
    ],
)
def test_rules_that_do_not_fit_are_refused(rule: CategoryRule, message: str) -> None:
    with pytest.raises(DataError, match=message):
        categorise(AGGREGATES, FRAMEWORK, Categorise(nodes={"A": rule}))


def test_quantiles_of_tied_scores_leave_a_category_empty() -> None:
    rule = CategoryRule(method="quantiles", probabilities=(0.2, 0.21))
    found, fitted, _ = categorise(AGGREGATES, FRAMEWORK, Categorise(nodes={"A": rule}))
    assert fitted.fitted == {"A": (4, 4)}
    assert found["A"].tolist() == [0, 2, 2, 2, 2, 2, 2, 2]


@pytest.mark.parametrize("values", [[[5.0]], [[5.0], [np.nan]], [[np.nan]]])
def test_one_score_has_no_standard_deviation(values: list[list[float]]) -> None:
    step = Categorise(default=CategoryRule(method="mean_sd"))
    with pytest.raises(DataError, match=r"mean_sd of X compares units, and [01] have a value where 2 are needed"):
        categorise(Aggregates(("X",), np.array(values)), FRAMEWORK, step)


@pytest.mark.parametrize("boundary", [("upper",), ("lower",), ("upper", "lower")])
@pytest.mark.parametrize("score", [0.0, 0.1, 50.0, -7.3, 1e9])
def test_equal_scores_stand_in_the_middle(score: float, boundary: Any) -> None:
    # Nobody reported anything in this dimension: that makes no unit high, and none low.
    step = Categorise(default=CategoryRule(method="mean_sd", boundary=boundary))
    scores = Aggregates(("X",), np.full((7, 1), score))
    found, fitted, _ = categorise(scores, FRAMEWORK, step)
    assert found["X"].tolist() == [1] * 7
    assert categorise(scores, FRAMEWORK, fitted)[0]["X"].tolist() == [1] * 7


def test_settings_that_cannot_be_used_are_refused_together() -> None:
    rule = CategoryRule(method="mean_sd", ddof=2, k=(-1.0,), probabilities=(1.5,))
    with pytest.raises(DataError, match=r"categorise A.ddof is 2, which does not fit. Expected: 0 or 1") as caught:
        categorise(AGGREGATES, FRAMEWORK, Categorise(nodes={"A": rule}))
    assert [each.code for each in caught.value.problems] == ["recipe-value"] * 3
    with pytest.raises(DataError, match="do not rise: nan, 3"):
        categorise(AGGREGATES, FRAMEWORK, Categorise(nodes={"A": CategoryRule(method="cutoffs", cutoffs=(np.nan, 3))}))
