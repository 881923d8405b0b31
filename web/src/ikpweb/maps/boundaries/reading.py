"""Read a boundary file of any kind we know as shapes in longitude and latitude."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyproj
import shapely
from django.utils.formats import number_format
from django.utils.translation import gettext
from shapely.geometry.base import BaseGeometry

from ikpweb.maps.boundaries import shapefiles, topologies
from ikpweb.maps.boundaries.layers import Layer, Raw
from ikpweb.maps.boundaries.limits import LIMITS, BoundaryProblem, Limits, Progress, silent

__all__ = ["Content", "Shape", "read"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature of a file: what it says, where it lies, and its number in the file from 1."""

    properties: Mapping[str, Any]
    geometry: BaseGeometry | None
    number: int


@dataclass(frozen=True)
class Content:
    """What a file holds."""

    shapes: Sequence[Shape]
    digest: str
    layer: str
    notes: Sequence[str]


def read(path: Path, fields: Sequence[str] = (), *, limits: Limits = LIMITS, progress: Progress = silent) -> Content:
    """Read GeoJSON, TopoJSON or a zipped shapefile.

    Parameters
    ----------
    fields : sequence of str
        Names of code fields, in any case. A file with several layers is read at the
        coarsest layer that has one: districts repeat the code of their regency.

    Raises
    ------
    BoundaryProblem
        If the file cannot be read, is larger than `limits` or is in an unknown projection.
    """
    raw = _bytes(path, limits)
    layers = shapefiles.layers(raw, limits) if raw[:4] == b"PK\x03\x04" else _json_layers(raw, path, limits)
    layer = _choose(layers, fields)
    convert, note = _converter(layer)
    shapes, vertices = [], 0
    for number, (properties, rough) in enumerate(_features(layer), start=1):
        if number > limits.features:
            msg = gettext("{name} memuat lebih dari {most} fitur. Bawa kabupaten/kota saja.").format(
                name=path.name, most=number_format(limits.features, 0, force_grouping=True)
            )
            raise BoundaryProblem(msg)
        geometry = _areas(rough)
        if geometry is not None:
            vertices += int(shapely.get_num_coordinates(geometry))
            if vertices > limits.vertices:
                msg = gettext(
                    "{name} memiliki lebih dari {most} titik. Sederhanakan dulu; layar menampilkan seperseratusnya."
                ).format(name=path.name, most=number_format(limits.vertices, 0, force_grouping=True))
                raise BoundaryProblem(msg)
            geometry = convert(geometry)
        shapes.append(Shape(properties, geometry, number))
        if number % 50 == 0:
            progress("reading", number, max(layer.count, number))
    progress("reading", len(shapes), len(shapes))
    if not shapes:
        msg = gettext("{name} tidak memuat fitur.").format(name=path.name)
        raise BoundaryProblem(msg)
    return Content(shapes, hashlib.sha256(raw).hexdigest(), layer.name, [note] if note else [])


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        if size > limits.file:
            msg = gettext("{name} lebih besar dari {most:.0f} MB. Bawa kabupaten/kota saja.").format(
                name=path.name, most=limits.file / 1e6
            )
            raise BoundaryProblem(msg)
        raw = path.read_bytes()
    except OSError as problem:
        msg = gettext("{path} tidak dapat dibaca: {why}.").format(path=path, why=problem.strerror)
        raise BoundaryProblem(msg) from problem
    if not raw:
        msg = gettext("{name} kosong.").format(name=path.name)
        raise BoundaryProblem(msg)
    return raw


def _json_layers(raw: bytes, path: Path, limits: Limits) -> Sequence[Layer]:
    if len(raw) > limits.json:
        msg = gettext("{name} lebih besar dari {most:.0f} MB. Bawa shapefile dalam zip.").format(
            name=path.name, most=limits.json / 1e6
        )
        raise BoundaryProblem(msg)
    try:
        # Infinity and NaN are no JSON, though Python reads them.
        told = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except RecursionError as problem:
        msg = gettext("{name} bersarang terlalu dalam untuk sebuah peta.").format(name=path.name)
        raise BoundaryProblem(msg) from problem
    except ValueError as problem:
        msg = gettext("{name} bukan GeoJSON, TopoJSON, atau shapefile dalam zip: {why}.").format(
            name=path.name, why=str(problem)[:120]
        )
        raise BoundaryProblem(msg) from problem
    kind = told.get("type") if isinstance(told, dict) else None
    if kind == "Topology":
        return topologies.layers(told)
    if kind != "FeatureCollection" or not isinstance(told.get("features"), list):
        msg = gettext("{name} adalah JSON, tetapi bukan FeatureCollection atau Topology.").format(name=path.name)
        raise BoundaryProblem(msg)
    return [_geojson(told)]


def _no_constant(name: str) -> float:
    msg = f"{name} is no number"
    raise ValueError(msg)


def _geojson(told: Mapping[str, Any]) -> Layer:
    features = [each if isinstance(each, dict) else {} for each in told["features"]]
    crs = told.get("crs")
    named = crs.get("properties", {}).get("name") if isinstance(crs, dict) else None
    first = features[0].get("properties") if features else None

    def rows() -> Iterator[tuple[Mapping[str, Any], BaseGeometry | None]]:
        for number, feature in enumerate(features, start=1):
            properties = feature.get("properties")
            geometry = feature.get("geometry")
            try:
                shape = shapely.geometry.shape(geometry) if geometry else None
            except Exception as problem:
                msg = gettext("Geometri fitur {number} rusak: {why}.").format(number=number, why=str(problem)[:100])
                raise BoundaryProblem(msg) from problem
            yield (properties if isinstance(properties, dict) else {}), shape

    return Layer("features", list(first or {}), len(features), rows, str(named) if named else None)


def _choose(layers: Sequence[Layer], fields: Sequence[str]) -> Layer:
    wanted = {field.lower() for field in fields}
    fitting = [layer for layer in layers if wanted & {field.lower() for field in layer.fields}] if wanted else []
    if wanted and not fitting and len(layers) > 1:
        msg = gettext("Tidak ada lapisan berkas itu yang memiliki kolom {fields}.").format(fields=" / ".join(fields))
        raise BoundaryProblem(msg)
    return min(fitting or layers, key=lambda layer: layer.count)


def _features(layer: Layer) -> Iterator[Raw]:
    try:
        yield from layer.rows()
    except BoundaryProblem:
        raise
    except Exception as problem:  # readers of binary files fail in more ways than can be listed
        msg = gettext("Lapisan {name} rusak: {kind} {why}.").format(
            name=layer.name, kind=type(problem).__name__, why=str(problem)[:100]
        )
        raise BoundaryProblem(msg) from problem


def _areas(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Keep areas and drop heights; points and lines are no boundaries."""
    if geometry is None or geometry.is_empty:
        return None
    areas = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    if geometry.geom_type == "GeometryCollection":
        areas = [piece for part in shapely.get_parts(geometry) for piece in shapely.get_parts(part)]
        areas = [piece for piece in areas if piece.geom_type == "Polygon"]
    return shapely.force_2d(shapely.MultiPolygon(areas)) if areas else None


def _converter(layer: Layer) -> tuple[Callable[[BaseGeometry], BaseGeometry], str]:
    """Find out how to get from the layer's coordinates to degrees east and north."""
    if layer.crs is None:
        note = "" if layer.name == "features" or not layer.asks_crs else "no .prj: taken as degrees of WGS 84"
        return (lambda geometry: geometry), note
    try:
        crs = pyproj.CRS.from_user_input(layer.crs)
        # The axes as the file has them (east, north), whatever order the register prescribes.
        transformer = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except pyproj.exceptions.ProjError as problem:
        msg = gettext("Proyeksi lapisan {name} tidak dapat dibaca. Ekspor berkasnya dalam WGS 84 (EPSG:4326).").format(
            name=layer.name
        )
        raise BoundaryProblem(msg) from problem
    if crs.is_geographic and crs.datum is not None and "1984" in crs.datum.name:
        return (lambda geometry: geometry), ""
    return (lambda geometry: shapely.transform(geometry, transformer.transform, interleaved=False)), gettext(
        "diproyeksikan ulang dari {name} ke WGS 84"
    ).format(name=crs.name)
