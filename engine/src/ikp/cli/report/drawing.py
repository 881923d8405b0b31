"""How a chart is drawn: from a Vega-Lite specification to two SVGs that can stand in a page.

The specifications are plain data: building them through Altair would cost every
computation its import, longer than the computation itself.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from ikp.cli.language import lang

__all__ = ["GRID", "INK", "NEUTRAL", "QUIET", "SEQUENCE", "Drawing", "Size", "Spec", "draw", "names_axis"]

Spec = dict[str, Any]
Size = Literal["wide", "narrow"]
SIZES: tuple[Size, ...] = ("wide", "narrow")

INK, QUIET, GRID, NEUTRAL = "#1b1f24", "#57606a", "#e4e7eb", "#6e7781"
#: One hue from light to dark, safe for every kind of colour vision and in grey print.
SEQUENCE = ["#f1f6fb", "#c9dff0", "#8fbfe0", "#4a94c8", "#1f6aa5", "#0b3c68"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as two SVGs, one for wide and one for narrow screens, with a text for those who do not see it."""

    wide: str
    narrow: str
    alt: str


def names_axis(field: str, order: Sequence[str], limit: int) -> Spec:
    """Give an axis of names in their order, with the room that they need, at most `limit` pixels."""
    # Room for the names is kept by count: the reader's font may be wider than the one that was measured here.
    room = round(1.15 * min(limit, 6 * max(map(len, order))))
    axis = {"title": None, "labelLimit": limit, "minExtent": room, "ticks": False, "domain": False}
    return {"field": field, "type": "nominal", "sort": list(order), "axis": axis}


_CONFIG: Spec = {
    "background": None,
    "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": QUIET,
        "gridColor": GRID,
        "domainColor": QUIET,
        "tickColor": QUIET,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    },
    "axisY": {"grid": False},
}
_NUMBERS = {
    "id": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
}
_drawn = 0


def draw(spec: Callable[[Size], Spec], alt: str) -> Drawing:
    """Draw a specification, which depends on the size, and name it for screen readers."""
    import vl_convert

    drawn = {}
    for size in SIZES:
        svg = vl_convert.vegalite_to_svg({"config": _CONFIG, **spec(size)}, format_locale=_NUMBERS[lang()])
        drawn[size] = _embed(svg, alt, size)
    return Drawing(drawn["wide"], drawn["narrow"], alt)


def _embed(svg: str, alt: str, size: Size) -> str:
    """Make an SVG fit to stand in a page: scalable, named for screen readers, with ids of its own.

    Several pictures on one page would otherwise share ``clip0`` and cut each other.
    """
    global _drawn  # noqa: PLW0603 - a counter, so that no two pictures share an id
    _drawn += 1
    svg = re.sub(r'\b(id="|url\(#|xlink:href="#|href="#)', rf"\g<1>c{_drawn}-", svg)
    svg = re.sub(r' (?:role|aria-\w+)="[^"]*"', "", svg)
    width = re.search(r'width="([\d.]+)"', svg)
    natural = f' style="max-width:{width[1]}px"' if width else ""
    opened = f'<svg role="img" aria-label="{escape(alt, quote=True)}" focusable="false"{natural} '
    svg = re.sub(r'^<svg (.*?)width="[\d.]+" height="[\d.]+"', lambda found: opened + found[1], svg, count=1)
    return svg.replace('class="marks"', f'class="{size}"', 1)
