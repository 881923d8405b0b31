"""Sound and moving pictures: MP4 and MP3, made of their own parts from the first byte to the last."""

from django.utils.translation import gettext as _

from ikpweb.collection.evidence.kinds.kind import Kind
from ikpweb.collection.evidence.kinds.opened import Opened
from ikpweb.collection.evidence.kinds.unwanted import refuse_markup, refuse_zip
from ikpweb.collection.evidence.refusals import RefusedFileError

__all__ = ["KINDS", "begins_with_frame"]

#: Bytes that belong to no frame: players skip a little; more is something else.
MOST_JUNK = 65_536
_BITRATES = {  # kbit/s by number in the header; MPEG 1 and MPEG 2, layer III
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def _broken() -> RefusedFileError:
    return RefusedFileError(
        "broken", _("Rekaman ini rusak atau terpotong. Simpan ulang sebagai MP4 atau MP3, lalu unggah lagi.")
    )


def _check_mp4(file: Opened) -> None:
    refuse_zip(file)
    refuse_markup(file)
    at, seen = 0, set()
    while at + 8 <= file.size:
        size, name = int.from_bytes(file.data[at : at + 4], "big"), file.data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(file.data[at + 8 : at + 16], "big")
        elif size == 0:  # to the end of the file
            size = file.size - at
        if size < 8 or not all(32 <= letter < 127 or letter == 0xA9 for letter in name):
            raise _broken()
        seen.add(bytes(name))
        at += size
    if at != file.size or not {b"ftyp", b"moov"} <= seen:
        raise _broken()


def begins_with_frame(head: bytes) -> bool:
    """Tell whether a file begins with a frame of MP3, without notes (ID3) before it, and another one follows."""
    first = _frame(head[:4])
    return bool(first and _frame(head[first : first + 4]))


def _frame(header: bytes) -> int:
    """Give the length of a frame of layer III; 0 for what is no header of one."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, bitrate, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or bitrate in {0, 15} or rate == 3:
        return 0
    kilobits = _BITRATES[3 if version == 3 else 2][bitrate]
    samples = 144 if version == 3 else 72
    return samples * kilobits * 1000 // _RATES[version][rate] + (header[2] >> 1 & 1)


def _check_mp3(file: Opened) -> None:
    refuse_zip(file)
    refuse_markup(file)
    at, end = _without_notes(file)
    frames = junk = 0
    while at < end:
        length = _frame(file.data[at : at + 4])
        if length:
            frames += 1
            at += length
        else:
            found = file.data.find(b"\xff", at + 1, end)
            junk += (found if found >= 0 else end) - at
            at = found if found >= 0 else end
        if junk > MOST_JUNK:
            raise _broken()
    if frames < 3:
        raise _broken()


def _without_notes(file: Opened) -> tuple[int, int]:
    """Give where the sound begins and ends, between the notes before (ID3v2) and after (ID3v1)."""
    start, end = 0, file.size
    if file.head.startswith(b"ID3"):
        start = 10 + sum((part & 0x7F) << shift for part, shift in zip(file.head[6:10], (21, 14, 7, 0), strict=False))
    if file.data[-128:-125] == b"TAG":
        end -= 128
    return start, end


KINDS = (
    Kind("mp4", "MP4", "video/mp4", ".mp4", _check_mp4),
    Kind("mp3", "MP3", "audio/mpeg", ".mp3", _check_mp3),
)
