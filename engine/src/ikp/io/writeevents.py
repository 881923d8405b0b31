"""Writing events as CSV, XLSX or Parquet, such as the made-up ones for training."""

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from os import PathLike
from pathlib import Path
from typing import Any

from ikp.errors import UsageError, problem
from ikp.events import DECLARED, Declaration, EventLog
from ikp.io.atomic import atomic_file
from ikp.io.paths import refuse_suffix
from ikp.io.periods import SYNTHETIC
from ikp.io.safe import safe
from ikp.io.xlsxout import workbook

__all__ = ["write_events"]

_BLOCK = 1 << 16
_WORDS = {Declaration.NONE: "", **{said: words.split(" / ")[0] for said, words in DECLARED.items()}}


def write_events(log: EventLog, path: str | PathLike[str]) -> None:
    """Write a log in the shape *events*, so that `read_data` gives it back.

    Made-up events carry the label SINTETIS in every row.

    Raises
    ------
    UsageError
        If the file cannot be written, its ending is unknown, or an extra package is missing.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".csv", ".xlsx", ".parquet"):
        raise refuse_suffix(path, (".csv", ".xlsx", ".parquet"))
    with atomic_file(path) as file:
        if suffix == ".csv":
            for block in _csv(log):
                file.write(block)
        else:
            file.write(_xlsx(log) if suffix == ".xlsx" else _parquet(log))


def _columns(log: EventLog, start: int, stop: int) -> dict[str, list[Any]]:
    """Give the rows from `start` to `stop`, column by column; None where nothing is to be written."""
    part = slice(start, stop)
    units = [log.units[place] for place in log.unit_index[part]]
    declared = log.declaration[part] != Declaration.NONE
    columns: dict[str, list[Any]] = {"unit": units}
    if log.names:
        columns["name"] = [log.names.get(unit, "") for unit in units]
    if log.periods is not None and log.period_index is not None:
        columns["period"] = [log.periods[place] for place in log.period_index[part]]
    days: list[date | None] = log.date[part].tolist()
    columns |= {
        "indicator": [log.codes[place] for place in log.code_index[part]],
        "date": days,
        "count": _where(log.count[part], ~declared),
        "grade": _where(log.grade[part], ~declared & (log.grade[part] > 0)),
        "declaration": [_WORDS[Declaration(said)] for said in log.declaration[part]],
    }
    if log.synthetic:
        columns["label"] = [SYNTHETIC] * len(units)
    return columns


def _where(values: Any, kept: Any) -> list[int | None]:
    return [value if keep else None for value, keep in zip(values.tolist(), kept.tolist(), strict=True)]


def _csv(log: EventLog) -> Iterator[bytes]:
    for start in range(0, max(len(log), 1), _BLOCK):
        columns = _columns(log, start, start + _BLOCK)
        for name in ("unit", "name", "period", "indicator"):
            if name in columns:
                columns[name] = [safe(text) for text in columns[name]]
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        if start == 0:
            writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
        yield out.getvalue().encode()


def _xlsx(log: EventLog) -> bytes:
    out = BytesIO()
    with workbook(out, rows=len(log), streaming=True) as book:
        sheet = book.add_worksheet("data")
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        columns = _columns(log, 0, len(log))
        sheet.set_column(0, 0, 12, text)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name)
        for row, cells in enumerate(zip(*columns.values(), strict=True), start=1):
            for place, cell in enumerate(cells):
                if isinstance(cell, str) and cell:
                    sheet.write_string(row, place, cell, text)
                elif isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(row, place, cell)
    return out.getvalue()


def _parquet(log: EventLog) -> bytes:
    try:
        import polars
    except ImportError:
        raise UsageError(problem("file-extra", kind="Parquet", package="polars")) from None
    out = BytesIO()
    polars.DataFrame(_columns(log, 0, len(log))).write_parquet(out)
    return out.getvalue()
