"""What may be shown of a file, and the copy that may leave: drawn anew in the sandbox, never the bytes that came.

Pictures that were drawn are kept beside (IKP_HOME/previews) and can be thrown away at any time.
"""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from ikpweb.collection.evidence import sandbox
from ikpweb.collection.evidence.kinds import KINDS
from ikpweb.collection.evidence.kinds.texts import decoded
from ikpweb.collection.evidence.storage import sealed
from ikpweb.collection.models import Evidence

__all__ = ["MOST_SHOWN", "NoPictureError", "copy_of", "pages_of", "picture_of", "text_of"]

#: So many first pages of a document are shown.
MOST_SHOWN = 5
_LONGEST = 1200
_SHOWN_TEXT = 20_000
#: Drawing takes memory: so many at a time in this process, the others wait.
_DRAWING = threading.BoundedSemaphore(2)


class NoPictureError(Exception):
    """The file could not be drawn."""


def pages_of(evidence: Evidence) -> int:
    """Give how many pictures can be shown; 0 for a kind that has none, or a file that cannot be drawn."""
    if not KINDS[evidence.kind].pictures:
        return 0
    try:
        picture_of(evidence, 0)
    except NoPictureError:
        return 0
    return min(int((_folder(evidence) / "pages").read_text(encoding="ascii")), MOST_SHOWN)


def picture_of(evidence: Evidence, number: int) -> Path:
    """Give a page of a document, or a picture in a small size, as JPEG.

    Raises
    ------
    NoPictureError
        When there is no such page, or it cannot be drawn.
    """
    target = _folder(evidence) / f"{number}.jpg"
    most = MOST_SHOWN if KINDS[evidence.kind].copy == "pages" else 1
    if not KINDS[evidence.kind].pictures or not 0 <= number < most:
        raise NoPictureError
    if not target.exists():
        found = _made(evidence, "draw", target, seconds=20, page=number, longest=_LONGEST)
        (_folder(evidence) / "pages").write_text(str(found["pages"]), encoding="ascii")
    return target


def copy_of(evidence: Evidence) -> Path | None:
    """Give a copy that may leave, without what the camera or the author noted; None for a kind that has none.

    Raises
    ------
    NoPictureError
        When it cannot be made.
    """
    kind = KINDS[evidence.kind]
    if kind.copy not in {"picture", "pages"}:
        return None
    target = _folder(evidence) / f"copy{kind.suffix}"
    if not target.exists():
        _made(evidence, "strip" if kind.copy == "picture" else "pages", target, seconds=120)
    return target


def text_of(evidence: Evidence) -> str:
    """Give the beginning of a text; empty for a kind that is none."""
    if KINDS[evidence.kind].copy != "same":
        return ""
    with sealed().open(evidence.key) as file:
        return decoded(file.read(_SHOWN_TEXT)) or ""


def _folder(evidence: Evidence) -> Path:
    return Path(settings.EVIDENCE_PREVIEWS) / evidence.sha256[:2] / evidence.sha256


def _made(evidence: Evidence, what: str, target: Path, **asked: Any) -> dict[str, Any]:
    """Have the sandbox make a file; it appears under its name when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    form = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "pdf": "PDF"}[evidence.kind]
    with _DRAWING, _local(evidence) as path, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        out = Path(folder) / "out"
        found = sandbox.run(what, path, form=form, out=out, **asked)
        if not found:
            raise NoPictureError
        out.replace(target)
    return found


@contextmanager
def _local(evidence: Evidence) -> Iterator[Path]:
    """Give the sealed file as a file of this machine: itself, or fetched from the bucket for a moment."""
    storage = sealed()
    if isinstance(storage, FileSystemStorage):
        yield Path(storage.path(evidence.key))
        return
    with tempfile.NamedTemporaryFile() as fetched, storage.open(evidence.key) as file:
        while chunk := file.read(1 << 20):
            fetched.write(chunk)
        fetched.flush()
        yield Path(fetched.name)
