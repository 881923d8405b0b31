"""A release from its draft to a stranger: two people, a correction, what changed, and the zip verified elsewhere."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import FORMS, Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

_SCRIPT = """
from web.tests.publication import releasing
releasing.opened = lambda: opened("rilis")
computation = releasing.computed()
tell({"computation": computation.pk, **{role: session(member(role, "0")) for role in ("publisher", "head")}})
"""
_WORDS = {
    "": {
        "freeze": "Bekukan dan tandatangani",
        "waits": "menunggu orang kedua",
        "first": "Ini rilis pertama",
        "notice": "Pemberitahuan perbaikan",
        "detail": "Rincian masukan yang diterbitkan",
        "newer": "Ada versi yang lebih baru",
        "rows": "daerah ditampilkan",
    },
    "/en": {
        "freeze": "Freeze and sign",
        "waits": "waits for a second person",
        "first": "This is the first release",
        "notice": "Correction notice",
        "detail": "Detail of the published inputs",
        "newer": "There is a newer version",
        "rows": "units shown",
    },
}


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, Any]:
    """Give a computation of a frozen cycle, and the sessions of two people of the centre."""
    found: dict[str, Any] = seed(platform.environment, _SCRIPT)
    return found


def drafted(page: Page, people: dict[str, Any], changes: str, detail: str) -> str:
    """Fill in the form of a draft; give the address of the draft."""
    page.locator("[name=computation]").select_option(str(people["computation"]))
    page.locator("[name=code]").fill("ikp-jalan")
    page.locator("[name=title_id]").fill("IKP perjalanan")
    page.locator("[name=title_en]").fill("IKP of a journey")
    page.locator("[name=changes]").fill(changes)
    page.locator("[name=detail]").select_option(detail)
    page.locator("form.form button").click()
    expect(page.locator("h1")).to_contain_text("ikp-jalan.")
    return page.url


@pytest.mark.parametrize("width", FORMS["width"])
def test_from_the_draft_to_a_stranger_who_verifies_it(
    walk: Visits, people: dict[str, Any], platform: Platform, tmp_path: Path, width: int
) -> None:
    language = "" if width == FORMS["width"][0] else "/en"
    words = _WORDS[language]

    def released(changes: str, detail: str) -> None:
        page = walk(f"{language}/kantor/rilis/baru/", people["publisher"], width=width)
        draft = drafted(page, people, changes, detail).removeprefix(walk.address)
        expect(page.locator("main")).to_contain_text(words["waits"])
        expect(page.get_by_role("button", name=words["freeze"])).to_have_count(0)
        second = walk(draft, people["head"], width=width)
        second.get_by_role("button", name=words["freeze"]).click()
        expect(second.locator("main .digest").first).to_be_visible(timeout=120_000)

    released("Rilis pertama dari perjalanan.", "indicators")
    page = walk(f"{language}/rilis/ikp-jalan.1/", width=width)
    expect(page.locator("figure.map svg a")).to_have_count(38)
    readable(page)
    page.goto(f"{walk.address}{language}/rilis/ikp-jalan.1/perubahan/")
    expect(page.locator("main")).to_contain_text(words["first"])

    released("Perbaikan: rincian indikator tidak diterbitkan lagi.", "dimensions")
    page.goto(f"{walk.address}{language}/rilis/ikp-jalan.2/perubahan/")
    for told in (words["notice"], "Perbaikan: rincian indikator", words["detail"], "indicators → dimensions"):
        expect(page.locator("main")).to_contain_text(told)
    readable(page)

    page.goto(f"{walk.address}{language}/rilis/ikp-jalan.1/tingkat/regency/")
    expect(page.locator("main")).to_contain_text(words["newer"])
    page.locator("[name=cari]").fill("jakarta")
    page.locator("[name=cari]").press("Enter")
    expect(page.get_by_role("status")).to_have_text(f"5 {words['rows']}")
    readable(page)
    page.locator("#baris a", has_text="Jakarta Timur").click()
    expect(page.locator("h1")).to_contain_text("Jakarta Timur")
    readable(page)
    page.goto(f"{walk.address}{language}/rilis/ikp-jalan.2/sematan/")
    readable(page)
    page.goto(f"{walk.address}{language}/rilis/ikp-jalan.2/sematan/peta-province/")
    readable(page)

    page.goto(f"{walk.address}{language}/rilis/ikp-jalan.2/")
    with page.expect_download() as download:
        page.locator("a.button[href$='.zip']").click()
    download.value.save_as(tmp_path / "ikp-jalan.2.zip")
    with page.expect_download() as download:
        page.locator("a[href$='kunci.pem']").first.click()
    download.value.save_as(tmp_path / "ikp-release.pem")
    command = [str(Path(sys.executable).parent / "ikp"), "verify", "ikp-jalan.2.zip", "--key", "ikp-release.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
