"""What all services of the register share: the lock, what the writer had seen, the step that says what was done.

A writer says which version they saw. Where somebody else changed it since, nothing is written
and the writer gets both versions. Sent twice, the same request is done once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from ikpweb.accounts.members import Member
from ikpweb.audit.services import tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.kit.merging import merge_versions
from ikpweb.prevention.register.content import content_of
from ikpweb.prevention.register.models import Action, ActionStep, Risk, RiskStep
from ikpweb.prevention.register.validation import demand_reason

__all__ = ["done_before", "hold", "reason_for", "refuse", "write"]

_T = TypeVar("_T", Risk, Action)
_STEPS: Mapping[type, Any] = {Risk: RiskStep, Action: ActionStep}


def hold(item: _T) -> _T:
    """Lock a risk or an action to the end of the transaction."""
    rows = type(item)._default_manager.select_for_update(of=("self",))  # noqa: SLF001 - both by one road
    return rows.select_related("office").get(pk=item.pk)


def refuse(item: Risk | Action, sentence: str, field: str = "status") -> NoReturn:
    """Say that nothing was written, and why."""
    raise RejectedError({str(item.pk): [FieldError(field, sentence)]})


def reason_for(item: Risk | Action, reason: str, *, needed: bool) -> str:
    """Give the reason as it is kept; where one is needed, it must say something."""
    fault = demand_reason(reason) if needed or reason.strip() else None
    if fault:
        raise RejectedError({str(item.pk): [fault]})
    return reason.strip()


def done_before(item: Risk | Action, move: StrEnum, seen: int, actor: Member, said: Mapping[str, Any]) -> bool:
    """Tell whether this very request was done already: a double click, or an answer that was lost on its way.

    Raises
    ------
    ConflictError
        When somebody changed it since `seen`; with both versions, and what they have in common.
    """
    if seen >= item.version:
        return False
    steps = _STEPS[type(item)].objects.filter(item=item)
    last = steps.get(number=item.version)
    same = {**last.content, **said} == last.content
    if last.number == seen + 1 and last.by_id == actor.person.pk and last.move == move.value and same:
        tell(repeated=last.number)
        return True
    base = steps.filter(number=seen).values_list("content", flat=True).first() or {}
    raise ConflictError({str(item.pk): merge_versions(base, content_of(item), dict(said))}, item.version)


def write(
    item: Risk | Action,
    move: StrEnum,
    *,
    reason: str = "",
    links: Mapping[str, Sequence[Any]] | None = None,
    actor: Member,
    at: datetime,
    new: bool = False,
) -> None:
    """Write what is held or new as it now is, with the step that says so.

    Parameters
    ----------
    links : mapping, optional
        Of an action: the keys of its alarms and events, where they change.
    """
    if not new:
        item.version += 1
    item.changed_at = at
    item.save(force_insert=new)
    for name, keys in (links or {}).items():
        getattr(item, name).set(keys)
    made = _STEPS[type(item)](
        item=item,
        number=item.version,
        move=move.value,
        content=content_of(item),
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=at,
    )
    made.save(force_insert=True)
    tell(move=move.value, version=item.version, **({"reason": reason} if reason else {}))
