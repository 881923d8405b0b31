"""The log on the screen: own office and those below, filtered, followed, sealed, signed; reading it is in it."""

import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from ikpweb.accounts.models import Role
from ikpweb.audit import keys, seals
from ikpweb.audit.actor import SYSTEM, Actor
from ikpweb.audit.models import Cosignature, Entry
from ikpweb.audit.services import checkpoint, record

from web.tests.factories import member, person, signed_in

pytestmark = pytest.mark.django_db


def happen(office: str, subject: str, who: int = 1, action: str = "evidence.received") -> None:
    record(action, Actor(f"orang:{who}", who, office, address="10.0.0.9"), subject, {"size": 12})


def read(client: Client, path: str = "/kantor/audit/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def happened() -> None:
    for office in ("0", "15", "15.71", "16", "16.71"):
        happen(office, f"evidence:of-{office}")
    record("registry.loaded", SYSTEM, "registry-again")


@pytest.mark.parametrize(
    ("office", "seen"),
    [("15.71", {"15.71"}), ("15", {"15", "15.71"}), ("0", {"0", "15", "15.71", "16", "16.71"})],
)
def test_a_member_reads_the_own_office_and_those_below(
    client: Client, happened: None, office: str, seen: set[str]
) -> None:
    text = read(signed_in(client, member(Role.HEAD, office)))
    assert set(re.findall(r">evidence:of-([\d.]+)<", text)) == seen
    assert (">registry-again<" in text) == (office == "0")


def test_another_office_is_not_read_by_asking_for_it(client: Client, happened: None) -> None:
    text = read(signed_in(client, member(Role.HEAD, "15")), "/kantor/audit/?kantor=16")
    assert "of-16" not in text
    assert "evidence:of-16" not in read(client, "/kantor/audit/jejak/evidence:of-16/").split("<tbody>")[1]


def test_filters_narrow_down(client: Client) -> None:
    who = member(Role.HEAD, "15", who=person("budi@contoh.id", name="Budi Santoso"))
    signed_in(client, who)
    happen("15", "evidence:1", who.person.pk)
    happen("15.71", "evidence:2", 999999)
    happen("15", "cycle:1", who.person.pk, "cycle.opened")
    for query, seen in {
        "orang=santoso": {"evidence:1", "cycle:1"},
        f"orang=orang:{who.person.pk}": {"evidence:1", "cycle:1"},
        "orang=nobody": set(),
        "kantor=15.71": {"evidence:2"},
        "aksi=cycle.opened": {"cycle:1"},
        "subjek=evidence:2": {"evidence:2"},
        "sampai=2020-01-01": set(),
        "dari=2020-01-01&kantor=15.71": {"evidence:2"},
    }.items():
        text = read(client, f"/kantor/audit/?{query}")
        assert set(re.findall(r">((?:evidence|cycle):\d)<", text)) == seen, query


def test_what_a_service_told_is_shown_whatever_it_is_called(client: Client) -> None:
    record("items.accepted", Actor("orang:1", 1, "15"), "submission:1", {"items": 7331, "keys": "k"})
    assert "7331" in read(signed_in(client, member(Role.HEAD, "15")))


def test_names_are_looked_up_and_an_erased_one_is_a_number(client: Client) -> None:
    signed_in(client, member(Role.HEAD, "15"))
    known, gone = person("a@contoh.id", name="Siti Aminah"), person("b@contoh.id", name="Tono")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False, name="")
    happen("15", "evidence:1", known.pk)
    happen("15", "evidence:2", gone.pk)
    text = read(client)
    assert "Siti Aminah" in text
    assert f"orang:{gone.pk}" in text


def test_pages_follow_one_another_without_gap_or_overlap(client: Client) -> None:
    signed_in(client, member(Role.HEAD, "15"))
    for number in range(120):
        happen("15", f"evidence:{number}")
    seen: list[str] = []
    path = "/kantor/audit/?aksi=evidence.received"
    for _ in range(3):
        text = read(client, path)
        seen += re.findall(r">evidence:(\d+)<", text)
        more = re.search(r'href="\?([^"]+)"', text)
        path = f"/kantor/audit/?{more[1]}".replace("&amp;", "&") if more else ""
    assert seen == [str(number) for number in reversed(range(120))]
    assert path == ""


def test_reading_is_written_down_once_a_page_with_what_was_asked(client: Client) -> None:
    who = member(Role.OBSERVER, "15")
    signed_in(client, who)
    read(client, "/kantor/audit/?kantor=15.71&dari=2024-01-01")
    entries = Entry.objects.filter(action="audit.read")
    assert [(entry.stream, entry.person, entry.detail) for entry in entries] == [
        ("15", who.person.pk, {"office": "15.71", "since": "2024-01-01"})
    ]


@pytest.mark.parametrize("role", [Role.ENTERER, Role.VERIFIER, Role.ANALYST, Role.PUBLISHER])
def test_who_only_enters_or_verifies_does_not_read_the_log(client: Client, role: str) -> None:
    assert signed_in(client, member(role, "15")).get("/kantor/audit/").status_code == 403


def test_an_office_downloads_a_checkpoint_signs_it_and_uploads_the_signature(client: Client, tmp_path: Path) -> None:
    who = member(Role.HEAD, "15")
    signed_in(client, who)
    happen("15", "evidence:1")
    made = checkpoint()
    assert made is not None
    assert f"titik-periksa/{made.number}.json" in read(client, "/kantor/audit/titik-periksa/")
    seal, heads, _public = seals.read(json.loads(client.get(f"/kantor/audit/titik-periksa/{made.number}.json").content))
    assert heads["15"][0] >= 1
    signed = seals.cosign(seal, "15", keys.make_key(tmp_path / "k.pem"), "2026-11-24T10:00:00Z")

    def upload(value: bytes) -> str:
        file = SimpleUploadedFile("c.json", value)
        answer = client.post("/kantor/audit/titik-periksa/tanda-tangan/", {"file": file}, follow=True)
        return answer.content.decode()

    assert "kantor lain" in upload(json.dumps({**signed, "office": "16"}).encode())
    assert "bukan JSON" in upload(b"x")
    assert "bukan tanda tangan" in upload(b"[]")
    assert "terlalu besar" in upload(b"x" * 10_001)
    assert Cosignature.objects.count() == 0
    assert "disimpan" in upload(json.dumps(signed).encode())
    assert Cosignature.objects.get().office == "15"


def test_an_observer_uploads_no_signature(client: Client) -> None:
    signed_in(client, member(Role.OBSERVER, "15"))
    assert client.post("/kantor/audit/titik-periksa/tanda-tangan/", {}).status_code == 403
