"""Polling stations by area, on the command line."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ikp.editions.stations import tps_rawan
from ikp.io.stations import write_demo_stations
from ikp.testing import demo_stations

pytestmark = pytest.mark.extras


def test_stations_are_counted_by_regency(call: Any, tmp_path: Path) -> None:
    counts = {code: count // 1000 for code, count in tps_rawan().counts.items()}
    codes, answers = demo_stations(counts, ["11.01", "12.02"], 300, np.random.default_rng(1))
    write_demo_stations(tmp_path / "data", codes, list(counts), answers)
    ran = call("rollup", tmp_path / "data", "--area", "regency", "-o", tmp_path / "r.csv")
    assert ran.code == 0
    assert "SINTETIS" in ran.out
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["unit"] for row in rows} == {"11.01", "12.02"}
    assert {row["label"] for row in rows} == {"SINTETIS"}
    for code, count in counts.items():
        assert sum(int(row["yes"]) for row in rows if row["indicator"] == code) == count


def test_stations_are_scored_and_said_to_be_ours(call: Any, tmp_path: Path) -> None:
    counts = {code: count // 1000 for code, count in tps_rawan().counts.items()}
    codes, answers = demo_stations(counts, ["11.01", "12.02"], 300, np.random.default_rng(1))
    data = tmp_path / "stations.csv"
    rows = [f"{code},{','.join(map(str, row))},SINTETIS" for code, row in zip(codes, answers.tolist(), strict=True)]
    data.write_text("\n".join([f"station,{','.join(counts)},label", *rows]), encoding="utf-8")
    ran = call("compute", data, "--edition", "tps-rawan-2024", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert "SINTETIS" in ran.out
    assert "assumed" in (tmp_path / "out" / "run.json").read_text(encoding="utf-8")
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["unit"]: float(row["score"]) for row in csv.DictReader(file)}
    assert len(scores) == 300
    most = dict(zip(codes, answers.sum(axis=1).tolist(), strict=True))
    assert {most[unit] for unit, score in scores.items() if score == 0} == {0}
    ran = call("uncertainty", data, "--edition", "tps-rawan-2024", "--replicates", "50", "-o", tmp_path / "unsure")
    assert ran.code == 0, ran.err
    assert call("compute", data, "--edition", "tps-rawan-2024", "--level", "province").code == 2


def test_no_stations_is_a_sentence(call: Any, tmp_path: Path) -> None:
    ran = call("rollup", tmp_path)
    assert ran.code == 2
    assert "Parquet" in ran.err
