"""What an eye sees: how many pixels of a part of the screen differ between two moments."""

from io import BytesIO

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page

__all__ = ["differing", "seen"]

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
