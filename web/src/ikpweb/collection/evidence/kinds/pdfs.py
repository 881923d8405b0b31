"""PDF: whole, readable without a password, with nothing that runs and no file inside."""

import re
import zlib
from collections.abc import Iterator
from mmap import mmap

from django.utils.translation import gettext as _

from ikpweb.collection.evidence import sandbox
from ikpweb.collection.evidence.kinds.kind import Kind
from ikpweb.collection.evidence.kinds.opened import Opened
from ikpweb.collection.evidence.kinds.unwanted import refusal, refuse_markup, refuse_zip
from ikpweb.collection.evidence.refusals import RefusedFileError

__all__ = ["KINDS"]

MOST_PAGES = 2000
#: Objects may lie compressed in streams; so much of them is unpacked to look for what runs.
MOST_UNPACKED = 64_000_000

_HEADER = re.compile(rb"%PDF-[12]\.\d")
_OBJECTS = re.compile(rb"/ObjStm\b[^\n]{0,400}?>>\s*stream\r?\n|/ObjStm\b.{0,400}?>>\s*stream\r?\n", re.DOTALL)
#: Long names only: chance does not write them into the data of a picture. What runs a script must say JavaScript.
_RUNS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z])")
#: A name in which letters hide as numbers: /J#61vaScript.
_ESCAPED = re.compile(rb"/[A-Za-z#][A-Za-z0-9#]{2,80}")
_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")


def _check_pdf(file: Opened) -> None:
    if not _HEADER.match(file.head):
        raise _broken()
    refuse_zip(file)
    refuse_markup(file, 0, 1024)
    _refuse_behind_the_end(file)
    if any(_runs(part) for part in _parts(file)):
        raise _running()
    found = sandbox.run("pdf", file.path)
    if found.get("password"):
        raise RefusedFileError(
            "password",
            _("PDF ini terkunci kata sandi, sehingga tidak dapat diperiksa. Simpan tanpa kata sandi, lalu unggah."),
        )
    if not found.get("whole") or not found["pages"]:
        raise _broken()
    if found["runs"]:
        raise _running()
    if found["pages"] > MOST_PAGES:
        raise RefusedFileError(
            "too-many-pages",
            _("PDF ini %(pages)s halaman, melebihi batas %(most)s halaman. Unggah bagian yang membuktikan kejadiannya.")
            % {"pages": found["pages"], "most": MOST_PAGES},
        )


def _broken() -> RefusedFileError:
    return RefusedFileError(
        "broken", _("PDF ini rusak atau terpotong. Buka dan simpan ulang (cetak ke PDF), lalu unggah lagi.")
    )


def _running() -> RefusedFileError:
    return RefusedFileError(
        "active-pdf",
        _("PDF ini memuat program, formulir aktif, atau berkas lain di dalamnya. Cetak ke PDF, lalu unggah hasilnya."),
    )


def _refuse_behind_the_end(file: Opened) -> None:
    """Refuse what stands behind the last mark of the end; some writers add blanks."""
    end = file.data.rfind(b"%%EOF")
    if end < 0:
        raise _broken()
    behind = file.data[end + 5 :]
    if len(behind) > 4096 or behind.strip(b"\x00\r\n\t \x1a"):
        raise refusal("hidden-file")


def _parts(file: Opened) -> Iterator[bytes | mmap]:
    """Give the file itself, and the objects that lie compressed in it."""
    yield file.data
    left = MOST_UNPACKED
    for found in _OBJECTS.finditer(file.data):
        try:
            unpacked = zlib.decompressobj().decompress(file.data[found.end() : found.end() + 8_000_000], left)
        except zlib.error:
            continue  # encrypted, or filtered in another way: pdfium looks into these below
        left -= len(unpacked)
        if left <= 0:
            raise RefusedFileError(
                "bomb", _("PDF ini mengembang terlalu besar ketika dibuka. Cetak ke PDF, lalu unggah hasilnya.")
            )
        yield unpacked


def _runs(part: bytes | mmap) -> bool:
    if _RUNS.search(part):
        return True
    hidden = (name for name in _ESCAPED.findall(part) if b"#" in name)
    return any(_RUNS.fullmatch(_NUMBER.sub(lambda found: bytes([int(found.group(1), 16)]), name)) for name in hidden)


KINDS = (Kind("pdf", "PDF", "application/pdf", ".pdf", _check_pdf, pictures=True, copy="pages"),)
