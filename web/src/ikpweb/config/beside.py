"""Running a command of the platform beside the server, for as long as the server runs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["beside"]

_RUN = "import sys; from ikpweb.config.command import main; sys.exit(main(sys.argv[1:]))"


@contextmanager
def beside(*command: str) -> Iterator[None]:
    """Run ``ikp-web <command> --parent <this process>`` until the block ends.

    A process of its own: a thread would be copied, or not, into the server's processes. It is told
    whose child it is, so that it ends too when this one is killed without a word.
    """
    child = subprocess.Popen([sys.executable, "-c", _RUN, *command, "--parent", str(os.getpid())])  # noqa: S603
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
