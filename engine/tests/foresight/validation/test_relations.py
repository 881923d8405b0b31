"""Rank correlations: against SciPy, with ties, by clusters; intervals that cover, p-values that are uniform."""

from math import isnan

import numpy as np
import pytest
from scipy.stats import rankdata, spearmanr

from ikp.foresight.validation.relations import (
    partial_spearman,
    permutation_p,
    rank_relation,
    resampled_weights,
    weighted_ranks,
)


def pair(seed: int, n: int = 30) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    return x, np.floor(x + rng.normal(size=n) * 2)


def test_spearman_equals_scipy_with_ties() -> None:
    x, y = pair(1)
    assert rank_relation(x, y).value == pytest.approx(spearmanr(x, y).statistic)


def test_weighted_ranks_are_those_of_the_repeated_units() -> None:
    y = np.array([3.0, 1.0, 3.0, 2.0])
    weights = np.array([[2.0, 1.0, 1.0, 0.0]])
    repeated = rankdata([3.0, 3.0, 1.0, 3.0])
    ranks = weighted_ranks(y, weights)[0]
    assert (ranks[0], ranks[1], ranks[2]) == (repeated[0], repeated[2], repeated[3])


def test_the_bootstrap_draws_units_again() -> None:
    """The interval is the quantiles of correlations of the units drawn, computed here one by one."""
    x, y = pair(2, 20)
    found = rank_relation(x, y, rng=np.random.default_rng(5), replicates=300)
    (weights,) = resampled_weights(20, 300, np.random.default_rng(5))
    slow = []
    for drawn in weights.astype(int):
        i = np.repeat(np.arange(20), drawn)
        slow.append(spearmanr(x[i], y[i]).statistic)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(slow, (0.025, 0.975))))


def test_intervals_cover_at_about_their_rate() -> None:
    rng = np.random.default_rng(6)
    truth = 6 / np.pi * np.arcsin(0.5 / 2)
    hit = 0
    for _ in range(200):
        both = rng.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], size=40)
        found = rank_relation(both[:, 0], both[:, 1], rng=rng, replicates=400)
        hit += found.low <= truth <= found.high
    assert 0.88 <= hit / 200 <= 0.99


def test_clusters_widen_the_interval() -> None:
    """Ten provinces of ten regencies that all say the same are ten units, not a hundred."""
    rng = np.random.default_rng(7)
    x, y = pair(8, 10)
    of = np.repeat(np.arange(10), 10)
    wide = rank_relation(x[of], y[of], rng=rng, clusters=of)
    tight = rank_relation(x[of], y[of], rng=rng)
    assert wide.value == tight.value
    assert wide.high - wide.low > 2 * (tight.high - tight.low)
    assert wide.method == "cluster bootstrap"


def test_size_held_fixed_by_the_formula() -> None:
    rng = np.random.default_rng(9)
    size = rng.normal(size=50)
    x, y = size + rng.normal(size=50), size + rng.normal(size=50)
    xy, xz, yz = (spearmanr(a, b).statistic for a, b in ((x, y), (x, size), (y, size)))
    expected = (xy - xz * yz) / np.sqrt((1 - xz**2) * (1 - yz**2))
    found = partial_spearman(x, y, size, rng=rng)
    assert found.value == pytest.approx(expected)
    assert found.low < found.value < found.high
    assert abs(found.value) < xy


def test_the_permutation_counts_itself() -> None:
    x = np.arange(12.0)
    assert permutation_p(x, x, np.random.default_rng(1), permutations=999) == pytest.approx(1 / 1000)


def test_permutations_give_uniform_p_without_a_relation() -> None:
    rng = np.random.default_rng(10)
    p = [permutation_p(rng.normal(size=15), rng.normal(size=15), rng, permutations=199) for _ in range(300)]
    assert np.mean(np.array(p) <= 0.05) == pytest.approx(0.05, abs=0.035)


def test_permuting_clusters_is_not_permuting_units() -> None:
    rng = np.random.default_rng(11)
    x, y = pair(12, 8)
    of = np.repeat(np.arange(8), 20)
    together = permutation_p(x[of], y[of], rng, permutations=499, clusters=of)
    apart = permutation_p(x[of], y[of], rng, permutations=499)
    assert together > apart


def test_where_it_cannot_be_told_the_reason_is_given() -> None:
    flat, x = np.ones(12), np.arange(12.0)
    three = np.array([1.0] * 3 + [0.0] * 9)
    assert rank_relation(x[:3], x[:3]).reason == "few_units"
    assert rank_relation(x, flat).reason == "no_spread"
    lone = rank_relation(x, three, rng=np.random.default_rng(1))
    assert lone.reason == "few_positives"
    assert lone.known
    assert isnan(lone.low)
    assert partial_spearman(x, x, flat).reason == "no_spread"
    assert partial_spearman(x[:4], x[:4], x[:4]).reason == "few_units"
    assert isnan(permutation_p(x, flat, np.random.default_rng(1)))
