"""Many rows of ranks at once are the ranks of one row at a time."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from ikp.arrays.rank import Ties, rank
from ikp.arrays.rank_rows import rank_rows, rank_type, row_blocks, steps_of

TIES = get_args(Ties)


def _as_ranks(found: np.ndarray, ties: Ties) -> np.ndarray:
    return np.where(found == 0, np.nan, found / steps_of(ties))


@given(
    scores=arrays(
        np.float64,
        array_shapes(min_dims=2, max_dims=2, max_side=40),
        elements=st.one_of(st.sampled_from([0.0, -0.0, 1.0, np.nan, 100.0]), st.floats(-1e300, 1e300)),
    ),
    ties=st.sampled_from(TIES),
)
def test_rows_are_ranked_as_columns_are(scores: np.ndarray, ties: Ties) -> None:
    expected = np.array([rank(row, ties) for row in scores])
    np.testing.assert_array_equal(_as_ranks(rank_rows(scores, ties), ties), expected)


@pytest.mark.parametrize("ties", TIES)
def test_scores_that_differ_in_the_last_bit_only_are_told_apart(ties: Ties) -> None:
    rng = np.random.default_rng(1)
    base = np.repeat(rng.random((70, 10)), 30, axis=1)
    scores = base * (1 + rng.integers(0, 3, base.shape) * 2.0**-52)
    expected = np.array([rank(row, ties) for row in scores])
    np.testing.assert_array_equal(_as_ranks(rank_rows(scores, ties), ties), expected)


@pytest.mark.parametrize("units", [300, 3_000])
@pytest.mark.parametrize("ties", TIES)
def test_pairs_that_lie_close_together_are_put_right(ties: Ties, units: int) -> None:
    rng = np.random.default_rng(2)
    scores = rng.permuted(np.tile(np.arange(float(units)), (40, 1)), axis=1)
    # A pair of neighbours, one of three, and one of equals, here and there: too close for the bits that are kept.
    for row in range(0, 40, 3):
        one, two, three = (int(np.flatnonzero(scores[row] == each)[0]) for each in (7.0, 8.0, 9.0))
        scores[row, two] = scores[row, one] * (1 + (row % 2) * 2.0**-52)
        if row % 4 == 1:
            scores[row, three] = scores[row, one] * (1 + 2.0**-51)
    expected = np.array([rank(row, ties) for row in scores])
    np.testing.assert_array_equal(_as_ranks(rank_rows(scores, ties), ties), expected)


@pytest.mark.parametrize("scale", [5e-324, 1e-310, 1.0, 8e307])
def test_the_range_of_a_block_may_be_tiny_or_huge(scale: float) -> None:
    scores = np.array([[-2.0, 2.0, 0.0, 1.0], [1.0, -1.0, 2.0, 0.0]]) * scale
    assert rank_rows(scores).tolist() == [[4, 1, 3, 2], [2, 4, 1, 3]]


def test_the_type_holds_the_highest_rank() -> None:
    assert rank_rows(np.zeros((1, 70_000))).dtype == np.uint32
    assert rank_rows(np.arange(40_000.0)[None, :], "average").dtype == np.uint32
    found = rank_rows(np.arange(65_535.0)[None, :])
    assert found.dtype == np.uint16
    assert found[0, 0] == 65_535


def test_no_units_and_one_unit() -> None:
    assert rank_rows(np.empty((3, 0))).shape == (3, 0)
    assert rank_rows(np.array([[7.0], [np.nan]])).tolist() == [[1], [0]]


@pytest.mark.parametrize("n", [1, 3, 548, 2185, 40_000, 140_000, 200_000, 823_220, 3_000_000])
def test_blocks_are_of_one_length(n: int) -> None:
    for b in (8, 16, 120, 256):
        blocks = [slice(*each.indices(b)) for each in row_blocks(b, n)]
        sizes = [each.stop - each.start for each in blocks]
        assert sum(sizes) == b
        assert sizes[0] * n <= max(1 << 20, n)
        assert {size == 1 for size in sizes} == {sizes[0] == 1}  # a row alone is summed in another order
    assert list(row_blocks(8, 0)) == []


@given(
    scores=arrays(np.float64, (7, 11), elements=st.sampled_from([0.5, 1.0, 1.0 + 2.0**-52, np.nan, 3.0])),
    ties=st.sampled_from(TIES),
)
def test_ranks_are_written_where_they_are_to_be_kept(scores: np.ndarray, ties: Ties) -> None:
    kept = np.zeros((11, 20), dtype=rank_type(11, ties))
    rank_rows(np.asfortranarray(scores), ties, out=kept[:, 5:12].T)
    np.testing.assert_array_equal(kept[:, 5:12].T, rank_rows(scores, ties))
    assert not kept[:, :5].any()
    assert not kept[:, 12:].any()
