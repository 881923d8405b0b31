import numpy as np
import pytest
from scipy import stats

from ikp.arrays.outliers import box_cox, box_cox_power, is_tame, offset_above_zero, shape_of, winsor_limits

LIMITS = (2.0, 3.5)


def test_shape_of_one_to_five() -> None:
    # Symmetric; n = 5, m2 = 2, m4 = (16 + 1 + 0 + 1 + 16) / 5 = 6.8, so g2 = 6.8 / 4 - 3 = -1.3
    # and G2 = ((6 * -1.3) + 6) * 4 / (3 * 2) = -1.2.
    assert shape_of(np.arange(1.0, 6)) == pytest.approx((0, -1.2), abs=1e-14)


def test_shape_agrees_with_scipy() -> None:
    values = np.random.default_rng(1).lognormal(size=40)
    expected = (stats.skew(values, bias=False), stats.kurtosis(values, bias=False))
    assert shape_of(np.append(values, np.nan)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("values", [[1.0, 2, 3], [4.0, 4, 4, 4, np.nan], [np.nan]])
def test_too_few_or_equal_values_have_no_shape_and_need_nothing(values: list[float]) -> None:
    shape = shape_of(np.array(values))
    assert np.isnan(shape).all()
    assert is_tame(shape, *LIMITS)


@pytest.mark.parametrize(
    ("shape", "tame"), [((2.1, 3.6), False), ((-2.1, 3.6), False), ((2.1, 3.5), True), ((2.0, 9.0), True)]
)
def test_both_limits_must_be_exceeded(shape: tuple[float, float], tame: bool) -> None:
    assert is_tame(shape, *LIMITS) is tame


def test_the_highest_values_move_to_the_next() -> None:
    # 1 … 10, 30, 100 has skewness 3.1; with 100 moved to 30 it has 1.71, so one move does.
    values = np.append(np.arange(1.0, 11), [30, 100])
    assert winsor_limits(values, *LIMITS, max_points=5) == (None, 30)
    assert winsor_limits(-values, *LIMITS, max_points=5) == (-30, None)
    assert stats.skew(values, bias=False) == pytest.approx(3.1, abs=0.05)
    assert stats.skew(np.minimum(values, 30), bias=False) == pytest.approx(1.71, abs=0.005)


def test_the_limit_on_points_holds_even_for_ties() -> None:
    values = np.append(np.arange(30.0) / 10, [50, 50, 50])
    assert winsor_limits(values, 1, 1, max_points=2) == (None, None)
    assert winsor_limits(values, 1, 1, max_points=3) == (None, 2.9)
    assert winsor_limits(values, 1, 1, max_points=0) == (None, None)


def test_a_rare_event_is_not_wiped_out() -> None:
    # Two units of thirty had events; moving them to 0 would leave nothing to tell.
    values = np.append(np.zeros(28), [3.0, 9.0])
    assert winsor_limits(values, *LIMITS, max_points=5) == (None, 3)


def test_the_offset_brings_the_lowest_value_to_a_hundredth_of_the_range() -> None:
    assert offset_above_zero(np.array([20.0, np.nan, -80.0])) == 81


def test_box_cox_by_hand() -> None:
    values = np.array([1.0, 4.0, np.nan])
    np.testing.assert_allclose(box_cox(values, 0.5), [0, 2, np.nan], atol=1e-15)
    np.testing.assert_allclose(box_cox(values, 0.0), [0, np.log(4), np.nan], atol=1e-15)
    np.testing.assert_allclose(box_cox(values, -1.0), [0, 0.75, np.nan], atol=1e-15)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
def test_the_power_agrees_with_scipy_in_any_unit_of_measure(scale: float) -> None:
    values = np.random.default_rng(2).gamma(2.0, size=60)
    expected = stats.boxcox_normmax(values, method="mle")
    assert box_cox_power(np.append(values * scale, np.nan)) == pytest.approx(expected, abs=1e-5)
