"""Marks of categories in pictures: shapes rather than signs, as the font of pictures may lack a sign."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ikpweb.kit import categories
from ikpweb.kit.charts.theme import colour
from ikpweb.kit.country import country

register = template.Library()

#: Corners of each shape in a square of 1, from its upper left.
_CORNERS: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    "triangle-down": ((0, 0), (1, 0), (0.5, 1)),
    "triangle-left": ((1, 0), (1, 1), (0, 0.5)),
    "triangle-right": ((0, 0), (1, 0.5), (0, 1)),
    "triangle-up": ((0.5, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "square": ((0, 0), (1, 0), (1, 1), (0, 1)),
    "cross": (
        *((0.35, 0), (0.65, 0), (0.65, 0.35), (1, 0.35), (1, 0.65), (0.65, 0.65)),
        *((0.65, 1), (0.35, 1), (0.35, 0.65), (0, 0.65), (0, 0.35), (0.35, 0.35)),
    ),
}


class Entry(NamedTuple):
    """An entry of a legend: a category, its word, and where it begins."""

    code: str
    word: str
    x: float


@register.simple_tag
def svg_mark(code: str, size: float) -> SafeString:
    """Draw the mark of a category, as wide and high as `size`; it stands on the line of the text beside it."""
    shape, fill = categories.shape(code), colour(code)
    if shape == "circle":
        return format_html('<circle fill="{}" cx="{}" cy="{}" r="{}"/>', fill, size / 2, -0.45 * size, size / 2)
    corners = "L".join(f"{size * x:g} {size * (y - 0.95):g}" for x, y in _CORNERS[shape])
    return format_html('<path fill="{}" d="M{}Z"/>', fill, corners)


@register.simple_tag
def legend_entries() -> list[Entry]:
    """Give the categories of the country from the highest, each as far along as the words before it are long."""
    entries, x = [], 0.0
    for code, word in (*categories.words().items(), ("", "")):
        entries.append(Entry(code, word, x))
        x += 38 + 7 * len(word)
    return entries


@register.filter
def category_word(code: str) -> str:
    """Name a category in the language of the page."""
    return categories.word(code)


@register.simple_tag
def index_mark() -> str:
    """Give the abbreviation of the country's index."""
    here = country()
    return here.said(here.short)
