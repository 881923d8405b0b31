"""Who may see and write partners and agreements: an office its own, those above read, nobody else."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.prevention.keeping.policies import below, may_write
from ikpweb.prevention.partners.models import Activity, Agreement, Partner

__all__ = ["activities_visible_to", "agreements_visible_to", "may_add_files", "partners_visible_to"]


def partners_visible_to(member: Member | None) -> QuerySet[Partner]:
    """Give the partners of the member's office and of those below it."""
    return below(member, Partner.objects.all())


def agreements_visible_to(member: Member | None) -> QuerySet[Agreement]:
    """Give the agreements of the member's office and of those below it."""
    return below(member, Agreement.objects.all())


def activities_visible_to(member: Member | None) -> QuerySet[Activity]:
    """Give what was done under the agreements of the member's office and of those below it."""
    return below(member, Activity.objects.all())


def may_add_files(member: Member, agreement: Agreement) -> bool:
    """Tell whether a member may put files to an agreement."""
    return may_write(member, agreement.office) and not agreement.withdrawn
