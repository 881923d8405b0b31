"""A month of deadlines: weeks from Monday to Sunday, holidays by name, and what is due on each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from ikpweb.oversight.workdays import is_workday, off_days
from ikpweb.prevention.register.models import Action

__all__ = ["Day", "Month", "month_in", "month_of"]

_YEARS = (2020, 2100)


@dataclass(frozen=True, slots=True)
class Day:
    """A day: whether it lies in the month, whether offices work, the name of its holiday, and what is due."""

    day: date
    inside: bool
    works: bool
    holiday: str
    actions: Sequence[Action]


@dataclass(frozen=True, slots=True)
class Month:
    """A month in whole weeks, with the first days of the one before and the one after."""

    first: date
    before: date
    after: date
    weeks: Sequence[Sequence[Day]]
    number: int


def month_in(text: str, today: date) -> date:
    """Read ``2026-11``; the month of today where it is none."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if _YEARS[0] <= found.year < _YEARS[1] else today.replace(day=1)


def month_of(first: date, actions: Sequence[Action]) -> Month:
    """Lay the actions of a month on its days."""
    after = (first + timedelta(32)).replace(day=1)
    by_day: dict[date, list[Action]] = {}
    for each in actions:
        if each.deadline is not None:
            by_day.setdefault(each.deadline, []).append(each)
    monday = first - timedelta(first.weekday())
    weeks = []
    while monday < after:
        weeks.append([_day(monday + timedelta(i), first, after, by_day) for i in range(7)])
        monday += timedelta(7)
    return Month(first, (first - timedelta(1)).replace(day=1), after, weeks, len(actions))


def _day(day: date, first: date, after: date, by_day: Mapping[date, Sequence[Action]]) -> Day:
    holiday = off_days(day.year, "en" if get_language() == "en" else "id").get(day, "")
    return Day(day, first <= day < after, is_workday(day), holiday, by_day.get(day, ()))
