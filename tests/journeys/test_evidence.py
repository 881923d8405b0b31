"""An enterer sends files of evidence from a browser: several at once, over a bad line, again after a reload."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_SCRIPT = """
from ikpweb.collection.models import Cycle
enterer, head = member("enterer", "15.71"), member("head", "15")
cycle = Cycle.objects.filter(pk="bukti").first() or opened("bukti")
if not submission_of(cycle, "15.71").revision:
    filled(cycle, enterer, submit=False)
event = submission_of(cycle, "15.71").events.first()
tell({"enterer": session(enterer), "head": session(head), "event": str(event.pk)})
"""


@pytest.fixture(scope="session")
def office(platform: Platform) -> dict[str, str]:
    """Make a cycle with an event, an enterer and the head of the province; give their sessions."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.fixture
def signed(walk: Visits, office: dict[str, str]) -> Any:
    """Give a function that opens a page as somebody."""
    walk.provoked = ("ERR_INTERNET_DISCONNECTED", "status of 422")  # the line was cut, a file was refused
    return lambda path, who="enterer", **how: walk(path, office[who], **how)


def photograph(path: Path, width: int = 400, height: int = 300) -> Path:
    """Make a photograph that packs badly: the sides say how large the file gets."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 100).convert("RGB").save(out, "JPEG", quality=95)
    path.write_bytes(out.getvalue())
    return path


def test_several_files_at_once_and_their_chain_of_custody(signed: Any, office: dict[str, str], tmp_path: Path) -> None:
    page = signed(f"/kantor/bukti/kejadian/{office['event']}/")
    files = [photograph(tmp_path / f"foto {number}.jpg", 500 + number) for number in range(3)]
    (tmp_path / "jahat.pdf").write_bytes(b"<!doctype html><script>alert(1)</script>")
    page.get_by_label("Tambah berkas bukti").set_input_files([*files, tmp_path / "jahat.pdf"])
    expect(page.locator('[data-state="done"]')).to_have_count(3, timeout=30_000)
    expect(page.locator('[data-state="refused"]')).to_contain_text("Halaman web (HTML) tidak diterima")
    for file in files:
        expect(page.locator(".evidence-files").get_by_role("link", name=file.name)).to_be_visible()
    assert page.get_by_text("tidak dipindai").count() >= 3
    readable(page)
    page.get_by_role("link", name="foto 1.jpg").first.click()
    expect(page.get_by_role("heading", name="Rantai bukti")).to_be_visible()
    expect(page.get_by_text("Diterima dan disegel")).to_be_visible()
    picture = page.locator(".evidence-pictures img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 501
    with page.expect_download() as taken:
        page.get_by_role("link", name="Unduh salinan").click()
    assert taken.value.suggested_filename == "salinan-foto 1.jpg"
    assert page.get_by_role("link", name="Unduh berkas asli").count() == 0
    page.get_by_role("button", name="Periksa sidik sekarang").click()
    expect(page.get_by_text("Utuh: yang tersimpan sama dengan yang diterima.")).to_be_visible()
    readable(page)


def test_a_line_that_breaks_and_a_reload_lose_nothing(signed: Any, office: dict[str, str], tmp_path: Path) -> None:
    page = signed(f"/kantor/bukti/kejadian/{office['event']}/")
    file = photograph(tmp_path / "besar.jpg", 2600, 2000)
    assert file.stat().st_size > 3_000_000
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if "/unggah/" in request.url else None)
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 20, "downloadThroughput": 400_000, "uploadThroughput": 400_000}
    line.send("Network.emulateNetworkConditions", slow)
    page.get_by_label("Tambah berkas bukti").set_input_files(file)
    row = page.locator(".evidence-rows > li")
    page.wait_for_function("() => document.querySelector('.evidence-rows progress').value > 600000")
    # The line breaks, and the row says so; it goes on by itself.
    line.send("Network.emulateNetworkConditions", {**slow, "offline": True})
    expect(row).to_have_attribute("data-state", "retrying", timeout=15_000)
    line.send("Network.emulateNetworkConditions", slow)
    expect(row).to_have_attribute("data-state", "sending", timeout=15_000)
    # Paused by hand, and the page is loaded anew: the server knows how much is there.
    page.get_by_role("button", name="Jeda").click()
    expect(row).to_have_attribute("data-state", "paused")
    page.reload()
    expect(page.locator(".evidence-waiting")).to_contain_text("besar.jpg")
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1, "downloadThroughput": -1})
    page.get_by_label("Tambah berkas bukti").set_input_files(file)
    expect(page.locator('[data-state="done"]')).to_have_count(1, timeout=30_000)
    assert asked.count("POST") == 1, "it began anew instead of going on"
    assert asked.count("HEAD") >= 2


def test_who_is_above_takes_the_original_on_a_narrow_screen(
    signed: Any, office: dict[str, str], tmp_path: Path
) -> None:
    page = signed(f"/kantor/bukti/kejadian/{office['event']}/")
    page.get_by_label("Tambah berkas bukti").set_input_files(photograph(tmp_path / "asli.jpg"))
    expect(page.locator('[data-state="done"]')).to_have_count(1, timeout=30_000)
    above = signed(f"/en/kantor/bukti/kejadian/{office['event']}/", "head", width=390)
    assert above.get_by_label("Add files of evidence").count() == 0
    above.get_by_role("link", name="asli.jpg").first.click()
    with above.expect_download() as taken:
        above.get_by_role("link", name="Download the original").click()
    assert taken.value.suggested_filename == "asli.jpg"
    above.reload()
    expect(above.get_by_text("Original downloaded")).to_be_visible()
    assert above.evaluate("document.documentElement.scrollWidth") <= 390
    readable(above)


def test_without_scripts_whole_files_are_sent(signed: Any, office: dict[str, str], tmp_path: Path) -> None:
    page = signed(f"/kantor/bukti/kejadian/{office['event']}/", scripts=False)
    page.get_by_label("Tambah berkas bukti").set_input_files(photograph(tmp_path / "tanpa skrip.jpg"))
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_text("tanpa skrip.jpg diterima dan disegel.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_new_event_has_its_address_and_its_file_field_from_the_first_word(
    signed: Any, tmp_path: Path, width: int
) -> None:
    page = signed("/kantor/isian/bukti/baru/I01/", width=width)
    field = page.get_by_label("Tambah berkas bukti")
    expect(page.get_by_text("Tempat berkas bukti muncul di sini begitu isian pertama tersimpan.")).to_be_visible()
    assert field.count() == 0
    page.locator("#district").fill("Jelutung")
    expect(field).to_be_visible(timeout=10_000)
    page.wait_for_url("**/kantor/kejadian/*/")
    assert page.get_by_text("Tempat berkas bukti muncul").count() == 0
    field.set_input_files(photograph(tmp_path / "baru.jpg", 300 + width))
    expect(page.locator('[data-state="done"]')).to_have_count(1, timeout=30_000)
    expect(page.locator(".evidence-files").get_by_role("link", name="baru.jpg")).to_be_visible()
    # What is written afterwards is the same event, and the file stays.
    page.locator("#village").fill("Payo Lebar")
    expect(page.locator("[data-saving]")).to_have_attribute("data-state", "saved", timeout=10_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    readable(page)
    page.reload()
    assert page.locator("#village").input_value() == "Payo Lebar"
    assert page.locator(".evidence-files").get_by_role("link", name="baru.jpg").count() == 1


def test_without_scripts_saving_a_new_event_leads_to_its_file_field(
    walk: Visits, office: dict[str, str], address: str
) -> None:
    page = walk.blank(office["enterer"], width=390, scripts=False)
    page.goto(f"{address}/kantor/isian/bukti/baru/I01/")
    expect(page.get_by_text("Untuk berkas bukti, tekan Simpan draf")).to_be_visible()
    page.locator("#district").fill("Jelutung")
    page.get_by_role("button", name="Simpan draf").click()
    page.wait_for_url("**/kantor/kejadian/*/#bukti-*")
    expect(page.get_by_label("Tambah berkas bukti")).to_be_in_viewport()
