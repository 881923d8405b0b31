"""Asking for the watch now, and doing what was asked in the process beside the server.

A computation takes longer than a page can wait. What was asked is a row; whoever takes it up says how far it is. A
process that is killed leaves its row behind, which another one takes up again after a while: what was half-done was
in one transaction and is not there.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.watch import policies
from ikpweb.watch.models import Asking, Watch

__all__ = ["LOST", "MOST", "ask", "end_asking", "move_on", "take_up"]

State = Asking.State
#: A computation that says nothing for so long was killed.
LOST = timedelta(minutes=5)
#: One that was killed so often kills its process itself.
MOST = 3


@audited("watch.asked", lambda **_: "watch", allowed=lambda *, actor, **_: policies.may_compute(actor))
def ask(*, training: bool, actor: Member) -> Asking:
    """Ask for the watch to be computed; while one is being computed, that one is given: a double click is one."""
    going = Asking.objects.filter(training=training, state__in=[State.WAITING, State.RUNNING])
    if standing := going.first():
        tell(repeated=standing.pk)
        return standing
    try:
        with transaction.atomic():
            made = Asking.objects.create(training=training, by=actor.person, asked_at=timezone.now())
    except IntegrityError:  # somebody else asked at the same moment
        tell(repeated=True)
        return going.get()
    tell(asked=made.pk, training=training)
    return made


@audited("watch.begun", lambda **_: "watch")
def take_up(*, now: datetime, actor: Acting) -> Asking | None:  # noqa: ARG001 - the decorator reads who
    """Take up what waits longest, or what somebody who was killed left behind; one of several gets it.

    None is given when nothing is left but what was killed too often, which is written off.

    Raises
    ------
    LookupError
        When nothing waits: then nothing is written into the log either.
    """
    lost = Q(state=State.RUNNING, moved_at__lt=now - LOST)
    written_off = []
    for each in Asking.objects.filter(Q(state=State.WAITING) | lost).order_by("pk"):
        mine = Asking.objects.filter(pk=each.pk, state=each.state, tries=each.tries)
        if each.tries >= MOST:
            written_off.append(each.pk)
            mine.update(state=State.FAILED, ended_at=now, said="killed")
            continue
        if mine.update(state=State.RUNNING, started_at=now, moved_at=now, tries=each.tries + 1, step=""):
            tell(asked=each.pk, tries=each.tries + 1)
            each.refresh_from_db()
            return each
    if not written_off:
        raise LookupError
    tell(written_off=written_off)
    return None


@audited("watch.moved", lambda asking, *_, **__: f"asking:{asking.pk}")
def move_on(asking: Asking, step: str, *, actor: Acting) -> None:  # noqa: ARG001 - the decorator reads who
    """Say what is done now."""
    Asking.objects.filter(pk=asking.pk, state=State.RUNNING).update(step=step[:30], moved_at=timezone.now())
    tell(step=step)


@audited("watch.ended", lambda asking, **_: f"asking:{asking.pk}")
def end_asking(asking: Asking, *, watch: Watch | None = None, said: str = "", actor: Acting) -> None:  # noqa: ARG001
    """Say what came of it: a watch, or why there is none."""
    state = State.FAILED if watch is None else State.DONE
    Asking.objects.filter(pk=asking.pk).update(
        state=state, watch=watch, said=said[:500], ended_at=timezone.now(), step=""
    )
    tell(watch=watch and watch.pk, said=said)
