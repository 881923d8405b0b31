"""Reading XLSX, row by row, with the extra package openpyxl."""

import lzma
import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

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
#: What openpyxl and what it stands on raise when a file is not what it should be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    SyntaxError,  # of XML, whichever parser openpyxl finds on the machine
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
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
    semicolons = False

    def __init__(self, path: Readable, sheet: str | None = None) -> None:
        self.file = shown(path)
        with open_binary(path) as file:
            # A workbook is small on the disk, and is looked through several times.
            self._data = BytesIO(file.read())
        self._refuse_others()
        self._book = self._load()
        names = [each.title for each in self._book.worksheets]
        visible = [each.title for each in self._book.worksheets if each.sheet_state == "visible"]
        if not names:  # a workbook may hold charts alone
            raise DataError(Problem("file-empty", {}, file=self.file))
        if sheet is not None and sheet not in names:
            raise UsageError(problem("file-sheet", sheet=sheet, known=names))
        self.sheet = sheet or (visible or names)[0]
        self._size = self._book[self.sheet].max_row or 0
        filled = (each for each in self._rows(self._book) if any(cell.value is not None for cell in each[1]))
        first = next(filled, None)
        if first is None:
            raise DataError(Problem("file-empty", {}, file=self.file))
        self.faults, self._has_formulas = self._scan()
        self.heading_line, cells = first
        headings = ["" if cell.value is None else str(cell.value).strip() for cell in cells]
        while headings and not headings[-1]:
            headings.pop()
        self.headings = tuple(headings)
        self.said: tuple[Said, ...] = (
            () if len(names) == 1 else (Said("sheet", {"sheet": self.sheet, "count": len(names)}),)
        )

    def _refuse_others(self) -> None:
        head = self._data.getvalue()
        if not head:
            raise DataError(Problem("file-empty", {}, file=self.file))
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            # The old container: a workbook of the old format, or a new one locked by a password.
            locked = "EncryptedPackage".encode("utf-16-le") in head
            raise DataError(Problem("file-locked" if locked else "file-old-excel", {}, file=self.file))

    def _load(self, *, formulas: bool = False) -> "Workbook":
        try:
            from openpyxl import load_workbook
        except ImportError:
            raise UsageError(problem("file-extra", kind="XLSX", package="openpyxl")) from None
        with self._sound(), warnings.catch_warnings():
            # openpyxl warns of styles and drop-downs that it does not keep; only values are read here.
            warnings.simplefilter("ignore")
            return load_workbook(self._data, read_only=True, data_only=not formulas, keep_links=False)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Turn whatever a damaged workbook makes openpyxl stumble over into one problem."""
        try:
            yield
        except _BROKEN as error:
            detail = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise DataError(Problem("file-damaged", {"kind": "XLSX", "detail": detail}, file=self.file)) from None

    def _rows(self, book: "Workbook") -> Iterator[tuple[int, Sequence[Any]]]:
        """Give the rows with their numbers; what the file says of its own size is not believed."""
        page = book[self.sheet]
        page.reset_dimensions()
        with self._sound():
            yield from enumerate(page.iter_rows(), start=1)

    def _scan(self) -> tuple[list[tuple[Fault, int | None]], bool]:
        """Look through the sheet's XML for merged cells and formulas, which a stream of values does not show."""
        merged: list[tuple[Fault, int | None]] = []
        formulas = False
        part = str(vars(self._book[self.sheet])["_worksheet_path"])  # openpyxl names the part nowhere else
        with self._sound(), zipfile.ZipFile(self._data) as archive, archive.open(part.lstrip("/")) as xml:
            tail = b""
            while block := xml.read(1 << 20):
                text = tail + block
                formulas = formulas or bool(_FORMULA.search(text))
                for left, top, right, bottom in _MERGED.findall(text):
                    cells = f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}"
                    merged.append((Fault("cells-merged", {"cells": cells}), int(top)))
                # What is kept for the next block must not hold a whole mark again.
                tail = text[max(text.rfind(b">") + 1, len(text) - 200) :]
        return merged, formulas

    def chunks(self, report: Report, text: frozenset[int], progress: Progress | None = None) -> Iterator[Chunk]:
        """Stream the rows below the headings; what cannot be read goes to `report`."""
        try:
            for chunk in self._stream(self._formulas() if self._has_formulas else {}, text, report):
                yield chunk
                if progress:
                    progress(last := int(chunk.lines[-1]), max(self._size, last))
        except DataError as error:
            report.include(error.problems)

    def _formulas(self) -> dict[int, set[int]]:
        """Find the cells that hold formulas, by row."""
        found: dict[int, set[int]] = defaultdict(set)
        for line, row in self._rows(self._load(formulas=True)):
            for place, cell in enumerate(row):
                if cell.data_type == "f":
                    found[line].add(place)
        return found

    def _stream(self, formulas: dict[int, set[int]], text: frozenset[int], report: Report) -> Iterator[Chunk]:
        width = len(self.headings)
        bare: set[int] = set()
        lines: list[int] = []
        kept: list[list[Cell]] = []
        for line, row in self._rows(self._book):
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
            for place in range(width, len(cells)):
                if cells[place] not in (None, "") and place not in bare:
                    bare.add(place)
                    report.add(Fault("heading-empty", {"place": place + 1}), line)
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
    return str(value)


def _shown(value: int | float, style: str) -> str | float:
    """Give a number as its cell shows it where nothing is lost: 11.1 in the format 00.00 shows 11.10.

    In other formats a number with decimals stays a number: it may have lost zeros.
    """
    if fixed := _FIXED.fullmatch(style):
        shown = f"{value:0{len(style)}.{len(fixed[1] or '')}f}"
        if float(shown) == value:
            return shown
    return str(int(value)) if float(value).is_integer() else value
