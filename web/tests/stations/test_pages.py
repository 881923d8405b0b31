"""Pages of election day, and the command that prepares one."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from ikpweb.operation.figures import _stations
from ikpweb.stations.draining import drain
from ikpweb.stations.models import Day, Report, Station, StationKey

from web.tests.factories import member, signed_in
from web.tests.stations.conftest import CODES, keyed, report, send


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def spoken(client: Client, day: Day) -> Day:
    """Two reports of one station that say different things, sealed, and one of another that waits."""
    header = keyed(day)
    for answer in (True, False):
        send(client, header, report(CODES[0], answers={"HP1": answer}))
    drain(day)
    send(client, header, report(CODES[1]))
    return day


@pytest.mark.django_db
def test_without_a_day_the_page_says_what_to_do(client: Client) -> None:
    signed_in(client, member("observer", "0"))
    assert "ikp-web stations open" in text(client.get("/kantor/tps/"))


def test_each_level_sees_its_own_part(spoken: Day) -> None:
    centre = signed_in(Client(), member("head", "0"))
    assert "/kantor/tps/" in centre.get("/kantor/").content.decode()
    page = text(centre.get("/kantor/tps/latihan/"))
    assert "SINTETIS" in page
    assert "1 dari 24 TPS terdaftar sudah melapor" in page
    assert "2 laporan disegel dan dihitung 1 laporan menunggu dihitung 1 TPS ditandai" in page
    assert "Kota Jambi" in text(centre.get("/kantor/tps/latihan/?di=15"))
    assert "Belum ada daftar TPS di sini" in text(centre.get("/kantor/tps/latihan/?di=16"))
    province = signed_in(Client(), member("observer", "15"))
    assert "Kota Sungai Penuh" in text(province.get("/kantor/tps/latihan/"))
    regency = signed_in(Client(), member("enterer", "15.72"))
    assert regency.get("/kantor/tps/latihan/")["Location"] == "/kantor/tps/latihan/15.72/"
    assert regency.get("/kantor/tps/latihan/15.71/").status_code == 404
    assert "Belum ada laporan yang disegel" in text(regency.get("/kantor/tps/latihan/15.72/"))


def test_a_station_is_shown_with_all_its_reports_and_a_regency_with_what_is_marked(spoken: Day) -> None:
    client = signed_in(Client(), member("enterer", "15.71"))
    page = client.get("/kantor/tps/latihan/15.71/")
    assert f"{CODES[0]} Desa 2001 SINTETIS jawabannya berubah 2" in text(page)
    assert spoken.batches.get().digest in page.content.decode()
    assert "Buat kunci" not in text(page)
    shown = client.get(f"/kantor/tps/latihan/15.71/{CODES[0]}/").content.decode()
    for digest in Report.objects.filter(station=CODES[0]).values_list("digest", flat=True):
        assert digest in shown
    row = re.search(r"HP1</span></th>(.*?)</tr>", shown)
    assert row is not None
    assert re.findall(r"<td>(\w+)</td>", row[1]) == ["tidak", "ya"]  # the last one stands on the left
    assert "menunggu" in text(client.get(f"/kantor/tps/latihan/15.71/{CODES[1]}/"))
    assert "belum melapor" in text(client.get(f"/kantor/tps/latihan/15.71/{CODES[2]}/"))
    english = text(client.get(f"/en/kantor/tps/latihan/15.71/{CODES[0]}/"))
    assert "The others stay" in english or "the others stay" in english


def test_a_station_is_found_by_its_code_and_by_its_district(spoken: Day) -> None:
    client = signed_in(Client(), member("observer", "15"))
    address = "/kantor/tps/latihan/15.71/"
    assert client.get(address, {"tps": f" {CODES[1]} "})["Location"] == f"{address}{CODES[1]}/"
    assert f"TPS {CODES[-1]} tidak terdaftar di Kota Jambi" in text(client.get(address, {"tps": CODES[-1]}))
    page = client.get(f"{address}kecamatan/15.71.01/")
    assert "5 dari 6 TPS belum melapor" in text(page)
    shown = re.findall(r">(15\.71\.01[\d.]+)</a>", page.content.decode())
    assert shown == [*CODES[1:6], CODES[0]]  # who has reported stands last
    trail = re.findall(r'<li><a href="([^"]+)">', page.content.decode().split('aria-label="Letak halaman"')[1])
    assert trail[:3] == ["/kantor/tps/", "/kantor/tps/latihan/", address]
    assert client.get(f"{address}kecamatan/15.71.09/").status_code == 404


def test_a_head_makes_a_key_that_is_shown_once_and_revokes_it(client: Client, day: Day) -> None:
    browser = signed_in(Client(), member("head", "15.71"))
    address = "/kantor/tps/latihan/15.71/kunci/"
    assert browser.post(address, {"name": "x"}).status_code == 422
    made = browser.post(address, {"name": "Kecamatan Telanaipura"})
    found = re.search(r"ikptps_[\w-]{30,}", made.content.decode())
    assert found is not None
    assert found[0] not in browser.get(address).content.decode()
    assert send(client, {"Authorization": f"Bearer {found[0]}"}, report()).status_code == 202
    key = StationKey.objects.get()
    assert browser.post(f"{address}{key.pk}/cabut/").status_code == 302
    key.refresh_from_db()
    assert key.revoked_at is not None
    for who in (member("enterer", "15.71"), member("head", "15.72")):
        assert signed_in(Client(), who).post(address, {"name": "Kecamatan"}).status_code == 404


def test_the_figures_of_operation_tell_of_the_queue(spoken: Day) -> None:
    told = {metric.name: metric.samples[0].value for metric in _stations()}
    assert told["ikp_station_reports_waiting"] == 1
    assert told["ikp_station_reports_sealed"] == 2
    assert 0 <= told["ikp_station_oldest_seconds"] < 60


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("station,village\n", "tidak memiliki kolom district, regency"),
        ("station,village,district,regency\n15.71.1,a,b,15.71\n", "Baris 2: kode TPS 15.71.1"),
        ("station,village,district,regency\n15.71.01.2001.001,a,b,15.72\n", "tidak berada di 15.72"),
        ("station,village,district,regency\n99.71.01.2001.001,a,b,99.71\n", "tidak ada kabupaten/kota berkode 99.71"),
        ("station,village,district,regency\n15.71.01.2001.001,,b,15.71\n", "isi nama desa"),
        ("station,village,district,regency\n" + 2 * "15.71.01.2001.001,a,b,15.71\n", "Baris 3: TPS"),
        ("station,village,district,regency\n", "Daftar TPS kosong"),
    ],
)
def test_a_list_with_a_fault_is_refused_whole(day: Day, tmp_path: Path, rows: str, sentence: str) -> None:
    (tmp_path / "x.csv").write_text(rows, "utf-8")
    with pytest.raises(CommandError, match=re.escape(sentence)):
        call_command("stations", "list", "latihan", str(tmp_path / "x.csv"))
    assert Station.objects.filter(day=day).count() == len(CODES)


@pytest.mark.django_db
def test_a_day_is_made_up_by_a_command_and_verified(tmp_path: Path) -> None:
    out = StringIO()
    call_command("stations", "demo", "rekaan", "--stations", "40", "--regency", "15.71", "--share", "0.5", stdout=out)
    assert "SINTETIS: 40 TPS" in out.getvalue()
    call_command("stations", "verify", "rekaan", stdout=out)
    assert "Semua segel dan hitungan cocok" in out.getvalue()
    call_command("stations", "open", "nyata", "--from", "2029-02-14T07:00", "--to", "2029-02-14T20:00", stdout=out)
    assert not Day.objects.get(pk="nyata").training
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("stations", "open", "nyata", "--from", "2029-02-14T07:00", "--to", "2029-02-14T20:00")
    with pytest.raises(CommandError, match="Tidak ada hari"):
        call_command("stations", "verify", "entah")
    call_command("stations", "drain", stdout=out)
    assert "0 laporan disegel" in out.getvalue()
