"""Sessions: a new key whenever somebody proves who they are, and every way to end them."""

import re
from io import StringIO
from typing import Any

import pytest
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from ikpweb.accounts.members import Member
from ikpweb.audit.models import Entry

from web.tests.factories import PASSWORD, member, person, signed_in
from web.tests.signing_in import code_of, secret_of, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda func, **_: func())


def known(client: Client, who: Member) -> Client:
    """Sign in as a person does, so that the session is in the list."""
    with_password(client, who.person)
    client.post("/masuk/faktor/authenticate/", {"code": code_of(secret_of(who.person))})
    return client


def somebody(role: str = "head") -> Member:
    who = member(role, "15", who=person(password=PASSWORD))
    signed_in(Client(), who)  # has a factor from now on
    return who


def open_sessions(who: Member) -> int:
    return UserSession.objects.filter(user=who.person).count()


def row(who: Member, key: str) -> UserSession:
    return UserSession.objects.create(user=who.person, ip="10.0.0.1", session_key=key, user_agent="x")


def test_a_session_gets_a_new_key_at_sign_in_and_whenever_somebody_proves_it_again(client: Client) -> None:
    who = somebody()
    client.get("/masuk/")
    before = client.cookies.get("sessionid")
    known(client, who)
    first = client.session.session_key
    assert before is None or before.value != first
    client.post("/masuk/ulang/", {"password": "salah"})
    assert client.session.session_key == first  # nothing was proved
    client.post("/masuk/ulang/", {"password": PASSWORD})
    second = client.session.session_key
    assert second != first
    assert not Session.objects.filter(session_key=first).exists()
    assert UserSession.objects.filter(session_key=second).exists()
    assert client.get("/kantor/").status_code == 200
    assert Entry.objects.filter(action="person.reauthenticated").count() == 1


def test_ending_a_session_asks_for_the_password_once_more(client: Client) -> None:
    who = somebody()
    signed_in(client, who)
    other = row(who, "elsewhere")
    assert "/masuk/ulang/" in client.post(f"/kantor/saya/sesi/{other.pk}/akhiri/")["Location"]
    assert "/masuk/ulang/" in client.post("/masuk/sesi/")["Location"]
    assert UserSession.objects.filter(pk=other.pk).exists()
    client.post("/masuk/ulang/", {"password": PASSWORD})
    client.post(f"/kantor/saya/sesi/{other.pk}/akhiri/")
    assert not UserSession.objects.filter(pk=other.pk).exists()


def test_a_changed_factor_ends_the_other_sessions(client: Client) -> None:
    who = somebody()
    signed_in(client, who)
    client.post("/masuk/ulang/", {"password": PASSWORD})
    row(who, "elsewhere")
    Authenticator.objects.create(user=who.person, type="webauthn", data={"name": "kunci"})
    client.post("/masuk/faktor/totp/deactivate/")
    assert not UserSession.objects.filter(session_key="elsewhere").exists()
    assert client.get("/kantor/saya/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(client: Client) -> None:
    who = somebody()
    other = signed_in(Client(), who)
    signed_in(client, who)
    new = "lima kuda hijau menari"
    told = {"oldpassword": "salah", "password1": new, "password2": new}
    client.post("/masuk/sandi/", told)
    assert who.person.check_password(PASSWORD)
    client.post("/masuk/sandi/", {**told, "oldpassword": PASSWORD})
    who.person.refresh_from_db()
    assert who.person.check_password(new)
    assert client.get("/kantor/").status_code == 200
    assert other.get("/kantor/").status_code == 302


def test_who_looks_after_members_signs_one_out_and_strangers_do_not(client: Client) -> None:
    who = member("enterer", "15.71")
    theirs = signed_in(Client(), who)
    UserSession.objects.create(
        user=who.person, ip="10.0.0.1", session_key=theirs.session.session_key or "", user_agent="x"
    )
    number = who.person.memberships.get().pk
    assert signed_in(Client(), member("head", "16")).post(f"/kantor/keanggotaan/{number}/sesi/").status_code == 404
    assert signed_in(Client(), member("enterer", "15")).post(f"/kantor/keanggotaan/{number}/sesi/").status_code == 403
    assert theirs.get("/kantor/").status_code == 200
    signed_in(client, member("head", "15")).post(f"/kantor/keanggotaan/{number}/sesi/")
    assert theirs.get("/kantor/").status_code == 302
    assert "Akhiri sesinya" in client.get("/kantor/anggota/15.71/").content.decode()


def test_the_operator_ends_the_sessions_of_one_or_of_all() -> None:
    first, second = somebody(), somebody()
    clients = [signed_in(Client(), first), signed_in(Client(), second)]
    UserSession.objects.create(
        user=first.person, ip="10.0.0.1", session_key=clients[0].session.session_key or "", user_agent="x"
    )
    out = StringIO()
    call_command("sign_out", first.person.email.upper(), stdout=out)
    assert "1 sesi" in out.getvalue()
    assert [each.get("/kantor/").status_code for each in clients] == [302, 200]
    call_command("sign_out", "--everybody", stdout=out)
    assert clients[1].get("/kantor/").status_code == 302
    assert not Session.objects.exists()
    assert {"session.ended", "sessions.ended"} <= set(Entry.objects.values_list("action", flat=True))


def test_the_operator_must_say_whose() -> None:
    for arguments in ([], ["nobody@contoh.id"]):
        with pytest.raises(CommandError):
            call_command("sign_out", *arguments)


def test_a_page_beyond_the_role_is_refused_and_written_down(client: Client) -> None:
    signed_in(client, member("enterer", "15"))
    assert client.get("/kantor/anggota/").status_code == 403
    entry = Entry.objects.get(action="access.denied")
    assert (entry.stream, entry.subject) == ("15", "page:office:members")


def test_recovery_codes_are_shown_once_and_kept_as_digests(client: Client) -> None:
    who = somebody()
    signed_in(client, who)
    client.post("/masuk/ulang/", {"password": PASSWORD})
    client.post("/masuk/faktor/recovery-codes/generate/")
    codes = re.findall(
        r"\b(?:[0-9A-Z]{6}-){3}[0-9A-Z]{6}\b", client.get("/masuk/faktor/recovery-codes/").content.decode()
    )
    assert len(set(codes)) == 10
    assert not re.findall(
        r"\b(?:[0-9A-Z]{6}-){3}[0-9A-Z]{6}\b", client.get("/masuk/faktor/recovery-codes/").content.decode()
    )
    kept: dict[str, Any] = Authenticator.objects.get(user=who.person, type="recovery_codes").data
    assert set(kept) == {"salt", "digests", "viewed_at"}
    assert len(kept["salt"]) == 32
    assert not any(code in str(kept) for code in codes)
    page = client.get("/masuk/faktor/").content.decode()
    assert "Tersisa 10 kode" in page


def test_proving_it_again_lasts_for_minutes_not_for_the_session(client: Client, settings: Any) -> None:
    assert did_recently_reauthenticate.__module__.startswith("allauth")
    who = somebody()
    signed_in(client, who)
    client.post("/masuk/ulang/", {"password": PASSWORD})
    assert client.get("/kantor/saya/hapus/").status_code == 200
    session = client.session
    records = session["account_authentication_methods"]
    for each in records:
        each["at"] -= 3600
    session["account_authentication_methods"] = records
    session.save()
    assert client.get("/kantor/saya/hapus/").status_code == 302
