"""Maps of a dimension and of an indicator: a hexagon a unit, in five steps, with a mark beside the colour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.maps.selectors import HexagonMap, layout_of, tiled
from ikpweb.prevention.engine import EDITION
from ikpweb.runs.selectors import Board, board
from ikpweb.territory.models import Unit

__all__ = ["Drawn", "dimension_map", "driver_map"]

#: Who is in the highest or lowest step is told by a mark too.
_MARKS = {"s5": "▲", "s1": "▽"}


@dataclass(frozen=True)
class Drawn:
    """A map with what it was drawn from; ``most`` is the largest value, where the steps are shares of it."""

    map: HexagonMap
    board: Board
    count: int
    most: float | None = None


def dimension_map(dimension: str) -> Drawn | None:
    """Draw the published provincial scores of a dimension, or give None where there are none."""
    return _dimension_map(dimension, get_language() or "id")


@remembered(public_state, size=16)
def _dimension_map(dimension: str, _language: str) -> Drawn | None:
    here = board(EDITION, "province")
    if here is None:
        return None
    values = {code: score.parts.get(dimension) for code, score in here.scores.items()}
    known = {code: value for code, value in values.items() if value is not None}
    if not known:
        return None
    return Drawn(_drawn(here, known, 100.0, _profile), here, len(known))


def driver_map(here: Board, indicator: str, address: Callable[[str], str]) -> Drawn:
    """Draw what an indicator brings to the total of each unit, in steps of the largest value on the board.

    Parameters
    ----------
    here : Board
        Of a computed run.
    address : callable
        Leads from a unit's code to its page.
    """
    found = {code: score.contributions.get(indicator) for code, score in here.scores.items() if score.contributions}
    known = {code: value for code, value in found.items() if value is not None}
    most = max(known.values(), default=0.0)
    return Drawn(_drawn(here, known, most or 1.0, address), here, len(known), most)


def _profile(code: str) -> str:
    return reverse("portal:unit", args=[code])


def _drawn(here: Board, known: Mapping[str, float], whole: float, address: Callable[[str], str]) -> HexagonMap:
    grid = layout_of(here.run.level, here.edition.launched)

    def tell(unit: Unit) -> tuple[str, str, str]:
        value = known.get(unit.code)
        if value is None:
            return "none", "", f"{unit.name} · {gettext('tidak diketahui')}"
        look = f"s{min(int(5 * value / whole) + 1, 5)}"
        return look, _MARKS.get(look, ""), f"{unit.name} · {number_format(round(value, 2), 2)}"

    missing = sum(code not in known for code in grid.cells)
    return tiled(grid, address, tell, missing=missing, labelled=here.run.level == "province")
