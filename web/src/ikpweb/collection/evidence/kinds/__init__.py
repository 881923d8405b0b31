"""Which kinds of files are taken as evidence, and how each is recognised: by its content, never by its name.

A file is of a kind when it is whole, and nothing but that kind. What else somebody could make
of the same bytes (a page in a picture, an archive behind a document) is refused: one file,
one reading.
"""

import re
from pathlib import Path

import puremagic
from django.utils.translation import gettext as _

from ikpweb.collection.evidence.kinds import images, media, packages, pdfs, texts
from ikpweb.collection.evidence.kinds.kind import Kind
from ikpweb.collection.evidence.kinds.opened import Opened, opened
from ikpweb.collection.evidence.kinds.unwanted import refuse_unwanted
from ikpweb.collection.evidence.refusals import RefusedFileError

__all__ = ["KINDS", "Kind", "identify", "safe_name"]

KINDS: dict[str, Kind] = {
    kind.code: kind for kind in (*images.KINDS, *pdfs.KINDS, *packages.KINDS, *media.KINDS, *texts.KINDS)
}
_BY_TYPE = {kind.mime: kind for kind in KINDS.values()}
#: What cannot be in a name: control characters, what changes the direction of writing, what a file system reads.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\"*/:<>?\\|]")


def identify(path: Path, name: str) -> Kind:
    """Give the kind of a file.

    Raises
    ------
    RefusedFileError
        For what is not taken, with the reason.
    """
    with opened(path) as file:
        if not file.size:
            raise RefusedFileError("empty", _("Berkas ini kosong. Periksa berkas di perangkat Anda, lalu unggah lagi."))
        refuse_unwanted(file)
        kind = _kind_of(file, name)
        kind.check(file)
        return kind


def _kind_of(file: Opened, name: str) -> Kind:
    # By the bytes alone: with the name at hand, it would believe the name of what it does not know.
    try:
        seen = [found.mime_type for found in puremagic.magic_string(file.head)]
    except puremagic.PureError:
        seen = []
    if file.head.startswith(b"PK\x03\x04"):
        return KINDS[packages.kind_of(file)]
    found = next((_BY_TYPE[mime] for mime in seen if mime in _BY_TYPE and not mime.startswith("text/")), None)
    if found is None and media.begins_with_frame(file.head):
        found = KINDS["mp3"]
    if found is None and (code := texts.kind_of(file, name)):
        found = KINDS[code]
    if found is None:
        raise RefusedFileError(
            "unknown",
            _("Jenis berkas ini tidak dikenali. Yang diterima: %(kinds)s.")
            % {"kinds": ", ".join(kind.label for kind in KINDS.values())},
        )
    return found


def safe_name(name: str, kind: Kind) -> str:
    """Give a name that is safe on every computer, ending as its kind does."""
    plain = _UNSAFE.sub("_", name).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    stem = stem if dot and len(ending) <= 5 else plain
    return f"{stem[:120].strip(' .') or 'bukti'}{kind.suffix}"
