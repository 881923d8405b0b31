from datetime import date

import numpy as np
import pytest

from ikp.compare.scores import EditionScores, Method, align
from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Weight
from ikp.table import Missing

SIX = tuple("123456")
GROUPS = {"1": "rendah", "2": "rendah", "3": "sedang", "4": "sedang", "5": "tinggi", "6": "tinggi"}
# Upper ends of the levels of IKP Pilkada 2020 for provinces, as published.
CUTOFFS = (34.915, 42.465, 50.005, 57.545, 65.095)


def six_levels(scores: list[float], categories: list[str]) -> EditionScores:
    units = [str(10 + i) for i in range(len(scores))]
    return EditionScores(
        "2020", "province", units, scores, categories=categories, labels=SIX, groups=GROUPS, cutoffs=CUTOFFS
    )


def test_missing_scores_are_not_published_unless_reasons_say_otherwise() -> None:
    scores = EditionScores("x", "province", ["a", "b"], [1.0, np.nan])
    assert scores.reasons.tolist() == [Missing.OBSERVED, Missing.NOT_PUBLISHED]
    told = EditionScores("x", "province", ["a", "b"], [1.0, np.nan], reasons=[0, Missing.LOW_COVERAGE])
    assert told.reasons.tolist() == [Missing.OBSERVED, Missing.LOW_COVERAGE]


def test_zero_is_a_score() -> None:
    scores = EditionScores("x", "province", ["a"], [0.0])
    assert scores.score("a") == 0
    assert scores.reasons.tolist() == [Missing.OBSERVED]


def test_what_is_not_there_has_no_score_and_no_category() -> None:
    scores = six_levels([73.69], ["6"])
    assert np.isnan(scores.score("99"))
    assert scores.category("99") == ""
    assert scores.name("99") == "99"


def test_values_cannot_be_changed() -> None:
    given = np.array([1.0, 2.0])
    scores = EditionScores("x", "province", ["a", "b"], given)
    given[0] = 9
    assert scores.score("a") == 1
    with pytest.raises(ValueError, match="read-only"):
        scores.scores[0] = 5


def test_six_levels_become_three_with_their_cutoffs() -> None:
    coarse = six_levels([73.69, 62.87, 40.0], ["6", "5", "2"]).coarse()
    assert coarse.labels == ("rendah", "sedang", "tinggi")
    assert coarse.categories == ("tinggi", "tinggi", "rendah")
    assert coarse.cutoffs == (42.465, 57.545)
    assert coarse.coarse().labels == coarse.labels


@pytest.mark.parametrize(
    ("boundary", "expected"),
    [(("upper",), ["rendah", "sedang", "tinggi"]), (("lower", "upper"), ["rendah", "rendah", "tinggi"])],
)
def test_a_score_on_the_cutoff_goes_where_the_boundary_says(boundary: tuple[str, ...], expected: list[str]) -> None:
    scores = EditionScores(
        "x",
        "province",
        ["a"],
        [0.0],
        labels=("rendah", "sedang", "tinggi"),
        cutoffs=(21.7, 68.5),
        boundary=boundary,  # type: ignore[arg-type]  # parametrised
    )
    assert [scores.category_at(score) for score in (21.69, 21.7, 68.5)] == expected
    assert scores.category_at(np.nan) == ""


def test_without_cutoffs_nobody_knows_the_category() -> None:
    assert EditionScores("x", "province", ["a"], [5.0], labels=("rendah", "tinggi")).category_at(5.0) == ""


def test_labels_are_aligned_by_their_groups() -> None:
    three = EditionScores(
        "2024", "province", ["15"], [12.03], categories=["rendah"], labels=("rendah", "sedang", "tinggi")
    )
    one, two = align(six_levels([73.69], ["6"]), three)
    assert one.labels == two.labels == ("rendah", "sedang", "tinggi")
    five = EditionScores("x", "province", ["15"], [1.0], labels=("a", "b"))
    assert align(five, three) == (five, three)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"scores": [1.0]}, "compare-length"),
        ({"names": ["Jambi"]}, "compare-length"),
        ({"categories": ["rendah", "gawat"], "labels": ("rendah",)}, "compare-label"),
        ({"units": ["15", "15"]}, "table-duplicate"),
        ({"scores": [np.inf, 1.0]}, "table-infinite"),
    ],
)
def test_bad_input_is_refused(change: dict[str, object], code: str) -> None:
    good: dict[str, object] = {"edition": "x", "level": "province", "units": ["15", "16"], "scores": [1.0, 2.0]}
    with pytest.raises(DataError) as caught:
        EditionScores(**(good | change))  # type: ignore[arg-type]  # wrong on purpose
    assert {problem.code for problem in caught.value.problems} == {code}
    assert "x" in caught.value.sentence("id") or "15" in caught.value.sentence("id")


def test_effective_weights_multiply_down_the_tree() -> None:
    framework = Framework(
        [
            Node("IDX"),
            Node("D1", "IDX", 3),
            Node("D2", "IDX", 1),
            Node("i", "D1", 1),
            Node("j", "D1", 1),
            Node("k", "D2", 5),
        ]
    )
    effective = Method(framework).effective_weights
    assert effective == {"IDX": 1.0, "D1": 0.75, "D2": 0.25, "i": 0.375, "j": 0.375, "k": 0.25}
    given = Method(framework, weights={"D1": 0.5, "D2": 0.5}).effective_weights
    assert (given["D1"], given["i"]) == (0.5, 0.25)
    fitted = Recipe([Weight(method="pca", fitted={"i": 0.9, "j": 0.1}), Aggregate()])
    assert Method(framework, fitted).effective_weights["i"] == pytest.approx(0.675)


def test_what_was_not_given_is_unknown() -> None:
    framework = Framework([Node("IDX"), Node("i", "IDX")])
    assert Method().unknown == ("indicators", "weights", "normalisation", "aggregation")
    assert Method(framework, Recipe([Aggregate()])).unknown == ()
    assert Method(framework, Recipe([Weight(method="pca"), Aggregate()])).unknown == ("weights",)
    assert Method(framework, Recipe([Aggregate()]), unpublished=("normalisation",)).unknown == ("normalisation",)
    assert Method().effective_weights == {}


def test_replacing_a_field_keeps_the_others() -> None:
    from dataclasses import replace

    scores = EditionScores("x", "province", ["15"], [1.0], registry_date=date(2022, 1, 1))
    assert replace(scores, edition="y").registry_date == date(2022, 1, 1)
