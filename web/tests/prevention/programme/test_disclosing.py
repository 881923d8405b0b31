"""Deciding what is public: two people to open, one to close; every version kept and in the log."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.programme.models import Disclosure
from ikpweb.prevention.programme.selectors.released import in_force, waiting
from ikpweb.prevention.programme.services.disclosing import ask, close, confirm, refuse

from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db

WHY = "Diputuskan dalam rapat pleno."
SINCE = date(2026, 1, 1)


def asked(actor: Any = None, **levels: str) -> Disclosure:
    return ask(levels or {"activities": "province"}, SINCE, WHY, actor=actor or member("head", "0"))


def test_nothing_holds_before_a_second_person_confirms_it() -> None:
    head, second = member("head", "0"), member("publisher", "0")
    made = asked(head)
    assert in_force() is None
    with pytest.raises(RejectedError):
        confirm(made, actor=head)
    confirm(made, actor=second)
    confirm(made, actor=second)  # a double click
    held = in_force()
    assert held is not None
    assert (held.level("activities"), held.level("cadres")) == ("province", "nothing")
    assert Entry.objects.filter(action="disclosure.confirmed", subject="disclosure:1").count() == 2
    detail = Entry.objects.filter(action="disclosure.confirmed").earliest("id").detail
    assert detail["levels"]["activities"] == "province"


def test_one_waits_at_a_time_and_the_same_one_sent_twice_is_one() -> None:
    head = member("head", "0")
    assert asked(head).pk == asked(head).pk
    with pytest.raises(RejectedError):
        asked(head, partners="unit")
    with pytest.raises(RejectedError):
        asked(member("head", "0"))
    assert waiting() == Disclosure.objects.get()


def test_it_is_refused_or_taken_back_with_a_reason() -> None:
    made = asked()
    with pytest.raises(RejectedError):
        refuse(made, "tidak", actor=member("publisher", "0"))
    second = member("publisher", "0")
    refuse(made, "Angkanya belum diperiksa daerah.", actor=second)
    with pytest.raises(RejectedError):
        confirm(made, actor=second)
    assert in_force() is None
    assert waiting() is None


def test_closing_takes_one_person_and_refuses_what_waits() -> None:
    head = member("head", "0")
    confirm(asked(head, activities="unit"), actor=member("head", "0"))
    late = asked(head, activities="unit", cadres="nation")
    close("Ada angka yang keliru terbuka.", actor=head)
    assert close("Ada angka yang keliru terbuka.", actor=head).number == 3  # a double click
    held = in_force()
    assert held is not None
    assert set(held.levels.values()) == {"nothing"}
    assert Disclosure.objects.get(pk=late.pk).state == "refused"
    with pytest.raises(RejectedError):
        confirm(late, actor=member("publisher", "0"))
    assert confirm(asked(head), actor=member("publisher", "0")).number == 4  # and opened again by two


@pytest.mark.parametrize(("role", "code"), [("publisher", "0"), ("observer", "0"), ("head", "15"), ("head", "15.71")])
def test_only_the_centres_head_asks_and_closes(role: str, code: str) -> None:
    for act in (lambda: asked(member(role, code)), lambda: close(WHY, actor=member(role, code))):
        with pytest.raises(PermissionDenied):
            act()
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(("role", "code"), [("enterer", "0"), ("observer", "0"), ("head", "15"), ("publisher", "15")])
def test_only_heads_and_publishers_of_the_centre_confirm(role: str, code: str) -> None:
    made = asked()
    with pytest.raises(PermissionDenied):
        confirm(made, actor=member(role, code))
    assert Entry.objects.filter(action="disclosure.confirmed.denied").count() == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda head: ask({"activities": "everything"}, SINCE, WHY, actor=head),
        lambda head: ask({"people": "unit"}, SINCE, WHY, actor=head),
        lambda head: ask({"activities": "unit"}, date(2026, 1, 2), WHY, actor=head),
        lambda head: ask({"activities": "unit"}, date.max, WHY, actor=head),
        lambda head: ask({"activities": "unit"}, SINCE, "ya", actor=head),
        lambda head: close("ya", actor=head),
    ],
)
def test_what_cannot_be_is_refused(act: Callable[[Any], Any]) -> None:
    with pytest.raises(RejectedError):
        act(member("head", "0"))
    assert not Disclosure.objects.exists()


def test_the_database_itself_asks_for_two_people() -> None:
    who = member("head", "0").person
    told = {"number": 1, "since": SINCE, "reason": WHY, "asked_by": who, "asked_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(**told, state="confirmed", decided_by=who, decided_at=timezone.now())


def test_the_page_asks_confirms_and_shows_what_would_open() -> None:
    head, second = signed_in(Client(), member("head", "0")), signed_in(Client(), member("publisher", "0"))
    address, decide = reverse("programme:disclosure"), reverse("programme:decide")
    body = {"move": "ask", "level-activities": "province", "since": "2026-01", "reason": WHY}
    assert head.post(decide, {**body, "reason": "ya"}).status_code == 422
    assert head.post(decide, body).status_code == 302
    assert "Anda sendiri yang mengusulkannya" in head.get(address).content.decode()
    assert head.post(decide, {"move": "confirm", "number": "1"}).status_code == 422
    preview = second.get(reverse("programme:preview", args=[1])).content.decode()
    assert "Per provinsi" in preview
    assert "Belum ada angka" in Client().get(reverse("program:home")).content.decode()
    assert second.post(decide, {"move": "confirm", "number": "1"}).status_code == 302
    assert "Per provinsi" in Client().get(reverse("program:home")).content.decode()
    assert head.post(decide, {"move": "close", "reason": "Angka keliru, tutup dahulu."}).status_code == 302
    assert "Belum ada angka" in Client().get(reverse("program:home")).content.decode()
    assert head.post(decide, {"move": "open"}).status_code == 404
    assert head.post(decide, {"move": "confirm", "number": "77"}).status_code == 404


@pytest.mark.parametrize(("role", "code"), [("head", "15"), ("observer", "15.71")])
def test_only_the_centre_reads_what_is_decided(role: str, code: str) -> None:
    asked()
    client = signed_in(Client(), member(role, code))
    for address in (reverse("programme:disclosure"), reverse("programme:preview", args=[1])):
        assert client.get(address).status_code == 403
