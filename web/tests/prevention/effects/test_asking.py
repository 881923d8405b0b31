"""Questions: whole periods between two days, the last month that is verified, and back from JSON."""

from datetime import date
from itertools import pairwise

import pytest
from ikpweb.prevention.effects.asking import Asked, latest, periods, two_years_to


@pytest.mark.parametrize(
    ("step", "first", "last", "names"),
    [
        ("month", date(2024, 1, 1), date(2024, 3, 31), ["2024-01", "2024-02", "2024-03"]),
        ("month", date(2024, 1, 2), date(2024, 3, 30), ["2024-02"]),
        ("quarter", date(2023, 12, 1), date(2024, 6, 30), ["2024-T1", "2024-T2"]),
        ("week", date(2024, 1, 1), date(2024, 1, 20), ["2024-01-01", "2024-01-08"]),
        ("month", date(2024, 1, 5), date(2024, 1, 20), []),
    ],
)
def test_only_whole_periods(step: str, first: date, last: date, names: list[str]) -> None:
    found = periods(first, last, step)
    assert [each.name for each in found] == names
    assert all(one.last < two.first for one, two in pairwise(found))


def test_the_last_month_is_one_whose_reports_are_verified() -> None:
    assert latest(date(2026, 11, 28)) == date(2026, 9, 30)
    assert latest(date(2026, 11, 29)) == date(2026, 10, 31)
    assert two_years_to(date(2026, 10, 31)) == date(2024, 11, 1)


def test_a_question_comes_back_from_its_text() -> None:
    asked = Asked("program:x", "reports:criminal", first=date(2024, 1, 1), last=date(2024, 2, 1), step="week")
    assert Asked.read(asked.written()) == asked
