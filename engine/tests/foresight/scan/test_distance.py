"""Distances between points."""

import numpy as np
import pytest

from ikp.errors import DataError
from ikp.foresight.scan.distance import EARTH_KM, between, checked_points, nearest_first, shared_points


def test_a_degree_of_a_meridian_and_of_the_equator_are_equally_long() -> None:
    away = between(np.array([[0.0, 100.0], [1.0, 100.0], [0.0, 101.0]]))
    degree = EARTH_KM * np.pi / 180
    np.testing.assert_allclose(away[0, 1:], degree, rtol=1e-12)
    np.testing.assert_allclose(away, away.T)


def test_close_points_keep_their_distance() -> None:
    # a millionth of a degree: the law of cosines gives 0 here
    away = between(np.array([[0.0, 100.0], [1e-6, 100.0]]))
    np.testing.assert_allclose(away[0, 1], EARTH_KM * np.pi / 180e6, rtol=1e-6)


def test_on_a_plane_it_is_the_plane() -> None:
    assert between(np.array([[0.0, 0.0], [3.0, 4.0]]), planar=True)[0, 1] == 5.0


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([[1.0, 2.0, 3.0]], "scan-shape"),
        ([[1.0, 100.0], [np.nan, 100.0]], "scan-no-point"),
        ([[1.0, 100.0], [100.0, 1.0]], "scan-point-range"),
        ([[1.0, 100.0]], "scan-few-units"),
    ],
)
def test_bad_points_get_a_sentence(points: list[list[float]], code: str) -> None:
    with pytest.raises(DataError) as caught:
        checked_points(points)
    assert [each.code for each in caught.value.problems] == [code]


def test_a_unit_without_a_point_is_named() -> None:
    with pytest.raises(DataError, match="Biak"):
        checked_points([[1.0, 100.0], [np.nan, 100.0]], ("Alor", "Biak"))


def test_swapped_degrees_are_fine_on_a_plane() -> None:
    assert checked_points([[1.0, 500.0], [500.0, 1.0]], planar=True).shape == (2, 2)


def test_units_on_one_point_are_told() -> None:
    assert shared_points([[1.0, 2.0], [1.0, 3.0]]) == ()
    (warning,) = shared_points([[1.0, 2.0], [1.0, 3.0], [1.0, 2.0]], ("a", "b", "c"))
    assert warning.severity == "warning"
    assert warning.params["units"] == "c"


@pytest.mark.parametrize("planar", [False, True])
def test_the_nearest_of_many_are_those_of_all_distances(planar: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    points = np.random.default_rng(1).uniform((-10, 95), (5, 140), size=(300, 2))
    points[10] = points[20]
    wanted = nearest_first(points, planar=planar)
    assert (wanted[:, 0] == np.arange(300)).all()
    monkeypatch.setattr("ikp.foresight.scan.distance._ALL_AT_ONCE", 10)
    np.testing.assert_array_equal(nearest_first(points, 7, planar=planar), wanted[:, :7])


def test_every_unit_is_its_own_centre_where_many_share_a_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikp.foresight.scan.distance._ALL_AT_ONCE", 10)
    points = np.r_[np.zeros((20, 2)), np.ones((5, 2))]
    found = nearest_first(points, 3)
    assert (found[:, 0] == np.arange(25)).all()
    assert all(len(set(row)) == 3 for row in found.tolist())
