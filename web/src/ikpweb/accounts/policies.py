"""What a member of an office may see and do, by region and role.

The same rule is asked in two ways: as a filter of rows (`offices_visible_to`) and about one
office (`may_see`). An office sees itself and the offices that report to it; nobody else's.
"""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import FactorLoss, Role
from ikpweb.territory.models import Office

__all__ = [
    "may_confirm_loss",
    "may_grant",
    "may_lift_loss",
    "may_manage",
    "may_see",
    "offices_managed_by",
    "offices_visible_to",
]

#: Who looks after the members of an office.
MANAGERS = (Role.HEAD, Role.ADMINISTRATOR)


def offices_visible_to(member: Member | None) -> QuerySet[Office]:
    """Give the offices whose collection a member may see: their own and those below it."""
    if member is None:
        return Office.objects.none()
    if member.office.pk == Office.CENTRE:
        return Office.objects.all()
    return Office.objects.filter(pk=member.office.pk) | Office.objects.filter(parent=member.office.pk)


def offices_managed_by(member: Member | None) -> QuerySet[Office]:
    """Give the offices whose members a member may look after."""
    if member is None or not member.has(*MANAGERS):
        return Office.objects.none()
    return offices_visible_to(member)


def may_see(member: Member | None, office: Office) -> bool:
    """Tell whether a member may see what an office collects."""
    return member is not None and (member.office.pk == office.pk or member.office.is_above(office))


def may_manage(member: Member | None, office: Office) -> bool:
    """Tell whether a member may invite people to an office and end their memberships: its head or
    administrator, or those of an office above it.
    """
    return may_see(member, office) and member is not None and member.has(*MANAGERS)


def may_grant(member: Member | None, office: Office, role: str) -> bool:
    """Tell whether a member may give a role in an office.

    An administrator who is not a head makes no heads of the own office: who looks after
    accounts would otherwise make themselves the one who signs.
    """
    if member is None or not may_manage(member, office):
        return False
    own = member.office.pk == office.pk
    return not (own and role == Role.HEAD and not member.has(Role.HEAD) and office.pk != Office.CENTRE)


def may_confirm_loss(member: Member | None, loss: FactorLoss) -> bool:
    """Tell whether a member may say that it is really the person who lost the second factor."""
    return may_manage(member, loss.office) and member is not None and member.person.pk != loss.person_id


def may_lift_loss(member: Member | None, loss: FactorLoss) -> bool:
    """Tell whether a member may take the lost factor away: the centre, and nobody who confirmed it before."""
    centre = member is not None and member.office.pk == Office.CENTRE
    another = member is not None and member.person.pk not in {loss.person_id, loss.confirmed_by_id}
    return centre and another and may_manage(member, loss.office)
