"""Putting an action into a register, changing what it says, and every move of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.files.selectors import standing_of
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.content import ACTION_WRITTEN, content_of, plain
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.services.holding import done_before, hold, reason_for, refuse, write
from ikpweb.prevention.register.services.linking import link_faults
from ikpweb.prevention.register.transitions import AIMS, Move, Transition, action_allowed
from ikpweb.prevention.register.validation import clean_action
from ikpweb.territory.models import Office
from ikpweb.watch.validation import today_in

__all__ = ["add_action", "change_action", "move_action", "split", "tick"]

_LINKS = ("alarms", "events")
_ROWS = {"risk": "risk_id", "owner": "owner_id"}


def _about(action: Action, *_: object, **__: object) -> str:
    return action.about


def _may_write(action: Action, *_: object, actor: Member, **__: object) -> bool:
    return policies.may_write(actor, action.office)


def _may_handle(action: Action, *_: object, actor: Member, **__: object) -> bool:
    """The table of moves says the rest."""
    return policies.side_of(actor, action) is not None and actor.has(Role.HEAD, Role.ENTERER)


def split(content: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Sequence[Any]]]:
    """Part the fields of an action: its columns, and the keys of its alarms and events."""
    columns = {_ROWS.get(name, name): value for name, value in content.items() if name not in _LINKS}
    return columns, {name: content[name] for name in _LINKS if name in content}


@audited(
    "action.added",
    lambda *_, client, **__: f"action-request:{client}",
    allowed=lambda office, *_, actor, planned=True, **__: (
        policies.may_assign(actor, office) and (not planned or actor.office.pk == office.pk or actor.has(Role.HEAD))
    ),
)
def add_action(
    office: Office,
    given: Mapping[str, Any],
    *,
    client: UUID,
    planned: bool = True,
    origin: str = "",
    actor: Member,
) -> Action:
    """Put an action into the register of an office: one's own, or one below it.

    Parameters
    ----------
    given : mapping
        The fields of `content.ACTION_WRITTEN`; what is left out is empty.
    client : UUID
        Made by the page or program for this request: sent twice, it is one action.
    planned : bool
        Whether it is planned at once; else it is proposed, until the head of the office accepts it.
        For an office below, only a head may say so.
    origin : str
        What it came from, such as ``plan:12``.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong.
    """
    content, faults = clean_action(given, today=today_in(office.unit_id or office.pk))
    faults += link_faults(content, office, actor)
    if faults:
        raise RejectedError({str(client): faults})
    if found := Action.objects.filter(office=office, client=client).first():
        tell(repeated=found.pk)
        return found
    now = timezone.now()
    columns, links = split(content)
    action = Action(
        office=office,
        assigned_by=None if actor.office.pk == office.pk else actor.office,
        status=Status.PLANNED if planned else Status.PROPOSED,
        origin=origin[:60],
        client=client,
        author=actor.person,
        made_at=now,
        **columns,
    )
    try:
        with transaction.atomic():
            write(action, Move.ADD, links=links, actor=actor, at=now, new=True)
    except IntegrityError:  # the same one's second request was a moment faster
        found = Action.objects.filter(office=office, client=client).first()
        if found is None:
            raise
        tell(repeated=found.pk)
        return found
    tell(action=action.pk, status=action.status, office=office.pk)
    return action


@audited("action.changed", _about, allowed=_may_write)
def change_action(action: Action, given: Mapping[str, Any], *, seen: int, actor: Member) -> Action:
    """Change what an action says, as long as it is not done; what is not named stays as it is.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when it is done already.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(action)
    before = content_of(held)
    wanted = {name: given.get(name, before[name]) for name in ACTION_WRITTEN}
    content, faults = clean_action(wanted, today=today_in(held.office.unit_id or held.office_id), before=before)
    faults += link_faults(content, held.office, actor, before=before)
    if faults:
        raise RejectedError({str(held.pk): faults})
    said = {name: plain(content[name]) for name in ACTION_WRITTEN if name in given}
    if done_before(held, Move.CHANGE, seen, actor, said):
        return held
    _demand(held, Move.CHANGE, actor)
    if all(before[name] == value for name, value in said.items()):
        tell(unchanged=True)
        return held
    columns, links = split({name: content[name] for name in said})
    for name, value in columns.items():
        setattr(held, name, value)
    tell(changed=sorted(name for name, value in said.items() if before[name] != value))
    write(held, Move.CHANGE, links=links, actor=actor, at=timezone.now())
    return held


@audited("action.changed", _about, allowed=_may_write)
def tick(action: Action, number: int, *, done: bool, seen: int, actor: Member) -> Action:
    """Mark one step of an action as done, or as not done.

    Raises
    ------
    RejectedError
        When there is no such step, or the action is done already.
    ConflictError
        When somebody changed the action since `seen`.
    """
    held = hold(action)
    if not 0 <= number < len(held.steps_to_do):
        refuse(held, _("Langkah kerja ini tidak ada lagi. Muat ulang halamannya."), "steps_to_do")
    rows = [{**row, "done": done if place == number else row["done"]} for place, row in enumerate(held.steps_to_do)]
    if done_before(held, Move.CHANGE, seen, actor, {"steps_to_do": rows}):
        return held
    _demand(held, Move.CHANGE, actor)
    if rows == held.steps_to_do:
        tell(unchanged=True)
        return held
    held.steps_to_do = rows
    write(held, Move.CHANGE, actor=actor, at=timezone.now())
    return held


@audited("action.moved", _about, allowed=_may_handle)
def move_action(action: Action, move: Move, *, reason: str = "", seen: int, actor: Member) -> Action:
    """Accept, start, finish, confirm, return, take back, reopen, drop or revive an action.

    Raises
    ------
    RejectedError
        When the table does not allow it to this person now, or what it needs is lacking: a reason, or
        for what is done a file or a sentence that says how it can be told.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(action)
    before = Status(held.status)
    if done_before(held, move, seen, actor, {"status": AIMS[move].value} if move in AIMS else {}):
        return held
    transition = _demand(held, move, actor)
    bare = transition.needs_evidence and not standing_of(held.about).exists()
    if bare and len(reason.strip()) < 10:
        sentence = _(
            "Lampirkan bukti dahulu, atau tulis dalam satu kalimat bagaimana dapat diketahui bahwa ini selesai."
        )
        raise RejectedError({str(held.pk): [FieldError("reason", sentence)]})
    said = reason_for(held, reason, needed=transition.needs_reason or bare)
    held.status = transition.to
    held.done_at = _done_at(held, before)
    write(held, move, reason=said, actor=actor, at=timezone.now())
    tell(status=str(held.status))
    return held


def _done_at(action: Action, before: Status) -> Any:
    if action.status == Status.DONE:
        return timezone.now()
    return action.done_at if (before, action.status) == (Status.DONE, Status.CONFIRMED) else None


def _demand(action: Action, move: Move, actor: Member) -> Transition:
    """Give the transition of a move.

    Raises
    ------
    RejectedError
        When the table does not allow it now, or not to this person.
    """
    status, side = Status(action.status), policies.side_of(actor, action)
    doer = policies.is_doer(actor, action)
    transition = action_allowed(status, move, actor.roles, side, is_doer=doer)
    if transition is not None:
        return transition
    if doer and action_allowed(status, move, actor.roles, side, is_doer=False):
        refuse(action, _("Anda sendiri yang menyatakan tindakan ini selesai. Orang lain yang mengesahkannya."))
    sentence = _("Tindakan ini berstatus %(status)s; langkah itu tidak berlaku untuk Anda sekarang.")
    return refuse(action, sentence % {"status": status.label})
