"""Skill and paired tests: by hand, and with the level they promise."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.comparing import diebold_mariano, paired_difference, skill


def test_skill_by_hand() -> None:
    found = skill([1.0, 2.0, np.nan], [2.0, 4.0, 1.0], seed=1)
    assert (found.value, found.n, found.score, found.baseline) == (0.5, 2, 1.5, 3.0)
    assert found.shown, "half the score in every draw"
    assert (found.low, found.high) == (0.5, 0.5)


def test_nothing_that_can_be_compared_has_no_skill() -> None:
    assert np.isnan(skill([np.nan], [1.0], seed=1).value)
    assert np.isnan(skill([0.0], [0.0], seed=1).value)
    assert np.isnan(skill([np.inf, 1.0], [1.0, 1.0], seed=1).value)
    alone = skill([1.0, 1.0], [2.0, 2.0], ["a", "a"], seed=1)
    assert np.isnan(alone.low)
    assert not alone.shown
    with pytest.raises(UsageError, match="shape"):
        skill([1.0], [1.0, 2.0], seed=1)


def test_units_are_drawn_whole() -> None:
    rng = np.random.default_rng(2)
    a = np.repeat(rng.gamma(2.0, size=30), 20)
    b = np.full(a.size, 2.0)
    units = np.repeat(np.arange(30), 20)
    whole, single = skill(a, b, units, seed=3), skill(a, b, seed=3)
    assert whole.blocks == 30
    assert whole.high - whole.low > 3.0 * (single.high - single.low)


def test_no_skill_is_claimed_as_often_as_the_level_allows() -> None:
    rng = np.random.default_rng(4)
    shown = [skill(rng.gamma(2.0, size=60), rng.gamma(2.0, size=60), seed=5, replicates=400).shown for _ in range(300)]
    # one side of an interval at 90 %
    assert np.mean(shown) == pytest.approx(0.05, abs=0.035)


def test_paired_difference_over_single_units_is_the_t_test() -> None:
    from scipy import stats

    rng = np.random.default_rng(6)
    a, b = rng.normal(size=25), rng.normal(0.4, size=25)
    found, wanted = paired_difference(a, b), stats.ttest_rel(a, b)
    assert (found.statistic, found.p) == pytest.approx((wanted.statistic, wanted.pvalue))
    interval = wanted.confidence_interval(0.9)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert np.isnan(paired_difference([1.0], [2.0]).p)
    assert paired_difference([1.0, 1.0], [2.0, 2.0]).difference == -1.0


def test_diebold_mariano_one_step_is_the_t_test_with_its_correction() -> None:
    from scipy import stats

    rng = np.random.default_rng(7)
    a, b = rng.normal(size=30), rng.normal(0.3, size=30)
    # Step 1: variance by n, times the correction (n - 1) / n, is the variance of the t test.
    found = diebold_mariano(a, b)
    assert (found.statistic, found.p) == pytest.approx(tuple(stats.ttest_rel(a, b)))


def test_diebold_mariano_holds_its_level_where_forecasts_overlap() -> None:
    rng = np.random.default_rng(8)
    wrong = 0
    for _ in range(300):
        noise = rng.normal(size=64)
        d = np.convolve(noise, np.ones(3), "valid")  # three steps ahead: two autocovariances
        wrong += diebold_mariano(d, np.zeros(d.size), step=3).p < 0.1
    assert 0.06 < wrong / 300 < 0.17


def test_diebold_mariano_without_enough_dates() -> None:
    assert np.isnan(diebold_mariano([1.0], [2.0]).p)
    # As many steps as dates leave no variance: the plain one stands in.
    short = [1.0, 2.0, 4.0], [2.0, 1.0, 1.0]
    assert diebold_mariano(*short, step=3) == diebold_mariano(*short)
    with pytest.raises(UsageError, match="step"):
        diebold_mariano([1.0], [1.0], step=0)
