"""Entering a row, changing it, and moving it; each with the step that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NoReturn
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.kit.merging import merge_versions
from ikpweb.prevention.keeping.fields import Holds, cleaned, content_of, plain
from ikpweb.prevention.keeping.sorts import K, Sort
from ikpweb.territory.models import Office
from ikpweb.watch.validation import demand_reason

__all__ = ["Entered", "change_row", "enter_row", "hold", "move_row", "refuse", "withdraw_row"]


@dataclass(frozen=True)
class Entered(Generic[K]):
    """The row as it stands, and whether it was there already."""

    row: K
    repeated: bool = False


def refuse(row: Any, sentence: str, field: str = "") -> NoReturn:
    """Say that nothing was written, and why."""
    raise RejectedError({str(row.pk): [FieldError(field, sentence)]})


def enter_row(
    sort: Sort[K],
    office: Office,
    given: Mapping[str, Any],
    *,
    key: UUID,
    client: UUID | None = None,
    move: str = "enter",
    extra: Mapping[str, Any] | None = None,
    actor: Member,
) -> Entered[K]:
    """Enter a row of an office.

    Parameters
    ----------
    given : mapping
        What its fields say, as `fields.cleaned` takes them.
    key, client : UUID
        Number of the row and of the request, made by the page: sent twice, or by two at once, it is one row.
    extra : mapping, optional
        Columns that no form writes.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong.
    """
    content, faults = cleaned(sort.fields, given, office)
    faults += [] if faults else sort.check(content, office)
    if faults:
        raise RejectedError({str(key): faults})
    if found := _standing(sort, office, key, client):
        return _the_same(sort, found, content)
    now = timezone.now()
    row = sort.model(pk=key, office=office, client=client, author=actor.person, made_at=now, changed_at=now)
    for name, value in (extra or {}).items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            _write(sort, row, content, new=True)
            _step(sort, row, move, actor=actor, at=now)
    except IntegrityError:  # the same one's second request was a moment faster
        found = _standing(sort, office, key, client)
        if found is None:
            raise
        return _the_same(sort, found, content)
    return Entered(row)


def _standing(sort: Sort[K], office: Office, key: UUID, client: UUID | None) -> K | None:
    rows = sort.model._default_manager  # noqa: SLF001 - models of all sorts by one road
    found: K | None = rows.filter(pk=key).first()
    if found is None and client is not None:
        found = rows.filter(office=office, client=client).first()
    return found


def _the_same(sort: Sort[K], found: K, content: Mapping[str, Any]) -> Entered[K]:
    """Take a row that began with the same content for the one that was wanted; another one keeps its number."""
    first = sort.steps._default_manager.get(row=found.pk, number=1).content  # noqa: SLF001
    if {**first, **plain(content)} != first:
        refuse(found, _("Nomor ini sudah dipakai. Muat ulang halamannya dan kirim lagi."))
    tell(repeated=str(found.pk))
    return Entered(found, repeated=True)


def change_row(sort: Sort[K], row: K, given: Mapping[str, Any], *, seen: int, actor: Member) -> K:
    """Change what a row says; fields that are not named stay.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when the row is withdrawn.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(sort, row)
    before = content_of(held, sort.fields, sort.state)
    named = {name: given[name] for name in sort.fields if name in given}
    content, faults = cleaned(sort.fields, {**before, **named}, held.office)
    faults += [] if faults else sort.check({**content, "row": held}, held.office)
    if faults:
        raise RejectedError({str(held.pk): faults})
    said = plain({name: content[name] for name in named})
    if _done_before(sort, held, "change", seen, said=said, actor=actor):
        return held
    if held.withdrawn:
        refuse(held, _("Catatan ini sudah ditarik, dan tidak diubah lagi."))
    if {**before, **said} == before:
        tell(unchanged=True)
        return held
    held.version, held.author, held.changed_at = held.version + 1, actor.person, timezone.now()
    _write(sort, held, content)
    _step(sort, held, "change", actor=actor, at=held.changed_at)
    return held


def move_row(
    sort: Sort[K],
    row: K,
    move: str,
    sets: Mapping[str, Any],
    *,
    reason: str = "",
    needs_reason: bool = True,
    seen: int,
    actor: Member,
) -> K:
    """Set columns of a row that no form writes, and say why.

    Raises
    ------
    RejectedError, ConflictError
        As `change_row`.
    """
    held = hold(sort, row)
    if _done_before(sort, held, move, seen, said=plain(sets), actor=actor):
        return held
    if held.withdrawn:
        refuse(held, _("Catatan ini sudah ditarik, dan tidak diubah lagi."))
    fault = demand_reason("reason", reason) if needs_reason or reason.strip() else None
    if fault:
        raise RejectedError({str(held.pk): [fault]})
    for name, value in sets.items():
        setattr(held, name, value)
    held.version, held.changed_at = held.version + 1, timezone.now()
    held.save()
    _step(sort, held, move, reason=reason.strip(), actor=actor, at=held.changed_at)
    return held


def withdraw_row(sort: Sort[K], row: K, reason: str, *, seen: int, actor: Member) -> K:
    """Take a row back with a reason; it stays readable and counts nowhere.

    Raises
    ------
    RejectedError, ConflictError
        As `change_row`.
    """
    return move_row(sort, row, "withdraw", {"withdrawn": True}, reason=reason, seen=seen, actor=actor)


def hold(sort: Sort[K], row: K) -> K:
    """Lock a row to the end of the transaction."""
    rows = sort.model._default_manager.select_for_update(of=("self",))  # noqa: SLF001
    held: K = rows.select_related("office").get(pk=row.pk)
    return held


def _write(sort: Sort[K], row: K, content: Mapping[str, Any], *, new: bool = False) -> None:
    many = {name for name, field in sort.fields.items() if field.holds is Holds.UNITS}
    for name, field in sort.fields.items():
        if name not in many:
            setattr(row, field.column, content[name])
    sort.derive(row)
    row.save(force_insert=new)
    for name in many:
        getattr(row, name).set(content[name])


def _step(sort: Sort[K], row: K, move: str, *, reason: str = "", actor: Member, at: datetime) -> None:
    made = sort.steps(
        row=row.pk,
        number=row.version,
        move=move,
        content=content_of(row, sort.fields, sort.state),
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=at,
    )
    made.save(force_insert=True)
    tell(move=move, version=row.version)


def _done_before(sort: Sort[K], row: K, move: str, seen: int, *, said: Mapping[str, Any], actor: Member) -> bool:
    """Tell whether this very request was done already: a double click, or an answer that was lost on its way.

    Raises
    ------
    ConflictError
        When somebody changed the row since `seen`; with both versions.
    """
    if seen >= row.version:
        return False
    steps = sort.steps._default_manager.filter(row=row.pk)  # noqa: SLF001
    last = steps.get(number=row.version)
    same = {**last.content, **said} == last.content
    if last.number == seen + 1 and last.by_id == actor.person.pk and last.move == move and same:
        tell(repeated=last.number)
        return True
    base = steps.filter(number=seen).values_list("content", flat=True).first() or {}
    item = merge_versions(base, content_of(row, sort.fields, sort.state), said)
    raise ConflictError({str(row.pk): item}, row.version)
