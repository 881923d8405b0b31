from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.tests.io.bad_input import FRAMEWORK, REGISTRY
from ikp.errors import UsageError
from ikp.io import Guidance, read_data, write_template
from ikp.io.data import Data
from ikp.io.headings import Shape
from ikp.problems import Lang

UNITS = {unit.code: unit.short_name for unit in REGISTRY if unit.level == "regency"}


def fill(path: Path, cells: dict[str, object]) -> None:
    """Fill in cells as a person does, and save."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    for place, value in cells.items():
        sheet[place] = value
    book.save(path)


def read(path: Path, **options: Any) -> Data:
    return read_data(path, FRAMEWORK, **options)


@pytest.mark.extras
@pytest.mark.parametrize("lang", ["id", "en"])
def test_events_that_are_filled_in_are_read_back(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, FRAMEWORK, UNITS, lang=lang)
    assert [each.code for each in read(path).problems] == ["file-no-rows"]
    violence = {"id": "I01 – Kekerasan", "en": "I01 – Violence"}[lang]
    nil = {"id": "nihil", "en": "nil"}[lang]
    fill(path, {"A2": "11.10 – Kab. Aceh Singkil", "B2": violence, "C2": date(2021, 5, 1), "D2": 2, "E2": 3})
    fill(path, {"A3": "11.10 – Kab. Aceh Singkil", "B3": "I02", "F3": nil})
    fill(path, {"A4": "32.73", "B4": "I03", "C4": date(2021, 6, 1), "D4": 1, "E4": 4})
    data = read(path, registry=REGISTRY, level="regency")
    assert data.problems == ()
    table = data.require()
    assert table.units == ("11.10", "32.73")
    assert table.column("I01")[0] == 6
    assert table.column("I02")[0] == 0
    assert table.column("I03")[1] == 4


@pytest.mark.extras
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(("shape", "codes"), [("indicators", ("I01", "I02", "I03")), ("dimensions", ("SP", "KT"))])
def test_tables_that_are_filled_in_are_read_back(
    tmp_path: Path, shape: Shape, codes: tuple[str, ...], lang: Lang
) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, FRAMEWORK, UNITS, shape=shape, lang=lang)
    fill(path, {"C2": 1.5, "D2": "tidak berlaku", "C4": 88.95})
    data = read(path, registry=REGISTRY, level="regency")
    assert data.problems == ()
    assert data.shape == shape
    table = data.require()
    assert table.units == tuple(UNITS)
    assert table.codes == codes
    assert table.values[[0, 2], 0].tolist() == [1.5, 88.95]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("shape", ["events", "indicators", "dimensions"])
def test_templates_in_csv(tmp_path: Path, shape: Shape, lang: Lang) -> None:
    path = tmp_path / "t.csv"
    write_template(path, FRAMEWORK, UNITS, shape=shape, lang=lang)
    data = read(path, registry=REGISTRY, level="regency")
    assert data.shape == shape
    if shape == "events":
        assert [each.code for each in data.problems] == ["file-no-rows"]
    else:
        assert data.require().units == tuple(UNITS)
        assert data.require().has_missing


@pytest.mark.extras
def test_the_workbook_guides_and_guards(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "t.xlsx"
    write_template(path, FRAMEWORK, UNITS, lang="id", grades=(1, 5))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["data", "indikator", "daerah", "petunjuk"]
    sheet: Any = book["data"]
    assert [cell.value for cell in sheet[1]][:6] == [
        "daerah",
        "indikator",
        "tanggal",
        "jumlah",
        "tingkat",
        "pernyataan",
    ]
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked
    assert sheet.column_dimensions["A"].number_format == "@"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {
        "A2:A5001": "'daerah'!$A$2:$A$6",
        "B2:B5001": "'indikator'!$A$2:$A$4",
        "D2:D5001": "0",
        "E2:E5001": '"1,2,3,4,5"',
        "F2:F5001": '"nihil,tidak ada data,tidak berlaku"',
    }
    indicators: Any = book["indikator"]
    assert [cell.value for cell in indicators[2]] == ["I01 – Kekerasan", "I01", "Kekerasan", "Konteks", ""]
    units: Any = book["daerah"]
    assert units["A2"].value == "11.01 – Kab. Aceh Selatan"
    assert "1 sampai 5" in " ".join(str(row[0].value) for row in book["petunjuk"].rows)


@pytest.mark.extras
def test_guidance_stands_on_a_sheet_of_its_own_and_does_not_disturb_reading(tmp_path: Path) -> None:
    import openpyxl

    guidance = Guidance("rubrik", ("indikator", "kode", "tingkat"), [("I01 – Kekerasan", "I01", "Berat")], "Dari kami.")
    path = tmp_path / "t.xlsx"
    write_template(path, FRAMEWORK, UNITS, guidance=guidance)
    book: Any = openpyxl.load_workbook(path)
    assert book.sheetnames == ["data", "indikator", "daerah", "petunjuk", "rubrik"]
    assert [[cell.value for cell in row] for row in book["rubrik"].rows] == [
        ["indikator", "kode", "tingkat"],
        ["I01 – Kekerasan", "I01", "Berat"],
    ]
    assert book["rubrik"].protection.sheet
    assert [row[0].value for row in book["petunjuk"].rows][-1] == "Dari kami."
    fill(path, {"A2": "32.73", "B2": "I03", "C2": date(2021, 6, 1), "D2": 1, "E2": 4})
    assert read(path, registry=REGISTRY, level="regency").require().column("I03").tolist() == [4]


@pytest.mark.extras
def test_only_events_are_graded(tmp_path: Path) -> None:
    import openpyxl

    guidance = Guidance("rubrik", ("indikator",), [("I01",)], "Dari kami.")
    path = tmp_path / "t.xlsx"
    write_template(path, FRAMEWORK, UNITS, shape="indicators", guidance=guidance)
    assert openpyxl.load_workbook(path).sheetnames == ["data", "indikator", "daerah", "petunjuk"]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ends in \.ods"):
        write_template(tmp_path / "t.ods", FRAMEWORK, UNITS)
    assert list(tmp_path.iterdir()) == []
