"""Who may see and change reports, effort and alarms: by region and role. The public sees none of them."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import may_see
from ikpweb.territory.models import Office
from ikpweb.watch.models import Alarm, AlarmStep, Effort, Report, ReportStep
from ikpweb.watch.transitions import Move

__all__ = [
    "alarms_visible_to",
    "below",
    "effort_visible_to",
    "is_author",
    "is_decider",
    "may_choose",
    "may_compute",
    "may_enter",
    "may_handle",
    "reports_visible_to",
]

_M = TypeVar("_M", bound=Model)
_WRITING = (Move.ENTER, Move.IMPORT, Move.CHANGE)


def below(member: Member | None, rows: QuerySet[_M], office: str) -> QuerySet[_M]:
    """Keep the rows of the member's office and of those below it."""
    if member is None:
        return rows.none()
    if member.office.pk == Office.CENTRE:
        return rows
    return rows.filter(Q(**{office: member.office.pk}) | Q(**{f"{office}__parent": member.office.pk}))


def reports_visible_to(member: Member | None) -> QuerySet[Report]:
    """Give the reports of the member's office and of those below it; nobody else's."""
    return below(member, Report.objects.all(), "office")


def alarms_visible_to(member: Member | None) -> QuerySet[Alarm]:
    """Give the alarms of the member's unit and of those below it; nobody else's."""
    return below(member, Alarm.objects.all(), "unit__office")


def effort_visible_to(member: Member | None) -> QuerySet[Effort]:
    """Give the effort of the member's unit and of those below it; nobody else's."""
    return below(member, Effort.objects.all(), "unit__office")


def may_enter(member: Member | None, office: Office | None) -> bool:
    """Tell whether a member may enter reports and effort for an office: its own people, or those above it."""
    return (
        member is not None
        and office is not None
        and office.unit_id is not None
        and may_see(member, office)
        and member.has(Role.ENTERER, Role.HEAD)
    )


def may_handle(member: Member | None, office: Office | None) -> bool:
    """Tell whether a member has to do with what an office looks after at all: the table of moves says the rest."""
    return member is not None and office is not None and may_see(member, office)


def may_choose(member: Member | None) -> bool:
    """Tell whether a member may say how alarms are chosen: the centre's head or analyst."""
    return member is not None and member.office.pk == Office.CENTRE and member.has(Role.HEAD, Role.ANALYST)


def may_compute(member: Member | None) -> bool:
    """Tell whether a member may have the watch computed now, rather than by the clock."""
    return may_choose(member)


def is_author(member: Member, report: Report) -> bool:
    """Tell whether a member wrote any of a report, or brought it in: who did never decides on it."""
    return ReportStep.objects.filter(report=report, by=member.person, move__in=_WRITING).exists()


def is_decider(member: Member, alarm: Alarm) -> bool:
    """Tell whether a member made the last decision about an alarm."""
    last = AlarmStep.objects.filter(alarm=alarm, move__in=("act", "dismiss", "close", "correct")).order_by("-number")
    return last.values_list("by", flat=True).first() == member.person.pk
