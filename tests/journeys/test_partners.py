"""An agreement is about to end, the office is reminded, follows the link, and renews it; a person is erased."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_PAIRS = pytest.mark.parametrize(("language", "width"), [("", 390), ("/en", 1280)])
_SCRIPT = """
from datetime import UTC, datetime, timedelta
from django.core import mail
from django.test.utils import override_settings
from ikpweb.oversight.workdays import is_workday
from ikpweb.prevention.partners.clock import run
from web.tests.prevention.cadres.training import training
from web.tests.prevention.partners.partnering import agreement, partner, today

enterer = member("enterer", "15.71")
day = today()
while not is_workday(day):
    day += timedelta(1)
row = agreement(enterer, left=(day - today()).days + 5, number="12/SINTETIS/2026")
agreement(enterer, with_whom=partner(enterer, name="SINTETIS Radio", sector="media"), number="13/SINTETIS/2026")
course = training(enterer)
with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
    mail.outbox = []
    run(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))
tell({"enterer": session(enterer), "mail": mail.outbox[0].body, "to": mail.outbox[0].bcc,
      "email": enterer.person.email, "course": course.get_absolute_url()})
"""


@pytest.fixture(scope="session")
def told(platform: Platform) -> dict[str, Any]:
    """Give the session of an enterer, and the letter that the office got."""
    found: dict[str, Any] = seed(platform.environment, _SCRIPT)
    return found


@pytest.fixture
def signed(walk: Visits, told: dict[str, Any]) -> Any:
    """Give a function that opens a page as the enterer."""
    return lambda path, width: walk(path, told["enterer"], width=width)


@_PAIRS
def test_from_the_reminder_to_the_renewal(signed: Any, told: dict[str, Any], language: str, width: int) -> None:
    assert told["email"] in told["to"]
    assert "12/SINTETIS/2026" in told["mail"]
    assert "13/SINTETIS/2026" not in told["mail"]
    link = re.search(r"(/kantor/pencegahan/mitra/perjanjian/\S+/)", told["mail"])
    assert link is not None

    page = signed(language + "/kantor/", width)
    expect(page.locator("#card-partners")).to_be_visible()

    page = signed(language + link[1], width)
    expect(page.locator(".badge.state-expiring").first).to_be_visible()
    readable(page)
    page.locator("a.button[href$='/perbarui/']").click()
    today = date.today()  # noqa: DTZ011 - as the browser on this machine
    page.locator("[name=number]").fill("20/SINTETIS/2026")
    page.locator("[name=signed_on]").fill((today - timedelta(1)).isoformat())
    page.locator("[name=valid_from]").fill(today.isoformat())
    page.locator("[name=valid_to]").fill((today + timedelta(730)).isoformat())
    readable(page)
    page.locator("main form.form button").click()
    expect(page.locator(".chain li")).to_have_count(2)
    page.locator("details", has=page.locator("[name=what]")).locator("summary").click()
    noting = page.locator("form", has=page.locator("[name=what]"))
    noting.locator("[name=day]").fill(today.isoformat())
    noting.locator("[name=what]").fill("SINTETIS: kuliah umum pengawasan")
    noting.locator("button").click()
    expect(page.locator("#kegiatan table")).to_contain_text("SINTETIS: kuliah umum pengawasan")

    page = signed(language + "/kantor/", width)
    expect(page.locator("#card-partners")).to_have_count(0)
    for path in ("", "lembaga/", "cakupan/", "berkas/"):
        readable(signed(f"{language}/kantor/pencegahan/mitra/{path}", width))


@_PAIRS
def test_a_person_agrees_gets_a_copy_and_is_erased(
    signed: Any, told: dict[str, Any], language: str, width: int
) -> None:
    page = signed(language + told["course"], width)
    readable(page)
    page.locator("a[href$='/alumni/']", has_text=re.compile(".")).first.click()
    page.locator("[name=name]").fill("SINTETIS Siti Contoh")
    page.locator("[name=purpose]").select_option("invite")
    page.locator("[name=agreed]").check()
    page.locator("main form.form button").click()
    page.locator("table a", has_text="SINTETIS Siti Contoh").click()
    readable(page)
    with page.expect_download() as copy:
        page.locator("form.copy button").click()
    assert "SINTETIS Siti Contoh" in copy.value.path().read_text("utf-8")
    page.locator("summary").last.click()
    page.locator("[name=why][value=asked]").check()
    page.locator("button.danger").click()
    expect(page.locator("main")).not_to_contain_text("SINTETIS Siti Contoh")
    for path in ("", "pelatihan/", "sosialisasi/baru/", "cakupan/", "alumni/"):
        readable(signed(f"{language}/kantor/pencegahan/partisipatif/{path}", width))
