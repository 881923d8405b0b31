"""Who may see and change activities: an office writes its own, those above it read them; the public sees none."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.prevention.activities.models import Activity, MonthCount
from ikpweb.territory.models import Office

__all__ = ["activities_visible_to", "counts_visible_to", "may_write"]

_M = TypeVar("_M", bound=Model)


def _below(member: Member | None, rows: QuerySet[_M]) -> QuerySet[_M]:
    """Keep the rows of the member's office and of those below it."""
    if member is None:
        return rows.none()
    if member.office.pk == Office.CENTRE:
        return rows
    return rows.filter(Q(office=member.office.pk) | Q(office__parent=member.office.pk))


def activities_visible_to(member: Member | None) -> QuerySet[Activity]:
    """Give the activities of the member's office and of those below it; nobody else's."""
    return _below(member, Activity.objects.all())


def counts_visible_to(member: Member | None) -> QuerySet[MonthCount]:
    """Give the counts of months of the member's office and of those below it; nobody else's."""
    return _below(member, MonthCount.objects.all())


def may_write(member: Member | None, office: Office | None) -> bool:
    """Tell whether a member may enter and change activities of an office: its own people who write."""
    return (
        member is not None
        and office is not None
        and member.office.pk == office.pk
        and member.has(Role.ENTERER, Role.HEAD)
    )
