"""From a profile to a proposed plan: changed, given to somebody, accepted, and in the register done with evidence."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

UNIT = "31"
_SCRIPT = f"""
from web.tests.factories import person
def whoever(role, name):
    return session(member(role, "{UNIT}", who=person(f"{{role}}.rencana@contoh.id", name=name)))
tell({{"head": whoever("head", "Kepala Rencana"), "enterer": whoever("enterer", "Pelaksana Rencana")}})
"""
_WORDS = {
    "": {
        "propose": "Usulkan rencana",
        "budget": "Anggaran (rupiah)",
        "capacity": "Kapasitas tiap kantor (hari orang)",
        "rate": "Biaya per hari orang (rupiah)",
        "ask": "Hitung usulan",
        "beside": "Risiko terbesar dahulu",
        "out": "Keluarkan untuk sementara",
        "owner": "Penanggung jawab",
        "save": "Simpan perubahan",
        "accept": "Terima ke register",
        "register": "Buka dalam register",
    },
    "/en": {
        "propose": "Propose a plan",
        "budget": "Budget (rupiah)",
        "capacity": "Capacity of each office (person-days)",
        "rate": "Cost of a person-day (rupiah)",
        "ask": "Compute the proposal",
        "beside": "Largest risk first",
        "out": "Take out for now",
        "owner": "Owner",
        "save": "Save changes",
        "accept": "Accept into the register",
        "register": "Open in the register",
    },
}
#: One pairing of language and width for each database.
_PAIRING = {"sqlite": ("", 390), "postgresql": ("/en", 1280)}


@pytest.fixture(scope="session")
def planners(platform: Platform) -> dict[str, str]:
    """Give the sessions of everybody."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.fixture
def signed(walk: Visits, planners: dict[str, str]) -> Any:
    """Give a function that opens a page as somebody."""
    return lambda path, who, width: walk(path, planners[who], width=width)


def picture() -> bytes:
    """Give a small picture, as evidence."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def test_from_the_profile_to_done_with_evidence(
    signed: Any, request: pytest.FixtureRequest, platform: Platform
) -> None:
    language, width = _PAIRING["postgresql" if platform.environment.get("DATABASE_URL") else "sqlite"]
    words = _WORDS[language]
    page = signed(f"{language}/daerah/{UNIT}/", "head", width)
    page.get_by_role("link", name=words["propose"]).click()
    page.get_by_label(words["budget"]).fill("Rp20.000.000")
    page.get_by_label(words["capacity"]).fill("40")
    page.get_by_label(words["rate"]).fill("500.000")
    readable(page)
    page.get_by_role("button", name=words["ask"]).click()
    expect(page.locator(".proposals li").first).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text(words["beside"])
    readable(page)

    page.locator(".proposals h3 a").nth(1).click()
    page.get_by_role("button", name=words["out"]).click()
    plan = re.sub(r"\d+/$", "", urlsplit(page.url).path)
    page.goto(page.url.replace(urlsplit(page.url).path, plan))
    expect(page.locator(".proposals li.out")).to_have_count(1)

    page.locator(".proposals li:not(.out) h3 a").first.click()
    readable(page)
    page.get_by_label(words["owner"]).select_option(label="Pelaksana Rencana")
    page.get_by_role("button", name=words["save"]).click()
    expect(page.locator("main")).to_contain_text("Pelaksana Rencana")
    page.get_by_role("button", name=words["accept"]).click()
    page.get_by_role("link", name=words["register"]).click()
    expect(page.locator("main")).to_contain_text("Pelaksana Rencana")

    page.locator("button[name=move][value=start]").click()
    page.locator(".file-add summary").click()
    evidence = {"name": "SINTETIS-notulen.png", "mimeType": "image/png", "buffer": picture()}
    page.set_input_files(".file-add input[type=file]", files=[evidence])
    page.locator(".file-add button").click()
    expect(page.locator(".file-list")).to_contain_text("SINTETIS-notulen.png")
    page.locator("button[name=move][value=finish]").click()
    expect(page.locator(".badge.status-done")).to_be_visible()
