"""Pictures of pages for the documentation, made by the walks themselves so that they never age: `make pictures`.

A walk calls ``picture(page, "name")`` where a page looks as the documentation shows it. Without ``IKP_PICTURES=1``
nothing happens; with it, `docs/pictures/<name>.webp` is written anew. `tools/tests/test_pictures.py` holds the pages
to the pictures, and the pictures to the walks.
"""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

__all__ = ["picture"]

FOLDER = Path(__file__).resolve().parents[2] / "docs/pictures"
#: Wide enough to read in a column of text, and small enough for a repository.
WIDTH, MOST = 900, 1100


def picture(page: Page, name: str) -> None:
    """Keep what a page shows under a name, if somebody asked for pictures."""
    if os.environ.get("IKP_PICTURES") != "1":
        return
    page.evaluate("scrollTo(0, 0)")
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide", full_page=True)))
    small = shot.convert("RGB").resize((WIDTH, round(shot.height * WIDTH / shot.width)), Image.Resampling.LANCZOS)
    FOLDER.mkdir(exist_ok=True)
    small.crop((0, 0, WIDTH, min(small.height, MOST))).save(FOLDER / f"{name}.webp", quality=55, method=6)
