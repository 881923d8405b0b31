"""Who may write editions, score, and read: the centre writes, everybody reads what is frozen."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.methodology.models import Draft, Edition, Expert, Weighting
from ikpweb.territory.models import Office

__all__ = [
    "drafts_visible_to",
    "editions_visible_to",
    "expert_of",
    "may_confirm",
    "may_publish",
    "may_read_drafts",
    "may_write",
]


def _at_centre(member: Member | None, *roles: Role) -> bool:
    return member is not None and member.office.pk == Office.CENTRE and member.has(*roles)


def may_write(member: Member | None) -> bool:
    """Tell whether a member writes drafts and runs weightings: analysts and heads of the centre.

    An administrator looks after accounts, and does not decide what is measured.
    """
    return _at_centre(member, Role.ANALYST, Role.HEAD)


def may_read_drafts(member: Member | None) -> bool:
    """Tell whether a member sees what is still written: writers, publishers and observers of the centre."""
    return _at_centre(member, Role.ANALYST, Role.HEAD, Role.PUBLISHER, Role.OBSERVER)


def may_confirm(member: Member | None) -> bool:
    """Tell whether a member can be the second person of a freeze: a head of the centre."""
    return _at_centre(member, Role.HEAD)


def may_publish(member: Member | None) -> bool:
    """Tell whether a member may show a frozen edition to everybody: heads and publishers of the centre."""
    return _at_centre(member, Role.HEAD, Role.PUBLISHER)


def drafts_visible_to(member: Member | None) -> QuerySet[Draft]:
    """Give the drafts that a member sees."""
    return Draft.objects.all() if may_read_drafts(member) else Draft.objects.none()


def editions_visible_to(member: Member | None) -> QuerySet[Edition]:
    """Give the frozen editions that a member reads: all of them, in every office.

    Offices are asked by an edition before it is public; they may read what they will be asked.
    """
    return Edition.objects.none() if member is None else Edition.objects.all()


def expert_of(member: Member | None, weighting: Weighting | int) -> Expert | None:
    """Give the member's place in a weighting, None for whoever was not asked."""
    if member is None:
        return None
    number = weighting.pk if isinstance(weighting, Weighting) else weighting
    found = Expert.objects.select_related("weighting__draft", "person")
    return (
        found.filter(weighting=number, person=member.person)
        .exclude(weighting__draft__stage=Draft.Stage.DISCARDED)
        .first()
    )
