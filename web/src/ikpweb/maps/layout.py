"""The hexagon layouts of the country, and the drawing of one as SVG shapes."""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ikpweb.kit.country import country

if TYPE_CHECKING:  # what computes layouts needs much of SciPy; what reads them does not
    from ikpweb.maps.hexagons import Cell

__all__ = ["SHIPPED", "SIZE", "Layout", "layout"]

#: What ``ikp-web hexagons`` computed: for Indonesia in the package, for another country in its folder.
SHIPPED = files("ikpweb.maps") / "data" / "hexagons.csv" if country().is_shipped else country().folder / "hexagons.csv"

#: Radius of a hexagon in the drawing's units.
SIZE = 10.0
_WIDTH = math.sqrt(3) * SIZE


@dataclass(frozen=True)
class Layout:
    """Where the hexagon of every unit stands."""

    name: str
    cells: "Mapping[str, Cell]"

    @property
    def view_box(self) -> str:
        columns, rows = zip(*self.cells.values(), strict=True)
        left, top = min(columns) * _WIDTH, 1.5 * min(rows) * SIZE
        width = (max(columns) + 1.5) * _WIDTH - left
        height = (1.5 * max(rows) + 2) * SIZE - top
        return f"{left - 2:g} {top - 2:g} {width + 4:.1f} {height + 4:.1f}"

    def centre(self, code: str) -> tuple[float, float]:
        """Give the middle of a unit's hexagon."""
        column, row = self.cells[code]
        return round((column + 0.5 * (row % 2) + 0.5) * _WIDTH, 1), round((1.5 * row + 1) * SIZE, 1)


@cache
def layout(name: str) -> Layout:
    """Load a layout: ``regency`` (514), ``province`` (38) or ``province-34``.

    Raises
    ------
    KeyError
        If there is no such layout.
    """
    with SHIPPED.open(encoding="utf-8") as file:
        cells = {
            row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(file) if row["layout"] == name
        }
    if not cells:
        raise KeyError(name)
    return Layout(name, cells)
