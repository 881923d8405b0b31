"""Gradient boosting."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import editions, history, stages
from ikp.foresight.projection import boosting as module
from ikp.foresight.projection.boosting import available, boosting, count_boosting
from ikp.foresight.projection.forecast import Task, Unfit


def test_without_scikit_learn_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "available", lambda: False)
    with pytest.raises(Unfit, match="scikit-learn"):
        boosting(Task(editions(1)[0], 2, 1, np.random.default_rng(1)))


@pytest.mark.extras
def test_categories_are_learnt_and_none_is_impossible() -> None:
    assert available()
    whole, truth = editions(1, times=4)
    found = boosting(Task(whole.until(2), 2, 1, np.random.default_rng(1))).mean
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    assert found.min() > 0.0
    plain = np.bincount(whole.outcome[:3].ravel(), minlength=3) / 600
    assert np.mean((found - truth) ** 2) < 0.6 * np.mean((plain - truth) ** 2)
    assert boosting(Task(whole.until(2), 2, 1, np.random.default_rng(1), 60)).probability.shape == (8, 200, 3)


@pytest.mark.extras
def test_one_category_alone_is_no_failure() -> None:
    found = boosting(Task(history(np.ones((2, 100), dtype=int)), 1, 1, np.random.default_rng(1))).mean
    assert found[:, 1].min() > 0.9


@pytest.mark.extras
def test_counts_are_learnt() -> None:
    whole = stages(2)
    assert whole.counts is not None
    found = count_boosting(Task(whole.until(8), 8, 1, np.random.default_rng(1)))
    assert found.mu is not None
    assert np.corrcoef(found.mu, whole.counts.values[9])[0, 1] > 0.5
    with pytest.raises(Unfit, match="80"):
        count_boosting(Task(whole.until(1), 1, 1, np.random.default_rng(1)))
