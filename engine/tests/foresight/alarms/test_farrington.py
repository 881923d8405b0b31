from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from engine.tests.foresight.alarms.surveillance import Row, column, rows
from ikp.arrays.glm import fit_glm
from ikp.errors import UsageError
from ikp.foresight.alarms.farrington import farrington_limits, farrington_report
from ikp.foresight.alarms.farrington_model import anscombe, weights_of
from ikp.foresight.alarms.farrington_settings import FLEXIBLE, chosen
from ikp.foresight.alarms.farrington_weeks import season_weeks
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries

WEEKS = np.datetime64("2020-01-06") + 7 * np.arange(320)


def made(counts: np.ndarray, **given: Any) -> CountSeries:
    t, s = counts.shape
    return CountSeries(counts, WEEKS[:t], tuple(f"11.{n:02}" for n in range(s)), ("pidana",) * s, **given)


def noise(series: int = 4, weeks: int = 290, mean: float = 6.0, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).negative_binomial(4, 4 / (4 + mean), (weeks, series)).astype(float)


# --- behaviour -----------------------------------------------------------------------------
def test_an_outbreak_is_seen_and_the_rest_is_quiet() -> None:
    counts = noise()
    counts[-1] = [6, 45, 6, 6]
    found = farrington_report(made(counts))
    assert found.method == "farrington-flexible"
    assert found.alarm[-1].tolist() == [False, True, False, False]
    assert (found.score[-1] > 1).tolist() == [False, True, False, False]
    assert (found.p_value[-1, [0, 2, 3]] > 0.05).all()
    assert found.p_value[-1, 1] < 1e-4
    assert ((found.lower <= found.expected) & (found.expected <= found.upper))[-1].all()
    assert (found.reason[:-1] == Reason.NOT_MONITORED).all()
    assert found.parameters["years"] == 5
    assert set(found.details) == {"dispersion", "trend", "size"}
    size, phi = found.details["size"][-1], found.details["dispersion"][-1]
    assert_allclose(found.expected[-1] + found.expected[-1] ** 2 / size, phi * found.expected[-1])
    assert set(farrington_report(made(counts), "classic").details) == {"dispersion", "trend"}


def test_weeks_are_watched_as_they_were_known_then() -> None:
    counts = noise()
    found = farrington_report(made(counts), last=5)
    later = counts.copy()
    later[-1] = 99
    assert_allclose(farrington_report(made(later), last=5).upper[-5:-1], found.upper[-5:-1])
    before = farrington_report(made(counts[:-2]), last=3)
    assert_allclose(before.upper[-3:], found.upper[-5:-2])


def test_units_do_not_know_of_each_other_and_threads_change_nothing() -> None:
    counts = noise(series=1_100)
    one = farrington_report(made(counts), last=2, workers=1)
    many = farrington_report(made(counts), last=2, workers=3)
    for name in ("expected", "upper", "score", "p_value"):
        assert_array_equal(getattr(one, name), getattr(many, name))
    turned = farrington_report(made(counts[:, ::-1]), last=2)
    assert_allclose(turned.expected[-2:, ::-1], one.expected[-2:], rtol=1e-9)


@pytest.mark.parametrize("variant", ["flexible", "classic"])
def test_what_cannot_be_said_has_its_reason(variant: Any) -> None:
    counts = noise(series=5)
    counts[:, 0] = 0  # nothing ever
    counts[-4:, 1] = [1, 1, 1, 1]  # too few lately
    counts[-1, 2] = np.nan  # this week was not observed
    counts[:-10, 3] = np.nan  # began ten weeks ago
    found = farrington_report(made(counts), variant)
    assert found.reason[-1].tolist() == [
        Reason.TOO_FEW,
        Reason.TOO_FEW,
        Reason.NOT_OBSERVED,
        Reason.SHORT_HISTORY,
        Reason.SAID,
    ]
    assert not found.alarm[-1, :4].any()
    assert np.isnan(found.score[-1, :4]).all()
    assert np.isnan(found.upper[-1, :4]).all()
    short = farrington_report(made(noise(weeks=200)), variant)
    assert (short.reason[-1] == Reason.SHORT_HISTORY).all()
    assert (farrington_report(made(noise(weeks=1)), variant).reason == Reason.SHORT_HISTORY).all()


def test_gaps_in_the_past_are_left_out() -> None:
    counts = noise()
    counts[::7] = np.nan
    counts[-1] = 6
    found = farrington_report(made(counts))
    assert (found.reason[-1] == Reason.SAID).all()
    whole = farrington_report(made(noise()))
    assert_allclose(found.expected[-1], whole.expected[-1], rtol=0.5)


def test_a_week_that_was_not_observed_adds_nothing_to_the_last_four() -> None:
    counts = noise()
    counts[-4:, 0] = [np.nan, np.nan, 4, 1]
    counts[-4:, 1] = [np.nan, np.nan, 3, 1]
    assert farrington_report(made(counts)).reason[-1, :2].tolist() == [Reason.SAID, Reason.TOO_FEW]
    assert farrington_report(made(counts), least=(0, 4)).reason[-1, :2].tolist() == [Reason.SAID] * 2


def test_the_first_reports_of_a_silent_unit_are_an_alarm() -> None:
    counts = np.zeros((290, 2))
    counts[-1, 0] = 5
    found = farrington_report(made(counts))
    assert found.alarm[-1].tolist() == [True, False]
    assert found.upper[-1, 0] == 0
    assert found.expected[-1, 0] < 1e-6
    muan = farrington_report(made(counts), threshold="nb-muan")
    assert muan.reason[-1].tolist() == [Reason.NO_VARIATION] * 2


def test_a_steady_series_is_compared_with_poisson() -> None:
    counts = np.full((290, 1), 4.0)
    found = farrington_report(made(counts))
    assert_allclose(found.details["dispersion"][-1], 1)
    assert_allclose(found.expected[-1], 4, rtol=1e-8)
    assert found.upper[-1] == 10  # the 99.5 % quantile of Poisson with mean 4
    assert not found.alarm.any()


def test_more_supervisors_are_no_alarm() -> None:
    rng = np.random.default_rng(3)
    effort = np.full((290, 4), 20.0)
    effort[-1] = [20, 200, 0, np.nan]
    counts = rng.poisson(0.4 * np.nan_to_num(effort)).astype(float)
    counts[-1] = [8, 80, 8, 8]
    series = made(counts, effort=effort)
    with_effort, without = farrington_report(series, effort=True), farrington_report(series)
    assert without.alarm[-1].tolist() == [False, True, False, False]
    assert with_effort.alarm[-1].tolist() == [False] * 4
    assert_allclose(with_effort.expected[-1, 1], 80, rtol=0.2)
    assert with_effort.reason[-1].tolist() == [Reason.SAID, Reason.SAID, Reason.NO_EFFORT, Reason.NO_EFFORT]


def test_a_stage_is_compared_with_the_same_stage() -> None:
    stage = (["persiapan"] * 30 + ["kampanye"] * 10) * 4
    mean = np.array([2.0 if each == "persiapan" else 20.0 for each in stage])[:, None]
    counts = np.random.default_rng(5).poisson(mean, (160, 3)).astype(float)
    series = made(counts, stage=tuple(stage))
    by_stage = farrington_report(series, stage=series.stage, least=(5, 4))
    assert_allclose(by_stage.expected[-1], 20, rtol=0.2)
    assert not by_stage.alarm.any()
    assert by_stage.parameters["stage"]
    first = farrington_report(made(counts[:35], stage=tuple(stage[:35])), stage=stage[:35])
    assert (first.reason[-1] == Reason.SHORT_HISTORY).all()
    # In the calm stage, what is usual in a campaign is an alarm.
    calm = counts[:145].copy()
    calm[-1] = 20
    assert farrington_report(made(calm), stage=stage[:145]).alarm[-1].all()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"last": 0}, "alarms-last"),
        ({"effort": True}, "alarms-effort"),
        ({"alpha": 2.0}, "alarms-level"),
        ({"colour": 1}, "alarms-level"),
        ({"variant": "bold"}, "alarms-level"),
        ({"form": "other"}, "alarms-level"),
        ({"stage": ["tenang"]}, "alarms-shapes"),
    ],
)
def test_what_cannot_be_is_refused(asked: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        farrington_report(made(noise()), **asked)
    assert refused.value.problems[0].code == code


def test_made_up_counts_stay_labelled() -> None:
    assert farrington_report(made(noise(), synthetic=True)).synthetic


def test_the_rate_of_false_alarms_is_about_the_level() -> None:
    counts = np.random.default_rng(11).poisson(12, (290, 1_500)).astype(float)
    found = farrington_report(made(counts), alpha=0.05)
    # P(Y > its 95 % quantile) is 0.037 for Poisson with mean 12; the model's own error adds to that.
    assert 0.025 < found.alarm[-1].mean() < 0.065


# --- agreement with R surveillance -----------------------------------------------------------
_SERIES = {
    "salmonella.agona": ("in_salmonella_agona", ("observed",)),
    "salmNewport.total": ("in_salmNewport", ("total",)),
    "salmNewport.states": ("in_salmNewport", ()),
    "salmHospitalized": ("in_salmHospitalized", ("hospitalized",)),
    "sim514": ("in_sim514", ()),
}
_THRESHOLD = {"nbPlugin": "nb-plugin", "muan": "nb-muan", "delta": "delta"}


def data_set(shared: Path, name: str, weeks: int | None = None) -> CountSeries:
    """Read a data set, or its first weeks; what it calls population is the effort."""
    file, named = _SERIES[name]
    table = rows(shared, file)[:weeks]
    columns = named or tuple(key for key in table[0] if key not in ("t", "week", "date", "total"))
    dated = "date" in table[0]
    days = np.array([row["date"] for row in table], "datetime64[D]") if dated else WEEKS[0] + 7 * np.arange(len(table))
    people = column(table, "total_cases")[:, None] if "total_cases" in table[0] else None
    counts = np.column_stack([column(table, each) for each in columns])
    return CountSeries(counts, days, columns, ("",) * len(columns), effort=people)


@cache
def results(shared: Path, file: str) -> dict[tuple[str, ...], list[Row]]:
    """Group the rows of a file of results by what was asked."""
    keys = {
        "farringtonFlexible_results": ("setting", "series"),
        "farrington_classic_results": ("series", "b", "w", "alpha", "reweight", "trend"),
    }[file]
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows(shared, file):
        found.setdefault(tuple(row[key] for key in keys), []).append(row)
    return found


def asked_of(row: Row) -> dict[str, Any]:
    """Translate the settings of R."""
    return {
        "alpha": float(row["alpha"]),
        "years": int(row["b"]),
        "window": int(row["w"]),
        "periods": int(row["noPeriods"]),
        "left_out": int(row["pastWeeksNotIncluded"]),
        "trend": row["trend"] == "TRUE",
        "trend_level": float(row["pThresholdTrend"]),
        "reweight": row["reweight"] == "TRUE",
        "reweight_above": float(row["weightsThreshold"]),
        "power": row["powertrans"],
        "threshold": _THRESHOLD[row["thresholdMethod"]],
        "step": "calendar" if row["epochAsDate"] == "TRUE" else "52-weeks",
        "effort": row["populationOffset"] == "TRUE",
    }


def cells(found: Alarms, table: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Give week and series of each row of results."""
    place = {unit: at for at, unit in enumerate(found.units)} | {"": 0}
    return column(table, "t").astype(int) - 1, np.array([place[row.get("unit", "")] for row in table])


SETTINGS = [
    *((setting, "salmonella.agona") for setting in (
        "noufaily_nb", "noufaily_delta", "noufaily_muan", "old_delta", "nb_alpha005", "nb_notrend",
        "nb_noreweight", "nb_pthr05", "nb_noper1", "delta_pt12", "delta_ptnone",
    )),
    *((setting, "salmNewport.total") for setting in ("noufaily_nb", "noufaily_delta", "noufaily_muan", "old_delta")),
    ("noufaily_nb", "salmNewport.states"),
    ("nb_popoffset", "salmHospitalized"),
]  # fmt: skip


@pytest.mark.reference
@pytest.mark.parametrize(("setting", "name"), SETTINGS)
def test_flexible_repeats_r_digit_by_digit(shared: Path, setting: str, name: str) -> None:
    kept = rows(shared, "farringtonFlexible_settings")
    assert {(row["setting"], row["series"]) for row in kept} == set(SETTINGS)
    row = next(each for each in kept if (each["setting"], each["series"]) == (setting, name))
    first, last = int(row["range_from"]), int(row["range_to"])
    found = farrington_report(data_set(shared, name, last), last=last - first + 1, form="reference", **asked_of(row))
    table = results(shared, "farringtonFlexible_results")[setting, name]
    assert len(table) == (last - first + 1) * len(found.units)
    at = cells(found, table)
    upper = column(table, "upperbound")
    assert_array_equal(found.alarm[at], column(table, "alarm") == 1)
    assert_array_equal(found.reason[at] == Reason.TOO_FEW, np.isnan(upper))
    assert_allclose(found.upper[at], upper, rtol=1e-12)
    assert_allclose(found.details["dispersion"][at], column(table, "phi"), rtol=1e-9)
    assert_allclose(found.details["trend"][at], column(table, "trend_coef"), rtol=1e-9, atol=1e-12)
    said = np.isfinite(upper)
    for ours, theirs in (("expected", "expected"), ("score", "score"), ("p_value", "pvalue")):
        wanted = column(table, theirs)[said]
        assert_allclose(getattr(found, ours)[at][said], wanted, rtol=1e-10, atol=1e-13, err_msg=theirs)


@pytest.mark.reference
@pytest.mark.parametrize("alpha", ["0.05", "0.01"])
@pytest.mark.parametrize("name", ["salmonella.agona", "salmNewport.total"])
def test_classic_repeats_r_digit_by_digit(shared: Path, name: str, alpha: str) -> None:
    asked = {key: found for key, found in results(shared, "farrington_classic_results").items() if key[3] == alpha}
    asked = {key: found for key, found in asked.items() if key[0] == name}
    assert len(asked) == {"0.05salmonella.agona": 4, "0.01salmonella.agona": 4, "0.05salmNewport.total": 1}.get(
        alpha + name, 0
    )
    for (_, years, window, _, reweight, trend), table in asked.items():
        first, last = int(table[0]["t"]), int(table[-1]["t"])
        found = farrington_report(
            data_set(shared, name, last),
            "classic",
            last=last - first + 1,
            form="reference",
            alpha=float(alpha),
            years=int(years),
            window=int(window),
            reweight=reweight == "TRUE",
            trend=trend == "TRUE",
            step="52-weeks" if name == "salmonella.agona" else "calendar",
        )
        at = cells(found, [{**row, "unit": ""} for row in table])
        assert_array_equal(found.alarm[at], column(table, "alarm") == 1)
        # R writes 0 where there were too few reports.
        assert_allclose(np.nan_to_num(found.upper[at]), column(table, "upperbound"), rtol=1e-12)
        said = found.reason[at] == Reason.SAID
        assert_allclose(1 - found.p_value[at][said], column(table, "pd_quantile")[said], rtol=1e-11)
        assert_allclose(found.expected[at], column(table, "pd_median"), rtol=1e-11)
        if table[0]["trend_used"]:
            assert_array_equal(np.isfinite(found.details["trend"][at]), column(table, "trend_used") == 1)


@pytest.mark.reference
def test_514_sparse_series_repeat_r(shared: Path) -> None:
    series, table = data_set(shared, "sim514"), rows(shared, "sim514_results")
    asked: dict[str, Any] = {"form": "reference", "alpha": 0.05, "years": 4, "step": "52-weeks"}
    old = replace(chosen("classic", {}), years=4, alpha=0.05)
    # farringtonFlexible with the settings of 1996 is not R's classic variant: its quantile is one-sided.
    as_old = {
        name: getattr(old, name) for name in ("periods", "left_out", "trend_level", "reweight_above", "threshold")
    }
    for name, found in (
        ("ff_noufaily", farrington_report(series, **asked)),
        ("ff_old", farrington_report(series, **asked, **as_old)),
    ):
        upper = column(table, f"{name}_ub")
        assert np.isnan(upper).sum() == 290
        said = np.isfinite(upper)
        assert_array_equal(found.reason[-1] == Reason.SAID, said)
        assert_allclose(found.upper[-1], upper, rtol=1e-12)
        assert_allclose(found.details["dispersion"][-1], column(table, f"{name}_phi"), rtol=1e-11)
        assert_allclose(found.details["trend"][-1], column(table, f"{name}_trend_coef"), rtol=1e-9, atol=1e-12)
        assert_allclose(found.expected[-1][said], column(table, f"{name}_expected")[said], rtol=1e-11)
        assert_allclose(found.p_value[-1][said], column(table, f"{name}_pvalue")[said], rtol=1e-11)
        assert_array_equal(found.alarm[-1], column(table, "observed") > np.nan_to_num(upper, nan=np.inf))
    classic = farrington_report(series, "classic", **asked)
    assert_allclose(np.nan_to_num(classic.upper[-1]), column(table, "farrington_classic_ub"), rtol=1e-12)


@pytest.mark.reference
@pytest.mark.parametrize("week", [225, 260, 312])
def test_the_standard_error_of_the_textbook_is_the_one_without_overwritten_weights(shared: Path, week: int) -> None:
    kept = {
        row["quantity"]: float(row["value"])
        for row in rows(shared, "farringtonFlexible_intermediate_fit")
        if row["k"] == str(week)
    }
    series = data_set(shared, "salmonella.agona", week)
    settings = replace(FLEXIBLE, alpha=0.05, years=4, step="52-weeks")
    monitored = range(week - 1, week)
    weeks = season_weeks(series.starts, week - 1, settings)
    for form, name in (("textbook", "textbook_pred_link_se"), ("reference", "pred_link_se")):
        found = farrington_limits(series.counts, [weeks], monitored, settings, form=form)  # type: ignore[arg-type]
        assert_allclose(found.deviation[0, 0], kept[name], rtol=1e-10, err_msg=form)
        assert_allclose(np.log(found.expected[0, 0]), kept["pred_link"], rtol=1e-10)
        assert_allclose(found.dispersion[0, 0], kept["phi2"], rtol=1e-10)
    # The trend's p-value decides at the level that is asked: a hair above it, the trend stays.
    for form, name in (("textbook", "textbook_trend_pvalue"), ("reference", "trend_pvalue")):
        for level, stays in ((kept[name] * (1 + 1e-9), True), (kept[name] * (1 - 1e-9), False)):
            asked = replace(settings, trend_level=min(level, 1))
            found = farrington_limits(series.counts, [weeks], monitored, asked, form=form)  # type: ignore[arg-type]
            assert np.isfinite(found.trend[0, 0]) == stays, (form, level)


@pytest.mark.reference
@pytest.mark.parametrize("week", [225, 260, 312])
def test_every_row_of_a_fit_is_that_of_r(shared: Path, week: int) -> None:
    kept = [row for row in rows(shared, "farringtonFlexible_intermediate_rows") if row["k"] == str(week)]
    series = data_set(shared, "salmonella.agona", week)
    weeks = season_weeks(series.starts, week - 1, replace(FLEXIBLE, years=4, step="52-weeks"))
    assert weeks is not None
    order = np.argsort(weeks.rows)
    assert_array_equal(weeks.rows[order] + 1, column(kept, "index"))
    # R numbers the monitored season last, where it is 0 here.
    assert_array_equal(np.where(weeks.level == 0, 10, weeks.level)[order], column(kept, "seasgroup"))
    y = series.counts[weeks.rows].T
    first = fit_glm(weeks.design(trend=True), y)
    residuals = anscombe(y, first.fitted, np.maximum(first.dispersion, 1), first.hat)
    weights = weights_of(residuals, np.ones(y.shape, dtype=bool), 2.58)
    second = fit_glm(weeks.design(trend=True), y, weights=weights)
    for ours, theirs in (
        (first.fitted, "fitted1"),
        (first.hat, "hat1"),
        (residuals, "anscombe1"),
        (weights, "omega"),
        (second.fitted, "fitted2"),
    ):
        assert_allclose(ours[0, order], column(kept, theirs), rtol=1e-9, atol=1e-12, err_msg=theirs)


@pytest.mark.reference
def test_what_was_known_of_an_outbreak_then(shared: Path) -> None:
    # The same weeks of 2011 as in the alarms corrected for delay, with what had come by then.
    table = [row for row in rows(shared, "bodaDelay_results") if row["method"] == "farringtonFlexible"]
    triangle = rows(shared, "in_stsNewport_triangle")
    n = np.column_stack([column(triangle, f"d{delay}") for delay in range(11)])
    days = np.array([row["date"] for row in triangle], "datetime64[D]")
    assert len(table) == 15
    for now in sorted({row["now_week"] for row in table}):
        part = [row for row in table if row["now_week"] == now]
        weeks = int(part[-1]["t"])
        come = np.add.outer(np.arange(weeks), np.arange(11)) < weeks
        series = CountSeries((n[:weeks] * come).sum(axis=1)[:, None], days[:weeks], ("",), ("",))
        found = farrington_report(series, last=len(part), form="reference", years=4, alpha=0.14, least=(0, 50))
        at = cells(found, [{**row, "unit": ""} for row in part])
        assert_array_equal(found.observed[at], column(part, "observed"))
        assert_array_equal(found.upper[at], column(part, "upperbound"))
        assert_array_equal(found.alarm[at], column(part, "alarm") == 1)
