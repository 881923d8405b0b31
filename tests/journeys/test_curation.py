"""An office proposes an action, the centre takes it into the library; the next calendar reaches into the coming days.

Each database has one language and one width: both walks together see both.
"""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_SCRIPT = """
tell({
    "enterer": session(member("enterer", "15.71")), "analyst": session(member("analyst", "0")),
})
"""
_ROOM = "/kantor/pencegahan/pustaka"
_TITLE = "SINTETIS: surati panitia kampanye sebelum rapat umum"


@pytest.fixture(scope="module")
def people(platform: Platform) -> dict[str, str]:
    """Give the sessions of everybody."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.fixture
def signed(walk: Visits, platform: Platform, people: dict[str, str]) -> Any:
    """Give a function that opens a page as somebody, or as nobody."""
    start, width = ("/en", 1280) if "DATABASE_URL" in platform.environment else ("", 390)
    return lambda path, who="": walk(start + path, people.get(who, ""), width=width)


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"[name={name}]").fill(text)


def test_a_proposal_becomes_an_action_of_the_library(signed: Any) -> None:
    page = signed(f"{_ROOM}/usulan/baru/", "enterer")
    fill(page, title_id=_TITLE, description_id="SINTETIS: uraian.", mechanism_id="SINTETIS: cara kerja.",
         done_when_id="SINTETIS: surat diterima.", effort="2", why="SINTETIS: belum ada dalam pustaka.")  # fmt: skip
    page.locator("[name=main]").select_option("I01")
    page.locator("[name=stages][value=campaign]").check()
    page.locator("[name=levels][value=regency]").check()
    page.locator("[name=form]").select_option("letters")
    readable(page)
    page.locator("form.wide .actions button").click()
    expect(page.locator("h1")).to_contain_text(_TITLE)
    readable(page)
    proposal = urlsplit(page.url).path.removeprefix("/en")

    page = signed(f"{proposal}kurasi/", "analyst")
    fill(page, title_en="MADE UP: write to the organisers of rallies", description_en="MADE UP: description.",
         mechanism_en="MADE UP: mechanism.", done_when_en="MADE UP: the letter has arrived.")  # fmt: skip
    readable(page)
    page.locator("form.wide .actions button").click()
    expect(page.locator(".history li")).to_have_count(1)
    readable(page)

    page = signed("/tindakan/sintetis-surati-panitia-kampanye-sebelum-rapat-umum/")
    expect(page.locator("h1")).to_contain_text(_TITLE if "/en/" not in page.url else "MADE UP")
    page.locator(".versions-list a").click()
    readable(page)
    page = signed("/indikator/I01/")
    expect(page.locator("a[href$='rapat-umum/']")).to_have_count(1)
    expect(page.locator("use.hex")).to_have_count(34)
    readable(page)


def test_a_copied_calendar_reaches_into_the_coming_days(signed: Any) -> None:
    page = signed(f"{_ROOM}/mendatang/", "enterer")
    expect(page.locator(".note")).to_contain_text("2024")  # where the last calendar ends
    page = signed(f"{_ROOM}/kalender/baru/?dari=pilkada-2024", "analyst")
    voting = (date.today() + timedelta(40)).isoformat()  # noqa: DTZ011 - a day more or less is all the same here
    fill(page, code="pilkada-sintetis", names_id="Pilkada SINTETIS", voting_day=voting, reason="SINTETIS: percobaan.")
    readable(page)
    page.locator("form.form button").first.click()
    expect(page.locator("h1")).to_contain_text("Pilkada SINTETIS")
    readable(page)
    page.goto(f"{page.url}ubah/")
    page.locator(".row-edit summary").first.click()
    readable(page)

    page = signed(f"{_ROOM}/mendatang/", "enterer")
    expect(page.locator(".ahead tbody tr")).not_to_have_count(0)
    expect(page.locator(".ahead .certainty.assumed").first).to_be_visible()
    expect(page.locator(".stage-ahead .actions li").first).to_be_visible()
    readable(page)
    for path in ("/", "/kaitan/", "/usulan/"):
        readable(signed(f"{_ROOM}{path}", "analyst"))
    readable(signed("/tahapan/"))
