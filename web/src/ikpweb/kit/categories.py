"""The categories on screen: word, colour, shape and mark by a category's place among those of the country.

A category is never told by its colour alone: shapes and marks differ as well. There are seven tones from the
lowest to the highest; with three categories they are the first, the middle and the last.
"""

from collections.abc import Mapping
from typing import Final

from ikpweb.kit.country import country

__all__ = ["MARKS", "TONES", "highest", "look", "lowest", "mark", "scale", "shape", "strong", "word", "words"]

#: Names of colours and classes in the stylesheet, from the lowest. Three have kept the names of Indonesia's.
TONES: Final = ("rendah", "tone-2", "tone-3", "sedang", "tone-5", "tone-6", "tinggi")
MARKS: Final[Mapping[str, str]] = {
    "rendah": "▽", "tone-2": "◁", "tone-3": "◇", "sedang": "", "tone-5": "✚", "tone-6": "▶", "tinggi": "▲",
}  # fmt: skip
_SHAPES: Final[Mapping[str, str]] = {
    "rendah": "triangle-down", "tone-2": "triangle-left", "tone-3": "diamond", "sedang": "circle",
    "tone-5": "cross", "tone-6": "triangle-right", "tinggi": "triangle-up", "": "square",
}  # fmt: skip


def scale() -> tuple[str, ...]:
    """Give the codes of the country's categories, from the lowest."""
    return country().scale


def lowest() -> str:
    """Give the code of the lowest category."""
    return scale()[0]


def highest() -> str:
    """Give the code of the highest category."""
    return scale()[-1]


def look(code: str) -> str:
    """Name the colour and class of a category; none for what is no category of the country."""
    codes = scale()
    if code not in codes:
        return ""
    return TONES[round((len(TONES) - 1) * codes.index(code) / (len(codes) - 1))]


def mark(code: str) -> str:
    """Give the sign of a category in plain text; a middle one has none."""
    return MARKS.get(look(code), "")


def shape(code: str) -> str:
    """Give the point of a category on a chart; a square for what has none."""
    return _SHAPES[look(code)]


def strong(code: str) -> bool:
    """Tell whether what is written on the colour of a category must be light."""
    return look(code) in {"tinggi", "tone-6"}


def word(code: str) -> str:
    """Name a category in the language of the page; what is none stays as it is."""
    found = {category.code: category for category in country().categories}
    return country().said(found[code].names) if code in found else code


def words() -> dict[str, str]:
    """Name all categories in the language of the page, from the highest."""
    return {code: word(code) for code in reversed(scale())}
