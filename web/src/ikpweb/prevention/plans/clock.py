"""Plans and replicates that wait are computed beside the server, so that no reader waits for them."""

import logging
import os
import threading

from django.db import Error, close_old_connections

from ikpweb.kit.beats import beat
from ikpweb.prevention.plans.waiting import due
from ikpweb.runs import waiting

__all__ = ["every"]

_log = logging.getLogger(__name__)


def every(seconds: float, stop: threading.Event, parent: int | None = None) -> None:
    """Look again and again until told to stop, or until the process that started it is gone.

    Any number of servers may do so: a plan is taken by one. A database that does not answer for a
    while is waited for.
    """
    beat("plans")
    while not stop.wait(seconds):
        if parent is not None and os.getppid() != parent:
            return
        beat("plans")
        try:
            close_old_connections()
            _round()
        except (Error, OSError):
            _log.exception("Plans could not be computed; the next round tries again.")


def _round() -> None:
    if due():
        from ikpweb.prevention.plans.computing import compute_waiting  # the engine weighs much, and is needed seldom

        compute_waiting()
    if waiting.due():
        from ikpweb.runs.answering import answer_waiting

        answer_waiting()
