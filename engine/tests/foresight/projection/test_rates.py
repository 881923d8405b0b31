"""Baselines of counts."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import history, stages
from ikp.foresight.evaluation.counts import count_log_probability
from ikp.foresight.projection.forecast import Task, Unfit
from ikp.foresight.projection.history import History
from ikp.foresight.projection.rates import best_size, climatology, counts_of, long_run, pairs, persistence, province


def task(whole: History, draws: int = 1) -> Task:
    return Task(whole, len(whole.periods) - 1, 1, np.random.default_rng(1), draws)


def test_long_run_rates_lie_between_the_own_and_the_others() -> None:
    whole = stages(1)
    counts = counts_of(whole, "x")
    shape, rate = long_run(whole, 9)
    own = counts.values.sum(axis=0) / counts.exposure[:10].sum(axis=0)
    found = shape / rate
    assert np.corrcoef(own, found)[0, 1] > 0.99
    assert found.std() < own.std()
    np.testing.assert_allclose(long_run(whole, 4)[0], long_run(whole.until(4), 4)[0], err_msg="nothing of the future")


def test_the_best_size_is_found() -> None:
    rng = np.random.default_rng(2)
    mu = rng.gamma(2.0, 2.0, 3000)
    y = rng.negative_binomial(2.0, 2.0 / (2.0 + mu)).astype(float)
    assert best_size(y, mu) == pytest.approx(2.0, rel=0.15)
    assert best_size(np.array([np.nan]), np.array([1.0])) == 1.0
    poisson = rng.poisson(mu).astype(float)
    size = best_size(poisson, mu)
    assert np.sum(count_log_probability(poisson, mu, size)) > np.sum(count_log_probability(poisson, mu, 5.0))


@pytest.mark.parametrize("baseline", [climatology, persistence, province])
def test_forecasts_add_up_and_know_the_length_of_what_is_ahead(baseline: type) -> None:
    whole = stages(3)
    found = baseline(task(whole))
    np.testing.assert_allclose(found.mean.sum(axis=1), 1.0)
    drawn = baseline(task(whole, draws=500))
    np.testing.assert_allclose(drawn.mean, found.mean, atol=0.15)
    assert whole.counts is not None
    whole.counts.exposure[-1] *= 2.0
    np.testing.assert_allclose(baseline(task(whole)).mu, 2.0 * found.mu)


def test_persistence_follows_the_last_period_and_province_the_province() -> None:
    whole = stages(4)
    assert whole.counts is not None
    last = whole.counts.values[-1]
    found = persistence(task(whole)).mu
    assert found is not None
    assert np.corrcoef(found, last)[0, 1] > 0.99
    rate = province(task(whole)).mu
    assert rate is not None
    assert np.unique(rate.round(9)).size == 12, "six provinces, two kinds"


def test_categories_have_no_rates() -> None:
    with pytest.raises(Unfit):
        climatology(task(history([[0, 1]])))
    assert pairs(history([[0], [1], [2]]), 2) == (0,)
