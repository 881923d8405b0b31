"""Alarms in worlds whose truth is known: a small version of `benchmarks.operating`, which keeps the whole one."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from benchmarks.operating import LEVEL, METHODS, SIZES, operate, summary
from benchmarks.operating_page import BEGIN, END, write_page

WORLDS = 4
FAST = {name: METHODS[name] for name in ("z-score", "EARS C2", "CUSUM", "shrunk")}


@pytest.fixture(scope="module", params=["provinces", "districts"])
def rows(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    return {row["method"]: row for row in summary(list(operate(WORLDS, request.param, FAST)))}


def test_shrunken_rates_and_cusum_keep_their_level_and_plain_z_scores_do_not(rows: dict[str, dict[str, Any]]) -> None:
    assert 0.2 * LEVEL < rows["shrunk"]["false_alarms"] <= 1.3 * LEVEL
    assert 0 < rows["CUSUM"]["false_alarms"] <= 1.3 * LEVEL
    # The level of a stage of the election is nothing unusual, but no z-score over all weeks knows that.
    assert rows["z-score"]["false_alarms"] > 4 * LEVEL
    assert rows["EARS C2"]["false_alarms"] > 4 * LEVEL


def test_larger_outbreaks_are_found_more_often_and_chance_finds_few(rows: dict[str, dict[str, Any]]) -> None:
    for name in ("shrunk", "CUSUM"):
        found = [rows[name]["as_set"][f"{size:g}"]["found"] for size in (0.0, *SIZES)]
        assert found[0] < 0.15
        assert found[-1] > 0.6
        assert found[-1] > found[1] + 0.3


def test_at_one_real_rate_shrunken_rates_find_more_than_z_scores(rows: dict[str, dict[str, Any]]) -> None:
    for row in rows.values():
        assert row["real_rate"] <= LEVEL
    shrunk, plain = (
        np.mean([rows[name]["at_rate"][f"{s:g}"]["found"] for s in SIZES]) for name in ("shrunk", "z-score")
    )
    assert shrunk > plain + 0.05


@pytest.mark.slow
def test_every_method_watches_a_world_and_the_page_is_made(tmp_path: Path) -> None:
    found = summary(list(operate(1, "districts")))
    assert [row["method"] for row in found] == list(METHODS)
    assert 0 < next(row for row in found if row["method"] == "Farrington flexible")["false_alarms"] < 0.1
    kept = {"worlds": 1, "seed": 2026, "level": LEVEL, "window": 6, "kinds": {"districts": found}}
    page = tmp_path / "alarms.md"
    page.write_text(f"# Alarms\n\n{BEGIN}\nold\n{END}\n\nRest.\n", encoding="utf-8")
    write_page(kept, tmp_path)
    text = page.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.endswith("Rest.\n")
    assert all(f"| {name} | " in text for name in METHODS)
    figure = ElementTree.fromstring((tmp_path / "alarms-found.svg").read_text(encoding="utf-8"))  # noqa: S314
    lines = figure.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2 * len(METHODS)
