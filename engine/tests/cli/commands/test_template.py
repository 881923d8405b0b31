"""Templates: empty sheets that can be filled in and read back."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.extras


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_sheet_for_the_regencies_of_a_province(call: Any, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "jambi.xlsx"
    ran = call("template", "-e", "2024", "-l", "regency", "--province", "15", "-o", path, lang=lang, columns=200)
    assert ran.code == 0
    assert ran.out == ""
    assert "11" in ran.err
    assert f"ikp check {path}" in ran.err
    book = openpyxl.load_workbook(path)
    text = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "15.71" in text
    assert "16.71" not in text


def test_a_filled_in_sheet_is_read_back(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    call("template", "-e", "2024", "-l", "province", "--shape", "dimensions", "-o", path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    headings = lines[0].split(",")
    filled = [",".join([line.split(",")[0], *(["50"] * 4)]) for line in lines[1:]]
    assert len(filled) == 34
    path.write_text("\n".join([",".join(["unit", *headings[-4:]]), *filled]))
    document = call("compute", path, "-e", "2024", "-l", "province", "--json").json
    assert {row["score"] for row in document["rows"]} == {50.0}


def test_any_framework_has_its_template(call: Any, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("code,parent\nX,\nA,X\nB,X\n")
    ran = call("template", "--framework", tmp_path / "f.csv", "--shape", "indicators", "-o", tmp_path / "t.csv")
    assert ran.code == 0
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")[-2:] == ["A", "B"]


@pytest.mark.parametrize(
    "arguments",
    [["-o", "x.xlsx"], ["-e", "2024", "-o", "x.xlsx"], ["-e", "2024", "-l", "province", "-o", "x.doc"],
     ["-e", "2024", "--framework", "f.csv", "-o", "x.csv"], ["-e", "pilkada-2024", "-l", "province", "-o", "x.csv"]],
)  # fmt: skip
def test_wrong_use_ends_with_2(call: Any, arguments: list[str]) -> None:
    assert call("template", *arguments).code == 2
