"""Who may invite, end and grant, by region and role; the last who looks after an office stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone
from ikpweb.accounts.members import Member, member_of, offices_of
from ikpweb.accounts.models import Invitation, Membership, Role
from ikpweb.accounts.policies import may_grant
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.services.members import end_membership, invite
from ikpweb.audit.models import Entry
from ikpweb.territory.models import Office

from web.tests.factories import member, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what waits for the end of a transaction: a test's own never ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda func, **_: func())


def office(code: str) -> Office:
    return Office.objects.get(pk=code)


@pytest.mark.parametrize(
    ("of", "role", "for_", "granted", "may"),
    [
        ("15.71", Role.HEAD, "15.71", Role.ENTERER, True),
        ("15.71", Role.HEAD, "15.71", Role.HEAD, True),
        ("15.71", Role.ADMINISTRATOR, "15.71", Role.ENTERER, True),
        ("15.71", Role.ADMINISTRATOR, "15.71", Role.HEAD, False),  # who keeps the accounts does not become who signs
        ("15", Role.ADMINISTRATOR, "15.71", Role.HEAD, True),
        ("0", Role.ADMINISTRATOR, "0", Role.HEAD, True),  # the first administrator has nobody above
        ("0", Role.HEAD, "15.71", Role.ENTERER, True),
        ("15", Role.HEAD, "16.71", Role.ENTERER, False),
        ("15.71", Role.HEAD, "15", Role.ENTERER, False),
        ("15.71", Role.HEAD, "15.01", Role.ENTERER, False),
        ("0", Role.PUBLISHER, "15", Role.ENTERER, False),
        ("15.71", Role.ENTERER, "15.71", Role.ENTERER, False),
        ("15", Role.OBSERVER, "15", Role.OBSERVER, False),
    ],
)
def test_who_may_give_which_role_where(of: str, role: str, for_: str, granted: str, may: bool) -> None:
    who = member(role, of)
    assert may_grant(who, office(for_), granted) == may
    if may:
        assert invite(office(for_), "a@contoh.id", granted, actor=who)[0].role == granted
    else:
        with pytest.raises(PermissionDenied):
            invite(office(for_), "a@contoh.id", granted, actor=who)
        assert Entry.objects.order_by("-id")[0].action == "member.invited.denied"
        assert not Invitation.objects.exists()


def test_a_letter_speaks_the_languages_of_the_country(client: Client, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English")]
    signed_in(client, member(Role.HEAD, "15"))
    client.post("/kantor/anggota/15.71/undang/", {"email": "baru@contoh.id", "role": "verifier"})
    letter = mail.outbox[-1]
    assert letter.subject == "[ikp] Invitation to Bawaslu Kota Jambi"
    assert letter.body.count("/kantor/undangan/") == 1
    assert "mengundang" not in letter.body


def test_a_head_invites_by_the_page_and_withdraws(client: Client) -> None:
    signed_in(client, member(Role.HEAD, "15"))
    answer = client.post("/kantor/anggota/15.71/undang/", {"email": "Baru@Contoh.id", "role": "verifier"}, follow=True)
    assert "dikirim" in answer.content.decode()
    letter = mail.outbox[-1]
    assert letter.to == ["baru@contoh.id"]
    assert letter.subject == "[ikp] Undangan ke Bawaslu Kota Jambi / Invitation to Bawaslu Kota Jambi"
    assert "sebagai Verifikator di" in letter.body
    assert "as Verifier at" in letter.body
    assert "/kantor/undangan/" in letter.body
    waiting = Invitation.objects.get()
    client.post(f"/kantor/undangan/{waiting.pk}/tarik/")
    waiting.refresh_from_db()
    assert waiting.withdrawn_at
    assert "baru@contoh.id" not in client.get("/kantor/anggota/15.71/").content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"email": "x", "role": "enterer"},
        {"email": "a@contoh.id", "role": "king"},
        {"email": "a@contoh.id", "role": "enterer", "valid_to": "2020-01-01"},
    ],
)
def test_what_cannot_be_is_said_at_the_field(client: Client, given: dict[str, str]) -> None:
    signed_in(client, member(Role.HEAD, "15"))
    answer = client.post("/kantor/anggota/15/undang/", given)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_page_lists_the_own_office_and_those_below_only(client: Client) -> None:
    for code in ("15", "15.71", "16"):
        member(Role.ENTERER, code, who=person(f"p{code}@contoh.id"))
    signed_in(client, member(Role.HEAD, "15"))
    assert "p15.71@contoh.id" in client.get("/kantor/anggota/15.71/").content.decode()
    assert client.get("/kantor/anggota/16/").status_code == 404
    assert "Kota Jambi" in client.get("/kantor/anggota/").content.decode()


def test_the_centre_finds_an_office_by_name_or_code_and_reads_when_there_is_none(client: Client) -> None:
    signed_in(client, member(Role.HEAD, "0"))
    page = client.get("/kantor/anggota/").content.decode()
    assert "<option" not in page.partition('action="/kantor/anggota/0/undang/"')[0]
    for words in ("15.71", "kota jambi", "jambi kota"):
        assert client.get("/kantor/anggota/", {"office": words})["Location"] == "/kantor/anggota/15.71/"
    several = client.get("/kantor/anggota/", {"office": "jambi"}).content.decode()
    assert 'href="/kantor/anggota/15.71/"' in several
    assert 'href="/kantor/anggota/15/"' in several
    assert "Hanya 60" in client.get("/kantor/anggota/", {"office": "kab"}).content.decode()
    none = client.get("/kantor/anggota/", {"office": "Atlantis"}).content.decode()
    assert "Tidak ada kantor di bawah kantor Anda" in none


def test_an_office_that_is_not_below_is_not_found_by_name(client: Client) -> None:
    signed_in(client, member(Role.HEAD, "15"))
    for words in ("16", "palembang"):
        assert "Tidak ada kantor" in client.get("/kantor/anggota/", {"office": words}).content.decode()


@pytest.mark.parametrize("role", [Role.ENTERER, Role.VERIFIER, Role.ANALYST, Role.PUBLISHER, Role.OBSERVER])
def test_who_does_not_look_after_members_does_not_see_them(client: Client, role: str) -> None:
    assert signed_in(client, member(role, "15")).get("/kantor/anggota/").status_code == 403


def ended(row: Membership, by: Member) -> None:
    end_membership(row, actor=by)


def test_ending_takes_effect_at_once_and_everywhere(client: Client) -> None:
    who = member(Role.ENTERER, "15.71")
    signed_in(client, who)
    assert client.get("/kantor/").status_code == 200
    ended(who.person.memberships.get(), member(Role.HEAD, "15.71"))
    assert offices_of(who.person) == {}
    assert client.get("/kantor/").status_code in {302, 403}


def test_a_role_that_ends_leaves_the_others() -> None:
    who = member(Role.ENTERER, "15", Role.VERIFIER)
    ended(who.person.memberships.get(role=Role.VERIFIER), member(Role.HEAD, "15"))
    left = member_of(who.person)
    assert left is not None
    assert left.roles == {"enterer"}


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR])
def test_the_last_who_looks_after_an_office_cannot_end_themselves(role: str) -> None:
    who = member(role, "15.71")
    with pytest.raises(NotNow, match="terakhir"):
        ended(who.person.memberships.get(), who)
    member(Role.ADMINISTRATOR, "15.71")
    ended(who.person.memberships.get(), who)
    assert offices_of(who.person) == {}


def test_who_is_above_can_end_the_last_one() -> None:
    who = member(Role.HEAD, "15.71")
    ended(who.person.memberships.get(), member(Role.HEAD, "15"))
    assert offices_of(who.person) == {}


def test_a_membership_ends_once(client: Client) -> None:
    head, who = member(Role.HEAD, "15"), member(Role.ENTERER, "15")
    row = who.person.memberships.get()
    ended(row, head)
    with pytest.raises(NotNow, match="sudah berakhir"):
        ended(row, head)
    answer = signed_in(client, head).post(f"/kantor/keanggotaan/{row.pk}/akhiri/", follow=True)
    assert "sudah berakhir" in answer.content.decode()


def test_memberships_hold_from_their_first_to_their_last_day() -> None:
    who, today = person(), timezone.localdate()
    for first, last, holds in (
        (0, None, True),
        (1, None, False),
        (-5, 0, True),
        (-5, -1, False),
        (0, 0, True),
    ):
        Membership.objects.all().delete()
        Membership.objects.create(
            person=who,
            office_id="15",
            role=Role.ENTERER,
            valid_from=today + timedelta(days=first),
            valid_to=None if last is None else today + timedelta(days=last),
        )
        assert bool(offices_of(who)) == holds


def test_the_switch_goes_to_own_offices_only(client: Client) -> None:
    who = member(Role.ENTERER, "15.71")
    member(Role.OBSERVER, "16", who=who.person)
    signed_in(client, who)

    def switched(code: str) -> str:
        return str(client.post("/kantor/ganti/", {"office": code}, follow=True).content.decode())

    assert "Bawaslu Provinsi Sumatera Selatan" in switched("16")
    assert client.session["office"] == "16"
    switched("17")
    assert client.session["office"] == "16"


def test_rights_follow_the_office_that_is_acted_for(client: Client) -> None:
    who = member(Role.HEAD, "15.71")
    member(Role.OBSERVER, "16", who=who.person)
    signed_in(client, who)
    assert client.get("/kantor/anggota/").status_code == 200
    client.post("/kantor/ganti/", {"office": "16"})
    assert client.get("/kantor/anggota/").status_code == 403


def test_the_navigation_shows_what_the_role_may_open(client: Client) -> None:
    def shown(role: str) -> str:
        return str(signed_in(Client(), member(role, "15")).get("/kantor/").content.decode())

    assert 'href="/kantor/anggota/"' in shown(Role.HEAD)
    assert 'href="/kantor/anggota/"' not in shown(Role.ENTERER)
    assert 'href="/kantor/audit/"' in shown(Role.OBSERVER)
    assert 'href="/kantor/audit/"' not in shown(Role.ENTERER)


def test_the_office_area_speaks_english(client: Client) -> None:
    signed_in(client, member(Role.HEAD, "15"))
    text = client.get("/en/kantor/anggota/").content.decode()
    assert "Send the invitation" in text
    assert "Kirim undangan" not in text
    told: Any = client.get("/en/masuk/faktor/").content.decode()
    assert "Second factor" in told
