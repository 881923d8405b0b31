import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.alarms.filling import effort_of, few, fill, watched
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries

WEEKS = np.datetime64("2026-01-05") + 7 * np.arange(4)


def series(effort: np.ndarray | None = None) -> CountSeries:
    counts = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9], [9, np.nan, 9]])
    return CountSeries(counts, WEEKS, ("11.01", "11.02", "11.03"), ("pidana",) * 3, effort=effort, synthetic=True)


def filled(**changes: object) -> Alarms:
    given: dict[str, object] = {
        "expected": np.full((2, 3), 2.0),
        "upper": np.full((2, 3), 5.0),
        "score": np.ones((2, 3)),
        "alarm": np.ones((2, 3), dtype=bool),
    }
    return fill(series(), "some-method", range(2, 4), {"alpha": 0.05}, **(given | changes))  # type: ignore[arg-type]


def test_only_the_watched_weeks_are_filled() -> None:
    found = filled(details={"phi": np.full((2, 3), 1.5)})
    assert (found.reason[:2] == Reason.NOT_MONITORED).all()
    for array in (found.expected, found.upper, found.score, found.details["phi"]):
        assert np.isnan(array[:2]).all()
        assert np.isfinite(array[2]).all()
    assert not found.alarm[:2].any()
    assert found.alarm[2].all()
    assert np.isnan(found.lower).all()
    assert np.isnan(found.p_value).all()
    assert found.synthetic


def test_a_week_without_a_count_is_silent_and_says_why() -> None:
    found = filled(p_value=np.full((2, 3), 0.01))
    assert found.reason[3].tolist() == [Reason.SAID, Reason.NOT_OBSERVED, Reason.SAID]
    assert found.alarm[3].tolist() == [True, False, True]
    for array in (found.upper, found.score, found.p_value):
        assert np.isnan(array[3]).tolist() == [False, True, False]
    assert np.isfinite(found.expected[3]).all()  # what was to be expected is known all the same


def test_a_score_that_is_missing_without_a_reason_is_a_history_too_short() -> None:
    score = np.ones((2, 3))
    score[0] = [np.nan, np.nan, 1]
    reason = np.zeros((2, 3), dtype=np.int8)
    reason[0, 0] = Reason.TOO_FEW
    found = filled(score=score, reason=reason)
    assert found.reason[2].tolist() == [Reason.TOO_FEW, Reason.SHORT_HISTORY, Reason.SAID]
    assert found.alarm[2].tolist() == [False, False, True]
    assert reason[1, 1] == Reason.SAID  # what was passed in is not written on


def test_weeks_are_counted_from_the_end() -> None:
    assert watched(series(), 1) == range(3, 4)
    assert watched(series(), 4) == range(4)
    for last in (0, 5):
        with pytest.raises(UsageError) as refused:
            watched(series(), last)
        assert refused.value.problems[0].code == "alarms-last"


def test_no_supervisors_are_no_rate() -> None:
    effort = np.array([[1.0, 2, 0]] * 4)
    assert np.isnan(effort_of(series(effort))).tolist() == [[False, False, True]] * 4
    with pytest.raises(UsageError) as refused:
        effort_of(series())
    assert refused.value.problems[0].code == "alarms-effort"


def test_few_reports_are_counted_over_the_weeks_up_to_each() -> None:
    counts = np.array([[1.0, 0], [4, 0], [0, np.nan], [0, 5], [1, 0], [9, 0]])
    assert few(counts, range(2, 5), (5, 3)).tolist() == [[False, True], [True, False], [True, False]]
    assert few(counts, range(1), (2, 4)).tolist() == [[True, True]]
    assert not few(counts, range(6), (0, 4)).any()
