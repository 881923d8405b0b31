"""Who comes first: area under the curve, average precision, lift."""

import numpy as np
import pytest

from ikp.foresight.evaluation.ordering import area_under_curve, average_precision, lift

SCORE = [0.9, 0.8, 0.7, 0.6, 0.5]
EVENT = [1, 0, 1, 0, 0]


def test_by_hand() -> None:
    assert area_under_curve(SCORE, EVENT) == pytest.approx(5 / 6)
    assert average_precision(SCORE, EVENT) == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert lift(SCORE, EVENT, 1) == pytest.approx(1 / 0.4)
    assert lift(SCORE, EVENT, 2) == pytest.approx(0.5 / 0.4)


def test_equal_scores_order_nothing() -> None:
    assert area_under_curve([0.5] * 5, EVENT) == 0.5
    assert average_precision([0.5] * 5, EVENT) == pytest.approx(0.4)
    assert lift([0.5] * 5, EVENT, 2) == pytest.approx(1.0)


def test_unknown_does_not_count() -> None:
    score, event = [*SCORE, np.nan, 0.99, 0.98], [*EVENT, 1, np.nan, -1]
    assert area_under_curve(score, event) == area_under_curve(SCORE, EVENT)
    assert average_precision(score, event) == average_precision(SCORE, EVENT)
    assert lift(score, event, 2) == lift(SCORE, EVENT, 2)


@pytest.mark.parametrize("event", [[0, 0], [1, 1]])
def test_without_both_kinds_there_is_no_area(event: list[int]) -> None:
    assert np.isnan(area_under_curve([0.1, 0.2], event))
    assert np.isnan(average_precision([0.1, 0.2], [0, 0]))
    assert np.isnan(lift([0.1, 0.2], [0, 0], 1))
    assert np.isnan(lift([0.1, 0.2], event, 3))


@pytest.mark.extras
def test_agrees_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(1)
    score, event = rng.integers(0, 8, 60) / 8, rng.random(60) < 0.3
    assert area_under_curve(score, event) == pytest.approx(metrics.roc_auc_score(event, score))
    assert average_precision(score, event) == pytest.approx(metrics.average_precision_score(event, score))
