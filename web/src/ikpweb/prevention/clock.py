"""What the rooms of prevention do by the clock: a room says it in its own ``clock.py``, as ``run(now)``."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module

from django.apps import apps
from django.db import Error, close_old_connections
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from ikpweb.kit.beats import beat
from ikpweb.kit.processes import rounds

__all__ = ["every", "rooms", "run"]

_log = logging.getLogger(__name__)


def rooms() -> Iterator[tuple[str, Callable[[datetime], int]]]:
    """Give the rooms that do something by the clock, by the name of their app."""
    for config in apps.get_app_configs():
        if not config.name.startswith("ikpweb.prevention.") or config.module is None:
            continue
        if module_has_submodule(config.module, "clock"):
            # A room whose work takes long, such as computing plans, has a process of its own and no `run`.
            work = getattr(import_module(f"{config.name}.clock"), "run", None)
            if work is not None:
                yield config.label, work


def run(now: datetime) -> dict[str, int]:
    """Do what is due; a room that cannot do its part now does it in the next round, and keeps no other from its own."""
    done = {}
    for name, work in rooms():
        try:
            done[name] = work(now)
        except (Error, OSError):  # a mail server that does not answer is an OSError
            _log.exception("%s could not do its part; the next round tries again.", name)
    return done


def every(seconds: float, stop: threading.Event, parent: int | None = None) -> None:
    """Run again and again until told to stop, or until the process that started it is gone."""
    beat("prevention")
    for _ in rounds(seconds, stop, parent):
        beat("prevention")
        try:
            close_old_connections()
            run(timezone.now())
        except (Error, OSError):
            _log.exception("Nothing could be done; the next round tries again.")
