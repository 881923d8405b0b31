"""What all services of activities share: the lock, what the writer had seen, the step that says what was done.

Where somebody else changed the activity since the writer saw it, nothing is written and the writer gets
both versions. Sent twice, the same request is done once.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.kit.merging import merge_versions
from ikpweb.prevention.activities.content import activity_content
from ikpweb.prevention.activities.models import Activity, ActivityStep, Status
from ikpweb.prevention.activities.transitions import Move, allowed
from ikpweb.prevention.activities.validation import demand_reason

__all__ = ["demand", "done_before", "hold", "refuse", "step"]


def hold(activity: Activity) -> Activity:
    """Lock an activity to the end of the transaction."""
    return Activity.objects.select_for_update(of=("self",)).select_related("office").get(pk=activity.pk)


def refuse(activity: Activity, sentence: str, field: str = "status") -> NoReturn:
    """Say that nothing was written, and why."""
    raise RejectedError({str(activity.pk): [FieldError(field, sentence)]})


def demand(activity: Activity, move: Move, actor: Member, reason: str = "") -> str:
    """Give the reason of a move as it is kept.

    Raises
    ------
    RejectedError
        When the table does not allow the move now, or it needs a reason and there is none.
    """
    status = Status(activity.status)
    transition = allowed(status, move, actor.roles)
    if transition is None:
        said = _("Kegiatan ini berstatus %(status)s; tindakan ini tidak berlaku sekarang.")
        refuse(activity, said % {"status": status.label})
    fault = demand_reason("reason", reason) if transition.needs_reason or reason.strip() else None
    if fault:
        raise RejectedError({str(activity.pk): [fault]})
    activity.status = transition.to
    return reason.strip()


def done_before(
    activity: Activity, move: Move, seen: int, actor: Member, said: Mapping[str, Any] | None = None
) -> bool:
    """Tell whether this very request was done already: a double click, or an answer that was lost on its way.

    Raises
    ------
    ConflictError
        When somebody changed the activity since `seen`; with both versions, and what they have in common.
    """
    if seen >= activity.version:
        return False
    mine = dict(said or {})
    last = ActivityStep.objects.get(activity=activity, number=activity.version)
    same = {**last.content, **mine} == last.content
    if last.number == seen + 1 and last.by_id == actor.person.pk and last.move == move.value and same:
        tell(repeated=last.number)
        return True
    base = ActivityStep.objects.filter(activity=activity, number=seen).values_list("content", flat=True).first() or {}
    item = merge_versions(base, activity_content(activity), mine)
    raise ConflictError({str(activity.pk): item}, activity.version)


def step(activity: Activity, move: Move, *, reason: str = "", actor: Member, at: datetime, new: bool = False) -> None:
    """Write an activity that is held or new as it now is, with the step that says so."""
    if not new:
        activity.version += 1
    activity.changed_at = at
    activity.save(force_insert=new)
    made = ActivityStep(
        activity=activity,
        number=activity.version,
        move=move.value,
        content=activity_content(activity),
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=at,
    )
    made.save(force_insert=True)
    tell(move=move.value, version=activity.version, **({"training": True} if activity.training else {}))
