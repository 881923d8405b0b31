"""Sealing every minute in which something happened: the loop that `ikp-web serve` starts."""

import logging
import threading

from django.db import Error, close_old_connections

from ikpweb.audit.services import checkpoint
from ikpweb.kit.beats import beat
from ikpweb.kit.processes import rounds

__all__ = ["every"]

log = logging.getLogger(__name__)


def every(seconds: float, stop: threading.Event, parent: int | None = None) -> None:
    """Make a checkpoint every so many seconds until told to stop, or until the process that started it is gone.

    Any number of servers may do so: whoever comes second finds that nothing moved. A database
    that does not answer for a while is waited for.
    """
    beat("seal")
    for _ in rounds(seconds, stop, parent):
        beat("seal")
        try:
            close_old_connections()
            checkpoint()
        except (Error, OSError):
            log.exception("No checkpoint could be made; the next one seals what this one would have.")
