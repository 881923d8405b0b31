"""A stream is brought in, the watch finds the planted jump, people answer the alarm, and the ledger counts it."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Platform
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

OFFICE = "15.71"
WEEKS = 30
# A watch of long ago, so that the walks over its pages do not hang on the walk that brings a stream in.
_SCRIPT = f"""
from datetime import date
from django.utils import timezone
from ikpweb.watch.models import Watch, WatchSeries
if not WatchSeries.objects.filter(unit="16.71").exists():
    told = {{"input_digest": "0" * 64, "settings_digest": "0" * 64, "method": "auto", "engine_version": "test"}}
    watch = Watch.objects.create(
        training=True, as_of=date(2026, 1, 11), week=date(2026, 1, 5), made_at=timezone.now(), **told
    )
    WatchSeries.objects.create(
        watch=watch, unit_id="16.71", kind="ethics", observed=2, nowcast=2.5, nowcast_low=2, nowcast_high=4,
        expected=1.0, upper=3.0, history={{"from": "2025-12-29", "observed": [1, 2], "nowcast": [1, 2.5],
        "low": [1, 2], "high": [1, 4], "upper": [3, 3]}},
    )
tell({{
    "enterer": session(member("enterer", "{OFFICE}")), "verifier": session(member("verifier", "{OFFICE}")),
    "head": session(member("head", "15")), "centre": session(member("head", "0")),
    "stranger": session(member("head", "16.71")),
}})
"""


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, str]:
    """Give the sessions of everybody."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


def stream(folder: Path) -> Path:
    """Write a quiet stream with a jump in its last whole week, all of it made up (SINTETIS)."""
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    end = today - timedelta((today.weekday() + 1) % 7 + 6)  # on a Sunday its own week is whole
    path = folder / "aliran.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", "kind", "source", "event_date", "entry_date", "summary", "external"])
        for back in range(WEEKS):
            for each in range(14 if back == 0 else 1 + back % 2):
                day = end - timedelta(7 * back) + timedelta(each % 7)
                told = [OFFICE, "criminal", "found", day, day, "SINTETIS: pembagian uang.", f"S-{back}-{each}"]
                writer.writerow(told)
    return path


def test_from_a_stream_to_the_ledger(signed: Any, tmp_path: Path) -> None:
    page = signed("/kantor/laporan/berkas/laporan/?data=latihan", "enterer")
    page.set_input_files("input[type=file]", stream(tmp_path))
    page.locator("[name=system]").fill("sistem-lama")
    page.get_by_role("button", name="Kirim dan lihat perubahannya").click()
    page.get_by_role("button", name="Masukkan semuanya").click()
    expect(page.locator("main")).to_contain_text("58 baru")

    page = signed("/kantor/alarm/?data=latihan", "centre")
    page.get_by_role("button", name="Hitung sekarang").click(timeout=180_000)
    # It is computed beside the server; the page says how far it is, and shows what was found by itself.
    expect(page.locator(".smalls li").first).to_contain_text("Kota Jambi", timeout=180_000)
    expect(page.locator("[data-asked]")).to_have_count(0)
    expect(page.locator("use.hex.tinggi")).to_have_count(1)

    page = signed("/kantor/alarm/?data=latihan", "verifier")
    page.locator("table a", has_text="Kota Jambi").first.click()
    expect(page.locator("main")).to_contain_text("Alarm tidak menuduh siapa pun")
    page.get_by_label("Apa yang terlihat pada laporan-laporannya?").fill("Semua dari satu kelurahan pada satu malam.")
    page.get_by_role("button", name="Simpan penilaian").click()
    page.get_by_label("Apa yang dilakukan?").fill("Pengawasan melekat dan surat imbauan.")
    page.get_by_role("button", name="Catat tindakan").click()
    expect(page.locator("main")).to_contain_text("orang lain yang menulis hasilnya")
    alarm = urlsplit(page.url).path

    page = signed(alarm, "head")
    page.get_by_label("benar ada lonjakan pelanggaran").check()
    page.get_by_label("Dasarnya").fill("Sembilan laporan terbukti.")
    page.get_by_role("button", name="Tulis hasilnya").click()
    expect(page.locator(".told")).to_contain_text("Tercatat")

    page = signed("/buku-besar/?data=latihan")
    expect(page.locator("main")).to_contain_text("100 %")
    expect(page.locator("main")).not_to_contain_text("Jambi")
    page.get_by_role("link", name="laporan minggu berikutnya").first.click()
    expect(page.locator("main")).to_contain_text("sebelum hasilnya diketahui")
    expect(page.locator("main")).not_to_contain_text("Jambi")


def test_a_stranger_sees_nothing_of_it(signed: Any) -> None:
    page = signed("/kantor/alarm/?data=latihan", "stranger")
    expect(page.locator("table a", has_text="Kota Jambi")).to_have_count(0)
    expect(page.locator("use.hex.tinggi")).to_have_count(0)


READABLE = [
    ("centre", "/kantor/alarm/?data=latihan"),
    ("centre", "/kantor/deret/16.71/ethics/?data=latihan"),
    ("centre", "/kantor/alarm/proyeksi/?data=latihan"),
    ("enterer", "/kantor/laporan/?data=latihan"),
    ("enterer", "/kantor/laporan/baru/?data=latihan"),
    ("enterer", "/kantor/laporan/berkas/laporan/"),
    ("enterer", "/kantor/laporan/pengawas/"),
    ("centre", "/kantor/laporan/aturan-alarm/"),
    ("", "/buku-besar/?data=latihan"),
    ("", "/validasi/"),
    ("", "/proyeksi/"),
]


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/en", 390)])
@pytest.mark.parametrize(("who", "path"), READABLE)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    signed: Any, who: str, path: str, language: str, width: int
) -> None:
    page = signed(language + path, who, width=width)
    readable(page)
