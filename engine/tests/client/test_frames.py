"""Rows as tables of polars and of pandas."""

from typing import Any

import pytest

from ikp.client.frames import framed

pytestmark = pytest.mark.extras
COLUMNS = {"unit": "string", "score": "number", "rank": "integer", "known": "boolean", "interval_low": "number"}
ROWS: list[dict[str, Any]] = [
    {"unit": "15", "score": 1, "rank": 2, "known": True, "interval": {"low": 0.5, "chances": {"tinggi": 0.25}}},
    {"unit": "17", "score": None, "rank": None, "known": None, "interval": None},
]


def test_polars_has_a_type_for_each_column_and_null_for_what_is_missing() -> None:
    import polars as pl

    table = framed(ROWS, COLUMNS, "polars")
    assert table.schema == pl.Schema(
        {
            "unit": pl.String,
            "score": pl.Float64,
            "rank": pl.Int64,
            "known": pl.Boolean,
            "interval_low": pl.Float64,
            "interval_chances_tinggi": pl.Float64,
        }
    )
    assert table["score"].to_list() == [1.0, None]
    assert table["interval_low"].to_list() == [0.5, None]


def test_nothing_found_has_the_same_columns() -> None:
    assert framed([], COLUMNS, "polars").schema == framed(ROWS[1:], COLUMNS, "polars").schema
    assert list(framed([], COLUMNS, "pandas").columns) == list(COLUMNS)


def test_pandas_has_nan_for_a_missing_number() -> None:
    pytest.importorskip("pandas")
    table = framed(ROWS, COLUMNS, "pandas")
    assert str(table["score"].dtype) == "float64"
    assert table["score"].isna().tolist() == [False, True]
    assert (str(table["rank"].dtype), str(table["known"].dtype)) == ("Int64", "boolean")
