"""Screens of effects: asking, reading, files, an own panel; rights; and both languages."""

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from ikpweb.prevention.effects.models import Assessment, Programme

from web.tests.factories import member, signed_in
from web.tests.prevention.effects.building import JAMBI, assessed, listed, months, put_reports

pytestmark = pytest.mark.django_db
BEGUN = {unit: date(2024, 7, 3) for unit in JAMBI[:5]}


@pytest.fixture
def world(db: None) -> None:
    put_reports({unit: months(6 + n % 3, 7, fewer=4 if unit in BEGUN else 0, salt=n) for n, unit in enumerate(JAMBI)})


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def question(chosen: str, **other: str) -> dict[str, str]:
    told = {"outcome": "reports", "counted": "violation", "level": "regency", "step": "month"}
    return {**told, "subject": chosen, "first": "2024-01-01", "last": "2024-12-31", "comparison": "not-yet",
            "key": str(uuid4()), **other}  # fmt: skip


def test_from_an_empty_page_to_an_answer(world: None) -> None:
    client = signed_in(Client(), member("head", "15"))
    assert "Belum ada penilaian" in text(client.get(reverse("effects:home")))
    assert "Belum ada yang dapat ditanyakan" in text(client.get(reverse("effects:new")))
    lines = "\n".join(f"{unit}; 2024-07-03" for unit in BEGUN)
    made = client.post(reverse("effects:programme-new"), {"name": "P2P", "days": lines, "key": str(uuid4())})
    programme = Programme.objects.get()
    assert made["Location"] == programme.get_absolute_url()
    page = client.get(made["Location"])
    assert "Tanyakan dampaknya" in text(page)
    assert client.get(page.context["ask"]).context["form"]["subject"].value() == f"program:{programme.pk}"
    body = question(f"program:{programme.pk}")
    answer = client.post(reverse("effects:new"), body)
    made_one = Assessment.objects.get()
    assert answer["Location"] == made_one.get_absolute_url()
    assert client.post(reverse("effects:new"), body)["Location"] == answer["Location"]  # a double click
    assert Assessment.objects.count() == 1
    shown = text(client.get(answer["Location"]))
    assert "Lebih rendah daripada di daerah pembanding" in shown
    assert "per daerah dan periode; rentang 90 % dari −" in shown
    assert "lower than" in text(client.get(f"/en{answer['Location']}")).lower()
    listing = client.get(reverse("effects:home") + "?simpulan=lower&cari=p2p")
    assert listing.context["page"].paginator.count == 1
    assert client.get(reverse("effects:home") + "?simpulan=higher").context["page"].paginator.count == 0


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"first": "2025-01-01"}, "sesudah hari pertama"),
        ({"first": "2024-12-01"}, "periode utuh"),
        ({"first": "2000-01-01"}, "periode utuh"),
        ({"subject": "program:0"}, "subject"),
        ({"outcome": "nilai"}, "outcome"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(world: None, other: dict[str, str], said: str) -> None:
    head = member("head", "15")
    client = signed_in(Client(), head)
    programme = listed(head, BEGUN)
    answer = client.post(reverse("effects:new"), question(f"program:{programme.pk}", **other))
    assert answer.status_code == 422
    assert said in text(answer) or said in answer.context["form"].errors
    assert not Assessment.objects.exists()


def test_charts_and_files(world: None) -> None:
    head = member("head", "15")
    made = assessed(head, listed(head, BEGUN))
    client = signed_in(Client(), member("observer", "15"))
    for name in ("selisih", "rata-rata"):
        for query in ("", "?lebar=sempit"):
            drawn = client.get(reverse("effects:chart", args=[made.pk, name, "svg"]) + query)
            assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml")
    assert client.get(reverse("effects:chart", args=[made.pk, "kembaran", "svg"])).status_code == 404
    rows = list(csv.DictReader(io.StringIO(text(client.get(reverse("effects:table", args=[made.pk, "panel", "csv"]))))))
    assert len(rows) == len(JAMBI) * 12
    assert {row["start"] for row in rows} == {"", "2024-07"}
    assert client.get(reverse("effects:table", args=[made.pk, "hasil", "xlsx"])).status_code == 200


def test_the_file_of_an_assessment_is_a_panel_that_gives_the_same_again(world: None) -> None:
    head = member("head", "15")
    made = assessed(head, listed(head, BEGUN))
    client = signed_in(Client(), head)
    file = client.get(reverse("effects:table", args=[made.pk, "panel", "csv"])).content
    body = {"title": "lagi", "file": SimpleUploadedFile("p.csv", file), "comparison": "not-yet", "key": str(uuid4())}
    client.post(reverse("effects:panel"), body)
    again = Assessment.objects.get(title="lagi")
    assert again.found["effect"] == made.found["effect"]
    assert again.found["placebo"] == made.found["placebo"]


def test_a_panel_with_faults_keeps_nothing_and_says_where() -> None:
    client = signed_in(Client(), member("analyst", "15"))
    file = SimpleUploadedFile("salah.csv", b"unit,period,outcome,start\n15.71,2024-01,x,\n15.71,2024-02,1,2029\n")
    body = {"title": "x", "file": file, "comparison": "never", "key": str(uuid4())}
    answer = client.post(reverse("effects:panel"), body)
    assert answer.status_code == 422
    assert "salah.csv, baris 2" in text(answer)
    assert "2029" in text(answer)
    assert not Assessment.objects.exists()
    empty = client.get(reverse("effects:template"))
    assert text(empty).startswith("unit,period,outcome,start")


def test_a_panel_of_two_methods_cannot_tell() -> None:
    client = signed_in(Client(), member("analyst", "15"))
    rows = "".join(
        f"15.0{unit},{year},{unit + year % 7},{'2022' if unit < 5 else ''},{'a' if year < 2022 else 'b'},SINTETIS\n"
        for unit in range(1, 10)
        for year in range(2019, 2024)
    )
    file = SimpleUploadedFile("dua.csv", f"unit,period,outcome,start,method,label\n{rows}".encode())
    client.post(reverse("effects:panel"), {"title": "x", "file": file, "comparison": "never", "key": str(uuid4())})
    made = Assessment.objects.get()
    assert (made.training, made.found["verdict"]["reason"]) == (True, "method-changed")
    assert "bukan satu panel" in text(client.get(made.get_absolute_url()))


def test_retracting_and_withdrawing(world: None) -> None:
    head = member("head", "15")
    programme = listed(head, BEGUN)
    made = assessed(head, programme)
    client = signed_in(Client(), head)
    assert client.post(reverse("effects:retract", args=[made.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("effects:retract", args=[made.pk]), {"reason": "Tanggalnya keliru."})
    assert "Tanggalnya keliru." in text(client.get(made.get_absolute_url()))
    assert client.post(reverse("effects:programme-withdraw", args=[programme.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("effects:programme-withdraw", args=[programme.pk]), {"reason": "Salah daftar."})
    assert "Salah daftar." in text(client.get(programme.get_absolute_url()))
    assert not client.get(reverse("effects:new")).context["form"].offered


def test_others_see_nothing_and_readers_cannot_write(world: None) -> None:
    head = member("head", "15")
    programme = listed(head, BEGUN)
    made = assessed(head, programme)
    stranger = signed_in(Client(), member("head", "16"))
    below = signed_in(Client(), member("head", "15.71"))
    for client in (stranger, below):
        assert client.get(made.get_absolute_url()).status_code == 404
        assert client.get(programme.get_absolute_url()).status_code == 404
        answer = client.post(reverse("effects:new"), question(f"program:{programme.pk}"))
        assert answer.status_code == 422
    centre = signed_in(Client(), member("observer", "0"))
    assert centre.get(made.get_absolute_url()).status_code == 200
    assert centre.get(reverse("effects:new")).status_code == 403
    assert Client().get(made.get_absolute_url()).status_code == 302
