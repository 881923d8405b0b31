"""What all charts share: the colours of the stylesheet, the type, and a frame of a fixed size."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ikpweb.kit.categories import look, scale, shape

__all__ = ["CATEGORIES", "SHAPES", "Chart", "band", "chart", "colour", "tint"]

Spec = dict[str, Any]

#: From the lowest.
CATEGORIES = scale()
#: The same marks as on the pages: a category is never told by its colour alone.
SHAPES: Mapping[str, str] = {code: shape(code) for code in (*CATEGORIES, "")}
#: How much of a tone remains in the ground of its band.
_BANDS: Mapping[str, float] = {"rendah": 0.3, "sedang": 0.32}
# The first one that is there is used; vl-convert itself carries Liberation Sans. Names are quoted:
# "Source Sans 3" is no bare word in CSS, and one bad name makes the renderer of PNGs leave out all
# text without a complaint.
_FONT = "'Source Sans 3', 'Segoe UI', 'Roboto', 'Helvetica Neue', 'Liberation Sans', 'Arial', sans-serif"


@dataclass(frozen=True)
class Chart:
    """A specification, its size in pixels, and what it shows in words."""

    spec: Spec = field(repr=False)
    width: int
    height: int
    alt: str


@cache
def _tokens() -> Mapping[str, str]:
    """Read the colours from the stylesheet, so that a picture never differs from its page."""
    css = (files("ikpweb.portal") / "static" / "portal" / "portal.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{6})\s*;", css))


def colour(name: str) -> str:
    """Give a colour token, such as ``ink``, or that of a category."""
    return _tokens()[look(name) or name]


def tint(name: str, share: float) -> str:
    """Give a colour token mixed with paper; ``share`` is how much of it remains."""

    def parts(code: str) -> list[int]:
        return [int(code[i : i + 2], 16) for i in (1, 3, 5)]

    mixed = [
        round(share * ink + (1 - share) * paper)
        for ink, paper in zip(parts(colour(name)), parts(colour("paper")), strict=True)
    ]
    return "#" + "".join(f"{part:02x}" for part in mixed)


def band(name: str) -> str:
    """Give the ground colour of a category's band."""
    return tint(name, _BANDS.get(look(name), 0.22))


def chart(width: int, height: int, layers: Sequence[Spec], alt: str, *, size: int = 13, pad: int = 4) -> Chart:
    """Frame layers: the picture, axes included, is exactly as large as said, so that pages do not jump."""
    ink, soft, line = colour("ink"), colour("ink-soft"), colour("line")
    spec: Spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": alt,
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": pad,
        "background": colour("paper"),
        "layer": list(layers),
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": size,
                "titleFontSize": size,
                "labelColor": soft,
                "titleColor": soft,
                "titleFontWeight": "normal",
                "gridColor": line,
                "domain": False,
                "ticks": False,
                "labelPadding": 6,
            },
            "text": {"fontSize": size, "color": ink},
        },
    }
    return Chart(spec, width, height, alt)
