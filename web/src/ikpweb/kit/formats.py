"""Files that people take away: the same rows as CSV, CSV for Indonesian Excel, XLSX and JSON."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["CONTENT_TYPES", "to_csv", "to_json", "to_xlsx"]

CONTENT_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "svg": "image/svg+xml",
    "png": "image/png",
}

Rows = Iterable[Mapping[str, Any]]


def to_csv(columns: Sequence[str], rows: Rows, *, indonesian: bool = False) -> bytes:
    """Write rows as CSV.

    Parameters
    ----------
    indonesian : bool
        Semicolons, decimal commas and a byte order mark, as Excel in Indonesia opens it.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if indonesian else ",", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column), comma=indonesian) for column in columns])
    return out.getvalue().encode("utf-8-sig" if indonesian else "utf-8")


def _cell(value: Any, *, comma: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",") if comma else repr(value)
    # A cell that begins like a formula is run by spreadsheets; an apostrophe keeps it text.
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def to_json(columns: Sequence[str], rows: Rows, about: Mapping[str, Any]) -> bytes:
    """Write rows as JSON, with what they are beside them."""
    listed = [{column: row.get(column) for column in columns} for row in rows]
    return json.dumps({"about": about, "rows": listed}, ensure_ascii=False, indent=1).encode()


def to_xlsx(columns: Sequence[str], rows: Rows, about: Mapping[str, Any]) -> bytes:
    """Write rows as a workbook: one sheet of data, codes as text, and one that says what they are."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("data")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, bold)
        for i, row in enumerate(rows, start=1):
            for j, column in enumerate(columns):
                value = row.get(column)
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(i, j, value)
                elif value is not None:
                    sheet.write_string(i, j, str(value))
        sheet.autofit()
        notes = book.add_worksheet("metadata")
        for i, (key, value) in enumerate(about.items()):
            notes.write_string(i, 0, key, bold)
            notes.write_string(i, 1, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        notes.set_column(0, 0, 20)
        notes.set_column(1, 1, 90)
    return out.getvalue()
