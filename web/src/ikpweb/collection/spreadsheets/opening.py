"""Opening a workbook that somebody sent: what it is, is found out before anything is unpacked."""

import csv
import io
import lzma
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

__all__ = ["MOST_BYTES", "MOST_ROWS", "SheetError", "lines_of", "opened", "rows_of"]

#: A workbook of 61 answers and 2,000 events is half a megabyte, and unpacks to six.
MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 8_000_000, 60_000_000, 500
MOST_ROWS, MOST_COLUMNS = 20_000, 40

_OLD = b"\xd0\xcf\x11\xe0"
#: What openpyxl and what it stands on raise when a file is not what it should be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    SyntaxError,  # of XML, whichever parser openpyxl finds on the machine
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


class SheetError(Exception):
    """A spreadsheet cannot be read at all; the sentence says why and how to mend it."""


def opened(data: bytes) -> Workbook:
    """Open a workbook for reading values.

    Raises
    ------
    SheetError
        If it is no workbook, too large, packed to burst, locked, or carries macros.
    """
    if not data:
        raise SheetError(_("Berkas ini kosong."))
    if len(data) > MOST_BYTES:
        raise SheetError(_("Berkas ini lebih dari %(most)s MB. Kirim bertahap.") % {"most": MOST_BYTES // 1_000_000})
    if data.startswith(_OLD):
        raise SheetError(_("Berkas ini berformat lama (.xls) atau terkunci sandi. Simpan sebagai .xlsx tanpa sandi."))
    _refuse_bombs(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and drop-downs that are not kept; only values are read
            return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except _BROKEN as broken:
        raise SheetError(_("Berkas ini rusak atau bukan lembar kerja Excel (.xlsx).")) from broken


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except _BROKEN as broken:
        raise SheetError(_("Berkas ini bukan lembar kerja Excel (.xlsx).")) from broken
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SheetError(_("Berkas ini membengkak terlalu besar saat dibuka, sehingga tidak dibuka."))
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise SheetError(_("Berkas ini memuat makro. Simpan sebagai .xlsx tanpa makro, lalu kirim lagi."))
    if "[content_types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise SheetError(_("Berkas ini bukan lembar kerja Excel (.xlsx)."))


def rows_of(book: Workbook, title: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """Give the rows of a sheet with their numbers, the first included; what the file says of its size is not believed.

    Raises
    ------
    SheetError
        If the sheet is not there, damaged, or too long.
    """
    if title not in book.sheetnames:
        raise SheetError(_("Lembar “%(title)s” tidak ada dalam berkas ini.") % {"title": title})
    page: Any = book[title]
    try:
        page.reset_dimensions()
        for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
            if number > MOST_ROWS:
                raise SheetError(_("Lembar “%(title)s” terlalu panjang.") % {"title": title})
            yield number, row
    except _BROKEN as broken:
        raise SheetError(_("Lembar “%(title)s” rusak.") % {"title": title}) from broken


def lines_of(data: bytes, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """Give the rows of a table with their numbers: the first sheet of a workbook, or CSV with any usual separator.

    Raises
    ------
    SheetError
        If it cannot be read at all.
    """
    return _workbook(data) if name.lower().endswith((".xlsx", ".xlsm")) else _csv(data)


def _csv(data: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    if len(data) > MOST_BYTES:
        raise SheetError(_("Berkas ini lebih dari %(most)s MB. Kirim bertahap.") % {"most": MOST_BYTES // 1_000_000})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise SheetError(_("Berkas CSV ini tidak tersimpan sebagai UTF-8.")) from broken
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if number > MOST_ROWS:
                raise SheetError(_("Lebih dari %(most)s baris. Kirim bertahap.") % {"most": MOST_ROWS})
            yield number, [_bare(cell) or None for cell in row]
    except csv.Error as broken:
        raise SheetError(_("Berkas CSV ini rusak.")) from broken


def _bare(cell: str) -> str:
    """Take off the apostrophe that an export puts before what begins like a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell


def _workbook(data: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    book = opened(data)
    try:
        yield from rows_of(book, book.sheetnames[0])
    finally:
        book.close()
