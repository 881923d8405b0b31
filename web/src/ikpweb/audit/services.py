"""Writing to the log, and checking that nobody rewrote it."""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from ikpweb.audit.actor import Actor
from ikpweb.audit.models import Entry

__all__ = ["GENESIS", "SYSTEM_STREAM", "audited", "digest_of", "first_break", "record", "tell"]

P = ParamSpec("P")
R = TypeVar("R")

#: What the first entry of a chain follows.
GENESIS = "0" * 64
#: The chain of what the platform does by itself.
SYSTEM_STREAM = "system"

_told: ContextVar[dict[str, Any] | None] = ContextVar("told", default=None)


def audited(
    action: str, subject: Callable[..., str], allowed: Callable[..., bool] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a service atomic and write it down: either it happens and is in the log, or neither.

    The service takes the keyword `actor`, which is `Acting`. What it tells by `tell` goes into the entry.

    Parameters
    ----------
    action : str
        Such as ``edition.loaded``.
    subject : callable
        Takes the service's arguments and gives what it is about, such as ``edition:2024``.
    allowed : callable, optional
        Takes the service's arguments and says whether the actor may. A refusal is logged too,
        as ``<action>.denied``, and raises `PermissionDenied`. What depends on the state of
        the rows is for the service itself to check, inside the transaction.
    """

    def wrap(service: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(service)
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = getattr(kwargs.get("actor"), "actor", None)
            if not isinstance(actor, Actor):
                message = f"{service.__name__} needs actor=…: nothing changes without somebody who did it."
                raise TypeError(message)
            if allowed is not None and not allowed(*args, **kwargs):
                with transaction.atomic():
                    record(f"{action}.denied", actor, subject(*args, **kwargs))
                raise PermissionDenied(action)
            token = _told.set({})
            try:
                with transaction.atomic():
                    result = service(*args, **kwargs)
                    record(action, actor, subject(*args, **kwargs), _told.get())
            finally:
                _told.reset(token)
            return result

        inner.audited = action  # type: ignore[attr-defined] # the check of services looks for it
        return inner

    return wrap


def tell(**detail: Any) -> None:
    """Add to the entry of the service that runs, such as the digests before and after.

    Raises
    ------
    LookupError
        Outside of an audited service: what is told would be lost.
    """
    told = _told.get()
    if told is None:
        message = "tell() is for the inside of an audited service."
        raise LookupError(message)
    told.update(detail)


def digest_of(value: Any) -> str:
    """Give the SHA-256 of a plain value, the same on every machine: keys sorted, nothing between."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record(action: str, actor: Actor, subject: str, detail: Mapping[str, Any] | None = None) -> Entry:
    """Add an entry to the end of the chain of the actor's office, inside the caller's transaction.

    It belongs at the end of the transaction: from here on to its end, others of the same
    office wait.
    """
    stream = actor.office or SYSTEM_STREAM
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # one writer a chain at a time, or two entries would follow the same one
            cursor.execute("SELECT pg_advisory_xact_lock(7165, hashtext(%s))", [stream])
    last = Entry.objects.filter(stream=stream).order_by("-number").values_list("number", "digest").first()
    number, previous = last or (0, GENESIS)
    entry = Entry(
        stream=stream,
        number=number + 1,
        at=timezone.now(),
        action=action,
        actor=actor.label,
        person=actor.person,
        address=actor.address,
        request=actor.request,
        subject=subject,
        detail=dict(detail or {}),
        previous=previous,
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    return entry


def first_break(stream: str = SYSTEM_STREAM) -> Entry | None:
    """Walk a chain from the beginning; give the first entry that does not follow from the one before."""
    previous, number = GENESIS, 1
    for entry in Entry.objects.filter(stream=stream).order_by("number").iterator():
        if entry.number != number or entry.previous != previous or entry.digest != _digest(entry):
            return entry
        previous, number = entry.digest, number + 1
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
    if entry.stream != SYSTEM_STREAM:  # the platform's own chain is older than the chains of the offices
        told += [entry.stream, entry.number, entry.address, entry.request]
    return digest_of(told)
