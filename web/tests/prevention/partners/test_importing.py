"""Files of partners and agreements: read cell by cell, shown, entered once; what stands is left."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from ikpweb.audit.models import Entry
from ikpweb.kit.formats import to_csv, to_xlsx
from ikpweb.prevention.partners.models import Agreement, Partner, PartnerSheet, PartnerStep

from web.tests.factories import member, signed_in
from web.tests.prevention.partners.partnering import agreement, today

pytestmark = pytest.mark.django_db

COLUMNS = ("name", "sector", "level", "kind", "number", "title", "signed_on", "valid_from", "valid_to", "units")
START = today() - timedelta(100)


def row(**other: Any) -> dict[str, Any]:
    said = {"name": "SINTETIS Kampus", "sector": "university", "level": "province", "kind": "mou", "number": "7"}
    days = {"signed_on": START, "valid_from": START, "valid_to": START + timedelta(730)}
    return {**said, **days, "title": "SINTETIS", **other}


def sent(client: Client, rows: list[dict[str, Any]], **other: Any) -> Any:
    content = other.pop("content", None)
    content = to_csv(COLUMNS, rows) if content is None else content
    return client.post(reverse("partners:import"), {"file": SimpleUploadedFile(other.get("name", "m.csv"), content)})


@pytest.fixture
def client() -> Client:
    return signed_in(Client(), member("enterer", "15.71"))


def test_a_file_is_shown_then_entered_and_the_second_time_nothing_is_new(client: Client) -> None:
    rows = [row(), row(number="8", title="SINTETIS dua"), row(name="SINTETIS Pers", sector="media", kind="", number="",
            title="", signed_on="", valid_from="", valid_to="")]  # fmt: skip
    answer = sent(client, rows)
    assert Partner.objects.count() == 0
    assert client.get(answer["Location"]).context["numbers"] == {"new": 3, "same": 0, "kept": 0}
    client.post(answer["Location"])
    client.post(answer["Location"])  # a double click
    assert (Partner.objects.count(), Agreement.objects.count()) == (2, 2)
    assert set(PartnerStep.objects.values_list("move", flat=True)) == {"import"}
    again = sent(client, rows)
    assert client.get(again["Location"]).context["numbers"]["same"] == 3
    client.post(again["Location"])
    assert (Partner.objects.count(), Agreement.objects.count()) == (2, 2)
    assert Entry.objects.filter(action="partners.imported").count() == 3


def test_what_stands_is_never_overwritten_and_the_difference_is_told(client: Client) -> None:
    agreement(number="7", title="SINTETIS: di sini", name="x")
    standing = Agreement.objects.get()
    answer = sent(client, [row(name=standing.partner.name, title="SINTETIS: di berkas")])
    page = client.get(answer["Location"])
    assert page.context["numbers"] == {"new": 0, "same": 0, "kept": 1}
    assert "SINTETIS: di sini" in page.content.decode()
    client.post(answer["Location"])
    standing.refresh_from_db()
    assert (standing.title, Agreement.objects.count()) == ("SINTETIS: di sini", 1)


@pytest.mark.parametrize(
    ("wrong", "place", "words"),
    [
        ({"name": ""}, "A3", "belum diisi"),
        ({"sector": "makar"}, "B3", "Pilih salah satu"),
        ({"valid_from": "kemarin"}, "H3", "tahun-bulan-hari"),
        ({"valid_to": START - timedelta(1)}, "I3", "mendahului"),
        ({"number": "7"}, "E3", "baris 2"),
        ({"units": "99.99"}, "J3", "99.99"),
        ({"units": "16.71"}, "J3", "Bukan daerah kantor"),
        ({"title": ""}, "F3", "belum diisi"),
        ({"level": "national"}, "A3", "berbeda isinya"),
    ],
)
def test_every_bad_row_gets_a_sentence_with_its_cell_and_nothing_comes_in(
    client: Client, wrong: dict[str, Any], place: str, words: str
) -> None:
    answer = sent(client, [row(), row(**{"number": "8", **wrong})])
    assert answer.status_code == 422
    found = [(fault.place, fault.sentence) for fault in answer.context["faults"]]
    assert any(at == place and words in sentence for at, sentence in found), found
    assert not PartnerSheet.objects.exists()


def test_words_of_either_language_and_workbooks_are_read(client: Client) -> None:
    day = f"{START:%d/%m/%Y}"
    text = (
        "Nama lembaga;Sektor;Tingkat;Bentuk;Nomor;Tentang;Ditandatangani;Berlaku sejak;Daerah yang dicakup\n"
        f"SINTETIS A;perguruan tinggi;provinsi;nota kesepahaman (MoU);9;SINTETIS;{day};{day};15.71\n"
    )
    client.post(sent(client, [], content=text.encode("utf-8-sig"))["Location"])
    book = to_xlsx(COLUMNS, [row(name="SINTETIS B", number="10", units="Kota Jambi")], {})
    client.post(sent(client, [], content=book, name="m.xlsx")["Location"])
    assert set(Agreement.objects.values_list("number", "valid_from", "units")) == {
        ("9", START, "15.71"), ("10", START, "15.71"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "kosong"), (b"name,sector,level\n", "hanya memuat judul"), (b"name,sector\nx,media\n", "tidak ada: level")],
)
def test_a_file_that_is_none_is_told_so(client: Client, content: bytes, words: str) -> None:
    answer = sent(client, [], content=content)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_a_file_of_somebody_else_is_as_if_it_were_not_there(client: Client) -> None:
    address = sent(client, [row()])["Location"]
    other = signed_in(Client(), member("head", "15.71"))
    assert (other.get(address).status_code, other.post(address).status_code) == (404, 404)
    assert signed_in(Client(), member("observer", "15.71")).get(reverse("partners:import")).status_code == 403


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_has_the_columns(client: Client, form: str) -> None:
    answer = client.get(reverse("partners:template", args=[form]))
    if form == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert [cell.value for cell in book.worksheets[0][1]][:2] == ["name", "sector"]
    else:
        assert answer.content.decode("utf-8-sig").startswith("name;sector;level")
