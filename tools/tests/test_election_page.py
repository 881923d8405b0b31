"""Sizes of an election day, worked by hand from round costs."""

import json
from pathlib import Path

import pytest

from tools.election_page import NATION, Arrival, Costs, arrangement, costs_of, page, size_of

MEASURED = {
    "details": {
        "reports": {
            "single": {"reports": 1000, "server_cpu": 2.0, "database_cpu": 0.5, "rate": 400.0, "p95": 40.0},
            "batched": {"reports": 1000, "server_cpu": 0.1, "database_cpu": 0.05, "rate": 8000.0, "p95": 90.0},
        },
        "drain": {"cpu": 0.1, "reports": 1000},
        "limits": {"bytes": 400.0, "insert": 3000.0, "insert-100": 30000.0, "copy": 100000.0},
        "batch": 100,
    }
}


def test_the_nation_is_what_the_hand_computes() -> None:
    costs = costs_of(MEASURED)
    assert costs == Costs({"single": 0.002, "batched": 0.0001}, {"single": 0.0005, "batched": 0.00005}, 0.0001, 400.0)
    size = size_of(NATION, costs, Arrival(busiest_hour=0.5, busiest_minute=3.0, sent=1.0, busy=0.5))
    assert size.mean == pytest.approx(823_220 / 21_600)
    assert size.peak == pytest.approx(343.0, abs=0.1)  # 411,610 an hour, 114.3 a second, three times that
    assert size.server == {"single": 2, "batched": 1}  # 343 · 0.002 / 0.5 = 1.37
    assert size.database == {"single": 1, "batched": 1}
    assert size.gigabytes == pytest.approx(0.329288)


def test_more_stations_ask_for_another_arrangement_and_never_for_fewer_cores() -> None:
    costs = Costs({"single": 0.01}, {"single": 0.01}, 0.001, 400.0)
    sizes = [size_of(stations, costs) for stations in (20_000, 823_220, 8_000_000)]
    cores = [size.server["single"] for size in sizes]
    assert cores == sorted(cores)
    assert [arrangement(size, "single").split(":")[0].split()[0] for size in sizes] == ["one", "web", "divided"]


def test_the_page_says_what_is_assumed_and_that_nothing_is_measured_yet(tmp_path: Path) -> None:
    assert "Nothing is measured yet" in page(tmp_path)
    kept = tmp_path / "benchmarks/results/election-day.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"election-day": MEASURED, "machine": {"cores": 2, "cpu": "made up"}}))
    told = page(tmp_path)
    assert "*assumed*" in told
    assert "| 823,220 | single | 38.1 |" in told
    assert "| batched | 8000 | 90 | 100 | 50 | 6667 |" in told
