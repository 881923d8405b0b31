"""Weights of a mixture of laws."""

import numpy as np
import pytest

from ikp.foresight.projection.stacking import stack_weights


def test_the_better_one_gets_the_weight_as_outcomes_come_in() -> None:
    rng = np.random.default_rng(1)
    truth = rng.beta(2.0, 2.0, 2000)
    came = rng.random(2000) < truth
    good, plain = np.where(came, truth, 1 - truth), np.full(2000, 0.5)
    weights = [stack_weights(np.stack([good, plain])[:, :n])[0] for n in (5, 200, 2000)]
    assert 0.4 < weights[0] < 0.8
    assert weights[2] > 0.9


def test_two_that_are_alike_share_evenly_and_the_order_does_not_matter() -> None:
    p = np.random.default_rng(2).random((3, 50))
    p[1] = p[0]
    found = stack_weights(p)
    assert found[0] == pytest.approx(found[1])
    np.testing.assert_allclose(stack_weights(p[::-1]), found[::-1], atol=1e-8)
    assert found.sum() == pytest.approx(1.0)


def test_one_that_said_nothing_has_no_weight_and_one_that_said_little_is_not_blamed() -> None:
    p = np.full((3, 40), 0.5)
    p[2] = np.nan
    assert stack_weights(p)[2] == 0.0
    p[1, 5:] = np.nan
    assert stack_weights(p)[1] == pytest.approx(0.5, abs=0.05)
    np.testing.assert_allclose(stack_weights(np.full((2, 3), np.nan)), 0.5)
    np.testing.assert_allclose(stack_weights(np.empty((4, 0))), 0.25)
