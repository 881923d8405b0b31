from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom

from engine.tests.foresight.alarms.surveillance import column, rows, series_named
from ikp.errors import UsageError
from ikp.foresight.alarms.in_control import in_control, size_of
from ikp.foresight.alarms.result import Reason
from ikp.foresight.streams import CountSeries


def some(counts: Any, **changes: Any) -> CountSeries:
    y = np.asarray(counts, dtype=np.float64)
    starts = np.datetime64("2026-01-05") + 7 * np.arange(len(y))
    units = tuple(f"11.{k:02d}" for k in range(y.shape[1]))
    return CountSeries(y, starts, units, ("pidana",) * y.shape[1], **changes)


def drawn(size: float, weeks: int = 100, series: int = 4) -> np.ndarray:
    rng = np.random.default_rng(2)
    return rng.poisson(3 * rng.gamma(size, 1 / size, (weeks, series))).astype(float)


def test_without_anything_else_the_mean_is_the_mean() -> None:
    y = drawn(2.0)
    found = in_control(some(y), 80)
    np.testing.assert_allclose(found.mean, np.broadcast_to(y[:80].mean(axis=0), y.shape), rtol=1e-6)
    assert not found.reason.any()


def test_the_size_makes_the_counts_likeliest() -> None:
    y = drawn(2.0)
    found = in_control(some(y), 100)
    for k in range(4):
        mean = y[:, k].mean()

        def loss(log_size: float, k: int = k, mean: float = mean) -> float:
            size = np.exp(log_size)
            return float(-nbinom.logpmf(y[:, k], size, size / (size + mean)).sum())

        best = minimize_scalar(loss, bounds=(-4, 6), method="bounded", options={"xatol": 1e-9})
        assert found.size[k] == pytest.approx(np.exp(best.x), rel=1e-4)


def test_counts_that_spread_no_more_than_poisson_counts_have_no_finite_size() -> None:
    y = np.tile([[2.0], [3.0], [4.0]], (20, 1)).T
    assert np.isinf(size_of(y, np.full_like(y, 3.0))).all()
    assert np.isinf(in_control(some(drawn(2.0)), 80, law="poisson").size).all()


def test_a_missing_week_is_left_out() -> None:
    y = drawn(2.0)
    y[7] = np.nan
    found = in_control(some(y), 80)
    rest = in_control(some(np.delete(y, 7, axis=0)), 79)
    np.testing.assert_allclose(found.mean[-1], rest.mean[-1])
    np.testing.assert_allclose(found.size, rest.size)


def test_stages_have_levels_of_their_own() -> None:
    y = np.where(np.arange(40)[:, None] % 2, 9.0, [[1.0, 3.0]])
    stage = ("planning", "campaign") * 20
    found = in_control(some(y, stage=stage), 30, stage=True)
    np.testing.assert_allclose(found.mean, y, rtol=1e-6)


def test_a_stage_that_was_not_seen_has_no_mean() -> None:
    stage = ("planning",) * 90 + ("voting",) * 10
    found = in_control(some(drawn(2.0), stage=stage), 80, stage=True)
    assert (found.reason[90:] == Reason.SHORT_HISTORY).all()
    assert np.isnan(found.mean[90:]).all()
    assert not found.reason[:90].any()


def test_a_stage_in_which_nothing_was_reported_says_so() -> None:
    stage = ("planning", "campaign") * 50
    y = drawn(2.0)
    y[1::2, 0] = 0
    found = in_control(some(y, stage=stage), 80, stage=True)
    assert (found.reason[1::2, 0] == Reason.TOO_FEW).all()
    assert not found.reason[::2, 0].any()
    assert not found.reason[:, 1:].any()


def test_the_mean_is_in_proportion_to_the_supervisors() -> None:
    people = np.full((100, 4), 10.0)
    people[50:] = 30.0
    people[99, 0] = 0.0
    y = drawn(2.0) * people / 10
    found = in_control(some(y, effort=people), 80, effort=True)
    np.testing.assert_allclose(found.mean[98], 3 * found.mean[0], rtol=1e-9)
    assert found.reason[99].tolist() == [Reason.NO_EFFORT, 0, 0, 0]
    with pytest.raises(UsageError):
        in_control(some(y), 80, effort=True)


def test_nothing_to_go_by_is_said() -> None:
    y = drawn(2.0)
    y[:80, 0] = 0
    y[:79, 1] = np.nan
    found = in_control(some(y), 80)
    assert found.reason[-1].tolist() == [Reason.TOO_FEW, Reason.SHORT_HISTORY, 0, 0]
    assert np.isnan(found.mean[:, :2]).all()


@pytest.mark.reference
@pytest.mark.parametrize("law", ["negbin", "poisson"])
def test_means_and_sizes_are_those_of_glm_nb(shared: Path, law: Any) -> None:
    """R's glm.nb and glm with one harmonic of 52 weeks, as glrnb fits them before its range."""
    table, compared = rows(shared, "glrnb_results"), 0
    for setting in rows(shared, "glrnb_settings"):
        if setting["id"] != ("glrnb_value" if law == "negbin" else "glrpois_value"):
            continue
        first = int(setting["range_from"]) - 1
        own = [row for row in table if (row["id"], row["series"]) == (setting["id"], setting["series"])]
        found = in_control(some(series_named(shared, setting["series"])), first, law=law, harmonics=1)
        np.testing.assert_allclose(found.mean[first:, 0], column(own, "mu0"), rtol=1e-6)
        assert 1 / found.size[0] == pytest.approx(float(setting["alpha_used"]), rel=1e-4)
        compared += 1
    assert compared == 2
