"""Pictures: JPEG, PNG and WebP, whole from the first byte to the last."""

import re

from django.utils.translation import gettext as _

from ikpweb.collection.evidence import sandbox
from ikpweb.collection.evidence.kinds.kind import Kind
from ikpweb.collection.evidence.kinds.opened import Opened
from ikpweb.collection.evidence.kinds.unwanted import refusal, refuse_behind, refuse_markup, refuse_zip
from ikpweb.collection.evidence.refusals import RefusedFileError

__all__ = ["KINDS"]

#: More than any camera of an office takes; a picture of so many points already needs 300 MB of memory.
MOST_PIXELS = 100_000_000
#: A marker within the data of a picture: FF and neither a stuffed FF (00, FF) nor a restart (D0–D7).
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _broken() -> RefusedFileError:
    return RefusedFileError(
        "broken", _("Gambar ini rusak atau terpotong. Buka dan simpan ulang di perangkat Anda, lalu unggah lagi.")
    )


def _pixels(file: Opened, form: str) -> None:
    """Open the picture where it can do no harm, and read its size without drawing it."""
    found = sandbox.run("picture", file.path, form=form)
    if not found.get("whole"):
        raise _broken()
    if found["width"] * found["height"] > MOST_PIXELS:
        raise RefusedFileError(
            "too-many-pixels",
            _(
                "Gambar ini %(width)s × %(height)s titik, melebihi batas %(most)s juta titik. Perkecil, lalu "
                "unggah lagi."
            )
            % {"width": found["width"], "height": found["height"], "most": MOST_PIXELS // 1_000_000},
        )


def _check_jpeg(file: Opened) -> None:
    refuse_zip(file)
    refuse_markup(file)
    refuse_behind(file, _end_of_jpeg(file))
    _pixels(file, "JPEG")


def _end_of_jpeg(file: Opened) -> int:
    """Walk the segments to the end of the first picture."""
    data, at = file.data, 2
    while at + 4 <= file.size and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
        elif marker == 0xD9:
            return at + 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            if marker == 0xDA:  # the data of the picture follow, up to the next marker
                found = _MARKER.search(data, at)
                if found is None:
                    raise _broken()
                at = found.start()
    if data[at : at + 2] == b"\xff\xd9":
        return at + 2
    raise _broken()


def _check_png(file: Opened) -> None:
    refuse_zip(file)
    refuse_markup(file)
    data, at = file.data, 8
    while at + 12 <= file.size:
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            if at != file.size:
                raise refusal("hidden-file")
            _pixels(file, "PNG")
            return
    raise _broken()


def _check_webp(file: Opened) -> None:
    refuse_zip(file)
    refuse_markup(file)
    told = int.from_bytes(file.head[4:8], "little") + 8
    if told > file.size:
        raise _broken()
    if told + told % 2 < file.size:
        raise refusal("hidden-file")
    _pixels(file, "WEBP")


KINDS = (
    Kind("jpeg", "JPEG", "image/jpeg", ".jpg", _check_jpeg, pictures=True, copy="picture"),
    Kind("png", "PNG", "image/png", ".png", _check_png, pictures=True, copy="picture"),
    Kind("webp", "WebP", "image/webp", ".webp", _check_webp, pictures=True, copy="picture"),
)
