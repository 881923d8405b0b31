"""Which letters about actions are due on a day: reminders before the deadline, escalation after it.

A deadline may fall on a holiday: what is meant is then the last working day before it, and
letters go out on working days only. So nobody is reminded of a Sunday on that Sunday.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from ikpweb.accounts.models import Role
from ikpweb.oversight.workdays import is_workday, workdays_between
from ikpweb.prevention.register.models import Action, Letter
from ikpweb.prevention.register.selectors.listing import LATE
from ikpweb.territory.models import Office

__all__ = ["REMIND_BEFORE", "Message", "addresses", "due_letters", "last_workday", "working_days_left"]

#: So many working days before the last one those who do it are reminded; 0 is that day itself.
REMIND_BEFORE = (5, 1, 0)
#: From so many working days after it on, the office above is told, on every fifth working day.
ESCALATE_AFTER = 1
ESCALATE_EVERY = 5


@dataclass(frozen=True)
class Message:
    """What is to be sent to the people of an office today, and about which actions."""

    kind: Letter.Kind
    office: Office
    roles: tuple[str, ...]
    about: Sequence[Action]


def last_workday(deadline: date) -> date:
    """Give the last working day on or before a deadline."""
    day = deadline
    while not is_workday(day):
        day -= timedelta(1)
    return day


def working_days_left(today: date, deadline: date) -> int:
    """Count the working days after today up to the last one before a deadline; negative once it has passed."""
    last = last_workday(deadline)
    if today <= deadline and today >= last:  # on the free days between the last working day and the deadline
        return 0
    return workdays_between(today, last)


def due_letters(now: datetime) -> list[Message]:
    """Tell which letters are due on the day of `now`, whether or not they went out already."""
    today = timezone.localtime(now).date()
    if not is_workday(today):
        return []
    until = today + timedelta(21)  # five working days, with the longest holidays there are
    rows = Action.objects.filter(status__in=LATE, deadline__isnull=False, deadline__lte=until)
    listed = list(rows.select_related("office__parent", "owner").order_by("office", "deadline", "pk"))
    found: list[Message] = []
    for office, held in _grouped(listed):
        near = [each for each in held if _left(today, each) in REMIND_BEFORE]
        late = [each for each in held if _is_escalated(_left(today, each))]
        if near or late:
            found.append(Message(Letter.Kind.REMINDER, office, (Role.HEAD, Role.ENTERER), [*near, *late]))
    escalated = [each for each in listed if _is_escalated(_left(today, each)) and each.office.parent is not None]
    by_parent: dict[Office, list[Action]] = {}
    for each in escalated:
        if each.office.parent is not None:
            by_parent.setdefault(each.office.parent, []).append(each)
    return [
        *found,
        *(Message(Letter.Kind.ESCALATION, above, (Role.HEAD,), about) for above, about in by_parent.items()),
    ]


def _left(today: date, action: Action) -> int:
    return working_days_left(today, action.deadline) if action.deadline else 1_000


def _is_escalated(left: int) -> bool:
    return left <= -ESCALATE_AFTER and -left % ESCALATE_EVERY == ESCALATE_AFTER % ESCALATE_EVERY


def _grouped(actions: Sequence[Action]) -> list[tuple[Office, list[Action]]]:
    return [(office, list(held)) for office, held in groupby(actions, key=lambda each: each.office)]


def addresses(people: Mapping[str, list[tuple[str, str]]], message: Message) -> list[str]:
    """Give who is written to: those of the office with one of the roles, and of a reminder the owners besides."""
    found = {email for email, role in people.get(message.office.pk, []) if role in message.roles}
    if message.kind == Letter.Kind.REMINDER:
        found |= {each.owner.email for each in message.about if each.owner and each.owner.is_active}
    return sorted(found)
