import sys
from pathlib import Path

import pytest

from ikp.errors import UsageError
from ikp.io.csvfile import CsvSource
from ikp.io.opening import open_source


def test_the_ending_says_the_kind(tmp_path: Path) -> None:
    for name in ("d.csv", "D.CSV", "d.tsv", "d.txt"):
        (tmp_path / name).write_text("unit\tI01\nA\t1\n", encoding="utf-8")
        assert isinstance(open_source(tmp_path / name), CsvSource)


def test_other_endings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "d.docx").write_bytes(b"PK")
    with pytest.raises(UsageError, match=r"ends in \.docx"):
        open_source(tmp_path / "d.docx")
    with pytest.raises(UsageError, match="There is no file"):
        open_source(tmp_path / "none.docx")
    with pytest.raises(UsageError, match="is a folder"):
        open_source(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "package"), [("d.xlsx", b"PK", "openpyxl"), ("d.parquet", b"PAR1PAR1", "polars")]
)
def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)  # what an environment without the package does
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=f"need the package {package}, which is not installed"):
        open_source(tmp_path / name)
