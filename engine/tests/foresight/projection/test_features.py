"""Columns of models: nothing of the future, nothing of an edition's own scale."""

import numpy as np

from engine.tests.foresight.projection.worlds import editions, history
from ikp.foresight.projection.features import FEATURES, features, learn, standardised
from ikp.foresight.projection.forecast import Task


def test_columns_of_a_period_do_not_change_when_later_ones_do() -> None:
    whole, _ = editions(1, times=4)
    np.testing.assert_array_equal(features(whole, 1), features(whole.until(1), 1))
    assert features(whole, 1).shape == (200, len(FEATURES))


def test_scores_are_compared_within_an_edition_only() -> None:
    level = np.array([[10.0, 20.0, 30.0], [1.0, 2.0, 3.0], [5.0, 5.0, np.nan]])
    found = standardised(level)
    np.testing.assert_allclose(found[0], found[1])
    assert found[2].tolist() == [0.0, 0.0, 0.0]


def test_what_is_not_known_is_marked() -> None:
    found = features(history([[0, 2, -1]]), 0)
    assert found[:, FEATURES.index("last")].tolist() == [-1.0, 1.0, 0.0]
    assert found[:, FEATURES.index("unknown")].tolist() == [0.0, 0.0, 1.0]


def test_the_others_of_a_province_count_not_the_series_itself() -> None:
    found = features(history([[2, 0, 0]], groups=("a", "a", "b")), 0)
    # the mean of the others, drawn to 0 by one
    assert found[:, FEATURES.index("group")].tolist() == [-0.5, 0.5, 0.0]


def test_rows_hold_each_known_outcome_once() -> None:
    whole = history([[0, 1, 2], [1, -1, 0], [2, 2, -1]])
    rows = learn(Task(whole, 2, 1, np.random.default_rng(1)))
    assert list(zip(rows.period.tolist(), rows.series.tolist(), rows.outcome.tolist(), strict=True)) == [
        (1, 0, 1),
        (1, 2, 0),
        (2, 0, 2),
        (2, 1, 2),
    ]
    none = learn(Task(whole.until(0), 0, 1, np.random.default_rng(1)))
    assert none.columns.shape == (0, len(FEATURES))
    assert none.ahead.shape == (3, len(FEATURES))
