"""What is never taken, and what may not hide in what is."""

import re
import zipfile

from django.utils.translation import gettext_lazy as _

from ikpweb.collection.evidence.kinds.opened import Opened
from ikpweb.collection.evidence.refusals import RefusedFileError

__all__ = [
    "ARCHIVES",
    "OLD_OFFICE",
    "PROGRAMS",
    "refusal",
    "refuse_behind",
    "refuse_markup",
    "refuse_unwanted",
    "refuse_zip",
]

#: How programs begin: Windows, Linux, macOS (three ways), Java, a script, a Windows shortcut, WebAssembly.
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"\x00asm",
)
#: How archives begin: rar, 7z, gzip, bzip2, xz, zstd, cab; tar has its mark at 257.
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_APPLE_PICTURES = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")
_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|meta|title)",
    re.IGNORECASE | re.DOTALL,
)
_DRAWING = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+svg[^>]*>\s*)?<(?:\w+:)?svg[\s>]",
    re.IGNORECASE | re.DOTALL,
)
#: Long enough that chance does not write it into a picture: with 2 GB of random bytes, less than once in a thousand.
#: The first letter stands outside of what ignores case, so that 6 MB are looked through in 3 ms and not in 70.
_MARKUP = re.compile(rb"<(?i:script[\s>/]|html[\s>]|iframe[\s>]|!doctype\s|svg\s+[a-z:]{3,}=|\?php\s|body\s+on[a-z]+=)")

_SENTENCES = {
    "html": _(
        "Halaman web (HTML) tidak diterima karena dapat menjalankan program. Cetak halaman itu ke PDF, lalu "
        "unggah PDF-nya."
    ),
    "svg": _("Gambar SVG tidak diterima karena dapat menjalankan program. Simpan sebagai PNG atau PDF, lalu unggah."),
    "program": _("Program tidak diterima sebagai bukti."),
    "archive": _(
        "Arsip (zip, rar, 7z, tar, gz) tidak diterima. Keluarkan isinya, lalu unggah berkasnya satu per satu."
    ),
    "old-office": _(
        "Berkas Office lama (doc, xls, ppt, msg) tidak diterima karena dapat memuat makro. Simpan sebagai docx, "
        "xlsx atau PDF."
    ),
    "heic": _(
        "Gambar HEIC tidak diterima karena tidak semua komputer dapat membukanya. Simpan sebagai JPEG, lalu unggah."
    ),
    "hidden-zip": _(
        "Di belakang berkas ini tersambung sebuah arsip zip. Berkas yang memuat berkas lain tidak diterima; "
        "simpan ulang, lalu unggah."
    ),
    "hidden-markup": _(
        "Di dalam berkas ini tersembunyi teks halaman web atau program. Simpan ulang dari aplikasi aslinya, "
        "lalu unggah."
    ),
    "hidden-file": _("Di belakang berkas ini tersambung berkas lain. Simpan ulang dari aplikasi aslinya, lalu unggah."),
}


def refusal(reason: str) -> RefusedFileError:
    """Make the refusal for a reason of this file."""
    return RefusedFileError(reason, str(_SENTENCES[reason]))


def refuse_unwanted(file: Opened) -> None:
    """Refuse what by its first bytes is of a kind that is never taken."""
    head = file.head
    if _PAGE.match(head):
        raise refusal("html")
    if _DRAWING.match(head):
        raise refusal("svg")
    if head.startswith(PROGRAMS):
        raise refusal("program")
    if head.startswith(ARCHIVES) or head[257:262] == b"ustar":
        raise refusal("archive")
    if head.startswith(OLD_OFFICE):
        raise refusal("old-office")
    if head[4:8] == b"ftyp" and head[8:12] in _APPLE_PICTURES:
        raise refusal("heic")


def refuse_zip(file: Opened) -> None:
    """Refuse a file that a program for archives would open: its table of contents stands at the end."""
    if file.data[-65_557:].find(b"PK\x05\x06") >= 0 and zipfile.is_zipfile(file.path):
        raise refusal("hidden-zip")


def refuse_markup(file: Opened, start: int = 0, stop: int | None = None) -> None:
    """Refuse a file in which a browser would find a page or a script."""
    if _MARKUP.search(file.data, start, file.size if stop is None else stop):
        raise refusal("hidden-markup")


def refuse_behind(file: Opened, end: int) -> None:
    """Refuse another file behind the end of this one.

    Cameras write notes of their own behind a picture, and a second, smaller picture: these stay.
    """
    behind = file.data[end : end + 4096].lstrip(b"\x00\r\n\t ")
    if behind.startswith((*PROGRAMS, *ARCHIVES, OLD_OFFICE, b"PK\x03\x04", b"%PDF-")) or b"%PDF-" in behind[:1024]:
        raise refusal("hidden-file")
