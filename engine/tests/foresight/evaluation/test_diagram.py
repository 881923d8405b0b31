"""Reliability diagrams: true forecasts stay in their envelope, false ones leave it."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.diagram import reliability, reliability_table


def test_true_forecasts_are_rejected_at_the_level() -> None:
    rng = np.random.default_rng(1)
    p = rng.beta(1.0, 3.0, 60).round(2)
    found = [reliability(p, rng.random(60) < p, seed=7, replicates=99).p for _ in range(150)]
    assert np.mean(np.array(found) <= 0.1) == pytest.approx(0.1, abs=0.06)


def test_an_error_that_all_share_is_no_fault_where_it_was_said() -> None:
    rng = np.random.default_rng(4)
    centre = rng.normal(-1.0, 0.5, 200)
    shifts = rng.normal(0.0, 0.6, 100)
    draws = 1.0 / (1.0 + np.exp(-(centre + shifts[:, np.newaxis])))
    p = draws.mean(axis=0)
    narrow, wide = [], []
    for shift in rng.normal(0.0, 0.6, 60):
        y = rng.random(200) < 1.0 / (1.0 + np.exp(-(centre + shift)))
        narrow.append(reliability(p, y, seed=7, replicates=99).p)
        wide.append(reliability(p, y, seed=7, replicates=99, draws=draws).p)
    assert np.mean(np.array(narrow) <= 0.1) > 0.4
    assert np.mean(np.array(wide) <= 0.1) == pytest.approx(0.1, abs=0.09)


def test_a_draw_holds_for_its_block_alone() -> None:
    draws = np.array([[0.0] * 4, [1.0] * 4])
    p, y = np.full(4, 0.5), [1, 1, 0, 0]
    assert reliability(p, y, seed=1, replicates=200, draws=draws).high.max() == 1.0
    apart = reliability(p, y, seed=1, replicates=400, draws=draws, blocks=[0, 0, 1, 1], level=0.4)
    assert (apart.low.min(), apart.high.max()) == (0.5, 0.5)  # half of the time one block has all and the other none
    with pytest.raises(UsageError):
        reliability(p, y, seed=1, draws=draws[:, :3])


def test_forecasts_that_are_too_bold_leave_the_envelope() -> None:
    rng = np.random.default_rng(2)
    truth = rng.beta(2.0, 2.0, 600)
    bold = np.clip(0.5 + 2.0 * (truth - 0.5), 0.01, 0.99)
    y = rng.random(600) < truth
    found, good = reliability(bold, y, seed=3, replicates=199), reliability(truth, y, seed=3, replicates=199)
    assert found.p <= 0.01 < good.p
    assert found.inside < good.inside
    assert good.inside > 0.8
    assert good.n == 600 == int(good.weight.sum())
    assert (good.low <= good.high).all()


def test_what_is_unknown_does_not_count() -> None:
    assert reliability([np.nan, 0.5], [1, -1], seed=1).n == 0
    found = reliability([0.5, 0.5, 0.2], [1, 0, np.nan], seed=1)
    assert (found.n, found.forecast.tolist(), found.frequency.tolist()) == (2, [0.5], [0.5])
    with pytest.raises(UsageError, match="replicates"):
        reliability([0.5], [1], seed=1, replicates=0)


def test_the_table_has_the_bins_that_hold_something() -> None:
    table = reliability_table([0.05, 0.1, 1.0, np.nan], [0, 1, 1, 1], seed=1, bins=5)
    assert [(row.start, row.stop, row.n, row.events) for row in table] == [(0.0, 0.2, 2, 1), (0.8, 1.0, 1, 1)]
    assert table[0].forecast == pytest.approx(0.075)
    assert table[0].low == 0.0
    assert (table[1].low, table[1].high) == (1.0, 1.0)


def test_the_same_seed_draws_the_same_envelope() -> None:
    a, b = (reliability([0.2, 0.7, 0.7], [0, 1, 0], seed=5, replicates=50) for _ in range(2))
    np.testing.assert_array_equal(a.high, b.high)
