"""An enterer on a small screen and a slow line, by keyboard alone: from the sign-in's cookie to what is handed in.

Two people at once are shown both versions; a cut line loses nothing; axe finds nothing.
"""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

#: What Chromium's own tools call slow 3G.
_SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
_SCRIPT = """
from uuid import uuid4
from ikpweb.collection.models import Cycle
from ikpweb.collection.services import save
code = "isian-{number}"
cycle = Cycle.objects.filter(pk=code).first() or opened(code)
anna, budi, above = member("enterer", "{office}"), member("enterer", "{office}"), member("verifier", "15")
tell({{"cycle": code, "anna": session(anna), "budi": session(budi), "above": session(above)}})
"""
_next = iter(range(1, 100))


@pytest.fixture
def office(platform: Platform) -> dict[str, str]:
    """Make a cycle of its own for each walk, with two enterers of one office."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT.format(number=next(_next), office="15.71"))
    return found


@pytest.fixture
def signed(walk: Visits, address: str, office: dict[str, str]) -> Any:
    """Give a function that opens a page as somebody, on a line that may be slow."""
    # The line was cut, two wrote the same, a session ended.
    walk.provoked = ("ERR_INTERNET_DISCONNECTED", "status of 409", "status of 401", "status of 403")

    def start(path: str, who: str = "anna", *, width: int = 390, scripts: bool = True, slow: bool = False) -> Page:
        page = walk.blank(office[who], width=width, height=800, scripts=scripts)
        page.set_default_timeout(20_000)
        if slow:
            line(page, _SLOW)
        page.goto(address + path)
        return page

    return start


def line(page: Page, how: dict[str, Any]) -> None:
    """Make the line of a page slow, as the browser's own tools do."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", how)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def reach(page: Page, selector: str) -> None:
    """Walk with the tab key until something has the focus."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the tab key does not reach {selector}")


def saved(page: Page) -> None:
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved", timeout=20_000)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", {"rest": "Nyatakan yang dicentang nihil", "submit": "Ajukan sekarang", "done": "Sudah diajukan"}),
        ("/en", {"rest": "Declare those that are ticked nil", "submit": "Hand in now", "done": "Handed in"}),
    ],
    ids=["id", "en"],
)
def test_by_keyboard_on_a_telephone_over_a_slow_line_to_handing_in(
    signed: Any, office: dict[str, str], address: str, language: str, words: dict[str, str]
) -> None:
    home = f"{language}/kantor/isian/{office['cycle']}/"
    page = signed(home, slow=True)
    readable(page)
    # The list of keys, and back.
    reach(page, "[data-help]")
    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    readable(page)
    press(page, "Escape")
    # Answers by number, from row to row.
    reach(page, "#I01 input")
    press(page, "2", "j", "1", "ArrowDown", "3", "r")
    page.keyboard.type("Laporan belum diterima dari kecamatan.")
    saved(page)
    assert page.locator("[data-count=all] [data-answered]").inner_text() == "3"
    # Enter opens the indicator; its event is entered by the keys of the browser alone.
    press(page, "Escape", "k", "k", "Enter")
    page.wait_for_url(f"**{home}15.71/I01/")
    readable(page)
    reach(page, "a[accesskey]")
    press(page, "Enter")
    page.wait_for_url("**/baru/I01/")
    reach(page, "#date")
    press(page, "0", "2", "1", "4", "2", "0", "2", "4")
    reach(page, "#district")
    page.keyboard.type("Jelutung")
    reach(page, "#stage")
    page.keyboard.type("Pemungutan" if not language else "Voting")
    reach(page, "[name=grade]")
    press(page, "Space", "ArrowDown", "ArrowDown")
    reach(page, "[name=actors][value=calon]")
    press(page, "Space")
    reach(page, "#source")
    page.keyboard.type("hasil" if not language else "supervision")
    reach(page, "#narrative")
    page.keyboard.type("SINTETIS: pemungutan suara terhenti satu jam.")
    reach(page, "#unevidenced")
    page.keyboard.type("terlalu")
    press(page, "Tab")
    fault = page.locator("[data-fault=unevidenced]")
    expect(fault).not_to_be_empty()
    readable(page)
    press(page, "Shift+Tab", "End")
    page.keyboard.type(" jauh, berkasnya menyusul")
    expect(fault).to_be_empty()
    saved(page)
    page.wait_for_url("**/kantor/kejadian/*/")
    # Reloaded, all of it is there: it came from the server.
    page.reload()
    assert page.locator("#district").input_value() == "Jelutung"
    assert page.locator("[name=grade]:checked").input_value() == "3"
    assert page.locator("#date").input_value() == "2024-02-14"
    # The rest is nil; then the checklist, and it is handed in.
    page.goto(f"{address}{home}sisa/")
    readable(page)
    reach(page, "form[method=post] button:not(.plain)")
    press(page, "Enter")
    page.wait_for_url(f"**{home}")
    assert page.locator("[data-count=all] [data-answered]").inner_text() == "61"
    page.goto(f"{address}{home}kirim/")
    readable(page)
    button = page.get_by_role("button", name=words["submit"])
    expect(button).to_be_visible()
    reach(page, "main form button")
    press(page, "Enter")
    expect(page.get_by_role("heading", name=words["done"])).to_be_visible()
    readable(page)


def test_a_cut_line_loses_nothing_and_enters_nothing_twice(signed: Any, office: dict[str, str]) -> None:
    page = signed(f"/kantor/isian/{office['cycle']}/")
    reach(page, "#I01 input")
    press(page, "1")
    saved(page)
    page.context.set_offline(True)
    press(page, "j", "1", "j", "1")
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "failed", timeout=20_000)
    assert page.locator("#I03 input:checked").input_value() == "nil"
    page.context.set_offline(False)
    saved(page)
    page.reload()
    assert page.locator("[data-count=all] [data-answered]").inner_text() == "3"


def test_a_session_that_ends_loses_nothing(signed: Any, office: dict[str, str], address: str) -> None:
    page = signed(f"/kantor/isian/{office['cycle']}/")
    session = {"name": "sessionid", "value": office["anna"], "domain": urlsplit(address).hostname or "", "path": "/"}
    page.context.clear_cookies()
    reach(page, "#I01 input")
    press(page, "1")
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "ended", timeout=20_000)
    expect(page.get_by_role("link", name="Masuk lagi di tab baru")).to_be_visible()
    page.context.add_cookies([session])  # signed in again, in another tab; the token of this page is an old one
    page.get_by_role("button", name="Coba lagi").click()
    saved(page)
    page.reload()
    assert page.locator("#I01 input:checked").input_value() == "nil"


def test_two_people_at_once_see_each_other_and_lose_nothing(signed: Any, office: dict[str, str]) -> None:
    home = f"/kantor/isian/{office['cycle']}/"
    anna, budi = signed(home, "anna"), signed(home, "budi", width=1280)
    reach(anna, "#I02 input")
    press(anna, "1")
    saved(anna)
    reach(budi, "#I01 input")
    press(budi, "1")
    saved(budi)  # another item: they do not disturb each other, and Budi is shown what Anna said
    expect(budi.locator("[data-saving]")).to_contain_text("Diperbarui orang lain: I02")
    assert budi.locator("#I02 input:checked").input_value() == "nil"
    # Both at one item: Anna's page has not shown what Budi says of it now.
    reach(budi, "#I03 input")
    press(budi, "3", "r")
    budi.keyboard.type("Laporan belum diterima.")
    saved(budi)
    reach(anna, "#I03 input")
    press(anna, "2")
    expect(anna.locator("[data-saving]")).to_have_attribute("data-state", "conflict", timeout=20_000)
    anna.get_by_role("button", name="Lihat kedua versi").click()
    expect(anna.get_by_role("heading", name="Dua orang mengubah isian yang sama")).to_be_visible()
    readable(anna)
    anna.get_by_role("button", name="Simpan pilihan").click()
    anna.wait_for_url(f"**{home}")
    assert anna.locator("#I03 input:checked").input_value() == "events"
    assert anna.locator("#I01 input:checked").input_value() == "nil"


def test_without_scripts_the_page_is_a_form(signed: Any, office: dict[str, str]) -> None:
    page = signed(f"/kantor/isian/{office['cycle']}/", scripts=False)
    page.locator("#I01").get_by_label("nihil").check()
    page.locator("#I02").get_by_label("tidak ada data").check()
    page.get_by_label("Alasan").nth(1).fill("Laporan belum diterima.")
    page.get_by_role("button", name="Simpan draf").first.click()
    assert "2 jawaban disimpan sebagai draf." in page.locator("main").inner_text()
    assert page.locator("#I02 .reason input").input_value() == "Laporan belum diterima."


def test_those_above_read_on_any_screen(signed: Any, office: dict[str, str]) -> None:
    for width in (390, 1280):
        page = signed(f"/kantor/isian/{office['cycle']}/15.71/", "above", width=width)
        readable(page)
        assert page.locator("fieldset[disabled]").count() == 61
