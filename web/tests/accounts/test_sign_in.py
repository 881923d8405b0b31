"""Signing in as a person does: invitation, password, second factor, sessions, a lost phone."""

import re
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from ikpweb.accounts.attempts import address
from ikpweb.accounts.models import FactorLoss, Invitation, Role, User
from ikpweb.accounts.sessions import SEEN_KEY, STARTED_KEY
from ikpweb.audit.models import Entry
from ikpweb.runs.engine import engine_version

from web.tests.factories import PASSWORD, member, person, signed_in
from web.tests.signing_in import code_of, secret_of, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what waits for the end of a transaction: a test's own never ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda func, **_: func())


def actions() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("action", flat=True))


def invite(email: str = "baru@contoh.id", office: str = "15", role: str = "enterer") -> str:
    out = StringIO()
    call_command("invite", email, "--office", office, "--role", role, stdout=out)
    link = re.search(r"/kantor/undangan/\S+", out.getvalue())
    assert link is not None
    return link[0]


def test_the_whole_way_from_the_invitation_to_the_office(client: Client) -> None:
    link = invite()
    secret = link.split("/")[-2]
    assert not Invitation.objects.filter(secret_digest=secret).exists()  # only its digest is kept
    assert "baru@contoh.id" in client.get(link).content.decode()

    told = {"name": "Ratna", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(link, told)["Location"] == "/masuk/"
    who = User.objects.get(email="baru@contoh.id")
    assert with_password(client, who)["Location"] == "/kantor/"
    assert client.get("/kantor/")["Location"] == "/masuk/faktor/?next=/kantor/"

    page = client.get("/masuk/faktor/totp/activate/").content.decode()  # just signed in: no password once more
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r'id="authenticator_secret">(\w+)<', page)[1]  # type: ignore[index]
    answer = client.post("/masuk/faktor/totp/activate/", {"code": code_of(secret)})
    assert answer["Location"] == "/masuk/faktor/recovery-codes/"
    assert mail.outbox[-1].to == ["baru@contoh.id"]  # whose account it is hears of it
    assert secret not in str(Authenticator.objects.get(type="totp").data)  # kept encrypted
    assert secret_of(who) == secret

    codes = re.findall(
        r"\b(?:[0-9A-Z]{6}-){3}[0-9A-Z]{6}\b", client.get("/masuk/faktor/recovery-codes/").content.decode()
    )
    assert len(codes) == 10
    assert client.get("/kantor/").status_code == 200

    client.post("/masuk/keluar/")
    assert with_password(client, who)["Location"] == "/masuk/faktor/authenticate/"
    assert client.get("/kantor/")["Location"].startswith("/masuk/")  # the password alone opens nothing
    assert client.post("/masuk/faktor/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/masuk/faktor/authenticate/", {"code": code_of(secret, 1)})["Location"] == "/kantor/"
    assert client.get("/kantor/").status_code == 200

    client.post("/masuk/keluar/")
    with_password(client, who)
    assert (
        client.post("/masuk/faktor/authenticate/", {"code": codes[0].lower().replace("-", " ")})["Location"]
        == "/kantor/"
    )
    client.post("/masuk/keluar/")
    with_password(client, who)
    assert client.post("/masuk/faktor/authenticate/", {"code": codes[0]}).status_code == 200  # a code works once

    assert actions()[-12:] == [
        "member.invited",
        "invitation.accepted",
        "person.signed_in",
        "factor.added",
        "factor.added",  # the recovery codes come with the app
        "person.signed_out",
        "factor.failed",
        "person.signed_in",
        "person.signed_out",
        "person.signed_in",
        "person.signed_out",
        "factor.failed",
    ]
    assert set(Entry.objects.filter(person=who.pk).values_list("actor", flat=True)) == {who.label}


def test_a_code_that_was_used_is_not_taken_again(client: Client) -> None:
    who = member(Role.ENTERER, "15", who=person(password=PASSWORD))
    signed_in(client, who)
    code = code_of(secret_of(who.person))
    for expected in (302, 200):
        client.post("/masuk/keluar/")
        with_password(client, who.person)
        assert client.post("/masuk/faktor/authenticate/", {"code": code}).status_code == expected


def test_no_log_entry_holds_a_name_or_an_address(client: Client) -> None:
    who = member(Role.ENTERER, "15", who=person("rahasia@contoh.id", name="Nama Rahasia", password=PASSWORD))
    with_password(client, who.person, "wrong")
    with_password(client, who.person)
    client.post("/masuk/", {"login": "nobody-at-all@contoh.id", "password": "x"})
    for entry in Entry.objects.all():
        text = f"{entry.actor} {entry.subject} {entry.detail}"
        assert "rahasia" not in text.lower()
        assert "nobody-at-all" not in text


def test_nobody_signs_up(client: Client) -> None:
    answer = client.post("/masuk/daftar/", {"email": "x@contoh.id", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 200
    assert not User.objects.filter(email="x@contoh.id").exists()


@pytest.mark.parametrize(("password", "said"), [("pendek", "12"), ("password1234", "umum"), ("ratnadewi1234", "mirip")])
def test_a_password_that_is_short_or_common_or_like_the_name_is_refused(
    client: Client, password: str, said: str
) -> None:
    answer = client.post(invite(), {"name": "Ratna Dewi", "password1": password, "password2": password})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_an_invitation_works_once(client: Client) -> None:
    link = invite()
    told = {"name": "Ratna", "password1": PASSWORD, "password2": PASSWORD}
    client.post(link, told)
    assert "sudah dipakai" in client.get(link).content.decode()
    assert client.post(link, {**told, "name": "Other"}).status_code == 200
    assert User.objects.get(email="baru@contoh.id").name == "Ratna"


def test_an_invitation_expires(client: Client) -> None:
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "kedaluwarsa" in client.get(link).content.decode()
    client.post(link, {"name": "Ratna", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_a_wrong_link_is_no_page(client: Client) -> None:
    assert client.get("/kantor/undangan/abc/").status_code == 404


def test_a_known_person_signs_in_to_accept(client: Client) -> None:
    who = member(Role.ENTERER, "16", who=person("baru@contoh.id", password=PASSWORD))
    link = invite()
    assert client.post(link)["Location"] == f"/masuk/?next={link}"
    signed_in(client, who)
    assert client.post(link)["Location"] == "/kantor/"
    assert {row.office_id for row in who.person.memberships.all()} == {"15", "16"}
    assert "Bawaslu Provinsi Jambi" in client.get("/kantor/").content.decode()


def test_somebody_else_who_is_signed_in_cannot_take_an_invitation(client: Client) -> None:
    person("baru@contoh.id")
    other = member(Role.ENTERER, "16")
    signed_in(client, other)
    assert "/masuk/?next=" in client.post(invite())["Location"]
    assert other.person.memberships.count() == 1


@pytest.mark.parametrize(("email", "office"), [("nonsense", "0"), ("a@contoh.id", "99")])
def test_the_command_says_what_is_wrong(email: str, office: str) -> None:
    with pytest.raises(CommandError, match=r"bukan|tidak ada"):
        call_command("invite", email, "--office", office)


# --- attempts ---------------------------------------------------------------------------------


def test_after_eight_wrong_passwords_even_the_right_one_is_shut_out_and_it_says_so(
    client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = False  # allauth's own count is tested below
    who = person(password=PASSWORD)
    for _ in range(8):
        answer = with_password(client, who, "wrong")
    assert answer.status_code == 429
    answer = with_password(client, who)
    assert answer.status_code == 429
    assert "15 menit" in answer.content.decode()
    assert "sign_in.locked_out" in actions()
    assert with_password(Client(REMOTE_ADDR="10.1.1.1"), who).status_code == 302  # from elsewhere, the person gets in


def test_attempts_from_many_addresses_are_counted_for_the_person(client: Client) -> None:
    who = person(password=PASSWORD)
    for number in range(5):
        with_password(Client(REMOTE_ADDR=f"10.0.0.{number}"), who, "wrong")
    answer = with_password(Client(REMOTE_ADDR="10.0.0.99"), who)
    assert answer.status_code == 200
    assert "person.signed_in" not in actions()


def test_wrong_codes_of_the_second_factor_are_counted_too(client: Client) -> None:
    who = member(Role.ENTERER, "15", who=person(password=PASSWORD))
    signed_in(client, who)
    client.post("/masuk/keluar/")
    with_password(client, who.person)
    for _ in range(5):
        client.post("/masuk/faktor/authenticate/", {"code": "000000"})
    right = client.post("/masuk/faktor/authenticate/", {"code": code_of(secret_of(who.person))})
    assert right.status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        (2, "6.6.6.6, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "unknown", "10.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_an_address_is_read_behind_the_own_proxies_only(
    rf: Any, settings: Any, proxies: int, forwarded: str, seen: str
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, proxies=proxies)
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert address(request) == seen


# --- a new password ----------------------------------------------------------------------------


def test_a_new_password_by_mail_keeps_the_second_factor_and_ends_the_sessions(client: Client) -> None:
    who = member(Role.ENTERER, "15", who=person(password=PASSWORD))
    elsewhere = signed_in(Client(), who)
    client.post("/masuk/sandi/lupa/", {"email": who.person.email})
    link = re.search(r"http://\S+(/masuk/sandi/baru/\S+)", mail.outbox[-1].body)
    assert link is not None
    form = client.get(link[1], follow=True)
    new = "kata sandi yang baru sekali"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert elsewhere.get("/kantor/").status_code == 302
    assert with_password(client, who.person).status_code == 200  # the old one is none any more
    assert with_password(client, who.person, new)["Location"] == "/masuk/faktor/authenticate/"


def test_whether_an_address_has_an_account_is_not_told(client: Client) -> None:
    person("ada@contoh.id")
    answers = [
        client.post("/masuk/sandi/lupa/", {"email": email}, follow=True).content
        for email in ("ada@contoh.id", "tidak.ada@contoh.id")
    ]
    plain = [re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer) for answer in answers]
    assert plain[0] == plain[1]
    assert [letter.to for letter in mail.outbox] == [["ada@contoh.id"]]


# --- sessions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "seconds", "why"), [(STARTED_KEY, 12 * 3600, "age"), (SEEN_KEY, 120 * 60, "idle")])
def test_a_session_ends_by_age_and_when_left_alone(client: Client, key: str, seconds: int, why: str) -> None:
    signed_in(client, member(Role.ENTERER, "15"))
    client.get("/kantor/")
    for ago, status in ((seconds - 60, 200), (seconds + 60, 302)):
        session = client.session
        session[key] = timezone.now().timestamp() - ago
        session.save()
        assert client.get("/kantor/").status_code == status
    last = Entry.objects.order_by("-id")[0]
    assert (last.action, last.detail) == ("session.over", {"why": why})


def test_a_page_that_renews_itself_is_no_sign_of_life(client: Client) -> None:
    signed_in(client, member("head", "15"))
    client.get("/kantor/")
    session = client.session
    session[SEEN_KEY] -= 60 * 60
    session.save()
    before = client.session[SEEN_KEY]
    assert client.get("/kantor/", headers={"X-Unattended": "1"}).status_code == 200
    assert client.session[SEEN_KEY] == before
    client.get("/kantor/")
    assert client.session[SEEN_KEY] > before


def test_sessions_are_listed_and_ended_from_elsewhere(client: Client) -> None:
    who = member(Role.OBSERVER, "15", who=person(password=PASSWORD))
    here, there = Client(HTTP_USER_AGENT="Here"), Client(HTTP_USER_AGENT="There")
    for each in (here, there):
        with_password(each, who.person)
    page = here.get("/masuk/sesi/").content.decode()
    assert "There" in page
    other = UserSession.objects.get(user_agent="There")
    here.post("/masuk/ulang/", {"password": PASSWORD})
    here.post(f"/kantor/saya/sesi/{other.pk}/akhiri/")
    assert there.get("/kantor/saya/").status_code == 302
    assert here.get("/kantor/saya/").status_code == 200


def test_nobody_ends_the_session_of_another(client: Client) -> None:
    one, two = (member(Role.OBSERVER, "15", who=person(password=PASSWORD)) for _ in range(2))
    theirs = Client()
    with_password(theirs, two.person)
    with_password(client, one.person)
    session = UserSession.objects.get(user=two.person)
    client.post("/masuk/ulang/", {"password": PASSWORD})
    assert client.post(f"/kantor/saya/sesi/{session.pk}/akhiri/").status_code == 404
    assert theirs.get("/kantor/saya/").status_code == 200


# --- factors -------------------------------------------------------------------------------------


def reauthenticate(client: Client) -> None:
    client.post("/masuk/ulang/", {"password": PASSWORD})


def test_the_last_factor_of_somebody_who_needs_one_stays(client: Client) -> None:
    who = member(Role.HEAD, "15", who=person(password=PASSWORD))
    signed_in(client, who)
    reauthenticate(client)
    answer = client.post("/masuk/faktor/totp/deactivate/")
    assert "terakhir" in answer.content.decode()
    assert Authenticator.objects.filter(user=who.person, type="totp").exists()


def test_a_key_is_removed_only_while_another_factor_is_left(client: Client) -> None:
    who = member(Role.HEAD, "15", who=person(password=PASSWORD))
    signed_in(client, who)
    reauthenticate(client)
    key = Authenticator.objects.create(user=who.person, type="webauthn", data={"name": "kunci"})
    Authenticator.objects.filter(user=who.person, type="totp").delete()
    client.post(f"/masuk/faktor/webauthn/keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()
    Authenticator.objects.create(user=who.person, type="totp", data={"secret": "x"})
    client.post(f"/masuk/faktor/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_who_set_up_a_factor_elsewhere_shows_it_in_the_session_that_is_open(client: Client) -> None:
    who = member(Role.HEAD, "15", who=person(password=PASSWORD))
    signed_in(Client(), who)
    signed_in(client, who, factor=False)
    assert client.get("/kantor/")["Location"] == "/masuk/faktor/reauthenticate/?next=/kantor/"
    client.post("/masuk/faktor/reauthenticate/", {"code": code_of(secret_of(who.person)), "next": "/kantor/"})
    assert client.get("/kantor/").status_code == 200


# --- a lost phone --------------------------------------------------------------------------------


def test_a_lost_phone_needs_the_password_the_head_and_the_centre(client: Client) -> None:
    who = member(Role.ENTERER, "15.71", who=person("hilang@contoh.id", password=PASSWORD))
    signed_in(Client(), who)  # has a factor
    head = member(Role.HEAD, "15.71", who=person("ketua@contoh.id"))
    centre = member(Role.ADMINISTRATOR, "0", who=person("pusat@contoh.id"))
    stranger = member(Role.HEAD, "16")

    assert client.get("/kantor/faktor-hilang/")["Location"] == "/masuk/"  # not without the password
    with_password(client, who.person)
    client.post("/kantor/faktor-hilang/", {"reason": "ponsel rusak"})
    loss = FactorLoss.objects.get()
    assert sorted(letter.to[0] for letter in mail.outbox[-2:]) == ["hilang@contoh.id", "ketua@contoh.id"]

    def decide(by: Any, what: str) -> int:
        return signed_in(Client(), by).post(f"/kantor/faktor-hilang/{loss.pk}/", {"what": what}).status_code

    decide(centre, "lift")
    assert Authenticator.objects.filter(user=who.person).exists()  # not before the office says so
    assert decide(stranger, "confirm") == 404
    decide(head, "lift")
    assert Authenticator.objects.filter(user=who.person).exists()  # the office alone cannot
    decide(head, "confirm")
    assert mail.outbox[-1].to == ["pusat@contoh.id"]
    decide(head, "lift")
    assert Authenticator.objects.filter(user=who.person).exists()
    decide(centre, "lift")
    assert not Authenticator.objects.filter(user=who.person).exists()
    assert mail.outbox[-1].to == ["hilang@contoh.id"]
    client.post("/masuk/keluar/")
    with_password(client, who.person)
    assert client.get("/kantor/")["Location"] == "/masuk/faktor/?next=/kantor/"  # a new one is asked for
    seen = actions()
    assert [seen.count(f"factor_loss.{each}") for each in ("asked", "confirmed", "lifted")] == [1, 1, 1]


def test_one_person_of_the_centre_does_not_do_both(client: Client) -> None:
    who = member(Role.ENTERER, "15.71", who=person(password=PASSWORD))
    signed_in(Client(), who)
    centre = member(Role.ADMINISTRATOR, "0")
    with_password(client, who.person)
    client.post("/kantor/faktor-hilang/", {})
    loss = FactorLoss.objects.get()
    signed_in(client, centre)
    for what in ("confirm", "lift"):
        client.post(f"/kantor/faktor-hilang/{loss.pk}/", {"what": what})
    assert Authenticator.objects.filter(user=who.person).exists()


def test_nobody_confirms_their_own_loss(client: Client) -> None:
    who = member(Role.HEAD, "15", who=person(password=PASSWORD))
    signed_in(Client(), who)
    with_password(client, who.person)
    client.post("/kantor/faktor-hilang/", {})
    loss = FactorLoss.objects.get()
    answer = signed_in(Client(), who).post(f"/kantor/faktor-hilang/{loss.pk}/", {"what": "confirm"})
    assert answer.status_code == 403
    assert FactorLoss.objects.get().confirmed_at is None


def test_a_refused_loss_can_be_asked_for_again(client: Client) -> None:
    who = member(Role.ENTERER, "15", who=person(password=PASSWORD))
    signed_in(Client(), who)
    head = member(Role.HEAD, "15")
    with_password(client, who.person)
    client.post("/kantor/faktor-hilang/", {})
    assert client.post("/kantor/faktor-hilang/", {}).status_code == 409
    signed_in(Client(), head).post(f"/kantor/faktor-hilang/{FactorLoss.objects.get().pk}/", {"what": "refuse"})
    assert mail.outbox[-1].to == [who.person.email]
    assert client.post("/kantor/faktor-hilang/", {}).status_code == 200
    assert FactorLoss.objects.count() == 2


@pytest.mark.parametrize("path", ["/masuk/", "/masuk/sandi/lupa/", "/en/masuk/"])
def test_the_pages_of_sign_in_tell_the_version_too(client: Client, path: str) -> None:
    assert f"<strong>ikp</strong> {engine_version}" in client.get(path).content.decode()
