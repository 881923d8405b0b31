"""Counts with more zeros than Poisson."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from ikp.foresight.scan.ratios import Expected
from ikp.foresight.scan.windows import Windows
from ikp.foresight.scan.zeros import RISKS, ZeroInflated

LINE = Windows.circular([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [0.0, 7.0]], planar=True)
MEANS = np.random.default_rng(1).uniform(0.5, 4.0, (5, 4))


def _likelihood(counts: np.ndarray, means: np.ndarray, zero: float) -> float:
    """Log likelihood but for what does not depend on the mean."""
    empty = np.log(zero + (1 - zero) * np.exp(-means))
    return float(np.where(counts == 0, empty, np.log1p(-zero) + counts * np.log(means) - means).sum())


def _loss(risk: float, counts: np.ndarray, means: np.ndarray) -> float:
    return -_likelihood(counts, risk * means, 0.4)


def test_the_score_is_the_highest_likelihood_ratio_but_for_the_grid() -> None:
    model = ZeroInflated(LINE, MEANS, 5, np.full(MEANS.shape, 0.4))
    counts = np.random.default_rng(2).poisson(2.5 * MEANS) * (np.random.default_rng(3).random(MEANS.shape) > 0.4)
    scores = model.exact(counts.astype(float))
    for duration, step, column in [(0, 0, 0), (2, 1, 1), (4, 3, 2)]:
        units = LINE.units(step, column)
        held, means = (values[-duration - 1 :][:, units] for values in (counts, MEANS))
        base = _likelihood(held, means, 0.4)
        best = minimize_scalar(_loss, bounds=(1.0, 12.0), args=(held, means), method="bounded")
        exact = max(0.0, -best.fun - base)
        assert exact - held.sum() * 0.0012 - 1e-9 <= scores[duration, step, column] <= exact + 1e-9


def test_without_zeros_of_their_own_it_is_the_expected_model() -> None:
    counts = np.full(MEANS.shape, 2.0) * np.rint(MEANS)
    counts[0, 0] = 0
    inflated = ZeroInflated(LINE, MEANS, 5, np.zeros(MEANS.shape)).exact(counts)
    plain = Expected(LINE, MEANS, 5).exact(counts)
    assert (inflated <= plain + 1e-9).all()
    np.testing.assert_allclose(inflated, plain, atol=0.0012 * counts.sum())


def test_draws_have_their_zeros_and_means() -> None:
    drawn = ZeroInflated(LINE, MEANS, 5, np.full(MEANS.shape, 0.4)).draw(np.random.default_rng(1), 8000)
    np.testing.assert_allclose(drawn.mean(axis=-1), 0.6 * MEANS, rtol=0.06)
    np.testing.assert_allclose((drawn == 0).mean(axis=-1), 0.4 + 0.6 * np.exp(-MEANS), atol=0.03)


def test_the_grid_is_documented() -> None:
    assert RISKS[0] == pytest.approx(1.1)
    assert RISKS[-1] == pytest.approx(10.83, abs=0.01)
