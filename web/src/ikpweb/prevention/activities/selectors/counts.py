"""How many activities of each form offices had in a period: figures that add up.

The smallest cell is an office, a form and a month. It counts the activities that are listed, or the
number that the office told for the month where that is larger: what is told includes what is listed. All
sums are sums of these cells, so offices add up to their province, provinces to the nation, forms to the total.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from ikpweb.prevention.activities.models import Activity, Form, MonthCount
from ikpweb.prevention.activities.selectors.activities import counted
from ikpweb.territory.models import Office

__all__ = ["Counts", "Line", "Period", "counts_of", "first_of", "months_between", "period_of"]


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, by their first days; both included."""

    since: date
    until: date

    @property
    def end(self) -> date:
        """The first day after it."""
        return _next(self.until)


def first_of(day: date) -> date:
    """Give the first day of its month."""
    return day.replace(day=1)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(period: Period) -> Sequence[date]:
    """Give the first days of all months of a period."""
    found = [period.since]
    while found[-1] < period.until:
        found.append(_next(found[-1]))
    return found


def period_of(since: str, until: str, today: date) -> Period:
    """Read a period of an address, as ``2023-01`` or a day; what cannot be read is the year so far.

    At most ten years; turned around where it begins after its end.
    """
    last = _month(until) or first_of(today)
    first = _month(since) or date(last.year, 1, 1)
    first, last = min(first, last), max(first, last)
    return Period(max(first, date(last.year - 9, 1, 1)), last)


def _month(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None


@dataclass(frozen=True)
class Line:
    """The figures of one office, or of several together.

    Parameters
    ----------
    forms : mapping
        How many of each form.
    only : int
        How many of them are told for a month and not listed.
    """

    forms: Mapping[str, int] = field(default_factory=dict)
    only: int = 0

    @cached_property
    def total(self) -> int:
        """All forms together."""
        return sum(self.forms.values())

    @property
    def row(self) -> Sequence[int]:
        """The forms in their order."""
        return [self.forms.get(form, 0) for form in Form.values]


def joined(lines: Iterable[Line]) -> Line:
    """Add lines up."""
    forms: dict[str, int] = defaultdict(int)
    only = 0
    for line in lines:
        only += line.only
        for form, number in line.forms.items():
            forms[form] += number
    return Line(dict(forms), only)


@dataclass(frozen=True)
class Counts:
    """The figures of a period.

    Parameters
    ----------
    period : Period
    offices : mapping
        Code of an office to its own line; those without any activity are not there.
    months : mapping
        First day of a month to the line of all offices together.
    parents : mapping
        Code of an office to that of the office above it.
    """

    period: Period
    offices: Mapping[str, Line]
    months: Mapping[date, Line]
    parents: Mapping[str, str]

    @cached_property
    def total(self) -> Line:
        """All offices together."""
        return joined(self.offices.values())

    @cached_property
    def provinces(self) -> Mapping[str, Line]:
        """Code of a province to the line of its own office and its regencies' together."""
        parts: dict[str, list[Line]] = defaultdict(list)
        for code, line in self.offices.items():
            above = self.parents.get(code, "")
            if code != Office.CENTRE:
                parts[code if above in ("", Office.CENTRE) else above].append(line)
        return {code: joined(lines) for code, lines in parts.items()}

    def of(self, code: str) -> Line:
        """Give the line of an office alone; an empty one where it had none."""
        return self.offices.get(code, Line())


def counts_of(
    offices: QuerySet[Office], period: Period, *, training: bool = False, listed_only: bool = False
) -> Counts:
    """Count what some offices did in a period; `listed_only` leaves out what is only counted."""
    inside = {"office__in": offices.values("pk"), "training": training}
    listed = Activity.objects.filter(counted(), date__gte=period.since, date__lt=period.end, **inside)
    by_month = listed.annotate(month=TruncMonth("date")).order_by().values_list("office", "form", "month")
    found = {(office, form, month): number for office, form, month, number in by_month.annotate(n=Count("pk"))}
    told = MonthCount.objects.filter(month__gte=period.since, month__lte=period.until, number__isnull=False, **inside)
    rows = told.none() if listed_only else told
    stated = {(row[0], row[1], row[2]): row[3] for row in rows.values_list("office", "form", "month", "number")}
    by_office: dict[str, list[Line]] = defaultdict(list)
    months: dict[date, list[Line]] = defaultdict(list)
    for place in found.keys() | stated.keys():
        office, form, month = place
        one_by_one = found.get(place, 0)
        line = Line({form: max(one_by_one, stated.get(place, 0))}, max(stated.get(place, 0) - one_by_one, 0))
        if line.total:
            by_office[office].append(line)
            months[month].append(line)
    return Counts(
        period,
        {code: joined(lines) for code, lines in by_office.items()},
        {month: joined(months[month]) for month in months_between(period) if month in months},
        {code: above or "" for code, above in offices.values_list("pk", "parent")},
    )
