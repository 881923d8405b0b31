"""Hand-worked values, and SciPy and R's conventions as the yardstick."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from ikp.arrays.association import kendall, percentile, spearman, zscore

# Ranks of nine provinces in 2020 and, among the same nine, in 2024; see test_comparison.
RANKS_2020 = np.arange(1.0, 10)
RANKS_2024 = np.array([1.0, 3, 5, 8, 9, 7, 2, 4, 6])

columns = arrays(np.float64, st.integers(2, 12), elements=st.integers(-5, 5).map(float))


def test_spearman_by_hand() -> None:
    # d = 0 1 2 4 4 1 -5 -4 -3, sum of squares 88; 1 - 6 × 88 / (9 × 80) = 4/15
    found = spearman(RANKS_2020, RANKS_2024)
    assert found.n == 9
    assert found.value == pytest.approx(4 / 15)
    # atanh(4/15) = 0.27329; se = sqrt((1 + (4/15)²/2) / 6) = 0.41543; × 1.95996 = 0.81422
    np.testing.assert_allclose([found.low, found.high], np.tanh([-0.54093, 1.08751]), atol=1e-4)


def test_kendall_by_hand() -> None:
    # 14 of 36 pairs stand the other way round: 1 - 2 × 14 / 36 = 2/9
    found = kendall(RANKS_2020, RANKS_2024)
    assert found.value == pytest.approx(2 / 9)
    # atanh(2/9) = 0.22599; se = sqrt(0.437 / 5) = 0.29563; × 1.95996 = 0.57943
    np.testing.assert_allclose([found.low, found.high], np.tanh([-0.35344, 0.80542]), atol=1e-4)


def test_no_value_without_spread_and_no_interval_without_units() -> None:
    flat, steep = np.ones(5), np.arange(5.0)
    assert np.isnan(spearman(flat, steep).value)
    assert np.isnan(kendall(steep, flat).value)
    assert np.isnan(spearman(np.ones(1), np.ones(1)).value)
    few = spearman(np.array([1.0, 2, 3]), np.array([1.0, 3, 2]))
    assert (few.value, np.isnan(few.low)) == (0.5, True)
    perfect = kendall(np.arange(9.0), np.arange(9.0))
    assert perfect.value == pytest.approx(1)
    assert np.isnan(perfect.high)


@given(st.data())
def test_both_agree_with_scipy(data: st.DataObject) -> None:
    x = data.draw(columns)
    y = data.draw(arrays(np.float64, len(x), elements=st.integers(-5, 5).map(float)))
    if x.min() == x.max() or y.min() == y.max():
        return
    assert spearman(x, y).value == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)
    assert kendall(x, y).value == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)
    assert spearman(x, y).value == pytest.approx(spearman(y, x).value, abs=1e-12)


@pytest.mark.slow
def test_the_intervals_cover_at_about_their_stated_rate() -> None:
    # Normal pairs with correlation 0.5: the true rho is 6/pi·asin(0.25), the true tau 2/pi·asin(0.5).
    rng = np.random.default_rng(20240214)
    truth = {"spearman": 6 / np.pi * np.arcsin(0.25), "kendall": 2 / np.pi * np.arcsin(0.5)}
    hits = dict.fromkeys(truth, 0)
    draws = 1500
    for _ in range(draws):
        x = rng.standard_normal(34)
        y = 0.5 * x + np.sqrt(0.75) * rng.standard_normal(34)
        for found in (spearman(x, y), kendall(x, y)):
            hits[found.method] += found.low <= truth[found.method] <= found.high
    assert all(abs(hit / draws - 0.95) < 0.02 for hit in hits.values()), hits


def test_percentile_counts_the_others_below() -> None:
    assert percentile(np.array([10.0, 30, 20, 20])).tolist() == [0, 100, 50, 50]
    assert np.isnan(percentile(np.array([5.0]))).all()
    assert percentile(np.array([7.0, 7.0])).tolist() == [50, 50]


@given(columns)
def test_percentiles_average_to_fifty(values: NDArray[np.float64]) -> None:
    found = percentile(values)
    assert found.mean() == pytest.approx(50)
    assert (found >= 0).all()
    assert (found <= 100).all()


def test_zscore_by_hand() -> None:
    assert zscore(np.array([1.0, 2, 3])).tolist() == [-1, 0, 1]
    assert zscore(np.full(3, 0.1)).tolist() == [0, 0, 0]
    assert np.isnan(zscore(np.array([5.0]))).all()


@given(columns)
def test_standard_scores_have_mean_zero_and_unit_spread(values: NDArray[np.float64]) -> None:
    found = zscore(values)
    assert found.mean() == pytest.approx(0, abs=1e-9)
    assert found.std(ddof=1) == pytest.approx(0 if values.min() == values.max() else 1)
