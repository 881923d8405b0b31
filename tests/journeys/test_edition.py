"""The centre writes an edition in a browser: begins, mends, is told of another's change, and two people freeze it."""

import itertools
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_numbers = itertools.count(1)
_SCRIPT = """
tell({name: session(member(role, "0")) for name, role in
      {"analyst": "analyst", "head": "head", "second": "head", "observer": "observer"}.items()})
"""


@pytest.fixture(scope="session")
def centre(platform: Platform) -> dict[str, str]:
    """Give the sessions of an analyst, two heads and an observer of the centre."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.fixture
def signed(walk: Visits, centre: dict[str, str]) -> Any:
    """Give a function that opens a page as somebody, without scripts: the forms must do without."""
    walk.provoked = ("status of 409", "status of 403")  # two wrote the same, an observer wrote
    return lambda path, who, *, width=1280: walk(path, centre[who], width=width, scripts=False)


@pytest.fixture
def draft(signed: Any) -> str:
    """Begin a draft by the form; give its address."""
    page = signed("/kantor/edisi/", "analyst")
    page.get_by_role("link", name="Mulai rancangan baru").click()
    code = f"percobaan-{next(_numbers)}"
    page.get_by_label("Kode", exact=True).fill(code)
    page.get_by_label("Bertolak dari").select_option("2024")
    page.get_by_label("Judul", exact=True).fill("IKP 2029")
    page.get_by_label("Judul dalam bahasa Inggris").fill("IKP 2029")
    page.get_by_role("button", name="Mulai").click()
    expect(page.get_by_role("heading", name="IKP 2029", exact=True)).to_be_visible()
    expect(page.get_by_text("Dasar hukum belum disebut.")).to_be_visible()
    return f"/kantor/edisi/rancangan/{code}/"


def test_written_and_frozen_by_two(signed: Any, draft: str, address: str) -> None:
    page = signed(f"{draft}tentang/", "analyst")
    page.get_by_label("Masa yang dihitung").fill("Pemilu 2029")
    page.get_by_label("Dasar hukum").fill("SINTETIS: Keputusan 1/2028")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Disimpan.")).to_be_visible()
    page.goto(f"{address}{draft}tambah/SP1/")
    page.get_by_label("Kode", exact=True).fill("I62")
    page.get_by_label("Nama", exact=True).fill("Indikator percobaan")
    page.get_by_label("Nama dalam bahasa Inggris").fill("An indicator on trial")
    page.get_by_role("button", name="Tambahkan").click()
    expect(page.get_by_text("Rubrik I62 memiliki 0 tingkat dalam bahasa id, bukan 4.")).to_be_visible()
    page.get_by_role("link", name="Hapus…").click()
    page.get_by_role("button", name="Hapus").click()
    page.goto(f"{address}{draft}pembekuan/")
    page.get_by_role("button", name="Minta pembekuan").click()
    expect(page.get_by_role("button", name="Konfirmasi pembekuan")).to_have_count(0)
    second = signed(f"{draft}pembekuan/", "second")
    second.get_by_role("button", name="Konfirmasi pembekuan").click()
    expect(second.get_by_text("Edisi dibekukan.")).to_be_visible()
    second.get_by_role("link", name="Baca edisinya").click()
    expect(second.get_by_text("belum tampil di halaman publik")).to_be_visible()
    page.goto(f"{address}{draft}tentang/")
    expect(page.get_by_role("button", name="Simpan")).to_have_count(0)


def test_another_ones_change_is_shown(signed: Any, draft: str) -> None:
    mine, theirs = (signed(f"{draft}simpul/I01/", who) for who in ("analyst", "head"))
    theirs.get_by_label("Bobot", exact=True).fill("7")
    theirs.get_by_role("button", name="Simpan").click()
    mine.get_by_label("Catatan").fill("Catatan saya")
    mine.get_by_role("button", name="Simpan").click()
    expect(mine.get_by_role("heading", name="Yang diubah orang lain")).to_be_visible()
    expect(mine.get_by_label("Catatan")).to_have_value("Catatan saya")
    mine.get_by_label("Bobot", exact=True).fill("7")
    mine.get_by_role("button", name="Simpan").click()
    expect(mine.get_by_text("Disimpan.")).to_be_visible()
    mine.reload()
    expect(mine.get_by_label("Bobot", exact=True)).to_have_value("7.0")


def test_an_observer_reads_and_cannot_touch(signed: Any, draft: str, address: str) -> None:
    page = signed(f"{draft}simpul/I01/", "observer", width=390)
    expect(page.get_by_role("heading", name="I01 Kekerasan berbau SARA")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    page.goto(f"{address}{draft}tentang/")
    expect(page.get_by_role("heading", name="Tidak diizinkan")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_are_accessible(browser: Browser, address: str, centre: dict[str, str], draft: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    cookie = {"name": "sessionid", "value": centre["analyst"], "domain": urlsplit(address).hostname, "path": "/"}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    parts = ("", "tentang/", "simpul/I01/", "rubrik/I01/", "batas/province/", "pembobotan/", "pratinjau/", "pembekuan/")
    for prefix in ("", "/en"):
        for part in parts:
            page.goto(f"{address}{prefix}{draft}{part}")
            readable(page)
    context.close()
