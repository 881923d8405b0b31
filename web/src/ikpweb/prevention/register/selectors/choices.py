"""What the forms of the register offer: people, risks, alarms and events of an office, and the library."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from ikpweb.accounts.members import Member, current
from ikpweb.accounts.models import Membership, Role, User
from ikpweb.collection.models import Event
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.prevention.actions import Action as LibraryAction
from ikpweb.prevention.actions import find, library
from ikpweb.prevention.register.models import Risk, RiskState
from ikpweb.territory.models import Office
from ikpweb.watch.models import Alarm, AlarmState
from ikpweb.watch.policies import alarms_visible_to

__all__ = ["alarms_for", "events_for", "library_action", "library_for", "people_of", "risks_for"]

#: More than these nobody picks from a list.
_MOST = 60


def people_of(office: Office) -> list[User]:
    """Give those who may be the owner of an action of an office: its members who do more than read, by name."""
    rows = current(Membership.objects.filter(office=office, person__is_active=True), timezone.localdate())
    rows = rows.exclude(role=Role.OBSERVER).select_related("person")
    return sorted({row.person for row in rows}, key=str)


def risks_for(office: Office) -> Sequence[Risk]:
    """Give the open risks of an office, the gravest first."""
    rows = Risk.objects.filter(office=office, state=RiskState.OPEN)
    return sorted(rows, key=lambda each: (-each.likelihood * each.consequence, each.title))


def alarms_for(member: Member, office: Office) -> Sequence[Alarm]:
    """Give the alarms of an office's unit and of those below it whose outcome is not known yet."""
    rows = alarms_visible_to(member).filter(training=False).exclude(state=AlarmState.CLOSED)
    if office.pk != Office.CENTRE:
        rows = rows.filter(Q(unit__office=office.pk) | Q(unit__office__parent=office.pk))
    return list(rows.select_related("unit")[:_MOST])


def events_for(member: Member, keys: Sequence[str]) -> Sequence[Event]:
    """Give those of some events that a member may see."""
    if not keys:
        return []
    seen = submissions_visible_to(member).order_by().values("pk")
    rows = Event.objects.filter(pk__in=keys, submission__in=seen)
    return list(rows.select_related("submission__office").defer("submission__cycle__form"))


def library_action(key: str) -> LibraryAction | None:
    """Give an action of the library as it is now, also one that is no longer advised."""
    return find(key) if key else None


def library_for(office: Office) -> Sequence[LibraryAction]:
    """Give the actions of the library that an office of this level does."""
    return [each for each in library() if office.level in each.levels] or library()
