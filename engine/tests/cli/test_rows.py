"""Results as rows, from the highest on, with None for what is not known."""

import csv

import numpy as np
import pytest

from ikp import Framework, IndicatorTable, Node, Recipe, compute
from ikp.cli.rows import as_csv, result_rows, unscored
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Weight

pytestmark = pytest.mark.extras


def test_rows_are_ordered_and_missing_is_none_never_zero() -> None:
    tree = Framework([Node("X"), Node("A", "X"), Node("B", "X")])
    recipe = Recipe(
        [
            Weight(),
            Aggregate(default=AggregateRule(missing="propagate")),
            Categorise(default=CategoryRule(method="cutoffs", cutoffs=(33, 66), groups={"tinggi": "rawan"})),
        ]
    )
    values: list[list[float]] = [[10, 20], [np.nan, 50], [90, 90], [10, 20]]
    result = compute(IndicatorTable(["a", "b", "c", "d"], ["A", "B"], values, names=list("ABCD")), tree, recipe)
    rows = result_rows(result)
    assert [row["unit"] for row in rows] == ["c", "a", "d", "b"]
    assert [row["rank"] for row in rows] == [1, 2, 2, None]
    assert rows[0] == {
        "unit": "c",
        "name": "C",
        "score": 90.0,
        "rank": 1,
        "category": "tinggi",
        "group": "rawan",
        "coverage": 1.0,
        "A": 90.0,
        "B": 90.0,
    }
    assert (rows[3]["score"], rows[3]["category"], rows[3]["A"], rows[3]["B"]) == (None, None, None, 50.0)
    assert unscored(result) == [{"unit": "b", "name": "B", "reason": "not_reported"}]


def test_ties_on_average_keep_their_half_ranks_and_panels_their_periods() -> None:
    tree = Framework([Node("X"), Node("A", "X")])
    recipe = Recipe([Weight(), Aggregate()], ties="average")
    table = IndicatorTable(["a", "a"], ["A"], [[5], [5]], periods=["2020", "2024"])
    assert [(row["rank"], row["period"]) for row in result_rows(compute(table, tree, recipe))] == [
        (1.5, "2020"),
        (1.5, "2024"),
    ]


def test_csv_is_not_rounded_and_missing_is_empty() -> None:
    rows = [{"node": "=X", "mean": np.float64(1 / 3), "sd": float("nan"), "count": None}]
    [row] = csv.DictReader(as_csv(("node", "mean", "sd", "count"), rows, synthetic=True).splitlines())
    assert float(row["mean"]) == 1 / 3
    assert (row["node"], row["sd"], row["count"], row["label"]) == ("'=X", "", "", "SINTETIS")
    assert as_csv(("node",), rows, synthetic=False) == "node\n'=X\n"
