"""Decode TopoJSON: shared arcs, as differences of whole numbers, back into rings.

The format is small enough (TopoJSON 1.0, sections 2 and 3) that reading it here is
shorter than guarding a library against hostile input.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ikpweb.maps.boundaries.layers import Layer, Raw
from ikpweb.maps.boundaries.limits import BoundaryProblem

__all__ = ["layers"]

Arc = NDArray[np.float64]


def layers(told: Mapping[str, Any]) -> list[Layer]:
    """Give the objects of a topology as layers.

    Raises
    ------
    BoundaryProblem
        If it has no objects or its arcs cannot be decoded.
    """
    objects = told.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise BoundaryProblem(gettext("Topologi itu tidak memiliki objek."))
    try:
        arcs = _arcs(told)
    except (TypeError, ValueError, KeyError, IndexError) as problem:
        raise BoundaryProblem(gettext("Busur topologi itu bukan daftar koordinat.")) from problem
    return [_layer(str(name), each, arcs) for name, each in objects.items() if isinstance(each, dict)]


def _arcs(told: Mapping[str, Any]) -> list[Arc]:
    arcs = [np.array([point[:2] for point in arc], dtype=np.float64).reshape(-1, 2) for arc in told["arcs"]]
    transform = told.get("transform")
    if transform is None:
        return arcs
    scale, move = (np.array(transform[key], dtype=np.float64).reshape(2) for key in ("scale", "translate"))
    return [arc.cumsum(0) * scale + move for arc in arcs]


def _layer(name: str, told: Mapping[str, Any], arcs: Sequence[Arc]) -> Layer:
    members = told.get("geometries") if told.get("type") == "GeometryCollection" else [told]
    geometries = [each for each in members or [] if isinstance(each, dict)]
    first = geometries[0].get("properties") if geometries else None

    def rows() -> Iterator[Raw]:
        for number, each in enumerate(geometries, start=1):
            properties = each.get("properties")
            # Some writers keep the code in "id", beside the properties.
            named = {"id": each["id"]} if "id" in each else {}
            try:
                geometry = _geometry(each, arcs)
            except (TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as problem:
                msg = gettext("Fitur {number} dari {name} menyebut busur yang tidak ada.").format(
                    number=number, name=name
                )
                raise BoundaryProblem(msg) from problem
            yield {**named, **(properties if isinstance(properties, dict) else {})}, geometry

    fields = [*(first or {}), *(["id"] if geometries and "id" in geometries[0] else [])]
    return Layer(name, fields, len(geometries), rows)


def _geometry(told: Mapping[str, Any], arcs: Sequence[Arc]) -> BaseGeometry | None:
    kind, parts = told.get("type"), told.get("arcs", [])
    if kind == "Polygon":
        parts = [parts]
    elif kind != "MultiPolygon":
        return None
    polygons = [_polygon([_ring(ring, arcs) for ring in part]) for part in parts if part]
    return shapely.MultiPolygon([polygon for polygon in polygons if polygon is not None])


def _polygon(rings: Sequence[Arc]) -> shapely.Polygon | None:
    # A ring that quantisation left with two points has no area.
    outer, *holes = rings
    return shapely.Polygon(outer, [hole for hole in holes if len(hole) > 3]) if len(outer) > 3 else None


def _ring(indices: Sequence[int], arcs: Sequence[Arc]) -> Arc:
    """Put arcs together; a negative index ~i is arc i backwards, and arcs share their ends."""
    pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
