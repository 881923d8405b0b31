"""Ratios with size taken into account: against the likelihood itself, known data, and the truth of made-up counts."""

from math import exp, inf, log

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import chi2

from ikp.foresight.validation.adjusted import firth, odds_ratio, rate_ratio, standard


def test_the_rate_ratio_is_the_maximum_of_the_likelihood() -> None:
    rng = np.random.default_rng(1)
    score, size = rng.normal(size=40), rng.integers(50, 5000, 40).astype(float)
    counts = rng.poisson(size * 0.002 * np.exp(0.4 * score)).astype(float)
    z = standard(score)

    def minus(beta: np.ndarray) -> float:
        mean = size * np.exp(beta[0] + beta[1] * z)
        return float(mean.sum() - counts @ np.log(mean))

    best = minimize(minus, [log(0.002), 0.0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12})
    found = rate_ratio(score, counts, size)
    assert found.ratio.value == pytest.approx(exp(best.x[1]), rel=1e-6)
    mean = size * np.exp(best.x[0] + best.x[1] * z)
    assert found.dispersion == pytest.approx(((counts - mean) ** 2 / mean).sum() / 38, rel=1e-5)


def test_size_alone_gives_no_ratio() -> None:
    """Big units have more of everything; per polling station nothing is left."""
    rng = np.random.default_rng(2)
    size = np.exp(rng.normal(6, 1, 60))
    found = rate_ratio(np.log(size), rng.poisson(size * 0.05).astype(float), size)
    assert found.ratio.low < 1 < found.ratio.high
    assert found.ratio.value == pytest.approx(1, abs=0.1)


def test_overdispersion_widens_and_underdispersion_does_not_narrow() -> None:
    rng = np.random.default_rng(3)
    score, size = rng.normal(size=80), np.full(80, 100.0)
    rough = rate_ratio(score, rng.negative_binomial(0.4, 0.4 / 3.4, 80).astype(float), size)
    smooth = rate_ratio(score, np.full(80, 3.0) + (np.arange(80) % 2), size)
    assert rough.dispersion > 2
    assert smooth.dispersion < 0.5
    width = log(smooth.ratio.high / smooth.ratio.low)
    assert width == pytest.approx(2 * 1.99 / np.sqrt(280), rel=0.02)


def test_the_penalty_by_its_definition() -> None:
    rng = np.random.default_rng(4)
    design = np.column_stack([np.ones(25), rng.normal(size=25), rng.normal(size=25)])
    y = (rng.random(25) < 0.3).astype(float)

    def minus(beta: np.ndarray) -> float:
        linear = design @ beta
        chance = 1 / (1 + np.exp(-linear))
        information = design.T @ ((chance * (1 - chance))[:, None] * design)
        return float(-(y @ linear - np.logaddexp(0, linear).sum() + np.linalg.slogdet(information)[1] / 2))

    best = minimize(minus, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 9999})
    beta, height = firth(design, y)
    assert beta == pytest.approx(best.x, abs=1e-5)
    assert height == pytest.approx(-best.fun)


def test_what_is_told_apart_completely_stays_finite() -> None:
    score = np.arange(20.0)
    found = odds_ratio(score, score > 14)
    assert 1 < found.ratio.low < found.ratio.value < inf
    mirrored = odds_ratio(-score, score > 14)
    assert mirrored.ratio.value == pytest.approx(1 / found.ratio.value, rel=1e-5)
    assert mirrored.ratio.high == pytest.approx(1 / found.ratio.low, rel=1e-5)


def test_the_interval_ends_where_the_profile_falls_by_half_a_chi_square() -> None:
    rng = np.random.default_rng(5)
    score, positive = rng.normal(size=40), rng.random(40) < 0.3
    found = odds_ratio(score, positive)
    design, y = np.column_stack([np.ones(40), standard(score)]), positive.astype(float)
    height = firth(design, y)[1]
    for edge in (found.ratio.low, found.ratio.high):
        profile = firth(design, y, start=np.array([0.0, log(edge)]), held=1)[1]
        assert height - profile == pytest.approx(chi2.ppf(0.95, 1) / 2, abs=1e-5)


def test_size_goes_into_the_odds_as_a_column() -> None:
    rng = np.random.default_rng(6)
    size = np.exp(rng.normal(6, 1, 300))
    positive = rng.random(300) < 1 / (1 + np.exp(-1.5 * (np.log(size) - 6)))
    score = np.log(size) + rng.normal(size=300) * 0.5
    assert odds_ratio(score, positive).ratio.low > 1
    with_size = odds_ratio(score, positive, size).ratio
    assert with_size.low < 1 < with_size.high


def test_where_it_cannot_be_told_the_reason_is_given() -> None:
    x, one = np.arange(12.0), np.ones(12)
    few = (x > 7).astype(float)
    assert rate_ratio(x[:4], x[:4], one[:4]).ratio.reason == "few_units"
    assert rate_ratio(one, x, one).ratio.reason == "no_spread"
    assert rate_ratio(x, few, one).ratio.reason == "few_positives"
    assert odds_ratio(x[:4], x[:4] > 1).ratio.reason == "few_units"
    assert odds_ratio(one, x > 5).ratio.reason == "no_spread"
    assert odds_ratio(x, x > 7).ratio.reason == "few_positives"


@pytest.mark.parametrize("rough", ["poisson", "multiple of the mean", "square of the mean"])
def test_intervals_of_the_rate_ratio_cover_at_about_their_rate(rough: str) -> None:
    """34 made-up provinces (*SINTETIS*), however their counts are spread; the model alone covers 87 % at the last."""
    rng, hit = np.random.default_rng(7), 0
    for _ in range(400):
        score, size = rng.normal(size=34), np.exp(rng.normal(7, 0.8, 34))
        mean = size / 100 * np.exp(0.3 * standard(score))
        if rough == "multiple of the mean":
            mean = rng.gamma(mean / 4, 4)
        elif rough == "square of the mean":
            mean = mean * rng.gamma(2.0, 0.5, 34)
        found = rate_ratio(score, rng.poisson(mean).astype(float), size).ratio
        hit += found.low <= exp(0.3) <= found.high
    assert 0.92 <= hit / 400 <= 0.995


def test_intervals_of_the_odds_ratio_cover_at_about_their_rate() -> None:
    rng, hit, known = np.random.default_rng(8), 0, 0
    for _ in range(80):
        score = rng.normal(size=60)
        positive = rng.random(60) < 1 / (1 + np.exp(1.5 - 0.8 * standard(score)))
        found = odds_ratio(score, positive).ratio
        if found.known:
            known += 1
            hit += found.low <= exp(0.8) <= found.high
    assert known > 70
    assert 0.87 <= hit / known <= 1.0
