"""Scores of counts: by their definition, and as R surveillance has them."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from scipy import stats

from engine.tests.foresight.evaluation.surveillance import column, rows
from ikp.foresight.evaluation.counts import (
    CountScore,
    count_cdf,
    count_log_probability,
    count_quantile,
    count_scores,
    dawid_sebastiani,
    expected_score,
)

SCORES = get_args(CountScore)


@pytest.mark.parametrize(("mu", "size"), [(0.3, 0.4), (4.0, 2.0), (60.0, 15.0), (5.0, np.inf), (0.2, 1e7)])
def test_ranked_score_is_the_sum_of_squares_of_its_definition(mu: float, size: float) -> None:
    k = np.arange(4000.0)
    cumulative = count_cdf(k, mu, size)
    for y in (0.0, 1.0, 7.0, 90.0):
        definition = np.sum((cumulative - (k >= y)) ** 2)
        np.testing.assert_allclose(count_scores(y, mu, size), definition, rtol=1e-7)


def test_probabilities_agree_with_scipy() -> None:
    k = np.arange(20.0)
    negative = stats.nbinom(2.5, 2.5 / (2.5 + 3.0))
    np.testing.assert_allclose(count_log_probability(k, 3.0, 2.5), negative.logpmf(k), rtol=1e-11)
    np.testing.assert_allclose(count_cdf(k, 3.0, 2.5), negative.cdf(k), rtol=1e-11)
    np.testing.assert_allclose(count_cdf(k, 3.0), stats.poisson(3.0).cdf(k), rtol=1e-11)
    shares = np.array([0.0, 0.05, 0.5, 0.95, 0.999])
    np.testing.assert_array_equal(count_quantile(shares[1:], 3.0, 2.5), negative.ppf(shares[1:]))
    assert count_quantile(0.0, 3.0, 2.5) == 0.0
    assert count_cdf(-1.0, 3.0, 2.5) == 0.0


def test_unknown_stays_unknown_and_nothing_expected_is_a_forecast() -> None:
    for which in SCORES:
        assert np.isnan(count_scores(np.nan, 2.0, 1.0, which=which))
    assert np.isnan(count_quantile(0.5, np.nan))
    assert count_scores([0.0, 3.0], 0.0, 1.0).tolist() == [0.0, 3.0]


@pytest.mark.parametrize("which", SCORES)
def test_expectation_and_variance_are_those_of_draws(which: CountScore) -> None:
    rng = np.random.default_rng(3)
    draws = rng.negative_binomial(2.0, 2.0 / 6.0, 200_000).astype(float)
    score = count_scores(draws, 4.0, 2.0, which=which)
    expectation, variance = expected_score([4.0, np.nan], 2.0, which=which)
    np.testing.assert_allclose(score.mean(), expectation[0], atol=4 * score.std() / np.sqrt(score.size))
    np.testing.assert_allclose(score.var(), variance[0], rtol=0.1)
    assert np.isnan(expectation[1])


def test_dawid_sebastiani_by_hand() -> None:
    np.testing.assert_allclose(dawid_sebastiani(5.0, 3.0, 4.0), np.log(4.0) + 1.0)


@pytest.mark.reference
def test_scores_agree_with_r(shared: Path) -> None:
    table = rows(shared, "scores_parametric")
    y, mu, size = column(table, "y"), column(table, "mu"), column(table, "size", np.inf)
    for which in SCORES:
        np.testing.assert_allclose(count_scores(y, mu, size, which=which), column(table, f"surv_{which}"), rtol=1e-10)
        expectation, variance = expected_score(mu, size, which=which)
        # The sums of the reference stop at a tolerance of 1e-4.
        np.testing.assert_allclose(expectation, column(table, f"E_{which}"), rtol=1e-3, atol=2e-4)
        np.testing.assert_allclose(variance, column(table, f"V_{which}"), rtol=0.02)
    np.testing.assert_allclose(count_cdf(y, mu, size), column(table, "P_x"), rtol=1e-12)
    np.testing.assert_allclose(count_cdf(y - 1, mu, size), column(table, "P_xm1"), rtol=1e-12, atol=1e-14)


@pytest.mark.reference
def test_scores_of_forecasts_agree_with_r(shared: Path) -> None:
    table = rows(shared, "hhh4_onestep_scores")
    y, mu, size = column(table, "observed"), column(table, "mu"), column(table, "size", np.inf)
    for which in SCORES:
        np.testing.assert_allclose(count_scores(y, mu, size, which=which), column(table, which), rtol=1e-9, atol=1e-12)


@pytest.mark.extras
def test_agrees_with_scoringrules() -> None:
    sr = pytest.importorskip("scoringrules")
    y, mu = np.array([0.0, 2.0, 9.0]), np.array([0.5, 3.0, 4.0])
    np.testing.assert_allclose(count_scores(y, mu), sr.crps_poisson(y, mu), rtol=1e-7)
    np.testing.assert_allclose(count_scores(y, mu, which="logs"), sr.logs_poisson(y, mu), rtol=1e-9)
    np.testing.assert_allclose(
        count_scores(y, mu, 3.0, which="logs"), sr.logs_negbinom(y, 3.0, 3.0 / (3.0 + mu)), rtol=1e-9
    )
