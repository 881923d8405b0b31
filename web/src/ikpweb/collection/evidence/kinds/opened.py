"""A file opened for looking through it, without reading it into memory."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

__all__ = ["Opened", "opened"]


@dataclass
class Opened:
    """The bytes of a file, mapped; empty bytes for an empty file, which cannot be."""

    path: Path
    data: mmap.mmap | bytes

    @cached_property
    def size(self) -> int:
        return len(self.data)

    @cached_property
    def head(self) -> bytes:
        """The first 8 kB."""
        return self.data[:8192]

    @cached_property
    def tail(self) -> bytes:
        """The last 4 kB."""
        return self.data[-4096:]


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a file; the map is closed at the end."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            yield Opened(path, b"")
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield Opened(path, data)
