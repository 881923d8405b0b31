"""Scores of categories: by hand, proper, and as another library has them."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.categorical import brier_score, log_score, ranked_probability_score

P = np.array([[0.2, 0.5, 0.3], [1.0, 0.0, 0.0]])


def test_scores_by_hand() -> None:
    y = [2, 0]
    np.testing.assert_allclose(brier_score(P, y), [0.04 + 0.25 + 0.49, 0.0])
    np.testing.assert_allclose(log_score(P, y), [-np.log(0.3), 0.0])
    # cumulative 0.2, 0.7 against 0, 0
    np.testing.assert_allclose(ranked_probability_score(P, y), [0.04 + 0.49, 0.0])


def test_a_miss_by_two_costs_more_than_a_miss_by_one_only_in_the_ranked_score() -> None:
    sure = [[1.0, 0.0, 0.0]] * 2
    assert brier_score(sure, [1, 2]).tolist() == [2.0, 2.0]
    assert ranked_probability_score(sure, [1, 2]).tolist() == [1.0, 2.0]


def test_yes_alone_is_half_of_two_columns() -> None:
    np.testing.assert_allclose(brier_score([0.3], [1]), 0.49)
    np.testing.assert_allclose(brier_score([[0.7, 0.3]], [1]), 0.98)
    np.testing.assert_allclose(ranked_probability_score([0.3], [1]), 0.49)


def test_what_was_not_said_or_did_not_come_is_not_scored() -> None:
    p = [[0.5, 0.5], [np.nan, np.nan], [0.5, 0.5]]
    for score in (brier_score, log_score, ranked_probability_score):
        assert np.isnan(score(p, [0, 1, -1])).tolist() == [False, True, True]
    assert np.isnan(brier_score([0.5, 0.5], [np.nan, 1.0])).tolist() == [True, False]


def test_the_impossible_that_came_costs_everything() -> None:
    assert np.isinf(log_score([[1.0, 0.0]], [1])[0])


@pytest.mark.parametrize("score", [brier_score, log_score, ranked_probability_score])
def test_the_truth_has_the_best_expectation(score: type) -> None:
    truth = np.array([0.5, 0.3, 0.2])
    rng = np.random.default_rng(1)

    def expected(said: np.ndarray) -> float:
        return float(truth @ score(np.tile(said, (3, 1)), [0, 1, 2]))

    for other in rng.dirichlet(np.ones(3), 200):
        assert expected(other) > expected(truth)


@pytest.mark.parametrize(
    ("p", "y", "words"),
    [
        ([[0.5, 0.4]], [0], "forecast 1"),
        ([[0.5, 0.5], [1.2, -0.2]], [0, 0], "forecast 2"),
        ([[0.5, 0.5]], [2], "shape"),
        ([[0.5, 0.5]], [0, 1], "shape"),
    ],
)
def test_bad_input_gets_a_sentence(p: list[list[float]], y: list[int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        brier_score(p, y)


@pytest.mark.extras
def test_agrees_with_scoringrules() -> None:
    sr = pytest.importorskip("scoringrules")
    rng = np.random.default_rng(2)
    p, y = rng.dirichlet(np.ones(4), 50), rng.integers(0, 4, 50)
    np.testing.assert_allclose(ranked_probability_score(p, y), sr.rps_score(y + 1, p), rtol=1e-12)
    np.testing.assert_allclose(brier_score(p[:, 0], y == 0), sr.brier_score((y == 0).astype(int), p[:, 0]), rtol=1e-12)
