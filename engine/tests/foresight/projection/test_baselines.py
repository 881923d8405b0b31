"""Baselines of categories, by hand."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import history
from ikp.foresight.projection.baselines import climatology, persistence, province
from ikp.foresight.projection.forecast import Task, Unfit
from ikp.foresight.projection.history import History


def task(whole: History, draws: int = 1) -> Task:
    return Task(whole, len(whole.periods) - 1, 1, np.random.default_rng(1), draws)


def test_climatology_is_the_share_of_all_that_is_known() -> None:
    found = climatology(task(history([[0, 1, 1, -1], [1, 1, 2, 2]]))).mean
    np.testing.assert_allclose(found, np.tile(np.array([1.5, 4.5, 2.5]) / 8.5, (4, 1)))


def test_persistence_stays_as_often_as_it_did() -> None:
    whole = history([[0, 1, 1, 2], [0, 1, 2, -1]])  # two stay, one moves
    found = persistence(task(whole)).mean
    stay = 2.5 / 4.0
    assert found[0, 0] == found[1, 1] == found[2, 2] == pytest.approx(stay)
    plain = climatology(task(whole)).mean[0]
    np.testing.assert_allclose(found[0, 1:], (1 - stay) * plain[1:] / plain[1:].sum())
    np.testing.assert_allclose(found[3], plain, err_msg="not known at the origin")
    assert persistence(task(whole.until(0))).mean[0, 0] == 0.5


def test_province_goes_by_its_own_and_needs_company() -> None:
    whole = history([[2, 2, 0, 0]], groups=("a", "a", "b", "b"))
    found = province(task(whole)).mean
    plain = climatology(task(whole)).mean[0]
    np.testing.assert_allclose(found[0], (3 * plain + [0, 0, 2]) / 5)
    np.testing.assert_allclose(found[2], (3 * plain + [2, 0, 0]) / 5)
    with pytest.raises(Unfit):
        province(task(history([[0, 1]], groups=("a", "b"))))


def test_draws_have_the_mean_and_say_how_sure_it_is() -> None:
    whole = history([[0, 1, 1, 2, 1, 1], [0, 1, 2, 1, 1, 1]], groups=("a", "a", "a", "b", "b", "b"))
    for baseline in (climatology, persistence, province):
        drawn = baseline(task(whole, draws=4000)).probability
        assert drawn.shape == (4000, 6, 3)
        np.testing.assert_allclose(drawn.sum(axis=2), 1.0)
        np.testing.assert_allclose(drawn.mean(axis=0), baseline(task(whole)).mean, atol=0.03)
        assert drawn.std(axis=0).min() > 0.01
