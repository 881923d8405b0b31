"""Opening files of strangers where they can do no harm: in a process of its own, with little time and memory.

Pillow and pdfium are written in C, and what comes from outside may be made to break them. What
opens it (`sandboxed.py`) knows no setting and no secret of the platform, and ends after one
answer; whatever happens to it, the platform goes on.

Each such process is forked from one that waits with both libraries loaded: to start Python
and load them takes longer than to look at a photograph.
"""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["MEMORY", "run"]

#: Enough to draw the largest picture that is taken.
MEMORY = 1_500_000_000
_CHILD = Path(__file__).with_name("sandboxed.py")
_AT_ONCE = max(2, os.cpu_count() or 2)


class _Waiting:
    """A process that waits for orders and forks one that carries each out."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 - our own file, and nothing of a user in the command
            [sys.executable, "-I", str(_CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )

    def ask(self, order: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Give the answer; None when there is none in time, or the process is gone."""
        assert self.process.stdin is not None  # noqa: S101 - by the arguments above
        assert self.process.stdout is not None  # noqa: S101
        try:
            self.process.stdin.write(json.dumps(order, default=str).encode() + b"\n")
            self.process.stdin.flush()
            if not select.select([self.process.stdout], [], [], seconds)[0]:
                return None
            found: dict[str, Any] = json.loads(self.process.stdout.readline())
        except (OSError, json.JSONDecodeError):
            return None
        return found

    def end(self) -> None:
        """End it with all that it forked; one that belongs to the process before a fork is only let go."""
        mine = self.owner == os.getpid()
        if mine and self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if mine:
            self.process.wait()


_free: list[_Waiting] = []
_turn = threading.BoundedSemaphore(_AT_ONCE)


@atexit.register
def _end_all() -> None:
    while _free:
        _free.pop().end()


def run(what: str, path: Path, *, seconds: int = 15, **asked: Any) -> dict[str, Any]:
    """Do one thing with a file, and give the answer; empty when the process broke, or took too long.

    Parameters
    ----------
    what : str
        ``picture``, ``pdf``: look; ``draw``, ``strip``, ``pages``: make a picture or a copy.
    seconds : int
        After which it is ended.
    **asked
        What the work needs, such as ``form``, ``page``, ``out``.
    """
    order = {"what": what, "path": str(path), "seconds": seconds, "memory": MEMORY, **asked}
    with _turn:
        waiting = _taken()
        found = waiting.ask(order, seconds + 2)
        if found is None:
            waiting.end()
            return {}
        _free.append(waiting)
    return found


def _taken() -> _Waiting:
    """Take one that waits, of this process; the pipes of a process that was forked belong to the one before."""
    while _free:
        waiting = _free.pop()
        if waiting.owner == os.getpid() and waiting.process.poll() is None:
            return waiting
        waiting.end()
    return _Waiting()
