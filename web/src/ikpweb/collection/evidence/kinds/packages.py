"""Documents that are zip packages: docx, xlsx, odt, ods; without macros, and no larger inside than they say."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from ikpweb.collection.evidence.kinds.kind import Kind
from ikpweb.collection.evidence.kinds.opened import Opened
from ikpweb.collection.evidence.kinds.unwanted import ARCHIVES, OLD_OFFICE, PROGRAMS, refusal
from ikpweb.collection.evidence.refusals import RefusedFileError

__all__ = ["KINDS", "UNREADABLE", "kind_of"]

MOST_ENTRIES = 5000
#: All parts of a document unpacked, with those of the sheets inside of it.
MOST_UNPACKED = 250_000_000
#: A document packs to a tenth; what packs to a hundredth was made to burst.
MOST_RATIO = 100
#: So small that no ratio does harm.
HARMLESS = 20_000_000

_MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
#: A workbook behind a chart is a package in a package, and the only one that may be.
_CHART_DATA = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+\.xlsx")
_MACRO = re.compile(
    r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|activeX/|Basic/|Scripts/|macrosheets/|customUI)", re.IGNORECASE
)
_OUTSIDE = re.compile(
    rb'(?:attachedTemplate|oleObject|frame|subDocument|externalLinkPath)"[^>]*TargetMode\s*=\s*["\']External'
    rb'|TargetMode\s*=\s*["\']External["\'][^>]*(?:attachedTemplate|oleObject|subDocument)',
    re.IGNORECASE,
)
#: What Python's zip reader raises on packages that are broken, locked, or packed in a way that it does not know.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def kind_of(file: Opened) -> str:
    """Tell which document a zip package is.

    Raises
    ------
    RefusedFileError
        For any other archive.
    """
    try:
        with zipfile.ZipFile(file.path) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size < 100:
                found = _OPEN.get(package.read("mimetype").strip())
            else:
                found = next((code for part, code in _MAIN.items() if part in names), None)
    except UNREADABLE:
        raise _broken() from None
    if found is None or (found in _MAIN.values() and "[Content_Types].xml" not in names):
        raise refusal("archive")
    return found


def _broken() -> RefusedFileError:
    return RefusedFileError(
        "broken", _("Dokumen ini rusak, terpotong, atau terkunci kata sandi. Buka dan simpan ulang, lalu unggah lagi.")
    )


def _bomb() -> RefusedFileError:
    return RefusedFileError(
        "bomb",
        _("Dokumen ini mengembang terlalu besar ketika dibuka. Simpan ulang dari aplikasi aslinya, atau cetak ke PDF."),
    )


def _check_package(file: Opened) -> None:
    if b"%PDF-" in file.head[:1024]:
        raise refusal("hidden-file")
    if file.data[-22:-18] != b"PK\x05\x06":  # no note and nothing else behind the table of contents
        raise refusal("hidden-file")
    try:
        with zipfile.ZipFile(file.path) as package:
            _check_parts(package, file.size, nested=False)
    except UNREADABLE:
        raise _broken() from None


def _check_parts(package: zipfile.ZipFile, size: int, *, nested: bool) -> int:
    """Look at the table of contents, then unpack each part; give how large all of them are."""
    parts = package.infolist()
    _check_contents(package, parts, size)
    unpacked = 0
    for part in parts:
        if part.is_dir():
            continue
        inner = bytearray() if _CHART_DATA.fullmatch(part.filename) and not nested else None
        for chunk, first in _chunks(package, part):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED or (unpacked > HARMLESS and unpacked > MOST_RATIO * size):
                raise _bomb()
            if first:
                _check_start(chunk, chart_data=inner is not None)
            if inner is not None:
                inner += chunk
            if part.filename.endswith((".xml", ".rels")):
                _check_text(chunk)
        if inner is not None:
            with zipfile.ZipFile(io.BytesIO(bytes(inner))) as sheet:
                unpacked += _check_parts(sheet, len(inner), nested=True)
    return unpacked


def _check_contents(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], size: int) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MOST_ENTRIES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _bomb()
    if sum(part.compress_size for part in parts) > size:  # parts that overlap: the same bytes, told many times
        raise _bomb()
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names) or package.start_dir < 0:
        raise _broken()
    if min(part.header_offset for part in parts) != 0:
        raise refusal("hidden-file")
    if any(part.flag_bits & 1 for part in parts):
        raise _broken()
    if any(_MACRO.search(name) for name in names):
        raise RefusedFileError(
            "macro", _("Dokumen ini memuat makro atau program. Simpan tanpa makro (docx, xlsx), atau cetak ke PDF.")
        )


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or "\x00" in name


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, bool]]:
    """Give a part piece by piece, and whether it is the first piece."""
    with package.open(part) as content:
        first = True
        while chunk := content.read(1 << 20):
            yield chunk, first
            first = False


def _check_start(chunk: bytes, *, chart_data: bool) -> None:
    """Refuse programs and archives among the parts."""
    if chunk.startswith(PROGRAMS):
        raise refusal("program")
    if chunk.startswith((*ARCHIVES, OLD_OFFICE)) or (chunk.startswith(b"PK\x03\x04") and not chart_data):
        raise RefusedFileError(
            "nested", _("Di dalam dokumen ini ada arsip atau dokumen lain. Keluarkan, lalu unggah masing-masing.")
        )


def _check_text(chunk: bytes) -> None:
    """Refuse XML that could burst or fetch, and what the document would fetch from elsewhere by itself."""
    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
        raise _bomb()
    if _OUTSIDE.search(chunk):
        raise RefusedFileError(
            "outside", _("Dokumen ini memuat isi dari alamat lain ketika dibuka. Cetak ke PDF, lalu unggah hasilnya.")
        )


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = (
    Kind("docx", "DOCX", _OFFICE + "wordprocessingml.document", ".docx", _check_package),
    Kind("xlsx", "XLSX", _OFFICE + "spreadsheetml.sheet", ".xlsx", _check_package),
    Kind("odt", "ODT", "application/vnd.oasis.opendocument.text", ".odt", _check_package),
    Kind("ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet", ".ods", _check_package),
)
