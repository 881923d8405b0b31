"""Processes that end with the one that started them."""

import multiprocessing
import os
import threading
from multiprocessing.connection import wait

__all__ = ["begin", "end_with_parent"]


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
