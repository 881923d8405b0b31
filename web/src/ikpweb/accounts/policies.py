"""What a member of an office may see and do, by region and role.

The same rule is asked in two ways: as a filter of rows (`offices_visible_to`) and about one
office (`may_see`). An office sees itself and the offices that report to it; nobody else's.
"""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.territory.models import Office

__all__ = ["may_manage", "may_see", "offices_visible_to"]


def offices_visible_to(member: Member | None) -> QuerySet[Office]:
    """Give the offices whose collection a member may see: their own and those below it."""
    if member is None:
        return Office.objects.none()
    if member.office.pk == Office.CENTRE:
        return Office.objects.all()
    return Office.objects.filter(pk=member.office.pk) | Office.objects.filter(parent=member.office.pk)


def may_see(member: Member | None, office: Office) -> bool:
    """Tell whether a member may see what an office collects."""
    return member is not None and (member.office.pk == office.pk or member.office.is_above(office))


def may_manage(member: Member | None, office: Office) -> bool:
    """Tell whether a member may invite people to an office and end their memberships: its head or
    administrator, or those of an office above it.
    """
    return may_see(member, office) and member is not None and member.has(Role.HEAD, Role.ADMINISTRATOR)
