"""Files of activities and counts: read cell by cell, shown, entered once; wrong files, wrong rows, wrong rights."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from ikpweb.audit.models import Entry
from ikpweb.kit.formats import to_csv, to_xlsx
from ikpweb.prevention.activities.models import Activity, ActivitySheet, MonthCount
from ikpweb.prevention.activities.services.entering import change

from web.tests.factories import member, signed_in
from web.tests.prevention.made_up import OFFICE, entered, today

pytestmark = pytest.mark.django_db

COLUMNS = ("date", "form", "title", "indicators", "participants", "women", "external")
DAY = today() - timedelta(9)


def row(**other: Any) -> dict[str, Any]:
    said = {"date": DAY, "form": "letters", "title": "SINTETIS: Imbauan netralitas ASN", "participants": 12}
    return {**said, "women": 5, "indicators": "I17, I02", "external": "7", **other}


def sent(client: Client, rows: list[dict[str, Any]], subject: str = "kegiatan", **other: Any) -> Any:
    columns, content = other.pop("columns", COLUMNS), other.pop("content", None)
    content = to_csv(columns, rows) if content is None else content
    body = {"file": SimpleUploadedFile(other.pop("name", "kegiatan.csv"), content), **other}
    return client.post(reverse("activities:import", args=[subject]), body)


@pytest.fixture
def client() -> Client:
    return signed_in(Client(), member("enterer", OFFICE))


def test_a_file_is_shown_then_entered_and_the_second_time_nothing_happens(client: Client) -> None:
    entered(date=DAY.isoformat(), title="SINTETIS: Imbauan netralitas bagi ASN")
    rows = [row(), row(external="8", title="SINTETIS: Rapat"), row(external="")]
    answer = sent(client, rows)
    assert Activity.objects.count() == 1
    page = client.get(answer["Location"])
    assert page.context["numbers"] == {"new": 3, "changed": 0, "same": 0, "kept": 0}
    assert page.context["likely"] == 2
    client.post(answer["Location"])
    client.post(answer["Location"])  # a double click
    assert Activity.objects.count() == 4
    came = Activity.objects.get(external="7")
    assert (came.indicators, came.groups, came.participants) == (["I02", "I17"], {"women": 5}, 12)
    assert came.steps.get().move == "import"
    again = sent(client, rows)
    assert client.get(again["Location"]).context["numbers"]["same"] == 3
    assert Entry.objects.filter(action="activities.imported").count() == 2


def test_news_come_in_but_never_over_what_people_changed_here(client: Client) -> None:
    client.post(sent(client, [row(), row(external="8")])["Location"])
    change(Activity.objects.get(external="8"), {"title": "SINTETIS: di sini"}, seen=1, actor=member("head", OFFICE))
    answer = sent(client, [row(participants=13), row(external="8", title="SINTETIS: lain")])
    assert client.get(answer["Location"]).context["numbers"] == {"new": 0, "changed": 1, "same": 0, "kept": 1}
    client.post(answer["Location"])
    assert (Activity.objects.get(external="7").participants, Activity.objects.get(external="7").version) == (13, 2)
    assert Activity.objects.get(external="8").title == "SINTETIS: di sini"


@pytest.mark.parametrize(
    ("wrong", "place", "words"),
    [
        ({"date": "kemarin"}, "A3", "tahun-bulan-hari"),
        ({"date": today() + timedelta(2)}, "A3", "belum tiba"),
        ({"form": "seminar"}, "B3", "Pilih salah satu"),
        ({"title": ""}, "C3", "belum diisi"),
        ({"indicators": "I99"}, "D3", "I99"),
        ({"participants": "banyak"}, "E3", "bilangan bulat"),
        ({"women": 13}, "F3", "lebih banyak"),
        ({"external": "7"}, "G3", "baris 2"),
    ],
)
def test_every_bad_row_gets_a_sentence_with_its_cell_and_nothing_comes_in(
    client: Client, wrong: dict[str, Any], place: str, words: str
) -> None:
    answer = sent(client, [row(), row(**{"external": "8", **wrong})])
    assert answer.status_code == 422
    faults = [(fault.place, fault.sentence) for fault in answer.context["faults"]]
    assert any(at == place and words in sentence for at, sentence in faults), faults
    assert not ActivitySheet.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"date,form,title\n", "hanya memuat judul"),
        (b"date,form\n2025-01-01,letters\n", "Kolom ini tidak ada: title"),
        (b"date,form,title,nik\n2025-01-01,letters,x,1\n", "tidak dikenal: nik"),
    ],
)
def test_a_file_that_is_none_is_told_so(client: Client, content: bytes, words: str) -> None:
    answer = sent(client, [], content=content)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_indonesian_words_semicolons_and_workbooks_are_read(client: Client) -> None:
    text = f"Tanggal;Bentuk;Nama kegiatan;Peserta\n{DAY:%d/%m/%Y};Partisipasi masyarakat;SINTETIS: forum;30\n"
    client.post(sent(client, [], content=text.encode("utf-8-sig"))["Location"])
    book = to_xlsx(COLUMNS, [row(form="Official letters", external=22)], {})
    answer = sent(client, [], content=book, name="kegiatan.xlsx")
    assert answer.status_code == 422  # not a form's word in either language
    book = to_xlsx(COLUMNS, [row(form="Appeals / official letters", external=22)], {})
    client.post(sent(client, [], content=book, name="kegiatan.xlsx")["Location"])
    assert set(Activity.objects.values_list("form", "date", "external")) == {
        ("participation", DAY, ""), ("letters", DAY, "22"),
    }  # fmt: skip


def test_counts_of_months_come_from_a_file_and_take_the_place_of_what_stood(client: Client) -> None:
    columns = ("month", "form", "number")
    first = {"month": "2025-05", "form": "letters", "number": 40}
    answer = sent(client, [first, {**first, "form": "Publikasi", "number": 0}], "jumlah", columns=columns)
    client.post(answer["Location"])
    answer = sent(client, [{**first, "number": 41}], "jumlah", columns=columns)
    assert client.get(answer["Location"]).context["numbers"]["changed"] == 1
    client.post(answer["Location"])
    assert set(MonthCount.objects.values_list("form", "number", "version")) == {
        ("letters", 41, 2),
        ("publication", 0, 1),
    }
    wrong = [
        first,
        {**first, "number": ""},
        {**first, "month": "2199-01"},
        {**first, "form": "x"},
        {**first, "month": "Mei"},
    ]
    answer = sent(client, wrong, "jumlah", columns=columns)
    assert [fault.place for fault in answer.context["faults"]] == ["C3", "A3", "A4", "B5", "A6"]


def test_a_file_of_somebody_else_is_as_if_it_were_not_there(client: Client) -> None:
    address = sent(client, [row()])["Location"]
    other = signed_in(Client(), member("head", OFFICE))
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404
    observer = signed_in(Client(), member("observer", OFFICE))
    assert observer.get(reverse("activities:import", args=["kegiatan"])).status_code == 403
    assert client.get(reverse("activities:import", args=["mitra"])).status_code == 404


@pytest.mark.parametrize(("subject", "form"), [("kegiatan", "csv"), ("kegiatan", "xlsx"), ("jumlah", "csv")])
def test_the_template_has_the_columns_that_are_read(client: Client, subject: str, form: str) -> None:
    answer = client.get(reverse("activities:template", args=[subject, form]))
    assert answer.status_code == 200
    again = sent(client, [], subject, content=answer.content, name=f"x.{form}")
    assert "hanya memuat judul" in again.content.decode()


def test_what_was_taken_out_guards_against_formulas_and_names_who_took_it(client: Client) -> None:
    entered(title="=HYPERLINK(1)")
    entered(training=True)
    answer = client.get(reverse("activities:export", args=["csv"]))
    assert "'=HYPERLINK(1)" in answer.content.decode()
    assert "SINTETIS" not in answer.content.decode()
    assert Entry.objects.filter(action="export.taken", subject="activities:list.csv").count() == 1
    made_up = client.get(reverse("activities:export", args=["xlsx"]) + "?data=latihan")
    assert "SINTETIS" in made_up["Content-Disposition"]
    table = client.get(reverse("activities:table", args=["csv"])).content.decode()
    assert OFFICE in table
