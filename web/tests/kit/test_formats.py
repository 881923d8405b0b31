import csv
import io
import json
import time
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ikpweb.kit.formats import safe, to_csv, to_document, to_geojson, to_json, to_xlsx

ROWS: list[dict[str, Any]] = [
    {"code": "15.71", "name": "Kota Jambi", "score": 12.5, "rank": 3, "sources": ["a", "b"], "day": date(2024, 8, 26)},
    {"code": "11.01", "name": '=HYPERLINK("x")', "score": None, "rank": 0, "sources": [], "day": None},
]
COLUMNS = ["code", "name", "score", "rank", "sources", "day"]


def test_csv_has_points_and_commas() -> None:
    text = to_csv(COLUMNS, ROWS).decode()
    assert text.splitlines()[:2] == ["code,name,score,rank,sources,day", "15.71,Kota Jambi,12.5,3,a | b,2024-08-26"]


def test_csv_for_indonesian_excel_has_mark_semicolons_and_decimal_commas() -> None:
    content = to_csv(COLUMNS, ROWS, indonesian=True, headings=["kode", "nama", "skor", "peringkat", "sumber", "hari"])
    assert content.startswith(b"\xef\xbb\xbfkode;nama;skor")
    assert content.decode("utf-8-sig").splitlines()[1] == "15.71;Kota Jambi;12,5;3;a | b;2024-08-26"


def test_missing_is_empty_and_zero_is_zero() -> None:
    row = next(csv.DictReader(io.StringIO(to_csv(COLUMNS, ROWS[1:]).decode())))
    assert (row["score"], row["rank"], row["sources"]) == ("", "0", "")


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd|x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_what_begins_like_a_formula_stays_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-0.5", "+12", "-3,5", "-4 %", "Jambi", "1=1", ""])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20))
def test_every_text_comes_back_from_csv(text: str) -> None:
    for indonesian, delimiter in ((False, ","), (True, ";")):
        content = to_csv(["a", "b"], [{"a": text, "b": 1}], indonesian=indonesian).decode("utf-8-sig")
        (_, row) = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
        assert row == [safe(text), "1"]
        assert not row[0].startswith(("=", "@"))


def test_codes_are_text_in_a_workbook_and_formulas_are_not_run() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(COLUMNS, ROWS, {"title": "t", "n": {"a": 1}}, [("code", "Kode")])))
    cells = [[cell.value for cell in row] for row in book["data"].iter_rows(min_row=2)]
    assert cells[0][:4] == ["15.71", "Kota Jambi", 12.5, 3]
    assert cells[1][0] == "11.01"
    assert cells[1][2] is None
    assert book["data"]["B3"].data_type == "s"
    assert [row[0].value for row in book["metadata"].iter_rows()] == ["title", "n", None, "code"]


def test_the_same_rows_give_the_same_workbook_at_another_time() -> None:
    first = to_xlsx(COLUMNS, ROWS, {"title": "t"})
    time.sleep(2.1)  # two seconds: the resolution of a date inside a zip archive
    assert to_xlsx(COLUMNS, ROWS, {"title": "t"}) == first


def test_json_holds_no_numbers_that_json_does_not_know() -> None:
    document = json.loads(to_json(["x"], [{"x": float("nan")}, {"x": 0.0}], {"about": "é"}))
    assert document == {"about": {"about": "é"}, "rows": [{"x": None}, {"x": 0.0}]}


def test_geojson_is_a_collection_of_features() -> None:
    point = {"type": "Point", "coordinates": [103.6, -1.6]}
    feature = {"id": "15", "geometry": point, "properties": {"total": float("inf"), "day": date(2024, 1, 2)}}
    document = json.loads(to_geojson([feature], {"a": 1}))
    assert document["type"] == "FeatureCollection"
    assert document["features"] == [
        {"type": "Feature", "id": "15", "geometry": point, "properties": {"total": None, "day": "2024-01-02"}}
    ]


def test_documents_keep_letters_as_they_are() -> None:
    assert "é" in to_document({"a": "é"}).decode()
