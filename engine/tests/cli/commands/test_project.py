"""Projections on the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from engine.tests.cli.test_projecting import counts

pytestmark = pytest.mark.extras


def test_editions_with_baselines_and_warnings(call: Any) -> None:
    ran = call("project", "2019:2024", "--model", "ordinal", "--draws", "20", "--json")
    assert ran.code == 0, ran.err
    found = ran.json
    assert found["evidence"] == "units"
    assert {"forecast-one-transition", "forecast-incomparable"} <= {each["code"] for each in found["problems"]}
    assert found["baselines"] == ["persistence", "climatology", "province"]
    assert len(found["rows"]) == 34
    for row in found["rows"]:
        assert sum(row[f"p_{label}"] for label in found["labels"]) == pytest.approx(1.0)
        assert row["low_tinggi"] <= row["p_tinggi"] <= row["high_tinggi"]
        assert sum(row[f"persistence_p_{label}"] for label in found["labels"]) == pytest.approx(1.0)
    assert sum(found["weights"].values()) == pytest.approx(1.0)


def test_the_table_says_what_it_rests_on(call: Any) -> None:
    ran = call("project", "2019:2024", "-m", "ordinal", "--draws", "10", columns=140)
    text = " ".join(ran.out.split())
    assert "not on any later period" in text
    assert "persistence" in text
    assert "no verdict on a unit" in text
    assert "Do not call these probabilities validated" in " ".join(ran.err.split())
    assert "Jangan sebut" in " ".join(
        call("project", "2019:2024", "-m", "ordinal", "--draws", "10", lang="id").err.split()
    )


def test_counts_with_intervals(call: Any, tmp_path: Path) -> None:
    path = counts(tmp_path / "c.csv")
    ran = call("project", path, "--ahead", "2", "-m", "negative-binomial", "--draws", "10", "--csv")
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert len(rows) == 4
    assert {row["target"] for row in rows} == {"etik", "pidana"}
    assert all(float(row["low"]) <= float(row["q0.5"]) <= float(row["high"]) for row in rows)
    table = call("project", path, "-m", "negative-binomial", "--draws", "10", columns=140).out
    assert "SINTETIS" in table
    assert "1–2" in table


def test_mistakes_are_sentences(call: Any, tmp_path: Path) -> None:
    assert call("project", "2019:2024", "--model", "oracle").code == 2
    assert "oracle" in call("project", "2019:2024", "--model", "oracle").err
    ran = call("project", counts(tmp_path / "c.csv", stages=False))
    assert ran.code == 2
    assert "--weeks" in ran.err
    assert call("project", "2019:2024", "--probability", "90").code == 2
