"""The round that empties the queue: office by office, what waits is sealed and counted."""

import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import Error, IntegrityError, close_old_connections, connection, transaction
from django.db.models import Max
from django.utils import timezone

from ikpweb.audit.actor import SYSTEM, Actor
from ikpweb.stations.models import Day, Report
from ikpweb.stations.services.sealing import move_on, seal
from ikpweb.stations.waiting import due, waiting

__all__ = ["drain", "every", "horizon", "run"]

#: Whoever sends waits no longer than this for the moment in which the horizon is taken.
_PATIENCE = "500ms"
_log = logging.getLogger(__name__)


def horizon(day: Day) -> int:
    """Give a number up to which every report of a day is here, or will never be.

    Numbers are drawn before a report is committed: a higher one may be seen before a lower one. On PostgreSQL the
    table is locked against writers for as long as it takes to read its highest number; who has drawn one has
    finished then. SQLite has one writer at a time anyway.

    Raises
    ------
    django.db.DatabaseError
        When a writer does not finish in time; the next round tries again, and nobody waits meanwhile.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
                cursor.execute("LOCK TABLE ONLY stations_report IN SHARE MODE")
        found: int | None = Report.objects.filter(day=day.pk).aggregate(last=Max("id"))["last"]
    return found or 0


def drain(day: Day, *, progress: Callable[[str, int], None] = lambda _office, _reports: None) -> int:
    """Seal and count all that waits of a day; give how many reports that were.

    Each office has a transaction of its own: what a killed process had done stays, and the next round does the rest.
    Two processes at once do no harm: one of them finds that the other one was there.
    """
    upto, done, alone = horizon(day), 0, True
    offices = waiting(day).filter(id__lte=upto).order_by("regency").values_list("regency", flat=True).distinct()
    for office in list(offices):
        try:
            batch = seal(day, office, upto, now=timezone.now(), actor=Actor(SYSTEM.label, office=office))
        except LookupError:  # sealed by a process that was killed before it could say so
            continue
        except IntegrityError:
            alone = False
            continue
        done += batch.reports
        progress(office, batch.reports)
    if alone and upto > day.drained:
        move_on(day, upto, actor=SYSTEM)
        day.drained = upto
    return done


def run(now: datetime) -> int:
    """Drain the days whose oldest report has waited long enough; give how many reports were sealed."""
    return sum(drain(day) for day in due(now))


def every(seconds: float, stop: threading.Event, parent: int | None = None) -> None:
    """Run again and again until told to stop, or until the process that started it is gone."""
    while not stop.wait(seconds):
        if parent is not None and os.getppid() != parent:
            return
        try:
            close_old_connections()
            run(timezone.now())
        except (Error, OSError):
            _log.exception("Reports of stations could not be sealed; the next round tries again.")
