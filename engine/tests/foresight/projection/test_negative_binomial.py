"""The negative-binomial model: derivatives, recovery, what it needs."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import stages
from ikp.foresight.evaluation.counts import count_scores
from ikp.foresight.projection import negative_binomial as module
from ikp.foresight.projection import rates
from ikp.foresight.projection.forecast import Task, Unfit
from ikp.foresight.projection.negative_binomial import fit_negative_binomial, negative_binomial


def test_derivatives_are_those_of_the_likelihood() -> None:
    rng = np.random.default_rng(1)
    design, y = rng.normal(size=(40, 2)), rng.poisson(3.0, 40).astype(float)
    task = module._Likelihood(design, y, rng.normal(size=40), np.array([0.5, 1.0, 0.25]))
    at = np.array([0.3, -0.2, 0.7])
    gradient, hessian = task.derivatives(at)
    for place in range(3):
        step = np.zeros(3)
        step[place] = 1e-5
        assert gradient[place] == pytest.approx((task.value(at + step) - task.value(at - step)) / 2e-5, rel=1e-5)
        bend = (task.derivatives(at + step)[0] - task.derivatives(at - step)[0]) / 2e-5
        np.testing.assert_allclose(hessian[place], bend, rtol=1e-4, atol=1e-5)


def test_groups_are_what_a_column_for_each_would_be() -> None:
    rng = np.random.default_rng(5)
    design, y, offset = rng.normal(size=(60, 2)), rng.poisson(3.0, 60).astype(float), rng.normal(size=60)
    group = rng.integers(0, 4, 60)
    penalty, at = rng.uniform(0.1, 1, 7), rng.normal(0, 0.4, 7)
    apart = module._Likelihood(design, y, offset, penalty, group)
    whole = module._Likelihood(np.hstack([design, np.eye(4)[group]]), y, offset, penalty)
    assert apart.value(at) == pytest.approx(whole.value(at))
    for one, other in zip(apart.derivatives(at), whole.derivatives(at), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-10)


def test_the_truth_is_recovered() -> None:
    rng = np.random.default_rng(2)
    group = np.arange(1500) // 50
    effect = rng.normal(0.0, 0.6, 30)
    design = np.column_stack([np.ones(1500), rng.normal(size=1500)])
    mu = np.exp(design @ [0.5, 0.4] + effect[group])
    y = rng.negative_binomial(3.0, 3.0 / (3.0 + mu)).astype(float)
    top, spread = fit_negative_binomial(design, y, np.zeros(1500), np.array([1e-4, 1.0]), group)
    assert top.converged
    assert top.at[1] == pytest.approx(0.4, abs=0.08)
    assert np.corrcoef(top.at[2:-1], effect)[0, 1] > 0.9
    assert np.exp(top.at[-1]) == pytest.approx(3.0, rel=0.25)
    assert spread == 0.6


def test_stages_that_repeat_are_learnt() -> None:
    whole = stages(3)
    assert whole.counts is not None
    past, y = whole.until(8), whole.counts.values[9]
    found = negative_binomial(Task(past, 8, 1, np.random.default_rng(1)))
    plain = rates.climatology(Task(past, 8, 1, np.random.default_rng(1)))
    scores = []
    for each in (found, plain):
        assert each.mu is not None
        assert each.size is not None
        scores.append(count_scores(y, each.mu, each.size).mean())
    assert scores[0] < scores[1]
    drawn = negative_binomial(Task(past, 8, 1, np.random.default_rng(1), 300))
    np.testing.assert_allclose(drawn.mean, found.mean, atol=0.05)
    assert drawn.probability.std(axis=0).max() > 0.005


def test_too_few_outcomes_are_refused() -> None:
    with pytest.raises(Unfit, match="30"):
        negative_binomial(Task(stages(1).until(0), 0, 1, np.random.default_rng(1)))
