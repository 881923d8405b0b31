"""Pictures that leave the site: the map of a board, and the card of a unit for shared links.

They are drawn as SVG by templates and turned into PNG by vl-convert, which carries the font
Liberation Sans: the same picture on every machine. A sign that the font lacks would make the
renderer take another font for the whole line, so marks are drawn as shapes.
"""

import hashlib
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.audit.selectors import public_state
from ikpweb.kit.charts.drawing import png
from ikpweb.kit.formats import CONTENT_TYPES
from ikpweb.kit.memory import remembered
from ikpweb.maps.selectors import HexagonMap, hexagons, layout_of
from ikpweb.methodology.models import Edition
from ikpweb.portal.takeaway.asked import edition_of, level_of, one_of
from ikpweb.portal.takeaway.catalogue import File
from ikpweb.portal.takeaway.shapes import corners
from ikpweb.portal.takeaway.table import LEVELS, NotThereError
from ikpweb.runs.models import Run, Score
from ikpweb.runs.selectors import Board, board, boards_of
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["Shape", "card", "headline", "picture_of_map", "shapes_of"]

_MAP_WIDTH = 1200
#: Of a map, in the units of its layout: what the lines above and below it need.
_LEAST: Mapping[str, float] = {"province": 290.0, "regency": 740.0}
# Attributes rather than a style sheet: the policy of the site lets no picture bring styles of its own.
_FILLS = {
    "tinggi": "#9c2f1f",
    "sedang": "#e5b654",
    "rendah": "#6fb0bf",
    "tone-2": "#92b9a5",
    "tone-3": "#bcc38f",
    "tone-5": "#d18a4d",
    "tone-6": "#b85a36",
    "s1": "#dcecef",
    "s2": "#b5d3c8",
    "s3": "#e6c777",
    "s4": "#cf7f4a",
    "s5": "#8e2a1d",
}
#: Marks by tone, as `kit.categories.MARKS` has them: beside a name, and alone.
_SIGNS: Mapping[str, tuple[str, str]] = {
    "rendah": ("M0-1.6L2.6-6L-2.6-6Z", "M0 3.5L3.5-3L-3.5-3Z"),
    "tone-2": ("M-2.4-3.8L2-6.4L2-1.2Z", "M-3.4 0L3-3.5L3 3.5Z"),
    "tone-3": ("M0-6.4L2.6-3.8L0-1.2L-2.6-3.8Z", "M0-3.6L3.6 0L0 3.6L-3.6 0Z"),
    "tone-5": ("M-.8-6.2H.8V-4.6H2.4V-3H.8V-1.4H-.8V-3H-2.4V-4.6H-.8Z",
               "M-1.1-3.3H1.1V-1.1H3.3V1.1H1.1V3.3H-1.1V1.1H-3.3V-1.1H-1.1Z"),
    "tone-6": ("M2.4-3.8L-2-6.4L-2-1.2Z", "M3.4 0L-3-3.5L-3 3.5Z"),
    "tinggi": ("M0-6L2.6-1.6L-2.6-1.6Z", "M0-3.5L3.5 3L-3.5 3Z"),
}  # fmt: skip
_EDGE = mark_safe('stroke="#ffffff"')
_DASHED = mark_safe('stroke="#9aa6b0" stroke-width=".8" stroke-dasharray="2 2"')


@dataclass(frozen=True, slots=True)
class Shape:
    """A hexagon with its look; `marked` is the unit that the picture is about."""

    points: str
    look: str
    x: float
    y: float
    marked: bool = False
    lines: Sequence[str] = ()

    @property
    def fill(self) -> str:
        return _FILLS.get(self.look, "#ffffff")

    @property
    def sign(self) -> str:
        """The mark of its category as a path around the middle, higher up and smaller where a name stands below."""
        small, large = _SIGNS.get(self.look, ("", ""))
        return small if self.lines else large

    @property
    def dark(self) -> bool:
        """Whether what is written on it must be light."""
        return self.look in {"tinggi", "tone-6", "s5"}

    @property
    def sign_fill(self) -> str:
        return "#ffffff" if self.dark or self.look == "rendah" else "#1c2733"

    @property
    def stroke(self) -> SafeString:
        return _EDGE if self.look in _FILLS else _DASHED


@remembered(public_state, size=1024)
def headline(code: str) -> tuple[Board, Score] | None:
    """Choose the score that stands for a unit: the newest of a whole index, else the newest of all."""
    found = [(here, score) for here, score in boards_of(units()[code]) if score.total is not None or score.category]
    whole = [
        pair
        for pair in found
        if pair[0].edition.kind != Edition.Kind.RESULTS_ONLY and pair[0].run.reading == Run.Reading.OWN
    ]
    return next(iter(whole or found), None)


def picture_of_map(asked: Mapping[str, str], form: str) -> File:
    """Give the hexagon map of an edition as ``svg`` or ``png``, in the language of the page.

    Raises
    ------
    NotThereError, BadChoiceError
    """
    if form not in {"svg", "png"}:
        raise NotThereError(_("Peta tersedia sebagai svg dan png; datanya adalah skor."))
    reading = one_of(asked, "bacaan", ("own", "regencies"), "own")
    colour = one_of(asked, "warna", ("category", "score"), "category")
    where = (edition_of(asked).code, level_of(asked), reading)
    return _map_picture(where, colour, form, get_language() or "id")


@remembered(public_state, size=48)
def _map_picture(where: tuple[str, str, str], colour: str, form: str, language: str) -> File:
    here = board(*where)
    if here is None:
        raise NotThereError(_("Belum ada hasil yang terbit untuk pilihan ini."))
    left, top, width, height = _box(here)
    # A country of few units is drawn with room on both sides, so that the lines above and below the map fit.
    left, width = left - max(0.0, _LEAST[here.run.level] - width) / 2, max(width, _LEAST[here.run.level])
    drawn = render_to_string(
        "portal/pictures/map.svg",
        {
            "board": here,
            "colour": colour,
            "shapes": _shapes(here, colour),
            "left": left,
            "top": top - 34,
            "width": width,
            "height": height + 84,
            "foot": top + height,
            "title": here.edition.title,
        },
    )
    endings = f"{'-skor' if colour == 'score' else ''}{'-en' if language == 'en' else ''}"
    stem = f"ikp-{here.edition.code}-{LEVELS[here.run.level]}-peta{endings}"
    return _picture(drawn, stem, form, scale=_MAP_WIDTH / width)


def card(unit: Unit) -> File:
    """Give the picture of a unit for shared links, 1200 × 630, as PNG in the language of the page."""
    return _card(unit.code, get_language() or "id")


@remembered(public_state, size=64)
def _card(code: str, language: str) -> File:
    unit = units()[code]
    told = headline(code)
    context: dict[str, Any] = {"unit": unit, "name_size": round(min(72.0, 1900 / len(unit.name)), 1)}
    if told is not None:
        here, score = told
        left, top, width, height = _box(here)
        context |= {
            "board": here,
            "score": score,
            "place": here.place(code),
            "shapes": _shapes(here, "category", code),
            "view_box": f"{left} {top} {width} {height}",
        }
    drawn = render_to_string("portal/pictures/card.svg", context)
    return _picture(drawn, f"ikp-daerah-{code}{'-en' if language == 'en' else ''}", "png", scale=1)


def _box(here: Board) -> tuple[float, float, float, float]:
    left, top, width, height = map(float, layout_of(here.run.level, here.edition.launched).view_box.split())
    return left, top, width, height


def _shapes(here: Board, colour: str, marked: str = "") -> Sequence[Shape]:
    known = units()
    names = (lambda code: known[code].name) if here.run.level == "province" else None
    return shapes_of(hexagons(here, colour), names, marked)


def shapes_of(drawn: HexagonMap, names: Callable[[str], str] | None = None, marked: str = "") -> Sequence[Shape]:
    """Turn a map's hexagons into shapes; the marked one last, so that its outline lies above its neighbours.

    Parameters
    ----------
    names : callable, optional
        Gives what is written into the hexagon of a unit; without it, nothing is.
    """
    shapes = [
        Shape(
            " ".join(f"{u:.1f},{v:.1f}" for u, v in corners(each.x, each.y)),
            each.look,
            each.x,
            each.y,
            each.code == marked,
            textwrap.wrap(names(each.code), 11) if names else (),
        )
        for each in drawn.hexagons
    ]
    return sorted(shapes, key=lambda shape: shape.marked)


def _picture(drawn: str, stem: str, form: str, scale: float) -> File:
    content = drawn.encode() if form == "svg" else png(drawn, scale=scale)
    return File(f"{stem}.{form}", CONTENT_TYPES[form], content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
