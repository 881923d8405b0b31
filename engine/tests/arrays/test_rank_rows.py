"""Many rows of ranks at once are the ranks of one row at a time."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from ikp.arrays.rank import Ties, rank
from ikp.arrays.rank_rows import rank_rows, steps_of

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


def test_the_type_holds_the_highest_rank() -> None:
    assert rank_rows(np.zeros((1, 70_000))).dtype == np.uint32
    assert rank_rows(np.arange(40_000.0)[None, :], "average").dtype == np.uint32
    found = rank_rows(np.arange(65_535.0)[None, :])
    assert found.dtype == np.uint16
    assert found[0, 0] == 65_535


def test_no_units_and_one_unit() -> None:
    assert rank_rows(np.empty((3, 0))).shape == (3, 0)
    assert rank_rows(np.array([[7.0], [np.nan]])).tolist() == [[1], [0]]
