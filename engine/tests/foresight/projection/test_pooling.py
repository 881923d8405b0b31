"""The stack of categories: a product of powers."""

import numpy as np
import pytest

from ikp.foresight.projection.pooling import Pool, learn_pool


def world(seed: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Give true chances of three categories, and what came."""
    rng = np.random.default_rng(seed)
    truth = rng.dirichlet([1.0, 1.0, 1.0], n)
    return truth, (rng.random(n)[:, np.newaxis] > np.cumsum(truth, axis=1)).sum(axis=1).clip(0, 2)


def test_one_that_knows_all_is_taken_as_it_stands() -> None:
    truth, came = world(1, 6000)
    plain = np.full_like(truth, 1 / 3)
    # The third has seen a part of what the first knows, and says it too carefully.
    part = 0.5 * truth + 0.5 * plain
    pool = learn_pool(np.stack([truth, plain, part]), came)
    np.testing.assert_allclose(pool.mix(np.stack([truth, plain, part])), truth, atol=0.03)
    assert pool.powers[0] > 0.8
    assert pool.weights.sum() == pytest.approx(1.0)
    few = learn_pool(np.stack([truth, plain, part])[:, :4], came[:4])
    np.testing.assert_allclose(few.powers, 1 / 3, atol=0.25)
    assert np.diag(few.covariance)[0] > np.diag(pool.covariance)[0]


def test_two_that_are_alike_share_evenly_and_do_not_make_it_bolder() -> None:
    truth, came = world(2, 400)
    pool = learn_pool(np.stack([truth, truth]), came)
    assert pool.powers[0] == pytest.approx(pool.powers[1], abs=1e-4)
    assert pool.powers.sum() == pytest.approx(1.0, abs=0.15)
    other = np.stack([truth, np.roll(truth, 1, axis=0)])
    np.testing.assert_allclose(learn_pool(other[::-1], came).powers[::-1], learn_pool(other, came).powers, atol=1e-4)


def test_the_powers_are_where_the_likelihood_with_its_priors_is_highest() -> None:
    truth, came = world(3, 150)
    tried = np.stack([truth, np.full_like(truth, 1 / 3), 0.3 * truth + 0.7 / 3])
    pool = learn_pool(tried, came)

    def height(powers: np.ndarray) -> float:
        said = Pool(powers, pool.covariance).mix(tried)
        price = ((powers - 1 / 3) ** 2).sum() / 0.25 + (powers.sum() - 1.0) ** 2 / 0.01
        return float(np.log(said[np.arange(came.size), came]).sum() - 0.5 * price)

    best = height(pool.powers)
    rng = np.random.default_rng(4)
    assert all(height(np.maximum(pool.powers + 0.02 * rng.standard_normal(3), 0.0)) < best for _ in range(50))


def test_one_that_said_nothing_has_no_power_and_one_that_said_little_is_not_blamed() -> None:
    truth, came = world(5, 300)
    tried = np.stack([truth, truth, np.full_like(truth, np.nan)])
    tried[1, 20:] = np.nan
    pool = learn_pool(tried, came)
    assert pool.powers[2] == 0.0
    assert pool.powers[1] == pytest.approx(pool.powers[0], abs=0.05)
    assert (pool.covariance[2] == 0).all()
    np.testing.assert_allclose(pool.mix(tried), truth, atol=0.06)
    np.testing.assert_allclose(learn_pool(tried[2:], came).powers, 1.0)
    np.testing.assert_allclose(learn_pool(np.empty((4, 0, 3)), np.empty(0, dtype=np.intp)).powers, 0.25)
    assert np.isnan(pool.mix(np.full((3, 2, 3), np.nan))).all()


def test_the_silent_leave_their_powers_to_the_others() -> None:
    pool = Pool(np.array([0.6, 0.3, 0.0]), np.eye(3))
    left = pool.without(np.array([False, True, False]))
    np.testing.assert_allclose(left.powers, [0.9, 0.0, 0.0])
    assert left.covariance[1].sum() == 0.0
    # Where nobody is left who had a power, those who speak have equal ones.
    np.testing.assert_allclose(pool.without(np.array([True, True, False])).powers, [0.0, 0.0, 0.9])


def test_no_forecast_can_rule_out_a_category_alone() -> None:
    found = Pool(np.array([0.5, 0.5]), np.zeros((2, 2))).mix(np.array([[[1.0, 0.0]], [[0.5, 0.5]]]))
    assert 5e-4 < found[0, 1] < 2e-3


def test_draws_hold_how_sure_the_powers_are() -> None:
    truth, came = world(6, 60)
    tried = np.stack([truth, np.full_like(truth, 1 / 3)])
    pool = learn_pool(tried, came)
    draws = np.repeat(tried[:, np.newaxis, :8], 400, axis=1)
    found = pool.drawn(draws, np.random.default_rng(7))
    assert found.shape == (400, 8, 3)
    np.testing.assert_allclose(found.sum(axis=2), 1.0)
    np.testing.assert_allclose(found.mean(axis=0), pool.mix(tried[:, :8]), atol=0.03)
    assert (found.std(axis=0) > 0.005).any()
    sure = Pool(pool.powers, np.zeros((2, 2))).drawn(draws, np.random.default_rng(7))
    np.testing.assert_allclose(sure, np.broadcast_to(pool.mix(tried[:, :8]), sure.shape))
