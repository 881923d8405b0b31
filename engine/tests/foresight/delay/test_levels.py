import numpy as np
import pytest
from numpy.typing import NDArray

from ikp.foresight.delay.levels import levels

Array = NDArray[np.float64]


def whole(counts: Array) -> Array:
    """Every report comes in its own week: nothing is open but the last week."""
    come = np.repeat(counts[:, None], 2, axis=1).astype(np.float64)
    come[-1, 1] = np.nan
    return come


CDF = np.ones((2, 1))


def test_a_steady_series_keeps_its_mean_and_a_wild_one_its_scatter() -> None:
    generator = np.random.default_rng(4)
    calm = generator.poisson(20.0, size=(104, 1)).astype(np.float64)
    wild = generator.negative_binomial(1.0, 1.0 / 21.0, size=(104, 1)).astype(np.float64)
    found = [levels(whole(each), CDF, 1) for each in (calm, wild)]
    assert found[0].mean[0, 0] == pytest.approx(20.0, rel=0.1)
    assert found[0].size[0, 0] > 40
    assert found[1].size[0, 0] < 2


def test_a_series_that_moves_is_followed() -> None:
    counts = np.concatenate([np.full(50, 5), np.full(30, 40)])[:, None]
    moved = levels(whole(counts), CDF, 1)
    assert moved.mean[0, 0] > 25
    assert moved.memory < 0.8


def test_a_week_that_lifts_all_lifts_each() -> None:
    generator = np.random.default_rng(4)
    season = np.where(np.arange(60) % 10 == 9, 3.0, 1.0)  # the last week is such a week
    counts = generator.poisson(season[:, None] * np.full(40, 8.0)).astype(np.float64)
    come = np.repeat(counts[:, None], 2, axis=1)
    come[:, 0] = generator.binomial(counts.astype(int), 0.5)
    come[-1, 1] = np.nan
    found = levels(come, np.array([[0.5], [1.0]]) * np.ones(40), 1)
    assert found.together > 0.95
    assert found.mean.mean() == pytest.approx(24.0, rel=0.15)


def test_a_sparse_series_leans_on_the_others_and_a_gap_says_nothing() -> None:
    generator = np.random.default_rng(4)
    counts = generator.poisson(np.linspace(0.5, 3.0, 30), size=(40, 30)).astype(np.float64)
    counts[:, 0] = 0.0
    come = np.repeat(counts[:, None], 2, axis=1)
    come[5] = np.nan
    come[-1, 1] = np.nan
    found = levels(come, np.ones((2, 30)), 1)
    assert np.isfinite(found.mean).all()
    assert 0 < found.mean[0, 0] < 0.4
