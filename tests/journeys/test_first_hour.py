"""The first hour of somebody who tries the platform, as `docs/tutorial/first-hour.md` tells it, and its pictures."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Platform
from tests.journeys.pictures import picture
from tests.journeys.seeding import seed
from tests.journeys.test_evidence import photograph

#: The people of `ikp-web demo`; sessions, because the codes of a second factor are the walk of `test_sign_in.py`.
_SCRIPT = """
from ikpweb.accounts.models import User
from ikpweb.accounts.members import member_of
from ikpweb.operation import demo
if not demo.is_filled():
    demo.make()
people = {part.name: member_of(User.objects.get(email=part.email), part.office) for part in demo.PEOPLE}
tell({name: session(who) for name, who in people.items()})
"""
CYCLE, OWN = "latihan-jambi", "15.71"
#: On one database: the walks by part are on both.
ONE = [pytest.param("sqlite", marks=pytest.mark.xdist_group("sqlite"))]


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, str]:
    """Make the demo, and give the sessions of its people."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.mark.parametrize("platform", ONE, indirect=True)
def test_from_an_event_to_a_release_that_a_stranger_verifies(signed: Any, tmp_path: Path) -> None:
    enter(signed, tmp_path)
    verify(signed)
    freeze(signed)
    compute(signed)
    release(signed)


def enter(signed: Any, folder: Path) -> None:
    """Enter an event with a file, say that nothing else happened, and hand in."""
    home = f"/kantor/isian/{CYCLE}/"
    page: Page = signed(home, "petugas")
    page.locator("#I01").get_by_label("ada kejadian").check()
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved")
    picture(page, "isian")
    page = signed(f"{home}{OWN}/I01/", "petugas")
    page.get_by_role("link", name="Catat kejadian").click()
    page.locator("#date").fill("2024-02-14")
    page.locator("#district").fill("Jelutung")
    page.locator("#stage").select_option("voting")
    page.locator("[name=grade][value='2']").check()
    page.locator("#source").select_option("supervision")
    page.locator("#narrative").fill("SINTETIS: pemungutan suara terhenti satu jam.")
    page.wait_for_url("**/kantor/kejadian/*/")
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved")
    picture(page, "kejadian")
    page.goto(page.url.replace("/kantor/kejadian/", "/kantor/bukti/kejadian/"))
    page.get_by_label("Tambah berkas bukti").set_input_files(photograph(folder / "foto tps.jpg"))
    expect(page.locator('[data-state="done"]')).to_have_count(1, timeout=60_000)
    picture(page, "bukti")
    page = signed(f"{home}sisa/", "petugas")
    page.get_by_role("button", name="Nyatakan yang dicentang nihil").click()
    page = signed(f"{home}kirim/", "petugas")
    picture(page, "ajukan")
    page.get_by_role("button", name="Ajukan sekarang").click()
    expect(page.get_by_role("heading", name="Sudah diajukan")).to_be_visible()


def verify(signed: Any) -> None:
    """Accept what shows no risk together, look at the event, and sign off."""
    home = f"/kantor/verifikasi/{CYCLE}/{OWN}/"
    page: Page = signed(home, "verifikator")
    picture(page, "verifikasi")
    page.locator("[data-card]").filter(has_text="terhenti satu jam").get_by_role("button", name="Terima").click()
    expect(page.locator(".told .success")).to_contain_text("diterima")
    page = signed(f"{home}?tampil=aman", "verifikator")
    picture(page, "terima-bersama")
    page.get_by_role("button", name="Terima yang dicentang").click()
    page = signed(f"{home}pengesahan/", "ketua-provinsi")
    picture(page, "pengesahan")
    page.get_by_role("button", name="Sahkan isian ini").click()
    page = signed(f"/kantor/verifikasi/{CYCLE}/penerimaan/", "ketua")
    page.get_by_role("row", name="Jambi").get_by_role("button").click()


def freeze(signed: Any) -> None:
    """Close the entry and freeze the data set by two heads of the centre."""
    page: Page = signed(f"/kantor/putaran/{CYCLE}/", "ketua")
    picture(page, "putaran")
    page.locator("summary", has_text="Tutup pengisian").click()
    page.get_by_role("button", name="Ya, tutup pengisian").click()
    frozen = f"/kantor/verifikasi/{CYCLE}/pembekuan/"
    page = signed(frozen, "ketua")
    page.locator("textarea[name=note]").fill("SINTETIS: hanya Jambi yang ikut latihan.")
    page.get_by_role("button", name="Minta pembekuan").click()
    page = signed(frozen, "ketua-kedua")
    picture(page, "pembekuan")
    page.get_by_role("button", name="Konfirmasi pembekuan").click()


def compute(signed: Any) -> None:
    """Compute the index, and follow a score down to its event."""
    page: Page = signed("/kantor/perhitungan/", "analis")
    page.get_by_label("Putaran").select_option(CYCLE)
    page.get_by_role("button", name="Hitung sekarang").click(timeout=120_000)
    expect(page.locator("main")).to_contain_text("SINTETIS")
    picture(page, "perhitungan")


def release(signed: Any) -> None:
    """Draft a release, freeze it as a second person, and read it as anybody does."""
    page: Page = signed("/kantor/rilis/baru/", "penerbit")
    page.locator("[name=computation]").select_option(index=1)
    page.locator("[name=code]").fill("latihan-jambi")
    page.locator("[name=title_id]").fill("Latihan Jambi (SINTETIS)")
    page.locator("[name=title_en]").fill("Jambi exercise (SYNTHETIC)")
    page.locator("[name=changes]").fill("SINTETIS: rilis pertama dari latihan satu jam.")
    page.get_by_role("button", name="Simpan rancangan").click()
    page.wait_for_url(re.compile(r"/kantor/rilis/\d+/$"))
    page = signed(urlsplit(page.url).path, "ketua")
    picture(page, "bekukan-rilis")
    page.get_by_role("button", name="Bekukan dan tandatangani").click(timeout=120_000)
    page = signed("/rilis/latihan-jambi.1/")
    expect(page.locator("main")).to_contain_text("SINTETIS")
    picture(page, "rilis")


@pytest.mark.parametrize("platform", ONE, indirect=True)
def test_pages_of_the_other_roles(signed: Any) -> None:
    """Look at what a journalist, an analyst and an administrator begin with."""
    for name, path, who in (
        ("beranda", "/", ""),
        ("profil", "/daerah/15/", ""),
        ("unduh", "/unduh/", ""),
        ("pemantauan", f"/kantor/pemantauan/{CYCLE}/", "ketua"),
        ("anggota", "/kantor/anggota/", "administrator"),
        ("jejak-audit", "/kantor/audit/", "administrator"),
    ):
        page: Page = signed(path, who)
        expect(page.locator("h1").first).to_be_visible()
        picture(page, name)
