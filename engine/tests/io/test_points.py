"""Files of points and of neighbours, and everything that can be wrong with their rows."""

from pathlib import Path

import numpy as np
import pytest

from ikp.editions.registry import registry
from ikp.errors import DataError
from ikp.io.points import read_pairs, read_points


def file(folder: Path, text: str) -> Path:
    path = folder / "points.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_points_with_names_and_population(tmp_path: Path) -> None:
    found = read_points(file(tmp_path, "daerah,nama,lintang,bujur,pemilih\nA,Alor,-8.3,124.5,100\nB,Biak,,135.9,\n"))
    assert found.units == ("A", "B")
    assert found.names == {"A": "Alor", "B": "Biak"}
    np.testing.assert_array_equal(found.points, [[-8.3, 124.5], [np.nan, 135.9]])
    assert found.population is not None
    np.testing.assert_array_equal(found.population, [100, np.nan])
    assert not found.planar


def test_points_on_a_plane_and_codes_of_the_registry(tmp_path: Path) -> None:
    found = read_points(file(tmp_path, "unit,x,y\n11.01,1,2\nKota Bogor,3,4\n"), registry(), "regency")
    assert found.planar
    assert found.units == ("11.01", "32.71")
    assert found.population is None


def test_neighbours(tmp_path: Path) -> None:
    assert read_pairs(file(tmp_path, "unit,tetangga\nA,B\nB,C\n")) == (("A", "B"), ("B", "C"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("unit,lat\nA,1\n", {"heading-missing"}),
        ("lat,lon\n1,2\n", {"heading-missing"}),
        ("unit,lat,lon\n", {"file-no-rows"}),
        ("unit,lat,lon\nA,1,2\nA,1,2\n", {"points-twice"}),
        ("unit,lat,lon,population\nA,1,2,-5\n", {"points-population"}),
        ("unit,lat,lon\nA,utara,2\n", {"number-text"}),
    ],
)
def test_every_problem_has_its_line(tmp_path: Path, text: str, codes: set[str]) -> None:
    with pytest.raises(DataError) as caught:
        read_points(file(tmp_path, text))
    assert {each.code for each in caught.value.problems} == codes


def test_unknown_units_of_pairs_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        read_pairs(file(tmp_path, "unit,neighbour\n11.01,99.99\n"), registry(), "regency")
    with pytest.raises(DataError, match="neighbour"):
        read_pairs(file(tmp_path, "unit\n11.01\n"))
