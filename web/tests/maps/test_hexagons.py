"""The hexagon map: what is shipped, and how it is made."""

from pathlib import Path

import numpy as np
import pytest
from ikpweb.maps.drafting import ISLANDS, LAYOUTS, draft, gabriel, island, quality, to_csv
from ikpweb.maps.hexagons import Cell, components, neighbours, place, touching
from ikpweb.maps.layout import layout
from ikpweb.territory.models import Unit


def test_neighbours_of_even_and_odd_rows() -> None:
    assert set(neighbours((2, 2))) == {(1, 2), (3, 2), (1, 1), (2, 1), (1, 3), (2, 3)}
    assert set(neighbours((2, 1))) == {(1, 1), (3, 1), (2, 0), (3, 0), (2, 2), (3, 2)}
    assert all(touching(other, (2, 1)) for other in neighbours((2, 1)))
    assert not touching((0, 0), (2, 0))


def test_components() -> None:
    assert components([]) == 0
    assert components([(0, 0), (1, 0), (5, 5)]) == 2
    assert components([(0, 0), (0, 1), (0, 2)]) == 1


def made_up(seed: int) -> list[Cell]:
    """Two islands of three by four towns each, two provinces an island; the second lies to the east."""
    points = np.array([[x + 8 * far, y] for far in (0, 1) for y in range(3) for x in range(4)], dtype=float)
    provinces = [f"{far}{x // 2}" for far in (0, 1) for _y in range(3) for x in range(4)]
    islands = [str(far) for far in (0, 1) for _ in range(12)]
    return place(points, provinces, islands, np.random.default_rng(seed), size=1.0, rounds=6_000)


def test_a_made_up_country() -> None:
    cells = made_up(1)
    assert len(set(cells)) == 24
    assert min(column for column, _ in cells) == 0
    assert min(row for _, row in cells) in {0, 1}
    for first in (0, 2, 12, 14):
        province = [cells[first + 4 * y + x] for y in range(3) for x in range(2)]
        assert components(province) == 1
    west, east = cells[:12], cells[12:]
    assert not any(touching(a, b) for a in west for b in east)
    assert max(column for column, _ in west) < min(column for column, _ in east)
    # A town's neighbour to the east stays to the east of it.
    turned = sum(cells[i][0] < cells[i - 1][0] for i in range(24) if i % 4)
    assert turned == 0


def test_the_same_seed_gives_the_same_map() -> None:
    assert made_up(2) == made_up(2)
    assert made_up(2) != made_up(3)


def test_gabriel_neighbours() -> None:
    # The corners of a domino and its middle: the middle lies in the circles over the long sides only.
    domino = np.array([[0, 0], [2, 0], [2, 1], [0, 1], [1, 0.5]], dtype=float)
    assert gabriel(domino) == [(0, 3), (0, 4), (1, 2), (1, 4), (2, 4), (3, 4)]
    assert gabriel(domino[:3]) == [(0, 1), (1, 2)]


def test_islands() -> None:
    assert [island(code) for code in ("21", "34.71", "51", "92.01")] == [
        "Sumatera",
        "Jawa",
        "Bali dan Nusa Tenggara",
        "Papua",
    ]
    assert len(set(ISLANDS.values())) == 7


def test_drafts_of_provinces_follow_their_registry(units: dict[str, Unit]) -> None:
    now, then = draft(list(units.values()), "province"), draft(list(units.values()), "province-34")
    assert (sorted(now), sorted(then)) == (["11", "12", "91"], ["11", "91"])
    assert to_csv({"province-34": {"11": (0, 0)}}) == "layout,code,column,row\nprovince-34,11,0,0\n"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "cells", "near", "direction"), [
    ("regency", 514, 0.745, 0.785), ("province", 38, 0.97, 0.97), ("province-34", 34, 0.97, 0.97),
])  # fmt: skip
def test_the_shipped_layouts(name: str, cells: int, near: float, direction: float) -> None:
    """One cell each, no province torn apart in either registry, open seas; neighbours as in the documentation."""
    units = list(Unit.objects.all())
    found = quality(units, name, layout(name).cells)
    assert found.cells == cells
    assert len(layout(name).cells) == cells
    assert found.sound
    assert found.neighbours >= near
    assert found.direction >= direction
    level = "regency" if name == "regency" else "province"
    expected = {unit.code for unit in units if unit.level == level}
    if name == "province-34":
        expected -= {"93", "94", "95", "96"}
    assert set(layout(name).cells) == expected


@pytest.mark.parametrize("name", LAYOUTS[1:])
def test_the_country_reads_from_west_to_east(name: str) -> None:
    cells = layout(name).cells
    for chain in (
        ("51", "52", "53"),
        ("36", "32", "35"),
        ("13", "15"),
        ("61", "62", "64"),
        ("11", "35", "73", "81", "91"),
    ):
        columns = [cells[code][0] for code in chain]
        assert columns == sorted(columns), chain


@pytest.mark.reference
@pytest.mark.django_db
def test_real_borders_mostly_stay_borders() -> None:
    """Of the pairs of regencies of one island group that share a border, the share whose hexagons touch."""
    import shapely
    from ikpweb.maps.boundaries.reading import read

    shared = Path(__file__).resolve().parents[4] / "shared" / "geo" / "regencies_detailed.topojson"
    if not shared.exists():
        pytest.skip("../shared/geo is not there")
    shapes = {shape.properties["code"]: shape.geometry for shape in read(shared).shapes}
    codes, areas = list(shapes), np.array([shapely.make_valid(each) for each in shapes.values()])
    left, right = shapely.STRtree(areas).query(areas, predicate="intersects")
    length = shapely.length(shapely.intersection(areas[left], areas[right]))
    pairs = [(codes[a], codes[b]) for a, b, line in zip(left, right, length, strict=True) if a < b and line > 0]
    cells = layout("regency").cells
    share = np.mean([touching(cells[a], cells[b]) for a, b in pairs])
    print(f"{len(pairs)} borders, {share:.3f} kept")
    assert share > 0.5
