"""How probably an alarm is right: the share of chance among those as striking, held against a made-up world."""

import numpy as np
import pytest
from ikpweb.watch.engine.methods import _chance, judge, method_of

from ikp.foresight.alarms import shrunk_report
from ikp.foresight.streams import CountSeries

WEEKS, SERIES = 80, 600


def quiet(mean: float, seed: int = 0, weeks: int = WEEKS) -> CountSeries:
    counts = np.random.default_rng(seed).poisson(mean, (weeks, SERIES)).astype(float)
    starts = np.datetime64("2024-01-01") + np.timedelta64(7, "D") * np.arange(weeks)
    units = tuple(f"{at // 20 + 11}.{at % 20 + 1:02d}" for at in range(SERIES))
    return CountSeries(counts, starts, units, ("criminal",) * SERIES, synthetic=True)


def test_what_is_expected_by_chance_is_what_chance_gives() -> None:
    found = shrunk_report(quiet(0.2))
    level = 0.02
    expected = _chance(found.expected[-1], found.details["size"][-1], level)
    came = [int((shrunk_report(quiet(0.2, seed)).p_value[-1] <= level).sum()) for seed in range(1, 31)]
    assert expected == pytest.approx(np.mean(came), rel=0.25)
    # Of small counts hardly any p-value lies just under a level: the number of tests times it would be far too high.
    assert _chance(found.expected[-1], found.details["size"][-1], 0.01) < 0.01 * SERIES / 2


def test_a_surely_unusual_week_is_surely_told_and_a_faint_one_is_not() -> None:
    counts = quiet(0.2)
    raised = counts.counts.copy()
    raised[-1, 0] = 9
    series = CountSeries(raised, counts.starts, counts.units, counts.kinds, synthetic=True)
    groups = [unit.split(".")[0] for unit in counts.units]
    judged = judge(series, np.ones(raised.shape), groups, method="auto", policy="budget", value=5.0)
    assert judged.alarms.alarm[-1, 0]
    assert judged.false_share[0] < 0.01
    faint = np.flatnonzero(judged.alarms.alarm[-1])[1:]
    assert all(judged.false_share[at] > 0.1 for at in faint)
    assert np.isnan(judged.false_share[~judged.alarms.alarm[-1]]).all()


@pytest.mark.parametrize(
    ("mean", "weeks", "method"), [(0.2, 80, "shrunk"), (6, 80, "ears"), (6, 200, "farrington"), (6, 5, "")]
)
def test_each_series_has_the_method_of_its_history(mean: float, weeks: int, method: str) -> None:
    assert set(method_of(quiet(mean, weeks=weeks), "auto").tolist()) == {method}


def test_a_budget_is_kept_when_nothing_happens() -> None:
    groups, told = [unit.split(".")[0] for unit in quiet(0.2).units], []
    for seed in range(20):
        counts = quiet(0.2, seed)
        judged = judge(counts, np.ones(counts.counts.shape), groups, method="auto", policy="budget", value=5.0)
        told.append(int(judged.alarms.alarm[-1].sum()))
    assert 2.5 <= np.mean(told) <= 6.5
