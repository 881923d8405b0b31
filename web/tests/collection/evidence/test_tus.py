"""The upload that goes on where it broke off: as tus 1.0.0 says, and within our limits."""

import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from ikpweb.audit.models import Entry
from ikpweb.collection.evidence import staging
from ikpweb.collection.evidence.storage import key_of, sealed, stored_digest
from ikpweb.collection.models import Event, Evidence, State, Upload

from web.tests.collection.evidence.files import jpeg, pdf
from web.tests.collection.evidence.sending import UPLOADS, begin, head, patch, place, received
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


def key_in(address: str) -> UUID:
    return UUID(address.rstrip("/").rpartition("/")[2])


def test_a_client_is_told_what_the_server_can_do(client: Client) -> None:
    answer = client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination"
    assert answer["Tus-Max-Size"] == "50000000"


def test_a_file_in_pieces_is_received_and_sealed(client: Client) -> None:
    _, enterer, event = place(client)
    content = jpeg(400, 300)
    answer = begin(client, event.pk, len(content), "foto TPS 1.jpg")
    assert answer.status_code == 201
    address = answer["Location"]
    for at in range(0, len(content), 1000):
        assert int(head(client, address)["Upload-Offset"]) == at
        answer = patch(client, address, at, content[at : at + 1000])
        assert answer.status_code == 204
    assert int(answer["Upload-Offset"]) == len(content)
    evidence = Evidence.objects.get(pk=key_in(address))
    assert answer["Ikp-Evidence"] == f"/kantor/bukti/{evidence.pk}/"
    assert evidence.sha256 == hashlib.sha256(content).hexdigest() == stored_digest(evidence.key)
    assert (evidence.name, evidence.kind, evidence.size) == ("foto TPS 1.jpg", "jpeg", len(content))
    assert evidence.scan == Evidence.Scan.NOT_SCANNED
    assert list(evidence.events.all()) == [event]
    assert evidence.author == enterer.person
    assert not Upload.objects.exists()
    assert not staging.part_of(evidence.pk).exists()
    entry = Entry.objects.get(action="evidence.received", subject=f"evidence:{evidence.pk}")
    assert entry.stream == "15.71"
    assert entry.detail["sha256"] == evidence.sha256


def test_the_last_answer_may_be_lost(client: Client) -> None:
    _, _, event = place(client)
    content = jpeg()
    address = begin(client, event.pk, len(content))["Location"]
    first = patch(client, address, 0, content)
    again = patch(client, address, len(content), b"")
    asked = head(client, address)
    assert first["Ikp-Evidence"] == again["Ikp-Evidence"] == asked["Ikp-Evidence"]
    assert asked["Upload-Offset"] == asked["Upload-Length"] == str(len(content))
    assert Evidence.objects.count() == 1


def test_a_whole_upload_whose_receipt_broke_off_is_received_by_the_next_request(client: Client) -> None:
    _, _, event = place(client)
    content = jpeg()
    address = begin(client, event.pk, len(content))["Location"]
    # The process dies between the last piece and the receipt: the piece is there, and sealed perhaps.
    staging.append(key_in(address), 0, [content], size=len(content))
    sealed().seal(key_of(hashlib.sha256(content).hexdigest()), staging.part_of(key_in(address)))
    assert int(head(client, address)["Upload-Offset"]) == len(content)
    assert patch(client, address, len(content), b"").status_code == 204
    assert Evidence.objects.count() == 1


def test_a_piece_that_does_not_join_is_told_where_to_go_on(client: Client) -> None:
    _, _, event = place(client)
    address = begin(client, event.pk, 5000)["Location"]
    patch(client, address, 0, b"a" * 1000)
    for offset in (0, 999, 1001, 4000):
        answer = patch(client, address, offset, b"b" * 10)
        assert (answer.status_code, answer["Upload-Offset"]) == (409, "1000")
    assert patch(client, address, 1000, b"c" * 4001).status_code == 409
    assert int(head(client, address)["Upload-Offset"]) == 1000


@pytest.mark.parametrize(
    ("headers", "content_type", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, "application/offset+octet-stream", 412),
        ({}, "application/octet-stream", 415),
        ({"Upload-Offset": "-1"}, "application/offset+octet-stream", 400),
        ({"Upload-Offset": "nol"}, "application/offset+octet-stream", 400),
    ],
)
def test_what_is_not_of_the_protocol(client: Client, headers: dict[str, str], content_type: str, status: int) -> None:
    _, _, event = place(client)
    address = begin(client, event.pk, 10)["Location"]
    told = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", **headers}
    answer = client.patch(address, b"x", content_type=content_type, headers=told)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    if status == 412:
        assert answer["Tus-Version"] == "1.0.0"


def test_a_post_may_stand_for_a_patch(client: Client) -> None:
    """Some proxies let nothing but GET and POST pass."""
    _, _, event = place(client)
    address = begin(client, event.pk, 10)["Location"]
    told = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    answer = client.post(address, b"12345", content_type="application/offset+octet-stream", headers=told)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "5")


def test_a_request_without_the_token_is_refused(client: Client) -> None:
    _, enterer, event = place(client)
    strict = signed_in(Client(enforce_csrf_checks=True), enterer)
    assert begin(strict, event.pk, 10).status_code == 403
    assert not Upload.objects.exists()


def test_an_upload_is_given_up(client: Client) -> None:
    _, _, event = place(client)
    address = begin(client, event.pk, 10)["Location"]
    patch(client, address, 0, b"12345")
    assert client.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 204
    assert head(client, address).status_code == 404
    assert not staging.part_of(key_in(address)).exists()
    assert Entry.objects.filter(action="upload.abandoned").count() == 1


def test_nobody_else_sees_an_upload(client: Client) -> None:
    _, _, event = place(client)
    address = begin(client, event.pk, 10)["Location"]
    for role, office in (("enterer", "15.71"), ("head", "15"), ("head", "0"), ("enterer", "15.72")):
        other = signed_in(Client(), member(role, office))
        assert head(other, address).status_code == 404
        assert patch(other, address, 0, b"12345").status_code == 404
        assert other.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 404
    assert head(Client(), address).status_code == 401
    assert int(head(client, address)["Upload-Offset"]) == 0


def test_nobody_sends_for_another_office(client: Client) -> None:
    _, _, event = place(client)
    for role, office, status in (("enterer", "15.72", 422), ("head", "15", 403), ("observer", "15.71", 403)):
        answer = begin(signed_in(Client(), member(role, office)), event.pk, 10)
        assert answer.status_code == status
        assert answer.json()["detail"]
    assert begin(client, uuid4(), 10).status_code == 422
    assert not Upload.objects.exists()


@pytest.mark.parametrize("state", [State.ACCEPTED, State.REJECTED, State.OBJECTED, State.WITHDRAWN])
def test_an_event_that_is_decided_takes_no_file(client: Client, state: State) -> None:
    _, _, event = place(client)
    Event.objects.filter(pk=event.pk).update(state=state)
    answer = begin(client, event.pk, 10)
    assert answer.status_code == 422
    assert answer.json()["reason"] == "event"


def test_an_event_decided_while_a_file_is_on_its_way_does_not_get_it(client: Client) -> None:
    _, _, event = place(client)
    content = jpeg()
    address = begin(client, event.pk, len(content))["Location"]
    Event.objects.filter(pk=event.pk).update(state=State.ACCEPTED)
    assert patch(client, address, 0, content).status_code == 204
    assert event.evidence.count() == 0


def test_a_closed_cycle_takes_no_further_piece(client: Client) -> None:
    cycle, _, event = place(client)
    address = begin(client, event.pk, 10)["Location"]
    type(cycle).objects.filter(pk=cycle.pk).update(stage="closed")
    assert patch(client, address, 0, b"12345").status_code == 403


def limited(settings: Any, **limits: int) -> None:
    settings.EVIDENCE_LIMITS = replace(settings.EVIDENCE_LIMITS, **limits)


def test_the_limits_are_told_in_sentences(client: Client, settings: Any) -> None:
    _, _, event = place(client)
    answer = begin(client, event.pk, 50_000_001)
    assert (answer.status_code, answer.json()["reason"]) == (413, "too-large")
    assert "51 MB" in answer.json()["detail"]
    limited(settings, most_files=2)
    received(client, event, jpeg())
    assert begin(client, event.pk, 10).status_code == 201  # what is on its way counts as well
    answer = begin(client, event.pk, 10)
    assert (answer.status_code, answer.json()["reason"]) == (422, "too-many")
    assert "2 berkas" in answer.json()["detail"]


def test_there_is_a_limit_a_day(client: Client, settings: Any) -> None:
    _, _, event = place(client)
    limited(settings, most_daily=1_000_000)
    assert begin(client, event.pk, 600_000).status_code == 201
    answer = begin(client, event.pk, 600_000)
    assert answer.status_code == 422
    assert "Lanjutkan besok" in answer.json()["detail"]


def test_a_refused_file_is_gone_and_the_log_knows_why(client: Client) -> None:
    _, _, event = place(client)
    content = b"<!doctype html><script>alert(1)</script>"
    address = begin(client, event.pk, len(content), "bukti.jpg")["Location"]
    answer = patch(client, address, 0, content)
    assert answer.status_code == 422
    assert "HTML" in answer.json()["detail"]
    assert not Evidence.objects.exists()
    assert not staging.part_of(key_in(address)).exists()
    entry = Entry.objects.get(action="evidence.refused")
    assert entry.detail["reason"] == "html"
    assert entry.detail["sha256"] == hashlib.sha256(content).hexdigest()
    assert head(client, address).status_code == 404


def test_an_empty_file_is_refused_at_once(client: Client) -> None:
    _, _, event = place(client)
    answer = begin(client, event.pk, 0)
    assert (answer.status_code, answer.json()["reason"]) == (422, "empty")
    assert not Upload.objects.exists()


def test_the_same_bytes_twice_lie_in_the_storage_once(client: Client) -> None:
    _, _, event = place(client)
    content = pdf(3)
    first, second = received(client, event, content, "a.pdf"), received(client, event, content, "b.pdf")
    assert first.pk != second.pk
    assert first.key == second.key
    assert event.evidence.count() == 2


def test_a_browser_without_scripts_sends_whole_files(client: Client, tmp_path: Path) -> None:
    _, _, event = place(client)
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "b.jpg").write_bytes(b"<html>")
    with (tmp_path / "a.jpg").open("rb") as good, (tmp_path / "b.jpg").open("rb") as bad:
        answer = client.post(f"/kantor/bukti/kejadian/{event.pk}/kirim/", {"files": [good, bad]}, follow=True)
    assert event.evidence.count() == 1
    page = answer.content.decode()
    assert "a.jpg diterima dan disegel" in page
    assert "Halaman web (HTML) tidak diterima" in page


def test_an_upload_that_nobody_ends_is_swept_after_a_week(client: Client) -> None:
    _, _, event = place(client)
    old, fresh = (begin(client, event.pk, 10)["Location"] for _ in range(2))
    for path in (staging.part_of(key_in(old)), staging.part_of(key_in(old)).with_suffix(".offset")):
        os.utime(path, (1, 1))
    call_command("evidence", "sweep", stdout=(said := io.StringIO()))
    assert said.getvalue() == "uploads removed: 1\n"
    assert head(client, old).status_code == 404
    assert head(client, fresh).status_code == 200


def test_pages_ask_the_database_little(client: Client, django_assert_max_num_queries: Any) -> None:
    _, _, event = place(client)
    for _ in range(5):
        received(client, event, jpeg())
    with django_assert_max_num_queries(14):
        page = client.get(f"/kantor/bukti/kejadian/{event.pk}/")
    assert page.status_code == 200
    assert len(page.content) < 30_000
    assert Path(settings.EVIDENCE_STAGING).is_dir()


def test_a_file_whose_bytes_were_all_there_when_the_platform_fell_is_received_when_it_is_asked_for(
    client: Client,
) -> None:
    """The whole size in an answer tells a client that its file was received: so it has to be."""
    _, _, event = place(client)
    content = jpeg(200, 100)
    address = begin(client, event.pk, len(content))["Location"]
    with staging.held(key_in(address)):
        staging.append(key_in(address), 0, iter([content]), size=len(content))
    assert not Evidence.objects.exists()
    answer = head(client, address)
    assert (answer.status_code, int(answer["Upload-Offset"])) == (200, len(content))
    assert Evidence.objects.get(pk=key_in(address)).sha256 == hashlib.sha256(content).hexdigest()
