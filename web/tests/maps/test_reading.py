"""Boundary files of every kind, and files that mean harm."""

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyproj
import pytest
import shapely
from ikpweb.maps.boundaries.limits import LIMITS, BoundaryProblem
from ikpweb.maps.boundaries.reading import read

from .conftest import CORNERS, features, shapes, square, zipped

pytestmark = pytest.mark.usefixtures("english")

Write = Callable[..., Path]


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(BoundaryProblem) as caught:
        read(path, settings.pop("fields", ()), limits=replace(LIMITS, **settings))
    return str(caught.value)


def test_geojson(write: Write) -> None:
    path = write(features())
    content = read(path)
    assert [shape.properties["code"] for shape in content.shapes] == list(CORNERS)
    assert content.shapes[0].geometry is not None
    assert content.shapes[0].geometry.equals(square("11.01"))
    assert len(content.digest) == 64


#: Two unit squares side by side; arc 1 is the side they share, used backwards by the second.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [100, -1]},
    "arcs": [[[2, 0], [-2, 0], [0, 2], [2, 0]], [[2, 2], [0, -2]], [[2, 2], [2, 0], [0, -2], [-2, 0]]],
    "objects": {
        "negeri": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "11.01", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "properties": {"code": "11.02"}, "arcs": [[[2, -2]]]},
                {"type": "Point", "properties": {"code": "x"}, "coordinates": [0, 0]},
                {"type": None},
            ],
        }
    },
}


def test_topojson_puts_shared_arcs_together(write: Write) -> None:
    left, right, point, none = read(write(TOPOLOGY, "negeri.topojson")).shapes
    assert left.properties == {"id": "11.01"}
    assert left.geometry is not None
    assert left.geometry.equals(shapely.box(100, -1, 101, 0))
    assert right.geometry is not None
    assert right.geometry.equals(shapely.box(101, -1, 102, 0))
    assert point.geometry is None
    assert none.geometry is None


@pytest.mark.parametrize(
    "change",
    [
        {"arcs": "no"}, {"arcs": [[["a", "b"]]]}, {"arcs": None}, {"transform": {"scale": [1]}}, {"transform": 3},
        {"objects": {}}, {"objects": []}, {"objects": {"a": {"type": "Polygon", "arcs": [[99]]}}},
        {"objects": {"a": {"type": "Polygon", "arcs": [[[0]]]}}}, {"objects": {"a": {"type": "Polygon", "arcs": 5}}},
        {"objects": {"a": {"type": "Polygon", "arcs": [[]]}}}, {"objects": {"a": {"type": "Polygon", "arcs": [["0"]]}}},
    ],
)  # fmt: skip
def test_a_broken_topology_is_refused_with_a_sentence(write: Write, change: dict[str, Any]) -> None:
    assert refusal(write({**TOPOLOGY, **change}, "x.topojson")).endswith(".")


def test_shapefile(write: Write) -> None:
    rows = {f"ID{code}": square(code) for code in CORNERS}
    content = read(write(zipped(shapes({**rows, "ID0000": None})), "adm2.zip"), ("ADM2_PCODE",))
    assert [shape.properties["ADM2_PCODE"] for shape in content.shapes] == [*rows, "ID0000"]
    assert content.shapes[0].geometry is not None
    assert content.shapes[0].geometry.equals(square("11.01"))
    assert content.shapes[-1].geometry is None
    assert content.notes == []


def test_a_shapefile_in_metres_is_brought_to_degrees(write: Write) -> None:
    utm = pyproj.CRS("EPSG:23847")  # ID74 / UTM zone 47N: another datum too
    onto = pyproj.Transformer.from_crs("EPSG:4326", utm, always_xy=True)
    metres = shapely.transform(square("11.01"), onto.transform, interleaved=False)
    content = read(write(zipped(shapes({"ID1101": metres}, prj=utm.to_wkt("WKT1_ESRI"))), "a.zip"))
    assert content.shapes[0].geometry is not None
    # The corners of what was a rectangle come back; half a metre is a tenth of what the screen shows.
    assert shapely.hausdorff_distance(content.shapes[0].geometry, square("11.01")) < 5e-6
    assert "reprojected" in content.notes[0]


def test_a_shapefile_without_or_with_an_unreadable_projection(write: Write) -> None:
    assert "no .prj" in read(write(zipped(shapes({"ID1101": square("11.01")}, prj=None)), "a.zip")).notes[0]
    said = refusal(write(zipped(shapes({"ID1101": square("11.01")}, prj="MILES[from here]")), "b.zip"))
    assert "EPSG:4326" in said


def test_of_several_layers_the_coarsest_with_the_field_is_read(write: Write) -> None:
    districts = {f"ID{i}": square("11.01") for i in range(30)}
    members = {
        **shapes({"ID11": square("11.01")}, field="ADM1_PCODE", stem="idn_adm1"),
        **shapes({"ID1101": square("11.01"), "ID1102": square("11.02")}, stem="idn_adm2"),
        **shapes(districts, stem="deep/idn_adm3"),
        "__MACOSX/._idn_adm2.shp": b"",
        "read me.txt": b"hello",
    }
    path = write(zipped(members), "idn.zip")
    assert read(path, ("adm2_pcode",)).layer == "idn_adm2"
    assert "No layer" in refusal(path, fields=("KDPKAB",))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "is not GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [', "is not GeoJSON"),
        (b'{"type": "FeatureCollection", "features": 3}', "neither"),
        (b'{"type": "FeatureCollection", "features": []}', "no features"),
        (b"[1, 2]", "neither"),
        (b"5", "neither"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"type": "FeatureCollection", "features": [{"geometry": {"coordinates": [NaN]}}]}', "NaN"),
        (b"PK\x03\x04 and no zip", "cannot be unpacked"),
        (b'{"x": ' + b"9" * 5000 + b"}", "is not GeoJSON"),
    ],
)  # fmt: skip
def test_files_that_are_none(write: Write, content: bytes, said: str) -> None:
    assert said in refusal(write(content))


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[["a", "b"], [1, 1], [2, 2]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": 7},
        {"type": "Polygon"},
        {"type": "Cube", "coordinates": []},
        [1],
        "area",
    ],
)
def test_a_broken_geometry_names_its_feature(write: Write, geometry: Any) -> None:
    assert "Feature 1" in refusal(write([{"type": "Feature", "properties": {}, "geometry": geometry}]))


def test_features_without_sense_are_kept_as_empty(write: Write) -> None:
    path = write([3, {"properties": 4}, {"geometry": {"type": "Point", "coordinates": [1, 2]}}, *features()])
    assert [shape.geometry for shape in read(path).shapes[:3]] == [None, None, None]


def test_limits(write: Write, tmp_path: Path) -> None:
    path = write(features())
    assert "larger than" in refusal(path, file=1000)
    assert "zipped shapefile" in refusal(path, json=1000)
    assert "vertices" in refusal(path, vertices=20)
    assert "features" in refusal(path, features=3)
    assert "cannot be read" in refusal(tmp_path / "nowhere.geojson")
    assert "cannot be read" in refusal(tmp_path)


def test_hostile_zips(write: Write) -> None:
    honest = shapes({"ID1101": square("11.01")})
    assert "leads outside" in refusal(write(zipped({**honest, "../../etc/x.shp": b""}), "a.zip"))
    assert "leads outside" in refusal(write(zipped({**honest, "/etc/x.shp": b""}), "b.zip"))
    assert "leads outside" in refusal(write(zipped({**honest, "C:\\x.shp": b""}), "c.zip"))
    assert "warrants" in refusal(write(zipped({**honest, "bomb.shp": bytes(30_000_000)}), "d.zip"))
    assert "warrants" in refusal(write(zipped(honest), "e.zip"), unpacked=100)
    assert "more than 3 files" in refusal(write(zipped(honest), "f.zip"), members=3)
    assert "no .shp" in refusal(write(zipped({"a.txt": b"x"}), "g.zip"))
    assert "without its .dbf" in refusal(write(zipped({"a.shp": b"x"}), "h.zip"))
    assert "broken" in refusal(write(zipped({**honest, "adm2.dbf": b"x" * 100}), "i.zip"))
    assert "broken" in refusal(write(zipped({**honest, "adm2.shp": honest["adm2.shp"][:120]}), "j.zip"))
    assert "broken" in refusal(write(zipped({**honest, "adm2.shp": b"\0" * 300}), "k.zip"))


def test_a_zip_that_lies_about_its_size(write: Write) -> None:
    raw = bytearray(zipped(shapes({f"ID{i}": square("11.01") for i in range(40)})))
    at = raw.find(b"PK\x01\x02")
    assert raw[at + 46 : at + 54] == b"adm2.shp"
    raw[at + 24 : at + 28] = struct.pack("<I", 50)
    assert refusal(write(bytes(raw), "lie.zip")).endswith(".")


def test_a_zip_whose_table_points_before_its_beginning(write: Write) -> None:
    """Found by breaking bytes: the reader of zips then seeks to a negative place."""
    raw = bytearray(zipped(shapes({"ID1": square("11.01")})))
    at = raw.rindex(b"PK\x05\x06")
    raw[at + 12 : at + 16] = struct.pack("<I", struct.unpack("<I", raw[at + 12 : at + 16])[0] + 9)
    raw[at + 16 : at + 20] = struct.pack("<I", struct.unpack("<I", raw[at + 16 : at + 20])[0])
    assert refusal(write(bytes(raw), "before.zip")).endswith(".")


def test_a_crs_in_geojson_is_heard(write: Write) -> None:
    mercator = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    shape = shapely.transform(square("11.01"), mercator.transform, interleaved=False)
    told = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
        "features": [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(shape)}],
    }
    geometry = read(write(told)).shapes[0].geometry
    assert geometry is not None
    assert shapely.hausdorff_distance(geometry, square("11.01")) < 1e-6
