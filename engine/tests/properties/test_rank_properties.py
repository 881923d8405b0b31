from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from ikp.arrays.rank import Ties, rank

# Few different values, so that ties are common.
columns = st.lists(st.one_of(st.just(float("nan")), st.integers(-3, 3).map(float)), max_size=30).map(np.array)
ways: st.SearchStrategy[Ties] = st.sampled_from(["min", "dense", "average"])


@given(columns, ways)
@settings(deadline=None)
def test_ranks_agree_with_scipy(column: NDArray[np.float64], ties: Ties) -> None:
    known = ~np.isnan(column)
    ranks = rank(column, ties)
    np.testing.assert_array_equal(ranks[known], stats.rankdata(-column[known], method=ties))
    assert np.isnan(ranks[~known]).all()


@given(columns, ways, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_a_permutation_of_units_permutes_the_ranks(column: NDArray[np.float64], ties: Ties, random: Random) -> None:
    order = list(range(len(column)))
    random.shuffle(order)
    np.testing.assert_array_equal(rank(column[order], ties), rank(column, ties)[order])
