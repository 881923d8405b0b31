"""Writing to the log, and sealing it."""

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.audit import keys, seals
from ikpweb.audit.actor import SYSTEM, Acting, Actor
from ikpweb.audit.chain import GENESIS, SYSTEM_STREAM, demand_json, digest_of, digest_of_entry, first_break
from ikpweb.audit.checkpoints import WHOLE_EVERY, folder_of_keys, heads_at, heads_now, seal_of
from ikpweb.audit.models import Checkpoint, Cosignature, Entry

__all__ = [
    "GENESIS",
    "SYSTEM_STREAM",
    "audited",
    "checkpoint",
    "digest_of",
    "first_break",
    "note_read",
    "record",
    "take_cosignature",
    "tell",
]

P = ParamSpec("P")
R = TypeVar("R")

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


def record(action: str, actor: Actor, subject: str, detail: Mapping[str, Any] | None = None) -> Entry:
    """Add an entry to the end of the chain of the actor's office, inside the caller's transaction.

    It belongs at the end of the transaction: from here on to its end, others of the same
    office wait.

    Raises
    ------
    TypeError
        When the detail holds what JSON does not give back as it was: see `demand_json`.
    """
    demand_json(detail)
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
    entry.digest = digest_of_entry(entry)
    entry.save(force_insert=True)
    return entry


def checkpoint(*, actor: Acting = SYSTEM) -> Checkpoint | None:
    """Seal the ends of all chains under one signed root; gives None when nothing moved since the last time.

    It is not an audited service: its row is a record that is only added to, and an entry in
    the log would itself be something to seal. A freeze asks for one after it is committed,
    so that its own entry is inside: ``transaction.on_commit(lambda: checkpoint(actor=actor))``.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # one at a time, however many servers there are
                cursor.execute("SELECT pg_advisory_xact_lock(7166)")
        last = Checkpoint.objects.order_by("-number").first()
        number = last.number + 1 if last else 1
        before, heads = heads_at(last.number if last else 0), heads_now()
        moved = {stream: list(end) for stream, end in heads.items() if before.get(stream) != end}
        if not moved:
            return None
        whole = number % WHOLE_EVERY == 1
        key = keys.kept_key(folder_of_keys())
        made = Checkpoint(
            number=number,
            at=timezone.now(),
            moved={stream: list(end) for stream, end in heads.items()} if whole else moved,
            whole=whole,
            chains=len(heads),
            root=seals.root_of(heads),
            previous=last.digest if last else GENESIS,
            key=keys.key_id(keys.public_text(key)),
            asked_by=actor.actor.label,
        )
        made.signature = key.sign(seal_of(made).body).hex()
        made.digest = seal_of(made).digest
        made.save(force_insert=True)
        return made


@audited("audit.read", lambda subject="log", **_: subject)
def note_read(subject: str = "log", *, asked: Mapping[str, Any], actor: Acting) -> None:  # noqa: ARG001 - the decorator writes
    """Write down that somebody read the log, and what was asked of it; once a page."""
    tell(**asked)


@audited("checkpoint.cosigned", lambda value, **_: f"checkpoint:{value.get('number', '?')}")
def take_cosignature(value: Mapping[str, Any], *, actor: Acting) -> Cosignature:
    """Keep an office's signature of a checkpoint, when it is right.

    Raises
    ------
    ikpweb.audit.seals.Broken
        When it is none, of another office, of another checkpoint, or does not fit its key.
    """
    office = actor.actor.office
    if not isinstance(value, Mapping) or value.get("kind") != "ikp cosignature":
        raise seals.Broken(_("Berkas ini bukan tanda tangan atas titik periksa."))
    if value.get("office") != office:
        raise seals.Broken(_("Tanda tangan ini dibuat untuk kantor lain."))
    signed = Checkpoint.objects.filter(digest=str(value.get("digest"))).first()
    if signed is None or signed.number != value.get("number"):
        raise seals.Broken(
            _("Titik periksa yang ditandatangani tidak ada di sini. Simpan berkasnya: ini tanda bahaya.")
        )
    try:
        holds = seals.cosignature_holds(value)
    except KeyError as missing:
        raise seals.Broken(_("Berkas ini bukan tanda tangan atas titik periksa.")) from missing
    if not holds:
        raise seals.Broken(_("Tanda tangannya tidak cocok dengan kuncinya."))
    tell(key=value["key"], digest=signed.digest)
    kept, _made = Cosignature.objects.get_or_create(
        checkpoint=signed,
        office=office,
        key=value["key"],
        defaults={name: value[name] for name in ("at", "public_key", "signature")},
    )
    return kept
