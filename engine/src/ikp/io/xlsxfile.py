"""Reading XLSX, row by row, with the extra package openpyxl."""

import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import ParseError

import numpy as np

from ikp.errors import DataError, UsageError, problem
from ikp.io.paths import Readable, open_binary, shown
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Cell, Chunk, Progress
from ikp.problems import Problem

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["XlsxSource"]

_ROWS = 4096
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, EOFError, IndexError, TypeError)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_FIXED = re.compile(r"0+(?:\.(0+))?")


class XlsxSource:
    """The first visible sheet of a workbook, or the one that is named.

    Values are those that the spreadsheet program stored; a formula that never was
    computed is reported where it stands, as are merged cells and formula errors.

    Raises
    ------
    UsageError
        If the file cannot be opened, openpyxl is not installed, or the sheet does not exist.
    DataError
        If it is no workbook, locked by a password, in the old format, or empty.
    """

    comma_allowed = False

    def __init__(self, path: Readable, sheet: str | None = None) -> None:
        self.path = path
        self.file = shown(path)
        with open_binary(path) as file:
            self._refuse_others(file)
            book = self._load(file)
            names = [each.title for each in book.worksheets]
            visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
            if sheet is not None and sheet not in names:
                raise UsageError(problem("file-sheet", sheet=sheet, known=names))
            self.sheet = sheet or (visible or names or [""])[0]
            rows = self._rows(book, self.sheet) if names else iter(())
            first = next((each for each in rows if any(cell.value is not None for cell in each[1])), None)
            if first is None:
                raise DataError(Problem("file-empty", {}, file=self.file))
            self.heading_line, cells = first
            part = str(vars(book[self.sheet])["_worksheet_path"])  # openpyxl names the part nowhere else
            self._marks, self._has_formulas = self._scan(file, part)
        headings = ["" if cell.value is None else str(cell.value).strip() for cell in cells]
        while headings and not headings[-1]:
            headings.pop()
        self.headings = tuple(headings)
        self.said: tuple[Said, ...] = (
            () if len(names) == 1 else (Said("sheet", {"sheet": self.sheet, "count": len(names)}),)
        )

    def _refuse_others(self, file: BinaryIO) -> None:
        head = file.read(8)
        file.seek(0)
        if not head:
            raise DataError(Problem("file-empty", {}, file=self.file))
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            # The old container: a workbook of the old format, or a new one locked by a password.
            locked = "EncryptedPackage".encode("utf-16-le") in file.read()
            raise DataError(Problem("file-locked" if locked else "file-old-excel", {}, file=self.file))

    def _load(self, file: BinaryIO, *, formulas: bool = False) -> "Workbook":
        try:
            from openpyxl import load_workbook
            from openpyxl.utils.exceptions import InvalidFileException
        except ImportError:
            raise UsageError(problem("file-extra", kind="XLSX", package="openpyxl")) from None
        file.seek(0)
        try:
            with warnings.catch_warnings():
                # openpyxl warns of styles and drop-downs that it does not keep; only values are read here.
                warnings.simplefilter("ignore")
                return load_workbook(file, read_only=True, data_only=not formulas, keep_links=False)
        except (*_BROKEN, InvalidFileException) as error:
            detail = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise DataError(Problem("file-damaged", {"kind": "XLSX", "detail": detail}, file=self.file)) from None

    def _rows(self, book: "Workbook", sheet: str) -> Iterator[tuple[int, Sequence[Any]]]:
        """Give the rows with their numbers; what the file says of its own size is not believed."""
        page = book[sheet]
        page.reset_dimensions()
        try:
            yield from enumerate(page.iter_rows(), start=1)
        except _BROKEN as error:
            raise DataError(Problem("file-damaged", {"kind": "XLSX", "detail": error}, file=self.file)) from None

    def _scan(self, file: BinaryIO, part: str) -> tuple[list[tuple[str, int]], bool]:
        """Look through the sheet's XML for merged cells and formulas, which a stream of values does not show."""
        merged: list[tuple[str, int]] = []
        formulas = False
        file.seek(0)
        with zipfile.ZipFile(file) as archive, archive.open(part.lstrip("/")) as xml:
            tail = b""
            while block := xml.read(1 << 20):
                text = tail + block
                formulas = formulas or bool(_FORMULA.search(text))
                for left, top, right, bottom in _MERGED.findall(text):
                    merged.append((f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}", int(top)))
                # What is kept for the next block must not hold a whole mark again.
                tail = text[max(text.rfind(b">") + 1, len(text) - 200) :]
        return merged, formulas

    def chunks(self, report: Report, text: frozenset[int], progress: Progress | None = None) -> Iterator[Chunk]:
        """Stream the rows below the headings; what cannot be read goes to `report`."""
        for cells, line in self._marks:
            report.add(Fault("cells-merged", {"cells": cells}), line)
        try:
            with open_binary(self.path) as file:
                formulas = self._formulas(file) if self._has_formulas else {}
                book = self._load(file)
                total = book[self.sheet].max_row or 0
                for chunk in self._stream(self._rows(book, self.sheet), formulas, text, report):
                    yield chunk
                    if progress:
                        progress(last := int(chunk.lines[-1]), max(total, last))
        except DataError as error:
            report.include(error.problems)

    def _formulas(self, file: BinaryIO) -> dict[int, set[int]]:
        """Find the cells that hold formulas, by row."""
        found: dict[int, set[int]] = defaultdict(set)
        for line, row in self._rows(self._load(file, formulas=True), self.sheet):
            for place, cell in enumerate(row):
                if getattr(cell, "data_type", "") == "f":
                    found[line].add(place)
        return found

    def _stream(
        self,
        rows: Iterator[tuple[int, Sequence[Any]]],
        formulas: dict[int, set[int]],
        text: frozenset[int],
        report: Report,
    ) -> Iterator[Chunk]:
        width = len(self.headings)
        lines: list[int] = []
        kept: list[list[Cell]] = []
        for line, row in rows:
            if line <= self.heading_line:
                continue
            cells = [_value(cell, place in text) for place, cell in enumerate(row)]
            for place in formulas.get(line, ()):
                # A text that was computed and is empty is stored as text without a value.
                if cells[place] is None and row[place].data_type == "n":
                    heading = self.headings[place] if place < width else None
                    report.add(Fault("formula-uncached"), line, heading)
            if not any(cell not in (None, "") for cell in cells):
                continue
            if any(cell not in (None, "") for cell in cells[width:]):
                report.add(Fault("row-cells", {"found": len(cells), "expected": width, "separator": "-"}), line)
            lines.append(line)
            kept.append((cells + [None] * (width - len(cells)))[:width])
            if len(kept) == _ROWS:
                yield Chunk(np.array(lines, dtype=np.int32), list(zip(*kept, strict=True)))
                lines, kept = [], []
        if kept:
            yield Chunk(np.array(lines, dtype=np.int32), list(zip(*kept, strict=True)))


def _value(cell: Any, as_shown: bool) -> Cell:
    """Give what a cell holds: text, number or date; in a text column what it shows."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _shown(value, cell.number_format) if as_shown else value
    if isinstance(value, date) and not as_shown:
        return value
    return str(timedelta(0) + value) if isinstance(value, timedelta) else str(value)


def _shown(value: int | float, style: str) -> str | float:
    """Give a number as its cell shows it where nothing is lost: 11.1 in the format 00.00 shows 11.10.

    In other formats a number with decimals stays a number: it may have lost zeros.
    """
    if fixed := _FIXED.fullmatch(style):
        shown = f"{value:0{len(style)}.{len(fixed[1] or '')}f}"
        if float(shown) == value:
            return shown
    return str(int(value)) if float(value).is_integer() else value
