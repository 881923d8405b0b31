"""The map of how far offices are: the same hexagons as the index has, in four steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

from ikpweb.collection.models import Cycle
from ikpweb.maps.layout import Layout
from ikpweb.maps.selectors import layout_of
from ikpweb.oversight.selectors import OfficeProgress

__all__ = ["MARKS", "Cell", "Placed", "ProgressMap", "progress_map", "view_box"]

#: Each step has a mark besides its colour.
MARKS: Mapping[str, str] = {"not-started": "", "in-progress": "◔", "submitted": "◑", "verified": "●"}


#: In the units of the drawing, in which the country is some 1,000 wide.
_LEAST_WIDTH = 420.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One office on the map."""

    url: str
    x: float
    y: float
    status: str
    mark: str
    say: str


@dataclass(frozen=True)
class ProgressMap:
    """The hexagons of the offices that may be seen."""

    view_box: str
    cells: Sequence[Cell]


def progress_map(cycle: Cycle, offices: Sequence[OfficeProgress], level: str) -> ProgressMap:
    """Draw the offices of a level."""
    grid: Layout = layout_of(level, cycle.registry_date)
    cells = []
    for each in offices:
        # The code of an office is that of its unit.
        if each.office.level == level and each.office.pk in grid.cells:
            x, y = grid.centre(each.office.pk)
            say = f"{each.office.name} · {each.label} · {each.answered}/{each.asked}"
            url = reverse("board:office", args=[cycle.pk, each.office.pk])
            cells.append(Cell(url, x, y, each.status, MARKS[each.status], say))
    return ProgressMap(view_box(cells), cells)


class Placed(Protocol):
    """Whatever has its middle somewhere on the drawing."""

    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...


def view_box(cells: Sequence[Placed]) -> str:
    """Show the part of the country that has offices here: a province fills the map as the country does.

    Almost half of the whole width is shown, so that a few hexagons do not become giants.
    """
    if not cells:
        return "0 0 1 1"
    left, right = min(cell.x for cell in cells) - 11, max(cell.x for cell in cells) + 11
    top, bottom = min(cell.y for cell in cells) - 12, max(cell.y for cell in cells) + 12
    spare = max(_LEAST_WIDTH - (right - left), 0) / 2
    return f"{left - spare:.1f} {top:.1f} {right - left + 2 * spare:.1f} {bottom - top:.1f}"
