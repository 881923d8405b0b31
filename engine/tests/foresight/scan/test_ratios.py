"""Likelihood ratios of counts."""

import numpy as np
import pytest
from scipy.stats import multinomial

from ikp.foresight.scan.growing import maxima
from ikp.foresight.scan.ratios import Binomial, Expected, Permutation, Poisson, durations, means
from ikp.foresight.scan.windows import Windows

LINE = Windows.circular([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [0.0, 7.0]], planar=True)


def test_durations_count_back_from_the_last_week() -> None:
    assert durations(np.array([[1.0], [2.0], [4.0]]), 2).tolist() == [[4.0], [6.0]]


def test_the_score_is_the_ratio_of_multinomial_likelihoods() -> None:
    counts, shares = np.array([5.0, 2.0, 1.0, 2.0]), np.array([0.1, 0.3, 0.3, 0.3])
    scores = Poisson(LINE, shares[None], 1, 10, 10.0, 1.0).exact(counts[None])[0]
    column = LINE.order[0].tolist().index(0)
    raised = shares * [0.5 / 0.1, *[0.5 / 0.9] * 3]  # half the counts lie in the first unit
    wanted = multinomial.logpmf(counts, 10, raised) - multinomial.logpmf(counts, 10, shares)
    assert scores[0, column] == pytest.approx(wanted)


def test_all_of_the_country_is_no_cluster() -> None:
    scores = Poisson(LINE, np.ones((1, 4)), 1, 10, 10.0, 4.0).exact(np.array([[7.0, 1, 1, 1]]))
    assert (scores[0, 3] == 0).all()


def test_fewer_than_expected_score_0() -> None:
    for model in (
        Poisson(LINE, np.ones((1, 4)), 1, 10, 10.0, 4.0),
        Binomial(LINE, np.full((1, 4), 20.0), 1, 10, 10.0),
        Expected(LINE, np.full((1, 4), 2.5), 1),
    ):
        scores = model.exact(np.array([[0.0, 4, 3, 3]]))[0]
        assert scores[0, LINE.order[0].tolist().index(0)] == 0


def test_simulations_keep_what_is_given() -> None:
    rng, cells = np.random.default_rng(1), np.outer([1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0])
    assert (Poisson(LINE, cells, 3, 60, 60.0, 60.0).draw(rng, 9).sum(axis=(0, 1)) == 60).all()
    drawn = Permutation(LINE, cells, 3, 60, 60.0, 60.0).draw(rng, 9)
    assert (drawn.sum(axis=0) == (cells.sum(axis=0))[:, None]).all()
    assert (drawn.sum(axis=1) == (cells.sum(axis=1))[:, None]).all()
    people = Binomial(LINE, cells, 3, 30, 30.0).draw(rng, 50)
    assert (people.sum(axis=(0, 1)) == 30).all()
    assert (people <= cells[..., None]).all()  # nobody is two cases
    assert (Binomial(LINE, cells, 3, 30, 30.0, with_replacement=True).draw(rng, 50) > cells[..., None]).any()


def test_simulations_have_the_means_that_are_expected() -> None:
    rng, cells = np.random.default_rng(1), np.outer([1.0, 2.0], [1.0, 2.0, 3.0, 4.0])
    for model in (
        Poisson(LINE, cells, 2, 30, 30.0, 30.0),
        Permutation(LINE, cells, 2, 30, 30.0, 30.0),
        Binomial(LINE, cells, 2, 30, 30.0),
        Expected(LINE, cells, 2),
    ):
        mean = model.draw(rng, 4000).mean(axis=-1)
        np.testing.assert_allclose(mean, cells, rtol=0.08)


def test_what_is_doubtful_is_drawn_anew_and_kept_through_the_weeks() -> None:
    cells, doubt = np.outer([1.0, 3.0], [1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.1, 0.5, 2.0])
    drawn = means(cells, doubt, np.random.default_rng(1), 40_000)
    np.testing.assert_allclose(drawn.mean(axis=-1), cells, rtol=0.03)
    np.testing.assert_allclose(drawn.var(axis=-1) / cells**2, np.tile(doubt, (2, 1)), rtol=0.06, atol=1e-12)
    np.testing.assert_allclose(drawn[1], 3 * drawn[0])
    for nothing in (None, np.zeros(4)):
        assert (means(cells, nothing, np.random.default_rng(1), 3) == cells[..., None]).all()


def test_doubt_makes_the_highest_scores_higher() -> None:
    cells = np.full((3, 4), 4.0)
    sure, unsure = (
        maxima(Expected(LINE, cells, 3, doubt), 500, np.random.default_rng(1)).mean()
        for doubt in (None, np.full(4, 0.2))
    )
    assert unsure > 1.5 * sure
