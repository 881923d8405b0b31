"""Replicates that were asked for: which wait, how far they are, and how long they may take."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.core.cache import cache
from django.db import Error, connections
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.runs.models import AskedReplicates, Computation

__all__ = ["CHOICES", "LOST", "due", "expected", "followed", "is_due", "note", "progress_of", "step_of"]

#: What may be chosen; the first unless told otherwise.
CHOICES = (256, 1_000, 10_000)
#: A computation that gives no sign of life for so long was ended with its process.
LOST = timedelta(minutes=1)
#: Seconds between two signs of life, however long a step takes.
_BEAT = 5.0
_KEPT = 3600
State = AskedReplicates.State


def due() -> list[AskedReplicates]:
    """Give what waits for somebody to compute it, the longest waiting first."""
    going_on = Q(state__in=[State.WAITING, State.RUNNING])
    return [each for each in AskedReplicates.objects.filter(going_on).order_by("pk") if is_due(each)]


def is_due(asked: AskedReplicates) -> bool:
    """Tell whether it still waits for somebody to compute it."""
    if asked.state != State.RUNNING or asked.started_at is None:
        return asked.state == State.WAITING
    now, signs = timezone.now().timestamp(), (asked.started_at.timestamp(), _noted(asked)[2])
    # A sign from a time to come is none: the clock was set back since.
    return all(abs(now - sign) > LOST.total_seconds() for sign in signs)


def note(asked: AskedReplicates, done: int, of: int) -> None:
    """Note in the cache how many replicates are made, over all levels: a sign of life as well."""
    cache.set(f"replicates:{asked.pk}", (done, of, timezone.now().timestamp()), _KEPT)


@contextmanager
def followed(asked: AskedReplicates) -> Iterator[Callable[[int, int], None]]:
    """Give what notes how far it is, and note every few seconds that somebody is still at it."""
    said, over = (0, 1), threading.Event()

    def tell(done: int, of: int) -> None:
        nonlocal said
        said = done, of
        with suppress(Error):  # nothing of the work is lost for a sign that nobody heard
            note(asked, done, of)

    def beat() -> None:
        while not over.wait(_BEAT):
            with suppress(Error):
                note(asked, *said)
            connections.close_all()  # of this thread alone

    note(asked, *said)
    thread = threading.Thread(target=beat, name="replicates", daemon=True)
    thread.start()
    try:
        yield tell
    finally:
        over.set()
        thread.join()


def progress_of(asked: AskedReplicates) -> tuple[int, int]:
    """Give how many replicates are made, and of how many."""
    done, of, _at = _noted(asked)
    return done, of


def _noted(asked: AskedReplicates) -> tuple[int, int, float]:
    found: tuple[int, int, float] = cache.get(f"replicates:{asked.pk}", (0, 1, 0.0))
    return found


def step_of(asked: AskedReplicates) -> str:
    """Say in words how far it is, and how long it may go on at the pace that it has had."""
    done, of = progress_of(asked)
    if asked.state != State.RUNNING or asked.started_at is None or not done:
        return str(asked.get_state_display())
    spent = (timezone.now() - asked.started_at).total_seconds()
    left = max(1, round(spent * (of - done) / done))
    return _("{done} dari {of} hitungan ulang, kira-kira {left} detik lagi").format(done=done, of=of, left=left)


def expected(computation: Computation) -> dict[int, int | None]:
    """Give the seconds that each choice may take, as the last one of its cycle took; None before there was one.

    What a computation takes beside its replicates is counted into their pace: more take rather less than said.
    """
    done = AskedReplicates.objects.filter(computation__cycle=computation.cycle_id, state=State.DONE)
    last = done.order_by("-replicates", "-pk").first()
    seconds = None if last is None else last.seconds
    if last is None or seconds is None:
        return dict.fromkeys(CHOICES)
    return {count: max(1, round(seconds * count / last.replicates)) for count in CHOICES}
