"""Probabilities of a scan's scores."""

import numpy as np
import pytest

from ikp.foresight.scan.chance import Null


def test_monte_carlo_counts_the_observed_one_and_ties() -> None:
    null = Null(np.array([1.0, 2.0, 3.0, 4.0]))
    np.testing.assert_allclose(null.monte_carlo([5.0, 4.0, 3.5, 0.0]), [0.2, 0.4, 0.4, 1.0])


def test_rounding_makes_no_difference() -> None:
    assert Null(np.full(9, 0.3)).monte_carlo(0.1 + 0.2) == 1.0


def test_gumbel_finds_its_own_tail() -> None:
    maxima = np.random.default_rng(1).gumbel(4.0, 1.5, size=20_000)
    at = 4.0 - 1.5 * np.log(-np.log1p(-1e-4))  # exceeded once in ten thousand
    assert Null(maxima).gumbel(at) == pytest.approx(1e-4, rel=0.1)


def test_nothing_is_said_without_simulations() -> None:
    assert np.isnan(Null(np.zeros(0)).monte_carlo(1.0))
    assert np.isnan(Null(np.zeros(0)).gumbel(1.0))
    assert np.isnan(Null(np.ones(100)).gumbel(1.0))
