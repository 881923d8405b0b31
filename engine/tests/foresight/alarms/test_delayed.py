from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from engine.tests.foresight.alarms.surveillance import Row, column, rows
from ikp.errors import UsageError
from ikp.foresight.alarms.delayed import delayed_report
from ikp.foresight.alarms.delayed_model import fit_with_size
from ikp.foresight.alarms.farrington_settings import FarringtonSettings
from ikp.foresight.alarms.farrington_weeks import season_weeks
from ikp.foresight.alarms.result import Reason
from ikp.foresight.streams import Triangle

WEEKS = np.datetime64("2020-01-06") + 7 * np.arange(320)
SHARE = np.array([0.3, 0.4, 0.2, 0.1])


def cut(n: np.ndarray, starts: np.ndarray = WEEKS) -> Triangle:
    """Hide what had not come by the end of the last week."""
    t, d, s = n.shape
    n = n.astype(float)
    n[np.add.outer(np.arange(t), np.arange(d)) >= t] = np.nan
    return Triangle(n, starts[:t], tuple(f"11.{i:02}" for i in range(s)), ("pidana",) * s, np.zeros(s), synthetic=True)


def made(series: int = 3, weeks: int = 230, *, mean: float = 12.0, seed: int = 1) -> np.ndarray:
    rate = mean * SHARE[None, :, None] * np.ones((weeks, 1, series))
    return np.random.default_rng(seed).poisson(rate).astype(float)


ASKED: dict[str, Any] = {"years": 3}


def test_a_quiet_week_of_which_a_third_is_known_is_no_alarm_and_no_all_clear() -> None:
    found = delayed_report(cut(made()), **ASKED)
    assert found.method == "delayed"
    assert found.synthetic
    assert len(found.monitored) == 4
    assert_allclose(found.details["whole"][-4:], 12, rtol=0.2)
    assert_allclose(found.details["share"][-4:], np.array([1, 0.9, 0.7, 0.3])[:, None] * np.ones(3), rtol=0.1)
    assert_allclose(found.expected[-1], 12 * 0.3, rtol=0.3)
    assert not found.alarm.any()
    assert (found.reason[:-4] == Reason.NOT_MONITORED).all()
    assert ((found.lower <= found.expected) & (found.expected <= found.upper))[-4:].all()


def test_an_outbreak_is_seen_before_all_of_it_has_come() -> None:
    n = made()
    n[-1, :, 1] *= 4
    triangle = cut(n)
    assert triangle.n[-1, 0, 1] < 24
    corrected, plain = (delayed_report(triangle, correct=each, **ASKED) for each in (True, False))
    assert corrected.alarm[-1].tolist() == [False, True, False]
    assert not plain.alarm[-1].any()  # what is known of it is no more than a whole week of the past
    assert plain.parameters["correct"] is False
    assert corrected.p_value[-1, 1] < 0.005


def test_a_level_that_is_asked_is_kept() -> None:
    found = delayed_report(cut(made(series=150, seed=5)), last=2, alpha=0.1, **ASKED)
    rate = found.alarm[-2:].mean(axis=1)
    assert (rate < 0.11).all()
    assert (rate > 0.02).all()


def test_what_cannot_be_said_has_its_reason() -> None:
    n = made(series=5)
    n[:, :, 0] = 0  # never any report
    n[-4:, :, 1] = 0  # none lately
    triangle = cut(n)
    holed = np.array(triangle.n)
    holed[-1, :, 2] = np.nan  # the week was not observed
    holed[:-9, :, 3] = np.nan  # began nine weeks ago
    given = Triangle(holed, triangle.starts, triangle.units, triangle.kinds, triangle.beyond)
    found = delayed_report(given, last=1, **ASKED)
    wanted = [Reason.TOO_FEW, Reason.TOO_FEW, Reason.NOT_OBSERVED, Reason.SHORT_HISTORY, Reason.SAID]
    assert found.reason[-1].tolist() == wanted
    assert not found.alarm.any()
    assert np.isnan(found.upper[-1, :4]).all()
    short = delayed_report(cut(made(weeks=100)), **ASKED)
    assert (short.reason[-4:] == Reason.SHORT_HISTORY).all()
    assert (delayed_report(cut(made(weeks=2)), **ASKED).reason == Reason.SHORT_HISTORY).all()


def test_more_supervisors_are_no_alarm() -> None:
    n = made(series=2)
    effort = np.full((230, 2), 20.0)
    n[-1] *= 5
    effort[-1] = [100, np.nan]
    found = delayed_report(cut(n), last=1, effort=effort, **ASKED)
    assert found.reason[-1].tolist() == [Reason.SAID, Reason.NO_EFFORT]
    assert not found.alarm.any()
    assert_allclose(found.expected[-1, 0], 5 * 12 * 0.3, rtol=0.3)
    assert delayed_report(cut(n), last=1, **ASKED).alarm[-1].all()


def test_a_stage_may_stand_in_place_of_the_season() -> None:
    stage = (["tenang"] * 20 + ["kampanye"] * 10) * 4
    n = np.random.default_rng(3).poisson(
        np.array([4.0 if each == "tenang" else 30.0 for each in stage])[:, None, None] * SHARE[None, :, None],
    )
    found = delayed_report(cut(n.astype(float)), last=1, stage=stage)
    assert_allclose(found.details["whole"][-1], 30, rtol=0.2)
    assert found.parameters["stage"]


def test_series_that_were_never_observed_or_are_enormous_are_no_trouble() -> None:
    n = made(series=2)
    n[:, :, 0] = np.nan
    n[:, :, 1] *= 1e6
    found = delayed_report(cut(n), last=1, **ASKED)
    assert found.reason[-1].tolist() == [Reason.NOT_OBSERVED, Reason.SAID]
    assert found.upper[-1, 1] > found.expected[-1, 1] > 1e6
    spike = made(series=1)
    spike[100] = 1e6  # one past week: the means leave the numbers before they come back
    found = delayed_report(cut(spike), last=1, **ASKED)
    assert found.reason[-1] == Reason.NOT_CONVERGED
    assert np.isnan(found.upper[-1]).all()
    nothing = cut(n[:, :, :0])
    assert delayed_report(nothing, last=1, **ASKED).shape == (230, 0)
    assert (delayed_report(cut(n[:, :, :1]), last=1, **ASKED).reason[-1] == Reason.NOT_OBSERVED).all()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"last": 0}, "alarms-last"),
        ({"alpha": 2.0}, "alarms-level"),
        ({"threshold": "delta"}, "alarms-level"),
        ({"form": "other"}, "alarms-level"),
        ({"form": "reference"}, "alarms-level"),
        ({"effort": np.ones((3, 3))}, "alarms-shapes"),
        ({"stage": ["tenang"]}, "alarms-shapes"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        delayed_report(cut(made()), **asked)
    assert refused.value.problems[0].code == code


# --- agreement with R surveillance -----------------------------------------------------------
def newport(shared: Path, weeks: int) -> Triangle:
    table = rows(shared, "in_stsNewport_triangle")[:weeks]
    n = np.column_stack([column(table, f"d{delay}") for delay in range(11)])
    return cut(n[:, :, None], np.array([row["date"] for row in table], dtype="datetime64[D]"))


@pytest.mark.reference
@pytest.mark.parametrize("week", ["2011-W43", "2011-W44", "2011-W45"])
@pytest.mark.parametrize("correct", [True, False])
def test_the_bounds_of_r_are_repeated(shared: Path, week: str, correct: bool) -> None:
    def mine(row: Row) -> bool:
        asked = (row["method"], row["now_week"], row["delay"], row["quantileMethod"])
        return asked == ("bodaDelay", week, "TRUE" if correct else "FALSE", "MC")

    table = [row for row in rows(shared, "bodaDelay_results") if mine(row)]
    assert len(table) == {"2011-W43": 4, "2011-W44": 5, "2011-W45": 6}[week]
    asked: dict[str, Any] = {"years": 4, "left_out": 26, "least": (0, 50), "correct": correct, "last": len(table)}
    triangle = newport(shared, int(table[-1]["t"]))

    def found(alpha: float) -> Any:
        rng = np.random.default_rng(1)
        return delayed_report(triangle, form="reference", rng=rng, draws=4_000, alpha=alpha, **asked)

    at = (column(table, "t").astype(int) - 1, np.zeros(len(table), dtype=int))
    here = found(0.07)
    assert_array_equal(here.observed[at], column(table, "observed"))
    assert_array_equal(here.alarm[at], column(table, "alarm") == 1)
    upper = column(table, "upperbound")
    if correct:
        assert_array_equal(here.upper[at], upper)
        return
    # Both sides are drawn: a bound may be a count off where the level falls on a step of the law.
    assert (found(0.072).upper[at] <= upper).all()
    assert (upper <= found(0.068).upper[at]).all()


@pytest.mark.reference
def test_the_model_of_r_is_repeated(shared: Path) -> None:
    kept = {row["quantity"]: float(row["value"]) for row in rows(shared, "bodaDelay_W43_fit")}
    triangle = newport(shared, 565)
    weeks = season_weeks(triangle.starts, 564, FarringtonSettings(years=4, left_out=25))
    assert weeks is not None
    past = np.array(triangle.n[weeks.rows])
    past[weeks.ago == -26, -1] = np.nan  # R leaves out one cell more than whole weeks
    given = rows(shared, "bodaDelay_W43_data")
    assert np.isfinite(past).sum() == sum(row["response"] != "" for row in given)
    found = fit_with_size(past.transpose(2, 0, 1), weeks, trend=True)
    assert_allclose(found.size, kept["theta"], rtol=1e-7)
    assert_allclose(found.size_se, kept["SE.theta"], rtol=1e-5)
    # With a delay of ten weeks nothing ever came: its coefficient has no end.
    delays = range(10)
    assert not found.seen[0, 10]
    assert_allclose(found.eta[0, :10], [kept[f"pred_link_delay{d}"] for d in delays], rtol=1e-8)
    assert_allclose(np.sqrt(np.diag(found.cov[0])[:10]), [kept[f"pred_se_delay{d}"] for d in delays], rtol=1e-6)
