"""Working days: Monday to Friday, but for public holidays and, in Indonesia, the days off around them.

The days come from the package `holidays`; those that follow the moon are estimates until
the government decrees them, so an operator may see a day shift from one version to the next.
"""

from datetime import date, timedelta
from functools import cache

import holidays

from ikpweb.kit.country import country

__all__ = ["is_workday", "off_days", "workdays_between"]


@cache
def off_days(year: int, language: str = "id") -> dict[date, str]:
    """Give the days of a year on which offices are closed besides weekends, with what they are."""
    code = country().holidays
    if not code:
        return {}
    if code != "ID":  # what the package knows of every country
        return dict(sorted(holidays.country_holidays(code, years=year).items()))
    known = holidays.country_holidays(
        code, years=year, categories=("public", "government"), language="en_US" if language == "en" else "id"
    )
    return dict(sorted(known.items()))


def is_workday(day: date) -> bool:
    """Tell whether offices work on a day."""
    return day.weekday() < 5 and day not in off_days(day.year)


def workdays_between(first: date, last: date) -> int:
    """Count the working days after `first` up to `last`; negative when `last` lies before `first`."""
    if last < first:
        return -workdays_between(last, first)
    return sum(is_workday(first + timedelta(days=i)) for i in range(1, (last - first).days + 1))
