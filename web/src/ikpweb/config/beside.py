"""Running a command of the platform beside the server, for as long as the server runs."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["beside"]

_RUN = "import sys; from ikpweb.config.command import main; sys.exit(main(sys.argv[1:]))"
#: Seconds before a command that ended is begun again: at first, and at most where it ends again and again.
_PAUSE, _LONGEST = 1.0, 60.0
#: The same where it ended as one does that was told to: the server, told too, may have something to finish.
_TOLD = 30.0

_log = logging.getLogger(__name__)


@contextmanager
def beside(*command: str) -> Iterator[None]:
    """Run ``ikp-web <command> --parent <this process>`` until the block ends, and again whenever it ends before.

    A process of its own: a thread would be copied, or not, into the server's processes. It is told
    whose child it is, so that it ends too when this one is killed without a word.
    """
    kept = _Kept(command)
    kept.start()
    try:
        yield
    finally:
        kept.end()


class _Kept(threading.Thread):
    """A command that runs until it is told to end."""

    def __init__(self, command: tuple[str, ...]) -> None:
        super().__init__(name=f"keeps {command[0]}", daemon=True)
        self.command = command
        self.over = threading.Event()
        self.turn = threading.Lock()
        self.child = self._begun()

    def _begun(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-c", _RUN, *self.command, "--parent", str(os.getpid())])  # noqa: S603

    def run(self) -> None:
        """Wait for the command's end, and begin it again after a pause that grows where it does not last."""
        pause, began = _PAUSE, time.monotonic()
        while True:
            status = self.child.wait()
            if time.monotonic() - began > _LONGEST:
                pause = _PAUSE
            if self.over.wait(_TOLD if status == 0 else pause):
                return
            pause = min(2 * pause, _LONGEST)
            with self.turn:
                if self.over.is_set():
                    return
                try:
                    self.child, began = self._begun(), time.monotonic()
                except OSError:  # no memory, no process: the next turn tries again
                    _log.exception("ikp-web %s could not be begun again.", self.command[0])
                    continue
            _log.error("ikp-web %s ended with %s and is begun again.", self.command[0], status)

    def end(self) -> None:
        """End the command, and wait until it has ended."""
        with self.turn:
            self.over.set()
            child = self.child
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
