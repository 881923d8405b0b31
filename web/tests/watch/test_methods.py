"""Which method watches what, how probably its alarms hold more than chance, and what a stage changes (*SINTETIS*)."""

from dataclasses import replace

import numpy as np
import pytest
from ikpweb.watch.engine.methods import judge, method_of

from ikp.foresight.streams import CountSeries

WEEKS, SERIES = 80, 600


def quiet(mean: float, seed: int = 0, weeks: int = WEEKS) -> CountSeries:
    counts = np.random.default_rng(seed).poisson(mean, (weeks, SERIES)).astype(float)
    starts = np.datetime64("2024-01-01") + np.timedelta64(7, "D") * np.arange(weeks)
    units = tuple(f"{at // 20 + 11}.{at % 20 + 1:02d}" for at in range(SERIES))
    return CountSeries(counts, starts, units, ("criminal",) * SERIES, synthetic=True)


GROUPS = [unit.split(".")[0] for unit in quiet(0.2).units]


def test_a_surely_unusual_week_is_surely_told_and_a_faint_one_is_not() -> None:
    counts = quiet(0.2)
    raised = counts.counts.copy()
    raised[-1, 0] = 9
    series = CountSeries(raised, counts.starts, counts.units, counts.kinds, synthetic=True)
    judged = judge(series, np.ones(raised.shape), GROUPS, method="auto", policy="budget", value=5.0)
    assert judged.alarms.alarm[-1, 0]
    assert judged.raw[0] > 0.9
    faint = np.flatnonzero(judged.alarms.alarm[-1])[1:]
    assert all(judged.raw[at] < 0.5 for at in faint)


def test_in_a_quiet_world_nobody_is_called_probably_right() -> None:
    told = []
    for seed in range(4):
        counts = quiet(0.2, seed)
        judged = judge(counts, np.ones(counts.counts.shape), GROUPS, method="auto", policy="budget", value=5.0)
        told += judged.raw[judged.alarms.alarm[-1]].tolist()
    assert len(told) > 4
    assert np.mean(told) < 0.15


@pytest.mark.parametrize(("mean", "weeks"), [(6.0, 80), (6.0, 200)], ids=["ears", "farrington"])
def test_methods_without_a_law_of_counts_get_one(mean: float, weeks: int) -> None:
    counts = quiet(mean, weeks=weeks)
    raised = counts.counts.copy()
    raised[-1, 0] = 40
    series = CountSeries(raised, counts.starts, counts.units, counts.kinds, synthetic=True)
    judged = judge(series, np.ones(raised.shape), GROUPS, method="auto", policy="budget", value=5.0)
    assert judged.raw[0] > 0.9
    others = judged.alarms.alarm[-1].copy()
    others[0] = False
    assert np.nanmean(judged.raw[others]) < 0.3


def test_a_stage_that_was_seen_is_no_alarm_and_a_new_one_is_said() -> None:
    rng = np.random.default_rng(7)
    level, stage = np.ones(WEEKS), np.array(["planning"] * WEEKS, dtype=object)
    for begin in (10, WEEKS - 3):
        level[begin : begin + 8], stage[begin : begin + 8] = 8, "voting"
    counts = rng.poisson(0.2 * level[:, None], (WEEKS, SERIES)).astype(float)
    plain = quiet(0.2)
    series = CountSeries(counts, plain.starts, plain.units, plain.kinds, stage=tuple(stage), synthetic=True)
    given = {"method": "auto", "policy": "budget", "value": 5.0}
    ones = np.ones(counts.shape)
    with_stage = judge(series, ones, GROUPS, **given)  # type: ignore[arg-type] # plain words
    without = judge(replace(series, stage=None), ones, GROUPS, **given)  # type: ignore[arg-type]
    new = judge(replace(series, stage=(*stage[:-3], *["campaign"] * 3)), ones, GROUPS, **given)  # type: ignore[arg-type]
    assert (with_stage.staged, without.staged, new.staged) == (True, False, False)
    assert with_stage.alarms.alarm[-1].sum() < 15 < 25 < without.alarms.alarm[-1].sum()


@pytest.mark.parametrize(
    ("mean", "weeks", "method"), [(0.2, 80, "shrunk"), (6, 80, "ears"), (6, 200, "farrington"), (6, 5, "")]
)
def test_each_series_has_the_method_of_its_history(mean: float, weeks: int, method: str) -> None:
    assert set(method_of(quiet(mean, weeks=weeks), "auto").tolist()) == {method}


def test_a_budget_is_kept_when_nothing_happens() -> None:
    told = []
    for seed in range(20):
        counts = quiet(0.2, seed)
        judged = judge(counts, np.ones(counts.counts.shape), GROUPS, method="auto", policy="budget", value=5.0)
        told.append(int(judged.alarms.alarm[-1].sum()))
    assert 2.5 <= np.mean(told) <= 6.5
