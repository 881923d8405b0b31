"""What is taken as evidence and what is not: every hostile file with its reason and its sentence."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from ikpweb.collection.evidence.kinds import KINDS, identify, safe_name
from ikpweb.collection.evidence.refusals import RefusedFileError
from PIL import Image

from web.tests.collection.evidence import files
from web.tests.collection.evidence.files import (
    PROGRAM,
    docx,
    jpeg,
    message,
    mp3,
    mp4,
    odt,
    package,
    pdf,
    png,
    webp,
    xlsx,
)

_OBJECT_STREAM = zlib.compress(b"5 0 <</S /JavaScript /JS (app.alert\\(1\\))>>")
_HIDDEN_SCRIPT = (
    b"4 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n" % len(_OBJECT_STREAM)
    + _OBJECT_STREAM
    + b"\nendstream endobj\n"
)
_SOME_ZIP = package({"jahat.exe": PROGRAM})

GOOD = {
    "jpeg": jpeg(),
    "png": png(),
    "webp": webp(),
    "pdf": pdf(),
    "docx": docx(),
    "xlsx": xlsx(),
    "odt": odt(),
    "mp4": mp4(),
    "mp3": mp3(),
    "txt": "SINTETIS: catatan pengawas — halaman 1\r\n".encode(),
    "csv": b"tps;suara\r\n1;200\r\n",
    "eml": message(),
}


def taken(folder: Path, content: bytes, name: str) -> str:
    path = folder / "berkas"
    path.write_bytes(content)
    return identify(path, name).code


def reason(folder: Path, content: bytes, name: str = "bukti.pdf") -> str:
    with pytest.raises(RefusedFileError) as refused:
        taken(folder, content, name)
    assert len(str(refused.value)) > 20
    return refused.value.reason


@pytest.mark.parametrize("code", GOOD)
def test_a_whole_file_is_of_its_kind(tmp_path: Path, code: str) -> None:
    assert taken(tmp_path, GOOD[code], f"bukti{KINDS[code].suffix}") == code


@pytest.mark.parametrize("code", ["jpeg", "png", "webp", "pdf", "docx", "xlsx", "odt", "mp4", "mp3"])
def test_the_kind_is_that_of_the_content_whatever_the_name_says(tmp_path: Path, code: str) -> None:
    for name in ("bukti.html", "bukti.exe", "bukti", "bukti.txt"):
        assert taken(tmp_path, GOOD[code], name) == code


def test_notes_of_a_camera_and_a_second_picture_behind_the_first_stay(tmp_path: Path) -> None:
    assert taken(tmp_path, jpeg(gps=True) + jpeg(40, 30), "foto.jpg") == "jpeg"
    assert taken(tmp_path, jpeg() + b"\x00\x00SEFH\x6b\x00\x00\x00SEFT", "foto.jpg") == "jpeg"


def test_a_progressive_photograph_has_several_runs_of_data(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 80).save(out, "JPEG", progressive=True)
    assert taken(tmp_path, out.getvalue(), "foto.jpg") == "jpeg"


def test_a_document_with_the_data_of_a_chart_stays(tmp_path: Path) -> None:
    assert taken(tmp_path, docx({"word/embeddings/Microsoft_Excel_Sheet.xlsx": xlsx()}), "laporan.docx") == "docx"


HOSTILE: dict[str, tuple[bytes, str]] = {
    # pages, drawings and programs by themselves
    "a page": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "html"),
    "a page behind blanks and a remark": (b"\xef\xbb\xbf \n<!-- x -->\n<script>alert(1)</script>", "html"),
    "a saved page (mht)": (
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x\r\nDate: Wed, 14 Feb 2024\r\n"
            b"Content-Type: multipart/related\r\n\r\n<html>"
        ),
        "html",
    ),
    "a drawing": (b'<?xml version="1.0"?><svg xmlns="x" onload="alert(1)"/>', "svg"),
    "a Windows program": (PROGRAM, "program"),
    "a Linux program": (b"\x7fELF\x02\x01\x01" + b"\x00" * 60, "program"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "a shortcut": (b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60, "program"),
    "an archive": (_SOME_ZIP, "archive"),
    "a rar": (b"Rar!\x1a\x07\x01\x00" + b"\x00" * 60, "archive"),
    "a gzip": (b"\x1f\x8b\x08\x00" + b"\x00" * 60, "archive"),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old-office"),
    "an Apple picture": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
    "nothing": (b"", "empty"),
    "noise": (bytes(range(128, 256)) * 20 + b"\x00" * 9, "unknown"),
    # two readings of the same bytes
    "a picture with an archive behind it": (jpeg() + _SOME_ZIP, "hidden-zip"),
    "a picture with a page in its remark": (jpeg(comment=b"<script>alert(1)</script>"), "hidden-markup"),
    "a picture with PHP behind it": (jpeg() + b"<?php system($_GET[0]); ?>", "hidden-markup"),
    "a picture with a program behind it": (jpeg() + PROGRAM, "hidden-file"),
    "a picture with a document behind it": (jpeg() + pdf(), "hidden-file"),
    "a lossless picture with more behind it": (png() + b"abc", "hidden-file"),
    "a lossless picture with an archive behind it": (png() + _SOME_ZIP, "hidden-zip"),
    "a WebP with more behind it": (webp() + b"abcd", "hidden-file"),
    "a document with an archive behind it": (pdf() + _SOME_ZIP, "hidden-zip"),
    "a document with a page behind it": (pdf(30) + b"<html><script>x</script></html>", "hidden-file"),
    "a document with a page before it": (b"<html>" + pdf(), "html"),
    "a package behind a document": (pdf() + docx(), "hidden-zip"),
    "a film with an archive behind it": (mp4() + _SOME_ZIP, "hidden-zip"),
    "a film with a page in a box": (
        mp4(struct.pack("!I", 33) + b"free" + b"<script>alert(1)</script>"),
        "hidden-markup",
    ),
    "sound with an archive behind it": (mp3() + _SOME_ZIP, "hidden-zip"),
    "a note with a page in it": (b"catatan\n" * 2000 + b"<script>alert(1)</script>", "hidden-markup"),
    "a table that is a page": (b"a;b\n<iframe src=x>;1\n", "hidden-markup"),
    # what bursts
    "a picture of a thousand million points": (files.png_of(32_000, 32_000), "too-many-pixels"),
    "a document that packs to a thousandth": (docx({"word/media/a.bin": b"\x00" * 60_000_000}), "bomb"),
    "a document of too many parts": (docx({f"word/{number}.xml": b"" for number in range(6000)}), "bomb"),
    "a document with entities": (
        docx({"word/styles.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbb">]><a>&b;</a>'}),
        "bomb",
    ),
    "an archive in a document": (docx({"word/media/image1.png": _SOME_ZIP}), "nested"),
    "a document in a document": (docx({"word/embeddings/lain.docx": docx()}), "nested"),
    # what runs
    "a document with macros": (docx({"word/vbaProject.bin": b"\xd0\xcf"}), "macro"),
    "a document with a program": (docx({"word/media/image1.png": PROGRAM}), "program"),
    "a document with an old object": (
        docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}),
        "nested",
    ),
    "a document that fetches its template": (
        docx(
            {
                "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="r" '
                b'Type="http://x/attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/></Relationships>'
            }
        ),
        "outside",
    ),
    "a PDF with a script": (pdf(catalog=b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>"), "active-pdf"),
    "a PDF with an escaped script": (pdf(catalog=b"/OpenAction <</S /J#61vaScript /J#53 (x)>>"), "active-pdf"),
    "a PDF with a packed script": (pdf(objects=_HIDDEN_SCRIPT), "active-pdf"),
    "a PDF that starts a program": (pdf(catalog=b"/OpenAction <</S /Launch /F (cmd.exe)>>"), "active-pdf"),
    "a PDF with a file inside": (pdf(catalog=b"/Names <</EmbeddedFiles 9 0 R>>"), "active-pdf"),
    "a message with a program": (message(PROGRAM, "faktur.pdf"), "program"),
    "a message with an archive": (message(b"Rar!\x1a\x07\x01\x00" + b"\x00" * 9), "archive"),
    # what is broken
    "half a photograph": (jpeg(1000, 800)[:4000], "broken"),
    "half a lossless picture": (png()[:-30], "broken"),
    "a PDF without an end": (pdf()[:200], "broken"),
    "a PDF without pages": (b"%PDF-1.7\nhello\n%%EOF\n", "broken"),
    "half a package": (docx()[:-40], "broken"),
    "half a film": (mp4()[:-10], "broken"),
    "sound without frames": (b"ID3\x03\x00\x00\x00\x00\x00\x0a" + b"\x00" * 4000, "broken"),
    "a package with a path that leads out": (docx({"../../etc/passwd": b"x"}), "broken"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(tmp_path: Path, what: str) -> None:
    content, expected = HOSTILE[what]
    assert reason(tmp_path, content) == expected


def test_a_package_that_begins_late_is_refused(tmp_path: Path) -> None:
    """Bytes before the first part are another file in front of the package; programs for archives do not mind."""
    out = io.BytesIO(b"PK\x03\x04" + b"\x00" * 60)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    assert reason(tmp_path, out.getvalue(), "a.docx") == "hidden-file"


def test_parts_that_overlap_are_refused(tmp_path: Path) -> None:
    """A quoted bomb tells the same packed bytes many times over."""
    whole = bytearray(docx({"word/media/a.bin": bytes(range(256)) * 400}))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        size = archive.getinfo("word/media/a.bin").compress_size
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 20 : at + 24] = struct.pack("<I", size + len(whole))
    assert reason(tmp_path, bytes(whole), "a.docx") in {"bomb", "broken"}


def test_parts_that_do_not_unpack_are_refused(tmp_path: Path) -> None:
    """Found by breaking bytes: what unpacks raises errors of its own, each packing another."""
    whole = bytearray(docx({"word/media/a.bin": b"bukti " * 4000}))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        part = archive.getinfo("word/media/a.bin")
        start = part.header_offset + 30 + len(part.filename)
    whole[start : start + 8] = b"\xff" * 8
    assert reason(tmp_path, bytes(whole), "a.docx") == "broken"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>" * 50)
    packed = bytearray(out.getvalue())
    at = packed.index(b"word/document.xml") + len(b"word/document.xml")
    packed[at + 9 : at + 14] = b"\xff" * 5
    assert reason(tmp_path, bytes(packed), "a.docx") == "broken"


def test_a_locked_pdf_cannot_be_checked(tmp_path: Path) -> None:
    locked = b"7 0 obj <</Filter /Standard /V 1 /R 2 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") /P -4>> endobj\n"
    content = pdf(objects=locked).replace(b"trailer <<", b"trailer <</Encrypt 7 0 R /ID [(a) (a)] ")
    assert reason(tmp_path, content) == "password"


def test_random_bytes_in_a_whole_picture_are_no_false_alarm(tmp_path: Path) -> None:
    """Noise packs badly: three million bytes in which chance could have written a word that is looked for."""
    out = io.BytesIO()
    Image.effect_noise((2200, 1600), 120).save(out, "PNG")
    assert len(out.getvalue()) > 3_000_000
    assert taken(tmp_path, out.getvalue(), "derau.png") == "png"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("foto.jpg", "foto.jpg"),
        ("../../etc/passwd", "_.._etc_passwd.jpg"),
        ("laporan\u202egpj.exe", "laporan_gpj.jpg"),
        ('a"b\r\nX: y.png', "a_b__X_ y.jpg"),
        ("", "bukti.jpg"),
        ("…", "….jpg"),
        (".htaccess", "htaccess.jpg"),
        ("x" * 400 + ".pdf", "x" * 120 + ".jpg"),
    ],
)
def test_a_name_is_safe_everywhere_and_ends_as_its_kind(given: str, expected: str) -> None:
    assert safe_name(given, KINDS["jpeg"]) == expected
