"""Area under the ROC curve: pairs counted by hand, DeLong against its definition, intervals that cover."""

from math import isnan

import numpy as np
import pytest
from scipy.stats import norm

from ikp.foresight.validation.discrimination import auc


def by_pairs(score: np.ndarray, positive: np.ndarray) -> float:
    wins = np.sign(score[positive][:, None] - score[~positive][None])
    return float((wins + 1).mean() / 2)


def test_ties_count_half() -> None:
    score = np.array([1.0, 2.0, 2.0, 3.0, 3.0, 5.0])
    positive = np.array([False, False, True, False, True, True])
    assert auc(score, positive).value == pytest.approx(by_pairs(score, positive)) == pytest.approx(7 / 9)


def test_the_variance_of_delong_by_its_definition() -> None:
    rng = np.random.default_rng(1)
    score, positive = np.round(rng.normal(size=60), 1), rng.random(60) < 0.4
    found = auc(score, positive)
    kernel = (np.sign(score[positive][:, None] - score[~positive][None]) + 1) / 2
    pos, neg = kernel.shape
    spread = np.sqrt(kernel.mean(axis=1).var(ddof=1) / pos + kernel.mean(axis=0).var(ddof=1) / neg)
    value = kernel.mean()
    half = norm.ppf(0.975) * spread / (value * (1 - value))
    logit = np.log(value / (1 - value))
    assert (found.low, found.high) == pytest.approx(tuple(1 / (1 + np.exp(-np.array([logit - half, logit + half])))))


def test_intervals_cover_at_about_their_rate() -> None:
    rng = np.random.default_rng(2)
    truth, hit = norm.cdf(0.8 / np.sqrt(2)), 0
    positive = np.arange(40) < 15
    for _ in range(400):
        found = auc(rng.normal(0.8 * positive, 1.0), positive)
        hit += found.low <= truth <= found.high
    assert hit / 400 == pytest.approx(0.95, abs=0.03)


def test_clusters_are_drawn_whole() -> None:
    rng = np.random.default_rng(3)
    of = np.repeat(np.arange(12), 20)
    score = rng.normal(size=12)[of]
    positive = rng.random(12)[of] < 0.5
    wide, tight = auc(score, positive, rng=rng, clusters=of), auc(score, positive)
    assert wide.value == pytest.approx(tight.value)
    assert wide.high - wide.low > 2 * (tight.high - tight.low)


def test_where_it_cannot_be_told_the_reason_is_given() -> None:
    score = np.arange(12.0)
    assert auc(score, score > 99).reason == "few_positives"
    rare = auc(score, score > 8)
    assert (rare.value, rare.reason) == (1.0, "few_positives")
    assert isnan(rare.low)
    assert auc(score, score > 5).reason == "perfect"
