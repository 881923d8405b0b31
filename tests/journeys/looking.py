"""What an eye sees: how many pixels of a part of the screen differ between two moments."""

from io import BytesIO

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page

__all__ = ["differing", "seen", "still"]

#: A difference of a channel that an eye sees; smoothed edges differ by less.
_LEAST = 60


def seen(page: Page, part: FloatRect) -> Image.Image:
    """Give a picture of a part of the screen."""
    picture = page.screenshot(clip=part, animations="disabled", caret="hide")
    return Image.open(BytesIO(picture)).convert("RGB")


def differing(before: Image.Image, after: Image.Image) -> int:
    """Count the pixels that an eye sees to differ."""
    bands = ImageChops.difference(before, after).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(most.histogram()[_LEAST:])


def still(page: Page) -> None:
    """Wait until the page no longer moves: it is scrolled to what the keyboard reaches, in several frames."""
    before = -1.0
    for _ in range(50):
        now = page.evaluate("new Promise(done => setTimeout(() => done(scrollY), 100))")
        if now == before:
            return
        before = now
    message = "the page does not come to rest"
    raise AssertionError(message)
