"""Opening files: what is missing, a folder, forbidden or not UTF-8 becomes a problem with a sentence."""

import os
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO, cast

from ikp.errors import DataError, UsageError, problem
from ikp.problems import Problem

__all__ = ["Readable", "encoding_problem", "locate", "open_binary", "read_text", "refuse_suffix", "shown"]

#: What can be read: a path, or a file inside a package.
Readable = str | os.PathLike[str] | Traversable


def locate(path: Readable) -> Path | Traversable:
    """Give something that can be opened."""
    return Path(path) if isinstance(path, (str, os.PathLike)) else path


def shown(path: Readable) -> str:
    """Give the name to show: the path as it was given, or the name of a file inside a package."""
    return os.fspath(path) if isinstance(path, (str, os.PathLike)) else path.name


def open_binary(path: Readable) -> BinaryIO:
    """Open a file for reading bytes.

    Raises
    ------
    UsageError
        If it is missing, a folder, or not to be read.
    """
    place = locate(path)
    if place.is_dir():
        raise UsageError(problem("file-folder", path=shown(path)))
    try:
        return cast(BinaryIO, place.open("rb"))
    except FileNotFoundError:
        raise UsageError(problem("file-missing", path=shown(path))) from None
    except OSError as error:
        raise UsageError(problem("file-denied", path=shown(path), detail=error.strerror or error)) from None


def read_text(path: Readable) -> str:
    """Read a small UTF-8 file whole, with or without a byte order mark.

    Raises
    ------
    UsageError
        If it cannot be opened.
    DataError
        If it is empty or not UTF-8.
    """
    with open_binary(path) as file:
        data = file.read()
    if not data.strip():
        raise DataError(Problem("file-empty", {}, file=shown(path)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(encoding_problem(data, error.start, shown(path))) from None


def encoding_problem(data: bytes, place: int, file: str, *, line: int = 0, offset: int = 0) -> Problem:
    """Say where UTF-8 breaks; `line` lines and `offset` bytes stand before `data`."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        guess = "XLSX / ZIP / PDF"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4096]:
        guess = "UTF-16"
    else:
        guess = "Windows-1252"
    return Problem(
        "file-encoding",
        {"byte": f"0x{data[place]:02X}", "offset": offset + place + 1, "guess": guess},
        file=file,
        line=line + data.count(b"\n", 0, place) + 1,
    )


def refuse_suffix(path: Readable, known: tuple[str, ...]) -> UsageError:
    """Make the error for a file whose ending says that it is of another kind."""
    suffix = Path(shown(path)).suffix or "nothing"
    return UsageError(problem("file-kind", path=shown(path), suffix=suffix, known=known))
