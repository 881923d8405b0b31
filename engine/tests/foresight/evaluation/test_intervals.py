"""Intervals: coverage, interval score, quantile loss."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.intervals import (
    coverage,
    interval_score,
    pinball_loss,
    proportion_interval,
    weighted_interval_score,
)


def test_coverage_counts_what_is_known() -> None:
    found = coverage([1.0, 5.0, np.nan, 2.0], [0.0, 6.0, 0.0, np.nan], [1.0, 7.0, 9.0, 3.0], 0.9)
    assert (found.share, found.width, found.n) == (0.5, 1.0, 2)
    assert 0.0 < found.low < 0.5 < found.high < 1.0
    assert coverage([np.nan], [0.0], [1.0], 0.9).n == 0


def test_the_interval_of_a_share_keeps_its_promise_on_average() -> None:
    # Jeffreys' interval covers near its level, averaged over shares (Brown, Cai and DasGupta 2001).
    rng = np.random.default_rng(1)
    share = rng.random(4000)
    low, high = proportion_interval(rng.binomial(40, share), 40)
    assert ((low <= share) & (share <= high)).mean() == pytest.approx(0.95, abs=0.012)
    assert proportion_interval(0, 10)[0] == 0.0
    assert proportion_interval(10, 10)[1] == 1.0
    assert np.isnan(proportion_interval(0, 0)[0])


def test_interval_score_by_hand() -> None:
    np.testing.assert_allclose(interval_score([1.0, 4.0, -1.0], 0.0, 2.0, 0.8), [2.0, 2.0 + 10 * 2, 2.0 + 10 * 1])
    with pytest.raises(UsageError, match="level"):
        interval_score(1.0, 0.0, 2.0, 90)


def test_the_quantile_has_the_least_loss() -> None:
    draws = np.random.default_rng(2).gamma(2.0, size=5000)
    tried = np.quantile(draws, np.linspace(0.5, 0.99, 50))
    best = tried[np.argmin([pinball_loss(draws, q, 0.9).mean() for q in tried])]
    assert best == pytest.approx(np.quantile(draws, 0.9))


def test_many_quantiles_come_near_the_crps() -> None:
    from ikp.foresight.evaluation.continuous import crps_sample

    x = np.sort(np.random.default_rng(3).normal(size=(1, 4000)))
    shares = (np.arange(200) + 0.5) / 200
    quantiles = np.quantile(x[0], shares)[np.newaxis]
    np.testing.assert_allclose(weighted_interval_score([0.7], quantiles, shares), crps_sample([0.7], x), rtol=0.01)


@pytest.mark.extras
def test_agrees_with_scoringrules() -> None:
    sr = pytest.importorskip("scoringrules")
    y = np.array([0.5, 3.0, -2.0])
    np.testing.assert_allclose(interval_score(y, -1.0, 1.0, 0.9), sr.interval_score(y, -1.0, 1.0, 0.1))
    np.testing.assert_allclose(pinball_loss(y, 1.0, 0.3), sr.quantile_score(y, 1.0, 0.3))
