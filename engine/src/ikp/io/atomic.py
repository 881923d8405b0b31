"""Writing whole or not at all: into a sibling first, then one rename."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ikp.errors import UsageError, problem
from ikp.problems import Problem

__all__ = ["atomic_file", "atomic_folder"]


@contextmanager
def atomic_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file for writing bytes that takes its name only when everything is on the disk.

    An existing file is replaced in one step, and left as it was when something fails.

    Raises
    ------
    UsageError
        If the folder is missing or forbidden, or `path` is a folder.
    """
    target = Path(path)
    if target.is_dir():
        raise UsageError(problem("file-folder", path=target))
    part = _sibling(target, "part")
    try:
        with _named(target):
            file = part.open("xb")
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        with suppress(OSError):  # it took its name, or was never made
            part.unlink()


@contextmanager
def atomic_folder(path: str | os.PathLike[str], not_ours: Callable[[Path], Problem | None]) -> Iterator[Path]:
    """Give an empty folder that takes its name only when everything in it is on the disk.

    Parameters
    ----------
    path : path
        What the folder will be called.
    not_ours : callable
        Called with `path` when it exists: the problem why it must not be replaced, or None.
        An empty folder is never asked about.

    Raises
    ------
    UsageError
        If what stands there is not ours, or the place is missing or forbidden.
    """
    target = Path(path)
    _refuse_foreign(target, not_ours)
    part = _sibling(target, "part")
    try:
        with _named(target):
            part.mkdir()
        yield part
        for file in part.rglob("*"):
            if file.is_file():
                _sync(file)
        _sync_folder(part)
        _put(part, target, not_ours)
        _sync_folder(target.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _put(part: Path, target: Path, not_ours: Callable[[Path], Problem | None]) -> None:
    """Rename; what stood there is moved aside first, put back when the rename fails, removed when it succeeds."""
    if not target.exists():
        part.rename(target)
        return
    _refuse_foreign(target, not_ours)
    old = _sibling(target, "old")
    try:
        target.rename(old)
        part.rename(target)
    finally:
        if not target.exists():
            old.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _sibling(target: Path, suffix: str) -> Path:
    """Name a hidden neighbour before it is made: whatever interrupts its making, it can be removed by this name."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.{suffix}")


def _refuse_foreign(target: Path, not_ours: Callable[[Path], Problem | None]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(problem("out-foreign", path=target))
    if any(target.iterdir()) and (found := not_ours(target)):
        raise UsageError(found)


@contextmanager
def _named(target: Path) -> Iterator[None]:
    """Turn the errors of making something beside `target` into sentences."""
    try:
        yield
    except FileNotFoundError:
        raise UsageError(problem("file-missing", path=target.parent)) from None
    except OSError as error:
        raise UsageError(problem("file-denied", path=target.parent, detail=error.strerror or error)) from None


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; Windows has no such call and no need of it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
