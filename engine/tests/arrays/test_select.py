"""Order statistics without sorting are those of sorted rows; sums do not hang on the order."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from ikp.arrays.select import select, select_counts, steady_sums

_SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=30)
_ODD = st.sampled_from([0.0, -0.0, 1.0, 1.0 + 2.0**-52, np.nan, np.inf, -np.inf, 5e-324])


@given(
    values=arrays(np.float64, _SHAPES, elements=st.one_of(_ODD, st.floats(-1.7e308, 1.7e308), st.floats(40.0, 41.0))),
    seed=st.integers(0, 99),
)
def test_floats(values: np.ndarray, seed: int) -> None:
    places = np.random.default_rng(seed).integers(0, values.shape[1], (len(values), 6))
    expected = np.take_along_axis(np.sort(values, axis=1), places, axis=1)
    np.testing.assert_array_equal(select(values, places), expected)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ikp.arrays.select._MANY", 1.0)  # rows so short are sorted otherwise
        np.testing.assert_array_equal(select(values, places), expected)


@pytest.mark.parametrize("draw", ["normal", "few values", "one far away"])
def test_long_rows(draw: str) -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(50.0, 4.0, (5, 20_000))
    if draw == "few values":
        values = np.round(values)
    if draw == "one far away":
        values[:, 7] = 1e12
    places = np.tile([0, 999, 1000, 10_000, 19_998, 19_999], (5, 1))
    np.testing.assert_array_equal(select(values, places), np.take_along_axis(np.sort(values, axis=1), places, axis=1))


def test_no_place_is_asked_for() -> None:
    assert select(np.ones((2, 3)), np.empty((2, 0), dtype=np.intp)).shape == (2, 0)


@given(values=arrays(np.uint16, _SHAPES, elements=st.integers(0, 40)), top=st.sampled_from([40, 5_000]))
def test_whole_numbers(values: np.ndarray, top: int) -> None:
    places = np.tile(np.arange(values.shape[1]), (len(values), 1))
    np.testing.assert_array_equal(select_counts(values, places, top), np.sort(values, axis=1))


@given(values=arrays(np.float64, _SHAPES, elements=st.floats(-1e6, 1e6)))
def test_sums_are_those_of_any_order(values: np.ndarray) -> None:
    found = steady_sums(values)
    np.testing.assert_array_equal(found, steady_sums(values[:, ::-1]))
    np.testing.assert_allclose(found, values.sum(axis=1), rtol=1e-12, atol=1e-13 * np.abs(values).max(initial=1.0))


def test_sums_are_exact_but_for_the_last_bits() -> None:
    rng = np.random.default_rng(4)
    values = rng.normal(50.0, 4.0, (5, 10_000))
    values[3] = 50.1
    values[4] -= 50.0
    values[2, 7] = 1e9
    exact = np.array([math.fsum(row) for row in values])
    assert (np.abs(steady_sums(values) - exact) <= np.spacing(np.abs(exact))).all()
    mean = float(steady_sums(values)[3] / 10_000)
    assert abs(mean - 50.1) <= np.spacing(50.1)


@pytest.mark.parametrize("size", [1e-320, 1e-300, 1.0, 1e300])
def test_sums_of_any_size_with_gaps(size: float) -> None:
    values = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan], [-2.0, -2.0, 1.0]]) * size
    np.testing.assert_allclose(steady_sums(values), np.array([4.0, 0.0, -3.0]) * size, rtol=1e-12)
