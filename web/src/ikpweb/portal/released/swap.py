"""A folder that takes the place of another in one step, and what a process that was killed meanwhile left of it."""

import ctypes
import os
import re
import shutil
from pathlib import Path

__all__ = ["beside", "clear", "put"]

#: Of renameat2(2): paths as they are read from here, and two names that change places.
_HERE, _EXCHANGE = -100, 2


def beside(folder: Path, kind: str = "part") -> Path:
    """Name a hidden neighbour of a folder, of this process alone."""
    return folder.with_name(f".{folder.name}.{os.getpid()}.{kind}")


def put(part: Path, folder: Path) -> None:
    """Let a new folder take the place of an old one, which is gone only afterwards.

    Linux lets both change places at once. Elsewhere the old one steps aside first; a process that is killed
    between the two steps leaves it under another name, from which `clear` brings it back.
    """
    if folder.exists() and _exchanged(part, folder):
        shutil.rmtree(part, ignore_errors=True)
        return
    old = beside(folder, "old")
    if folder.exists():
        folder.rename(old)
    try:
        part.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def clear(folder: Path) -> None:
    """Remove what processes that ended without a word left beside a folder; one that had stepped aside comes back."""
    named = re.compile(rf"\.{re.escape(folder.name)}\.(?P<process>[0-9]+)\.(?P<kind>part|old)")
    for left in sorted(folder.parent.glob(f".{folder.name}.*")):
        found = named.fullmatch(left.name)
        if found is None or _lives(int(found["process"])):
            continue
        if found["kind"] == "old" and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _lives(process: int) -> bool:
    if process == os.getpid():
        return False  # of one before that had the same number: this one has not begun
    if os.name != "posix":
        return True  # elsewhere to ask is to end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders take each other's name; False where the system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
