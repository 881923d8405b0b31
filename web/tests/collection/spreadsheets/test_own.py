"""An office's workbook: out, filled in, back; everything wrong said by cell; hostile files in a sentence."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from ikpweb.collection.models import Declaration, Event, Revision, Sheet, State
from ikpweb.collection.services import save
from ikpweb.collection.spreadsheets.words import columns
from openpyxl import Workbook, load_workbook

from web.tests.collecting import codes, event, filled, opened, submission_of
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kantor/isian/latihan/lembar/"

#: Columns of the sheet of events, by field.
COLUMN = {name: j for j, name in enumerate(("id", "indicator", *columns(), "state"), start=1)}


def said(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def fetched(client: Client, prefix: str = "") -> Any:
    return load_workbook(io.BytesIO(client.get(f"{prefix}{PAGE}unduh/").content))


def packed(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client: Client, data: bytes, name: str = "isian.xlsx") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def answer(book: Any, code: str, said_: str, reason: str = "") -> None:
    page = book["Isian"]
    row = next(row for row in page.iter_rows(min_row=2) if row[0].value == code)
    row[3].value, row[4].value = said_, reason or None


def put(book: Any, row: int, **cells: Any) -> None:
    for name, value in cells.items():
        book["Kejadian"].cell(row=row, column=COLUMN[name], value=value)


def test_the_workbook_holds_what_stands_the_lists_and_the_rubric(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    _, (key,) = filled(cycle, anna, submit=False)
    book = fetched(signed_in(client, anna))
    assert book.sheetnames == ["Isian", "Kejadian", "Panduan", "_pilihan", "_ikp"]
    assert [book[name].sheet_state for name in book.sheetnames[3:]] == ["veryHidden", "veryHidden"]
    answers = list(book["Isian"].iter_rows(min_row=2, values_only=True))
    assert len(answers) == 61
    assert answers[0][3] == "ada kejadian"
    assert book["Kejadian"]["A2"].value == str(key)
    assert book["Kejadian"]["C2"].value.date() == date(2024, 2, 14)
    assert len({row[0] for row in book["Kejadian"].iter_rows(min_row=2, values_only=True)}) == 401
    assert book["Panduan"]["F2"].value.startswith("Ancaman atau saling dorong")
    assert book["Isian"].protection.sheet
    assert (book["Isian"]["A2"].protection.locked, book["Isian"]["D2"].protection.locked) == (True, False)
    validations = [rule.sqref for rule in book["Kejadian"].data_validations.dataValidation]
    assert len(validations) == 5
    assert str(book["Isian"].data_validations.dataValidation[0].sqref) == "D2:D62"


def test_sent_back_as_it_was_it_changes_nothing(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    first = codes(cycle)[0]
    full = event(first, lat=-1.61, lon=103.6, actors=["asn", "kpps"], village="Sipin", reference="007", count=12)
    changes = {"declarations": {first: {"answer": "events"}}, "events": {str(uuid4()): full}}
    save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    for prefix in ("", "/en"):
        data = packed(fetched(signed_in(client, anna), prefix))
        page = said(client.get(sent(client, data)["Location"]))
        assert "Lembar ini sama dengan yang sudah tersimpan." in page


@pytest.mark.parametrize(("prefix", "nil", "source", "stage", "actors"), [
    ("", "nihil", "media massa", "Masa kampanye", "aparatur sipil negara; KPPS"),
    ("/en", "nil", "media", "campaign", "asn, kpps"),
])  # fmt: skip
def test_what_was_filled_in_is_shown_and_then_enters_as_one_revision(
    client: Client, prefix: str, nil: str, source: str, stage: str, actors: str
) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    first, second, *_ = codes(cycle)
    book = fetched(signed_in(client, anna), prefix)
    answer(book, first, book["_pilihan"]["A2"].value)
    answer(book, second, nil)
    key = book["Kejadian"]["A2"].value
    put(book, 2, indicator=first, date="14/02/2024", district="Jelutung", stage=stage, count=2, grade=3)
    put(book, 2, lat="-1,6", lon=103.6, actors=actors, source=source)
    put(book, 2, narrative="SINTETIS: baliho dirusak.", unevidenced="Contoh pengujian.")
    response = sent(client, packed(book))
    assert response.status_code == 302, said(response)
    page = said(client.get(response["Location"]))
    assert "3 isian berubah, 1 di antaranya kejadian; 0 tetap." in page
    assert not Declaration.objects.exists()
    client.post(response["Location"])
    revision = Revision.objects.get()
    assert (revision.kind, revision.number) == (Revision.Kind.IMPORTED, 1)
    kept = Event.objects.get(pk=key)
    assert (kept.date, kept.stage, kept.source, kept.lat) == (date(2024, 2, 14), "campaign", "media", -1.6)
    assert kept.actors == ["asn", "kpps"]
    assert dict(Declaration.objects.values_list("indicator", "answer")) == {first: "events", second: "nil"}
    # Confirmed once more, it is still one revision.
    client.post(response["Location"])
    assert Revision.objects.count() == 1


def test_each_wrong_cell_is_named_and_nothing_enters(client: Client) -> None:
    opened()
    book = fetched(signed_in(client, member("enterer", "15.71")))
    answer(book, "I02", "barangkali")
    put(book, 2, indicator="I99", date="besok", grade=7)
    put(book, 3, id=book["Kejadian"]["A2"].value, indicator="I01")
    put(book, 4, id="rusak", indicator="I01")
    response = sent(client, packed(book))
    page = said(response)
    assert response.status_code == 422
    for place, sentence in [
        ("Isian D3", "Pilih nihil, ada kejadian, tidak ada data, atau tidak berlaku."),
        ("Kejadian B2", "Pilih indikator dari daftar."),
        ("Kejadian C2", "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14."),
        ("Kejadian L2", "Angka ini harus antara 1 dan 4."),
        ("Kejadian A3", "Nomor ini sama dengan baris 2."),
        ("Kejadian A4", "Nomor kejadian rusak."),
    ]:
        assert re.search(rf"<td>{place}</td><td>[^<]*</td><td>{re.escape(sentence)}", page), place
    assert not Sheet.objects.exists()


def test_rows_that_nobody_prepared_get_the_same_number_each_time(client: Client) -> None:
    opened()
    book = fetched(signed_in(client, member("enterer", "15.71")))
    put(book, 900, indicator="I01", narrative="SINTETIS.")
    for _ in range(2):
        client.post(sent(client, packed(book))["Location"])
    assert Event.objects.count() == 1


def test_who_changed_the_same_meanwhile_is_not_overwritten(client: Client) -> None:
    cycle, anna, budi = opened(), member("enterer", "15.71"), member("enterer", "15.71")
    submission, (first, second, *_) = submission_of(cycle, "15.71"), codes(cycle)
    save(
        submission,
        {"declarations": {first: {"answer": "nil"}, second: {"answer": "nil"}}},
        seen=0,
        client=uuid4(),
        actor=anna,
    )
    book = fetched(signed_in(client, anna))
    save(
        submission,
        {"declarations": {first: {"answer": "events"}, second: {"answer": "events"}}},
        seen=1,
        client=uuid4(),
        actor=budi,
    )
    answer(book, first, "tidak ada data", "Belum ada laporan.")
    address = sent(client, packed(book))["Location"]
    page = said(client.get(address))
    assert "diubah orang lain" in page
    assert "1 isian berubah" in page  # the other one was sent back untouched
    response = client.post(address)
    assert response.status_code == 409
    assert "Dua orang mengubah isian yang sama" in said(response)
    assert Declaration.objects.filter(answer="events").count() == 2


def test_what_is_rejected_is_marked_and_refused_with_its_row(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    _, (key,) = filled(cycle, anna)
    Event.objects.filter(pk=key).update(state=State.REJECTED)
    book = fetched(signed_in(client, anna))
    put(book, 2, grade=4)
    address = sent(client, packed(book))["Location"]
    assert "tidak dapat diubah" in said(client.get(address))
    response = client.post(address)
    assert response.status_code == 422
    assert "Baris 2: Isian ini berstatus ditolak" in said(response)


def test_a_text_that_looks_like_a_formula_is_never_run(client: Client) -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    evil = '=HYPERLINK("http://x","y")'
    save(
        submission_of(cycle, "15.71"),
        {"events": {key: event("I01", narrative=evil)}},
        seen=0,
        client=uuid4(),
        actor=anna,
    )
    cell = fetched(signed_in(client, anna))["Kejadian"].cell(row=2, column=COLUMN["narrative"])
    assert (cell.value, cell.data_type) == (evil, "s")


def _renamed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Give an empty workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(packed(Workbook()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: b"", "Berkas ini kosong."),
        (lambda: b"kode;jawaban\nI01;nihil\n", "bukan lembar kerja Excel"),
        (lambda: b"%PDF-1.7", "bukan lembar kerja Excel"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "berformat lama (.xls) atau terkunci sandi"),
        (lambda: b"PK\x03\x04" + b"0" * 600, "bukan lembar kerja Excel"),
        (lambda: packed(Workbook()), "bukan lembar isian dari halaman ini"),
        (lambda: _renamed(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})), "memuat makro"),
        (lambda: _renamed(lambda parts: parts.update({"xl/big.xml": b"0" * 61_000_000})), "membengkak terlalu besar"),
        (lambda: _renamed(lambda parts: parts.update({f"xl/{i}.xml": b"" for i in range(600)})), "membengkak"),
        (lambda: _renamed(lambda parts: parts.update({"xl/workbook.xml": b"<"})), "rusak atau bukan"),
        (lambda: _renamed(lambda parts: parts.pop("[Content_Types].xml")), "bukan lembar kerja Excel"),
        (lambda: b"PK" + b"0" * 8_000_001, "lebih dari 8 MB"),
    ],
    ids=["empty", "csv", "pdf", "old", "torn", "foreign", "macro", "bomb", "parts", "xml", "types", "large"],
)  # fmt: skip
def test_what_is_no_workbook_of_ours_is_said_in_a_sentence(
    client: Client, data: Callable[[], bytes], sentence: str
) -> None:
    opened()
    signed_in(client, member("enterer", "15.71"))
    response = sent(client, data())
    assert response.status_code == 422
    assert sentence in said(response)
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("office", "15.72", "milik kantor lain (15.72)"),
        ("cycle", "lain", "dari putaran lain (lain)"),
        ("form", "0" * 64, "Formulir putaran ini bukan yang dipakai"),
        ("revision", "9", "revisi yang tidak ada"),
        ("format", "ikp-isian-0", "dari versi lain"),
    ],
)
def test_a_workbook_of_another_office_cycle_or_form_is_refused(
    client: Client, key: str, value: str, sentence: str
) -> None:
    opened()
    book = fetched(signed_in(client, member("enterer", "15.71")))
    for row in book["_ikp"].iter_rows():
        if row[0].value == key:
            row[1].value = value
    response = sent(client, packed(book))
    assert response.status_code == 422
    assert sentence in said(response)


def test_a_sheet_belongs_to_who_sent_it(client: Client) -> None:
    opened()
    anna, budi = member("enterer", "15.71"), member("enterer", "15.71")
    book = fetched(signed_in(client, anna))
    answer(book, "I01", "nihil")
    address = sent(client, packed(book))["Location"]
    assert signed_in(client, budi).get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert not Declaration.objects.exists()


def test_a_sheet_without_end_is_not_read_to_its_end(client: Client) -> None:
    opened()
    book = fetched(signed_in(client, member("enterer", "15.71")))
    book["Kejadian"].cell(row=20_001, column=3, value="2024-01-01")
    response = sent(client, packed(book))
    assert response.status_code == 422
    assert "Lembar “Kejadian” terlalu panjang." in said(response)
