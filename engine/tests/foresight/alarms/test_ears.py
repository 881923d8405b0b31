import itertools
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from engine.tests.foresight.alarms.surveillance import column, rows, series_named
from ikp.errors import UsageError
from ikp.foresight.alarms import ears
from ikp.foresight.alarms.ears import EarsMethod, ears_limits, ears_report
from ikp.foresight.alarms.result import Reason
from ikp.foresight.streams import CountSeries

METHODS: tuple[EarsMethod, ...] = get_args(EarsMethod)
#: Mean 2 and standard deviation 1 of the seven weeks before, whichever of them are taken.
CALM = [2.0, 1, 3, 2, 1, 3, 2]


def some(counts: Any, **changes: Any) -> CountSeries:
    y = np.asarray(counts, dtype=np.float64)
    starts = np.datetime64("2026-01-05") + 7 * np.arange(len(y))
    units = tuple(f"11.{k:02d}" for k in range(y.shape[1]))
    return CountSeries(y, starts, units, ("pidana",) * y.shape[1], **changes)


def drawn(weeks: int = 60, series: int = 5, mean: float = 4.0) -> np.ndarray:
    return np.random.default_rng(1).poisson(mean, (weeks, series)).astype(float)


def test_c1_by_hand() -> None:
    """Seven weeks 2, 1, 3, 2, 1, 3, 2: mean 2, variance 4/6."""
    found = ears_limits(np.array([*CALM, 6.0])[:, None], "C1")
    sd = np.sqrt(4 / 6)
    assert found.mean.item() == pytest.approx(2.0)
    assert found.sd.item() == pytest.approx(sd)
    assert found.statistic.item() == pytest.approx(4 / sd)
    assert found.upper.item() == pytest.approx(2 + 3.090232306167813 * sd)
    assert found.pvalue.item() == pytest.approx(4.8e-7, rel=0.02)  # 4.90 standard deviations


def test_c2_keeps_the_two_weeks_before_out_of_the_baseline() -> None:
    counts = np.array([*CALM, 50.0, 60.0, 6.0])[:, None]
    assert ears_limits(counts, "C2").mean.item() == pytest.approx(2.0)
    assert ears_limits(counts, "C1").mean.item() > 15


def test_c3_adds_what_exceeds_one_deviation_over_three_weeks() -> None:
    y = drawn()
    c2 = ears_limits(y, "C2", first=9).statistic
    c3 = ears_limits(y, "C3", first=11)
    np.testing.assert_allclose(c3.statistic, sum(np.maximum(c2[k : len(c2) - 2 + k] - 1, 0) for k in range(3)))
    alarm = c3.statistic > 1.959963984540054
    np.testing.assert_array_equal(y[11:] > c3.upper, alarm)
    assert 0 < alarm.mean() < 0.3


@pytest.mark.parametrize("method", METHODS)
def test_the_last_week_alone_is_the_last_of_all(method: EarsMethod) -> None:
    y = drawn()
    for one, all_weeks in zip(ears_limits(y, method), ears_limits(y, method, first=0), strict=True):
        assert one.shape == (1, 5)
        np.testing.assert_array_equal(one[0], all_weeks[-1])


def test_series_go_through_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    y = drawn()
    whole = ears_limits(y, "C3", first=0)
    monkeypatch.setattr(ears, "_CELLS", 500)
    for one, other in zip(ears_limits(y, "C3", first=0), whole, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("method", "guard"), [("C1", 0), ("C2", 2)])
def test_a_gap_silences_itself_and_the_weeks_that_look_back_on_it(method: EarsMethod, guard: int) -> None:
    y = drawn(series=1)
    y[20] = np.nan
    found = ears_report(some(y), method, last=60)
    history = 7 + guard
    silent = {*range(history), 20, *range(21 + guard, 28 + guard)}
    assert set(np.flatnonzero(found.reason[:, 0])) == silent
    assert found.reason[20, 0] == Reason.NOT_OBSERVED
    assert set(found.reason[sorted(silent - {20}), 0]) == {Reason.SHORT_HISTORY}
    assert not found.alarm[sorted(silent), 0].any()


def test_a_baseline_without_any_spread_says_nothing_unless_a_least_spread_is_set() -> None:
    y = np.zeros((10, 3))
    y[-1] = [0, 1, 9]
    found = ears_report(some(y), "C1")
    assert found.reason[-1].tolist() == [Reason.NO_VARIATION] * 3
    assert not found.alarm.any()
    set_ = ears_report(some(y), "C1", min_sigma=0.5)
    assert not set_.reason[-1].any()
    assert set_.alarm[-1].tolist() == [False, False, True]
    reference = ears_report(some(y), "C1", form="reference")
    assert reference.alarm[-1].tolist() == [False, True, True]


def test_a_steady_series_has_no_spread_by_rounding() -> None:
    found = ears_report(some(np.full((10, 1), 0.1)), "C1")
    assert found.reason[-1, 0] == Reason.NO_VARIATION


def test_more_supervisors_are_not_more_violations() -> None:
    rate, people = drawn(), np.full((60, 5), 10.0)
    people[-1], rate[-1] = 100.0, 4.0
    counts = rate * people
    plain = ears_report(some(counts, effort=people), "C2")
    fair = ears_report(some(counts, effort=people), "C2", effort=True)
    assert plain.alarm[-1].all()
    assert not fair.alarm[-1].any()
    alone = ears_report(some(rate), "C2")
    np.testing.assert_allclose(fair.score[-1], alone.score[-1])
    np.testing.assert_allclose(fair.upper[-1], alone.upper[-1] * 100)
    np.testing.assert_allclose(fair.expected[-1], alone.expected[-1] * 100)


def test_without_supervisors_there_is_no_rate() -> None:
    people = np.full((60, 5), 10.0)
    people[-1, 0], people[-3, 1] = 0.0, np.nan
    found = ears_report(some(drawn(), effort=people), "C1", effort=True)
    assert found.reason[-1].tolist() == [Reason.NO_EFFORT, Reason.SHORT_HISTORY, 0, 0, 0]
    with pytest.raises(UsageError) as refused:
        ears_report(some(drawn()), effort=True)
    assert refused.value.problems[0].code == "alarms-effort"


@pytest.mark.parametrize("law", ["normal", "student"])
def test_only_student_keeps_the_level_on_normal_counts(law: ears.EarsLaw) -> None:
    """With seven weeks, the normal quantile lets about 2.4 times as many alarms pass as it says at 5 %."""
    y = np.maximum(np.random.default_rng(3).normal(50, 5, (8, 40_000)), 0)
    found = ears_report(some(y), "C1", alpha=0.05, law=law)
    rate = found.alarm[-1].mean()
    if law == "student":
        assert rate == pytest.approx(0.05, abs=4 * np.sqrt(0.05 * 0.95 / 40_000))
        shares = np.histogram(found.p_value[-1], 10, (0, 1))[0] / 40_000
        assert shares == pytest.approx(np.full(10, 0.1), abs=0.008)
    else:
        assert rate > 0.08


def test_it_says_what_it_was_asked() -> None:
    found = ears_report(some(drawn(), synthetic=True), "C3", last=2, baseline=14)
    assert found.method == "ears-c3"
    assert found.monitored == range(58, 60)
    assert found.synthetic
    assert dict(found.parameters) == {
        "baseline": 14,
        "min_sigma": 0.0,
        "alpha": 0.025,
        "law": "normal",
        "form": "textbook",
        "effort": False,
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"alpha": 0.0}, "alarms-ears"),
        ({"alpha": float("nan")}, "alarms-ears"),
        ({"baseline": 1}, "alarms-ears"),
        ({"min_sigma": -1.0}, "alarms-ears"),
        ({"method": "C4"}, "alarms-ears"),
        ({"first": 60}, "alarms-last"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        ears_limits(drawn(), **changes)
    assert refused.value.problems[0].code == code


def test_too_short_a_history_is_said() -> None:
    for method in METHODS:
        found = ears_report(some(drawn(weeks=5)), method, last=5)
        assert (found.reason == Reason.SHORT_HISTORY).all()
        assert not found.alarm.any()


@pytest.mark.reference
def test_limits_and_alarms_are_those_of_earsc(shared: Path) -> None:
    table = rows(shared, "earsC_results")
    settings = ("series", "method", "baseline", "minSigma", "alpha")
    compared = 0
    for key, part in itertools.groupby(table, key=lambda row: tuple(row[name] for name in settings)):
        own = list(part)
        name, method, baseline, sigma, alpha = key
        y = series_named(shared, name)
        found = ears_report(
            some(y),
            method,
            last=len(y),
            baseline=int(baseline),
            min_sigma=float(sigma),
            alpha=float(alpha),
            form="reference",
        )
        weeks = column(own, "t").astype(int) - 1
        np.testing.assert_allclose(found.upper[weeks, 0], column(own, "upperbound"), rtol=0, atol=2e-12)
        np.testing.assert_array_equal(found.alarm[weeks, 0], column(own, "alarm") == 1)
        compared += len(weeks)
    assert compared == len(table) > 3000


@pytest.mark.reference
@pytest.mark.parametrize("method", METHODS)
def test_limits_of_514_sparse_series_are_those_of_earsc(shared: Path, method: EarsMethod) -> None:
    table, counts = rows(shared, "sim514_results"), rows(shared, "in_sim514")
    y = np.stack([column(counts, row["series"]) for row in table], axis=1)
    found = ears_report(some(y), method, form="reference")
    np.testing.assert_allclose(found.upper[-1], column(table, f"ears{method}_ub"), rtol=0, atol=1e-12)
