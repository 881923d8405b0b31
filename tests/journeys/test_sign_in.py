"""Somebody who is invited becomes a member: password, second factor, two offices, an invitation of their own.

On a wide and a narrow screen, in both languages, with an authenticator app and with a security key; axe finds nothing.
"""

import base64
import hashlib
import hmac
import itertools
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Platform
from tests.journeys.reading import faults

PASSWORD = "kata sandi untuk perjalanan"
_numbers = itertools.count(1)


def code_of(secret: str, ahead: int = 0) -> str:
    """Show what an authenticator app shows (RFC 6238), worked out here and not by the platform."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def invited(platform: Platform, email: str, office: str, role: str) -> str:
    """Make an invitation at the terminal, as whoever runs the platform does; give the path of its link."""
    command = [str(Path(sys.executable).parent / "ikp-web"), "invite", email, "--office", office, "--role", role]
    said = subprocess.run(command, env=platform.environment, check=True, capture_output=True, text=True).stdout
    found = re.search(r"/kantor/undangan/\S+", said)
    assert found is not None
    return found[0]


@pytest.fixture
def sound(address: str) -> Iterator[Any]:
    """Give a function that looks a page over, wide and narrow; all that was found is told at the end."""
    found: list[str] = []

    def look(page: Page, name: str) -> None:
        page.wait_for_load_state()  # of the page that the last click leads to
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{name} is {wide} pixels wide on a screen of {width}")
        found.extend(f"{name}: {each}" for each in faults(page))

    yield look
    assert found == []


def accepted(page: Page, path: str, address: str, name: str) -> None:
    page.goto(address + path)
    page.fill("#id_name", name)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.click("main button[type=submit]")


def entered(page: Page, email: str) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


@pytest.mark.parametrize("language", ["", "/en"])
def test_from_the_invitation_to_inviting_others(
    walk: Any, platform: Platform, address: str, sound: Any, language: str
) -> None:
    email = f"ratna{next(_numbers)}{language.strip('/')}@contoh.id"
    link = language + invited(platform, email, "15", "administrator")
    page = walk(link)
    sound(page, "invitation")
    accepted(page, link, address, "Ratna Dewi")
    sound(page, "sign-in")
    entered(page, email)

    expect(page).to_have_url(re.compile("/masuk/faktor/"))  # the office area stays shut until then
    sound(page, "second factor")
    page.click("main .card a.button >> nth=0")
    sound(page, "authenticator app")
    secret = page.inner_text("#authenticator_secret")
    page.fill("input[name=code]", code_of(secret))
    page.click("main button[type=submit]")
    expect(page.locator("#recovery_codes")).to_be_visible()
    sound(page, "recovery codes")

    page.goto(address + language + "/kantor/")
    expect(page.locator("h1")).to_have_text("Bawaslu Provinsi Jambi")
    page.click(".who summary")
    sound(page, "office")
    for path in ("anggota/15.71/", "audit/", "audit/titik-periksa/", "saya/"):
        page.goto(f"{address}{language}/kantor/{path}")
        sound(page, path)
    page.goto(address + language + "/masuk/sesi/")
    sound(page, "sessions")

    page.goto(f"{address}{language}/kantor/anggota/15.71/")
    page.fill("#id_email", f"baru{next(_numbers)}@contoh.id")
    page.select_option("#id_role", "head")
    page.click("main form.form button[type=submit]")
    expect(page.locator(".told")).to_be_visible()

    second = invited(platform, email, "16", "observer")
    page.goto(address + language + second)
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("Bawaslu Provinsi Sumatera Selatan")
    page.click(".who summary")
    page.click(".who-sheet button[name=office]")
    expect(page.locator("h1")).to_have_text("Bawaslu Provinsi Jambi")

    page.click(".who summary")
    page.click(".who-sheet form:last-of-type button")
    page.goto(address + language + "/masuk/")
    entered(page, email)
    sound(page, "second step")
    page.fill("input[name=code]", code_of(secret, 1))
    page.click("main form.form >> nth=0 >> button[type=submit]")
    expect(page).to_have_url(re.compile("/kantor/$"))


def test_without_scripts_one_signs_in_all_the_same(walk: Any, platform: Platform, address: str) -> None:
    email = f"sari{next(_numbers)}@contoh.id"
    link = invited(platform, email, "15.71", "observer")
    page = walk(link, scripts=False, width=390)
    accepted(page, link, address, "Sari")
    entered(page, email)
    page.click("main .card a.button >> nth=0")  # an observer needs a second factor as well
    page.fill("input[name=code]", code_of(page.inner_text("#authenticator_secret")))
    page.click("main button[type=submit]")
    expect(page.locator("#recovery_codes")).to_be_visible()
    page.click("main .actions a.button")
    expect(page.locator("h1")).to_have_text("Bawaslu Kota Jambi")
    page.goto(address + "/masuk/sesi/")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_security_key_signs_in(browser: Browser, platform: Platform, address: str) -> None:
    """A key that Chromium plays by itself; keys know names only, so the loopback address is called by its own."""
    base = address.replace("127.0.0.1", "localhost")
    email = f"kunci{next(_numbers)}@contoh.id"
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    accepted(page, invited(platform, email, "15", "head"), base, "Kunci")
    entered(page, email)
    page.goto(base + "/masuk/faktor/webauthn/add/")
    page.fill("input[name=name]", "kunci pertama")
    page.click("#mfa_webauthn_add")
    expect(page.locator("#recovery_codes")).to_be_visible()
    page.goto(base + "/kantor/")
    expect(page.locator("h1")).to_have_text("Bawaslu Provinsi Jambi")
    context.clear_cookies()
    page.goto(base + "/masuk/")
    entered(page, email)
    expect(page).to_have_url(re.compile("/masuk/faktor/authenticate/"))
    page.click("#mfa_webauthn_authenticate")
    expect(page.locator("h1")).to_have_text("Bawaslu Provinsi Jambi")
    context.close()
    assert said == []
