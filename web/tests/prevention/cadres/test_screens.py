"""Screens of participatory supervision: overview, lists, forms, coverage, files in and out, two versions."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from ikpweb.kit.formats import to_csv
from ikpweb.prevention.cadres.models import CadreSheet, Outreach, Training
from ikpweb.prevention.cadres.services import change_training

from web.tests.factories import member, signed_in
from web.tests.prevention.cadres.training import about_event, about_training, event, today, training

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return answer.content.decode()


def numbers() -> dict[str, str]:
    return {"key": str(uuid4()), "client": str(uuid4())}


@pytest.fixture
def client() -> Client:
    return signed_in(Client(), member("enterer", "15.71"))


def test_trainings_and_outreach_are_entered_and_read(client: Client) -> None:
    assert "Belum ada yang dicatat" in text(client.get(reverse("cadres:home")))
    body = {**about_training(), **numbers()}
    address = reverse("cadres:new", args=["pelatihan"])
    answer = client.post(address, body)
    assert client.post(address, body)["Location"] == answer["Location"]  # a double click
    assert Training.objects.count() == 1
    assert "SINTETIS Balai Contoh" in text(client.get(answer["Location"]))
    body = {**about_event(women=""), **numbers()}
    answer = client.post(reverse("cadres:new", args=["sosialisasi"]), body)
    assert Outreach.objects.get().women is None
    assert "tidak dilaporkan" in text(client.get(answer["Location"]))
    page = text(client.get(reverse("cadres:home")))
    assert "Pendidikan Pengawas Partisipatif (P2P)" in page
    assert "tahun.svg" in page
    assert client.get(reverse("cadres:chart", args=["svg"])).content.startswith(b"<svg")


def test_faults_stand_at_their_fields(client: Client) -> None:
    answer = client.post(reverse("cadres:new", args=["pelatihan"]), {**about_training(women="39"), **numbers()})
    assert (answer.status_code, "melebihi jumlah peserta" in text(answer)) == (422, True)


def test_lists_show_what_was_asked_for() -> None:
    enterer = member("enterer", "15.71")
    training(enterer)
    training(enterer, title="SINTETIS: lain")
    training(code="15.01", programme="village", women="", day=(today() - timedelta(400)).isoformat())
    training(code="16.71")
    event(enterer)
    client = signed_in(Client(), member("observer", "15"))
    since = (today() - timedelta(60)).isoformat()
    for query, number in (
        ("", 3), ("program=village", 1), ("program=salah", 3), ("cari=lain", 1), ("cari=%00", 3), ("kantor=15.01", 1),
        (f"dari={since}", 2), ("dari=x", 3), (f"sampai={since}", 1), ("ganda=ya", 2), ("kurang=ya", 1), ("cetak=1", 3),
    ):  # fmt: skip
        answer = client.get(f"{reverse('cadres:list', args=['pelatihan'])}?{query}")
        assert answer.context["page"].paginator.count == number, query
    address = reverse("cadres:list", args=["sosialisasi"])
    assert client.get(f"{address}?bentuk=visit").context["page"].paginator.count == 1
    assert client.get(f"{address}?bentuk=online").context["page"].paginator.count == 0
    assert client.get(f"{address}?kurang=ya").context["page"].paginator.count == 1


def test_of_two_who_change_one_gets_both_versions_and_can_go_on(client: Client) -> None:
    row = training()
    address = reverse("cadres:edit", args=["pelatihan", row.pk])
    assert client.get(address).context["form"]["alumni"].value() == 36
    change_training(row, {"place": "SINTETIS Aula"}, seen=1, actor=member("head", "15.71"))
    mine = {**about_training(alumni="30"), "seen": "1"}
    answer = client.post(address, mine)
    assert answer.status_code == 409
    again = answer.context["form"]
    assert (again["alumni"].value(), again["place"].value(), again["seen"].value()) == (30, "SINTETIS Aula", 2)
    assert client.post(address, {**mine, "place": "SINTETIS Aula", "seen": "2"}).status_code == 302
    move = reverse("cadres:move", args=["pelatihan", row.pk])
    assert client.post(move, {"seen": "3", "reason": "SINTETIS: dicatat dua kali."}).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn


def test_those_above_read_counts_and_do_not_write() -> None:
    row = training()
    above = signed_in(Client(), member("head", "15"))
    page = text(above.get(row.get_absolute_url()))
    assert "36" in page
    assert "Tarik catatan" not in page
    assert above.get(reverse("cadres:edit", args=["pelatihan", row.pk])).status_code == 404
    assert above.get(reverse("cadres:person-new", args=[row.pk])).status_code == 404
    assert signed_in(Client(), member("head", "16.71")).get(row.get_absolute_url()).status_code == 404
    assert above.get(f"/kantor/pencegahan/partisipatif/sosialisasi/{row.pk}/").status_code == 404


def test_coverage_says_where_there_is_no_denominator() -> None:
    training(alumni="36")
    page = text(signed_in(Client(), member("head", "15")).get(reverse("cadres:coverage")))
    assert "tidak ada penyebut" in page
    centre = signed_in(Client(), member("head", "0"))
    answer = centre.get(f"{reverse('cadres:coverage')}?program=p2p&dari=2020-01-01")
    assert (answer.context["reached"], answer.context["unknown"]) == (1, 0)
    assert centre.get(f"{reverse('cadres:coverage')}?program=village&dari=x").context["reached"] == 0


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_away_runs_nothing(form: str) -> None:
    training(place="=SINTETIS()")
    client = signed_in(Client(), member("head", "15"))
    for address in (reverse("cadres:table", args=["pelatihan", form]), reverse("cadres:coverage-table", args=[form])):
        answer = client.get(address)
        assert (answer.status_code, "attachment" in answer["Content-Disposition"]) == (200, True)
        if form == "csv" and "pelatihan" in address:
            assert "'=SINTETIS()" in answer.content.decode("utf-8-sig")


COLUMNS = ("programme", "stage", "title", "day", "place", "participants", "alumni")


def row_of(**other: Any) -> dict[str, Any]:
    said = {"programme": "p2p", "stage": "basic", "title": "SINTETIS 1", "day": today() - timedelta(9)}
    return {**said, "place": "SINTETIS Balai", "participants": 40, "alumni": "", **other}


def sent(client: Client, rows: list[dict[str, Any]]) -> Any:
    content = SimpleUploadedFile("p.csv", to_csv(COLUMNS, rows))
    return client.post(reverse("cadres:import", args=["pelatihan"]), {"file": content})


def test_a_file_is_shown_then_entered_and_the_second_time_nothing_is_new(client: Client) -> None:
    rows = [row_of(), row_of(title="SINTETIS 2", programme="Kampung Pengawasan Partisipatif", alumni=0)]
    answer = sent(client, rows)
    assert client.get(answer["Location"]).context["numbers"] == {"new": 2, "same": 0, "kept": 0}
    client.post(answer["Location"])
    client.post(answer["Location"])  # a double click
    assert sorted(Training.objects.values_list("alumni", "programme"), key=str) == [(0, "village"), (None, "p2p")]
    again = sent(client, [row_of(), row_of(title="SINTETIS 2", programme="village", alumni=7)])
    page = client.get(again["Location"])
    assert page.context["numbers"] == {"new": 0, "same": 1, "kept": 1}
    assert "tercatat" in text(page)
    client.post(again["Location"])
    assert Training.objects.get(title="SINTETIS 2").alumni == 0


@pytest.mark.parametrize(
    ("wrong", "place", "words"),
    [
        ({"programme": "skpp"}, "A3", "Pilih salah satu"),
        ({"day": "kemarin"}, "D3", "tahun-bulan-hari"),
        ({"alumni": 41}, "G3", "Melebihi"),
        ({"participants": "-3"}, "F3", "bilangan bulat"),
        ({"title": "SINTETIS 1"}, "D3", "baris 2"),
        ({"place": ""}, "E3", "belum diisi"),
    ],
)
def test_every_bad_row_gets_a_sentence_with_its_cell_and_nothing_comes_in(
    client: Client, wrong: dict[str, Any], place: str, words: str
) -> None:
    answer = sent(client, [row_of(), row_of(**{"title": "SINTETIS 2", **wrong})])
    assert answer.status_code == 422
    found = [(fault.place, fault.sentence) for fault in answer.context["faults"]]
    assert any(at == place and words in sentence for at, sentence in found), found
    assert not CadreSheet.objects.exists()


def test_a_file_with_names_is_refused_for_its_column(client: Client) -> None:
    content = SimpleUploadedFile("p.csv", b"programme,stage,day,place,telepon\np2p,basic,2026-01-01,x,0812\n")
    answer = client.post(reverse("cadres:import", args=["pelatihan"]), {"file": content})
    assert (answer.status_code, "tidak dikenal: telepon" in text(answer)) == (422, True)


def test_the_template_and_a_foreign_file(client: Client) -> None:
    assert client.get(reverse("cadres:template", args=["sosialisasi", "xlsx"])).status_code == 200
    address = sent(client, [row_of()])["Location"]
    assert signed_in(Client(), member("head", "15.71")).get(address).status_code == 404


def test_the_api_gives_counts_with_null_for_what_was_not_reported(client: Client) -> None:
    training(women="")
    event()
    found = client.get("/api/v1/office/trainings").json()
    assert (found["total"], found["rows"][0]["women"], found["rows"][0]["alumni"]) == (1, None, 36)
    assert client.get("/api/v1/office/outreach").json()["rows"][0]["first_voters"] == 110


def test_the_pages_speak_english_too(client: Client) -> None:
    assert "Participatory supervision" in text(client.get("/en/kantor/pencegahan/partisipatif/"))
