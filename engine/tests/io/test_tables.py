from pathlib import Path

import pytest

from ikp.errors import DataError
from ikp.io import read_rows
from ikp.io.csvfile import CsvSource
from ikp.io.report import Report
from ikp.io.tables import rows_of


def test_rows_are_mappings(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('code,name\n11,Aceh\n\n12,"Sumatera, Utara"\n', encoding="utf-8")
    assert read_rows(path) == [{"code": "11", "name": "Aceh"}, {"code": "12", "name": "Sumatera, Utara"}]
    source = CsvSource(path)
    assert list(rows_of(source, Report("t.csv"))) == [(2, ("11", "Aceh")), (4, ("12", "Sumatera, Utara"))]


def test_a_broken_row_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("code,name\n11\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2: The row has 1 cells; the heading has 2"):
        read_rows(path)
