"""The units of a board as GeoJSON features: hexagons, or the boundaries that an operator imported."""

import gzip
import json
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from ikpweb.kit.country import country
from ikpweb.maps.layout import SIZE, Layout
from ikpweb.maps.selectors import geomap, layer, layout_of
from ikpweb.runs.selectors import Board
from ikpweb.territory.selectors import units

__all__ = ["CARTOGRAM", "boundaries", "corners", "features"]

CARTOGRAM = {
    "id": "Poligonnya adalah segi enam dari sebuah kartogram: satu segi enam per daerah, dibentangkan di atas bujur "
    "95–141° agar dapat dibuka di perangkat lunak peta. Letak dan luasnya bukan letak dan luas sebenarnya.",
    "en": "The polygons are the hexagons of a cartogram: one hexagon per unit, laid out over the longitudes 95–141° so "
    "that map software opens it. Place and area are not the true ones.",
}
_WEST, _NORTH, _DEGREES = 95.0, 6.0, 46.0
_HALF = SIZE * sqrt(3) / 2
_CORNERS = ((0, -SIZE), (-_HALF, -SIZE / 2), (-_HALF, SIZE / 2), (0, SIZE), (_HALF, SIZE / 2), (_HALF, -SIZE / 2))


def features(board: Board, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Give a hexagon for every row, and for every unit of the map that has no row where all rows are there.

    A unit of which nothing is published stays on the map, with null for all values.
    """
    grid = layout_of(board.run.level, board.edition.launched)
    scale = _DEGREES / max(grid.centre(code)[0] + _HALF for code in grid.cells)
    return _features(board, rows, {code: _hexagon(grid, code, scale) for code in grid.cells})


def boundaries(
    board: Board, rows: Sequence[Mapping[str, Any]]
) -> tuple[Sequence[Mapping[str, Any]], Mapping[str, str]] | None:
    """Give the boundaries in force at the edition's time as `features` does, and what is known of their source.

    None where no boundaries are imported.
    """
    chosen = geomap(board, "category")
    kept = layer(chosen.name, layout_of(board.run.level, board.edition.launched).name) if chosen else None
    if chosen is None or kept is None:
        return None
    shapes = json.loads(gzip.decompress(kept.gzipped))["features"]
    drawn = {shape["properties"]["code"]: shape["geometry"] for shape in shapes}
    told = {"boundaries": chosen.name, "source": chosen.source, "licence": chosen.licence, "digest": kept.digest}
    return _features(board, rows, drawn), told


def _features(board: Board, rows: Sequence[Mapping[str, Any]], drawn: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    found = {row["code"]: row for row in rows}
    known = units()
    wanted = sorted(set(drawn) | set(found) if len(found) == len(board.scores) else found)
    return [
        {
            "id": code,
            "geometry": drawn.get(code),
            "properties": _properties(found.get(code)) | {"code": code, "name": known[code].name},
        }
        for code in wanted
    ]


def _properties(row: Mapping[str, Any] | None) -> dict[str, Any]:
    kept = ("code", "bps_code", "name", "province", "total", *country().parts, "rank", "category", "certainty")
    return {name: row.get(name) if row else None for name in kept} | {"published": row is not None}


def corners(x: float, y: float, size: float = 1.0) -> list[tuple[float, float]]:
    """Give the corners of a hexagon around a point, counter-clockwise where up is north."""
    return [(x + size * u, y + size * v) for u, v in _CORNERS]


def _hexagon(grid: Layout, code: str, scale: float) -> dict[str, Any]:
    x, y = grid.centre(code)
    ring = [[round(_WEST + scale * u, 4), round(_NORTH - scale * v, 4)] for u, v in corners(x, y)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
