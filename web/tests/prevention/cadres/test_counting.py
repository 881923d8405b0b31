"""Trainings and outreach: counts that fit together, missing is not zero, versions, withdrawal, rights."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.cadres.models import PROGRAMME_BASE, Outreach, Programme, Training
from ikpweb.prevention.cadres.selectors.lists import doubles_of
from ikpweb.prevention.cadres.services import (
    change_outreach,
    change_training,
    enter_outreach,
    enter_training,
    withdraw_outreach,
    withdraw_training,
)

from web.tests.factories import member
from web.tests.prevention.cadres.training import (
    about_event,
    about_training,
    event,
    office,
    person_of,
    today,
    training,
)

pytestmark = pytest.mark.django_db
WHY = "SINTETIS: dicatat dua kali."


def test_the_six_programmes_bear_their_official_names() -> None:
    assert PROGRAMME_BASE == "Perbawaslu 2/2023 Pasal 3(2)"
    assert [str(label) for label in Programme.labels] == [
        "Pendidikan Pengawas Partisipatif (P2P)",
        "Forum Warga Pengawasan Partisipatif",
        "Pojok Pengawasan",
        "Kerja Sama dengan Perguruan Tinggi",
        "Kampung Pengawasan Partisipatif",
        "Komunitas Digital Pengawasan Partisipatif",
    ]


@pytest.mark.parametrize(
    ("enter", "about", "wrong", "field"),
    [
        (enter_training, about_training, {"women": "30"}, "women"),
        (enter_training, about_training, {"alumni": "41"}, "alumni"),
        (enter_training, about_training, {"disability": "41"}, "disability"),
        (enter_training, about_training, {"participants": "-1"}, "participants"),
        (enter_training, about_training, {"participants": "banyak"}, "participants"),
        (enter_training, about_training, {"programme": "skpp"}, "programme"),
        (enter_training, about_training, {"day": "2999-01-01"}, "day"),
        (enter_training, about_training, {"day_to": "2001-01-01"}, "day_to"),
        (enter_training, about_training, {"place": ""}, "place"),
        (enter_outreach, about_event, {"first_voters": "121"}, "first_voters"),
        (enter_outreach, about_event, {"form": ""}, "form"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    enter: Callable[..., Any], about: Callable[..., dict[str, Any]], wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(RejectedError) as problem:
        enter(office(), about(**wrong), key=uuid4(), actor=member("enterer", "15.71"))
    assert [fault.field for each in problem.value.faults.values() for fault in each] == [field]


def test_what_is_not_reported_hinders_nothing_and_is_no_zero() -> None:
    row = training(participants="", women="", men="", disability="0", alumni="36")
    assert (row.participants, row.women, row.disability, row.alumni) == (None, None, 0, 36)


def test_sent_twice_it_is_one_and_of_two_who_change_one_reads_both_versions() -> None:
    actor, key, client = member("enterer", "15.71"), uuid4(), uuid4()
    for _time in range(2):
        enter_training(office(), about_training(), key=key, client=client, actor=actor)
    row = Training.objects.get()
    change_training(row, {"alumni": "30"}, seen=1, actor=member("head", "15.71"))
    with pytest.raises(ConflictError):
        change_training(row, {"alumni": "31"}, seen=1, actor=actor)


def test_withdrawn_it_counts_nowhere_and_not_while_people_stand_by_it() -> None:
    actor = member("enterer", "15.71")
    row = training(actor)
    person_of(row, actor)
    with pytest.raises(RejectedError):
        withdraw_training(row, WHY, seen=1, actor=actor)
    told = event(actor)
    withdraw_outreach(told, WHY, seen=1, actor=actor)
    with pytest.raises(RejectedError):
        change_outreach(told, {"title": "SINTETIS"}, seen=2, actor=actor)
    assert Outreach.objects.get().withdrawn


@pytest.mark.parametrize(("role", "code"), [("enterer", "16.71"), ("head", "15"), ("head", "0"), ("observer", "15.71")])
def test_only_the_offices_own_enterers_and_heads_write(role: str, code: str) -> None:
    row, told, other = training(), event(), member(role, code)
    for act in (
        lambda: enter_training(office(), about_training(), key=uuid4(), actor=other),
        lambda: change_training(row, {"alumni": "1"}, seen=1, actor=other),
        lambda: withdraw_training(row, WHY, seen=1, actor=other),
        lambda: enter_outreach(office(), about_event(), key=uuid4(), actor=other),
        lambda: change_outreach(told, {"title": "x"}, seen=1, actor=other),
        lambda: withdraw_outreach(told, WHY, seen=1, actor=other),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_same_day_programme_and_place_are_pointed_out() -> None:
    actor = member("enterer", "15.71")
    first, second = training(actor), training(actor, title="SINTETIS: lain")
    training(actor, day=(today() - timedelta(31)).isoformat())
    assert [each.pk for each in doubles_of(first)] == [second.pk]
