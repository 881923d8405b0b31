"""Histories: periods of weeks, exposure, bands, and nothing of the future."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import history, stages
from ikp.errors import UsageError
from ikp.foresight.projection.history import band_labels, bands_of, from_counts, neighbours_of
from ikp.foresight.streams import CountSeries


def series(counts: object, **more: object) -> CountSeries:
    values = np.array(counts, dtype=float)
    starts = np.datetime64("2024-01-01") + 7 * np.arange(len(values))
    units = tuple(f"11.{s:02d}" for s in range(values.shape[1]))
    return CountSeries(values, starts, units, ("etik",) * len(units), **more)  # type: ignore[arg-type]


def test_bands() -> None:
    assert band_labels((1, 3, 6)) == ("0", "1-2", "3-5", "6+")
    assert band_labels((1, 2)) == ("0", "1", "2+")
    assert bands_of([0, 1, 2, 3, 5, 6, 90, np.nan], (1, 3, 6)).tolist() == [0, 1, 1, 2, 2, 3, 3, -1]
    with pytest.raises(UsageError, match="Bands of counts"):
        from_counts(series([[1.0]]), weeks=1, bands=(3, 1))


def test_a_stage_is_a_run_of_weeks() -> None:
    found = from_counts(series([[1], [2], [4], [8], [16]], stage=("a", "a", "b", "b", "a")), ahead=3, stage="b")
    assert found.periods == ("a", "b", "a")
    assert found.counts is not None
    assert found.counts.values[:, 0].tolist() == [3, 12, 16]
    assert found.counts.lengths == (2, 2, 1, 3)
    assert found.counts.stages == ("a", "b", "a", "b")
    assert found.counts.exposure[:, 0].tolist() == [2, 2, 1, 3]
    assert found.groups == ("11",)


def test_a_week_without_a_stage_goes_with_the_one_before() -> None:
    found = from_counts(series([[1], [2], [4], [8], [16]], stage=("", "a", "", "b", "b")))
    assert found.periods == ("a", "b")
    assert found.counts is not None
    assert found.counts.values[:, 0].tolist() == [7, 24]


def test_weeks_make_periods_up_to_the_last() -> None:
    found = from_counts(series([[9], [1], [2], [3], [4]]), weeks=2)
    assert found.periods == ("2024-01-08", "2024-01-22")
    assert found.counts is not None
    assert found.counts.values[:, 0].tolist() == [3, 7]
    assert found.counts.weekly[:, 0].tolist() == [1, 2, 3, 4]
    assert found.counts.ends == (2, 4)
    with pytest.raises(UsageError, match="3 are needed"):
        from_counts(series([[9], [1]]), weeks=3)


def test_without_stages_or_weeks_there_are_no_periods() -> None:
    with pytest.raises(UsageError, match="stage"):
        from_counts(series([[1.0], [2.0]]))


def test_exposure_counts_observed_weeks_and_supervisors() -> None:
    effort = np.array([[10.0, 20.0]] * 4)
    found = from_counts(series([[1, 1], [1, np.nan], [1, np.nan], [1, 2]], effort=effort), weeks=2)
    assert found.counts is not None
    # Fifteen is usual.
    np.testing.assert_allclose(found.counts.exposure[:2], [[4 / 3, 4 / 3], [4 / 3, 4 / 3]])
    assert found.outcome[:, 1].tolist() == [1, 1], "half of it observed is an outcome"
    idle = from_counts(series([[1, 0], [0, 0]], effort=np.array([[0.0, 0.0], [10.0, 10.0]])), weeks=2)
    assert idle.counts is not None
    assert idle.counts.exposure[0].tolist() == [2.0, 1.0], "nobody at work, and a report: then somebody was"
    gone = from_counts(series([[1.0], [np.nan], [np.nan], [np.nan]]), weeks=4)
    assert gone.outcome.tolist() == [[-1]], "a quarter is none"


def test_the_past_knows_nothing_of_the_future() -> None:
    whole = stages(1)
    assert whole.counts is not None
    past = whole.until(3)
    assert past.counts is not None
    assert len(past.outcome) == len(past.level) == len(past.periods) == len(past.counts.values) == 4
    assert len(past.counts.weekly) == 24
    assert past.counts.lengths == whole.counts.lengths, "the plan is known"
    hidden = whole.hide(2, np.arange(48) < 5)
    assert hidden.counts is not None
    assert (hidden.outcome[2, :5] == -1).all()
    assert np.isnan(hidden.level[2, :5]).all()
    assert np.isnan(hidden.counts.values[2, :5]).all()
    assert (hidden.outcome[2, 5:] >= 0).all()
    assert (whole.outcome[2] >= 0).all(), "the history itself is left alone"


def test_pairs_and_transitions() -> None:
    found = history([[0, 1, -1], [1, -1, 2], [-1, -1, 0]])
    assert (found.pairs(1), found.pairs(2)) == (2, 0)
    assert found.transitions() == (0, 1)
    assert found.transitions(2) == ()


def test_neighbours_reach_the_same_kind_and_sum_to_one() -> None:
    weights = stages(1).weights
    assert weights is not None
    np.testing.assert_allclose(weights.sum(axis=0), 1.0)
    assert not weights[0::2, 1::2].any()
    assert neighbours_of([[0.0, 1.0], [0.0, 0.0]]).tolist() == [[0.0, 1.0], [0.0, 0.0]]


def test_a_category_without_a_label_is_refused() -> None:
    with pytest.raises(UsageError, match="shape"):
        history([[3]])
