import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.tests.io.bad_input import FRAMEWORK
from ikp.computing import compute
from ikp.errors import UsageError
from ikp.io import read_data, read_framework, read_recipe, write_results
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise, NormaliseRule, Weight
from ikp.result import IndexResult
from ikp.table import IndicatorTable

RECIPE = Recipe(
    [
        Normalise(default=NormaliseRule(to=(0.0, 100.0))),
        Weight(),
        Aggregate(default=AggregateRule(min_coverage=0.6)),
        Categorise(default=CategoryRule(method="cutoffs", cutoffs=(30.0, 60.0))),
    ]
)
#: By hand: min-max of each column to 0-100, means within SP and over the dimensions.
#: A: SP (0+0)/2=0, KT 100 -> 50; B: SP (50+100)/2=75, KT 0 -> 37.5; C: SP (100+50)/2=75, KT 50 -> 62.5.
VALUES = [[1.0, 2.0, 30.0], [2.0, 4.0, 10.0], [3.0, 3.0, 20.0]]


def result(values: object = VALUES, **options: Any) -> IndexResult:
    options = {"names": ["Aceh", "=Bali", "Kota C"]} | options
    return compute(
        IndicatorTable(["11", "+51", "13"], FRAMEWORK.indicators, np.array(values), **options), FRAMEWORK, RECIPE
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_results_by_hand(tmp_path: Path) -> None:
    files = write_results(result(), tmp_path / "OUT")
    assert [file.name for file in files] == ["results.csv", "contributions.csv", "run.json"]
    head = (tmp_path / "OUT/results.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == "unit,name,score,rank,category,coverage,SP,KT"
    found = rows(tmp_path / "OUT/results.csv")
    assert [row["unit"] for row in found] == ["11", "'+51", "13"]
    assert [row["name"] for row in found] == ["Aceh", "'=Bali", "Kota C"]
    assert [float(row["score"]) for row in found] == [50, 37.5, 62.5]
    assert [row["rank"] for row in found] == ["2", "3", "1"]
    assert [row["category"] for row in found] == ["sedang", "sedang", "tinggi"]
    assert [float(row["SP"]) for row in found] == [0, 75, 75]


def test_contributions_by_hand(tmp_path: Path) -> None:
    write_results(result(), tmp_path / "OUT")
    found = {(row["unit"], row["node"]): row for row in rows(tmp_path / "OUT/contributions.csv")}
    assert len(found) == 3 * 5
    row = found["13", "I01"]
    assert row["parent"] == "SP"
    assert float(row["contribution_to_parent"]) == 50
    assert float(row["contribution_to_index"]) == 25
    assert float(row["score"]) == 100
    for unit, score in (("11", 50), ("'+51", 37.5), ("13", 62.5)):
        for cut in (("SP", "KT"), ("I01", "I02", "I03")):
            assert sum(float(found[unit, code]["contribution_to_index"]) for code in cut) == pytest.approx(score)


def test_the_run_can_be_done_again(tmp_path: Path) -> None:
    first = result()
    write_results(first, tmp_path / "OUT", run={"seed": 7, "options": {"edition": "2024"}, "created": "2026-01-01"})
    run = json.loads((tmp_path / "OUT/run.json").read_text(encoding="utf-8"))
    assert run["digests"] == dict(first.digests)
    assert (run["seed"], run["options"], run["created"]) == (7, {"edition": "2024"}, "2026-01-01")
    assert run["synthetic"] is False
    for name, digest in run["files"].items():
        assert hashlib.sha256((tmp_path / "OUT" / name).read_bytes()).hexdigest() == digest
    framework, recipe = read_framework(tmp_path / "OUT/run.json"), read_recipe(tmp_path / "OUT/run.json")
    again = compute(first.table, framework, recipe)
    assert dict(again.digests) == dict(first.digests)
    np.testing.assert_array_equal(again.score(), first.score())


def test_missing_scores_are_empty_and_have_a_reason(tmp_path: Path) -> None:
    values = [[1.0, 2.0, np.nan], [2.0, 4.0, 10.0], [3.0, 3.0, 20.0]]
    write_results(result(values), tmp_path / "OUT")
    first, second, _ = rows(tmp_path / "OUT/results.csv")
    assert (first["score"], first["rank"], first["category"], first["KT"]) == ("", "", "", "")
    assert first["reason"] in ("low_coverage", "not_reported")
    assert float(first["coverage"]) == 0.5
    assert second["reason"] == ""


def test_made_up_data_say_so_in_every_row_of_every_file(tmp_path: Path) -> None:
    write_results(result(synthetic=True), tmp_path / "OUT")
    for name in ("results.csv", "contributions.csv"):
        assert {row["label"] for row in rows(tmp_path / "OUT" / name)} == {"SINTETIS"}
    run = json.loads((tmp_path / "OUT/run.json").read_text(encoding="utf-8"))
    assert (run["synthetic"], run["label"]) == (True, "SINTETIS")


def test_results_can_be_read_as_scores_of_dimensions(tmp_path: Path) -> None:
    write_results(result(synthetic=True), tmp_path / "OUT")
    data = read_data(tmp_path / "OUT/results.csv", FRAMEWORK)
    assert data.problems == ()
    assert data.shape == "dimensions"
    assert data.require().units == ("11", "+51", "13")
    assert data.synthetic


def test_a_panel_names_its_periods(tmp_path: Path) -> None:
    table = IndicatorTable(["11", "11"], FRAMEWORK.indicators, VALUES[:2], periods=["2019", "2024"])
    write_results(compute(table, FRAMEWORK, RECIPE), tmp_path / "OUT", names={"11": "Aceh"})
    assert [(row["unit"], row["period"], row["name"]) for row in rows(tmp_path / "OUT/results.csv")] == [
        ("11", "2019", "Aceh"),
        ("11", "2024", "Aceh"),
    ]
    assert rows(tmp_path / "OUT/contributions.csv")[-1]["period"] == "2024"


def test_an_earlier_run_is_replaced_whole(tmp_path: Path) -> None:
    write_results(result(), tmp_path / "OUT", extra={"report.html": "<p>satu</p>", "chart.png": b"PNG"})
    assert (tmp_path / "OUT/report.html").read_text(encoding="utf-8") == "<p>satu</p>"
    write_results(result(), tmp_path / "OUT")
    assert sorted(file.name for file in (tmp_path / "OUT").iterdir()) == [
        "contributions.csv",
        "results.csv",
        "run.json",
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["OUT"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("thesis.docx", "years of work", "was not written by ikp"),
        ("run.json", "{}", "was not written by ikp"),
        ("run.json", "no json", "was not written by ikp"),
        ("run.json", '{"kind": "ikp-run"}', "was not written by ikp"),
        ("run.json", "[1]", "was not written by ikp"),
    ],
)
def test_what_is_not_ours_is_left_alone(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / "OUT").mkdir()
    (tmp_path / "OUT" / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        write_results(result(), tmp_path / "OUT")
    assert (tmp_path / "OUT" / name).read_text(encoding="utf-8") == content


def test_a_file_beside_ours_is_left_alone(tmp_path: Path) -> None:
    write_results(result(), tmp_path / "OUT")
    (tmp_path / "OUT/notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"files that ikp did not write: notes\.txt"):
        write_results(result(), tmp_path / "OUT")
    assert (tmp_path / "OUT/notes.txt").exists()
    assert (tmp_path / "OUT/results.csv").exists()
