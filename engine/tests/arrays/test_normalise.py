import numpy as np
import pytest
from numpy.typing import NDArray

from ikp.arrays.normalise import (
    Line,
    borda,
    draw,
    extremes,
    line_between,
    line_flat,
    moments,
    percentile_rank,
    rank_upwards,
)

VALUES = np.array([2.0, np.nan, 6.0, 4.0, 4.0])


def drawn(values: NDArray[np.float64], line: Line, within: tuple[float, float] | None = None) -> list[float]:
    out = np.empty_like(values)
    draw(values, line, out, within)
    return list(map(float, out))


def test_the_anchors_score_exactly_the_ends() -> None:
    # 0.1 and 0.3 have no exact binary form; x * scale + shift would give 99.99999999999999 here.
    line = line_between(0.1, 0.3, (0, 100))
    assert drawn(np.array([0.1, 0.3]), line) == [0, 100]


def test_a_downward_line_mirrors() -> None:
    assert drawn(VALUES, line_between(6, 2, (0, 100)))[::2] == [100, 0, 50]


def test_missing_stays_missing() -> None:
    assert np.isnan(drawn(VALUES, line_between(2, 6, (0, 1)))[1])
    assert np.isnan(drawn(VALUES, line_flat(50))[1])


def test_large_values_with_a_small_range_keep_their_digits() -> None:
    values = 1e9 + np.array([0, 0.25, 1])
    assert drawn(values, line_between(1e9, 1e9 + 1, (0, 100))) == [0, 25, 100]


def test_values_beyond_an_anchor_go_beyond_the_scale_unless_kept_within() -> None:
    values = np.array([0.0, 5.0, 20.0])
    assert drawn(values, line_between(0, 10, (0, 100))) == [0, 50, 200]
    assert drawn(values, line_between(0, 10, (0, 100)), (0, 100)) == [0, 50, 100]
    assert drawn(values, line_between(0, 10, (100, 0)), (100, 0)) == [100, 50, 0]


def test_draw_works_in_place() -> None:
    values = np.array([2.0, 6.0])
    draw(values, line_between(2, 6, (1, 5)), values)
    assert values.tolist() == [1, 5]


def test_a_flat_line_gives_one_score() -> None:
    assert drawn(np.array([3.0, 9.0]), line_flat(50)) == [50, 50]


def test_extremes_leave_out_what_is_missing() -> None:
    assert extremes(VALUES) == (2, 6)
    assert np.isnan(extremes(np.array([np.nan, np.nan]))).all()


def test_moments_use_the_sample_standard_deviation() -> None:
    # 2, 6, 4, 4: mean 4, squared deviations 4 + 4 + 0 + 0, divided by n - 1 = 3.
    assert moments(VALUES) == pytest.approx((4, np.sqrt(8 / 3)), abs=1e-15)
    assert moments(VALUES[2:]) == pytest.approx((14 / 3, np.sqrt(4 / 3)), abs=1e-15)


def test_equal_values_have_no_spread_at_all() -> None:
    # The mean of seven times 0.1 is not 0.1 in floating point; the deviation would not be 0.
    assert moments(np.full(7, 0.1)) == (0.1, 0)
    assert moments(np.array([5.0])) == (5, 0)
    assert np.isnan(moments(np.array([np.nan]))).all()


def test_rank_like_scores_count_upwards() -> None:
    # Ascending 2, 4, 4, 6; the two fours share place 2.
    np.testing.assert_array_equal(rank_upwards(VALUES), [1, np.nan, 4, 2, 2])
    np.testing.assert_array_equal(borda(VALUES), [0, np.nan, 3, 1, 1])
    np.testing.assert_allclose(percentile_rank(VALUES), [0, np.nan, 1, 1 / 3, 1 / 3], rtol=0, atol=1e-15)
