"""Files that people take away: the same rows as CSV, CSV for Indonesian Excel, XLSX, JSON and GeoJSON.

The same rows give the same bytes on every machine and every day: no clock is asked, so a
digest of the file says whether anything changed.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

__all__ = ["CONTENT_TYPES", "safe", "to_csv", "to_document", "to_geojson", "to_json", "to_xlsx"]

CONTENT_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "metadata.json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "svg": "image/svg+xml",
    "png": "image/png",
}

#: Written into every workbook: a real date would make the same data a different file each time.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*%?")

Rows = Iterable[Mapping[str, Any]]


def safe(text: str) -> str:
    """Keep a text from being run by a spreadsheet: an apostrophe goes before what begins like a formula.

    A signed number stays as it is; it does nothing when it is opened.
    """
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def to_csv(
    columns: Sequence[str], rows: Rows, *, indonesian: bool = False, headings: Sequence[str] | None = None
) -> bytes:
    """Write rows as CSV.

    Parameters
    ----------
    indonesian : bool
        Semicolons, decimal commas and a byte order mark, as Excel in Indonesia opens it.
    headings : sequence of str, optional
        What the first line says; left out, the columns themselves.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if indonesian else ",", lineterminator="\r\n")
    writer.writerow(headings or columns)
    for row in rows:
        writer.writerow([_cell(row.get(column), comma=indonesian) for column in columns])
    return out.getvalue().encode("utf-8-sig" if indonesian else "utf-8")


def _cell(value: Any, *, comma: bool) -> str:
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).replace(".", ",") if comma else repr(value)
    return safe(_text(value))


def _text(value: Any) -> str:
    """Write what is not a number as one text: a list's items after one another, a date as in ISO 8601."""
    if isinstance(value, (list, tuple)):
        return " | ".join(map(_text, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def to_json(columns: Sequence[str], rows: Rows, about: Mapping[str, Any]) -> bytes:
    """Write rows as JSON, with what they are beside them."""
    listed = [{column: _plain(row.get(column)) for column in columns} for row in rows]
    return to_document({"about": about, "rows": listed})


def to_geojson(features: Iterable[Mapping[str, Any]], about: Mapping[str, Any]) -> bytes:
    """Write features (``id``, ``geometry``, ``properties``) as a collection, with what they are beside them."""
    listed = [
        {
            "type": "Feature",
            "id": feature["id"],
            "geometry": feature["geometry"],
            "properties": {key: _plain(value) for key, value in feature["properties"].items()},
        }
        for feature in features
    ]
    return to_document({"type": "FeatureCollection", "about": about, "features": listed})


def to_document(document: Mapping[str, Any]) -> bytes:
    """Write a document as JSON."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False, default=_text).encode()


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not isfinite(value) else value


def to_xlsx(columns: Sequence[str], rows: Rows, about: Mapping[str, Any], notes: Sequence[Sequence[str]] = ()) -> bytes:
    """Write rows as a workbook: one sheet of data, codes as text, and one that says what they are.

    Parameters
    ----------
    notes : sequence of rows
        Further lines of the second sheet, such as the columns with their meaning.
    """
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("data")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, bold)
        for i, row in enumerate(rows, start=1):
            for j, column in enumerate(columns):
                _write(sheet, i, j, row.get(column))
        sheet.autofit(400)
        said = book.add_worksheet("metadata")
        lines = [(key, value if isinstance(value, str) else _dumped(value)) for key, value in about.items()]
        for i, line in enumerate([*lines, *([()] if notes else []), *notes]):
            for j, text in enumerate(line):
                said.write_string(i, j, text, bold if j == 0 else None)
        said.set_column(0, 0, 22)
        said.set_column(1, 4, 60)
    return out.getvalue()


def _write(sheet: Any, i: int, j: int, value: Any) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if isfinite(value):
            sheet.write_number(i, j, value)
    elif value is not None:
        # A cell of a workbook has the type text: what begins like a formula is not run.
        sheet.write_string(i, j, _text(value)[:32_767])


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_text)
