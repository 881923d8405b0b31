"""A risk gets an action, which is worked to its end with evidence and confirmed; a province plans for many."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed
from web.tests.collection.evidence.files import pdf

_SCRIPT = """
tell({
    "enterer": session(member("enterer", "15.72")), "head": session(member("head", "15.72")),
    "province": session(member("head", "15")),
})
"""
#: Each database walks in one language at one width.
_LOOK = {"sqlite": ("", 390), "postgresql": ("/en", 1280)}


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, str]:
    """Give the sessions of everybody."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.fixture
def look(platform: Platform) -> tuple[str, int]:
    """Give language and width of this database."""
    return _LOOK["postgresql" if "DATABASE_URL" in platform.environment else "sqlite"]


@pytest.fixture
def signed(walk: Visits, people: dict[str, str], look: tuple[str, int]) -> Any:
    """Give a function that opens a page as somebody."""
    return lambda path, who: walk(look[0] + path, people[who], width=look[1])


def test_from_a_risk_to_a_confirmed_action(signed: Any, look: tuple[str, int], tmp_path: Path) -> None:
    page = signed("/kantor/pencegahan/register/risiko/baru/", "enterer")
    page.locator("[name=title]").fill("SINTETIS: pembagian uang pada masa tenang")
    page.locator("[name=likelihood]").select_option("4")
    page.locator("[name=consequence]").select_option("5")
    page.locator("main form.form button").click()
    expect(page.locator("h1")).to_contain_text("pembagian uang")
    page.locator("a.button[href*='?risiko=']").click()
    page.locator("[name=pustaka]").select_option("quiet-period-sweep")  # the choice sends itself
    expect(page.locator("[name=effort]")).to_have_value("16")
    page.locator("[name=steps_to_do]").fill("SINTETIS: apel\nSINTETIS: patroli")
    readable(page)
    page.locator("form.wide button").click()
    expect(page.locator(".checklist li")).to_have_count(2)
    action = urlsplit(page.url).path

    page.locator("button[value=start]").click()
    page.locator(".tick").first.click()
    expect(page.locator(".checklist .done")).to_have_count(1)
    proof = tmp_path / "notula.pdf"
    proof.write_bytes(pdf())
    page.locator(".file-add summary").click()
    page.set_input_files(".file-add input[type=file]", proof)
    page.locator(".file-add button").click()
    expect(page.locator(".file-list")).to_contain_text("notula.pdf")
    page.locator(".move-row button[value=finish]").click()
    expect(page.locator("button[value=confirm]")).to_have_count(0)
    readable(page)

    page = signed("/kantor/pencegahan/register/papan/", "head")
    readable(page)
    page.locator(f"li.ticket:has(a[href='{action}']) button[value=confirm]").click()
    expect(page.locator(f".column:last-child a[href='{action}']")).to_have_count(1)

    page = signed("/kantor/pencegahan/register/risiko/?kemungkinan=4&akibat=5", "province")
    expect(page.locator("td.chosen a")).to_have_text(re.compile(r"\d+"))
    readable(page)


def test_a_province_plans_for_many(signed: Any, look: tuple[str, int]) -> None:
    page = signed("/kantor/pencegahan/register/bersama/", "province")
    page.locator("[name=title]").fill("SINTETIS: surat imbauan bersama")
    page.locator("[name=deadline]").fill("2031-08-17")
    for code in ("15.72", "15.01"):
        page.locator(f"[name=offices][value='{code}']").check()
    readable(page)
    page.locator("form.wide button").click()
    expect(page.locator("[name=offices]:checked")).to_have_count(2)
    readable(page)
    page.locator(".bulk-preview .actions button").first.click()
    expect(page.locator("tbody tr")).to_have_count(2)

    page = signed("/kantor/pencegahan/register/kalender/?bulan=2031-08", "province")
    expect(page.locator("td.off a")).to_have_count(2)
    readable(page)
    page = signed("/kantor/pencegahan/register/?cari=imbauan", "province")
    expect(page.locator("tbody tr")).to_have_count(2)
    readable(page)
