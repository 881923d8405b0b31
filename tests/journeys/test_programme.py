"""An office records what it did, the board shows it, two people open it, and a stranger reads that alone."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Platform
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_SCRIPT = """
tell({
    "office": session(member("enterer", "15.71")), "centre": session(member("head", "0")),
    "second": session(member("publisher", "0")), "province": session(member("observer", "15")),
})
"""


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, str]:
    """Give the sessions of everybody."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/en", 390)])
def test_from_an_activity_to_what_everybody_may_read(signed: Any, language: str, width: int) -> None:
    base = f"{language}/kantor/pencegahan"
    day = datetime.now(ZoneInfo("Asia/Jakarta")).date() - timedelta(1)
    page = signed(f"{base}/kegiatan/baru/", "office", width)
    page.select_option("[name=form]", "education")
    page.fill("[name=date]", day.isoformat())
    page.fill("[name=title]", "SINTETIS: Sosialisasi di Telanaipura")
    page.fill("[name=participants]", "40")
    readable(page)
    page.locator("form.form button").click()
    expect(page.locator("h1")).to_contain_text("SINTETIS: Sosialisasi")
    readable(page)
    page.goto(page.url.split("/kantor/")[0] + f"/kantor/pencegahan/kegiatan/bulan/?bulan={day:%Y-%m}")
    page.fill("[name=n-education]", "3107")
    page.locator("form[method=post] button").last.click()
    expect(page.locator("tr:has([name=n-education]) td").last).to_contain_text("107")
    readable(page)

    page = signed(f"{base}/kegiatan/jumlah/?dari={day:%Y-%m}", "province", width)
    expect(page.locator("table.offices").first).to_contain_text("107")
    readable(page)
    page = signed(f"{base}/?dari={day:%Y-%m}", "centre", width)
    expect(page.locator("use.hex.s1")).to_have_count(1)
    readable(page)

    public = signed(f"{language}/program/", "", width)
    expect(public.locator("main .note")).to_be_visible()
    page = signed(f"{base}/publik/", "centre", width)
    page.select_option("[name=level-activities]", "province")
    page.fill("[name=since]", f"{day:%Y-%m}")
    page.fill("#why-ask", "SINTETIS: diputuskan dalam pleno.")
    page.locator("button", has_text="Propose" if language else "Usulkan").first.click()
    readable(page)
    page = signed(f"{base}/publik/", "second", width)
    page.locator("form:has([value=confirm]) button").click()
    public.reload()
    expect(public.locator("#provinsi")).to_be_visible()
    expect(public.locator("main")).to_contain_text("107")
    expect(public.locator("main")).not_to_contain_text("Telanaipura")
    expect(public.locator("#daerah")).to_have_count(0)
    readable(public)
