"""Who may see and write trainings, outreach and records of alumni.

Counts are read by those above too. Records of people are read and written by the enterers and
heads of the office alone: those above need no names.
"""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.prevention.cadres.models import Alumnus, Outreach, Training
from ikpweb.prevention.keeping.policies import WRITERS, below, may_write

__all__ = ["alumni_visible_to", "may_add_files", "may_read_people", "outreach_visible_to", "trainings_visible_to"]


def trainings_visible_to(member: Member | None) -> QuerySet[Training]:
    """Give the trainings of the member's office and of those below it."""
    return below(member, Training.objects.all())


def outreach_visible_to(member: Member | None) -> QuerySet[Outreach]:
    """Give the outreach of the member's office and of those below it."""
    return below(member, Outreach.objects.all())


def may_read_people(member: Member | None) -> bool:
    """Tell whether a member may read records of people at all: those of the own office."""
    return member is not None and member.has(*WRITERS)


def alumni_visible_to(member: Member | None) -> QuerySet[Alumnus]:
    """Give the records of the member's own office to its enterers and heads; nobody else sees any."""
    if member is None or not may_read_people(member):
        return Alumnus.objects.none()
    return Alumnus.objects.filter(office=member.office)


def may_add_files(member: Member, row: Training | Outreach) -> bool:
    """Tell whether a member may put files to a training or an event."""
    return may_write(member, row.office) and not row.withdrawn
