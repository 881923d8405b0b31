"""The pages of activities: what they show to whom, filters, empty states, conflicts."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from ikpweb.prevention.activities.models import Activity, MonthCount

from web.tests.factories import member, signed_in
from web.tests.prevention.made_up import OFFICE, entered, given, told

pytestmark = pytest.mark.django_db

HOME = "activities:home"


def as_member(role: str, code: str = OFFICE) -> Client:
    return signed_in(Client(), member(role, code))


def test_an_activity_is_entered_by_its_form_and_a_double_click_enters_one() -> None:
    client = as_member("enterer")
    assert "Belum ada kegiatan" in client.get(reverse(HOME)).content.decode()
    told_of = given()
    body = {**told_of, **told_of.pop("groups"), "key": str(uuid4())}
    body.pop("groups", None)
    first, second = (client.post(reverse("activities:new"), body) for _ in range(2))
    assert first["Location"] == second["Location"]
    page = client.get(first["Location"]).content.decode()
    assert "Sosialisasi di Telanaipura" in page
    assert "Perempuan: 22" in page
    assert Activity.objects.count() == 1


def test_what_is_wrong_stands_at_its_field() -> None:
    answer = as_member("enterer").post(reverse("activities:new"), {"form": "letters", "key": str(uuid4())})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"date", "title"}


def test_filters_and_the_search_narrow_the_list() -> None:
    entered(title="SINTETIS: Apel siaga")
    entered(title="SINTETIS: Apel siaga")
    entered(title="SINTETIS: Patroli", form="other", code="15.01")
    entered(title="SINTETIS: Kelas", stage="voting", date="2025-02-01")
    client = as_member("observer", "15")

    def found(query: str) -> int:
        return int(client.get(f"{reverse(HOME)}?{query}").context["page"].paginator.count)

    narrow = ("cari=apel", "bentuk=other", "kantor=15.01", "tahapan=voting", "sampai=2025-03-01", "ganda=mungkin")
    assert [found(query) for query in narrow] == [2, 1, 1, 1, 1, 2]
    nothing = ("ganda=ya", "status=withdrawn", "data=latihan", "kantor=16", "tindakan=12", f"mitra={uuid4()}")
    assert [found(query) for query in nothing] == [0] * 6
    assert [found(query) for query in ("bentuk=x", "dari=x", "tindakan=x", "mitra=x", "cari=%00")] == [4] * 5


def test_a_foreign_activity_is_as_if_it_were_not_there_and_a_province_only_reads() -> None:
    made = entered()
    for code in ("16", "15.01"):
        assert as_member("head", code).get(made.get_absolute_url()).status_code == 404
    province = as_member("head", "15")
    page = province.get(made.get_absolute_url())
    assert page.status_code == 200
    assert page.context["may"] == set()
    body = {"move": "withdraw", "reason": "Bukan kegiatan kami sama sekali.", "seen": 1}
    assert province.post(reverse("activities:move", args=[made.pk]), body).status_code == 403
    assert Activity.objects.get().status == "counted"


def test_two_versions_are_shown_and_the_merged_one_can_be_sent() -> None:
    made, one, other = entered(), as_member("enterer"), as_member("head")
    address = reverse("activities:edit", args=[made.pk])
    body = {
        "form": "education",
        "date": made.date.isoformat(),
        "title": "SINTETIS: satu",
        "participants": 40,
        "seen": 1,
    }
    assert one.post(address, {**body, "women": 22}).status_code == 302
    answer = other.post(address, {**body, "title": "SINTETIS: dua", "participants": 50, "women": 22})
    assert answer.status_code == 409
    assert "keduanya mengubah" in answer.content.decode()
    assert Activity.objects.get().title == "SINTETIS: satu"


def test_moves_by_their_buttons() -> None:
    client, first, second = as_member("head"), entered(), entered()
    assert "Mungkin sudah dicatat" in client.get(second.get_absolute_url()).content.decode()
    address = reverse("activities:move", args=[second.pk])
    assert client.post(address, {"move": "mark", "of": str(first.pk), "seen": 1}).status_code == 302
    assert "tidak dihitung" in client.get(second.get_absolute_url()).content.decode()
    assert client.post(address, {"move": "unmark", "seen": 2}).status_code == 302
    assert client.post(address, {"move": "withdraw", "reason": "pendek", "seen": 3}).status_code == 422
    assert (
        client.post(address, {"move": "withdraw", "reason": "Tidak jadi dilaksanakan.", "seen": 3}).status_code == 302
    )
    assert client.post(address, {"move": "restore", "reason": "Ternyata dilaksanakan.", "seen": 4}).status_code == 302
    for wrong in ({"move": "delete"}, {"move": "mark", "of": "x"}, {"move": "mark", "of": str(uuid4())}):
        assert client.post(address, wrong).status_code == 404


def test_the_counts_are_shown_as_table_chart_and_map() -> None:
    told(1200, month=date(2025, 5, 1))
    entered(date="2025-04-03", code="15.01", form="other")
    query = "?dari=2025-01&sampai=2025-06"
    page = as_member("observer", "0").get(reverse("activities:counts") + query)
    text = page.content.decode()
    assert page.context["table"].total.total == 1201
    assert "1.201" in text
    assert "90.716" in text
    assert text.count("<use ") == 514
    assert "provinsi=15" in text
    province = as_member("observer", "0").get(f"{reverse('activities:counts')}{query}&provinsi=15")
    assert province.content.decode().count("<use ") == 11
    assert as_member("observer", "16").get(f"{reverse('activities:counts')}{query}&provinsi=15").status_code == 404
    alone = as_member("observer").get(reverse("activities:counts") + query)
    assert alone.context["map"] is None
    by_province = as_member("observer", "0").get(f"{reverse('activities:counts')}{query}&peta=provinsi")
    assert by_province.content.decode().count("<use ") == 38
    assert (
        "Belum ada kegiatan" in as_member("observer", "16").get(reverse("activities:counts") + query).content.decode()
    )


def test_a_month_is_filled_in_and_somebody_elses_number_is_told() -> None:
    client, other = as_member("enterer"), as_member("head")
    address = reverse("activities:month") + "?bulan=2025-05"
    assert client.post(address, {"n-letters": "7", "v-letters": "0", "source": "Rekap"}).status_code == 302
    assert client.post(address, {"n-letters": "7", "v-letters": "0"}).status_code == 302
    conflict = other.post(address, {"n-letters": "9", "v-letters": "0"})
    assert conflict.status_code == 409
    assert "Orang lain menulis 7" in conflict.content.decode()
    assert client.post(address, {"n-letters": "tujuh"}).status_code == 422
    assert MonthCount.objects.get(form="letters").number == 7
    observer = as_member("observer")
    assert b'name="n-letters"' not in observer.get(address).content
    assert observer.post(address, {"n-letters": "8", "v-letters": "1"}).status_code == 403
