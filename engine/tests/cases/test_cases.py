"""The worked examples of engine/cases, carried through `compute`; each prints its residual (`pytest -s`)."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import ikp
from ikp.editions import load, registry
from ikp.editions.published import DIMENSIONS
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, Weight
from ikp.result import IndexResult
from ikp.table import IndicatorTable

CASES = Path(__file__).resolve().parents[2] / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def name_of(case: dict[str, str]) -> str:
    return " ".join(case[key] for key in ("edition", "level", "name"))


def from_dimensions(case: dict[str, str]) -> IndexResult:
    edition = load(case["edition"])
    scores = np.array([[float(case[code]) for code in DIMENSIONS]])
    return ikp.compute(
        IndicatorTable([case["name"]], DIMENSIONS, scores),
        edition.framework(case["level"]).cut(DIMENSIONS),
        edition.recipe(case["level"]).above_indicators(),
    )


def from_totals(cases: list[dict[str, str]], *, refit: bool) -> IndexResult:
    """Categorise totals: the index is a tree with one part, which is the total itself."""
    edition, level = load(cases[0]["edition"]), cases[0]["level"]
    whole = edition.framework(level)
    root = whole.root
    tree = Framework([whole[root], Node("total", root)], tiers={root: whole.tiers[root], "total": 1})
    rule = edition.recipe(level).step(Categorise)
    assert rule is not None
    stored = {code: cuts for code, cuts in rule.fitted.items() if code == root and not refit}
    scores = np.array([[float(case["total"])] for case in cases])
    return ikp.compute(
        IndicatorTable([case["unit"] for case in cases], ["total"], scores),
        tree,
        Recipe([Weight(), Aggregate(), replace(rule, fitted=stored)]),
    )


@pytest.mark.parametrize("case", rows("dimensions.csv"), ids=name_of)
def test_dimensions_give_the_total(case: dict[str, str]) -> None:
    residual = float(from_dimensions(case).score()[0]) - float(case["total"])
    print(f"{case['edition']} {case['level']} {case['name']}: {residual:+.4f} (margin {case['margin']})")
    assert abs(residual) <= float(case["margin"]) + 1e-9
    assert case["source"]


def test_the_nine_rows_of_2024_fit_no_other_whole_percents() -> None:
    cases = [case for case in rows("dimensions.csv") if case["edition"] == "2024"]
    scores = np.array([[float(case[code]) for code in DIMENSIONS] for case in cases])
    totals = np.array([float(case["total"]) for case in cases])
    assert len(cases) == 9
    own = np.array([27, 38, 25, 10])
    grid = np.array(np.meshgrid(*[np.arange(w - 5, w + 6) for w in own])).reshape(4, -1).T
    fitting = grid[np.abs(grid @ scores.T / 100 - totals).max(axis=1) <= 0.011]
    assert fitting.tolist() == [own.tolist()]


@pytest.mark.parametrize(
    ("edition", "level"), sorted({(case["edition"], case["level"]) for case in rows("totals.csv")})
)
def test_totals_fall_into_their_categories(edition: str, level: str) -> None:
    cases = [case for case in rows("totals.csv") if (case["edition"], case["level"]) == (edition, level)]
    result = from_totals(cases, refit=False)
    for case, label, group in zip(cases, result.category(), result.category_groups(), strict=True):
        assert case["category"] == (label if case["category"].startswith("level") else group), case["name"]
        assert case["certainty"] in ("published", "derived")
        assert case["source"]


@pytest.mark.parametrize("case", rows("levels.csv"), ids=lambda case: f"{case['level']} {case['statistic']}")
def test_a_level_gives_its_statistics(case: dict[str, str]) -> None:
    totals = [
        each for each in rows("totals.csv") if (each["edition"], each["level"]) == (case["edition"], case["level"])
    ]
    if case["province"]:
        found = mean_of_units([each for each in totals if registry()[each["unit"]].parent == case["province"]])
    else:
        found = statistics(from_totals(totals, refit=True))[case["statistic"]]
    print(f"{case['edition']} {case['level']} {case['statistic']}: {found:.4f}, printed {case['value']}")
    assert found == pytest.approx(float(case["value"]), abs=float(case["margin"]))


def statistics(result: IndexResult) -> dict[str, float]:
    labels = result.category().tolist()
    lower, upper = result.cutoffs()
    return {
        "lower cut-off": lower,
        "upper cut-off": upper,
        "mean": float(result.score().mean()),
        "standard deviation": float(result.score().std(ddof=1)),
        **{label: labels.count(label) for label in ("rendah", "sedang", "tinggi")},
    }


def mean_of_units(cases: list[dict[str, str]]) -> float:
    """Make an index of a province whose parts are its units, all of one weight."""
    assert len(cases) == 6
    parts = [case["unit"] for case in cases]
    tree = Framework([Node("province"), *(Node(part, "province") for part in parts)])
    table = IndicatorTable(["province"], parts, [[float(case["total"]) for case in cases]])
    return float(ikp.compute(table, tree, Recipe([Aggregate()])).score()[0])
