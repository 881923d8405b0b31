"""What a process keeps of releases: those asked for last, read.

A frozen release never changes, so that what follows from it is named by its digest for ever.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from ikpweb.api.releases.engine import Told, read
from ikpweb.publication.building import folder_of
from ikpweb.publication.models import Release

__all__ = ["Kept", "told_of"]

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by name, as many as there is room for; those not asked for the longest make room."""

    def __init__(self, room: int, size: Callable[[V], int] = lambda _: 1) -> None:
        self._kept: OrderedDict[Hashable, V] = OrderedDict()
        self._room, self._size, self._used = room, size, 0
        self._lock = threading.Lock()

    def find(self, name: Hashable) -> V | None:
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
            return self._kept.get(name)

    def keep(self, name: Hashable, value: V) -> V:
        with self._lock:
            before = self._kept.pop(name, None)
            self._used += self._size(value) - (self._size(before) if before is not None else 0)
            self._kept[name] = value
            while self._used > self._room and len(self._kept) > 1:
                self._used -= self._size(self._kept.popitem(last=False)[1])
        return value

    def __len__(self) -> int:
        return len(self._kept)


#: A release of the whole country takes some 20 MB when it is read.
_TOLD: Kept[Told] = Kept(4)
_reading = threading.Lock()


def told_of(release: Release) -> Told:
    """Give what a release says; its files are read and checked once in a process.

    Raises
    ------
    DamagedError
        When the files on the disk are not those that were frozen.
    """
    found = _TOLD.find(release.digest)
    if found is None:
        with _reading:  # many ask at the same time for what was just published: one reads
            found = _TOLD.find(release.digest) or _TOLD.keep(release.digest, read(folder_of(release), release.digest))
    return found
