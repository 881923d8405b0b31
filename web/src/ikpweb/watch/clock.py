"""When the watch is computed: as soon as somebody asks, soon after an import, in a while after news, every new week."""

import logging
import os
import threading
import time
from datetime import datetime, timedelta
from functools import partial

from django.db import Error, close_old_connections
from django.db.models import Max, Model
from django.utils import timezone

from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.models import Entry
from ikpweb.kit.beats import beat
from ikpweb.methodology.models import Edition
from ikpweb.stations.waiting import due
from ikpweb.watch.models import Asking, Choice, Effort, Report, Watch
from ikpweb.watch.selectors.inputs import last_sunday
from ikpweb.watch.services.asking import end_asking, move_on, take_up

__all__ = ["REST", "answer", "every", "is_due", "run"]

#: Between two computations over reports that come one by one.
REST = timedelta(minutes=10)
#: After these, nobody waits so long.
_AT_ONCE = ("reports.imported", "effort.imported", "watch_choice.made", "world.loaded")
#: Seconds after which somebody who asked is noticed.
_ASKED = 2.0
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
#: The newest edition that this process has held the projections against.
_editions: dict[str, datetime | None] = {}


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
    newest = _newest(Edition, "loaded_at")
    if "seen" not in _editions or _editions["seen"] != newest:
        from ikpweb.watch.settling import settle_editions

        settle_editions(actor=SYSTEM)
        _editions["seen"] = newest
    return made


def answer(now: datetime) -> Watch | None:
    """Compute what somebody asked for, the longest waiting first; None where nobody did, or there is nothing to say."""
    waiting = Asking.objects.filter(state__in=[Asking.State.WAITING, Asking.State.RUNNING])
    if not waiting.exists():
        return None
    from ikpweb.watch.computing import compute_watch

    try:
        taken = take_up(now=now, actor=SYSTEM)
    except LookupError:  # another server is at it
        return None
    if taken is None:
        return None
    try:
        watch = compute_watch(training=taken.training, actor=SYSTEM, progress=partial(move_on, taken, actor=SYSTEM))
    except ValueError as nothing:
        end_asking(taken, said=str(nothing), actor=SYSTEM)
        return None
    end_asking(taken, watch=watch, actor=SYSTEM)
    return watch


def _drain(now: datetime) -> None:
    """Seal and count what stations reported, where a day is going on; larger ones have a process for it alone."""
    for day in due(now):
        from ikpweb.stations.draining import drain

        drain(day)


def every(seconds: float, stop: threading.Event, parent: int | None = None) -> None:
    """Run again and again until told to stop, or until the process that started it is gone.

    Any number of servers may do so: the same input is one watch. A database that does not
    answer for a while is waited for.
    """
    beat("watch")
    last = time.monotonic()
    while not stop.wait(min(seconds, _ASKED)):
        if parent is not None and os.getppid() != parent:
            return
        beat("watch")
        try:
            close_old_connections()
            _drain(timezone.now())
            answer(timezone.now())
            if time.monotonic() - last >= seconds:
                last = time.monotonic()
                run(timezone.now())
        except (Error, OSError):
            _log.exception("The watch could not be computed; the next round tries again.")
