"""Alarms against the truth: hits, false alarms, days gained."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.episodes import Episode, alarm_quality


def test_by_hand() -> None:
    alarms = np.zeros((10, 2))
    alarms[[3, 4, 8], 0] = 1.0
    alarms[:2, 1] = np.nan
    truth = [Episode(0, 2, 5, known=6), Episode(1, 4, 6), Episode(1, 0, 2)]
    found = alarm_quality(alarms, truth)
    assert found.found == (True, False), "the third was never monitored"
    assert found.sensitivity[0] == 0.5
    assert found.predictive_value[0] == pytest.approx(2 / 3)
    assert (found.delay, found.days_gained) == (1.0, 21.0)
    assert (found.alarms, found.false_alarms, found.episodes) == (3, 1, 2)
    # 18 observed weeks less 3 and 2 in episodes
    assert found.unit_years == pytest.approx(13 * 7 / 365.2425)
    assert found.false_rate[0] == pytest.approx(1 / found.unit_years)
    assert found.false_rate[1] < found.false_rate[0] < found.false_rate[2]


def test_an_alarm_that_comes_later_than_people_knew_gains_less_than_nothing() -> None:
    alarms = np.zeros((6, 1))
    alarms[4] = 1.0
    assert alarm_quality(alarms, [Episode(0, 1, 6, known=2)]).days_gained == -14.0


def test_nothing_to_count_gives_no_figure() -> None:
    found = alarm_quality(np.zeros((4, 1)), [])
    assert np.isnan(found.sensitivity[0])
    assert np.isnan(found.predictive_value[0])
    assert np.isnan(found.delay)
    assert found.false_rate[:2] == (0.0, 0.0)
    assert np.isnan(alarm_quality(np.full((4, 1), np.nan), []).false_rate[0])


def test_an_episode_outside_the_array_is_refused() -> None:
    with pytest.raises(UsageError, match="shape"):
        alarm_quality(np.zeros((4, 1)), [Episode(0, 2, 5)])
    with pytest.raises(UsageError, match="shape"):
        alarm_quality(np.zeros((4, 1)), [Episode(0, 2, 2)])


def test_the_rate_has_the_exact_interval_of_a_poisson_count() -> None:
    alarms = np.zeros((5218, 1))  # 100 years
    alarms[::500] = 1.0
    found = alarm_quality(alarms, [])
    # 11 events: Garwood 5.491 to 19.682
    assert np.array(found.false_rate) * found.unit_years == pytest.approx([11, 5.491, 19.682], abs=1e-3)
