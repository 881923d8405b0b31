"""What so few units could have shown: against published tables, and by simulation."""

from math import atanh, isnan, nan, sqrt

import numpy as np
import pytest
from scipy.stats import mannwhitneyu, norm, spearmanr

from ikp.foresight.validation.power import detectable, smallest_auc, smallest_rate_ratio, smallest_rho


def test_the_smallest_correlation_solves_its_equation() -> None:
    for n in (9, 34, 514):
        rho = smallest_rho(n)
        reach = (atanh(rho) * sqrt(n - 3) - norm.ppf(0.975)) / sqrt(1 + rho**2 / 2)
        assert norm.cdf(reach) == pytest.approx(0.8)


def test_34_provinces_show_a_strong_relation_and_514_regencies_a_weak_one() -> None:
    assert smallest_rho(34) == pytest.approx(0.47, abs=0.005)
    assert smallest_rho(514) == pytest.approx(0.12, abs=0.005)


def test_the_correlation_is_found_in_eight_cases_of_ten() -> None:
    rng = np.random.default_rng(1)
    pearson = 2 * np.sin(np.pi * smallest_rho(34) / 6)  # of a normal pair with this rank correlation
    both = rng.multivariate_normal([0, 0], [[1, pearson], [pearson, 1]], size=(1000, 34))
    found = [spearmanr(pair[:, 0], pair[:, 1]).pvalue < 0.05 for pair in both]
    assert np.mean(found) == pytest.approx(0.8, abs=0.05)


def test_the_area_is_found_in_eight_cases_of_ten() -> None:
    rng = np.random.default_rng(2)
    apart = sqrt(2) * norm.ppf(smallest_auc(12, 22))
    pos, neg = rng.normal(apart, 1, (1000, 12)), rng.normal(0, 1, (1000, 22))
    found = mannwhitneyu(pos, neg, axis=1).pvalue < 0.05
    assert np.mean(found) == pytest.approx(0.8, abs=0.05)


def test_the_rate_ratio_is_found_in_eight_cases_of_ten() -> None:
    """A log-linear rate through made-up counts; the variance of the slope is 1 / (x² weighted by the means)."""
    rng = np.random.default_rng(3)
    z = np.linspace(-1.7, 1.7, 100)
    z = (z - z.mean()) / z.std()
    slope = np.log(smallest_rate_ratio(200.0))
    mean = np.exp(slope * z)
    counts = rng.poisson(mean * 200 / mean.sum(), (1000, 100))
    # the score test of slope 0: Σ z y against its variance, total × var(z)
    score = counts @ z / np.sqrt(counts.sum(axis=1))
    assert np.mean(np.abs(score) > 1.96) == pytest.approx(0.8, abs=0.06)


def test_more_dispersion_needs_a_stronger_relation() -> None:
    assert smallest_rate_ratio(20.0, 4.0) > smallest_rate_ratio(20.0) == smallest_rate_ratio(20.0, 0.3)


def test_where_nothing_could_be_shown_there_is_no_number() -> None:
    nothing = detectable(4, 1, nan)
    assert all(map(isnan, (nothing.rho, nothing.auc, nothing.rate_ratio)))
    assert isnan(smallest_rate_ratio(0.0))
    assert isnan(smallest_auc(2, 2))
