"""Projections in worlds whose truth is known: a small version of `benchmarks.forecasting`, which keeps it whole."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.forecasting import BASELINES, BEGIN, END, KINDS, STACK, forecast, summary, write_table

WORLDS = 2


@pytest.fixture(scope="module", params=sorted(KINDS))
def found(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"kind": request.param, **summary([forecast(request.param, world, 7) for world in range(WORLDS)])}


def test_the_stack_is_calibrated_and_holds_what_its_intervals_promise(found: dict[str, Any]) -> None:
    assert found["inside"] > 0.6
    assert 0.86 < found["coverage"][0] < 0.985


def test_the_stack_beats_every_baseline(found: dict[str, Any]) -> None:
    assert found["best_baseline_beaten"] == 1.0
    assert min(found["scores"], key=lambda name: found["scores"][name]) not in BASELINES
    assert found["scores"][STACK] < 0.97 * min(found["scores"][name] for name in ("persistence", "climatology"))


def test_the_table_goes_where_the_page_wants_it(found: dict[str, Any], tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    write_table({"kinds": {found["kind"]: found}}, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before")
    assert text.endswith("after\n")
    assert "old" not in text
    assert f"| {WORLDS} of {found['kind']} |" in text
