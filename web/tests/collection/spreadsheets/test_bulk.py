"""The centre's table for many offices, and what one may take out: by office, by right, and never as a formula."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from ikpweb.audit.models import Entry
from ikpweb.collection.models import Declaration, Event, Portion, Revision, Sheet, State, Submission
from ikpweb.collection.services import save
from ikpweb.collection.spreadsheets.flat import COLUMNS
from openpyxl import Workbook, load_workbook

from ikp.editions import load
from ikp.io import write_template
from web.tests.collecting import event, filled, opened, submission_of
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kantor/isian/latihan/massal/"


def said(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def table(*rows: dict[str, Any], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def happened(office: str, **other: Any) -> dict[str, Any]:
    return {"office": office, **event("I01", **other)}


def sent(client: Client, data: bytes, name: str = "banyak.csv") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def test_one_table_enters_for_many_offices_under_the_name_of_the_centre(client: Client) -> None:
    cycle, centre = opened(), member("head", "0")
    signed_in(client, centre)
    rows = [
        {"office": "15.71", "indicator": "I02", "answer": "nil"},
        happened("15.71"),
        happened("16.71"),
        happened("16.71"),
        {"office": "15", "indicator": "I03", "answer": "tidak ada data", "reason": "Belum diterima dari KPU."},
    ]
    response = sent(client, table(*rows))
    assert response.status_code == 302, said(response)
    page = said(client.get(response["Location"]))
    assert "0 dari 3 kantor masuk." in page
    assert not Declaration.objects.exists()
    done = client.post(response["Location"], follow=True)
    assert "3 dari 3 kantor masuk." in said(done)
    assert Event.objects.filter(submission__office="16.71").count() == 2
    kept = set(Declaration.objects.values_list("submission__office", "indicator", "answer"))
    assert kept == {
        ("15.71", "I01", "events"),
        ("15.71", "I02", "nil"),
        ("16.71", "I01", "events"),
        ("15", "I03", "no-data"),
    }
    revisions = set(Revision.objects.values_list("office", "author", "kind"))
    assert revisions == {("0", centre.person.pk, Revision.Kind.IMPORTED)}
    assert set(Submission.objects.filter(revision=1).values_list("stage", flat=True)) == {Submission.Stage.DRAFT}
    # The same table once more enters nothing twice.
    client.post(sent(client, table(*rows))["Location"])
    assert Event.objects.count() == 3
    assert cycle.submissions.filter(revision__gt=1).count() == 0


def test_an_office_enters_whole_or_not_at_all_and_does_not_hinder_others(client: Client) -> None:
    cycle, centre, anna = opened(), member("administrator", "0"), member("enterer", "15.71")
    _, (key,) = filled(cycle, anna)
    Event.objects.filter(pk=key).update(state=State.REJECTED)
    signed_in(client, centre)
    rows = [
        happened("15.71", grade=4) | {"id": str(key)},
        {"office": "15.71", "indicator": "I02", "answer": "events"},
        {"office": "16.71", "indicator": "I02", "answer": "nil"},
    ]
    done = said(client.post(sent(client, table(*rows))["Location"], follow=True))
    assert "1 dari 2 kantor masuk." in done
    assert "Bawaslu Kota Jambi" in done
    assert "Baris 2: Isian ini berstatus ditolak" in done
    assert Declaration.objects.get(submission__office="15.71", indicator="I02").answer == "nil"
    assert Declaration.objects.get(submission__office="16.71").answer == "nil"


def test_what_an_office_changed_since_the_table_was_read_stays(client: Client) -> None:
    cycle, centre, anna = opened(), member("head", "0"), member("enterer", "15.71")
    signed_in(client, centre)
    address = sent(client, table({"office": "15.71", "indicator": "I02", "answer": "nil"}))["Location"]
    save(
        submission_of(cycle, "15.71"),
        {"declarations": {"I02": {"answer": "events"}}},
        seen=0,
        client=uuid4(),
        actor=anna,
    )
    assert "mengubah isian yang sama sejak berkas dibaca" in said(client.post(address, follow=True))
    assert Declaration.objects.get().answer == "events"
    assert Portion.objects.get().state == Portion.State.REFUSED


@pytest.mark.parametrize(
    ("rows", "place", "sentence"),
    [
        ([{"office": "99.99", "indicator": "I01", "answer": "nil"}], "A2", "Tidak ada kantor yang melapor"),
        ([{"office": "15.71", "indicator": "X", "answer": "nil"}], "B2", "tidak ditanyakan dalam putaran ini"),
        ([{"office": "15.71", "indicator": "I01", "answer": "?"}], "C2", "Pilih nihil, ada kejadian"),
        ([happened("15.71", grade=9)], "O2", "antara 1 dan 4"),
        ([happened("15.71") | {"id": "x"}], "E2", "harus berupa UUID"),
        ([{"office": "15.71", "indicator": "I01", "answer": "nil"}] * 2, "B3", "Sudah dijawab pada baris 2."),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_enters(
    client: Client, rows: list[dict[str, Any]], place: str, sentence: str
) -> None:
    opened()
    response = sent(signed_in(client, member("head", "0")), table(*rows))
    page = said(response)
    assert response.status_code == 422
    assert f"<td>{place}</td>" in page
    assert sentence in page
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Berkas ini kosong."),
        (b"\xff\xfe\x00", "tidak tersimpan sebagai UTF-8"),
        (b"kantor,warna\n15.71,merah\n", "Kolom ini tidak ada: indicator."),
        (b"office,indicator,warna\n", "Kolom ini tidak dikenal: warna."),
        (b"office,indicator,office\n", "lebih dari sekali: office."),
    ],
)
def test_a_table_without_its_columns_is_said_in_a_sentence(client: Client, data: bytes, sentence: str) -> None:
    opened()
    response = sent(signed_in(client, member("head", "0")), data)
    assert response.status_code == 422
    assert sentence in said(response)


def test_semicolons_indonesian_headings_and_workbooks_are_read_too(client: Client) -> None:
    opened()
    signed_in(client, member("head", "0"))
    book = Workbook()
    book.active.append(["Kantor", "Indikator", "Jawaban"])
    book.active.append([12.1, "I01 Kekerasan berbau SARA", "nihil"])  # a number has lost its last zero
    out = io.BytesIO()
    book.save(out)
    client.post(sent(client, out.getvalue(), "banyak.xlsx")["Location"])
    client.post(
        sent(client, table({"office": "15.71", "indicator": "I01", "answer": "nihil"}, delimiter=";"))["Location"]
    )
    assert set(Declaration.objects.values_list("submission__office", flat=True)) == {"12.10", "15.71"}


@pytest.mark.parametrize("count", ["2.000", "2,000", "1.234"])
def test_a_count_that_may_be_thousands_is_refused_and_never_read_as_two(client: Client, count: str) -> None:
    opened()
    signed_in(client, member("head", "0"))
    response = sent(client, table(happened("15.71", count=count), delimiter=";"))
    page = said(client.get(response["Location"])) if response.status_code == 302 else said(response)
    assert "Angka ini bisa berarti ribuan atau pecahan" in page


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_template_of_the_engine_is_read_and_what_it_does_not_ask_is_left_open(
    client: Client, tmp_path: Path, lang: Literal["id", "en"]
) -> None:
    opened()
    signed_in(client, member("head", "0"))
    write_template(tmp_path / "isian.xlsx", load("2024").framework(), {"15.71": "Kota Jambi"}, lang=lang)
    book = load_workbook(tmp_path / "isian.xlsx")
    first = load("2024").framework()["I01"].name(lang)
    declared = {"id": "nihil", "en": "nil"}[lang]
    book.active.append([])
    for cells in (
        ["15.71 – Kota Jambi", f"I01 – {first}", date(2023, 5, 4), 2, 3, None, "Warung dirusak.", "Form A 12/2023"],
        ["15.71", "I02", None, None, None, declared, None, None],
    ):
        book.active.append(cells)
    book.save(tmp_path / "terisi.xlsx")
    client.post(sent(client, (tmp_path / "terisi.xlsx").read_bytes(), "terisi.xlsx")["Location"])
    entered = Event.objects.get(submission__office="15.71")
    assert (entered.indicator, entered.date, entered.count, entered.grade) == ("I01", date(2023, 5, 4), 2, 3)
    assert (entered.narrative, entered.reference) == ("Warung dirusak.", "Form A 12/2023")
    assert (entered.district, entered.stage, entered.source, entered.state) == ("", "", "", State.DRAFT)
    assert Declaration.objects.get(indicator="I02").answer == "nil"


@pytest.mark.parametrize(
    ("role", "office"), [("head", "15"), ("enterer", "15.71"), ("verifier", "0"), ("observer", "0")]
)
def test_only_the_centre_brings_in_for_others(client: Client, role: str, office: str) -> None:
    opened()
    signed_in(client, member(role, office))
    assert client.get(PAGE).status_code == 403
    assert sent(client, table({"office": "15.71", "indicator": "I01", "answer": "nil"})).status_code == 403


def test_an_export_holds_what_one_may_see_and_the_log_keeps_who_took_it(client: Client) -> None:
    cycle, anna, far = opened(), member("enterer", "15.71"), member("enterer", "16.71")
    filled(cycle, anna)
    filled(cycle, far)
    for who, offices in [
        (anna, {"15.71"}),
        (member("observer", "15"), {"15.71"}),
        (member("head", "0"), {"15.71", "16.71"}),
    ]:
        signed_in(client, who)
        rows = list(csv.DictReader(io.StringIO(client.get("/kantor/isian/latihan/ekspor/events.csv").content.decode())))
        assert {row["office"] for row in rows} == offices
        told = json.loads(client.get("/kantor/isian/latihan/ekspor/declarations.json").content)
        assert len(told["rows"]) == 61 * len(offices)
        assert told["about"]["synthetic"] == "SINTETIS"
        last = Entry.objects.filter(action="export.taken").order_by("-id")[0]
        assert (last.person, last.detail["rows"]) == (who.person.pk, 61 * len(offices))
    assert signed_in(client, member("head", "16")).get("/kantor/isian/lain/ekspor/").status_code == 404


def test_an_export_can_be_brought_in_again_and_runs_no_formula(client: Client) -> None:
    cycle, anna, centre = opened(), member("enterer", "15.71"), member("head", "0")
    evil = "=cmd|' /C calc'!A0"
    key = str(uuid4())
    changes = {
        "declarations": {"I01": {"answer": "events"}},
        "events": {key: event("I01", narrative=evil, lat=-1.6, lon=103.6)},
    }
    save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    signed_in(client, centre)
    data = client.get("/kantor/isian/latihan/ekspor/events.csv").content
    assert b",'=cmd" in data
    book = load_workbook(io.BytesIO(client.get("/kantor/isian/latihan/ekspor/events.xlsx").content))
    assert [cell.data_type for row in book["data"].iter_rows() for cell in row if cell.value == evil] == ["s"]
    client.post(sent(client, data)["Location"])
    assert Event.objects.get(pk=key).narrative == evil
    assert Revision.objects.count() == 1  # nothing had changed


def test_the_empty_table_has_the_columns_that_are_read(client: Client) -> None:
    opened()
    signed_in(client, member("head", "0"))
    assert client.get(f"{PAGE}contoh/").content.decode().strip().split(",") == list(COLUMNS)
