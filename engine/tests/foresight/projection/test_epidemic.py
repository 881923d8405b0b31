"""The endemic-epidemic model as a candidate."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import history, stages
from ikp.foresight.projection.epidemic import epidemic
from ikp.foresight.projection.forecast import Task, Unfit


def test_a_period_is_forecast_from_the_weeks_before_it_alone() -> None:
    whole = stages(1)
    assert whole.counts is not None
    found, again = (epidemic(Task(each, 7, 1, np.random.default_rng(5))) for each in (whole, whole.until(7)))
    np.testing.assert_array_equal(found.mean, again.mean)
    np.testing.assert_allclose(found.mean.sum(axis=1), 1.0)
    assert found.mu is not None
    assert np.corrcoef(found.mu, whole.counts.values[8])[0, 1] > 0.5
    two = epidemic(Task(whole, 7, 2, np.random.default_rng(5)))
    assert two.mu is not None
    assert np.corrcoef(two.mu, whole.counts.values[9])[0, 1] > 0.5


def test_weeks_are_needed() -> None:
    with pytest.raises(Unfit, match="20"):
        epidemic(Task(stages(1), 2, 1, np.random.default_rng(1)))
    with pytest.raises(Unfit):
        epidemic(Task(history([[0, 1]]), 0, 1, np.random.default_rng(1)))
