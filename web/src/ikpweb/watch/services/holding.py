"""What all services of reports share: the lock, what the writer had seen, the step that says what was done.

A writer says which version they saw. Where somebody else changed the report since, nothing is
written and the writer gets both versions. Sent twice, the same request is done once.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.kit.merging import merge_versions
from ikpweb.watch.content import report_content
from ikpweb.watch.models import Report, ReportStep, Status
from ikpweb.watch.policies import is_author
from ikpweb.watch.transitions import Move, Transition, allowed
from ikpweb.watch.validation import demand_reason

__all__ = ["as_said", "demand", "done_before", "hold", "reason_for", "refuse", "step"]


def hold(report: Report) -> Report:
    """Lock a report to the end of the transaction."""
    return Report.objects.select_for_update(of=("self",)).select_related("office", "unit").get(pk=report.pk)


def refuse(report: Report, sentence: str, field: str = "status") -> NoReturn:
    """Say that nothing was written, and why."""
    raise RejectedError({str(report.pk): [FieldError(field, sentence)]})


def demand(report: Report, move: Move, actor: Member) -> Transition:
    """Give the transition of a move.

    Raises
    ------
    RejectedError
        When the table does not allow it now, or not to this person.
    """
    status, mine = Status(report.status), is_author(actor, report)
    transition = allowed(status, move, actor.roles, is_author=mine)
    if transition is not None:
        return transition
    if mine and allowed(status, move, actor.roles, is_author=False):
        refuse(report, _("Anda sendiri yang mencatat laporan ini. Orang lain yang memutuskannya."))
    refuse(report, _("Laporan ini berstatus %(status)s; tindakan ini tidak berlaku untuk Anda sekarang.")
           % {"status": status.label})  # fmt: skip


def reason_for(report: Report, transition: Transition, reason: str) -> str:
    """Give the reason as it is kept; where one is needed, it must say something."""
    fault = demand_reason("reason", reason) if transition.needs_reason or reason.strip() else None
    if fault:
        raise RejectedError({str(report.pk): [fault]})
    return reason.strip()


def done_before(report: Report, move: Move, seen: int, actor: Member, said: Mapping[str, Any] | None = None) -> bool:
    """Tell whether this very request was done already: a double click, or an answer that was lost on its way.

    Raises
    ------
    ConflictError
        When somebody changed the report since `seen`; with both versions, and what they have in common.
    """
    if seen >= report.version:
        return False
    mine = {**(said or {})}
    last = ReportStep.objects.get(report=report, number=report.version)
    same = {**last.content, **mine} == last.content
    if last.number == seen + 1 and last.by_id == actor.person.pk and last.move == move.value and same:
        tell(repeated=last.number)
        return True
    base = ReportStep.objects.filter(report=report, number=seen).values_list("content", flat=True).first() or {}
    item = merge_versions(base, report_content(report), mine)
    raise ConflictError({str(report.pk): item}, report.version)


def as_said(content: Mapping[str, Any]) -> dict[str, Any]:
    """Write the days of a content as ISO 8601, as steps keep them."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in content.items()}


def step(report: Report, move: Move, *, reason: str = "", actor: Member, at: datetime, new: bool = False) -> None:
    """Write a report that is held or new as it now is, with the step that says so."""
    if not new:
        report.version += 1
    report.changed_at = at
    report.save(force_insert=new)
    made = ReportStep(
        report=report,
        number=report.version,
        move=move.value,
        content=report_content(report),
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=at,
    )
    made.save(force_insert=True)
    tell(move=move.value, version=report.version, **({"training": True} if report.training else {}))
