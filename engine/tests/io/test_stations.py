"""Stations in partitioned Parquet, rolled up; and what cannot be counted."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ikp.errors import DataError, UsageError
from ikp.io.stations import AREAS, roll_up, write_demo_stations
from ikp.testing import demo_stations

pytestmark = pytest.mark.extras

COUNTS = {"A1": 70, "A2": 0, "B1": 600}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    codes, answers = demo_stations(COUNTS, ["11.01", "11.02", "12.01"], 600, np.random.default_rng(3))
    write_demo_stations(tmp_path / "data", codes, list(COUNTS), answers)
    assert len(list((tmp_path / "data").rglob("*.parquet"))) == 2
    return tmp_path / "data"


def _write(path: Path, **columns: Any) -> Path:
    import polars as pl

    pl.DataFrame(columns).write_parquet(path)
    return path


def test_a_table_is_counted_as_its_file_is(folder: Path) -> None:
    import polars as pl

    table = pl.read_parquet(folder / "**/*.parquet", hive_partitioning=False)
    for area in AREAS:
        assert roll_up(table, list(COUNTS), area).equals(roll_up(folder, list(COUNTS), area))
    with pytest.raises(DataError, match="repeat a station"):
        roll_up(pl.concat([table, table]), list(COUNTS), "village")


def test_every_area_adds_up_to_the_country(folder: Path) -> None:
    units = {"country": 1, "province": 2, "regency": 3, "district": 6, "village": 60}
    for area in AREAS:
        found = roll_up(folder, list(COUNTS), area)
        assert len(found) == units[area] * len(COUNTS)
        for code, count in COUNTS.items():
            own = found.filter(found["indicator"] == code)
            assert (own["yes"].sum(), own["stations"].sum(), own["answered"].sum()) == (count, 600, 600)
    assert roll_up(folder, ["A1"], "country").row(0) == ("", "A1", 600, 600, 70, 70 / 600)
    assert roll_up(folder, ["A1"], "regency")["unit"].to_list() == ["11.01", "11.02", "12.01"]


def test_no_answer_is_neither_yes_nor_no(tmp_path: Path) -> None:
    codes = [f"11.01.01.2001.00{k}" for k in range(1, 5)]
    path = _write(tmp_path / "s.parquet", station=codes, A=[True, None, False, None], B=[None] * 4)
    assert roll_up(path, ["A", "B"], "village").rows() == [
        ("11.01.01.2001", "A", 4, 2, 1, 0.5),
        ("11.01.01.2001", "B", 4, 0, 0, None),
    ]


def test_what_cannot_be_counted_is_said(tmp_path: Path, folder: Path) -> None:
    good = "11.01.01.2001.001"
    with pytest.raises(UsageError, match=r"There is no Parquet file in .*nowhere"):
        roll_up(tmp_path / "nowhere", ["A"], "country")
    with pytest.raises(DataError, match="lack the columns C9"):
        roll_up(folder, ["A1", "C9"], "country")
    for columns, message in (
        ({"station": [good, "11.1"], "A": [1, 0]}, r"1 stations have a code of another form, as 11\.1\."),
        ({"station": [None, good], "A": [1, 0]}, "1 stations have a code of another form, as –"),
        ({"station": [good, good], "A": [1, 0]}, r"1 rows repeat a station, as 11\.01\.01\.2001\.001"),
        ({"station": [good], "A": [2]}, "A holds 1 answers that are neither yes nor no"),
        ({"station": [good], "A": ["ya"]}, "Parquet"),
    ):
        with pytest.raises(DataError, match=message):
            roll_up(_write(tmp_path / "bad.parquet", **columns), ["A"], "province")
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(DataError, match="Parquet"):
        roll_up(tmp_path / "torn.parquet", ["A"], "province")
