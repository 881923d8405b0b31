"""The geographic map in a real browser: no policy is broken, every way of pointing reads and opens."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from .conftest import nearest_land

playwright = pytest.importorskip("playwright.sync_api")
_CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(_CHROMIUM is None, reason="there is no Chromium")]
#: What the page may weigh over the wire with the geographic map.
_MOST = 250_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a platform of its own, as an operator does, with a boundary set."""
    home = tmp_path_factory.mktemp("ikp")
    path = home / "semua.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": nearest_land()}))
    program = str(Path(sys.executable).parent / "ikp-web")
    settings = {
        **os.environ,
        "IKP_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings",
    }
    for command in (["migrate", "-v0"], ["load_editions"],
                    ["boundaries", "import", str(path), "--name", "contoh", "--source", "Sumber"]):  # fmt: skip
        subprocess.run([program, *command], env=settings, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve", "--port", str(port), "--workers", "1"], env=settings, stdout=subprocess.DEVNULL
    )
    found = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urlopen(f"{found}/healthz").close()  # noqa: S310 - the address was made here
            break
        except URLError:
            time.sleep(0.25)
    yield found
    server.terminate()
    server.wait(20)


@pytest.fixture
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.mark.parametrize("level", ["province", "regency"])
def test_reads_and_opens(address: str, browser: Any, level: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    hosts: set[str] = set()
    weight = [0]
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: weight.__setitem__(0, weight[0] + event["encodedDataLength"]))
    page.goto(f"{address}/?peta=geografis&tingkat={level}")
    page.wait_for_selector("[data-geomap][data-ready]")
    assert said == []
    assert hosts == {address.split("/")[2]}
    assert weight[0] < _MOST

    box, read = page.locator("[data-geomap]"), page.locator("#baca")
    box.focus()
    page.keyboard.press("ArrowRight")
    first = read.inner_text()
    page.keyboard.press("ArrowRight")
    assert first.endswith("Buka profil")
    assert read.inner_text() != first
    profile = read.locator("a").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{profile}")

    page.go_back()
    page.wait_for_selector("[data-geomap][data-ready]")
    frame = box.bounding_box()
    # West of the middle of the map lies Kalimantan; one of these points is on land.
    for across in range(20, 60):
        page.mouse.move(frame["x"] + frame["width"] * across / 100, frame["y"] + frame["height"] / 2)
        page.wait_for_timeout(40)
        if read.locator("a").count():
            break
    assert read.locator("a").count() == 1
    profile = read.locator("a").get_attribute("href")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(f"**{profile}")


def test_a_finger_reads_first_and_opens_then(address: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}/?peta=geografis")
    page.wait_for_selector("[data-geomap][data-ready]")
    box, read = page.locator("[data-geomap]"), page.locator("#baca")
    box.scroll_into_view_if_needed()
    frame = box.bounding_box()
    # West Java: 107.5 of 94.9 to 141.2 degrees east; four and a half degrees south of the middle.
    degree = (frame["width"] - 8) / 46.3
    at = (frame["x"] + 4 + 12.6 * degree, frame["y"] + frame["height"] / 2 + 4.5 * degree)
    page.touchscreen.tap(*at)
    read.locator("a").wait_for(timeout=5_000)
    profile = read.locator("a").get_attribute("href")
    assert page.url.endswith("?peta=geografis")
    page.touchscreen.tap(*at)
    page.wait_for_url(f"**{profile}")


def test_without_scripts_the_hexagon_map_and_the_table_are_named(address: str, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/?peta=geografis")
    assert page.get_by_text("memerlukan JavaScript").is_visible()
    assert not page.locator("[data-geomap]").is_visible()
    page.get_by_role("link", name="Peta heksagon").click()
    assert page.locator("svg[data-map] a").count() == 34


def test_axe_finds_nothing(address: str, browser: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(f"{address}/?peta=geografis")
    page.wait_for_selector("[data-geomap][data-ready]")
    found = axe.run(page, context=".map, .map-kinds").response["violations"]
    assert [each["id"] for each in found] == []
