"""The maps of a board, ready to be drawn: hexagons, and shapes where boundaries were imported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from ikpweb.audit.selectors import public_state
from ikpweb.kit.categories import look as look_of
from ikpweb.kit.categories import mark, word
from ikpweb.kit.country import country
from ikpweb.kit.memory import remembered
from ikpweb.maps.layout import SIZE, Layout, layout
from ikpweb.maps.models import BoundaryLayer
from ikpweb.runs.models import Score
from ikpweb.runs.selectors import Board
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = [
    "GeoMap",
    "Hexagon",
    "HexagonMap",
    "drawn",
    "geomap",
    "hexagons",
    "layer",
    "layer_in_force",
    "layout_of",
    "tiled",
]


@dataclass(frozen=True, slots=True)
class Hexagon:
    """One unit on the map."""

    code: str
    url: str
    x: float
    y: float
    look: str
    mark: str
    say: str


@dataclass(frozen=True)
class HexagonMap:
    """All hexagons of a map with the shape that they share."""

    view_box: str
    shape: str
    labelled: bool
    hexagons: Sequence[Hexagon]
    #: Units without a published category, whatever the colours show.
    missing: int


def layout_of(level: str, launched: date | None) -> Layout:
    """Choose the layout: 34 provinces for editions before the registry of 38."""
    if level == "regency":
        return layout("regency")
    # Results of Pilkada 2024 are the first that were published for the new provinces.
    return layout("province" if launched is not None and launched >= date(2023, 1, 1) else "province-34")


def hexagons(board: Board, colour: str) -> HexagonMap:
    """Draw a board; a unit without a published score is drawn as such, never as zero."""
    return _hexagons(board, colour, get_language() or "id")


@remembered(public_state, size=64)
def _hexagons(board: Board, colour: str, _language: str) -> HexagonMap:
    return drawn(board, colour, lambda code: reverse("portal:unit", args=[code]), board.edition.launched)


def drawn(board: Board, colour: str, address: Callable[[str], str], day: date | None) -> HexagonMap:
    """Draw a board anew, with the units of a day; `address` leads from a unit's code to its page."""
    grid = layout_of(board.run.level, day)
    missing = sum(not (score and score.category) for score in map(board.scores.get, grid.cells))
    return tiled(
        grid,
        address,
        lambda unit: _told(unit, board.scores.get(unit.code), colour),
        missing=missing,
        labelled=board.run.level == "province",
    )


def tiled(
    grid: Layout,
    address: Callable[[str], str],
    tell: Callable[[Unit], tuple[str, str, str]],
    *,
    missing: int,
    labelled: bool = False,
) -> HexagonMap:
    """Draw a hexagon per unit of a layout.

    Parameters
    ----------
    address : callable
        Leads from a unit's code to its page; gives nothing where there is none.
    tell : callable
        Gives what the hexagon of a unit looks like, its mark, and what it says.
    missing : int
        Units of which nothing is known.
    """
    known = units()
    shown = [Hexagon(code, address(code), *grid.centre(code), *tell(known[code])) for code in sorted(grid.cells)]
    # Only Indonesia's have letters that they are known by.
    return HexagonMap(grid.view_box, _shape(), labelled and country().is_shipped, shown, missing)


def _shape() -> str:
    """Give the path of the hexagon that all units of a map share."""
    points = [(0, -SIZE), (0.866 * SIZE, -SIZE / 2), (0.866 * SIZE, SIZE / 2), (0, SIZE), (-0.866 * SIZE, SIZE / 2)]
    points.append((-0.866 * SIZE, -SIZE / 2))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _told(unit: Unit, score: Score | None, colour: str) -> tuple[str, str, str]:
    category = score.category if score else ""
    total = score.total if score else None
    if colour == "score":
        look = "none" if total is None else f"s{min(int(total // 20) + 1, 5)}"
    else:
        look = look_of(category) or "none"
    words = [unit.name]
    words.append(gettext("skor belum terbit") if total is None else number_format(round(total, 2), 2))
    if category:
        words.append(word(category))
    return look, mark(category), " · ".join(words)


@dataclass(frozen=True)
class GeoMap:
    """What the browser needs to colour imported boundaries; the shapes are a file of their own."""

    name: str
    source: str
    licence: str
    missing: int
    data: Mapping[str, Any]


def geomap(board: Board, colour: str) -> GeoMap | None:
    """Give the geographic map of a board, or None where no boundaries are in force at its edition's time."""
    grid = layout_of(board.run.level, board.edition.launched)
    found = layer_in_force(grid.name, board.edition.launched or timezone.localdate())
    return None if found is None else _geomap(board, colour, get_language() or "id", found)


@remembered(public_state)
def layer_in_force(level: str, day: date) -> BoundaryLayer | None:
    """Give a level of the set in force on a day; of several, the one that began last."""
    layers = BoundaryLayer.objects.filter(level=level).select_related("boundary_set").defer("gzipped", "brotlied")
    fitting = [
        each
        for each in layers
        if (each.boundary_set.valid_from or date.min) <= day < (each.boundary_set.valid_to or date.max)
    ]
    return max(fitting, key=lambda each: (each.boundary_set.valid_from or date.min, each.pk), default=None)


@remembered(public_state, size=64)
def _geomap(board: Board, colour: str, _language: str, found: BoundaryLayer) -> GeoMap:
    drawn = {hexagon.code: hexagon for hexagon in hexagons(board, colour).hexagons}
    kept = found.boundary_set
    shapes = reverse("maps:boundaries", args=[kept.name, found.level])
    data = {
        # The digest in the address lets browsers keep the file for good.
        "shapes": f"{shapes}?v={found.digest[:12]}",
        "profile": reverse("portal:unit", args=["0"]),
        "bounds": found.bounds,
        "units": {
            code: [drawn[code].look, drawn[code].mark, drawn[code].say, *found.points[code]]
            for code in sorted(found.points)
            if code in drawn
        },
    }
    return GeoMap(kept.name, kept.source or kept.file_name, kept.licence, len(drawn.keys() - found.points.keys()), data)


def layer(name: str, level: str) -> BoundaryLayer | None:
    """Give a level of a set with the packed shapes, or None."""
    return BoundaryLayer.objects.filter(boundary_set__name=name, level=level).first()
