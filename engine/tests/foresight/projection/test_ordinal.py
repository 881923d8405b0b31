"""Proportional odds: derivatives, recovery, agreement with statsmodels, coverage."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import editions, history
from ikp.foresight.projection import ordinal as module
from ikp.foresight.projection.forecast import Task, Unfit
from ikp.foresight.projection.ordinal import fit_ordinal, ordinal


def test_derivatives_are_those_of_the_likelihood() -> None:
    rng = np.random.default_rng(1)
    columns, outcome = rng.normal(size=(30, 2)), rng.integers(0, 4, 30)
    odds = module._Odds(columns, outcome, rng.random(30), 4, np.array([0.1, 0.1, 0.1, 1.0, 2.0]))
    at = np.array([-1.0, 0.2, 1.4, 0.3, -0.5])
    gradient, hessian = odds.derivatives(at)
    for place in range(5):
        step = np.zeros(5)
        step[place] = 1e-5
        assert gradient[place] == pytest.approx((odds.value(at + step) - odds.value(at - step)) / 2e-5, rel=1e-5)
        bend = (odds.derivatives(at + step)[0] - odds.derivatives(at - step)[0]) / 2e-5
        np.testing.assert_allclose(hessian[place], bend, rtol=1e-4, atol=1e-6)
    assert odds.value(np.array([1.0, 0.0, 1.4, 0.0, 0.0])) == -np.inf, "thresholds that cross"


@pytest.mark.extras
def test_agrees_with_statsmodels_where_nothing_is_shrunk(monkeypatch: pytest.MonkeyPatch) -> None:
    models = pytest.importorskip("statsmodels.miscmodels.ordinal_model")
    rng = np.random.default_rng(2)
    columns = rng.normal(size=(300, 2))
    outcome = (columns @ [1.0, -0.5] + rng.logistic(size=300) > np.array([[-1.0], [0.8]])).sum(axis=0)
    for name, value in (("_SPREADS", (1e-4,)), ("_COLUMN", 1e6), ("_PSEUDO", 1e-9)):
        monkeypatch.setattr(module, name, value)
    top, _ = fit_ordinal(columns, outcome, np.zeros(300, dtype=np.intp), 3)
    wanted = models.OrderedModel(outcome, columns, distr="logit").fit(method="bfgs", disp=False, gtol=1e-8)
    np.testing.assert_allclose(top.at[2:4], wanted.params[:2], atol=1e-3)
    np.testing.assert_allclose(top.at[:2], wanted.model.transform_threshold_params(wanted.params)[1:-1], atol=1e-3)


def test_intervals_of_probabilities_hold_the_truth() -> None:
    inside, gain = [], []
    for seed in range(8):
        whole, truth = editions(seed, times=4)
        past = whole.until(2)
        drawn = ordinal(Task(past, 2, 1, np.random.default_rng(seed), 300)).probability
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
        inside.append((truth >= low) & (truth <= high))
        plain = np.bincount(past.outcome.ravel(), minlength=3) / past.outcome.size
        gain.append(np.mean((drawn.mean(axis=0) - truth) ** 2) / np.mean((plain - truth) ** 2))
    assert np.mean(inside) == pytest.approx(0.9, abs=0.06)
    assert np.mean(gain) < 0.25


def test_groups_without_a_difference_are_shrunk_to_none() -> None:
    rng = np.random.default_rng(3)
    outcome, group = rng.integers(0, 3, 120), np.arange(120) // 6
    _, spread = fit_ordinal(rng.normal(size=(120, 1)), outcome, group, 3)
    assert spread <= 0.3
    _, wide = fit_ordinal(rng.normal(size=(120, 1)), (group % 3).astype(np.intp), group, 3)
    assert wide >= 1.0


def test_a_category_that_never_came_stays_possible() -> None:
    found = ordinal(Task(history([[0, 1] * 15, [1, 0] * 15]), 1, 1, np.random.default_rng(1))).mean
    assert 0.0 < found[:, 2].min() < found[:, 2].max() < 0.1


def test_too_few_outcomes_are_refused() -> None:
    with pytest.raises(Unfit, match="20"):
        ordinal(Task(history([[0, 1], [1, 1]]), 1, 1, np.random.default_rng(1)))
