"""Drawing in a process beside this one.

The engine that draws is JavaScript, and holds the lock of Python while it works: more than a
second when it wakes, in which a process of the server would answer nobody. In a process of its
own it keeps only the reader waiting who asked for the picture.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["VEGA_LITE", "DrawingError", "png", "svg", "wake"]

VEGA_LITE = "5.21"
#: Longer than any picture takes on a slow machine; one that takes longer never comes.
_SECONDS = 60.0
_CHILD = Path(__file__).with_name("drawer.py")
# One process draws, a picture after the other: a second engine would take another 60 MB.
_one_at_a_time = threading.Lock()
_drawer: "_Drawer | None" = None


class DrawingError(RuntimeError):
    """A picture that could not be drawn; the message is the engine's."""


class _GoneError(Exception):
    """The process that draws is not there any more."""


class _Drawer:
    """The process, as long as it lives."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 - our own file, and nothing of a reader in the command
            [sys.executable, "-I", str(_CHILD), VEGA_LITE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"LANG": "C.UTF-8", "PATH": os.defpath},  # no secret of the platform
            start_new_session=True,  # Ctrl-C in the terminal is for the server, which ends it
        )

    @property
    def mine(self) -> bool:
        """Tell whether it can be asked: it lives, and was not started by the process that this one was forked from."""
        return self.owner == os.getpid() and self.process.poll() is None

    def ask(self, order: Mapping[str, Any]) -> bytes:
        assert self.process.stdin is not None  # noqa: S101 - by the arguments above
        assert self.process.stdout is not None  # noqa: S101
        late = threading.Timer(_SECONDS, self.process.kill)
        late.start()
        try:
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            self.process.stdin.flush()
            head = json.loads(self.process.stdout.readline())
            content = self.process.stdout.read(head["size"])
        except (OSError, json.JSONDecodeError) as fault:
            raise _GoneError from fault
        finally:
            late.cancel()
        if head["problem"]:
            raise DrawingError(head["problem"])
        if len(content) < head["size"]:
            raise _GoneError
        return content

    def end(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()


def svg(spec: Mapping[str, Any]) -> str:
    """Draw a Vega-Lite specification as SVG.

    Raises
    ------
    DrawingError
        For a specification that cannot be drawn.
    """
    return _ordered({"spec": spec, "scale": 0}).decode()


def png(picture: str, *, scale: float) -> bytes:
    """Turn an SVG into PNG, `scale` times as large.

    Raises
    ------
    DrawingError
        For a picture that is none.
    """
    return _ordered({"svg": picture, "scale": scale})


def wake() -> None:
    """Start the process that draws, unless it lives; it wakes its engine by itself, and nobody waits for it."""
    with _one_at_a_time:
        _living()


def _ordered(order: Mapping[str, Any]) -> bytes:
    with _one_at_a_time:
        try:
            return _living().ask(order)
        except _GoneError:  # ended by somebody, or by the picture: that is seen when it ends again
            _end()  # its pipes are closed before the system says that it is gone
            try:
                return _living().ask(order)
            except _GoneError as fault:
                _end()
                message = "the process that draws ended twice"
                raise DrawingError(message) from fault


def _living() -> _Drawer:
    global _drawer  # noqa: PLW0603 - one for all threads, under the lock
    if _drawer is None or not _drawer.mine:
        _end()
        _drawer = _Drawer()
    return _drawer


@atexit.register
def _end() -> None:
    global _drawer  # noqa: PLW0603
    if _drawer is not None:
        _drawer.end()
        _drawer = None
