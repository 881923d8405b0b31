"""The units of a release as GeoJSON (RFC 7946): in boundaries that were given, or as hexagons of a cartogram."""

import json
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Any

from ikp.errors import UsageError, problem
from ikp.io.paths import Readable, read_text, shown
from ikp.io.tables import read_rows
from ikp.release.formats.figures import Figures

__all__ = ["CARTOGRAM", "as_geojson", "as_hexagons", "hexagons", "read_cells", "read_shapes"]

CARTOGRAM = {
    "id": "Poligonnya adalah segi enam dari sebuah kartogram: satu segi enam per daerah, dibentangkan di atas bujur "
    "95–141° agar dapat dibuka di perangkat lunak peta. Letak dan luasnya bukan letak dan luas sebenarnya.",
    "en": "The polygons are the hexagons of a cartogram: one hexagon per unit, laid out over the longitudes 95–141° so "
    "that map software opens it. Place and area are not the true ones.",
}
_WEST, _NORTH, _DEGREES = 95.0, 6.0, 46.0
_HALF = sqrt(3) / 2
#: Corners around the middle of a hexagon of radius 1, counter-clockwise where up is north.
_CORNERS = ((0.0, -1.0), (-_HALF, -0.5), (-_HALF, 0.5), (0.0, 1.0), (_HALF, 0.5), (_HALF, -0.5))


def as_geojson(figures: Figures, level: str, shapes: Mapping[str, Any], told: Mapping[str, Any] | None = None) -> bytes:
    """Write a feature per unit of a level; a unit without a shape stays there, with a geometry of null.

    Parameters
    ----------
    figures : Figures
    level : str
    shapes : mapping of str to geometry
        By the code of the unit.
    told : mapping, optional
        What is known of the shapes, such as their source and licence.

    Raises
    ------
    UsageError
        If the release has no such level, or no unit of it has a shape.
    """
    _refuse_unknown(figures, level)
    tree = figures.frameworks[level]
    dimensions = tree.children(tree.root)
    units: dict[str, dict[str, Any]] = {}
    for row in figures.of(level):
        found = units.setdefault(str(row["unit"]), {"code": row["unit"], "name": row["name"], "parent": row["parent"]})
        if row["node"] == tree.root:
            found |= {name: row[name] for name in ("score", "rank", "category", "category_label", "coverage", "reason")}
        elif row["node"] in dimensions:
            found |= {f"score_{row['node']}": row["score"], f"category_{row['node']}": row["category"]}
    if not units.keys() & shapes.keys():
        raise UsageError(problem("export-shapes", level=level))
    features = [
        {"type": "Feature", "id": code, "geometry": shapes.get(code), "properties": found | _label(figures)}
        for code, found in units.items()
    ]
    about = {name: figures.about[name] for name in ("name", "titles", "edition", "published", "publisher", "label")}
    document = {
        "type": "FeatureCollection",
        "about": {**about, "digest": figures.digest, "level": level, **(told or {})},
        "features": features,
    }
    return (json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n").encode()


def as_hexagons(figures: Figures, level: str, cells: Mapping[str, tuple[int, int]]) -> bytes:
    """Write a hexagon per unit of a level.

    Parameters
    ----------
    cells : mapping of str to (column, row)
        Where the hexagon of a unit stands; rows of odd number are shifted by half a hexagon.
    """
    return as_geojson(figures, level, hexagons(cells), {"geometry": CARTOGRAM})


def hexagons(cells: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Give the polygon of each unit's hexagon, in degrees, to four decimals."""
    middle = {code: ((2 * column + row % 2 + 1) * _HALF, 1.5 * row + 1) for code, (column, row) in cells.items()}
    scale = _DEGREES / max((x + _HALF for x, _y in middle.values()), default=1.0)
    found = {}
    for code, (x, y) in middle.items():
        ring = [[round(_WEST + scale * (x + u), 4), round(_NORTH - scale * (y + v), 4)] for u, v in _CORNERS]
        found[code] = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return found


def _label(figures: Figures) -> dict[str, Any]:
    return {"label": figures.label} if figures.label else {}


def _refuse_unknown(figures: Figures, level: str) -> None:
    if level not in figures.frameworks:
        raise UsageError(problem("export-level", level=level, known=list(figures.frameworks)))


def read_shapes(path: Readable) -> dict[str, Any]:
    """Read geometries from GeoJSON whose features carry the unit's code as ``code``, ``unit`` or id.

    Raises
    ------
    UsageError
        If the file cannot be opened, or is no collection of features.
    """
    try:
        listed = json.loads(read_text(path))["features"]
        return dict(_coded(listed))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(problem("export-geojson", path=shown(path), detail=error)) from None


def _coded(features: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Any]]:
    for feature in features:
        told = feature.get("properties") or {}
        code = told.get("code") or told.get("unit") or feature.get("id")
        if code is not None:
            yield str(code), feature["geometry"]


def read_cells(path: Readable, layout: str = "") -> dict[str, tuple[int, int]]:
    """Read where hexagons stand from CSV with the columns ``code``, ``column`` and ``row``.

    Parameters
    ----------
    layout : str
        Which rows, where the file has several layouts in a column ``layout``; left out, all.
    """
    try:
        return {
            row["code"]: (int(row["column"]), int(row["row"]))
            for row in read_rows(path)
            if not layout or row.get("layout", layout) == layout
        }
    except (KeyError, ValueError) as error:
        raise UsageError(problem("export-cells", path=shown(path), detail=error)) from None
