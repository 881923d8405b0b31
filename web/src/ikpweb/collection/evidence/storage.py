"""Where sealed files are kept: each under a key that follows from its digest, written once.

A folder by default, a bucket with the S3 API in production (`bucket.py`); both are storages of
Django (`STORAGES["evidence"]`) with `seal` beside: it takes a whole file or nothing, and never
writes over what is there.
"""

import errno
import hashlib
import os
import shutil
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, cast

from django.core.files.storage import FileSystemStorage, storages
from django.utils.translation import gettext as _

from ikpweb.collection.evidence.refusals import DiskError
from ikpweb.collection.evidence.staging import disk_faults

__all__ = ["AlteredError", "SealedFolder", "Sealing", "key_of", "sealed", "stored_digest"]


#: Another disk, or a file system without links.
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP}


class AlteredError(DiskError):
    """The storage holds something else under a key than what was sealed there."""

    def __init__(self, key: str) -> None:
        sentence = _(
            "Penyimpanan memuat isi lain untuk sidik %(digest)s. Beri tahu administrator; berkas Anda tidak hilang."
        )
        super().__init__(sentence % {"digest": key.rpartition("/")[2]}, full=False)


class Sealing(Protocol):
    """What a storage of evidence can do."""

    def seal(self, key: str, path: Path) -> None:
        """Take a file, whole or not at all; the same file again is no fault.

        Raises
        ------
        AlteredError
            When something else lies under the key.
        DiskError
            When the storage takes nothing.
        """

    def open(self, name: str, mode: str = "rb") -> Any: ...

    def exists(self, name: str) -> bool: ...

    def delete(self, name: str) -> None: ...


def sealed() -> Sealing:
    """Give the storage that the settings name."""
    return cast(Sealing, storages["evidence"])


def key_of(sha256: str, *, quarantine: bool = False) -> str:
    """Give the key of a file: in two levels of folders, so that none holds too many."""
    return f"{'quarantine' if quarantine else 'sealed'}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def stored_digest(key: str) -> str:
    """Read what the storage holds under a key, and give its SHA-256.

    Raises
    ------
    FileNotFoundError
        When it holds nothing there.
    """
    digest = hashlib.sha256()
    with sealed().open(key) as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


class SealedFolder(FileSystemStorage):
    """A folder. A file appears in it whole, by a link, and cannot be written to."""

    def seal(self, key: str, path: Path) -> None:
        """Take a file, whole or not at all."""
        target = Path(self.path(key))
        with disk_faults():
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                _same(target, key)
                return
            try:
                _link(path, target)
            except OSError as problem:
                if problem.errno not in _NO_LINK:
                    raise
                _copy(path, target)
            _sync_folder(target.parent)
            _same(target, key)

    def delete(self, name: str) -> None:
        """Refuse: nothing sealed is removed by the platform, but what it takes out of quarantine."""
        if not name.startswith("quarantine/"):
            message = f"{name}: sealed evidence is never removed."
            raise TypeError(message)
        super().delete(name)


def _link(path: Path, target: Path) -> None:
    """Give the same bytes a second name: at once or not at all, and never over what is there."""
    path.chmod(0o440)
    with suppress(FileExistsError):  # another one sealed the same bytes just now
        os.link(path, target)


def _copy(path: Path, target: Path) -> None:
    """Copy beside, then link: for uploads and evidence on two disks."""
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        with path.open("rb") as source, beside.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        beside.chmod(0o440)
        try:
            _link(beside, target)
        except OSError:  # a file system without links
            beside.rename(target)
    finally:
        beside.unlink(missing_ok=True)


def _same(target: Path, key: str) -> None:
    """Read back what lies under a key: that a copy was written says little about what the disk kept."""
    with target.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != key.rpartition("/")[2]:
            raise AlteredError(key)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
