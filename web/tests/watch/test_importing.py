"""Files of reports and effort: read cell by cell, shown, entered once; wrong files, wrong rows, wrong rights."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from ikpweb.audit.models import Entry
from ikpweb.kit.formats import to_csv, to_xlsx
from ikpweb.watch.models import Effort, Report, ReportSheet, Status
from ikpweb.watch.services import change

from web.tests.factories import member, signed_in
from web.tests.watch.reporting import today

pytestmark = pytest.mark.django_db

COLUMNS = ("unit", "kind", "source", "event_date", "entry_date", "verified_date", "status", "summary", "external")
DAY = today() - timedelta(9)


def row(**other: Any) -> dict[str, Any]:
    said = {"unit": "15.71", "kind": "criminal", "event_date": DAY, "entry_date": DAY + timedelta(2), "external": "7"}
    return {**said, "summary": "SINTETIS: satu.", **other}


def sent(client: Client, rows: list[dict[str, Any]], subject: str = "laporan", **other: Any) -> Any:
    columns, content = other.pop("columns", COLUMNS), other.pop("content", None)
    content = to_csv(columns, rows) if content is None else content
    name = other.pop("name", "aliran.csv")
    body = {"file": SimpleUploadedFile(name, content), "system": "sigap", **other}
    return client.post(reverse("watch:import", args=[subject]), body)


def imported(client: Client, rows: list[dict[str, Any]], **other: Any) -> Any:
    answer = sent(client, rows, **other)
    assert answer.status_code == 302, [fault.sentence for fault in answer.context["faults"]]
    client.post(answer["Location"])
    return answer["Location"]


@pytest.fixture
def client() -> Client:
    return signed_in(Client(), member("enterer", "15.71"))


def test_a_file_is_shown_then_entered_and_the_second_time_nothing_happens(client: Client) -> None:
    rows = [
        row(),
        row(external="8", status="violation", verified_date=today()),
        row(external="", summary="SINTETIS: x"),
    ]
    answer = sent(client, rows)
    assert Report.objects.count() == 0
    page = client.get(answer["Location"])
    assert page.context["numbers"] == {"new": 3, "changed": 0, "same": 0, "kept": 0}
    client.post(answer["Location"])
    client.post(answer["Location"])  # a double click
    assert Report.objects.count() == 3
    assert Report.objects.get(external="8").status == Status.VIOLATION
    assert set(Report.objects.values_list("steps__move", flat=True)) == {"import"}
    again = sent(client, rows)
    assert client.get(again["Location"]).context["numbers"]["same"] == 3
    client.post(again["Location"])
    assert Report.objects.count() == 3
    assert Entry.objects.filter(action="reports.imported").count() == 3


def test_news_of_the_other_system_come_in_but_never_over_what_people_changed_here(client: Client) -> None:
    imported(client, [row(), row(external="8")])
    touched = Report.objects.get(external="8")
    change(touched, {"summary": "SINTETIS: dibetulkan di sini."}, seen=1, actor=member("head", "15.71"))
    news = [row(status="not-violation", verified_date=today()), row(external="8", summary="SINTETIS: lain.")]
    answer = sent(client, news)
    page = client.get(answer["Location"])
    assert page.context["numbers"] == {"new": 0, "changed": 1, "same": 0, "kept": 1}
    client.post(answer["Location"])
    assert Report.objects.get(external="7").status == Status.NOT_VIOLATION
    assert Report.objects.get(external="7").version == 2
    assert Report.objects.get(external="8").summary == "SINTETIS: dibetulkan di sini."


@pytest.mark.parametrize(
    ("wrong", "place", "words"),
    [
        ({"unit": "99.99"}, "A3", "99.99"),
        ({"unit": "16.71"}, "A3", "bukan daerah kantor Anda"),
        ({"kind": "makar"}, "B3", "Pilih salah satu"),
        ({"event_date": "kemarin"}, "D3", "tahun-bulan-hari"),
        ({"event_date": today() + timedelta(1)}, "D3", "belum tiba"),
        ({"entry_date": DAY - timedelta(1)}, "E3", "mendahului"),
        ({"status": "violation"}, "F3", "tanggal keputusannya"),
        ({"external": "7"}, "I3", "baris 2"),
        ({"summary": "x" * 501}, "H3", "Terlalu panjang"),
    ],
)
def test_every_bad_row_gets_a_sentence_with_its_cell_and_nothing_comes_in(
    client: Client, wrong: dict[str, Any], place: str, words: str
) -> None:
    answer = sent(client, [row(), row(**{"external": "8", **wrong})])
    assert answer.status_code == 422
    faults = [(fault.place, fault.sentence) for fault in answer.context["faults"]]
    assert any(at == place and words in sentence for at, sentence in faults), faults
    assert not ReportSheet.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "kosong"),
        ("a.csv", b"unit,kind,event_date\n", "hanya memuat judul"),
        ("a.csv", b"unit,kind\n15.71,criminal\n", "Kolom ini tidak ada: event_date"),
        ("a.csv", b"unit,kind,event_date,pelaku\n15.71,criminal,2026-01-01,x\n", "tidak dikenal: pelaku"),
        ("a.csv", "unit,kind\n\u00e9".encode("latin-1"), "UTF-8"),
        ("a.xlsx", b"PK\x03\x04 bukan", "bukan lembar kerja"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0lama", "berformat lama"),
    ],
)
def test_a_file_that_is_none_is_told_so(client: Client, name: str, content: bytes, words: str) -> None:
    answer = sent(client, [], name=name, content=content)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_indonesian_words_semicolons_and_workbooks_are_read(client: Client) -> None:
    text = f"Daerah;Jenis;Tanggal kejadian;Nomor\n15.71;pidana pemilu;{DAY:%d/%m/%Y};21\n"
    imported(client, [], content=text.encode("utf-8-sig"))
    book = to_xlsx(COLUMNS, [row(external="22", unit="Kota Jambi")], {})
    imported(client, [], content=book, name="aliran.xlsx")
    assert set(Report.objects.values_list("external", "event_date", "unit")) == {
        ("21", DAY, "15.71"), ("22", DAY, "15.71"),
    }  # fmt: skip


def test_a_file_of_somebody_else_is_as_if_it_were_not_there(client: Client) -> None:
    address = sent(client, [row()])["Location"]
    other = signed_in(Client(), member("head", "15.71"))
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404
    assert (
        signed_in(Client(), member("observer", "15.71")).get(reverse("watch:import", args=["laporan"])).status_code
        == 403
    )


def test_a_training_file_makes_training_reports_beside_real_ones(client: Client) -> None:
    imported(client, [row(), row(external="")])
    imported(client, [row(), row(external="")], training="on")
    assert list(Report.objects.order_by("training").values_list("training", flat=True)) == [False, False, True, True]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_and_sent(client: Client, form: str) -> None:
    answer = client.get(reverse("watch:template", args=["laporan", form]))
    assert answer.status_code == 200
    if form == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert [cell.value for cell in book.worksheets[0][1]][:2] == ["unit", "kind"]


def test_effort_comes_from_a_file_any_day_naming_its_week(client: Client) -> None:
    monday = DAY - timedelta(DAY.weekday())
    columns = ("unit", "week", "supervisors")
    rows = [{"unit": "15.71", "week": monday + timedelta(3), "supervisors": 40}]
    answer = sent(client, rows, "pengawas", columns=columns)
    client.post(answer["Location"])
    assert list(Effort.objects.values_list("unit", "week", "supervisors")) == [("15.71", monday, 40)]
    twice = sent(client, [rows[0], {**rows[0], "week": monday}], "pengawas", columns=columns)
    assert "baris 2" in twice.context["faults"][0].sentence
    wrong = sent(client, [{**rows[0], "supervisors": "banyak"}], "pengawas", columns=columns)
    assert "bilangan bulat" in wrong.context["faults"][0].sentence
