import numpy as np
import pytest

from ikp.arrays.rank import Ties, rank

SCORES = [70.0, 90.0, np.nan, 70.0, 10.0]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", [2, 1, np.nan, 2, 4]), ("dense", [2, 1, np.nan, 2, 3]), ("average", [2.5, 1, np.nan, 2.5, 4])],
)
def test_equal_scores_share_a_place(ties: Ties, expected: list[float]) -> None:
    np.testing.assert_array_equal(rank(SCORES, ties), expected)


def test_ranks_are_float64_from_the_highest_down() -> None:
    ranks = rank([3, 1, 2])
    assert ranks.dtype == np.float64
    np.testing.assert_array_equal(ranks, [1, 3, 2])


def test_scores_that_differ_in_the_last_bit_do_not_tie() -> None:
    # In float32 these two are one number.
    np.testing.assert_array_equal(rank([0.1, np.nextafter(0.1, 1)]), [2, 1])


def test_zero_and_minus_zero_tie() -> None:
    np.testing.assert_array_equal(rank([0.0, -0.0, 1.0]), [2, 2, 1])


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_nothing_known_gets_no_rank(values: list[float]) -> None:
    assert np.isnan(rank(values)).all()
