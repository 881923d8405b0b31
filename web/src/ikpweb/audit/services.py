"""Writing to the log, and checking that nobody rewrote it."""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from ikpweb.audit.actor import Actor
from ikpweb.audit.models import Entry

__all__ = ["GENESIS", "audited", "first_break", "record"]

P = ParamSpec("P")
R = TypeVar("R")

#: What the first entry follows.
GENESIS = "0" * 64


def audited(action: str, subject: Callable[..., str]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a service atomic and write it down: either it happens and is in the log, or neither.

    The service takes the keyword `actor`.

    Parameters
    ----------
    action : str
        Such as ``edition.loaded``.
    subject : callable
        Takes the service's arguments and gives what it is about, such as ``edition:2024``.
    """

    def wrap(service: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(service)
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs.get("actor")
            if not isinstance(actor, Actor):
                message = f"{service.__name__} needs actor=…: nothing changes without somebody who did it."
                raise TypeError(message)
            with transaction.atomic():
                result = service(*args, **kwargs)
                record(action, actor, subject(*args, **kwargs))
            return result

        inner.audited = action  # type: ignore[attr-defined] # the check of services looks for it
        return inner

    return wrap


def record(action: str, actor: Actor, subject: str, detail: Mapping[str, Any] | None = None) -> Entry:
    """Add an entry to the end of the chain, inside the caller's transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # one writer at a time, or two entries would follow the same one
            cursor.execute("SELECT pg_advisory_xact_lock(7165)")
    last = Entry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = Entry(
        at=timezone.now(),
        action=action,
        actor=actor.label,
        person=actor.person,
        subject=subject,
        detail=dict(detail or {}),
        previous=last or GENESIS,
    )
    entry.digest = _digest(entry)
    entry.save()
    return entry


def first_break() -> Entry | None:
    """Walk the chain from the beginning; give the first entry that does not follow from the one before."""
    previous = GENESIS
    for entry in Entry.objects.order_by("id").iterator():
        if entry.previous != previous or entry.digest != _digest(entry):
            return entry
        previous = entry.digest
    return None


def _digest(entry: Entry) -> str:
    at: datetime = entry.at
    told = [
        entry.previous,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.actor,
        entry.person,
        entry.subject,
        entry.detail,
    ]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
