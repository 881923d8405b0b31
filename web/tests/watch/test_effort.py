"""Effort: the grid of weeks, two at once, and who may; and the choice of alarms."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.watch.models import Choice, Effort
from ikpweb.watch.services.effort import Cell, save_effort

from web.tests.factories import member, signed_in
from web.tests.watch.reporting import office, today

pytestmark = pytest.mark.django_db

MONDAY = today() - timedelta(today().weekday() + 7)


def test_empty_is_unknown_and_zero_is_an_answer() -> None:
    enterer = member("enterer", "15.71")
    assert save_effort(office(), {MONDAY: Cell(0), MONDAY - timedelta(7): Cell(None)}, actor=enterer) == 1
    assert list(Effort.objects.values_list("supervisors", flat=True)) == [0]
    assert save_effort(office(), {MONDAY: Cell(None, seen=1)}, actor=enterer) == 1
    assert not Effort.objects.exists()


def test_the_same_said_twice_is_no_conflict_and_another_number_is() -> None:
    one, other = member("enterer", "15.71"), member("head", "15.71")
    save_effort(office(), {MONDAY: Cell(10)}, actor=one)
    assert save_effort(office(), {MONDAY: Cell(10)}, actor=other) == 0
    with pytest.raises(ConflictError) as conflict:
        save_effort(office(), {MONDAY: Cell(12), MONDAY - timedelta(7): Cell(3)}, actor=other)
    assert conflict.value.items[MONDAY.isoformat()]["theirs"] == {"supervisors": 10}
    assert Effort.objects.count() == 1  # whole or not at all
    save_effort(office(), {MONDAY: Cell(12, seen=1)}, actor=other)
    assert Effort.objects.get().version == 2


@pytest.mark.parametrize(
    ("week", "number"), [(MONDAY + timedelta(1), 3), (MONDAY + timedelta(14), 3), (MONDAY, -1), (MONDAY, 100_001)]
)
def test_what_cannot_be_is_refused(week: date, number: int) -> None:
    with pytest.raises(RejectedError):
        save_effort(office(), {week: Cell(number)}, actor=member("enterer", "15.71"))


def test_the_grid_is_filled_in_and_a_conflict_shows_the_other_number() -> None:
    client = signed_in(Client(), member("enterer", "15.71"))
    assert client.get(reverse("watch:effort"))["Location"] == reverse("watch:effort-of", args=["15.71"])
    address = reverse("watch:effort-of", args=["15.71"])
    body = {f"n-{MONDAY}": "31", f"v-{MONDAY}": "0", "source": "SK 12"}
    assert client.post(address, body).status_code == 302
    assert client.post(address, {**body, f"n-{MONDAY}": "3x"}).status_code == 422
    answer = client.post(address, {**body, f"n-{MONDAY}": "35"})
    assert answer.status_code == 409
    assert "Orang lain menulis 31" in answer.content.decode()
    assert client.post(address, {**body, f"n-{MONDAY}": "35", f"v-{MONDAY}": "1"}).status_code == 302
    assert Effort.objects.get().supervisors == 35


def test_those_above_see_their_offices_and_others_none() -> None:
    province = signed_in(Client(), member("observer", "15"))
    assert len(province.get(reverse("watch:effort")).context["offices"]) == 11
    assert province.get(reverse("watch:effort-of", args=["15.71"])).status_code == 200
    assert province.get(reverse("watch:effort-of", args=["16.71"])).status_code == 404
    assert province.post(reverse("watch:effort-of", args=["15.71"]), {f"n-{MONDAY}": "3"}).status_code == 403


def test_the_centre_says_how_alarms_are_chosen() -> None:
    client = signed_in(Client(), member("analyst", "0"))
    body = {"method": "auto", "policy": "fdr", "value": "0.2"}
    assert client.post(reverse("watch:choice"), body).status_code == 302
    assert (Choice.objects.get().policy, Choice.objects.get().value) == ("fdr", 0.2)
    assert client.post(reverse("watch:choice"), {**body, "value": "2"}).status_code == 422
    assert client.get(reverse("watch:choice")).status_code == 200
    assert signed_in(Client(), member("head", "15")).get(reverse("watch:choice")).status_code == 403
