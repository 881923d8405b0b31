"""One series a unit, and what its past lets expect."""

from typing import Any

import numpy as np
import pytest

from ikp.errors import DataError, UsageError
from ikp.foresight.scan.baseline import baseline, by_unit
from ikp.foresight.streams import CountSeries


def _series(counts: Any, units: Any, kinds: Any, effort: Any = None) -> CountSeries:
    starts = np.datetime64("2024-01-01") + np.arange(len(counts)) * np.timedelta64(7, "D")
    return CountSeries(counts, starts, tuple(units), tuple(kinds), effort=effort, names={"a": "Alor"}, synthetic=True)


BOTH = _series([[1, 2, 3, 4], [5, np.nan, 7, 8]], "aabb", "xyxy", effort=[[2, 2, 3, 3], [np.nan, 2, 3, 4]])


def test_kinds_are_added_up_and_a_lost_week_stays_lost() -> None:
    found = by_unit(BOTH)
    assert found.units == ("a", "b")
    np.testing.assert_array_equal(found.counts, [[3, 7], [np.nan, 15]])
    assert found.effort is not None
    np.testing.assert_array_equal(found.effort, [[2, 3], [2, 4]])
    assert found.synthetic
    assert found.names["a"] == "Alor"


def test_one_kind_can_be_chosen() -> None:
    np.testing.assert_array_equal(by_unit(BOTH, "y").counts, [[2, 4], [np.nan, 8]])
    with pytest.raises(UsageError, match="x, y"):
        by_unit(BOTH, "z")


def test_a_unit_without_the_kind_was_not_observed() -> None:
    found = by_unit(_series([[1, 2]], "ab", "xy"), "x")
    np.testing.assert_array_equal(found.counts, [[1, np.nan]])


def _history(rates: Any, weeks: int = 200, **kept: Any) -> CountSeries:
    counts = np.random.default_rng(1).poisson(rates, size=(weeks, np.size(rates)))
    return _series(counts, [f"u{each}" for each in range(np.size(rates))], ["x"] * np.size(rates), **kept)


def test_long_histories_speak_for_themselves() -> None:
    found = baseline(_history([1.0, 5.0, 20.0]), 10)
    assert found.expected.shape == (10, 3)
    np.testing.assert_allclose(found.expected[0], [1.0, 5.0, 20.0], rtol=0.1)


def test_alike_units_are_all_expected_alike() -> None:
    counts = np.ones((8, 3))
    np.testing.assert_allclose(baseline(_series(counts, "abc", "xxx"), 2).expected, 1.0)


def test_a_quiet_unit_is_expected_to_report_something() -> None:
    counts = np.array([[0, 3, 9]] * 12)
    found = baseline(_series(counts, "abc", "xxx"), 4).expected[0]
    assert 0 < found[0] < 1 < found[1] < 4 < found[2] < 9


def test_marshalls_estimate_by_hand() -> None:
    """Rates 1 and 3 over six weeks: overall 2, variance 1, of which 2/6 is chance; 2/3 remain of each difference."""
    found = baseline(_series([[1, 3]] * 8, "ab", "xx"), 2).expected[0]
    np.testing.assert_allclose(found, [2 - 2 / 3, 2 + 2 / 3])


def test_rates_per_supervisor() -> None:
    effort = np.full((200, 2), 2.0)
    effort[:, 1], effort[-1, 1], effort[-2, 1] = 10.0, 20.0, np.nan
    found = baseline(_history([2.0, 10.0], effort=effort), 2, effort=True).expected
    np.testing.assert_allclose(found, [[2.0, 0.0], [2.0, 20.0]], rtol=0.1)
    with pytest.raises(DataError, match="supervisor"):
        baseline(_history([1.0, 2.0]), 2, effort=True)


def test_a_rise_of_the_whole_country_can_be_expected() -> None:
    rng = np.random.default_rng(3)
    level = np.r_[np.ones(300), np.full(4, 5.0)][:, None]
    rising = _series(rng.poisson(level * [2.0, 4.0, 8.0]), "abc", "xxx")
    assert baseline(rising, 4).expected.sum() == pytest.approx(4 * 14, rel=0.1)
    found = baseline(rising, 4, by_week=True)
    np.testing.assert_allclose(found.expected.sum(axis=1), rising.counts[-4:].sum(axis=1))
    np.testing.assert_allclose(found.expected[0] / found.expected[0].sum(), np.array([1, 2, 4]) / 7, rtol=0.1)
    swings = np.where(np.arange(304) % 2, 1.0, 4.0)[:, None]
    shared = _series(rng.poisson(swings * [2.0, 4.0, 8.0]), "abc", "xxx")
    assert baseline(shared, 4).size < 5 < baseline(shared, 4, by_week=True).size  # swings of all are no bursts of each


def test_of_an_unobserved_unit_nothing_came_and_nothing_was_due() -> None:
    counts = np.array([[2.0, 2.0]] * 8)
    counts[-1, 0] = np.nan
    found = baseline(_series(counts, "ab", "xx"), 2, by_week=True)
    np.testing.assert_allclose(found.expected[-1, 1], 2.0)


def test_spread_and_zeros_of_the_history_are_found() -> None:
    rng = np.random.default_rng(2)
    mean = np.array([2.0, 4.0, 8.0])
    wide = rng.poisson(rng.gamma(3.0, mean / 3.0, size=(600, 3)))
    assert baseline(_series(wide, "abc", "xxx"), 4).size == pytest.approx(3.0, rel=0.2)
    emptied = rng.poisson(mean, size=(600, 3)) * (rng.random((600, 3)) > 0.3)
    found = baseline(_series(emptied, "abc", "xxx"), 4)
    assert found.zeros == pytest.approx(0.3, abs=0.04)
    np.testing.assert_allclose(found.mean[0], mean, rtol=0.1)
    assert baseline(_history([2.0, 4.0, 8.0], 600), 4).zeros < 0.03


def test_too_little_history_gets_a_sentence() -> None:
    with pytest.raises(UsageError, match="too few"):
        baseline(_history([1.0, 2.0], 8), 6)
    with pytest.raises(DataError, match="no report"):
        baseline(_series(np.zeros((9, 2)), "ab", "xx"), 2)
    with pytest.raises(DataError, match="several series"):
        baseline(BOTH, 1)


def test_a_short_history_leaves_doubt() -> None:
    """Of rates from a Gamma law, the estimates are as far off as `doubt` says."""
    rng = np.random.default_rng(4)
    rates = rng.gamma(2.0, 1.5, size=4000)
    found = baseline(_series(rng.poisson(rates, size=(12, 4000)), [str(each) for each in range(4000)], ["x"] * 4000), 4)
    off = (rates - found.expected[0]) / found.expected[0]
    assert (off**2 / found.doubt).mean() == pytest.approx(1.0, abs=0.08)
    assert found.doubt[found.expected[0] < 1].mean() > 2 * found.doubt[found.expected[0] > 4].mean()


def test_counts_in_bursts_say_less() -> None:
    rng = np.random.default_rng(4)
    rates = rng.gamma(2.0, 1.5, size=2000)
    counts = rng.poisson(rates * rng.gamma(1.5, 1 / 1.5, size=(16, 2000)))
    found = baseline(_series(counts, [str(each) for each in range(2000)], ["x"] * 2000), 4)
    assert found.size == pytest.approx(1.5, rel=0.15)
    off = (rates - found.expected[0]) / found.expected[0]
    assert (off**2 / found.doubt).mean() == pytest.approx(1.0, abs=0.2)
