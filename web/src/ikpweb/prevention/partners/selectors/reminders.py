"""Which agreements an office is to be reminded of on a day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.prevention.partners.models import Agreement, Reminder
from ikpweb.prevention.partners.policies import agreements_visible_to
from ikpweb.prevention.partners.states import BEFORE, EXPIRING, in_force, reminder_due

__all__ = ["Due", "due_on", "waiting_for"]

#: Holidays in a row never take longer; a reminder moves before them.
_LONGEST_BREAK = timedelta(21)


@dataclass(frozen=True)
class Due:
    """An agreement to remind of, its last day, and which of its reminders it is: so many days before."""

    agreement: Agreement
    last: date
    before: int


def _open() -> QuerySet[Agreement]:
    renewed = Agreement.objects.filter(renews__isnull=False, withdrawn=False).values("renews")
    return Agreement.objects.filter(valid_to__isnull=False).exclude(pk__in=renewed)


def due_on(day: date) -> Mapping[str, list[Due]]:
    """Give what is due on a day and did not go out yet, by office."""
    until = day + timedelta(max(BEFORE)) + _LONGEST_BREAK
    rows = _open().filter(in_force(day), valid_to__lte=until).select_related("partner", "office")
    sent: dict[tuple[object, date], set[int]] = defaultdict(set)
    gone = Reminder.objects.filter(agreement__in=rows.values("pk"))
    for agreement, last, days in gone.values_list("agreement", "valid_to", "before"):
        sent[agreement, last].add(days)
    found: dict[str, list[Due]] = defaultdict(list)
    for each in rows.order_by("office", "valid_to", "pk"):
        if each.valid_to is None:
            continue
        before = reminder_due(each.valid_to, day, frozenset(sent[each.pk, each.valid_to]))
        if before is not None:
            found[each.office_id].append(Due(each, each.valid_to, before))
    return found


def waiting_for(member: Member, day: date) -> list[Agreement]:
    """Give the agreements of the member's own office that end soon, or ended within the year, and are not renewed."""
    rows = agreements_visible_to(member).filter(office=member.office, pk__in=_open().values("pk"))
    rows = rows.filter(withdrawn=False, ended_on__isnull=True, valid_from__lte=day)
    near = rows.filter(valid_to__gte=day - timedelta(365), valid_to__lte=day + timedelta(EXPIRING))
    return list(near.select_related("partner").order_by("valid_to", "pk"))
