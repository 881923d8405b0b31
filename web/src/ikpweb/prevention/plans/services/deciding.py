"""What people do with the items of a plan: take out, put back, add, change, accept into the register, refuse."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, offices_of
from ikpweb.accounts.models import User
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.prevention.plans import policies
from ikpweb.prevention.plans.adding import figures_of
from ikpweb.prevention.plans.models import ItemState, Origin, Plan, PlanItem, PlanState, PlanStep
from ikpweb.prevention.plans.registering import into_register, many_into_register
from ikpweb.prevention.plans.transitions import NEEDS_REASON, Move, allowed
from ikpweb.prevention.register.services.bulk import MOST_ROWS
from ikpweb.territory.models import Unit
from ikpweb.watch.validation import demand_reason

__all__ = ["accept", "accept_all", "add", "change", "put_back", "refuse", "take_out"]

_BATCH = 200


def _about(item: PlanItem, *_: object, **__: object) -> str:
    return f"plan:{item.plan_id}"


def _may(item: PlanItem, *_: object, actor: Member, **__: object) -> bool:
    return policies.may_decide(actor, item)


@audited("plan_item.taken_out", _about, allowed=_may)
def take_out(item: PlanItem, *, seen: int, actor: Member) -> PlanItem:
    """Take an item out of the plan, for now.

    Raises
    ------
    RejectedError
        When the table of moves does not allow it.
    ConflictError
        When somebody changed the item since `seen`.
    """
    return _moved(item, Move.TAKE_OUT, seen=seen, actor=actor)


@audited("plan_item.put_back", _about, allowed=_may)
def put_back(item: PlanItem, *, seen: int, actor: Member) -> PlanItem:
    """Put an item that was taken out back.

    Raises
    ------
    RejectedError, ConflictError
        As `take_out`.
    """
    return _moved(item, Move.PUT_BACK, seen=seen, actor=actor)


@audited("plan_item.refused", _about, allowed=_may)
def refuse(item: PlanItem, reason: str, *, seen: int, actor: Member) -> PlanItem:
    """Refuse an item for good, with a reason.

    Raises
    ------
    RejectedError, ConflictError
        As `take_out`; also without a reason.
    """
    return _moved(item, Move.REFUSE, seen=seen, reason=reason, actor=actor)


@audited("plan_item.changed", _about, allowed=_may)
def change(item: PlanItem, *, owner: User | None, due: date, seen: int, actor: Member) -> PlanItem:
    """Give an item another owner or deadline.

    Raises
    ------
    RejectedError, ConflictError
        As `take_out`; also for a person who has nothing to do with the unit, and a day that has passed.
    """
    return _moved(item, Move.CHANGE, seen=seen, owner=owner, due=due, actor=actor)


@audited("plan_item.accepted", _about, allowed=_may)
def accept(item: PlanItem, *, seen: int, actor: Member) -> PlanItem:
    """Accept an item: it becomes an action in the register of its unit's office.

    Raises
    ------
    RejectedError, ConflictError
        As `take_out`; also for a plan on made-up data, and when the register does not take it.
    """
    return _moved(item, Move.ACCEPT, seen=seen, actor=actor)


@audited(
    "plan.accepted",
    lambda plan, *_, **__: f"plan:{plan.pk}",
    allowed=lambda plan, *_, actor, **__: policies.may_decide_plan(actor, plan),
)
def accept_all(plan: Plan, seen: Mapping[int, int], *, actor: Member) -> list[PlanItem]:
    """Accept the items that are named, whole or not at all; those accepted before are left as they are.

    Parameters
    ----------
    seen : mapping
        Number of an item to the version that the writer had before them.

    Raises
    ------
    RejectedError, ConflictError
        As `accept`.
    """
    locked = PlanItem.objects.select_for_update(of=("self",)).select_related("plan", "unit").order_by("pk")
    rows = [item for item in locked.filter(plan=plan, pk__in=seen) if item.state != ItemState.ACCEPTED]
    for item in rows:
        _demand_seen(item, seen[item.pk], Move.ACCEPT)
        _demand(item, Move.ACCEPT)
    _demand_real(plan)
    for start in range(0, len(rows), MOST_ROWS):
        _accept_part(rows[start : start + MOST_ROWS], actor)
    tell(items=len(rows))
    return rows


def _accept_part(rows: Sequence[PlanItem], actor: Member) -> None:
    """Put a part into the registers; what they refuse is told of the items."""
    try:
        entries = many_into_register(rows, actor)
    except RejectedError as refused:
        keys = {str(place): str(item.pk) for place, item in enumerate(rows)}
        raise RejectedError({keys.get(key, key): faults for key, faults in refused.faults.items()}) from refused
    for item, entry in zip(rows, entries, strict=True):
        item.entry, item.state, item.version = entry, ItemState.ACCEPTED, item.version + 1
    PlanItem.objects.bulk_update(rows, ["entry", "state", "version"], batch_size=_BATCH)
    steps = [_stepped(item, Move.ACCEPT, "", actor) for item in rows]
    PlanStep.objects.bulk_create(steps, batch_size=_BATCH)


@audited(
    "plan_item.added",
    lambda plan, *_, **__: f"plan:{plan.pk}",
    allowed=lambda plan, *_, actor, **__: policies.may_decide_plan(actor, plan),
)
def add(plan: Plan, unit: Unit, action: str, *, actor: Member) -> PlanItem:
    """Add an action of the library that the computation left out; added twice, it is one item.

    Raises
    ------
    RejectedError
        When the plan is not ready, or the action is none for the unit.
    """
    if plan.state != PlanState.READY:
        raise RejectedError({"add": [FieldError("action", _("Rencana ini belum siap."))]})
    if standing := PlanItem.objects.filter(plan=plan, unit=unit, action=action).first():
        tell(repeated=standing.pk)
        return standing
    figures = figures_of(plan, unit, action)
    if figures is None:
        raise RejectedError({"add": [FieldError("action", _("Tindakan ini bukan untuk daerah itu."))]})
    try:
        with transaction.atomic():
            item = PlanItem(plan=plan, unit=unit, action=action, origin=Origin.ADDED, **figures)
            item.save(force_insert=True)
            _step(item, Move.ADD, "", actor)
    except IntegrityError:  # the other one of two was a moment faster
        tell(repeated=True)
        return PlanItem.objects.get(plan=plan, unit=unit, action=action)
    tell(item=item.pk, unit=unit.pk, library=action)
    return item


def _moved(
    item: PlanItem,
    move: Move,
    *,
    seen: int,
    actor: Member,
    reason: str = "",
    owner: User | None = None,
    due: date | None = None,
) -> PlanItem:
    held = PlanItem.objects.select_for_update(of=("self",)).select_related("plan__office", "unit").get(pk=item.pk)
    said = {"owner": owner.pk if owner else None, "due": due.isoformat() if due else None}
    if _done_before(held, move, reason, said, seen=seen, actor=actor):
        return held
    _demand_seen(held, seen, move)
    to = _demand(held, move)
    fault = demand_reason("reason", reason) if move in NEEDS_REASON else None
    if fault:
        raise RejectedError({str(held.pk): [fault]})
    if move == Move.CHANGE and due is not None:
        _demand_owner(held, owner)
        if due < timezone.localdate():
            _refuse(held, _("Tenggat ini sudah lewat. Pilih hari ini atau sesudahnya."), "due")
        held.owner, held.due = owner, due
    if move == Move.ACCEPT:
        _demand_real(held.plan)
        held.entry = into_register(held, actor)
    held.state = to
    held.version += 1
    held.save(update_fields=["state", "owner", "due", "entry", "version"])
    _step(held, move, reason.strip(), actor)
    tell(item=held.pk, unit=held.unit_id, library=held.action, version=held.version)
    return held


def _refuse(item: PlanItem, sentence: str, field: str = "state") -> NoReturn:
    raise RejectedError({str(item.pk): [FieldError(field, sentence)]})


def _demand(item: PlanItem, move: Move) -> ItemState:
    """Give what an item becomes by a move, or refuse it."""
    to = allowed(ItemState(item.state), move)
    if to is None:
        state = ItemState(item.state).label
        _refuse(item, _("Usulan ini berstatus %(state)s; tindakan ini tidak berlaku lagi.") % {"state": state})
    return to


def _demand_real(plan: Plan) -> None:
    if plan.training:
        sentence = _("Rencana ini bertumpu pada data buatan (SINTETIS): tidak masuk ke register.")
        raise RejectedError({"plan": [FieldError("state", sentence)]})


def _demand_owner(item: PlanItem, owner: User | None) -> None:
    office = item.unit.office
    if owner and not any(each.pk == office.pk or each.is_above(office) for each in offices_of(owner)):
        _refuse(item, _("Orang ini bukan anggota kantor daerah itu atau kantor di atasnya."), "owner")


def _content(item: PlanItem) -> dict[str, Any]:
    return {"owner": item.owner_id, "due": item.due.isoformat(), "entry": item.entry}


def _done_before(item: PlanItem, move: Move, reason: str, said: Mapping[str, Any], *, seen: int, actor: Member) -> bool:
    """Tell whether this very request was done already: a double click, or an answer that was lost on its way."""
    if item.version != seen + 1:
        return False
    last = PlanStep.objects.filter(item=item, number=item.version).first()
    same = last is not None and (last.by_id, last.move, last.reason) == (actor.person.pk, move, reason.strip())
    if same and last is not None and (move != Move.CHANGE or said.items() <= last.content.items()):
        tell(repeated=item.version)
        return True
    return False


def _demand_seen(item: PlanItem, seen: int, move: Move) -> None:
    if seen >= item.version:
        return
    theirs = {"state": item.state, **_content(item)}
    before = PlanStep.objects.filter(item=item, number=seen).first()
    base = {"state": before.state, **before.content} if before else {"state": ItemState.PROPOSED.value}
    told = {"base": base, "theirs": theirs, "mine": {"move": move.value}, "merged": theirs, "both": ["state"]}
    raise ConflictError({str(item.pk): told}, item.version)


def _step(item: PlanItem, move: Move, reason: str, actor: Member) -> None:
    _stepped(item, move, reason, actor).save(force_insert=True)


def _stepped(item: PlanItem, move: Move, reason: str, actor: Member) -> PlanStep:
    return PlanStep(
        item=item,
        number=item.version,
        move=move.value,
        state=item.state,
        content=_content(item),
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=timezone.now(),
    )
