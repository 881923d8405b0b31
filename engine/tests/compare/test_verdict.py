from typing import Any

import numpy as np

from ikp.compare.scores import EditionScores, Method
from ikp.compare.verdict import Verdict, judge
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, CategoryRule

TREE = Framework([Node("IKP"), Node("SP", "IKP"), Node("PP", "IKP")])
THREE = ("rendah", "sedang", "tinggi")


def edition(code: str, k: Any = 1.0, **changes: Any) -> EditionScores:
    rule = Categorise(default=CategoryRule(method="mean_sd", k=(k,)))
    values: dict[str, Any] = {
        "edition": code,
        "level": "province",
        "units": ["15", "16"],
        "scores": [12.03, 35.07],
        "categories": ["rendah", "sedang"],
        "labels": THREE,
        "cutoffs": (21.7, 68.5),
        "method": Method(TREE, Recipe([Aggregate(), rule])),
    }
    return EditionScores(**(values | changes))


def reasons(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def test_the_same_in_everything_is_comparable_with_its_categories() -> None:
    verdict = judge(edition("2024"), edition("2029"), common=2)
    assert (verdict.ruling, verdict.categories, verdict.reasons) == ("comparable", True, ())
    assert verdict.sentence("id") == "Skor 2024 dan 2029 dapat dibandingkan."


def test_other_cutoffs_leave_the_scores_comparable() -> None:
    verdict = judge(edition("2024"), edition("2029", cutoffs=(20.0, 60.0)), common=2)
    assert (verdict.ruling, verdict.categories, reasons(verdict)) == ("comparable", False, ["cutoffs-differ"])
    assert "≥ 21.7 / ≥ 68.5" in verdict.reasons[0].sentence()
    assert verdict.sentence() == "The scores of 2024 and 2029 are comparable. Their categories are not."


def test_another_category_rule_is_found() -> None:
    verdict = judge(edition("a"), edition("b", k=2.0, cutoffs=(20.0, 60.0)), common=2)
    assert reasons(verdict) == ["category-rule-differs", "cutoffs-differ"]
    # Whatever rule they came from, the same cut-offs sort the same way.
    assert judge(edition("a"), edition("b", k=2.0), common=2).categories


def test_cutoffs_that_nobody_knows() -> None:
    unknown = {"cutoffs": (), "method": Method(TREE)}
    verdict = judge(edition("a"), edition("b", **unknown), common=2)
    assert "cutoffs-unknown" in reasons(verdict)
    assert judge(edition("a", **unknown), edition("a", **unknown), common=2).categories


def test_labels_that_no_group_brings_together() -> None:
    other = edition("b", labels=("I", "II"), categories=["I", "II"], cutoffs=(50.0,))
    assert reasons(judge(edition("a"), other, common=2)) == ["labels-differ"]
    grouped = edition(
        "b",
        labels=("1", "2", "3"),
        categories=["1", "3"],
        groups={"1": "rendah", "2": "sedang", "3": "tinggi"},
    )
    assert judge(edition("a"), grouped, common=2).categories
    none = {"labels": (), "categories": ["", ""], "cutoffs": ()}
    assert judge(edition("a", **none), edition("b", **none), common=2).reasons == ()


def test_what_forbids_any_comparison() -> None:
    assert reasons(judge(edition("a"), edition("b"), common=0)) == ["units-none"]
    assert judge(edition("a"), edition("b", level="regency"), common=2).ruling == "not_comparable"
    mixed = judge(edition("demo", synthetic=True), edition("b"), common=2)
    assert (mixed.ruling, reasons(mixed)) == ("not_comparable", ["synthetic-mixed"])
    assert "demo" in mixed.reasons[0].sentence("id").split("SINTETIS")[0]


def test_notes_change_nothing() -> None:
    made_up = {"synthetic": True}
    verdict = judge(edition("a", **made_up), edition("b", **made_up), common=2, merged=["91"], unchecked=True)
    assert (verdict.ruling, verdict.categories) == ("comparable", True)
    assert reasons(verdict) == ["registry-differs", "registry-unchecked", "synthetic-both"]


def test_ranks_only_takes_the_categories_along() -> None:
    verdict = judge(edition("a"), edition("b", method=Method(TREE)), common=2)
    assert (verdict.ruling, verdict.categories) == ("only_ranks", False)
    assert "peringkat" in verdict.sentence("id")


def test_the_verdict_is_the_same_both_ways() -> None:
    a, b = edition("a"), edition("b", k=2.0, cutoffs=(20.0, 60.0), scores=[np.nan, 1.0])
    assert reasons(judge(a, b, common=1)) == reasons(judge(b, a, common=1))
