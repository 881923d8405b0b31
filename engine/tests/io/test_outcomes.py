"""Files of an outcome."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, counts, table
from ikp import IndicatorTable
from ikp.errors import UsageError
from ikp.io import outcome_rows, read_state, write_outcome
from ikp.uncertainty import Gaps, Perturbations, Weights, propagate

VARY = Perturbations([Weights()])


def test_rows_are_in_the_order_of_the_table_with_nothing_rounded(tmp_path: Path) -> None:
    outcome = propagate(counts(), FRAMEWORK, RECIPE, VARY, 200, at=(0.025, 0.5, 0.975))
    files = write_outcome(outcome, tmp_path / "out", run={"level": "x"})
    assert [file.name for file in files] == ["uncertainty.csv", "uncertainty.json"]
    with files[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["unit"] for row in rows] == list(outcome.units)
    assert list(rows[0])[3:7] == ["score_mean", "score_p02.5", "score_p50", "score_p97.5"]
    assert [float(row["score_mean"]) for row in rows] == outcome.mean.tolist()
    assert [float(row["rank_p97.5"]) for row in rows] == outcome.rank_quantiles[2].tolist()
    told = json.loads(files[1].read_text())
    assert told["level"] == "x"
    assert told["largest_error"] == {"score": 0.0, "rank": 0.0}


def test_what_is_not_known_is_an_empty_cell_and_is_counted(tmp_path: Path) -> None:
    values = counts().values.copy()
    values[3] = np.nan
    outcome = propagate(table(values), FRAMEWORK, RECIPE, VARY, 20)
    row = list(outcome_rows(outcome))[3]
    assert [name for name, value in row.items() if value is not None] == ["unit", "name"]
    write_outcome(outcome, tmp_path / "out")
    assert json.loads((tmp_path / "out" / "uncertainty.json").read_text())["not_scored"] == {"u03": 1.0}
    assert "u03,u03 (SINTETIS),,,,,,,,,,,,," in (tmp_path / "out" / "uncertainty.csv").read_text()


def test_a_panel_has_a_row_per_unit_and_period() -> None:
    data = counts()
    panel = IndicatorTable([f"u{i % 6}" for i in range(12)], data.codes, data.values, periods=[2019] * 6 + [2024] * 6)
    rows = list(outcome_rows(propagate(panel, FRAMEWORK, RECIPE, VARY, 20)))
    assert [(row["unit"], row["period"]) for row in rows[5:7]] == [("u5", "2019"), ("u0", "2024")]
    assert "SINTETIS" not in rows[0]["name"]


def test_names_that_a_spreadsheet_would_compute_are_made_harmless(tmp_path: Path) -> None:
    data = counts()
    named = IndicatorTable(data.units, data.codes, data.values, names=["=1+1", *data.units[1:]])
    write_outcome(propagate(named, FRAMEWORK, RECIPE, VARY, 5), tmp_path / "out")
    assert "u00,'=1+1," in (tmp_path / "out" / "uncertainty.csv").read_text()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    outcome = propagate(counts(), FRAMEWORK, RECIPE, Perturbations([Gaps()]), 5)
    with pytest.raises(UsageError, match="not written by ikp"):
        write_outcome(outcome, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_state_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no stopped run"):
        read_state(tmp_path)
    for content in (b"", b"not a zip", b"PK\x03\x04 broken"):
        (tmp_path / "state.npz").write_bytes(content)
        with pytest.raises(UsageError, match="not what a stopped run"):
            read_state(tmp_path)
    np.savez(tmp_path / "state.npz", other=np.zeros(3))
    with pytest.raises(UsageError, match="not what a stopped run"):
        read_state(tmp_path / "state.npz")
