"""What is wrong with shapes that join."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from ikpweb.maps.boundaries.checking import Report, check
from ikpweb.maps.boundaries.joining import join
from ikpweb.maps.boundaries.limits import BoundaryProblem
from ikpweb.maps.boundaries.reading import read
from ikpweb.territory.models import Unit

from .conftest import features

pytestmark = pytest.mark.usefixtures("english")

Write = Callable[..., Path]
Units = dict[str, Unit]


def checked(path: Path, units: Units, **settings: Any) -> tuple[dict[str, Any], Report]:
    content = read(path)
    return check(join(content.shapes, units, "generic", "code"), units, len(content.shapes), **settings)


def refusal(path: Path, units: Units) -> str:
    with pytest.raises(BoundaryProblem) as caught:
        checked(path, units)
    return str(caught.value)


def geometry(shape: shapely.Geometry) -> Any:
    return shapely.geometry.mapping(shape)


def test_a_sound_file_has_nothing_to_report(write: Write, units: Units) -> None:
    areas, report = checked(write(features()), units)
    assert len(areas) == report.joined == report.expected == 8
    assert not any(
        getattr(report, name) for name in ("missing", "unknown", "empty", "merged", "mended", "overlaps", "misplaced")
    )


def test_missing_regencies_are_named_and_refused_unless_asked_for(write: Write, units: Units) -> None:
    path = write(features()[:-1])
    assert "1 of 8 regencies are missing: Kab. 91.02 (91.02)" in refusal(path, units)
    areas, report = checked(path, units, partial=True)
    assert len(areas) == 7
    assert report.missing == ["Kab. 91.02 (91.02)"]


def test_empty_shapes_count_as_missing(write: Write, units: Units) -> None:
    rows = features()
    rows[0]["geometry"] = None
    rows[1]["geometry"] = {"type": "Polygon", "coordinates": []}
    _, report = checked(write(rows), units, partial=True)
    assert report.empty == ["Kab. 11.01 (11.01) [feature 1]", "Kab. 11.02 (11.02) [feature 2]"]
    assert report.joined == 6


def test_an_invalid_shape_is_mended_and_said(write: Write, units: Units) -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[100, 0], [101, 1], [101, 0], [100, 1], [100, 0]]]}
    rows = features()
    rows[0]["geometry"] = bow_tie
    areas, report = checked(write(rows), units)
    assert areas["11.01"].is_valid
    assert areas["11.01"].area == pytest.approx(0.5)
    assert report.mended == ["Kab. 11.01 (11.01): Self-intersection"]


def test_overlaps_are_told_with_their_area(write: Write, units: Units) -> None:
    rows = features()
    rows[0]["geometry"] = geometry(shapely.box(100, 0, 101.1, 1))  # a tenth of its neighbour
    rows[1]["geometry"] = geometry(shapely.box(101, 0, 102.001, 1))  # a sliver: below the threshold
    _, report = checked(write(rows), units)
    # 0.1 square degrees at 111.32 km and 110.57 km a degree.
    assert report.overlaps == ["Kab. 11.01 (11.01) and Kab. 11.02 (11.02): 1,231 km², 10% of the smaller"]


def test_parts_of_a_unit_are_put_together(write: Write, units: Units) -> None:
    rows = features()
    rows[0]["geometry"] = geometry(shapely.box(100, 0, 100.5, 1))
    rows.append({**rows[0], "geometry": geometry(shapely.box(100.5, 0, 101, 1))})
    areas, report = checked(write(rows), units)
    assert areas["11.01"].equals(shapely.box(100, 0, 101, 1))
    assert report.merged == ["Kab. 11.01 (11.01): 2 parts"]


def test_a_unit_that_stands_twice_is_refused(write: Write, units: Units) -> None:
    rows = features()
    assert "more than once" in refusal(write([*rows, rows[0]]), units)


def test_coordinates_that_are_no_degrees(write: Write, units: Units) -> None:
    def moved(change: Callable[[Any, Any], Any]) -> list[dict[str, Any]]:
        rows = features()
        for row in rows:
            shape = shapely.geometry.shape(row["geometry"])
            row["geometry"] = geometry(shapely.transform(shape, change, interleaved=False))
        return rows

    assert "EPSG:4326" in refusal(write(moved(lambda x, y: (x * 111_000, y * 111_000))), units)
    assert "Latitude stands before" in refusal(write(moved(lambda x, y: (y, x))), units)
    assert "another registry" in refusal(write(moved(lambda x, y: (x - 60, y))), units)


def test_codes_of_another_registry(write: Write, units: Units) -> None:
    """Each code stands on its neighbour's shape."""
    rows = features()
    for row, other in zip(rows, features()[3:] + features()[:3], strict=True):
        row["geometry"] = other["geometry"]
    assert "of 8 units lie far" in refusal(write(rows), units)
