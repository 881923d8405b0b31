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
from ikpweb.watch.selectors.inputs import last_sunday

__all__ = ["REST", "every", "is_due", "run"]

#: Between two computations over reports that come one by one.
REST = timedelta(minutes=10)
#: After these, nobody waits so long.
_AT_ONCE = ("reports.imported", "effort.imported", "watch_choice.made", "world.loaded")
_log = logging.getLogger(__name__)


def is_due(*, training: bool, now: datetime, since: datetime | None = None) -> bool:
    """Tell whether something happened since the last watch, or since somebody looked, that is worth a look now."""
    last = Watch.objects.filter(training=training).order_by("-made_at").first()
    seen = max((at for at in (since, last and last.made_at) if at), default=None)
    news = [_newest(Report, training=training), _newest(Effort, training=training), _newest(Choice, "at")]
    if seen is None:
        return news[0] is not None
    # Another week is over since the last one that was watched, or looked at in vain.
    if last_sunday(timezone.localtime(now).date()) > last_sunday(timezone.localtime(seen).date()):
        return True
    if not any(at and at > seen for at in news):
        return False
    return now - seen >= REST or Entry.objects.filter(action__in=_AT_ONCE, at__gt=seen).exists()


def _newest(model: type[Model], column: str = "changed_at", **which: bool) -> datetime | None:
    found: datetime | None = model._default_manager.filter(**which).aggregate(at=Max(column))["at"]  # noqa: SLF001
    return found


#: When this process last looked at what came: most of it belongs to the week that is not over yet.
_looked: dict[bool, datetime] = {}


def run(now: datetime) -> list[Watch]:
    """Compute what is due; what cannot be said is left until there is more to say it from."""
    from ikpweb.watch.computing import compute_watch  # the engine weighs much, and is needed now and then

    made = []
    for training in (False, True):
        if is_due(training=training, now=now, since=_looked.get(training)):
            _looked[training] = now
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
