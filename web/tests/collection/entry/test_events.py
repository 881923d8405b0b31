"""The page of an event: fields with their rules, what is alike elsewhere, comments, history, withdrawal."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.collection.services import save

from web.tests.collecting import event, filled, opened, submission_of
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
NEW = "/kantor/isian/latihan/baru/I01/"


def said(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def given(**other: Any) -> dict[str, Any]:
    content = {name: value for name, value in event("I01").items() if name != "indicator"}
    return {**content, "seen": "0", "id": str(uuid4()), **other}


def test_an_event_is_entered_by_the_plain_form_and_its_indicator_follows(client: Client) -> None:
    opened()
    signed_in(client, member("enterer", "15.71"))
    page = said(client.get(NEW))
    assert "rubrik susunan sendiri" in page
    assert page.count('name="grade"') == 4
    assert '<optgroup label="biasa untuk indikator ini">' in page
    sent = given(actors=["asn", "kpps"], lat="-1.6", lon="103,6".replace(",", "."))
    response = client.post(NEW, sent)
    assert response["Location"] == f"/kantor/kejadian/{sent['id']}/#bukti-{sent['id']}"
    kept = Event.objects.get(pk=sent["id"])
    assert (kept.actors, kept.lat, kept.stage, kept.state) == (["asn", "kpps"], -1.6, "voting", State.DRAFT)
    assert Declaration.objects.get(indicator="I01").answer == "events"
    assert client.get(response["Location"]).status_code == 200


def test_the_same_form_sent_twice_is_one_event(client: Client) -> None:
    opened()
    signed_in(client, member("enterer", "15.71"))
    sent = given(client=str(uuid4()))
    client.post(NEW, sent)
    client.post(NEW, sent)
    assert Event.objects.count() == 1


def test_a_wrong_field_is_said_where_it_is_and_nothing_typed_is_lost(client: Client) -> None:
    opened()
    signed_in(client, member("enterer", "15.71"))
    response = client.post(NEW, given(lat="utara", narrative="Uraian yang panjang."))
    page = said(response)
    assert response.status_code == 422
    assert 'data-fault="lat">Isian ini harus berupa angka.</p>' in page
    assert 'value="utara"' in page
    assert "Uraian yang panjang.</textarea>" in page
    assert not Event.objects.exists()


def test_the_page_carries_the_rules_of_the_server(client: Client) -> None:
    opened()
    page = client.get(NEW) if signed_in(client, member("enterer", "15.71")) else None
    assert page is not None
    told = json.loads(
        re.search(r'<script id="aturan" type="application/json">(.*?)</script>', page.content.decode())[1]
    )  # type: ignore[index]
    assert told["rules"]["grade"] == {
        "kind": "whole", "label": "Tingkat", "required": True, "least": 1, "most": 4, "longest": None, "choices": [],
        "default": None,
    }  # fmt: skip
    assert told["period"] == ["2019-01-01", "2024-12-31"]


def test_what_may_have_been_reported_is_named_within_the_office(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    _, (one, other) = filled(cycle, anna, events=2)
    page = said(signed_in(client, anna).get(f"/kantor/kejadian/{one}/"))
    assert "Mungkin sudah dilaporkan" in page
    assert f"/kantor/kejadian/{other}/" in page


def test_of_a_foreign_office_only_the_province_is_told(client: Client) -> None:
    cycle, anna, far = opened(), member("enterer", "15.71"), member("enterer", "16.71")
    text = "Massa membakar kotak suara di halaman kantor kecamatan setelah penghitungan."
    key, foreign = str(uuid4()), str(uuid4())
    save(
        submission_of(cycle, "16.71"),
        {"events": {foreign: event("I01", narrative=text, district="Ilir Barat", date="2024-02-16")}},
        seen=0, client=uuid4(), actor=far,
    )  # fmt: skip
    mine = event("I01", narrative=text.replace("Massa", "Sekelompok massa"))
    save(submission_of(cycle, "15.71"), {"events": {key: mine}}, seen=0, client=uuid4(), actor=anna)
    page = said(signed_in(client, anna).get(f"/kantor/kejadian/{key}/serupa/"))
    assert "Sebuah kantor di Bawaslu Provinsi Sumatera Selatan melaporkan kejadian serupa" in page
    assert "Ilir Barat" not in page
    assert foreign not in page
    assert "membakar" not in page
    # The centre may see both in full.
    full = said(signed_in(client, member("verifier", "0")).get(f"/kantor/kejadian/{key}/serupa/"))
    assert foreign in full


@pytest.mark.parametrize(
    "other",
    [{"date": "2024-02-18"}, {"indicator": "I02"}, {"narrative": "Banjir merendam gudang.", "district": "Jelutung"}],
)
def test_what_is_another_thing_is_not_named(client: Client, other: dict[str, Any]) -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    changes = {"events": {key: event("I01"), str(uuid4()): event(**{"indicator": "I01", **other})}}
    save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    assert "Mungkin" not in said(signed_in(client, anna).get(f"/kantor/kejadian/{key}/serupa/"))


def test_the_history_says_who_changed_which_field(client: Client) -> None:
    cycle, anna, budi, key = opened(), member("enterer", "15.71"), member("enterer", "15.71"), str(uuid4())
    submission = submission_of(cycle, "15.71")
    save(submission, {"events": {key: event("I01")}}, seen=0, client=uuid4(), actor=anna)
    save(submission, {"events": {key: event("I01", grade=3)}}, seen=1, client=uuid4(), actor=budi)
    page = said(signed_in(client, anna).get(f"/kantor/kejadian/{key}/"))
    assert "Riwayat (2)" in page
    assert "<dt>Tingkat</dt><dd><del>2</del> <ins>3</ins></dd>" in page
    assert f"{budi.person}, Bawaslu Kota Jambi" in page


def test_an_event_is_withdrawn_with_a_reason_that_stays(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    signed_in(client, anna)
    address = f"/kantor/kejadian/{key}/"
    client.post(f"{address}tarik/", {"reason": "ya", "seen": submission.revision})
    assert Event.objects.get(pk=key).state == State.SUBMITTED
    client.post(f"{address}tarik/", {"reason": "Tercatat dua kali.", "seen": submission.revision})
    assert Event.objects.get(pk=key).state == State.WITHDRAWN
    page = said(client.get(address))
    assert "Ditarik: Tercatat dua kali." in page
    assert '<form method="post" class="event-form"' not in page


def test_only_who_may_sees_an_event_and_only_its_office_writes(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    _, (key,) = filled(cycle, anna)
    address = f"/kantor/kejadian/{key}/"
    for role, office, read, write in [
        ("verifier", "15", 200, 403),
        ("observer", "15.71", 200, 403),
        ("enterer", "15.72", 404, 404),
        ("head", "16", 404, 404),
    ]:
        signed_in(client, member(role, office))
        assert client.get(address).status_code == read, (role, office)
        assert client.get(f"{address}serupa/").status_code == read
        assert client.post(address, given()).status_code == write, (role, office)
        assert client.post(f"{address}tarik/", {"reason": "Tercatat dua kali."}).status_code in {403, write}
    assert Event.objects.get(pk=key).state == State.SUBMITTED


def test_a_reader_comments_and_a_stranger_does_not(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    _, (key,) = filled(cycle, anna)
    signed_in(client, member("verifier", "15")).post(f"/kantor/kejadian/{key}/", {"comment": "<b>Mohon bukti</b>"})
    page = said(signed_in(client, anna).get(f"/kantor/kejadian/{key}/"))
    assert "&lt;b&gt;Mohon bukti&lt;/b&gt;" in page
    assert signed_in(client, member("observer", "15")).post(
        f"/kantor/kejadian/{key}/", {"comment": "Halo"}
    ).status_code == 403  # fmt: skip


def test_the_page_of_an_event_asks_the_database_little(client: Client, django_assert_max_num_queries: Any) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    _, keys = filled(cycle, anna, events=30)
    signed_in(client, anna)
    address = f"/kantor/kejadian/{keys[0]}/"
    client.get(address)
    with django_assert_max_num_queries(18):
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert len(response.content) < 20_000


def test_once_saved_by_itself_a_new_event_has_its_address_and_its_file_field(client: Client) -> None:
    opened()
    signed_in(client, member("enterer", "15.71"))
    page = said(client.get(NEW))
    told = {name: re.search(rf'data-{name}="([^"]+)"', page) for name in ("event", "api", "address", "files")}
    key, api, address, files = (found[1] for found in told.values() if found)
    part = {"X-Requested-With": "fetch"}
    assert client.get(files, headers=part).status_code == 404  # not an event yet
    sent = {
        "seen": 0,
        "client": str(uuid4()),
        "declarations": {"I01": {"answer": "events", "reason": ""}},
        "events": {key: {"indicator": "I01", "district": "Jelutung"}},
    }
    answer = client.put(api, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["revision"] == 1
    assert Event.objects.get().district == "Jelutung"
    for page_or_part in (client.get(files, headers=part), client.get(address)):
        assert f'id="berkas-{key}"' in said(page_or_part)
    assert "data-files" not in said(client.get(address))
