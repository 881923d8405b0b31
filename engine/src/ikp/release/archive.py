"""A release as a folder or as a zip, read in memory and within limits.

The zip is written one way only (names in order, no compression, no time, nothing beside the
files), so that every byte of it can be accounted for: compression is left to those who send it.
"""

import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from io import BytesIO, TextIOWrapper
from os import PathLike
from pathlib import Path, PurePosixPath
from typing import Any

from ikp.errors import UsageError, problem
from ikp.io.atomic import atomic_file, atomic_folder
from ikp.release.manifest import MANIFEST

__all__ = ["Bundle", "canonical_zip", "open_bundle", "write_folder", "write_zip"]

#: A release of a whole country is some ten megabytes in some thirty files.
MOST_BYTES, MOST_FILES = 1_000_000_000, 2_000
#: What `zipfile` raises when a file is not what it should be.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Bundle:
    """The files of a release, read.

    Parameters
    ----------
    place : str
        Where it was read from.
    files : mapping of str to bytes
        By their names inside of the folder of the release.
    stray : str
        For a zip whose bytes are not those that its files give: the file where they first differ.
    """

    place: str
    files: Mapping[str, bytes]
    stray: str = ""

    def __getitem__(self, name: str) -> bytes:
        """Give a file.

        Raises
        ------
        UsageError
            If it is not there.
        """
        if name not in self.files:
            raise UsageError(problem("release-not", place=self.place, detail=f"{name} –"))
        return self.files[name]

    def inside(self, name: str) -> Traversable:
        """Give a file as something that the readers of `ikp.io` open."""
        return _Inside(name, self[name])

    @property
    def digest(self) -> str:
        """SHA-256 of MANIFEST: the name of the release among all that ever were."""
        return hashlib.sha256(self.files.get(MANIFEST, b"")).hexdigest()


class _Inside(Traversable):
    """A file of a release for reading; it has no folder around it."""

    def __init__(self, name: str, body: bytes) -> None:
        self._name, self._body = name, body

    @property
    def name(self) -> str:
        return self._name

    def iterdir(self) -> Iterator[Traversable]:
        return iter(())

    def read_bytes(self) -> bytes:
        return self._body

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        return self._body.decode(encoding or "utf-8", errors or "strict")

    def is_dir(self) -> bool:
        return False

    def is_file(self) -> bool:
        return True

    def joinpath(self, *_descendants: str | PathLike[str]) -> Traversable:
        raise NotADirectoryError(self._name)

    def __truediv__(self, child: str | PathLike[str]) -> Traversable:
        return self.joinpath(child)

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        body = BytesIO(self._body)
        return body if "b" in mode else TextIOWrapper(body, *args, **kwargs)


def open_bundle(path: str | PathLike[str]) -> Bundle:
    """Read a release from a folder or a zip.

    Raises
    ------
    UsageError
        If there is none, or it is damaged or too large to be one.
    """
    place = Path(path)
    if place.is_dir():
        return Bundle(str(place), _folder(place))
    if not place.exists():
        raise UsageError(problem("file-missing", path=place))
    try:
        body = place.read_bytes() if place.stat().st_size <= MOST_BYTES else b""
    except OSError as error:
        raise UsageError(problem("file-denied", path=place, detail=error.strerror or error)) from None
    if not body:
        raise UsageError(problem("release-not", place=place, detail="0 B" if place.stat().st_size == 0 else "> 1 GB"))
    files, top = _zip(body, str(place))
    return Bundle(str(place), files, _stray(body, files, top))


def write_folder(path: str | PathLike[str], files: Mapping[str, bytes]) -> Path:
    """Write a release as a folder, whole or not at all.

    Raises
    ------
    UsageError
        If something else stands there.
    """
    target = Path(path)
    with atomic_folder(target, lambda found: problem("out-foreign", path=found)) as part:
        for name, body in files.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(body)
    return target


def write_zip(path: str | PathLike[str], name: str, files: Mapping[str, bytes]) -> Path:
    """Write a release as a zip that holds the folder `name`, whole or not at all."""
    with atomic_file(path) as file:
        file.write(canonical_zip(name, files))
    return Path(path)


def canonical_zip(name: str, files: Mapping[str, bytes]) -> bytes:
    """Give the one zip of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for each in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{each}", _TIME)
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, files[each])
    return out.getvalue()


def _folder(place: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for path in sorted(place.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        if path.is_symlink() or not path.is_file():
            raise UsageError(problem("release-not", place=place, detail=f"{path.name}: link"))
        size += path.stat().st_size
        _refuse_giants(len(found) + 1, size, str(place))
        found[path.relative_to(place).as_posix()] = path.read_bytes()
    return found


def _zip(body: bytes, place: str) -> tuple[dict[str, bytes], str]:
    """Read the files of a zip, and the one folder that they are all in."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            _refuse_giants(len(entries), sum(each.file_size for each in entries), place)
            tops = {each.filename.partition("/")[0] for each in entries}
            top = tops.pop() if len(tops) == 1 else ""
            found: dict[str, bytes] = {}
            for each in entries:
                name = each.filename.removeprefix(f"{top}/") if top else each.filename
                if _unsafe(each.filename) or name in found:
                    raise UsageError(problem("release-not", place=place, detail=each.filename))
                found[name] = _body(archive, each, place)
    except zipfile.BadZipFile:
        raise UsageError(problem("release-no-zip", place=place)) from None
    except _BROKEN as error:
        raise UsageError(problem("release-not", place=place, detail=str(error) or type(error).__name__)) from None
    return found, top


def _body(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str) -> bytes:
    """Read one file; what does not fit its check sum is named, not only called damaged."""
    try:
        return archive.read(entry)
    except _BROKEN:
        raise UsageError(problem("release-damaged", place=place, name=entry.filename)) from None


def _unsafe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.startswith("/") or ".." in parts or "\\" in name or ":" in name


def _refuse_giants(count: int, size: int, place: str) -> None:
    if count > MOST_FILES or size > MOST_BYTES:
        raise UsageError(problem("release-not", place=place, detail=f"{count} files, {size:,} B"))


def _stray(body: bytes, files: Mapping[str, bytes], top: str) -> str:
    """Name the file at which a zip stops being the one that its files give; empty where it is that one."""
    wanted = canonical_zip(top, files)
    if body == wanted:
        return ""
    place = next((i for i, (a, b) in enumerate(zip(body, wanted, strict=False)) if a != b), min(len(body), len(wanted)))
    return _at(wanted, place)


def _at(archive: bytes, place: int) -> str:
    held = "zip"
    for name, start in _starts(archive):
        if start > place:
            break
        held = name
    return held


def _starts(archive: bytes) -> Iterator[tuple[str, int]]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        yield from ((each.filename, each.header_offset) for each in opened.infolist())
        yield "zip", opened.start_dir
