"""Who may see and make assessments of effect: by region and role. The public sees none of them."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import may_see, offices_visible_to
from ikpweb.prevention.effects.models import Assessment, Programme
from ikpweb.territory.models import Office, Unit

__all__ = ["WRITING", "assessments_visible_to", "may_assess", "may_withdraw", "programmes_visible_to", "units_for"]

WRITING = (Role.HEAD, Role.ENTERER, Role.ANALYST)


def assessments_visible_to(member: Member | None) -> QuerySet[Assessment]:
    """Give the assessments of the member's office and of those below it: what went in is no more than those may see."""
    return Assessment.objects.filter(office__in=offices_visible_to(member))


def programmes_visible_to(member: Member | None) -> QuerySet[Programme]:
    """Give the programmes that the member's office and those below it listed."""
    return Programme.objects.filter(office__in=offices_visible_to(member))


def units_for(member: Member | None) -> QuerySet[Unit]:
    """Give the units whose programmes a member may list: the own one and those below it."""
    return Unit.objects.filter(office__in=offices_visible_to(member), valid_to__isnull=True)


def may_assess(member: Member | None, office: Office | None) -> bool:
    """Tell whether a member may assess and list programmes for an office: the own one only."""
    return member is not None and office is not None and member.office.pk == office.pk and member.has(*WRITING)


def may_withdraw(member: Member | None, office: Office) -> bool:
    """Tell whether a member may take back what an office made: those who write for it, or for one above."""
    return member is not None and may_see(member, office) and member.has(*WRITING)
