"""Pieces of files on their way: what was acknowledged lies on the disk, whatever happens next.

Each upload has a file that grows, and beside it the number of bytes that are surely on the
disk. A piece is acknowledged after both were written through; after a fall of the machine
what stands behind that number is cut off and sent again.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ikpweb.collection.evidence.refusals import DiskError

__all__ = [
    "KEPT_DAYS",
    "BusyError",
    "MismatchError",
    "append",
    "begin",
    "digest_of",
    "discard",
    "disk_faults",
    "held",
    "offset_of",
    "part_of",
    "stale",
]

#: A piece is written through after so many bytes, so that a long one cut off at its end keeps its beginning.
WRITTEN_THROUGH = 4_000_000
#: So much of the disk is left for the database.
KEPT_FREE = 100_000_000
#: An upload that nothing comes for is kept so many days.
KEPT_DAYS = 7
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EIO}


class BusyError(Exception):
    """Another request writes to the same upload."""


class MismatchError(Exception):
    """The piece does not begin where the upload ends; `offset` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def part_of(upload: UUID) -> Path:
    """Give where the bytes of an upload are."""
    return Path(settings.EVIDENCE_STAGING) / f"{upload}.part"


def _mark_of(upload: UUID) -> Path:
    return part_of(upload).with_suffix(".offset")


@contextmanager
def disk_faults() -> Iterator[None]:
    """Say in a sentence what the disk does not take."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            raise _full() from problem
        if problem.errno in _CLOSED:
            raise DiskError(
                _("Server sedang tidak dapat menulis ke penyimpanannya. Berkas Anda tidak hilang: coba lagi nanti."),
                full=False,
            ) from problem
        raise


def _full() -> DiskError:
    return DiskError(
        _(
            "Penyimpanan server penuh. Bagian yang sudah diterima tetap tersimpan: coba lagi nanti, atau "
            "hubungi administrator."
        ),
        full=True,
    )


def begin(upload: UUID, size: int) -> None:
    """Make room for an upload.

    Raises
    ------
    DiskError
        When the disk has no room for all of it, or takes nothing.
    """
    folder = Path(settings.EVIDENCE_STAGING)
    with disk_faults():
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < size + KEPT_FREE:
            raise _full()
        try:
            part_of(upload).touch(0o600, exist_ok=False)
            _write_mark(upload, 0)
        except OSError:
            discard(upload)
            raise


def offset_of(upload: UUID) -> int:
    """Give how many bytes are surely on the disk."""
    try:
        return int(_mark_of(upload).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def _write_mark(upload: UUID, offset: int) -> None:
    # One small write of a fixed length into one block: it is there whole, or not at all.
    descriptor = os.open(_mark_of(upload), os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.pwrite(descriptor, b"%020d" % offset, 0)
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def held(upload: UUID) -> Iterator[None]:
    """Keep others from an upload while it is written to or received; the lock ends with the process.

    Raises
    ------
    BusyError
        When another request holds it.
    FileNotFoundError
        When there is no such upload.
    """
    with part_of(upload).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise BusyError from problem
        yield


def append(upload: UUID, offset: int, pieces: Iterable[bytes], *, size: int) -> int:
    """Write a piece behind what is there, and give the new end.

    Whatever breaks off on the way, what was written through counts.

    Raises
    ------
    MismatchError
        When `offset` is not the end of what is there, or the piece leads beyond `size`.
    DiskError
        When the disk takes no more; what was acknowledged stays.
    """
    with disk_faults():
        stands = offset_of(upload)
        if offset != stands:
            raise MismatchError(stands)
        if stands == size:  # whole, and perhaps sealed already: it is not opened for writing again
            if any(pieces):
                raise MismatchError(stands)
            return stands
        descriptor = os.open(part_of(upload), os.O_WRONLY)
        try:
            os.ftruncate(descriptor, stands)
            return _written(upload, descriptor, stands, pieces, size)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, offset_of(upload))
            raise
        finally:
            os.close(descriptor)


def _written(upload: UUID, descriptor: int, start: int, pieces: Iterable[bytes], size: int) -> int:
    end = sure = start
    try:
        for piece in pieces:
            if end + len(piece) > size:
                raise MismatchError(sure)
            view = memoryview(piece)
            while view:
                written = os.pwrite(descriptor, view, end)
                end, view = end + written, view[written:]
            if end - sure >= WRITTEN_THROUGH:
                sure = _sure(upload, descriptor, end)
    except MismatchError:
        raise
    except Exception:
        with suppress(OSError):  # the line broke off: what came is kept
            _sure(upload, descriptor, end)
        raise
    return _sure(upload, descriptor, end) if end > sure else end


def _sure(upload: UUID, descriptor: int, end: int) -> int:
    os.fdatasync(descriptor)
    _write_mark(upload, end)
    return end


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def discard(upload: UUID) -> None:
    """Remove what is there of an upload; nothing happens when there is nothing."""
    for path in (part_of(upload), _mark_of(upload)):
        path.unlink(missing_ok=True)


def stale(days: int) -> list[UUID]:
    """Give the uploads that nothing came for since so many days; one that a fall left without a mark as well."""
    touched: dict[str, float] = {}
    for path in Path(settings.EVIDENCE_STAGING).glob("*.*"):
        with suppress(FileNotFoundError):  # received in this moment
            touched[path.stem] = max(path.stat().st_mtime, touched.get(path.stem, 0))
    before = time.time() - 86_400 * days
    return [UUID(stem) for stem, last in touched.items() if last < before]
