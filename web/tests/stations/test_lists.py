"""The list of stations, taken in by the centre on a page: read, shown, and then whole or not at all."""

import hashlib
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from ikpweb.audit.models import Entry
from ikpweb.stations import reading
from ikpweb.stations.forms import MOST_BYTES
from ikpweb.stations.models import Day, Station, StationList
from ikpweb.stations.services.lists import keep_list, take_list

from web.tests.factories import member, signed_in
from web.tests.stations.conftest import CODES, keyed, report, send
from web.tests.stations.test_pages import text

ADDRESS = "/kantor/tps/latihan/daftar/"
GOOD = (
    b"station,village,district,regency\n"
    b"15.71.01.1001.001,Telanaipura,Telanaipura,15.71\n"
    b"15.71.02.1002.001,Kasang,Jambi Timur,15.71\n"
    b"31.71.01.1001.001,Gambir,Gambir,31.71\n"
)


def sent(client: Client, data: bytes, address: str = ADDRESS) -> Any:
    return client.post(address, {"file": SimpleUploadedFile("tps.csv", data, "text/csv")})


def actions() -> list[str]:
    return list(
        Entry.objects.filter(action__startswith="station_list.").order_by("id").values_list("action", flat=True)
    )


def test_the_centre_sees_what_a_list_says_and_takes_it_in(day: Day) -> None:
    centre = member("head", "0")
    client = signed_in(Client(), centre)
    assert "24 TPS terdaftar" in text(client.get(ADDRESS))
    answer = sent(client, GOOD)
    kept = StationList.objects.get()
    assert answer["Location"] == f"{ADDRESS}{kept.pk}/"
    assert Station.objects.filter(day=day).count() == len(CODES)  # nothing is taken in yet
    page = text(client.get(answer["Location"]))
    assert "3 TPS di daftar ini 2 provinsi 2 kabupaten/kota 3 kecamatan 3 desa/kelurahan" in page
    assert "menggantikan 24 TPS" in page
    assert "replaces the 24 stations" in text(client.get(f"/en{answer['Location']}"))
    taken = client.post(answer["Location"], follow=True)
    assert "3 TPS terdaftar." in text(taken)
    assert set(Station.objects.filter(day=day).values_list("code", flat=True)) == set(
        re.findall(r"[\d.]{17}", GOOD.decode())
    )
    day.refresh_from_db()
    assert day.list_digest == hashlib.sha256(GOOD).hexdigest()
    assert not StationList.objects.exists()
    assert actions()[-2:] == ["station_list.kept", "station_list.taken"]
    entry = Entry.objects.filter(action="station_list.taken").latest("id")
    assert (entry.person, entry.stream) == (centre.person.pk, "0")
    assert entry.detail == {"stations": 3, "digest": day.list_digest}
    assert client.get(answer["Location"]).status_code == 404


def test_every_wrong_line_has_its_sentence_and_nothing_is_taken_in(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(Client(), member("administrator", "0"))
    before = actions()
    wrong = GOOD + b"15.71.1,a,b,15.71\n15.71.03.1001.001,a,b,99.71\n"
    answer = sent(client, wrong)
    page = text(answer)
    assert answer.status_code == 422
    assert "Baris 5: kode TPS 15.71.1" in page
    assert "Baris 6: tidak ada kabupaten/kota berkode 99.71." in page
    monkeypatch.setattr(reading, "_TOLD", 1)
    assert "Baris 6" not in (page := text(sent(client, wrong)))
    assert "… dan 1 lagi." in page
    assert "tidak memiliki kolom village" in text(sent(client, b"station\n"))
    assert "Daftar TPS kosong" in text(sent(client, b"station,village,district,regency\n"))
    assert "lebih dari 20 MB" in text(sent(client, b"x" * (MOST_BYTES + 1)))
    assert "tidak dapat dibaca" in text(sent(client, b"station,village,district,regency\n\xff\xfe"))
    assert Station.objects.filter(day=day).count() == len(CODES)
    assert actions() == before


def test_after_the_first_report_no_list_is_taken_in(client: Client, day: Day) -> None:
    head = member("head", "0")
    browser = signed_in(Client(), head)
    address = sent(browser, GOOD)["Location"]
    assert send(client, keyed(day), report()).status_code == 202
    assert "tidak dapat diganti lagi" in text(browser.post(address, follow=True))
    page = browser.get(ADDRESS)
    assert "tidak dapat diganti lagi" in text(page)
    assert 'type="file"' not in page.content.decode()
    assert Station.objects.filter(day=day).count() == len(CODES)


def test_only_the_centre_says_which_stations_there_are(day: Day) -> None:
    kept = keep_list(day, "tps.csv", GOOD, actor=member("head", "0"))
    for who in (member("observer", "0"), member("head", "15"), member("administrator", "15.71")):
        browser = signed_in(Client(), who)
        assert sent(browser, GOOD).status_code == 404
        assert browser.post(f"{ADDRESS}{kept.pk}/").status_code == 404
        assert "daftar/" not in browser.get("/kantor/tps/").content.decode()
        with pytest.raises(PermissionDenied):
            keep_list(day, "tps.csv", GOOD, actor=who)
        with pytest.raises(PermissionDenied):
            take_list(day, kept, actor=who)
    # What somebody else has sent, they confirm themselves.
    assert signed_in(Client(), member("administrator", "0")).post(f"{ADDRESS}{kept.pk}/").status_code == 404
    assert Station.objects.filter(day=day).count() == len(CODES)
