"""A journalist in Jambi: find, understand, compare, take away."""

import contextlib
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.journeys.looking import differing, seen, still


def test_jambi_in_three_clicks(walk: Any, tmp_path: Path) -> None:
    page = walk("/")
    page.get_by_role("combobox", name="Cari provinsi").fill("jamb")
    page.locator("#saran a").first.wait_for()
    page.locator("#saran a").first.click()
    assert page.url.endswith("/daerah/15/")
    text = page.locator("main").inner_text()
    assert "12,03" in text
    assert "rendah" in text
    for told in ("49,30", "73,69", "41,63"):
        assert told in text, told

    page.goto(page.url.split("/daerah/")[0] + "/banding/?a=pilkada-2020&b=2024&tingkat=province")
    assert "peringkat" in page.locator("main").inner_text().lower()

    page.goto(page.url.split("/banding/")[0] + "/peringkat/?edisi=2024")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).first.click()
    file = tmp_path / "skor.csv"
    waiting.value.save_as(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 35
    assert any(line.startswith("15,") and "12.03" in line for line in lines)


def test_without_scripts_everything_is_still_there(walk: Any) -> None:
    page = walk("/", scripts=False)
    page.get_by_role("combobox", name="Cari provinsi").fill("sarolangun")
    page.get_by_role("button", name="Cari").click()
    assert page.url.endswith("/daerah/15.03/")
    page.goto(page.url.split("/daerah/")[0] + "/")
    page.get_by_label("Tingkat").select_option("regency")
    page.get_by_role("button", name="Tampilkan").click()
    assert "tingkat=regency" in page.url
    assert page.locator("svg[data-map] a").count() == 514


def test_keyboard_alone_reaches_a_profile_from_the_map(walk: Any) -> None:
    page = walk("/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset ? document.activeElement.dataset.say || '' : ''"):
            break
    first = page.evaluate("document.activeElement.dataset.say")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.say")
    assert first
    assert second
    assert first != second
    assert page.locator("#baca").inner_text() == second
    page.keyboard.press("Enter")
    page.wait_for_url("**/daerah/**")


@pytest.mark.parametrize("medium", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_focus_and_pointer_are_seen_on_a_hexagon(walk: Any, medium: dict[str, Any]) -> None:
    page = walk("/")
    page.emulate_media(**medium, reduced_motion="reduce")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset ? document.activeElement.dataset.say || '' : ''"):
            break
    for _ in range(4):  # among neighbours, of which later ones lie above its border
        page.keyboard.press("ArrowRight")
    say = page.evaluate("document.activeElement.dataset.say")
    still(page)
    box = page.locator(f'svg[data-map] a[data-say="{say}"] use').first.bounding_box()
    part = {name: box[name] for name in ("x", "y", "width", "height")}
    page.mouse.move(1, 1)
    focused = seen(page, part)
    page.evaluate("document.activeElement.blur()")
    alone = seen(page, part)
    # A line of a pixel around it is some three times as long as it is wide.
    assert differing(alone, focused) > 3 * box["width"]
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert differing(alone, seen(page, part)) > box["width"]
    page.mouse.move(1, 1)
    assert differing(alone, seen(page, part)) == 0


def test_both_languages_lead_to_the_same_place(walk: Any) -> None:
    page = walk("/daerah/15/")
    page.get_by_role("link", name="English").first.click()
    assert page.url.endswith("/en/daerah/15/")
    assert "12.03" in page.locator("main").inner_text()
    page.get_by_role("link", name="Bahasa Indonesia").first.click()
    assert page.url.endswith("/daerah/15/")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "path",
    ["/", "/?tingkat=regency", "/peringkat/", "/daerah/15/", "/daerah/15.71/", "/banding/", "/metode/2024/", "/unduh/"],
)
def test_nothing_is_wider_than_the_screen(walk: Any, path: str, width: int) -> None:
    page = walk(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/daerah/15/", "/daerah/31/", "/en/daerah/15.71/"])
def test_a_profile_is_printed_on_one_page(walk: Any, tmp_path: Path, path: str) -> None:
    page = walk(path)
    page.pdf(path=tmp_path / "profile.pdf", prefer_css_page_size=True)
    with contextlib.closing(pypdfium2.PdfDocument(tmp_path / "profile.pdf")) as printed:
        assert len(printed) == 1
