"""What state an agreement is in on a day, and when its renewal is due: pure functions of days."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from ikpweb.oversight.workdays import is_workday
from ikpweb.prevention.partners.models import Agreement

__all__ = ["BEFORE", "EXPIRING", "State", "days_left", "due_day", "in_force", "in_state", "reminder_due", "state_of"]

#: An agreement that ends within so many days asks for a decision.
EXPIRING = 90
#: So many days before the last day the office is reminded; earlier, where that is no working day.
BEFORE = (90, 30, 7)


class State(TextChoices):
    """Of an agreement, on a day."""

    COMING = "coming", _("belum berlaku")
    VALID = "valid", _("berlaku")
    EXPIRING = "expiring", _("hampir berakhir")
    EXPIRED = "expired", _("berakhir")
    ENDED = "ended", _("diakhiri lebih awal")
    WITHDRAWN = "withdrawn", _("ditarik")


def state_of(agreement: Agreement, day: date) -> State:
    """Give the state of an agreement on a day; the last day still holds."""
    if agreement.withdrawn:
        return State.WITHDRAWN
    if agreement.ended_on is not None and agreement.ended_on <= day:
        return State.ENDED
    if agreement.valid_from > day:
        return State.COMING
    left = days_left(agreement, day)
    if left is None or left > EXPIRING:
        return State.VALID
    return State.EXPIRING if left >= 0 else State.EXPIRED


def days_left(agreement: Agreement, day: date) -> int | None:
    """Count the days to the last one; negative after it, None where there is none."""
    return None if agreement.valid_to is None else (agreement.valid_to - day).days


def in_state(state: str, day: date) -> Q:
    """Say which agreements are in a state on a day: the same as `state_of`, for the database."""
    told = Q(withdrawn=False)
    running = told & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    begun = running & Q(valid_from__lte=day)
    soon = day + timedelta(EXPIRING)
    rules: Mapping[str, Q] = {
        State.WITHDRAWN: Q(withdrawn=True),
        State.ENDED: told & Q(ended_on__lte=day),
        State.COMING: running & Q(valid_from__gt=day),
        State.VALID: begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=soon)),
        State.EXPIRING: begun & Q(valid_to__gte=day, valid_to__lte=soon),
        State.EXPIRED: begun & Q(valid_to__lt=day),
    }
    return rules[state]


def in_force(day: date) -> Q:
    """Say which agreements hold on a day."""
    return in_state(State.VALID, day) | in_state(State.EXPIRING, day)


def due_day(last: date, before: int) -> date:
    """Give the day of a reminder: so many days before the last one, or the working day before that."""
    day = last - timedelta(before)
    while not is_workday(day):
        day -= timedelta(1)
    return day


def reminder_due(last: date, day: date, sent: frozenset[int]) -> int | None:
    """Give which reminder is due on a day, or None.

    Parameters
    ----------
    last : date
        The last day of the agreement.
    sent : frozenset of int
        Reminders that went out already, by how many days before. Of several that were missed only
        the nearest is sent: the office hears once.
    """
    if day > last or not is_workday(day):
        return None
    due = [before for before in BEFORE if due_day(last, before) <= day]
    nearest = min(due, default=None)
    return None if nearest is None or any(each <= nearest for each in sent) else nearest
