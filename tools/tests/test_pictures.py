"""Pictures of the documentation: each is made by a walk, lies in the tree, and is small; each page names only such."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs/pictures"


def kept() -> set[str]:
    return {path.stem for path in FOLDER.glob("*.webp")}


def test_every_picture_that_a_page_names_exists_and_every_one_is_named() -> None:
    named = {
        name
        for page in (ROOT / "docs").rglob("*.md")
        for name in re.findall(r"\(\.\./pictures/([\w-]+)\.webp\)", page.read_text("utf-8"))
    }
    assert named == kept()


def test_every_picture_is_made_by_a_walk_and_every_one_that_is_made_is_kept() -> None:
    made: set[str] = set()
    for walk in (ROOT / "tests/journeys").glob("test_*.py"):
        text = walk.read_text("utf-8")
        if "import picture" in text:
            made |= set(re.findall(r'picture\(page, "([\w-]+)"\)', text))
            for table in re.findall(r"picture\(page, name\)", text):
                assert table
                made |= set(re.findall(r'^ +\("([\w-]+)", f?"/', text, re.MULTILINE))
    assert made == kept()


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3_000_000
    assert {path.suffix for path in FOLDER.iterdir()} == {".webp"}
