"""What is kept about a person: a copy of it, and being forgotten without breaking the log."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from ikpweb.accounts.models import Invitation, Role, User
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.selectors import kept_about, names_of
from ikpweb.accounts.services.personal import erase, tidy
from ikpweb.api.models import Key, KeyDay
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.checkpoints import folder_of_keys
from ikpweb.audit.keys import known_keys
from ikpweb.audit.models import Entry
from ikpweb.audit.services import checkpoint, record
from ikpweb.audit.verifying import verified

from web.tests.factories import PASSWORD, member, person, signed_in

pytestmark = pytest.mark.django_db


def full(role: str = Role.ENTERER, email: str = "rahasia@contoh.id") -> Any:
    """Make somebody about whom everything that can be kept is kept."""
    who = member(role, "15.71", who=person(email, name="Nama Rahasia", password=PASSWORD))
    EmailAddress.objects.create(user=who.person, email=email, verified=True, primary=True)
    client = signed_in(Client(), who)
    client.post("/masuk/keluar/")
    client.post("/masuk/", {"login": email, "password": "salah"})
    client.post("/masuk/", {"login": email, "password": PASSWORD})
    client.post("/kantor/faktor-hilang/", {"reason": "ponsel rahasia jatuh"})
    Invitation.objects.create(
        email=email, office_id="16", role="enterer", secret_digest="0" * 64, expires_at="2030-01-01T00:00:00Z"
    )
    AccessAttempt.objects.get_or_create(username=email, ip_address="10.0.0.1", defaults={"failures_since_start": 1})
    UserSession.objects.create(user=who.person, ip="10.0.0.1", session_key="0" * 32, user_agent="Peramban Rahasia")
    record("submission.saved", who.actor, "submission:1")
    now = timezone.now()
    key = Key.objects.create(
        person=who.person, office=who.office, name="Program rahasia", start="ikp_AbCdEf", digest="e" * 64,
        areas=["watch"], expires_at=now,
    )  # fmt: skip
    KeyDay.objects.create(key=key, day=now.date(), requests=3, last_at=now)
    return who


def test_the_copy_holds_everything_that_is_kept() -> None:
    who = full()
    kept = kept_about(who.person)
    assert set(kept) == {
        "account", "memberships", "invitations", "second_factors", "lost_factors", "sessions", "failed_attempts",
        "keys", "log",
    }  # fmt: skip
    assert kept["account"]["email"] == "rahasia@contoh.id"
    assert all(kept.values())
    (key,) = kept["keys"]
    assert (key["name"], key["reads"], key["days"][0]["requests"]) == ("Program rahasia", ["watch"], 3)
    assert {row["action"] for row in kept["log"]} >= {"submission.saved", "factor_loss.asked"}
    json.dumps(kept)


def test_the_copy_never_holds_what_lets_in() -> None:
    who = full()
    text = json.dumps(kept_about(who.person))
    secret = Authenticator.objects.get(user=who.person, type="totp").data["secret"]
    assert secret not in text
    assert who.person.password not in text
    assert Invitation.objects.get().secret_digest not in text
    assert Key.objects.get().digest not in text


def test_the_copy_is_downloaded_after_showing_who_one_is(client: Client) -> None:
    who = full(Role.OBSERVER)
    signed_in(client, who)
    assert client.get("/kantor/saya/salinan/")["Location"].startswith("/masuk/")
    client.post("/masuk/ulang/", {"password": PASSWORD})
    answer = client.get("/kantor/saya/salinan/")
    assert answer["Content-Disposition"] == f'attachment; filename="ikp-orang-{who.person.pk}.json"'
    assert json.loads(answer.content)["account"]["number"] == who.person.pk
    assert Entry.objects.order_by("-id")[0].action == "person.exported"


def everything_about(email: str, name: str) -> list[str]:
    """Look through every table of the database for traces of a person."""
    from django.apps import apps

    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            text = str(row).lower()
            if email in text or name.lower() in text:
                found.append(model._meta.label)
    return found


def test_erasing_leaves_no_trace_of_name_or_address_in_any_table_and_the_log_whole(client: Client) -> None:
    member(Role.HEAD, "15.71")
    who = full()
    checkpoint()
    assert set(everything_about("rahasia@contoh.id", "Nama Rahasia")) == {
        "account.EmailAddress", "accounts.User", "accounts.Invitation", "axes.AccessAttempt",
    }  # fmt: skip
    erase(who.person, actor=who)
    checkpoint()
    assert everything_about("rahasia@contoh.id", "Nama Rahasia") == []
    assert everything_about("ponsel rahasia", "Peramban Rahasia") == []
    assert list(verified(known_keys(folder_of_keys()))) == []

    gone = User.objects.get(pk=who.person.pk)
    assert (gone.email, gone.name, gone.is_active) == (f"orang-{gone.pk}@dihapus.invalid", "", False)
    assert str(gone) == gone.email
    assert not gone.has_usable_password()
    assert names_of([gone.label]) == {}
    assert Entry.objects.filter(person=gone.pk, action="submission.saved", actor=gone.label).exists()
    assert client.post("/masuk/", {"login": "rahasia@contoh.id", "password": PASSWORD}).status_code == 200
    assert client.get("/kantor/").status_code == 302


def test_erasing_by_the_page_says_what_it_means_and_ends_the_session(client: Client) -> None:
    member(Role.HEAD, "15.71")
    who = full(Role.OBSERVER)
    signed_in(client, who)
    client.post("/masuk/ulang/", {"password": PASSWORD})
    page = client.get("/kantor/saya/hapus/").content.decode()
    assert "tidak dapat dibatalkan" in page
    assert client.post("/kantor/saya/hapus/")["Location"] == "/"
    assert client.get("/kantor/")["Location"].startswith("/masuk/")
    assert not User.objects.get(pk=who.person.pk).is_active


def test_the_last_head_of_an_office_invites_a_successor_before() -> None:
    who = full(Role.HEAD)
    with pytest.raises(NotNow, match="terakhir"):
        erase(who.person, actor=who)
    assert User.objects.get(pk=who.person.pk).name == "Nama Rahasia"


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        (Role.ADMINISTRATOR, "0", True),
        (Role.HEAD, "0", False),
        (Role.HEAD, "15.71", False),
        (Role.ADMINISTRATOR, "15", False),
    ],
)
def test_who_else_may_erase_on_request(role: str, office: str, may: bool) -> None:
    who = full()
    other = member(role, office)
    if may:
        erase(who.person, actor=other)
        assert not User.objects.get(pk=who.person.pk).is_active
    else:
        with pytest.raises(PermissionDenied):
            erase(who.person, actor=other)


def test_a_person_without_an_office_still_sees_the_own_account_and_nothing_else(client: Client) -> None:
    who = person("dulu@contoh.id", password=PASSWORD)
    client.post("/masuk/", {"login": who.email, "password": PASSWORD})
    assert client.get("/kantor/saya/").status_code == 200
    assert client.get("/kantor/").status_code == 403


def test_a_name_changes_and_the_log_does_not_say_to_what(client: Client) -> None:
    who = member(Role.ENTERER, "15", who=person(name="Lama"))
    signed_in(client, who).post("/kantor/saya/", {"name": "Nama Baru"})
    assert User.objects.get(pk=who.person.pk).name == "Nama Baru"
    last = Entry.objects.filter(action="person.renamed").get()
    assert not re.search("Lama|Baru", str(last.detail))


def test_what_is_no_longer_needed_is_let_go_of() -> None:
    who = full()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=40))
    Invitation.objects.create(
        email="baru@contoh.id", office_id="15", role="enterer", secret_digest="1" * 64,
        expires_at=timezone.now() + timedelta(days=5),
    )  # fmt: skip
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(days=40))
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="1" * 32, session_data="", expire_date=timezone.now() + timedelta(days=1))
    UserSession.objects.create(user=who.person, ip="10.0.0.1", session_key="1" * 32, user_agent="open")
    tidy(actor=SYSTEM)
    assert sorted(Invitation.objects.values_list("email", flat=True)) == ["baru@contoh.id", "undangan@dihapus.invalid"]
    assert not AccessAttempt.objects.exists()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["1" * 32]
    assert list(UserSession.objects.values_list("user_agent", flat=True)) == ["open"]
    assert tidy(actor=SYSTEM)["invitations"] == 0


def test_nobody_tidies_by_hand() -> None:
    with pytest.raises(PermissionDenied):
        tidy(actor=member(Role.ADMINISTRATOR, "0"))
