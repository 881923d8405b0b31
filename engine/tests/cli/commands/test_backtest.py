"""Backtests on the command line."""

from pathlib import Path
from typing import Any

import pytest

from engine.tests.cli.test_projecting import counts

pytestmark = pytest.mark.extras


def test_three_editions_test_models_once(call: Any) -> None:
    ran = call("backtest", "2019:2024:pilkada-2024", "-m", "ordinal", "--json")
    assert ran.code == 0, ran.err
    found = ran.json
    assert found["origins"] == ["2024"]
    assert found["event"] == "tinggi"
    rows = {row["model"]: row for row in found["rows"]}
    assert set(rows) == {"persistence", "climatology", "province", "ordinal", "stacked"}
    assert all(row["n"] == 37 for row in rows.values())
    # One change of 37 provinces shows no skill of the model over the plain shares.
    assert rows["ordinal"]["skill_climatology_low"] < 0.0
    assert set(found["views"]) == {"score", "by_run", "by_step", "by_date"}
    assert found["coverage"]["n"] == 37
    assert sum(found["pit"]["histogram"]) == pytest.approx(10)
    assert len(found["pit"]["below"][0][0]) == len(found["pit"]["at"][0][0]) == 38
    assert len(found["reliability"]["forecast"]) == len(found["reliability"]["high"])
    parts = found["decomposition"]
    assert parts["score"] == pytest.approx(parts["miscalibration"] - parts["discrimination"] + parts["uncertainty"])


def test_two_editions_test_the_baselines(call: Any) -> None:
    ran = call("backtest", "2019:2024", columns=140)
    assert ran.code == 0
    assert "saying little about the models" in " ".join(ran.err.split())
    assert "ordinal" not in ran.out


def test_counts(call: Any, tmp_path: Path) -> None:
    ran = call("backtest", counts(tmp_path / "c.csv"), "-m", "negative-binomial", "--first", "2", columns=140)
    assert ran.code == 0, ran.err
    assert "SINTETIS" in ran.out
    assert "CRPS" in ran.out
    assert "PIT" in ran.out
    assert "2 putaran" in call("backtest", tmp_path / "c.csv", "-m", "negative-binomial", "--first", "2", lang="id").out


def test_one_edition_cannot_be_tested(call: Any) -> None:
    ran = call("backtest", "2024")
    assert ran.code == 2
    assert "history" in ran.err
