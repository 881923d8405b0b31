"""Draw the three hexagon layouts from the registry, and measure how good they are.

The package ships what this computed (``data/hexagons.csv``); ``ikp-web hexagons`` computes
it again, and ``ikp-web hexagons --check`` says whether the two are the same.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay

from ikpweb.kit.country import country
from ikpweb.maps.hexagons import Cell, centre, components, place, touching
from ikpweb.territory.models import Unit

__all__ = ["ISLANDS", "LAYOUTS", "SEEDS", "Quality", "draft", "gabriel", "island", "quality", "to_csv"]

#: The seeds of the layouts that the package ships: the best of the first six for each.
SEEDS: Mapping[str, int] = {"regency": 3, "province": 3, "province-34": 2}
LAYOUTS = tuple(SEEDS)
#: Island groups by the first digit of a code; the Riau islands belong to Sumatera by theirs.
ISLANDS: Mapping[str, str] = {
    "1": "Sumatera", "2": "Sumatera", "3": "Jawa", "5": "Bali dan Nusa Tenggara",
    "6": "Kalimantan", "7": "Sulawesi", "8": "Maluku", "9": "Papua",
}  # fmt: skip
#: North to south is stretched, or Jawa and Nusa Tenggara, one row of units deep, would find no room.
_STRETCH = 1.15

Points = NDArray[np.float64]


def island(code: str) -> str:
    """Give the island group of a unit."""
    return ISLANDS.get(code[:1], code[:1]) if country().is_shipped else ""


def _province_of(unit: Unit, layout: str) -> str:
    """Give the province in which a regency lies, now or when there were 34."""
    return str(unit.parent_of_34_id if layout == "province-34" else unit.parent_id)


def _points(units: Iterable[Unit], layout: str) -> tuple[list[str], Points]:
    """Give codes and points, to the right and downwards; a province stands amid its regencies."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for unit in units:
        if unit.level == "regency" and unit.lat is not None and unit.lon is not None:
            found[unit.code if layout == "regency" else _province_of(unit, layout)].append(
                (unit.lon, -_STRETCH * unit.lat)
            )
    codes = sorted(found)
    return codes, np.array([np.mean(found[code], axis=0) for code in codes], dtype=np.float64)


def draft(units: Sequence[Unit], layout: str, seed: int | None = None) -> dict[str, Cell]:
    """Compute a layout: the same units and seed give the same cells.

    Parameters
    ----------
    units : sequence of Unit
        All regencies with their points and both parents.
    layout : {"regency", "province", "province-34"}
    seed : int, optional
        By default the one of the layout that is shipped.
    """
    codes, points = _points(units, layout)
    islands, rng = [island(code) for code in codes], np.random.default_rng(SEEDS[layout] if seed is None else seed)
    if layout == "regency":
        cells = place(points, [code[:2] for code in codes], islands, rng, size=0.9)
    else:
        # Provinces have no province to stay with: their island takes its place.
        cells = place(points, islands, islands, rng, size=2.6, sea=1.7, compass=3.0, rounds=200_000)
    return dict(zip(codes, cells, strict=True))


def to_csv(layouts: Mapping[str, Mapping[str, Cell]]) -> str:
    """Write layouts as the file that the package ships."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["layout", "code", "column", "row"])
    writer.writerows((name, code, *cells[code]) for name, cells in layouts.items() for code in sorted(cells))
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a layout is."""

    cells: int
    #: Provinces, now and of the 34, that fall into more than one piece.
    torn: tuple[str, ...]
    #: Pairs of hexagons of different island groups that touch.
    closed_sea: int
    #: Share of neighbouring points of one island whose hexagons touch.
    neighbours: float
    #: Share of the same pairs that stand in about the same direction (within 60 degrees) as on the earth.
    direction: float

    @property
    def sound(self) -> bool:
        return not self.torn and not self.closed_sea


def quality(units: Sequence[Unit], layout: str, cells: Mapping[str, Cell]) -> Quality:
    """Measure a layout against the points of the registry."""
    codes, points = _points(units, layout)
    pairs = [(a, b) for a, b in gabriel(points) if island(codes[a]) == island(codes[b])]
    close = along = 0
    for a, b in pairs:
        here, there = cells[codes[a]], cells[codes[b]]
        close += touching(here, there)
        drawn = np.subtract(centre(there), centre(here))
        real = points[b] - points[a]
        along += float(drawn @ real) >= 0.5 * float(np.linalg.norm(drawn) * np.linalg.norm(real))
    at = {cell: code for code, cell in cells.items()}
    sea = sum(
        island(code) != island(other)
        for code, cell in cells.items()
        for other_cell, other in at.items()
        if code < other and touching(cell, other_cell)
    )
    count = max(len(pairs), 1)
    return Quality(len(at), _torn(units, layout, cells), sea, close / count, along / count)


def _torn(units: Iterable[Unit], layout: str, cells: Mapping[str, Cell]) -> tuple[str, ...]:
    groups: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    if layout == "regency":
        for unit in units:
            if unit.code in cells:
                for registry in ("province", "province-34"):
                    groups[registry, _province_of(unit, registry)].append(cells[unit.code])
    else:
        for code, cell in cells.items():
            groups[layout, island(code)].append(cell)
    return tuple(sorted({name for (_, name), members in groups.items() if components(members) > 1}))


def gabriel(points: Points) -> list[tuple[int, int]]:
    """Give the pairs of points with no third point in the circle between them.

    Unlike all sides of the Delaunay triangles these leave out long leaps along the coast.
    """
    if len(points) < 4:
        return list(pairwise(range(len(points))))
    sides = Delaunay(points).simplices[:, [[0, 1], [1, 2], [0, 2]]].reshape(-1, 2)
    kept = []
    for a, b in np.unique(np.sort(sides, axis=1), axis=0).tolist():
        middle, radius = (points[a] + points[b]) / 2, np.linalg.norm(points[a] - points[b]) / 2
        if (np.linalg.norm(points - middle, axis=1) >= radius * (1 - 1e-9)).all():
            kept.append((a, b))
    return kept
