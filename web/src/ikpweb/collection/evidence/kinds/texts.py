"""Plain texts: notes, tables with separators, messages. Nothing in them may read as a page."""

import codecs
import email
import email.policy
import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from ikpweb.collection.evidence.kinds.kind import Kind
from ikpweb.collection.evidence.kinds.opened import Opened
from ikpweb.collection.evidence.kinds.unwanted import ARCHIVES, PROGRAMS, refusal, refuse_markup
from ikpweb.collection.evidence.refusals import RefusedFileError

__all__ = ["KINDS", "decoded", "kind_of"]

#: A text of more is a data base; a spreadsheet is the better way.
MOST_TEXT = 20_000_000
MOST_PARTS = 200
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HEADER = re.compile(
    rb"^(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Reply-To|Content-Type"
    rb"|X-[\w-]+|DKIM-Signature|ARC-[\w-]+): ?",
    re.IGNORECASE,
)


def kind_of(file: Opened, name: str) -> str:
    """Tell which kind of text a file is; empty for one that is no text."""
    suffix = PurePath(name).suffix.lower()
    if _HEADER.match(file.head) and re.search(rb"^From:", file.head, re.IGNORECASE | re.MULTILINE):
        return "eml"
    if decoded(file.head[:4000]) is None:
        return ""
    return "csv" if suffix in {".csv", ".tsv"} else "txt"


def decoded(start: bytes) -> str | None:
    """Read bytes as text (UTF-8, UTF-16 with its mark, or Windows-1252); None for what is none."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
        start = start[: len(start) // 2 * 2]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(start)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS.search(text) else text
    return None


def _check_text(file: Opened) -> None:
    if file.size > MOST_TEXT:
        raise RefusedFileError(
            "too-large",
            _("Teks ini melebihi 20 MB. Unggah bagian yang membuktikan kejadiannya, atau simpan sebagai xlsx."),
        )
    text = decoded(file.data[:])
    if text is None:
        raise RefusedFileError("broken", _("Berkas ini bukan teks biasa. Simpan ulang sebagai teks (UTF-8) atau PDF."))
    refuse_markup(file)
    if file.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and "<script" in text.lower():
        raise refusal("hidden-markup")


def _check_message(file: Opened) -> None:
    """Check a message: that it is one, and that nobody sent a program or an archive with it."""
    try:
        message = email.message_from_bytes(file.data[:], policy=email.policy.compat32)
    except RecursionError:
        raise _crowded() from None
    if message.get("Snapshot-Content-Location") or "Saved by" in str(message.get("From", "")):
        raise refusal("html")
    if not message.get("From") or not (message.get("Date") or message.get("Received") or message.get("Message-ID")):
        raise RefusedFileError(
            "broken", _("Pesan ini tidak lengkap. Simpan ulang dari aplikasi surel, atau cetak ke PDF.")
        )
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise _crowded()
        if part.is_multipart() or not part.get_filename():
            continue
        content = part.get_payload(decode=True)
        start = content[:512] if isinstance(content, bytes) else b""
        if start.startswith(PROGRAMS):
            raise refusal("program")
        if start.startswith(ARCHIVES):
            raise refusal("archive")


def _crowded() -> RefusedFileError:
    return RefusedFileError("bomb", _("Pesan ini memuat terlalu banyak bagian. Cetak ke PDF, lalu unggah."))


KINDS = (
    Kind("txt", "TXT", "text/plain", ".txt", _check_text, copy="same"),
    Kind("csv", "CSV", "text/csv", ".csv", _check_text, copy="same"),
    Kind("eml", "EML", "message/rfc822", ".eml", _check_message),
)
