"""When the watch is computed by itself: soon after an import, in a while after other news, and every new week."""

import logging
import os
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections
from django.db.models import Max, Model
from django.utils import timezone

from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.models import Entry
from ikpweb.watch.models import Choice, Effort, Report, Watch

__all__ = ["REST", "every", "is_due", "run"]

#: Between two computations over reports that come one by one.
REST = timedelta(minutes=10)
#: After these, nobody waits so long.
_AT_ONCE = ("reports.imported", "effort.imported", "watch_choice.made", "world.loaded")
_log = logging.getLogger(__name__)


def is_due(*, training: bool, now: datetime) -> bool:
    """Tell whether something happened since the last watch that is worth a new one now."""
    last = Watch.objects.filter(training=training).order_by("-made_at").first()
    if last is None:
        return Report.objects.filter(training=training).exists()
    today = timezone.localtime(now).date()
    if last.week < today - timedelta(today.weekday() + 7):  # another whole week has passed
        return True
    news = [_newest(Report, training=training), _newest(Effort, training=training), _newest(Choice, "at")]
    if not any(at and at > last.made_at for at in news):
        return False
    return now - last.made_at >= REST or Entry.objects.filter(action__in=_AT_ONCE, at__gt=last.made_at).exists()


def _newest(model: type[Model], column: str = "changed_at", **which: bool) -> datetime | None:
    found: datetime | None = model._default_manager.filter(**which).aggregate(at=Max(column))["at"]  # noqa: SLF001
    return found


def run(now: datetime) -> list[Watch]:
    """Compute what is due; what cannot be said is left until there is more to say it from."""
    from ikpweb.watch.computing import compute_watch  # the engine weighs much, and is needed now and then

    made = []
    for training in (False, True):
        if is_due(training=training, now=now):
            try:
                made.append(compute_watch(training=training, actor=SYSTEM))
            except ValueError as nothing:
                _log.info("The watch has nothing to say yet: %s", nothing)
    return made


def every(seconds: float, stop: threading.Event, parent: int | None = None) -> None:
    """Run again and again until told to stop, or until the process that started it is gone.

    Any number of servers may do so: the same input is one watch. A database that does not
    answer for a while is waited for.
    """
    while not stop.wait(seconds):
        if parent is not None and os.getppid() != parent:
            return
        close_old_connections()
        try:
            run(timezone.now())
        except DatabaseError:
            _log.exception("The watch could not be computed; the next round tries again.")
