"""Made-up events, and the whole road on them."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_the_road_from_made_up_events_to_an_explanation(call: Any, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"events.{suffix}"
    made = call("demo-data", "--level", "province", "--seed", "7", "-o", path)
    assert made.code == 0
    assert "SINTETIS" in made.err
    checked = call("check", path, "-e", "2024", "-l", "province", "--json")
    assert checked.code == 0
    assert checked.json["errors"] == 0
    computed = call("compute", path, "-e", "2024", "-l", "province", "--json").json
    assert computed["synthetic"]
    assert computed["counts"]["absent"] == 0
    first = computed["rows"][0]
    explained = call("explain", first["unit"], "-e", "2024", "--data", path, "--json").json
    assert explained["score"] == first["score"]
    assert explained["rank"] == 1


def test_the_same_seed_gives_the_same_file(call: Any, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    for path, seed in zip(paths, (1, 1, 2), strict=True):
        call("demo-data", "--province", "15", "--level", "regency", "--seed", seed, "-o", path)
    a, b, c = (path.read_bytes() for path in paths)
    assert a == b != c


def test_every_row_says_sintetis_and_lies_in_the_event_period(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    call("demo-data", "--province", "15", "--level", "regency", "-o", path)
    lines = path.read_text().splitlines()
    assert all("SINTETIS" in line for line in lines[1:])
    assert {line[:2] for line in lines[1:]} == {"15"}
    ran = call("check", path, "-e", "2024", "-l", "regency", "--json").json
    assert ran["warnings"] == 0
