"""Processes that end with the one that started them."""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import wait

__all__ = ["begin", "end_with_parent", "rounds"]

#: Seconds between two looks for the process that started this one.
_LOOK = 5.0


def end_with_parent() -> None:
    """Let this process end when its parent does, however that ends: killed without a word, it can tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def begin(settings: str) -> None:
    """Prepare a process that was started anew: it knows Django, and ends with its parent.

    What it is given afterwards may be of the apps; what it begins with may not, as they are unknown until here.

    Parameters
    ----------
    settings : str
        The module of the settings.
    """
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
    end_with_parent()


def rounds(seconds: float, stop: threading.Event, parent: int | None) -> Iterator[None]:
    """Give the word every so many seconds, until told to stop or until the process `parent` is gone.

    A server that is killed without a word leaves nobody behind that works on for the rest of a long pause.
    """
    due = time.monotonic() + seconds
    while not stop.wait(max(0.0, min(_LOOK, due - time.monotonic()))):
        if parent is not None and os.getppid() != parent:
            return
        if time.monotonic() >= due:
            due = time.monotonic() + seconds
            yield
