"""Draw boundaries for the screen: simplified together so that neighbours still fit, and small.

Regencies are simplified as one coverage (`shapely.coverage_simplify`): a border that two
units share stays one line. Provinces are dissolved from regencies first. The tolerance is
the finest with which the compressed file stays below its target.
"""

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import brotli
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ikpweb.maps.boundaries.limits import Progress, silent
from ikpweb.territory.models import Unit

__all__ = ["LEVELS", "Drawn", "Style", "draw", "draw_all"]


@dataclass(frozen=True, slots=True)
class Style:
    """How small a level is to be: decimals of a degree, and bytes over the wire."""

    decimals: int
    target: int


#: The page without boundaries takes some 90 kB with Leaflet; 250 kB is the promise for all of it.
LEVELS: Mapping[str, Style] = MappingProxyType(
    {"regency": Style(3, 110_000), "province": Style(2, 60_000), "province-34": Style(2, 60_000)}
)


@dataclass(frozen=True)
class Drawn:
    """A level as it is sent."""

    geojson: bytes
    gzipped: bytes
    brotlied: bytes
    #: A point inside the largest part of each unit: where its mark stands.
    points: Mapping[str, tuple[float, float]]
    bounds: tuple[float, float, float, float]
    tolerance: float


#: Tolerance in degrees that no screen shows: what is left after it is quick to work with.
_FINE = 0.002


def draw_all(
    areas: Mapping[str, BaseGeometry], units: Mapping[str, Unit], progress: Progress = silent
) -> dict[str, Drawn]:
    """Draw regencies, and the provinces that they make up, now and when there were 34."""
    steps = 1 + len(LEVELS)
    progress("drawing", 0, steps)
    fine = dict(zip(areas, map(_sound, shapely.coverage_simplify(list(areas.values()), _FINE)), strict=True))
    found = {}
    for number, (level, style) in enumerate(LEVELS.items(), start=1):
        progress("drawing", number, steps)
        found[level] = draw(fine if level == "regency" else dissolve(fine, units, level), style)
    progress("drawing", steps, steps)
    return found


def _sound(area: BaseGeometry) -> BaseGeometry:
    """Mend a border: where units overlap or leave gaps, borders are simplified apart and may come to cross."""
    return area if shapely.is_valid(area) else shapely.make_valid(area, method="structure", keep_collapsed=False)


def dissolve(areas: Mapping[str, BaseGeometry], units: Mapping[str, Unit], level: str) -> dict[str, BaseGeometry]:
    """Unite regencies to provinces; holes of less than about 120 km² are closed."""
    groups: dict[str, list[BaseGeometry]] = defaultdict(list)
    for code, area in areas.items():
        parent = units[code].parent_id if level == "province" else units[code].parent_of_34_id
        groups[str(parent)].append(area)
    return {code: _without_gaps(shapely.union_all(parts, grid_size=5e-4)) for code, parts in sorted(groups.items())}


def _without_gaps(area: BaseGeometry, least: float = 0.01) -> BaseGeometry:
    polygons = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > least])
        for part in shapely.get_parts(area)
        if part.geom_type == "Polygon"
    ]
    return shapely.MultiPolygon(polygons)


def draw(areas: Mapping[str, BaseGeometry], style: Style) -> Drawn:
    """Draw units as finely as the target allows."""
    codes, shapes = list(areas), np.array(list(areas.values()))
    grid, tolerance = 10.0**-style.decimals, _tolerance(codes, shapes, style)
    while True:
        simple = shapely.coverage_simplify(shapes, tolerance)
        drawn = [_on_grid(each, old, grid, tolerance) for each, old in zip(simple, shapes, strict=True)]
        geojson = _encode(codes, drawn, style.decimals)
        gzipped = gzip.compress(geojson, 9, mtime=0)
        if len(gzipped) <= style.target or tolerance > _COARSE:
            break
        tolerance *= 1.1
    west, south, east, north = (round(float(edge), style.decimals) for edge in shapely.total_bounds(drawn))
    points = {code: _point_inside(shape) for code, shape in zip(codes, drawn, strict=True)}
    return Drawn(geojson, gzipped, brotli.compress(geojson), points, (west, south, east, north), tolerance)


#: A coarser map is no map; a file that is still too large has a reason to be.
_COARSE = 0.5


def _tolerance(codes: Sequence[str], shapes: NDArray[np.object_], style: Style) -> float:
    """Find the finest tolerance that stays below the target, by the size before the grid mends anything."""
    low, high = _FINE, _COARSE
    for turn in range(7):
        middle = low if turn == 0 else math.sqrt(low * high)
        simple = [_seen(each, middle) for each in shapely.coverage_simplify(shapes, middle)]
        if len(gzip.compress(_encode(codes, simple, style.decimals), 6)) > style.target:
            low = middle
        else:
            high = middle
        if high == low:
            break
    return high


def _seen(area: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Leave out islands too small to be seen; never the largest part."""
    parts = shapely.get_parts(area)
    if len(parts) < 2:
        return area
    size = shapely.area(parts)
    return shapely.MultiPolygon(list(parts[size >= min(size.max(), tolerance**2)]))


def _on_grid(simple: BaseGeometry, original: BaseGeometry, grid: float, tolerance: float) -> BaseGeometry:
    parts = shapely.get_parts(shapely.set_precision(_sound(simple), grid))
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    parts = parts[shapely.area(parts) > 0]
    if not len(parts):
        # A unit smaller than the grid (Kepulauan Seribu): its box, at least one step of the grid wide.
        return shapely.set_precision(original.envelope.buffer(grid, join_style="mitre").envelope, grid)
    return _seen(shapely.MultiPolygon(list(parts)), tolerance)


def _point_inside(shape: BaseGeometry) -> tuple[float, float]:
    parts = shapely.get_parts(shape)
    point = shapely.point_on_surface(parts[shapely.area(parts).argmax()])
    return round(point.x, 2), round(point.y, 2)


def _encode(codes: Sequence[str], shapes: Sequence[BaseGeometry], decimals: int) -> bytes:
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": _geometry(shape, decimals)}
        for code, shape in zip(codes, shapes, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def _geometry(shape: BaseGeometry, decimals: int) -> dict[str, object]:
    polygons = [
        [_ring(ring, decimals) for ring in (part.exterior, *part.interiors)] for part in shapely.get_parts(shape)
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _ring(ring: BaseGeometry, decimals: int) -> list[list[float]]:
    return [[round(x, decimals), round(y, decimals)] for x, y in shapely.get_coordinates(ring).tolist()]
