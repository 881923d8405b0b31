from datetime import date, datetime
from pathlib import Path

import pytest

from ikp.errors import DataError, UsageError
from ikp.io import parquetfile
from ikp.io.parquetfile import ParquetSource
from ikp.io.report import Report

pytestmark = pytest.mark.extras


def test_columns_keep_their_kind(tmp_path: Path) -> None:
    import polars as pl

    path = tmp_path / "d.parquet"
    noon = datetime(2021, 5, 1, 12)  # noqa: DTZ001 - the file has no time zones
    pl.DataFrame(
        {
            "unit": ["11.10", None],
            "whole": [1, None],
            "half": [0.5, float("nan")],
            "day": [date(2021, 5, 1), None],
            "noon": [noon, None],
            "kind": pl.Series(["x", "y"], dtype=pl.Categorical),
            "flag": [True, False],
        }
    ).write_parquet(path)
    source = ParquetSource(path)
    (chunk,) = source.chunks(Report("d"), frozenset({0}))
    assert source.headings == ("unit", "whole", "half", "day", "noon", "kind", "flag")
    assert chunk.lines.tolist() == [1, 2]
    assert list(map(list, chunk.columns)) == [
        ["11.10", None],
        [1, None],
        [0.5, "NaN"],
        [date(2021, 5, 1), None],
        [noon, None],
        ["x", "y"],
        ["true", "false"],
    ]
    (chunk,) = source.chunks(Report("d"), frozenset({1, 2}))
    assert list(chunk.columns[1]) == ["1", None]
    assert list(chunk.columns[2]) == [0.5, None]


def test_slices_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import polars as pl

    monkeypatch.setattr(parquetfile, "_ROWS", 3)
    path = tmp_path / "d.parquet"
    pl.DataFrame({"unit": [str(i) for i in range(8)]}).write_parquet(path)
    chunks = list(ParquetSource(path).chunks(Report("d"), frozenset({0})))
    assert [chunk.lines.tolist() for chunk in chunks] == [[1, 2, 3], [4, 5, 6], [7, 8]]
    assert [cell for chunk in chunks for cell in chunk.columns[0]] == [str(i) for i in range(8)]


def test_what_is_no_parquet(tmp_path: Path) -> None:
    path = tmp_path / "d.parquet"
    path.write_bytes(b"")
    with pytest.raises(DataError, match="The file is empty"):
        ParquetSource(path)
    for content in (b"unit,I01\n", b"PAR1", b"PAR1 PAR1", b"PAR1" + bytes(100)):
        path.write_bytes(content)
        with pytest.raises(DataError, match="not a whole Parquet file"):
            ParquetSource(path)
    with pytest.raises(UsageError, match="There is no file"):
        ParquetSource(tmp_path / "none.parquet")
