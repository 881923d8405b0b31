"""Shapes that map software opens."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from engine.tests.release.formats.typed import example, small
from ikp.errors import UsageError
from ikp.release.formats import figures_of, read_cells, read_shapes
from ikp.release.formats.shapes import as_geojson, as_hexagons, hexagons

POINT: Any = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}


def area(ring: list[list[float]]) -> float:
    """Twice the signed area; positive counter-clockwise, as RFC 7946 wants outer rings."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def test_a_feature_per_unit_with_index_and_dimensions() -> None:
    figures = example()
    found = json.loads(as_geojson(figures, "province", {"15": POINT}, {"source": "uji"}))
    assert found["about"]["source"] == "uji"
    assert (found["about"]["label"], found["about"]["digest"]) == ("SINTETIS", figures.digest)
    by_code = {feature["id"]: feature for feature in found["features"]}
    assert set(by_code) == {"15", "17", "19"}
    assert by_code["15"]["geometry"] == POINT
    assert by_code["17"]["geometry"] is None
    told = by_code["15"]["properties"]
    printed = {row["node"]: row for row in figures.of("province") if row["unit"] == "15"}
    assert told["score"] == printed["IKP"]["score"]
    assert told["score_SP"] == printed["SP"]["score"]
    assert (told["name"], told["label"]) == ("Jambi", "SINTETIS")


def test_hexagons_lie_beside_each_other_and_turn_the_right_way() -> None:
    drawn = hexagons({"a": (0, 0), "b": (1, 0), "c": (0, 1)})
    rings = {code: shape["coordinates"][0] for code, shape in drawn.items()}
    for ring in rings.values():
        assert ring[0] == ring[-1]
        assert len(ring) == 7
        assert area(ring) > 0
    shared = {tuple(point) for point in rings["a"]} & {tuple(point) for point in rings["b"]}
    assert len(shared) == 2  # neighbours share an edge
    assert len({tuple(point) for point in rings["a"]} & {tuple(point) for point in rings["c"]}) == 2
    assert max(x for ring in rings.values() for x, _y in ring) == pytest.approx(141, abs=1e-3)


def test_a_map_of_hexagons_says_what_it_is() -> None:
    figures = example()
    cells = {str(row["unit"]): (i, 0) for i, row in enumerate(figures.of("regency")) if row["node"] == "IKP"}
    found = json.loads(as_hexagons(figures, "regency", cells))
    assert "cartogram" in found["about"]["geometry"]["en"]
    assert len(found["features"]) == 28
    assert all(feature["geometry"] for feature in found["features"])


def test_what_does_not_fit_is_a_sentence() -> None:
    figures = figures_of(small())
    with pytest.raises(UsageError, match="village"):
        as_geojson(figures, "village", {"91": POINT})
    with pytest.raises(UsageError, match="None of the shapes"):
        as_geojson(figures, "province", {"15": POINT})


def test_reading_boundaries(tmp_path: Path) -> None:
    file = tmp_path / "b.geojson"
    told: list[Any] = [
        {"type": "Feature", "properties": {"code": "91"}, "geometry": POINT},
        {"type": "Feature", "properties": {"unit": "92"}, "geometry": POINT},
        {"type": "Feature", "id": 93, "properties": None, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": POINT},
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": told}))
    assert read_shapes(file) == {"91": POINT, "92": POINT, "93": None}
    for odd in ("[]", "{}", "nothing", '{"features": 3}', '{"features": [{"id": 1}]}'):
        file.write_text(odd)
        with pytest.raises(UsageError, match="no GeoJSON"):
            read_shapes(file)


def test_reading_cells(tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("layout,code,column,row\nprovince,91,0,1\nregency,91.01,2,3\n")
    assert read_cells(file, "province") == {"91": (0, 1)}
    assert read_cells(file) == {"91": (0, 1), "91.01": (2, 3)}
    file.write_text("code,column,row\n91,a,1\n")
    with pytest.raises(UsageError, match="hexagons"):
        read_cells(file)
