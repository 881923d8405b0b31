"""What an office has next: actions by their deadline, agreements that end, stages that begin or end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ikpweb.prevention.curation.selectors.coming import coming
from ikpweb.prevention.partners.models import Agreement
from ikpweb.prevention.partners.states import State, in_state
from ikpweb.prevention.register.models import Action
from ikpweb.prevention.register.selectors.listing import LATE
from ikpweb.prevention.templatetags.prevention import spoken
from ikpweb.territory.models import Office

__all__ = ["DAYS", "Deadline", "deadlines_of"]

#: How far an office looks ahead.
DAYS = 60
#: More than these nobody reads here; the rooms have the others.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that has a day: what sort, which, when, and where it is shown."""

    sort: str
    what: str
    day: date
    address: str
    late: bool = False


def deadlines_of(office: Office, today: date) -> Sequence[Deadline]:
    """Give what is late and what comes within the next days, by day; at most twelve of each room."""
    last = today + timedelta(DAYS)
    actions = Action.objects.filter(office=office, status__in=LATE, deadline__lte=last).order_by("deadline", "pk")
    ending = Agreement.objects.filter(in_state(State.EXPIRING, today), office=office, valid_to__lte=last)
    found = [
        Deadline(_("Tindakan"), each.title, each.deadline, each.get_absolute_url(), late=each.deadline < today)
        for each in actions[:_MOST]
        if each.deadline is not None
    ]
    found += [
        Deadline(_("Perjanjian berakhir"), each.title, each.valid_to, each.get_absolute_url())
        for each in ending.order_by("valid_to", "pk")[:_MOST]
        if each.valid_to is not None
    ]
    said = {"begins": _("Tahapan mulai"), "ends": _("Tahapan berakhir"), "on": _("Tahapan")}
    found += [
        Deadline(said[each.what], f"{spoken(each.row.names)} ({spoken(each.schedule.election.names)})", each.day, "")
        for each in coming(today, DAYS)[:_MOST]
    ]
    return sorted(found, key=lambda each: (each.day, each.sort, each.what))
