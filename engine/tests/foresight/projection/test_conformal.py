"""Conformal sets and intervals hold what they promise, also for a model that is wrong."""

import numpy as np
import pytest

from ikp.foresight.projection.conformal import conformal_level, prediction_sets, widening


def test_the_level_is_that_of_one_more() -> None:
    scores = np.arange(1.0, 10.0)
    assert conformal_level(scores, 0.9) == 9.0
    assert conformal_level(scores[:8], 0.9) == np.inf
    assert conformal_level(np.array([np.nan, 2.0]), 0.5) == 2.0


@pytest.mark.parametrize("wrong", [1.0, 3.0])
def test_sets_hold_the_outcome_at_the_level(wrong: float) -> None:
    rng = np.random.default_rng(1)
    inside, size = [], []
    for _ in range(60):
        truth = rng.dirichlet([1.0, 2.0, 1.0], 200)
        y = (rng.random(200)[:, np.newaxis] > np.cumsum(truth, axis=1)).sum(axis=1)
        said = truth**wrong / (truth**wrong).sum(axis=1, keepdims=True)
        found = prediction_sets(said[:100], y[:100], said[100:], 0.8)
        inside.append(found[np.arange(100), y[100:]].mean())
        size.append(found.sum(axis=1).mean())
    assert 0.79 <= np.mean(inside) < 0.9
    assert np.mean(size) < 2.6


def test_sets_have_no_gap_and_are_never_empty() -> None:
    found = prediction_sets(np.full((50, 3), 1 / 3), np.zeros(50, dtype=int), np.array([[0.45, 0.1, 0.45]]), 0.5)
    assert found.tolist() == [[True, True, True]]
    sure = prediction_sets(np.tile([0.9, 0.05, 0.05], (50, 1)), np.zeros(50, dtype=int), np.full((1, 3), 1 / 3), 0.5)
    assert sure.any()
    few = prediction_sets(np.tile([0.9, 0.1], (3, 1)), np.zeros(3, dtype=int), np.array([[0.9, 0.1]]), 0.9)
    assert few.all(), "three outcomes promise nothing"


def test_widening_makes_up_for_what_was_missed() -> None:
    rng = np.random.default_rng(2)
    y = rng.normal(0.0, 2.0, 4000)
    more = widening(np.full(2000, -1.0), np.full(2000, 1.0), y[:2000], 0.9)
    assert ((y[2000:] >= -1 - 3 * more) & (y[2000:] <= 1 + 3 * more)).mean() == pytest.approx(0.9, abs=0.02)
    assert widening(np.array([0.0]), np.array([1.0]), np.array([5.0]), 0.9) == 0.0
