"""The hexagon map of a board, ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from ikpweb.audit.selectors import state
from ikpweb.kit.memory import remembered
from ikpweb.maps.layout import SIZE, Layout, layout
from ikpweb.runs.models import Score
from ikpweb.runs.selectors import Board
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["Hexagon", "HexagonMap", "hexagons", "layout_of"]


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
    missing: int


def layout_of(level: str, launched: date | None) -> Layout:
    """Choose the layout: 34 provinces for editions before the registry of 38."""
    if level == "regency":
        return layout("regency")
    # Results of Pilkada 2024 are the first that were published for the new provinces.
    return layout("province" if launched is not None and launched >= date(2023, 1, 1) else "province-34")


def hexagons(board: Board, colour: str) -> HexagonMap:
    """Draw a board; a unit without a published score is drawn as such, never as zero."""
    return _hexagons(board, colour, get_language() or "id", state())


@remembered(state, size=64)
def _hexagons(board: Board, colour: str, language: str, _state: int) -> HexagonMap:
    grid = layout_of(board.run.level, board.edition.launched)
    known = units()
    drawn = [_hexagon(known[code], grid, board.scores.get(code), colour) for code in sorted(grid.cells)]
    points = [(0, -SIZE), (0.866 * SIZE, -SIZE / 2), (0.866 * SIZE, SIZE / 2), (0, SIZE), (-0.866 * SIZE, SIZE / 2)]
    points.append((-0.866 * SIZE, -SIZE / 2))
    shape = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
    missing = sum(not hexagon.mark and hexagon.look == "none" for hexagon in drawn)
    return HexagonMap(grid.view_box, shape, board.run.level == "province", drawn, missing)


def _hexagon(unit: Unit, grid: Layout, score: Score | None, colour: str) -> Hexagon:
    x, y = grid.centre(unit.code)
    category = score.category if score else ""
    total = score.total if score else None
    if colour == "score":
        look = "none" if total is None else f"s{min(int(total // 20) + 1, 5)}"
    else:
        look = category or "none"
    words = [unit.name]
    words.append(gettext("skor belum terbit") if total is None else number_format(total, 2))
    if category:
        words.append({"tinggi": gettext("tinggi"), "sedang": gettext("sedang"), "rendah": gettext("rendah")}[category])
    mark = {"tinggi": "▲", "rendah": "▽"}.get(category, "")
    return Hexagon(unit.code, reverse("portal:unit", args=[unit.code]), x, y, look, mark, " · ".join(words))
