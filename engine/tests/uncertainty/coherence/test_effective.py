"""What weights do: shares that sum, a closed form for two parts, and weights that reach what was wanted."""

import numpy as np
import pytest

from ikp.uncertainty.coherence import importance, optimise

RNG = np.random.default_rng(3)
X = RNG.normal(size=(60, 3)) * [1, 2, 5] + RNG.normal(size=(60, 1))
W = np.array([2.0, 1.0, 1.0])


def test_shares_of_variance_sum_to_one_for_a_weighted_mean() -> None:
    found = importance(X, W, X @ W / 4)
    assert found.nominal.tolist() == [0.5, 0.25, 0.25]
    assert found.by_variance.sum() == pytest.approx(1)
    assert found.by_correlation.sum() == pytest.approx(1)
    assert found.explained == pytest.approx(found.correlation**2)
    # The part with the largest spread rules, whatever its weight.
    assert found.by_variance.argmax() == 2


def test_two_parts_without_correlation_in_closed_form() -> None:
    x = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]], dtype=float)
    found = importance(x, np.array([3.0, 4.0]), x @ [3 / 7, 4 / 7])
    assert found.correlation == pytest.approx([0.6, 0.8])
    assert found.by_variance == pytest.approx([0.36, 0.64])
    assert found.by_correlation == pytest.approx([3 / 7, 4 / 7])


def test_rows_with_a_gap_and_parts_without_spread() -> None:
    x = np.vstack([np.column_stack([X[:, 0], np.full(60, 0.1)]), [[np.nan, 5]]])
    score = np.append(X[:, 0], 3.0)
    found = importance(x, np.ones(2), score)
    assert found.n == 60
    assert found.correlation[0] == pytest.approx(1)
    assert np.isnan([found.correlation[1], found.by_variance[1], found.by_correlation[1]]).all()
    nothing = importance(x, np.ones(2), np.ones(61))
    assert np.isnan(nothing.correlation).all()
    assert nothing.nominal.tolist() == [0.5, 0.5]


def test_optimised_weights_reach_the_importance_that_was_wanted() -> None:
    found = optimise(X, np.array([2.0, 1.0, 1.0]))
    assert found is not None
    assert found.exact
    assert found.reached == pytest.approx([0.5, 0.25, 0.25], abs=1e-10)
    checked = importance(X, found.weights, X @ found.weights)
    assert checked.by_correlation == pytest.approx(found.reached, abs=1e-10)


def test_what_cannot_be_reached_is_said() -> None:
    found = optimise(X, np.array([1.0, 0.0, 0.0]))
    assert found is not None
    assert not found.exact
    assert (found.weights >= 0).all()


def test_nothing_to_optimise() -> None:
    assert optimise(X[:, :1], np.ones(1)) is None
    assert optimise(np.column_stack([X[:, 0], np.ones(60)]), np.ones(2)) is None
    assert optimise(X[:2], np.ones(3)) is None
