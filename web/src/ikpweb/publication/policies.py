"""Who may draft, freeze and withdraw a release, and see it before everybody may."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.publication.models import Release
from ikpweb.territory.models import Office

__all__ = ["READERS", "may_draft", "may_freeze", "may_withdraw", "public_releases", "releases_visible_to"]

#: Who of the centre sees drafts and what is under embargo.
READERS = (Role.ANALYST, Role.HEAD, Role.PUBLISHER, Role.OBSERVER)


def _of_the_centre(member: Member | None, *roles: str) -> bool:
    return member is not None and member.office.pk == Office.CENTRE and member.has(*roles)


def may_draft(member: Member | None) -> bool:
    """Tell whether a member may draft releases: the centre's analysts, publishers and heads."""
    return _of_the_centre(member, Role.ANALYST, Role.PUBLISHER, Role.HEAD)


def may_freeze(member: Member | None) -> bool:
    """Tell whether a member may freeze a release at all; that it is another person, the service demands."""
    return _of_the_centre(member, Role.PUBLISHER, Role.HEAD)


def may_withdraw(member: Member | None) -> bool:
    """Tell whether a member may withdraw a release: as who may freeze one."""
    return may_freeze(member)


def public_releases(at: datetime | None = None) -> QuerySet[Release]:
    """Give the releases that everybody may see at a moment, the newest first; withdrawn ones with them."""
    moment = at or timezone.now()
    return Release.objects.filter(Q(embargo=None) | Q(embargo__lte=moment), state=Release.State.FROZEN)


def releases_visible_to(member: Member | None) -> QuerySet[Release]:
    """Give the releases that a member may see: the centre's readers, all; others, the public ones."""
    return Release.objects.all() if _of_the_centre(member, *READERS) else public_releases()
