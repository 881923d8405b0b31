"""Putting many actions into the registers of offices at once, whole or not at all; and dropping them again."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.content import content_of
from ikpweb.prevention.register.models import Action, ActionStep, Status
from ikpweb.prevention.register.services.actions import move_action, split
from ikpweb.prevention.register.services.linking import link_faults
from ikpweb.prevention.register.transitions import Move
from ikpweb.prevention.register.validation import clean_action
from ikpweb.territory.models import Office
from ikpweb.watch.validation import today_in

__all__ = ["MOST_ROWS", "drop_batch", "propose_many"]

#: Every regency of the country with one action, or a whole plan of a province.
MOST_ROWS = 2000
_BATCH = 200


def _offices(rows: Sequence[Mapping[str, Any]]) -> dict[str, Office]:
    found = Office.objects.filter(pk__in={str(row.get("office", "")) for row in rows}).select_related("unit")
    return {office.pk: office for office in found}


def _may(rows: Sequence[Mapping[str, Any]], *, planned: bool = False, actor: Member, **_: object) -> bool:
    if planned and not actor.has(Role.HEAD):
        return False
    return all(policies.may_assign(actor, office) for office in _offices(rows).values())


@audited("actions.proposed", lambda _rows, *, batch, **__: f"batch:{batch}", allowed=_may)
def propose_many(
    rows: Sequence[Mapping[str, Any]],
    *,
    batch: UUID,
    origin: str = "",
    planned: bool = False,
    actor: Member,
) -> list[Action]:
    """Put many actions into the registers of offices, whole or not at all.

    Parameters
    ----------
    rows : sequence of mapping
        Each with ``office``, the code of the office, and the fields of `content.ACTION_WRITTEN`.
    batch : UUID
        Number of the request: sent twice, they are put in once. `drop_batch` takes them back by it.
    origin : str
        What they came from, such as ``plan:12``.
    planned : bool
        Whether they are planned at once, which only a head may say; else they are proposed.

    Raises
    ------
    RejectedError
        By the place of the row in `rows`, from 0: the sentences of every field that is wrong.
    """
    if standing := list(Action.objects.filter(batch=batch).order_by("pk")):
        tell(repeated=len(standing))
        return standing
    if not 0 < len(rows) <= MOST_ROWS:
        sentence = _("Pilih paling sedikit satu dan paling banyak %(most)s tindakan.") % {"most": MOST_ROWS}
        raise RejectedError({str(batch): [FieldError("office", sentence)]})
    made, links = _made(rows, batch=batch, origin=origin, planned=planned, actor=actor)
    try:
        with transaction.atomic():
            Action.objects.bulk_create(made, batch_size=_BATCH)
    except IntegrityError:  # the same one's second request was a moment faster
        standing = list(Action.objects.filter(batch=batch).order_by("pk"))
        if not standing:
            raise
        tell(repeated=len(standing))
        return standing
    for action, linked in zip(made, links, strict=True):
        for name, keys in linked.items():
            if keys:
                getattr(action, name).set(keys)
    _write_steps(made, links, actor)
    tell(actions=len(made), offices=sorted({action.office_id for action in made}), origin=origin)
    return made


def _made(
    rows: Sequence[Mapping[str, Any]], *, batch: UUID, origin: str, planned: bool, actor: Member
) -> tuple[list[Action], list[dict[str, Sequence[Any]]]]:
    """Make the rows, or refuse all of them with what is wrong with each."""
    offices, now = _offices(rows), timezone.now()
    wrong: dict[str, list[FieldError]] = {}
    made, links = [], []
    for place, row in enumerate(rows):
        office = offices.get(str(row.get("office", "")))
        if office is None:
            wrong[str(place)] = [FieldError("office", _("Tidak ada kantor dengan kode ini."))]
            continue
        content, faults = clean_action(row, today=today_in(office.unit_id or office.pk))
        faults += link_faults(content, office, actor)
        if faults:
            wrong[str(place)] = faults
            continue
        columns, linked = split(content)
        made.append(
            Action(
                office=office,
                assigned_by=None if actor.office.pk == office.pk else actor.office,
                status=Status.PLANNED if planned else Status.PROPOSED,
                origin=origin[:60],
                batch=batch,
                client=uuid5(batch, str(place)),
                author=actor.person,
                made_at=now,
                changed_at=now,
                **columns,
            )
        )
        links.append(linked)
    if wrong:
        raise RejectedError(wrong)
    return made, links


def _write_steps(made: Sequence[Action], links: Sequence[Mapping[str, Sequence[Any]]], actor: Member) -> None:
    linked = {action.pk: any(each.values()) for action, each in zip(made, links, strict=True)}
    ActionStep.objects.bulk_create(
        [
            ActionStep(
                item=action,
                number=1,
                move=Move.ADD.value,
                content=content_of(action, bare=not linked[action.pk]),
                by=actor.person,
                office=actor.office,
                at=action.changed_at,
            )
            for action in made
        ],
        batch_size=_BATCH,
    )


@audited(
    "actions.dropped",
    lambda batch, *_, **__: f"batch:{batch}",
    allowed=lambda batch, *_, actor, **__: (
        actor.has(Role.HEAD, Role.ENTERER) and policies.actions_visible_to(actor).filter(batch=batch).exists()
    ),
)
def drop_batch(batch: UUID, reason: str, *, actor: Member) -> tuple[int, int]:
    """Drop what was put in together, as far as nobody has begun; give how many were dropped, and how many stay.

    Raises
    ------
    RejectedError
        Without a reason.
    """
    held = list(Action.objects.select_for_update(of=("self",)).select_related("office").filter(batch=batch))
    early = [each for each in held if each.status in {Status.PROPOSED, Status.PLANNED}]
    for each in early:
        move_action(each, Move.DROP, reason=reason, seen=each.version, actor=actor)
    tell(dropped=len(early), kept=len(held) - len(early))
    return len(early), len(held) - len(early)
