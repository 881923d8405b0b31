import itertools
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from scipy.stats import binom, nbinom, norm, poisson

from engine.tests.foresight.alarms.surveillance import column, rows
from ikp.errors import UsageError
from ikp.foresight.alarms.cusum import (
    Residual,
    binomial_evidence,
    chart,
    count_evidence,
    cusum_report,
    residual_chart,
)
from ikp.foresight.alarms.result import Reason
from ikp.foresight.streams import CountSeries


def some(counts: Any, **changes: Any) -> CountSeries:
    y = np.asarray(counts, dtype=np.float64)
    starts = np.datetime64("2026-01-05") + 7 * np.arange(len(y))
    units = tuple(f"11.{k:02d}" for k in range(y.shape[1]))
    return CountSeries(y, starts, units, ("pidana",) * y.shape[1], **changes)


def drawn(weeks: int = 120, series: int = 6, mean: float = 3.0) -> np.ndarray:
    return np.random.default_rng(5).poisson(mean, (weeks, series)).astype(float)


def test_evidence_is_the_log_ratio_of_the_two_laws() -> None:
    x, mean = np.arange(12.0)[:, None], np.array([[0.5, 3.0]])
    expected = poisson.logpmf(x, 2 * mean) - poisson.logpmf(x, mean)
    np.testing.assert_allclose(count_evidence(x, mean, 2.0), expected, atol=1e-12)
    size = np.array([1.5, 4.0])
    ratio = nbinom.logpmf(x, size, size / (size + 2 * mean)) - nbinom.logpmf(x, size, size / (size + mean))
    np.testing.assert_allclose(count_evidence(x, mean, 2.0, size), ratio, atol=1e-12)
    np.testing.assert_allclose(
        binomial_evidence(x, np.full_like(x, 20), 0.1, 0.2), binom.logpmf(x, 20, 0.2) - binom.logpmf(x, 20, 0.1)
    )


def test_evidence_adds_up_and_never_falls_below_nothing() -> None:
    found = chart(np.array([[1.0], [-3.0], [2.0], [np.nan], [3.0], [1.0]]), 4.0)
    assert found.statistic[:, 0].tolist() == [1, 0, 2, 2, 5, 1]
    assert found.before[:, 0].tolist() == [0, 1, 0, 2, 2, 0]
    assert np.flatnonzero(found.alarm).tolist() == [4]
    goes_on = chart(np.array([[5.0], [1.0]]), 4.0, restart=False)
    assert goes_on.statistic[:, 0].tolist() == [5, 6]
    assert not chart(np.array([[4.0]]), 4.0).alarm.any()
    assert chart(np.array([[4.0]]), 4.0, reaches=True).alarm.all()


def test_false_alarms_come_no_more_often_than_the_level_says() -> None:
    """Lorden's bound: a run to a false alarm is at least 1 / alpha weeks on average."""
    rng = np.random.default_rng(1)
    mean, size = np.full((400, 2000), 2.0), 1.5
    counts = rng.poisson(rng.gamma(size, mean / size)).astype(float)
    found = chart(count_evidence(counts, mean, 2.0, size), -np.log(0.02))
    assert 0.001 < found.alarm.mean() < 0.02


def test_a_small_lasting_rise_is_found_when_no_single_week_shows_it() -> None:
    y = np.full((60, 1), 3.0)
    y[:34] = drawn(34, 1)
    y[50:] = 6.0
    found = cusum_report(some(y), last=26, law="poisson")
    assert not found.alarm[:51].any()
    assert found.alarm[51:].any()
    first = int(np.flatnonzero(found.alarm)[0])
    assert found.upper[50, 0] > 6.0  # the first of these weeks is not enough by itself
    assert found.observed[first, 0] > found.upper[first, 0]


def test_a_count_above_the_limit_is_an_alarm_and_no_other() -> None:
    y = drawn()
    y[100:, :3] += 4
    found = cusum_report(some(y), last=26)
    watched = slice(94, 120)
    np.testing.assert_array_equal(found.alarm[watched], found.observed[watched] > found.upper[watched])
    np.testing.assert_array_equal(found.alarm[watched], found.score[watched] > 1)
    assert found.alarm[:, :3].any()
    assert found.parameters["threshold"] == pytest.approx(-np.log(0.005))


def test_watching_fewer_weeks_changes_nothing_about_them() -> None:
    y = drawn()
    one, many = cusum_report(some(y), last=1), cusum_report(some(y), last=20)
    np.testing.assert_array_equal(one.score[-1], many.score[-1])
    np.testing.assert_array_equal(one.upper[-1], many.upper[-1])
    assert (one.reason[:-1] == Reason.NOT_MONITORED).all()


def test_more_supervisors_are_not_more_violations() -> None:
    people = np.full((120, 6), 10.0)
    people[100:] = 30.0
    y = drawn() * people / 10
    assert cusum_report(some(y, effort=people), last=20).alarm.any(axis=0).all()
    fair = cusum_report(some(y, effort=people), last=20, effort=True, law="poisson")
    assert fair.alarm.mean() < 0.05


def test_weeks_and_series_of_which_nothing_can_be_said_are_named() -> None:
    y = drawn()
    y[:94, 0] = 0
    y[119, 1] = np.nan
    y[110, 2] = np.nan
    found = cusum_report(some(y), last=10)
    assert found.reason[-1].tolist() == [Reason.TOO_FEW, Reason.NOT_OBSERVED, 0, 0, 0, 0]
    assert found.reason[110, 2] == Reason.NOT_OBSERVED
    assert not found.alarm[-1, :2].any()


@pytest.mark.parametrize(
    "changes",
    [
        {"run": 120},
        {"run": 3, "last": 4},
        {"ratio": 1.0},
        {"ratio": float("nan")},
        {"alpha": 0.0},
        {"alpha": 1.5},
        {"threshold": 0.0},
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as refused:
        cusum_report(some(drawn()), **changes)
    assert [each.code for each in refused.value.problems] == ["alarms-level"]


@pytest.mark.parametrize("residual", [each for each in get_args(Residual) if each != "anscombeNegBin"])
def test_the_limit_of_a_residual_is_the_count_that_reaches_it(residual: Residual) -> None:
    counts = np.random.default_rng(2).poisson(5.0, (30, 4)).astype(float)
    found, upper = residual_chart(counts, 5.0, residual=residual)
    at = np.where(upper > 0, upper, np.nan)
    for week in range(30):
        again, _ = residual_chart(np.vstack([counts[:week], at[week]]), 5.0, residual=residual)
        reached = again.statistic[week][np.isfinite(at[week])]
        np.testing.assert_allclose(reached, np.maximum(found.before[week], 2.26)[np.isfinite(at[week])], atol=9)
        below = found.before[week][np.isfinite(at[week])] <= 2.26
        np.testing.assert_allclose(reached[below], 2.26, atol=1e-9)


@pytest.mark.parametrize(
    "residual", ["standard", "rossi", "anscombe", "anscombe2nd", "pearsonNegBin", "anscombeNegBin"]
)
def test_residuals_are_nearly_standard(residual: Residual) -> None:
    rng = np.random.default_rng(3)
    size = np.inf if "NegBin" not in residual else 10.0
    mean = 30.0
    counts = rng.poisson(mean if np.isinf(size) else rng.gamma(size, mean / size, (1, 40_000)), (1, 40_000))
    found, _ = residual_chart(counts.astype(float), mean, residual=residual, k=-50.0, alpha=1 / size)
    shares = (found.statistic[0] - 50 < norm.ppf([[0.1], [0.5], [0.9]])).mean(axis=1)
    assert shares == pytest.approx([0.1, 0.5, 0.9], abs=0.06)


@pytest.mark.reference
def test_charts_of_residuals_are_those_of_algo_cusum(shared: Path) -> None:
    table, compared = rows(shared, "cusum_results"), 0
    for (_, residual), part in itertools.groupby(table, key=lambda row: (row["m_setting"], row["trans"])):
        own = list(part)
        counts, mean = column(own, "observed")[:, None], column(own, "m")[:, None]
        found, upper = residual_chart(counts, mean, residual=residual, form="reference")
        # R looks its integral up in a table, interpolated beyond -10 and the nearest entry before.
        margin = 0.01 if residual == "anscombeNegBin" else 1e-12
        np.testing.assert_allclose(found.statistic[:, 0], column(own, "cusum"), rtol=0, atol=margin)
        np.testing.assert_allclose(upper[:, 0], column(own, "upperbound"), rtol=0, atol=margin)
        np.testing.assert_array_equal(found.alarm[:, 0], column(own, "alarm") == 1)
        compared += 1
    assert compared == 13


@pytest.mark.reference
def test_a_chart_of_shares_is_that_of_categoricalcusum(shared: Path) -> None:
    table = rows(shared, "categoricalCUSUM_abattoir")
    evidence = binomial_evidence(*(column(table, name)[:, None] for name in ("positive", "audits", "pi0", "pi1")))
    found = chart(evidence, float(table[0]["h"]))
    np.testing.assert_allclose(found.statistic[:, 0], column(table, "statistic"), rtol=0, atol=1e-11)
    np.testing.assert_array_equal(found.alarm[:, 0], column(table, "alarm") == 1)
    assert found.alarm.sum() == 2


@pytest.mark.reference
def test_a_chart_of_counts_is_that_of_glrnb_with_theta(shared: Path) -> None:
    table, compared = rows(shared, "glrnb_results"), 0
    for setting in rows(shared, "glrnb_settings"):
        if not setting["theta"]:
            continue
        own = [row for row in table if (row["id"], row["series"]) == (setting["id"], setting["series"])]
        counts, mean = column(own, "observed")[:, None], column(own, "mu0")[:, None]
        alpha, ratio = float(setting["alpha_used"]), float(np.exp(float(setting["theta"])))
        size = 1 / alpha if alpha else np.inf
        found = chart(count_evidence(counts, mean, ratio, size), float(setting["c_ARL"]))
        wanted = column(own, "stat_or_cases")
        if setting["ret"] == "value":
            np.testing.assert_allclose(found.statistic[:, 0], wanted, rtol=0, atol=1e-11)
        else:
            one, none = (count_evidence(np.full_like(mean, x), mean, ratio, size) for x in (1.0, 0.0))
            upper = (float(setting["c_ARL"]) - found.before - none) / (one - none)
            np.testing.assert_allclose(np.maximum(upper[:, 0], 0), wanted, rtol=0, atol=1e-11)
        np.testing.assert_array_equal(found.alarm[:, 0], column(own, "alarm") == 1)
        compared += 1
    assert compared == 6
