import numpy as np
import pytest

from engine.tests.foresight.delay.test_nowcasting import triangle, world
from ikp.errors import DataError
from ikp.foresight.delay import corrected, merged, nowcast
from ikp.foresight.streams import CountSeries

UNITS = ("11.01", "11.02", "12.01")


def test_series_of_one_area_are_added_up() -> None:
    n = np.arange(1.0, 13.0).reshape(2, 2, 3)
    found = merged(triangle(n, units=UNITS, beyond=np.array([1.0, 2.0, 4.0])), ["11", "11", "12"], ["semua"] * 3)
    assert found.units == ("11", "12")
    assert found.n[0].tolist() == [[3, 3], [9, 6]]
    assert np.isnan(found.n[1, 1]).all()
    assert found.beyond.tolist() == [3.0, 4.0]


def test_a_gap_in_a_part_is_a_gap_in_the_whole() -> None:
    n = np.ones((3, 1, 3))
    n[1, 0, 0] = np.nan
    found = merged(triangle(n, units=UNITS), ["11", "11", "12"], ["semua"] * 3)
    assert np.isnan(found.n[1, 0]).tolist() == [True, False]


def test_kinds_of_one_unit_stay_apart_or_go_together() -> None:
    given = triangle(np.ones((2, 1, 2)), units=("11.01", "11.01"), kinds=("etik", "pidana"))
    assert merged(given, given.units, given.kinds).kinds == ("etik", "pidana")
    assert merged(given, given.units, ("semua", "semua")).n[0, 0].tolist() == [2.0]


def test_labels_of_another_length_are_refused() -> None:
    with pytest.raises(DataError, match="units 1"):
        merged(triangle(np.ones((2, 1, 2))), ["11"], ["semua"] * 2)


def test_a_corrected_series_has_the_nowcast_in_its_open_weeks() -> None:
    known, _ = world(1, series=3, mean=12.0)
    n = np.nan_to_num(known.n)
    n[-1, 0, 1] = np.nan
    found = nowcast(triangle(n))
    weeks = slice(2, None)  # the series begins later and has a unit that nobody nowcast
    series = CountSeries(
        np.column_stack([found.known[weeks], np.full(58, 4.0)]),
        found.starts[weeks],
        (*found.units, "99.01"),
        (*found.kinds, "semua"),
    )
    mean = corrected(series, found)
    assert (mean.counts[:-4, :3] == found.known[2:-4]).all()
    assert np.array_equal(mean.counts[-4:, :3], found.mean[-4:], equal_nan=True)
    assert np.isnan(mean.counts[-1, 1])
    assert (mean.counts[:, 3] == 4).all()
    assert np.array_equal(corrected(series, found, use="low").counts[-4:, :3], found.low[-4:], equal_nan=True)
    assert np.array_equal(corrected(series, found, use="median").counts[-2:, 0], found.quantile(0.5)[-2:, 0])
    assert not mean.synthetic
