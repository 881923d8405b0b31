"""Beta regression of places: derivatives, recovery, calibration, and what it cannot know."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import beta as law

from engine.tests.foresight.projection.worlds import editions, history
from ikp.foresight.projection import beta as module
from ikp.foresight.projection.beta import beta, fit_beta, places_within
from ikp.foresight.projection.forecast import Task, Unfit
from ikp.foresight.projection.history import History


def test_derivatives_are_those_of_the_likelihood() -> None:
    rng = np.random.default_rng(1)
    columns = np.column_stack([np.ones(40), rng.normal(size=(40, 2))])
    found = module._Likelihood(columns, rng.uniform(0.02, 0.98, 40), np.array([0, 0, 0, 1.5]), np.array([0.1, 1, 2, 3]))
    at = np.array([0.3, -0.6, 0.4, 1.1])
    gradient, hessian = found.derivatives(at)
    for place in range(4):
        step = np.zeros(4)
        step[place] = 1e-5
        assert gradient[place] == pytest.approx((found.value(at + step) - found.value(at - step)) / 2e-5, rel=1e-5)
        bend = (found.derivatives(at + step)[0] - found.derivatives(at - step)[0]) / 2e-5
        np.testing.assert_allclose(hessian[place], bend, rtol=1e-4, atol=1e-5)
    constant = np.sum(law.logpdf(found.place, *_shapes(expit(columns @ at[:3]), np.exp(at[3]))))
    penalty = 0.5 * (found.penalty * (at - found.centre) ** 2).sum()
    assert found.value(at) == pytest.approx(constant - penalty)


def _shapes(mean: np.ndarray, precision: float) -> tuple[np.ndarray, np.ndarray]:
    return mean * precision, (1 - mean) * precision


def test_what_was_put_in_comes_out() -> None:
    rng = np.random.default_rng(2)
    columns, group = rng.normal(size=(600, 2)), np.arange(600) % 12
    effect = rng.normal(0, 0.5, 12)
    mean = expit(0.2 + columns @ [0.8, -0.4] + effect[group])
    place = np.clip(rng.beta(*_shapes(mean, 8.0)), 1e-6, 1 - 1e-6)
    top, spread = fit_beta(columns, place, group)
    assert top.converged
    assert top.at[1:3] == pytest.approx([0.8, -0.4], abs=0.08)
    assert np.corrcoef(top.at[3:-1], effect)[0, 1] > 0.9
    assert np.exp(top.at[-1]) == pytest.approx(8.0, rel=0.2)
    assert spread >= 0.2
    _, none = fit_beta(columns, np.clip(rng.beta(*_shapes(expit(columns @ [0.8, -0.4]), 8.0)), 1e-6, 1 - 1e-6), group)
    assert none <= 0.2


def test_places_by_score_or_by_category() -> None:
    by_score = places_within(history([[0, 1, 2, 1]], level=[[10.0, 30.0, 40.0, 30.0]]))
    assert by_score[0].tolist() == [0.125, 0.5, 0.875, 0.5]
    by_category = places_within(history([[0, 0, 2, -1]], level=[[10.0, np.nan, 40.0, np.nan]]))
    assert by_category[0, :3] == pytest.approx([1 / 3, 1 / 3, 5 / 6])
    assert np.isnan(by_category[0, 3])


def scored(seed: int, units: int = 150) -> tuple[History, np.ndarray]:
    """Draw editions with scores; categories are thirds. Give what is known before the last one, and its categories."""
    rng = np.random.default_rng(seed)
    score = [rng.normal(size=units)]
    for _ in range(3):
        score.append(0.8 * score[-1] + rng.normal(0, 0.6, units))
    cuts = np.quantile(score, [1 / 3, 2 / 3])
    outcome = np.array([np.searchsorted(cuts, each) for each in score])
    return history(outcome[:3], level=score[:3]), outcome[3]


def test_what_is_said_comes_as_often_where_scores_are_known() -> None:
    said, came = [], []
    for seed in range(4):
        known, outcome = scored(seed)
        found = beta(Task(known, 2, 1, np.random.default_rng(seed), 50)).mean
        assert found.sum(axis=1) == pytest.approx(np.ones(150))
        said.append(found.ravel())
        came.append((outcome[:, np.newaxis] == np.arange(3)).ravel())
    p, y = np.concatenate(said), np.concatenate(came)
    for part in np.array_split(np.argsort(p), 5):
        assert p[part].mean() == pytest.approx(y[part].mean(), abs=0.08)


def test_scores_tell_more_than_categories() -> None:
    gains = []
    for seed in range(2):
        known, outcome = scored(seed)
        log = []
        for each in (known, replace(known, level=np.full(known.level.shape, np.nan))):
            p = beta(Task(each, 2, 1, np.random.default_rng(seed), 50)).mean
            log.append(np.log(p[np.arange(150), outcome]).mean())
        gains.append(log[0] - log[1])
    assert np.mean(gains) > 0


def test_without_scores_it_is_careful_and_better_than_nothing() -> None:
    gain = []
    for seed in range(2):
        whole, truth = editions(seed, times=4)
        found = beta(Task(whole.until(2), 2, 1, np.random.default_rng(seed), 50)).mean
        past = whole.until(2).outcome
        plain = np.bincount(past.ravel(), minlength=3) / past.size
        gain.append(np.mean((found - truth) ** 2) / np.mean((plain - truth) ** 2))
    assert np.mean(gain) < 0.35


def test_too_few_outcomes_are_refused() -> None:
    with pytest.raises(Unfit, match="20"):
        beta(Task(history([[0, 1], [1, 1]]), 1, 1, np.random.default_rng(1)))
