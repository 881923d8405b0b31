"""Working days: weekends, public holidays and the days off around them."""

from datetime import date

import pytest
from ikpweb.oversight.workdays import is_workday, workdays_between


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 14), False),  # the day of the vote
        (date(2024, 4, 8), False),  # the joint leave before Idul Fitri (SKB three ministers 2024)
        (date(2024, 8, 17), False),
        (date(2024, 8, 19), True),
        (date(2024, 8, 18), False),  # a Sunday
    ],
)
def test_the_days_of_2024(day: date, works: bool) -> None:
    assert is_workday(day) is works


def test_counting_skips_the_days_off() -> None:
    # Friday 5 April to Tuesday 16 April 2024: the whole week of Idul Fitri lies between.
    assert workdays_between(date(2024, 4, 5), date(2024, 4, 16)) == 1
    assert workdays_between(date(2024, 4, 16), date(2024, 4, 5)) == -1
    assert workdays_between(date(2024, 4, 5), date(2024, 4, 5)) == 0
