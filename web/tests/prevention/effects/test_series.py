"""Outcomes as a table: what is counted, what is left out, and when periods are no panel."""

from datetime import date

import pytest
from ikpweb.prevention.effects.asking import Asked
from ikpweb.prevention.effects.computing import starts_of
from ikpweb.prevention.effects.selectors.series import series_of
from ikpweb.watch.models import Report

from web.tests.prevention.effects.building import FIRST, JAMBI, LAST, months, put_reports

pytestmark = pytest.mark.django_db


def series(**other: object):  # type: ignore[no-untyped-def]
    asked = Asked(**{"subject": "program:x", "first": FIRST, "last": LAST, **other})  # type: ignore[arg-type]
    return series_of(asked, Report.objects.all(), ["15"] if asked.level == "province" else JAMBI)


def test_reports_by_unit_and_month() -> None:
    put_reports({"15.71": months(3), "15.01": [0] * 11 + [2]})
    found = series()
    assert found.units == ("15.01", "15.71")
    assert found.values == [[0.0] * 11 + [2.0], [float(each) for each in months(3)]]
    assert found.left_out == {"silent": len(JAMBI) - 2}
    assert found.differ == []


def test_what_is_not_decided_as_a_violation_counts_only_when_asked_for() -> None:
    put_reports({"15.71": [1] * 12})
    put_reports({"15.71": [2] * 12}, status="entered")
    put_reports({"15.02": [1] * 12}, status="withdrawn")
    assert series().values == [[1.0] * 12]
    assert series(counted="all").values == [[3.0] * 12]
    assert series(outcome="reports:ethics").values == [[0.0] * 12]  # it reported, but nothing of this kind: zero


def test_a_province_is_the_sum_of_its_regencies_and_quarters_of_months() -> None:
    put_reports({"15.71": [1] * 12, "15.01": [2] * 12, "15": [1] * 12})
    found = series(level="province", step="quarter")
    assert found.units == ("15",)
    assert found.values == [[12.0] * 4]
    assert [each.name for each in found.periods] == ["2024-T1", "2024-T2", "2024-T3", "2024-T4"]


def test_editions_whose_methods_differ_are_no_panel_and_say_why() -> None:
    found = series(outcome="scores", level="province")
    assert len(found.periods) >= 3
    assert found.units
    assert len(found.differ) >= 1
    assert all(each["id"] and each["en"] for each in found.differ)


def test_what_came_after_an_election_is_known_once() -> None:
    found = series(outcome="came:recount", level="province")
    assert len(found.periods) == 1
    assert len(found.units) >= 34
    assert {value for row in found.values for value in row} == {0.0, 1.0}
    assert series(outcome="came:nothing").units == ()


def test_the_period_that_a_beginning_lies_in_is_the_first_at_work() -> None:
    put_reports({"15.71": months(3)})
    found = series()
    days = {
        "a": date(2024, 3, 15),
        "b": date(2024, 1, 31),
        "c": date(2020, 1, 1),
        "d": date(2025, 1, 1),
        "e": date(2024, 12, 31),
    }
    assert starts_of(days, [*"abcdef"], found.periods) == [2, 0, 0, -1, 11, -1]
