"""axe finds nothing on any page, wide or narrow, in either language."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Visits
from tests.journeys.reading import faults

PAGES = [
    "/",
    "/?tingkat=regency&warna=score",
    "/peringkat/",
    "/peringkat/?tingkat=regency",
    "/daerah/15/",
    "/daerah/15.71/",
    "/banding/",
    "/banding/?daerah=15,31.71",
    "/banding/?a=pilkada-2020&b=2024&tingkat=province",
    "/metode/",
    "/metode/2024/",
    "/metode/pilkada-2024/",
    "/validasi/",
    "/indikator/I03/",
    "/tindakan/",
    "/tahapan/",
    "/unduh/",
    "/rilis/",
    "/kasus/jambi/",
    "/cari/?q=ban",
    "/api/v1/docs",
]


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Visits]:
    """Give a reader who goes from page to page."""
    visits = Visits(browser, address)
    yield visits
    visits.end()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(reader: Visits, path: str, language: str) -> None:
    if path.startswith("/api/") and language:
        path, language = path + "?lang=en", ""
    page = reader.read(language + path, width=390 if language else 1280)
    assert faults(page) == []
    assert reader.said == []


@pytest.mark.parametrize(
    "path", ["/", "/daerah/15/", "/peringkat/", "/metode/2024/", "/validasi/", "/banding/?a=2019&b=2024"]
)
def test_nothing_is_wider_than_a_telephone(reader: Visits, path: str) -> None:
    page = reader.read(path, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # A table may scroll in its frame; the sentence below it is read without.
    words = """() => [...document.querySelectorAll(".table-frame caption")].map((caption) => {
        const said = document.createRange();
        said.selectNodeContents(caption);
        return said.getBoundingClientRect().right - caption.closest(".table-frame").getBoundingClientRect().right;
    })"""
    assert [beyond for beyond in page.evaluate(words) if beyond > 1] == []
