"""Files for tests: whole ones of each kind, made here, and hostile ones made of them."""

import io
import struct
import zipfile
import zlib

from PIL import Image

__all__ = [
    "PROGRAM",
    "docx",
    "jpeg",
    "message",
    "mp3",
    "mp4",
    "odt",
    "package",
    "pdf",
    "png",
    "png_of",
    "webp",
    "xlsx",
]

#: How a Windows program begins.
PROGRAM = b"MZ\x90\x00" + b"\x00" * 60
_WORD = b'<?xml version="1.0"?><w:document xmlns:w="x"><w:body/></w:document>'


def jpeg(width: int = 120, height: int = 80, *, gps: bool = False, comment: bytes = b"") -> bytes:
    """Make a photograph, with the place in its notes when asked."""
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "KAMERA-SINTETIS"
        exif[0x0112] = 6  # turned by a quarter
        exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 36.0, 0.0), 3: "E", 4: (103.0, 37.0, 0.0)})
    image.save(out, "JPEG", exif=exif, comment=comment)
    return out.getvalue()


def png(width: int = 120, height: int = 80) -> bytes:
    """Make a picture without loss."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGBA").save(out, "PNG")
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Make a small file of a huge picture: one colour, packed."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))

    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\x00" * (1 + -(-width // 8))
    packed = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def webp() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "WEBP")
    return out.getvalue()


def pdf(pages: int = 2, *, catalog: bytes = b"", objects: bytes = b"") -> bytes:
    """Write a document by hand; `catalog` goes into its catalogue, `objects` among its objects."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    parts = [
        b"1 0 obj <</Type /Catalog /Pages 2 0 R " + catalog + b">> endobj\n",
        b"2 0 obj <</Type /Pages /Count %d /Kids [%s]>> endobj\n" % (pages, kids),
        *(
            b"%d 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 400]>> endobj\n" % (10 + number)
            for number in range(pages)
        ),
        objects,
    ]
    body = b"%PDF-1.7\n" + b"".join(parts)
    # Without a table of positions: readers find the objects by themselves, as in a mended file.
    return body + b"trailer <</Root 1 0 R /Size %d>>\n%%%%EOF\n" % (10 + pages)


def package(parts: dict[str, bytes], *, pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip package of parts, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(more: dict[str, bytes] | None = None) -> bytes:
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": _WORD, **(more or {})})


def xlsx() -> bytes:
    import openpyxl

    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["TPS", "SINTETIS"])
    book.save(out)
    return out.getvalue()


def odt() -> bytes:
    return package(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office:document-content/>"},
        pack=zipfile.ZIP_STORED,
    )


def mp4(more: bytes = b"") -> bytes:
    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack("!I", 8 + len(content)) + name + content

    return (
        box(b"ftyp", b"isom\x00\x00\x02\x00isommp42") + box(b"moov", b"\x00" * 40) + box(b"mdat", b"\x01" * 99) + more
    )


def mp3(frames: int = 6) -> bytes:
    # MPEG 1, layer III, 128 kbit/s at 44.1 kHz: 417 bytes a frame.
    return b"ID3\x03\x00\x00\x00\x00\x00\x0a" + b"\x00" * 10 + (b"\xff\xfb\x90\x00" + b"\x00" * 413) * frames


def message(attached: bytes = b"", name: str = "lampiran.bin") -> bytes:
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["To"] = "panwas@contoh.id", "bawaslu@contoh.id"
    made["Date"], made["Subject"] = "Wed, 14 Feb 2024 10:00:00 +0700", "SINTETIS"
    made.set_content("SINTETIS: laporan.")
    made.add_alternative("<html><body>SINTETIS</body></html>", subtype="html")
    if attached:
        made.add_attachment(attached, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()
