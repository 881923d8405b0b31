"""Screens of partners: lists, filters, forms, two versions, renewal, coverage, what is taken away, rights."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from ikpweb.prevention.partners.models import Activity, Agreement, Partner
from ikpweb.prevention.partners.services import change_agreement

from web.tests.factories import member, signed_in
from web.tests.prevention.partners.partnering import (
    about_agreement,
    about_partner,
    activity,
    agreement,
    partner,
    today,
)

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return answer.content.decode()


def numbers() -> dict[str, str]:
    return {"key": str(uuid4()), "client": str(uuid4())}


@pytest.fixture
def client() -> Client:
    return signed_in(Client(), member("enterer", "15.71"))


def test_partner_then_agreement_then_what_was_done(client: Client) -> None:
    assert "Belum ada perjanjian" in text(client.get(reverse("partners:home")))
    assert "catat lembaganya dahulu" in text(client.get(reverse("partners:new")))
    body = {**about_partner(), **numbers()}
    answer = client.post(reverse("partners:institution-new"), body)
    assert client.post(reverse("partners:institution-new"), body)["Location"] == answer["Location"]  # a double click
    whom = Partner.objects.get()
    assert "SINTETIS Universitas Contoh" in text(client.get(answer["Location"]))
    answer = client.post(reverse("partners:new"), {**about_agreement(whom), **numbers()})
    row = Agreement.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    page = text(client.get(answer["Location"]))
    assert "berlaku" in page
    assert "Tambah berkas" in page
    note = reverse("partners:note", args=[row.pk])
    wrong = client.post(note, {"day": (today() + timedelta(1)).isoformat(), "what": "SINTETIS", **numbers()})
    assert (wrong.status_code, "belum tiba" in text(wrong)) == (422, True)
    client.post(note, {"day": today().isoformat(), "what": "SINTETIS kuliah", "participants": "", **numbers()})
    done = Activity.objects.get()
    assert "tidak dilaporkan" in text(client.get(row.get_absolute_url()))
    edit = reverse("partners:activity-edit", args=[done.pk])
    client.post(edit, {"day": today().isoformat(), "what": "SINTETIS kuliah", "participants": "0", "seen": "1"})
    done.refresh_from_db()
    assert done.participants == 0  # zero is a positive answer
    client.post(reverse("partners:activity-move", args=[done.pk]), {"seen": "2", "reason": "SINTETIS: salah catat."})
    done.refresh_from_db()
    assert done.withdrawn


def test_faults_stand_at_their_fields(client: Client) -> None:
    answer = client.post(reverse("partners:institution-new"), {**about_partner(name=""), **numbers()})
    assert (answer.status_code, "Nama lembaga belum diisi." in text(answer)) == (422, True)
    whom = partner()
    wrong = about_agreement(whom, valid_to=(today() - timedelta(900)).isoformat())
    answer = client.post(reverse("partners:new"), {**wrong, **numbers()})
    assert (answer.status_code, "mendahului hari pertama" in text(answer)) == (422, True)


def test_lists_show_what_was_asked_for() -> None:
    enterer = member("enterer", "15.71")
    whom = partner(enterer)
    agreement(enterer, with_whom=whom, number="1", left=10)
    agreement(enterer, with_whom=whom, number="1", left=-10, kind="pks")
    agreement(code="15.01", number="3", title="SINTETIS: lain")
    agreement(code="16.71", number="4")
    client = signed_in(Client(), member("observer", "15"))
    for query, number in (
        ("", 3), ("keadaan=expiring", 1), ("keadaan=expired", 1), ("keadaan=salah", 3), ("bentuk=pks", 1),
        ("cari=lain", 1), ("cari=%00", 3), ("kantor=15.01", 1), ("kantor=16.71", 0), ("ganda=ya", 2),
        ("sektor=media", 0), ("cetak=1", 3), ("hal=99", 3), ("keadaan=withdrawn", 0),
    ):  # fmt: skip
        answer = client.get(f"{reverse('partners:home')}?{query}")
        assert answer.context["page"].paginator.count == number, query
    for query, number in (("", 2), ("cari=universitas", 2), ("sektor=media", 0), ("kantor=15.71", 1), ("ganda=ya", 0)):
        answer = client.get(f"{reverse('partners:institutions')}?{query}")
        assert answer.context["page"].paginator.count == number, query
    assert client.get(reverse("partners:home")).context["counts"]["expiring"] == 1


def test_of_two_who_change_one_gets_both_versions_and_can_go_on(client: Client) -> None:
    row = agreement()
    address = reverse("partners:edit", args=[row.pk])
    assert client.get(address).context["form"]["seen"].value() == 1
    change_agreement(row, {"number": "77"}, seen=1, actor=member("head", "15.71"))
    mine = {**about_agreement(row.partner, title="SINTETIS: versi saya"), "seen": "1"}
    answer = client.post(address, mine)
    assert answer.status_code == 409
    again = answer.context["form"]
    assert (again["title"].value(), again["number"].value(), again["seen"].value()) == ("SINTETIS: versi saya", "77", 2)
    assert client.post(address, {**mine, "number": "77", "seen": "2"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.number, row.version) == ("SINTETIS: versi saya", "77", 3)


def test_renewal_begins_with_what_stands_and_ends_the_reminders(client: Client) -> None:
    row = agreement(left=20)
    page = client.get(reverse("partners:renew", args=[row.pk]))
    assert page.context["form"]["title"].value() == row.title
    assert not page.context["form"]["valid_to"].value()
    days = {"signed_on": today().isoformat(), "valid_from": today().isoformat()}
    body = {**about_agreement(row.partner, number="baru", **days), **numbers()}
    answer = client.post(reverse("partners:renew", args=[row.pk]), body)
    later = Agreement.objects.get(renews=row)
    assert answer["Location"] == later.get_absolute_url()
    assert "sudah diperbarui" in text(client.get(row.get_absolute_url()))
    assert "Rangkaian pembaruan" in text(client.get(later.get_absolute_url()))
    assert client.get(reverse("partners:renew", args=[uuid4()])).status_code == 404


def test_moves_and_their_refusals(client: Client) -> None:
    row = agreement()
    address = reverse("partners:move", args=[row.pk])
    body = {"move": "end", "day": "kemarin", "seen": "1", "reason": "SINTETIS: mitranya bubar."}
    assert "harus antara" in text(client.post(address, body, follow=True))
    assert client.post(address, {**body, "move": "hapus"}).status_code == 404
    client.post(address, {**body, "day": today().isoformat()})
    assert "diakhiri lebih awal" in text(client.get(row.get_absolute_url()))
    other = signed_in(Client(), member("head", "15.71"))
    assert other.post(address, {**body, "day": today().isoformat()}).status_code == 409
    client.post(address, {"move": "withdraw", "seen": "2", "reason": "SINTETIS: salah catat semuanya."})
    row.refresh_from_db()
    assert row.withdrawn


def test_those_above_read_and_do_not_write() -> None:
    row = agreement()
    done = activity(row, member("enterer", "15.71"))
    for code in ("15", "0"):
        above = signed_in(Client(), member("head", code))
        page = text(above.get(row.get_absolute_url()))
        assert "Perbarui" not in page
        assert "Tarik catatan" not in page
        for name, key in (
            ("edit", row.pk),
            ("renew", row.pk),
            ("activity-edit", done.pk),
            ("institution-edit", row.partner_id),
        ):
            assert above.get(reverse(f"partners:{name}", args=[key])).status_code == 404
    assert signed_in(Client(), member("head", "16.71")).get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["table", "institutions-table", "coverage-table"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_away_runs_nothing(name: str, form: str) -> None:
    enterer = member("enterer", "15.71")
    agreement(enterer, with_whom=partner(enterer, name="=SINTETIS()"), title="=1+1")
    client = signed_in(Client(), member("head", "15"))
    answer = client.get(reverse(f"partners:{name}", args=[form]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    if form == "csv" and name != "coverage-table":
        assert "'=SINTETIS()" in answer.content.decode("utf-8-sig")


def test_coverage_by_sector_and_level() -> None:
    agreement(code="15.01")
    client = signed_in(Client(), member("head", "15"))
    page = client.get(reverse("partners:coverage"))
    assert (page.context["own"], page.context["level"]) == (1, "regency")
    assert client.get(f"{reverse('partners:coverage')}?sektor=media").context["own"] == 0
    centre = signed_in(Client(), member("head", "0")).get(reverse("partners:coverage"))
    assert (centre.context["level"], len(centre.context["rows"])) == ("province", 38)


def test_the_card_stands_on_the_first_page(client: Client) -> None:
    assert "card-partners" not in text(client.get(reverse("office:home")))
    row = agreement(left=10)
    page = text(client.get(reverse("office:home")))
    assert "card-partners" in page
    assert row.get_absolute_url() in page


def test_the_pages_speak_english_too(client: Client) -> None:
    assert "Agreements with partners" in text(client.get("/en/kantor/pencegahan/mitra/"))
