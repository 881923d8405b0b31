"""Which messages are due on a day: reminders before the deadline, escalation after it, digests on Mondays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from ikpweb.accounts.models import Membership, Role
from ikpweb.collection.models import Cycle, Submission
from ikpweb.oversight import workdays
from ikpweb.oversight.models import Notice
from ikpweb.oversight.selectors import OfficeProgress, by_office
from ikpweb.territory.models import Office

__all__ = ["REMIND_BEFORE", "Message", "due_notices", "people_of"]

#: So many working days before the deadline an office that has not submitted is reminded.
REMIND_BEFORE = (10, 5, 2, 1)
#: From so many working days after it on, the office above is told, on every fifth working day.
ESCALATE_AFTER = 1
ESCALATE_EVERY = 5


@dataclass(frozen=True)
class Message:
    """What is to be sent to an office today, and about which offices."""

    kind: Notice.Kind
    office: Office
    roles: tuple[str, ...]
    about: Sequence[OfficeProgress]


def due_notices(cycle: Cycle, now: datetime) -> list[Message]:
    """Tell which messages of a cycle are due on the day of `now`, whether or not they went out already."""
    today = timezone.localtime(now).date()
    if cycle.stage != Cycle.Stage.OPEN or not workdays.is_workday(today):
        return []
    last = timezone.localtime(cycle.due_entry).date()
    left = workdays.workdays_between(today, last)
    progress = by_office(cycle, Submission.objects.all(), now)
    open_ones = [each for each in progress if each.status in {"not-started", "in-progress"}]
    found: list[Message] = []
    if left in REMIND_BEFORE or left < 0:
        found += [
            Message(Notice.Kind.REMINDER, each.office, (Role.ENTERER, Role.HEAD), [each])
            for each in open_ones
            if left in REMIND_BEFORE or -left % ESCALATE_EVERY == ESCALATE_AFTER
        ]
    if left <= -ESCALATE_AFTER and -left % ESCALATE_EVERY == ESCALATE_AFTER:
        found += [Message(Notice.Kind.ESCALATION, above, (Role.HEAD,), late) for above, late in _by_parent(open_ones)]
    if today.weekday() == 0 or left == 0:  # Mondays, and the last day
        found += [
            Message(Notice.Kind.DIGEST, above, (Role.HEAD, Role.VERIFIER), below)
            for above, below in _by_parent(progress)
        ]
    return found


def _by_parent(offices: Iterable[OfficeProgress]) -> list[tuple[Office, list[OfficeProgress]]]:
    grouped: dict[Office, list[OfficeProgress]] = {}
    for each in offices:
        if each.office.parent is not None:
            grouped.setdefault(each.office.parent, []).append(each)
    return list(grouped.items())


def people_of(offices: set[str], day: date) -> Mapping[str, list[tuple[str, str]]]:
    """Give addresses and roles of the members of offices on a day."""
    current = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    rows = Membership.objects.filter(current, office__in=offices, person__is_active=True)
    found: dict[str, list[tuple[str, str]]] = {}
    for office, email, role in rows.values_list("office", "person__email", "role"):
        found.setdefault(office, []).append((email, role))
    return found
