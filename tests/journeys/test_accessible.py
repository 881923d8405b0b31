"""axe finds nothing on any page, wide or narrow, in either language."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

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
    "/unduh/",
    "/cari/?q=ban",
    "/api/v1/docs",
]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(walk: Any, path: str, language: str) -> None:
    if path.startswith("/api/") and language:
        path, language = path + "?lang=en", ""
    page = walk(language + path, width=390 if language else 1280)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    told = [
        f"{v['id']}: {v['help']} ({len(v['nodes'])}) {v['nodes'][0]['html'][:160]}"
        for v in found.response["violations"]
    ]
    assert told == []
