"""Weights of a stack."""

import numpy as np
import pytest

from ikp.foresight.projection.stacking import best_power, mixed, sharpened, stack_weights


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


def test_mixing_leaves_the_weight_of_the_missing_to_the_others() -> None:
    found = mixed(np.array([0.5, 0.25, 0.25]), [np.array([1.0, np.nan]), np.array([3.0, 3.0]), np.array([5.0, 5.0])])
    np.testing.assert_allclose(found, [2.5, 4.0])
    assert np.isnan(mixed(np.array([1.0]), [np.array([np.nan])])).all()


def test_forecasts_that_are_too_careful_are_sharpened() -> None:
    rng = np.random.default_rng(3)
    truth = rng.dirichlet([0.7, 0.7, 0.7], 4000)
    came = (rng.random(4000)[:, np.newaxis] > np.cumsum(truth, axis=1)).sum(axis=1).clip(0, 2)
    assert best_power(truth, came) == pytest.approx(1.0, abs=0.06)
    careful = sharpened(truth, 0.5)
    power = best_power(careful, came)
    assert power == pytest.approx(2.0, rel=0.08)
    np.testing.assert_allclose(sharpened(careful, 2.0), truth, atol=1e-6)
    assert best_power(careful[:3], came[:3]) == pytest.approx(1.0, abs=0.2), "three outcomes say little"
    assert best_power(careful, np.full(4000, -1)) == 1.0
    assert sharpened(truth, 1.0) is truth
