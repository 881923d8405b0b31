"""The office's API of activities and the board: read only, the member's own region, nothing for others."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from web.tests.factories import member, signed_in
from web.tests.prevention.made_up import OFFICE, entered, told

pytestmark = pytest.mark.django_db

BASE = "/api/v1/office"


def given(code: str, path: str, role: str = "observer") -> Any:
    return signed_in(Client(), member(role, code)).get(BASE + path)


def test_activities_of_the_own_region_are_listed() -> None:
    made = entered()
    entered(code="16.71")
    entered(training=True)
    assert given(OFFICE, "/activities").json()["total"] == 1
    assert given("15", "/activities?office=15.71&form=education").json()["activities"][0]["id"] == str(made.pk)
    assert given("0", "/activities").json()["total"] == 2
    assert given("0", "/activities?training=true").json()["total"] == 1
    assert given("0", f"/activities?since={timezone.localdate()}").json()["total"] == 0
    one = given("15", f"/activities/{made.pk}").json()
    assert (one["participants"], one["groups"], one["version"]) == (40, {"women": 22}, 1)
    assert given("16", f"/activities/{made.pk}").status_code == 404


def test_counts_add_up_and_a_foreign_office_is_unknown() -> None:
    told(7, month=date(2025, 5, 1), form="letters")
    told(2, month=date(2025, 5, 1), form="other", code="15")
    found = given("15", "/activities/counts?since=2025-01&until=2025-06").json()
    assert (found["total"], found["counts_only"]) == (9, 9)
    assert sum(row["total"] for row in found["rows"]) == 9
    assert given("15", "/activities/counts?office=16").status_code == 404
    assert given("0", "/activities/counts?office=15&since=2025-05&until=2025-05").json()["total"] == 9


def test_the_board_and_who_has_nothing() -> None:
    told(7, month=timezone.localdate().replace(day=1))
    found = given("15", "/programme").json()
    assert found["total"]["activities"] == 7
    assert OFFICE not in found["empty"]
    assert len(found["empty"]) == 11
    assert given(OFFICE, "/programme?office=15").status_code == 404


@pytest.mark.parametrize("path", ["/activities", "/activities/counts", "/programme"])
def test_nobody_else_reads_it_and_nothing_is_written(path: str) -> None:
    assert Client().get(BASE + path).status_code == 401
    answer = signed_in(Client(), member("head", OFFICE)).post(BASE + path, "{}", content_type="application/json")
    assert answer.status_code in {403, 405}
