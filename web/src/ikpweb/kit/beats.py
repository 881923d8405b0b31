"""Signs of life of the processes beside the server: a file each, whose time says when it last went round.

A file, and not a row: it tells of this machine, and it still tells when the database does not answer.
"""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

__all__ = ["age", "beat"]

#: Seconds between two signs of the same process.
_EVERY = 10.0
_last: dict[str, float] = {}


def beat(name: str) -> None:
    """Give a sign of life; a disk that takes nothing must not stop the work."""
    now = time.monotonic()
    if now - _last.get(name, -_EVERY) < _EVERY:
        return
    _last[name] = now
    with suppress(OSError):
        path = _path(name)
        path.parent.mkdir(exist_ok=True)
        path.touch()


def age(name: str) -> float | None:
    """Give the seconds since the last sign of life; None where there never was one."""
    try:
        return max(0.0, time.time() - _path(name).stat().st_mtime)
    except OSError:
        return None


def _path(name: str) -> Path:
    return Path(settings.ENVIRONMENT.home) / "alive" / name
