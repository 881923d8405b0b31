"""Election day: a head makes a key, telephones send reports with it, and the board shows what came."""

import json
import urllib.request
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Platform
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_SCRIPT = """
from datetime import timedelta
from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.stations.services.opening import open_day

now = timezone.now()
open_day("latihan", "Hari latihan", now - timedelta(hours=1), now + timedelta(hours=5), training=True, actor=SYSTEM)
tell({
    "centre": session(member("head", "0")), "head": session(member("head", "15.71")),
    "province": session(member("observer", "15")),
})
"""
#: Six stations in two districts of Kota Jambi; SINTETIS.
CODES = [f"15.71.{district:02d}.1001.{number:03d}" for district in (1, 2) for number in (1, 2, 3)]


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, str]:
    """Open a made-up day, and give the sessions of everybody."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/en", 390)])
def test_from_a_list_and_a_key_to_the_board(signed: Any, platform: Platform, language: str, width: int) -> None:
    base = f"{language}/kantor/tps/latihan/"
    page = signed(f"{base}daftar/", "centre", width)
    readable(page)
    page.set_input_files("[name=file]", {"name": "tps.csv", "mimeType": "text/csv", "buffer": listed()})
    page.locator("form.form button").click()
    expect(page.locator(".counts strong").first).to_have_text("6")
    readable(page)
    page.locator("form[method=post] button").last.click()
    expect(page.locator(".told")).to_be_visible()

    page = signed(f"{base}15.71/kunci/", "head", width)
    page.fill("[name=name]", "SINTETIS: telepon kantor")
    page.locator("form.form button").click()
    key = page.locator(".note code").inner_text()
    readable(page)
    page.goto(page.url)
    expect(page.locator(".note code")).to_have_count(0)
    send(platform, key, [report(code, HP1=True, KA1=False) for code in CODES[:4]])
    send(platform, key, [report(CODES[0], HP1=False)])  # says otherwise than before
    seed(
        platform.environment,
        "from django.core.management import call_command\ncall_command('stations', 'drain')\ntell(1)",
    )

    page = signed(base, "province", width)
    expect(page.locator(".training")).to_contain_text("SINTETIS")
    row = page.locator("tbody tr").filter(has_text="Kota Jambi")
    expect(row).to_contain_text("4 of 6" if language else "4 dari 6")
    readable(page)
    row.get_by_role("link").click()
    expect(page.locator(".counts strong").last).to_have_text("1")
    readable(page)
    page.locator("tbody a", has_text=CODES[0]).click()
    expect(page.locator("thead").last.locator("th")).to_have_count(3)
    readable(page)
    page.locator(".crumbs a").last.click()
    expect(page.locator("tbody tr")).to_have_count(3)
    readable(page)


def listed() -> bytes:
    """Write the list of stations."""
    return "\n".join(["station,village,district,regency", *(f"{code},Desa,Kecamatan,15.71" for code in CODES)]).encode()


def report(station: str, **answers: bool) -> dict[str, Any]:
    """Write a report."""
    return {"station": station, "client": str(uuid.uuid4()), "at": datetime.now(UTC).isoformat(), "answers": answers}


def send(platform: Platform, key: str, reports: list[dict[str, Any]]) -> None:
    """Send reports as a telephone does; every one is acknowledged."""
    body = json.dumps({"reports": reports}).encode()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    asked = urllib.request.Request(f"{platform.address}/api/v1/stations/batches", body, headers)
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 202
        assert len(json.load(answer)["receipts"]) == len(reports)
