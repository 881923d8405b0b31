"""Small for the screen, and neighbours still fit."""

import gzip
import json
from typing import Any

import brotli
import numpy as np
import pytest
import shapely
from ikpweb.maps.boundaries.drawing import LEVELS, Drawn, Style, dissolve, draw, draw_all
from ikpweb.territory.models import Unit

from .conftest import CORNERS, square


def areas() -> dict[str, Any]:
    return {code: square(code) for code in CORNERS}


def shapes(drawn: Drawn) -> dict[str, Any]:
    told = json.loads(drawn.geojson)
    return {each["properties"]["code"]: shapely.geometry.shape(each["geometry"]) for each in told["features"]}


def test_provinces_dissolve_for_both_registries(units: dict[str, Unit]) -> None:
    now, then = dissolve(areas(), units, "province"), dissolve(areas(), units, "province-34")
    assert {code: round(area.area, 6) for code, area in now.items()} == {"11": 3, "12": 3, "91": 2}
    assert {code: round(area.area, 6) for code, area in then.items()} == {"11": 6, "91": 2}
    assert then["11"].normalize().equals(shapely.MultiPolygon([shapely.box(100, 0, 103, 2)]))


def test_all_levels_carry_codes_only(units: dict[str, Unit]) -> None:
    told: list[tuple[str, int, int]] = []
    found = draw_all(areas(), units, lambda *step: told.append(step))
    assert {level: len(drawn.points) for level, drawn in found.items()} == {
        "regency": 8,
        "province": 3,
        "province-34": 2,
    }
    assert told[-1] == ("drawing", 4, 4)
    for drawn in found.values():
        assert drawn.bounds == (100, -3, 132, 2)
        assert gzip.decompress(drawn.gzipped) == brotli.decompress(drawn.brotlied) == drawn.geojson
        for feature in json.loads(drawn.geojson)["features"]:
            assert list(feature["properties"]) == ["code"]
    for code, shape in shapes(found["regency"]).items():
        assert shape.contains(shapely.Point(found["regency"].points[code]))


def test_the_target_is_kept_and_borders_stay_shared() -> None:
    """Two wiggly neighbours: after simplification they neither overlap nor leave a gap."""
    rng = np.random.default_rng(1)
    y = np.linspace(0, 10, 4001)
    border = np.column_stack([5 + rng.normal(0, 0.05, y.size).cumsum() * 0.02, y])
    left = shapely.Polygon([(0, 10), (0, 0), *border.tolist()])
    right = shapely.Polygon([(10, 10), *border[::-1].tolist(), (10, 0)])
    drawn = draw({"a": left, "b": right}, Style(3, 3_000))
    assert 1_000 < len(drawn.gzipped) <= 3_000
    here = shapes(drawn)
    assert here["a"].intersection(here["b"]).area == pytest.approx(0, abs=1e-9)
    assert shapely.union(here["a"], here["b"]).area == pytest.approx(100, rel=1e-3)
    assert draw({"a": left, "b": right}, Style(3, 3_000)).geojson == drawn.geojson


def test_a_unit_smaller_than_the_grid_is_still_there() -> None:
    drawn = draw({"big": shapely.box(0, 0, 1, 1), "dot": shapely.box(3.0001, 3.0001, 3.0002, 3.0002)}, Style(2, 60_000))
    assert shapes(drawn)["dot"].area > 0
    assert drawn.points["dot"] == pytest.approx((3, 3), abs=0.02)


def test_specks_vanish_but_the_largest_part_never_does() -> None:
    coast = shapely.Point(0, 0).buffer(1, quad_segs=400)
    specks = [shapely.Point(2 + i / 50, 0).buffer(0.004) for i in range(100)]
    drawn = draw({"a": shapely.MultiPolygon([coast, *specks]), "b": specks[0]}, Style(3, 900))
    assert len(shapely.get_parts(shapes(drawn)["a"])) == 1
    assert shapes(drawn)["b"].area > 0


def test_decimals() -> None:
    assert {level: style.decimals for level, style in LEVELS.items()} == {"regency": 3, "province": 2, "province-34": 2}
    text = draw({"a": shapely.box(0.123456, 0, 1, 1)}, Style(2, 60_000)).geojson.decode()
    assert "0.12" in text
    assert "0.123" not in text
