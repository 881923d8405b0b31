"""How often something was asked for in this minute, counted by all processes of a server together.

The counts lie in a file that the processes map into their memory: no database is asked and nothing is
waited for, so that a flood is refused at less than the price of an answer. Nobody can read from it who
asked: a place in it follows from a keyed digest.
"""

import hashlib
import ipaddress
import mmap
import os
import struct
import time
from pathlib import Path

__all__ = ["WINDOW", "Counter", "network"]

#: Seconds in which requests are counted together.
WINDOW = 60
#: Places in each of the rows; two who share a place in one row hardly share it in the other.
_PLACES, _ROWS = 1 << 16, 2
_PLACE = struct.Struct("<II")  # number of the window, count in it


class Counter:
    """Counts by key in windows of a minute.

    Two processes that count at the same moment may count one: a limit is no ledger. Keys that share their
    place in every row (one in four thousand million pairs) share a count too.

    Parameters
    ----------
    path : pathlib.Path, optional
        File that the processes of a server share; without one, or where it cannot be had, a process counts
        alone.
    secret : bytes
        Makes the places unknown to those who would choose keys that share one.
    """

    def __init__(self, path: Path | None, secret: bytes) -> None:
        self._key = hashlib.sha256(b"limits:" + secret).digest()
        self._memory = _mapped(path, _PLACES * _ROWS * _PLACE.size)

    def hit(self, key: str, now: float | None = None) -> tuple[int, int]:
        """Count a request; give how many there were in this window, and the seconds until the next one."""
        at = int(time.time() if now is None else now)
        window = at // WINDOW
        count = min(self._add(row, place, window) for row, place in enumerate(self._places(key)))
        return count, WINDOW - at % WINDOW

    def _places(self, key: str) -> tuple[int, ...]:
        digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=4 * _ROWS, key=self._key).digest()
        return tuple(part % _PLACES for part in struct.unpack(f"<{_ROWS}I", digest))

    def _add(self, row: int, place: int, window: int) -> int:
        offset = (row * _PLACES + place) * _PLACE.size
        kept, count = _PLACE.unpack_from(self._memory, offset)
        count = min(count + 1, 0xFFFF_FFFF) if kept == window else 1
        _PLACE.pack_into(self._memory, offset, window, count)
        return count


def network(address: str) -> str:
    """Give what is counted as one visitor: an IPv4 address, or the 64 bits of IPv6 of a line."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _mapped(path: Path | None, size: int) -> mmap.mmap:
    if path is None:
        return mmap.mmap(-1, size)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, size)  # a page that finds no room on the disk would end the process
            return mmap.mmap(descriptor, size)
        finally:
            os.close(descriptor)
    except OSError:
        return mmap.mmap(-1, size)
