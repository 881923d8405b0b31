"""The geographic map of imported boundaries: no policy is broken, every way of pointing reads and opens."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Platform, Visits, alone, served
from tests.journeys.looking import differing, seen
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

#: What the page may weigh over the wire with the geographic map.
_MOST = 250_000
_LAND = """
from pathlib import Path
from web.tests.maps.conftest import nearest_land

tell(Path(%r).write_text(json.dumps({"type": "FeatureCollection", "features": nearest_land()})))
"""


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Serve a platform of its own, with a set of boundaries imported as an operator does."""
    home = tmp_path_factory.mktemp("mapped")
    path = home / "semua.geojson"
    environment = alone(home)
    with served(home, environment) as platform:
        seed(platform.environment, _LAND % str(path))
        program = str(Path(sys.executable).parent / "ikp-web")
        told = ["boundaries", "import", str(path), "--name", "contoh", "--source", "Sumber"]
        subprocess.run([program, *told], env=environment, check=True, capture_output=True)
        yield platform


@pytest.fixture
def visit(browser: Browser, mapped: Platform) -> Iterator[Visits]:
    """Give what opens pages of the platform with boundaries."""
    visits = Visits(browser, mapped.address)
    yield visits
    visits.end()


def _drawn(page: Page) -> Page:
    page.wait_for_selector("[data-geomap][data-ready]")
    return page


@pytest.mark.parametrize("level", ["province", "regency"])
def test_reads_and_opens(visit: Visits, mapped: Platform, level: str) -> None:
    page = visit.blank()
    weight = [0]
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: weight.__setitem__(0, weight[0] + event["encodedDataLength"]))
    page.goto(f"{mapped.address}/?peta=geografis&tingkat={level}")
    _drawn(page)
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
    frame = _drawn(page).locator("[data-geomap]").bounding_box()
    assert frame is not None
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


@pytest.mark.parametrize("forced", ["none", "active"])
def test_focus_is_seen_on_the_map_and_on_a_unit(visit: Visits, forced: Literal["none", "active"]) -> None:
    page = visit("/?peta=geografis")
    page.emulate_media(forced_colors=forced)
    box = _drawn(page).locator("[data-geomap]")
    box.scroll_into_view_if_needed()
    frame = box.bounding_box()
    assert frame is not None
    # Three pixels of outline lie around the frame of the map.
    around = {name: frame[name] + add for name, add in {"x": -6, "y": -6, "width": 12, "height": 12}.items()}
    before = seen(page, around)
    box.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("'geomap' in document.activeElement.dataset")
    focused = seen(page, around)
    assert differing(before, focused) > frame["width"]
    inner = {"x": frame["x"], "y": frame["y"], "width": frame["width"], "height": frame["height"]}
    idle = seen(page, inner)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    chosen = seen(page, inner)
    assert differing(idle, chosen) > 30
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert differing(chosen, seen(page, inner)) > 30


def test_a_finger_reads_first_and_opens_then(browser: Browser, mapped: Platform) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{mapped.address}/?peta=geografis")
    _drawn(page)
    box, read = page.locator("[data-geomap]"), page.locator("#baca")
    box.scroll_into_view_if_needed()
    frame = box.bounding_box()
    assert frame is not None
    # West Java: 107.5 of 94.9 to 141.2 degrees east; four and a half degrees south of the middle.
    degree = (frame["width"] - 8) / 46.3
    at = (frame["x"] + 4 + 12.6 * degree, frame["y"] + frame["height"] / 2 + 4.5 * degree)
    page.touchscreen.tap(*at)
    read.locator("a").wait_for(timeout=5_000)
    profile = read.locator("a").get_attribute("href")
    assert page.url.endswith("?peta=geografis")
    page.touchscreen.tap(*at)
    page.wait_for_url(f"**{profile}")
    context.close()


def test_without_scripts_the_hexagon_map_and_the_table_are_named(visit: Visits) -> None:
    page = visit("/?peta=geografis", scripts=False)
    assert page.get_by_text("memerlukan JavaScript").is_visible()
    assert not page.locator("[data-geomap]").is_visible()
    page.get_by_role("link", name="Peta heksagon").click()
    assert page.locator("svg[data-map] a").count() == 34


@pytest.mark.parametrize("wide", [1280, 390])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_readable_by_everybody(visit: Visits, prefix: str, wide: int) -> None:
    readable(_drawn(visit(f"{prefix}/?peta=geografis", width=wide)))
