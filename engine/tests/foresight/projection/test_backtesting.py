"""Backtests: calibrated where the model is true, honest where nothing is known."""

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import editions, history, stages
from ikp.errors import UsageError
from ikp.foresight.evaluation import pit_uniformity
from ikp.foresight.projection.backtesting import STACK, backtest


def test_editions() -> None:
    shares: list[float] = []
    found = backtest(editions(1, times=6)[0], models=["ordinal"], progress=shares.append)
    assert shares[-1] == 1.0
    assert found.origins == (1, 2, 3, 4)
    assert found.evidence.ravel().tolist() == ["units", "time", "time", "time"]
    table = found.table()
    assert {line.model for line in table} == {"persistence", "climatology", "province", "ordinal", STACK}
    assert table[0].model in {"ordinal", STACK}
    assert all(line.n == 800 for line in table)
    assert found.skill(STACK, "climatology").shown
    # True forecasts: inside the envelope, and sets that hold.
    assert found.reliability(replicates=49).p > 0.01
    held = found.coverage()
    assert held.share == pytest.approx(0.93, abs=0.06)
    assert found.event == "tinggi"
    parts = found.decomposition()
    assert parts.miscalibration < 0.2 * parts.discrimination
    assert parts.score == pytest.approx(float(np.nanmean(found.scores["rps"][STACK])))


def test_three_views() -> None:
    found = backtest(editions(2, times=6, series=60)[0], models=["ordinal"], horizon=2)
    views = found.views(STACK)
    assert views.origins == (1, 2, 3)
    assert views.steps == (1, 2)
    assert views.dates == (2, 3, 4, 5)
    assert views.by_step[0] < views.by_step[1], "farther ahead is harder"
    assert np.isnan(found.scores["rps"]["ordinal"][0, 1]).all(), "nothing two steps ahead to learn from yet"


def test_counts_hold_their_intervals() -> None:
    found = backtest(stages(3), first=4, models=["negative-binomial"])
    held = found.coverage()
    assert 0.88 < held.share < 0.96
    lines = {line.model: line for line in found.table()}
    assert lines[STACK].crps < lines["persistence"].crps
    assert lines["negative-binomial"].skill["persistence"].shown
    assert lines[STACK].precision > lines[STACK].base
    assert found.event == "1+"


def test_outcomes_lie_evenly_in_their_forecasts() -> None:
    counted = backtest(stages(3), first=4, models=["negative-binomial"])
    assert ((counted.below <= counted.at) | np.isnan(counted.below)).all()
    assert pit_uniformity(counted.pit_histogram()) < 0.25
    placed = backtest(editions(1, times=4)[0], models=["ordinal"])
    assert pit_uniformity(placed.pit_histogram(5)) < 0.2
    run, series = 1, 17
    came = placed.outcome[run, 0, series]
    told = placed.probability[STACK][run, 0, series]
    assert placed.at[run, 0, series] == pytest.approx(told[: came + 1].sum())
    assert placed.below[run, 0, series] == pytest.approx(told[:came].sum())


def test_a_stack_that_knows_how_wrong_it_may_be_has_a_wider_envelope() -> None:
    found = backtest(editions(4, times=4, series=60)[0], models=["ordinal"])
    p, _ = found.chance(STACK)
    assert found.drawn.shape == (*p.shape[:2], 50, p.shape[2])
    np.testing.assert_allclose(found.drawn.mean(axis=2), p, atol=0.05)
    together, alone = found.reliability(replicates=199), found.reliability(replicates=199, alone=True)
    assert np.average(together.high - together.low, weights=together.weight) > np.average(
        alone.high - alone.low, weights=alone.weight
    )
    assert together.p >= alone.p, "what it foresaw is held against it less"


def test_two_editions_test_the_baselines_alone() -> None:
    found = backtest(history([[0, 1, 2] * 10, [0, 1, 1] * 10]), models=["ordinal"])
    assert found.origins == (0,)
    assert {line.model for line in found.table()} == {"persistence", "climatology", "province", STACK}
    assert found.problems[0].code == "backtest-untried"


def test_what_cannot_be_tested_is_a_sentence() -> None:
    with pytest.raises(UsageError, match="history"):
        backtest(history([[0, 1]]))
    with pytest.raises(UsageError, match="outcome"):
        backtest(history([[0, 1], [-1, -1]]))
    with pytest.raises(UsageError, match="level"):
        backtest(history([[0, 1], [1, 1]]), level=2.0)
