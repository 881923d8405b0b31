"""Filling in the office's workbook, as somebody does who works without a connection."""

import io
import warnings
from collections.abc import Sequence
from datetime import date

import openpyxl

from simulation.world import Event

__all__ = ["filled"]

#: The columns of the second sheet after the number and the indicator, in their order.
_COLUMNS = (
    *("date", "date_to", "district", "village", "place", "lat", "lon", "stage", "count"),
    *("grade", "actors", "source", "reference", "narrative", "unevidenced"),
)


def filled(content: bytes, events: Sequence[Event]) -> bytes:
    """Write events into the sheet of events, below those that stand there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says which parts of the look it does not keep
        book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    row = 2
    while sheet.cell(row, 2).value not in (None, ""):
        row += 1
    for event in events:
        sheet.cell(row, 1, event.key)
        sheet.cell(row, 2, event.fields["indicator"])
        for column, name in enumerate(_COLUMNS, start=3):
            value = event.fields.get(name)
            if value not in (None, ""):
                sheet.cell(row, column, date.fromisoformat(value) if name == "date" else value)
        row += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
