from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom

from engine.tests.foresight.alarms.surveillance import Row, column, rows
from ikp.errors import UsageError
from ikp.foresight.alarms import glr
from ikp.foresight.alarms.glr import glr_cases, glr_chart, glr_report
from ikp.foresight.alarms.result import Reason
from ikp.foresight.streams import CountSeries

MEAN = np.array([2.0, 3.0, 1.5, 2.0, 4.0, 2.5])


def some(counts: Any, **changes: Any) -> CountSeries:
    y = np.asarray(counts, dtype=np.float64)
    starts = np.datetime64("2026-01-05") + 7 * np.arange(len(y))
    units = tuple(f"11.{k:02d}" for k in range(y.shape[1]))
    return CountSeries(y, starts, units, ("pidana",) * y.shape[1], **changes)


def drawn(weeks: int = 120, series: int = 6, mean: float = 3.0) -> np.ndarray:
    return np.random.default_rng(5).poisson(mean, (weeks, series)).astype(float)


def logpmf(x: np.ndarray, mean: np.ndarray, size: float) -> float:
    return float(np.sum(nbinom.logpmf(x, size, size / (size + mean))))


def brute(x: np.ndarray, size: float, change: str, sign: int = 1) -> float:
    """Maximise over the beginning and the size of the change, by a library's search."""
    best = 0.0
    for k in range(len(x)):
        earlier = np.concatenate([[0.0], x])[k : len(x)]

        def loss(at: float, k: int = k, earlier: np.ndarray = earlier) -> float:
            grown = MEAN[k : len(x)] * np.exp(sign * at) if change == "intercept" else MEAN[k : len(x)] + at * earlier
            return logpmf(x[k:], MEAN[k : len(x)], size) - logpmf(x[k:], grown, size)

        best = max(best, -float(minimize_scalar(loss, bounds=(0, 18), method="bounded", options={"xatol": 1e-10}).fun))
    return best


@pytest.mark.parametrize(("change", "direction"), [("intercept", "up"), ("intercept", "down"), ("epidemic", "up")])
@pytest.mark.parametrize("size", [1e9, 2.0])
def test_the_statistic_is_the_largest_likelihood_ratio(change: Any, direction: Any, size: float) -> None:
    x = np.array([1.0, 5, 2, 6, 0, 7]) if direction == "up" else np.array([1.0, 1, 2, 0, 1, 0])
    given = np.inf if size > 1e6 else size
    found = glr_chart(
        x[:, None], MEAN[:, None], size=given, threshold=99.0, change=change, direction=direction
    ).statistic
    for week in range(len(x)):
        wanted = brute(x[: week + 1], size, change, 1 if direction == "up" else -1)
        assert found[week, 0] == pytest.approx(wanted, abs=1e-5)


def test_it_begins_anew_after_an_alarm() -> None:
    x = np.array([2.0, 20, 2, 3, 2, 2])[:, None]
    found = glr_chart(x, MEAN[:, None])
    assert np.flatnonzero(found.alarm).tolist() == [1]
    np.testing.assert_allclose(found.statistic[2:], glr_chart(x[2:], MEAN[2:, None]).statistic)


def test_a_window_forgets_and_a_least_duration_waits() -> None:
    x = np.array([9.0, 9, 1, 0, 0, 0])[:, None]
    whole, short = (glr_chart(x, MEAN[:, None], size=2.0, threshold=99.0, window=w).statistic for w in (None, 1))
    assert whole[3, 0] > 1.0
    assert short[3, 0] == 0.0
    np.testing.assert_allclose(short[:2], whole[:2])
    waits = glr_chart(x, MEAN[:, None], threshold=99.0, least=2).statistic
    assert waits[0, 0] == 0.0
    assert waits[1, 0] > 0


def test_a_missing_week_adds_nothing() -> None:
    x, others = np.array([1.0, 5, np.nan, 6, 0, 7]), [0, 1, 3, 4, 5]
    found = glr_chart(x[:, None], MEAN[:, None], size=2.0, threshold=99.0).statistic[:, 0]
    rest = glr_chart(x[others, None], MEAN[others, None], size=2.0, threshold=99.0).statistic[:, 0]
    np.testing.assert_allclose(found[others], rest)
    assert found[2] == found[1]


def test_series_go_through_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    y, mean, size = drawn(30, 7), np.full((30, 7), 3.0), np.array([1.0, 2, 3, np.inf, 5, 6, 7])
    whole = glr_chart(y, mean, size=size, window=5)
    cases = glr_cases(y, mean, 20, size=size, window=5)
    monkeypatch.setattr(glr, "_CELLS", 100)
    parts = glr_chart(y, mean, size=size, window=5)
    np.testing.assert_allclose(parts.statistic, whole.statistic, atol=1e-9)
    np.testing.assert_array_equal(parts.alarm, whole.alarm)
    np.testing.assert_array_equal(glr_cases(y, mean, 20, size=size, window=5), cases)


def test_a_size_is_that_of_each_series() -> None:
    y, mean = drawn(20, 3), np.full((20, 3), 3.0)
    together = glr_chart(y, mean, size=np.array([1.0, np.inf, 5.0]), window=6).statistic
    for k, size in enumerate((1.0, np.inf, 5.0)):
        alone = glr_chart(y[:, [k]], mean[:, [k]], size=size, window=6).statistic
        np.testing.assert_allclose(together[:, [k]], alone, atol=1e-8)


def test_a_count_above_the_limit_is_an_alarm_and_no_other() -> None:
    y = drawn()
    y[100:, :3] += 4
    found = glr_report(some(y), last=12)
    watched = slice(108, 120)
    np.testing.assert_array_equal(found.alarm[watched], found.observed[watched] > found.upper[watched])
    np.testing.assert_array_equal(found.alarm[watched], found.score[watched] >= 1)
    assert found.alarm[:, :3].any()
    assert found.method == "glr"


def test_the_epidemic_chart_has_no_limit_in_counts() -> None:
    y = drawn()
    y[100:, 0] = 3 * 1.5 ** np.arange(20)
    found = glr_report(some(y), last=20, change="epidemic")
    assert found.alarm[:, 0].any()
    assert np.isnan(found.upper).all()
    assert found.method == "glr-epidemic"


def test_weeks_and_series_of_which_nothing_can_be_said_are_named() -> None:
    y = drawn()
    y[:94, 0] = 0
    y[119, 1] = np.nan
    found = glr_report(some(y))
    assert found.reason[-1].tolist() == [Reason.TOO_FEW, Reason.NOT_OBSERVED, 0, 0, 0, 0]
    assert not found.alarm[-1, :2].any()


@pytest.mark.parametrize("changes", [{"run": 120}, {"threshold": 0.0}, {"least": 0}, {"window": 2, "least": 3}])
def test_what_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as refused:
        glr_report(some(drawn()), **changes)
    assert [each.code for each in refused.value.problems] == ["alarms-level"]


def _settings(shared: Path) -> list[Row]:
    return [each for each in rows(shared, "glrnb_settings") if not each["theta"]]


@pytest.mark.reference
def test_charts_are_those_of_glrnb(shared: Path) -> None:
    table, compared, cases = rows(shared, "glrnb_results"), 0, 0
    for setting in _settings(shared):
        # What a week shows does not hang on later ones; 160 weeks hold all alarms, and are quick.
        own = [row for row in table if (row["id"], row["series"]) == (setting["id"], setting["series"])][:160]
        y, mean = column(own, "observed")[:, None], column(own, "mu0")[:, None]
        alpha, window = float(setting["alpha_used"]), int(setting["M"])
        given: dict[str, Any] = {"size": 1 / alpha if alpha else np.inf, "threshold": float(setting["c_ARL"])}
        found = glr_chart(
            y,
            mean,
            **given,
            window=None if window < 0 else window,
            direction="up" if setting["dir"] == "inc" else "down",
            change="epidemic" if setting["change"] == "epi" else "intercept",
            form="reference",
        )
        wanted = column(own, "stat_or_cases")
        np.testing.assert_array_equal(found.alarm[:, 0], column(own, "alarm") == 1)
        if setting["ret"] == "value":
            # R stops its search for the change at a step of 1e-6, and a fall at e^-18.
            np.testing.assert_allclose(found.statistic[:, 0], wanted, rtol=0, atol=5e-8)
        else:
            # R's search for the change ran away where it has 1e99.
            weeks = [week for week in range(len(y)) if wanted[week] < 1e99][::3]
            counts = [glr_cases(y, mean, week, **given, alarms=found.alarm)[0] for week in weeks]
            assert counts == wanted[weeks].tolist()
            cases += len(weeks)
        compared += 1
    assert compared == 11
    assert cases > 90
