"""Forecasts of candidates: bands from laws of counts, and the probability of what came."""

import numpy as np
import pytest

from ikp.errors import problem
from ikp.foresight.evaluation.counts import count_log_probability
from ikp.foresight.projection.forecast import Forecast, Unfit, of_counts


def test_bands_come_from_the_law() -> None:
    found = of_counts(np.array([[2.0, 0.5]]), np.array([3.0, np.inf]), (1, 3))
    zero = np.exp(count_log_probability(0.0, [2.0, 0.5], [3.0, np.inf]))
    np.testing.assert_allclose(found.mean[:, 0], zero)
    np.testing.assert_allclose(found.mean.sum(axis=1), 1.0)
    assert found.probability.shape == (1, 2, 3)


def test_what_came_has_its_probability() -> None:
    said = Forecast(np.array([[[0.2, 0.8], [0.5, 0.5]]]))
    np.testing.assert_allclose(said.likelihood(np.array([1, -1])), [0.8, np.nan])
    counted = of_counts(np.array([[2.0]]), np.array([3.0]), (1,))
    assert counted.likelihood(np.array([1]), np.array([4.0]))[0] == pytest.approx(
        float(np.exp(count_log_probability(4.0, 2.0, 3.0)))
    )


def test_a_candidate_that_is_left_out_says_why() -> None:
    unfit = Unfit(problem("forecast-model-short", model="ordinal", need=20, found=3))
    assert "20" in str(unfit)
    assert unfit.problem.severity == "warning"
