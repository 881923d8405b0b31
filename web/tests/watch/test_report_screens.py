"""Screens of reports: list and filters, entering, changing, deciding; two versions; rights."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from ikpweb.watch.models import Report, Status
from ikpweb.watch.services import change

from web.tests.factories import member, signed_in
from web.tests.watch.reporting import entered, given, team

pytestmark = pytest.mark.django_db


def posted(**other: str) -> dict[str, str]:
    return {**given(), "office": "15.71", "key": str(uuid4()), "client": str(uuid4()), **other}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_a_report_is_entered_and_read() -> None:
    client = signed_in(Client(), member("enterer", "15.71"))
    assert client.get(reverse("watch:new")).status_code == 200
    body = posted()
    answer = client.post(reverse("watch:new"), body)
    report = Report.objects.get()
    assert answer["Location"] == reverse("watch:report", args=[report.pk])
    assert "pembagian uang di Telanaipura" in text(client.get(answer["Location"]))
    assert client.post(reverse("watch:new"), body)["Location"] == answer["Location"]  # a double click
    assert Report.objects.count() == 1


def test_what_is_wrong_stands_at_its_field() -> None:
    client = signed_in(Client(), member("enterer", "15.71"))
    answer = client.post(reverse("watch:new"), posted(kind="", event_date="2099-01-01"))
    assert answer.status_code == 422
    assert "Jenis dugaan pelanggaran belum diisi." in text(answer)
    assert "Tanggal ini belum tiba." in text(answer)


def test_an_office_is_entered_for_only_by_those_above() -> None:
    province = signed_in(Client(), member("enterer", "15"))
    assert province.post(reverse("watch:new"), posted()).status_code == 302
    other = signed_in(Client(), member("enterer", "16"))
    assert other.post(reverse("watch:new"), posted()).status_code == 422
    assert Report.objects.count() == 1


def test_the_list_shows_what_was_asked_for() -> None:
    enterer = member("enterer", "15.71")
    entered(enterer, summary="SINTETIS: satu")
    entered(enterer, summary="SINTETIS: dua", kind="ethics")
    entered(code="15.01", summary="SINTETIS: tiga")
    client = signed_in(Client(), member("observer", "15"))
    for query, number in (
        ("", 3), ("jenis=ethics", 1), ("cari=tiga", 1), ("daerah=15.71", 2), ("status=violation", 0),
        ("dari=2999-01-01", 0), ("sampai=x", 3), ("data=latihan", 0), ("jenis=salah", 3), ("cari=%00", 3),
    ):  # fmt: skip
        answer = client.get(f"{reverse('watch:reports')}?{query}")
        assert answer.context["page"].paginator.count == number, query
    assert "Tampilkan semua." in text(client.get(f"{reverse('watch:reports')}?status=violation"))
    assert "Belum ada laporan yang dicatat." in text(client.get(f"{reverse('watch:reports')}?data=latihan"))


def test_twins_are_found_in_the_list_and_marked_on_the_page() -> None:
    enterer, verifier = team()
    first, second = entered(enterer), entered(enterer)
    entered(enterer, summary="SINTETIS: hal lain sama sekali, di tempat lain.")
    client = signed_in(Client(), verifier)
    assert client.get(f"{reverse('watch:reports')}?ganda=mungkin").context["page"].paginator.count == 2
    page = client.get(reverse("watch:report", args=[second.pk]))
    assert [each.report.pk for each in page.context["likely"]] == [first.pk]
    body = {"move": "mark", "of": str(first.pk), "seen": "1"}
    assert client.post(reverse("watch:move", args=[second.pk]), body).status_code == 302
    second.refresh_from_db()
    assert second.duplicate_of_id == first.pk
    assert client.get(f"{reverse('watch:reports')}?ganda=ya").context["page"].paginator.count == 1


def test_deciding_and_its_refusals() -> None:
    enterer, verifier = team()
    report = entered(enterer)
    client, address = signed_in(Client(), verifier), reverse("watch:move", args=[report.pk])
    assert client.post(address, {"move": "confirm", "seen": "1", "day": "2999-01-01"}).status_code == 422
    assert client.post(address, {"move": "confirm", "seen": "1", "day": "kemarin"}).status_code == 422
    assert client.post(address, {"move": "enter", "seen": "1"}).status_code == 404
    assert client.post(address, {"move": "mark", "seen": "1", "of": "bukan nomor"}).status_code == 404
    assert client.post(address, {"move": "confirm", "seen": "1"}).status_code == 302
    report.refresh_from_db()
    assert report.status == Status.VIOLATION
    assert signed_in(Client(), enterer).post(address, {"move": "reopen", "seen": "2"}).status_code == 422


def test_of_two_who_change_one_gets_both_versions_and_can_go_on() -> None:
    enterer, other = member("enterer", "15.71"), member("head", "15.71")
    report = entered(enterer)
    client, address = signed_in(Client(), enterer), reverse("watch:edit", args=[report.pk])
    assert client.get(address).context["form"]["seen"].value() == 1
    change(report, {"kind": "ethics"}, seen=1, actor=other)
    mine = {**given(summary="SINTETIS: versi saya."), "seen": "1"}
    answer = client.post(address, mine)
    assert answer.status_code == 409
    again = answer.context["form"]
    assert (again["kind"].value(), again["summary"].value(), again["seen"].value()) == (
        "ethics", "SINTETIS: versi saya.", 2,
    )  # fmt: skip
    assert client.post(address, {**mine, "kind": "ethics", "seen": "2"}).status_code == 302
    report.refresh_from_db()
    assert (report.kind, report.summary) == ("ethics", "SINTETIS: versi saya.")


def test_the_page_speaks_english_too() -> None:
    client = signed_in(Client(), member("observer", "15.71"))
    assert "Reports of alleged violations" in text(client.get("/en/kantor/laporan/"))
