"""The page of a release describes every file and column, and the page of data files every heading that is read."""

import re

import pytest

from ikp.io import observations, panel, points, streams
from tools import release_page

ROOT = release_page.ROOT


def test_every_file_and_column_of_the_example_is_described() -> None:
    assert release_page.undescribed() == []
    text = release_page.page()
    assert "| `node` | string | Code in the framework" in text
    assert "| `results/‹level›.csv` |" in text


def test_a_file_that_is_not_described_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_page, "FILES", {"release.json": "…"})
    assert "MANIFEST: no file of this name is described." in release_page.undescribed()


@pytest.mark.parametrize(
    "headings",
    [
        observations.OBSERVED_HEADINGS,
        panel.PANEL_HEADINGS,
        points.POINT_HEADINGS,
        points.PAIR_HEADINGS,
        streams.STREAM_HEADINGS,
    ],
    ids=["outcomes", "panel", "points", "pairs", "streams"],
)
def test_every_heading_that_is_read_is_written_down(headings: dict[str, tuple[str, ...]]) -> None:
    known = set(re.findall(r"\w+", (ROOT / "docs/reference/data-files.md").read_text("utf-8")))
    assert {name for names in headings.values() for name in names} - known == set()
