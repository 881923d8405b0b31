"""Records of alumni: only with a consent, read by the office alone, erased without a trace and with the log whole."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.checkpoints import folder_of_keys
from ikpweb.audit.keys import known_keys
from ikpweb.audit.models import Entry
from ikpweb.audit.services import checkpoint
from ikpweb.audit.verifying import verified
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.cadres.clock import run
from ikpweb.prevention.cadres.consent import current
from ikpweb.prevention.cadres.models import Alumnus, Erased
from ikpweb.prevention.cadres.services import (
    change_alumnus,
    enter_alumnus,
    erase_alumnus,
    export_alumnus,
    withdraw_training,
)

from web.tests.factories import member, signed_in
from web.tests.prevention.cadres.training import about_person, person_of, today, training

pytestmark = pytest.mark.django_db

NAME, CONTACT = "Siti Rahasia Contoh", "0812-0000-RAHASIA"


def traces(*words: str) -> list[str]:
    """Look through every table of the database, the log and the sessions included."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            text = json.dumps(row, default=str, ensure_ascii=False).lower()
            found += [model._meta.label for word in words if word.lower() in text]
    return sorted(set(found))


def taken_away(client: Client) -> str:
    """Give all that the room gives away, as one text."""
    addresses = [reverse("cadres:table", args=[subject, "csv"]) for subject in ("pelatihan", "sosialisasi")]
    addresses += [reverse("cadres:coverage-table", args=["csv"]), reverse("cadres:home"), reverse("cadres:people")]
    addresses += ["/api/v1/office/trainings", "/kantor/audit/"]
    return " ".join(client.get(address).content.decode() for address in addresses)


def test_without_a_consent_nothing_is_kept() -> None:
    actor = member("enterer", "15.71")
    row = training(actor)
    with pytest.raises(RejectedError):
        enter_alumnus(row, about_person(), agreed=False, client=uuid4(), actor=actor)
    for wrong, field in (
        ({"name": ""}, "name"),
        ({"purpose": "jual"}, "purpose"),
        ({"consented_on": (today() + timedelta(1)).isoformat()}, "consented_on"),
        ({"consented_on": (row.day - timedelta(1)).isoformat()}, "consented_on"),
        ({"until": (today() + timedelta(1200)).isoformat()}, "until"),
        ({"until": (today() - timedelta(1)).isoformat()}, "until"),
    ):
        with pytest.raises(RejectedError) as problem:
            enter_alumnus(row, about_person(**wrong), agreed=True, client=uuid4(), actor=actor)
        assert [fault.field for each in problem.value.faults.values() for fault in each] == [field], wrong
    assert not Alumnus.objects.exists()
    assert traces(NAME, CONTACT) == []


def test_a_record_stands_in_one_table_alone() -> None:
    actor = member("enterer", "15.71")
    person = person_of(training(actor), actor)
    change_alumnus(person, about_person(contact=f"{CONTACT}-2"), seen=1, actor=actor)
    export_alumnus(Alumnus.objects.get(), actor=actor)
    assert traces(NAME, CONTACT) == ["cadres.Alumnus"]
    told = Entry.objects.get(action="alumnus.changed").detail
    assert told["fields"] == ["contact"]


def test_after_erasing_no_name_and_no_contact_remain_anywhere_and_the_log_holds() -> None:
    actor = member("head", "15.71")
    row = training(actor)
    client = signed_in(Client(), actor)
    form = client.get(reverse("cadres:person-new", args=[row.pk])).content.decode()
    assert current().texts["id"] in form
    assert "Putaran latihan" not in form  # a training of people is no training data
    for _time in range(2):  # by the pages, as an office does it
        body = {**about_person(), "agreed": "on", "client": str(uuid4())}
        assert client.post(reverse("cadres:person-new", args=[row.pk]), body).status_code == 302
    person, other = Alumnus.objects.order_by("pk")
    client.post(reverse("cadres:people"), {"cari": NAME})
    client.get(reverse("cadres:person", args=[person.pk]))
    assert NAME in client.post(reverse("cadres:copy", args=[person.pk])).content.decode()
    assert NAME in taken_away(client)
    checkpoint()
    client.post(reverse("cadres:erase", args=[person.pk]), {"why": "asked"})
    erase_alumnus(other, Erased.MISTAKE, actor=actor)
    erase_alumnus(other, Erased.MISTAKE, actor=actor)  # a double click
    checkpoint()
    assert traces(NAME, CONTACT, "Rahasia") == []
    assert "Rahasia" not in taken_away(client)
    assert list(verified(known_keys(folder_of_keys()))) == []
    person.refresh_from_db()
    assert (person.name, person.contact, person.erased_why, person.erased_at is None) == ("", "", "asked", False)
    assert "Nama dan kontaknya sudah dihapus" in client.get(reverse("cadres:person", args=[person.pk])).content.decode()
    assert row.people.count() == 2  # that there was a consent is known; who gave it is not
    with pytest.raises(RejectedError):
        change_alumnus(person, about_person(), agreed=True, seen=person.version, actor=actor)
    assert withdraw_training(row, "SINTETIS: salah catat.", seen=1, actor=actor).withdrawn


def test_purpose_and_time_change_only_with_a_new_consent() -> None:
    actor = member("enterer", "15.71")
    person = person_of(training(actor), actor)
    longer = about_person(until=(today() + timedelta(700)).isoformat())
    with pytest.raises(RejectedError) as problem:
        change_alumnus(person, longer, seen=1, actor=actor)
    assert "persetujuan baru" in str(problem.value.faults)
    assert change_alumnus(person, longer, agreed=True, seen=1, actor=actor).consent == current().version
    with pytest.raises(RejectedError):  # somebody was faster
        change_alumnus(person, about_person(name="Lain"), agreed=True, seen=1, actor=actor)
    assert change_alumnus(person, longer, seen=2, actor=actor).version == 2  # nothing changed


def test_when_the_consent_is_over_the_record_goes_by_itself() -> None:
    actor = member("enterer", "15.71")
    row = training(actor)
    person, stays = person_of(row, actor, until=today().isoformat()), person_of(row, actor)
    assert run(timezone.now()) == 0
    with pytest.raises(PermissionDenied):
        erase_alumnus(person, Erased.OVER, actor=SYSTEM)
    Alumnus.objects.filter(pk=person.pk).update(until=today() - timedelta(1))
    call_command("prevention")
    person.refresh_from_db()
    stays.refresh_from_db()
    assert (person.name, person.erased_why, stays.name) == ("", "over", NAME)
    assert run(timezone.now()) == 0


@pytest.mark.parametrize(
    ("role", "code"),
    [("observer", "15.71"), ("verifier", "15.71"), ("head", "15"), ("head", "0"), ("enterer", "16.71")],
)
def test_nobody_but_the_offices_enterers_and_heads_reads_or_writes_them(role: str, code: str) -> None:
    actor = member("enterer", "15.71")
    row = training(actor)
    person, other = person_of(row, actor), member(role, code)
    for act in (
        lambda: enter_alumnus(row, about_person(), agreed=True, client=uuid4(), actor=other),
        lambda: change_alumnus(person, about_person(), seen=1, actor=other),
        lambda: erase_alumnus(person, Erased.ASKED, actor=other),
        lambda: export_alumnus(person, actor=other),
    ):
        with pytest.raises(PermissionDenied):
            act()
    client = signed_in(Client(), other)
    pages: list[Any] = [client.get(reverse("cadres:people")), client.get(reverse("cadres:person", args=[person.pk]))]
    pages.append(client.get(reverse("cadres:one", args=["pelatihan", row.pk])))
    assert all(NAME not in page.content.decode() for page in pages)
    assert pages[1].status_code in {403, 404}


def test_reading_them_is_written_down_and_a_copy_holds_what_is_kept() -> None:
    actor = member("enterer", "15.71")
    person = person_of(training(actor), actor)
    client = signed_in(Client(), actor)
    assert NAME in client.get(reverse("cadres:people")).content.decode()
    assert Entry.objects.get(action="alumni.read").detail == {"people": 1}
    answer = client.post(reverse("cadres:copy", args=[person.pk]))
    kept = json.loads(answer.content)
    assert (kept["name"], kept["contact"], kept["consent"]["version"]) == (NAME, CONTACT, current().version)
    assert kept["consent"]["text"]["id"].startswith("Saya setuju")
    assert client.get(reverse("cadres:copy", args=[person.pk])).status_code == 405
    assert "no-store" in answer["Cache-Control"]


def test_one_sent_twice_is_one_record() -> None:
    actor, client = member("enterer", "15.71"), uuid4()
    row = training(actor)
    for _time in range(2):
        enter_alumnus(row, about_person(), agreed=True, client=client, actor=actor)
    assert Alumnus.objects.count() == 1
