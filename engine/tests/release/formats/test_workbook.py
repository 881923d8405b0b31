"""A workbook that a person can work with, and that holds what the release holds."""

import zipfile
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest

from engine.tests.release.formats.typed import example, small
from ikp.problems import Lang
from ikp.release.formats import COLUMNS, Figures, figures_of
from ikp.release.formats.workbook import as_xlsx, sheet_names

pytestmark = pytest.mark.extras

#: Sixteen significant digits: what a spreadsheet keeps.
DIGITS = 5e-16


EXAMPLE, SMALL = example(), figures_of(small())


@cache
def written(lang: Lang) -> bytes:
    """Write the example once a language: it takes a second."""
    return as_xlsx(EXAMPLE, lang)


def opened(figures: Figures, lang: Lang = "id") -> Any:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(written(lang) if figures is EXAMPLE else as_xlsx(figures, lang)))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("figures", [EXAMPLE, SMALL], ids=["example", "small"])
def test_every_figure_is_read_back_to_sixteen_digits(figures: Figures) -> None:
    book = opened(figures)
    for level in figures.frameworks:
        word = {"province": "Provinsi", "regency": "Kabupaten-kota"}[level]
        head, *found = rows(book[f"{word} – semua simpul"])
        assert head == tuple(column.name for column in COLUMNS[2:])
        wanted = [row[2:] for row in figures.rows if row[:2] == (level, "own")]
        assert len(found) == len(wanted)
        for cells, row in zip(found, wanted, strict=True):
            for cell, value in zip(cells, row, strict=True):
                if isinstance(value, float):
                    assert cell == pytest.approx(value, rel=DIGITS, abs=0)
                else:
                    assert (cell or "") == (value or "")
    for name, table in figures.tables.items():
        head, *found = rows(book[name.replace("results/", "").replace("/", "-")])
        assert head == table.headings
        assert [[cell or "" for cell in row] for row in found] == [[cell or "" for cell in row] for row in table.rows]


def test_the_sheet_of_a_level_has_a_row_a_unit_with_the_second_reading() -> None:
    book = opened(SMALL)
    head, *found = rows(book["Provinsi"])
    told = dict(zip(head, found[0], strict=True))
    assert (told["unit"], told["name"], told["category mean"]) == ("91", "Satu", "rendah")
    assert told["score mean"] == pytest.approx(1 / 3)
    assert isinstance(told["score A"], (int, float))
    assert [row[1] for row in found] == ["Satu", "=Dua", "Tiga"]  # a text, and no formula
    assert book["Provinsi"]["B3"].data_type == "s"


@pytest.mark.parametrize(("lang", "figures"), [("id", EXAMPLE), ("en", SMALL)])
def test_typed_formatted_frozen_marked_and_explained(lang: Lang, figures: Figures) -> None:
    book = opened(figures, lang)
    assert book.sheetnames == sheet_names(figures, lang)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert "SINTETIS" in sheet.oddHeader.left.text
    about, columns = book.worksheets[0], book.worksheets[-1]
    words = [str(cell) for row in rows(about) for cell in row if cell]
    assert {"SINTETIS", figures.digest, figures.name} <= set(words)
    assert figures.method.splitlines()[0] in words
    level = book.worksheets[1]
    places = {cell.value: cell.column for cell in level[1]}
    shown = {
        name: level.cell(2, places[name]).number_format for name in ("unit", "score IKP", "rank IKP", "coverage IKP")
    }
    assert shown == {"unit": "@", "score IKP": "0.00", "rank IKP": "0", "coverage IKP": "0%"}
    assert level.cell(2, places["unit"]).value in {"15", "91"}  # a text
    told = {(row[0], row[1]): row[2] for row in rows(columns)[1:]}
    for sheet in book.worksheets[1:-1]:
        for cell in sheet[1]:
            assert told[sheet.title, cell.value], (sheet.title, cell.value)


def test_the_zip_is_whole_the_same_each_time_and_every_part_is_xml() -> None:
    body = written("id")
    assert body == as_xlsx(EXAMPLE)
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        for name in names:
            ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own
        kinds = ElementTree.fromstring(archive.read("[Content_Types].xml"))  # noqa: S314
    listed = {each.attrib["PartName"].lstrip("/") for each in kinds if "PartName" in each.attrib}
    assert listed <= names
    assert len([name for name in names if name.startswith("xl/worksheets/sheet")]) == len(sheet_names(EXAMPLE, "id"))
