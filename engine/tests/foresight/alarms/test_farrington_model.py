from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ikp.arrays.glm import fit_glm
from ikp.foresight.alarms.farrington_model import anscombe, expect, weights_of
from ikp.foresight.alarms.farrington_settings import CLASSIC, FLEXIBLE, FarringtonSettings
from ikp.foresight.alarms.farrington_weeks import Weeks, season_weeks
from ikp.foresight.alarms.result import Reason

STARTS = np.datetime64("2018-01-01") + 7 * np.arange(320)
NOW = 300


def weeks_of(settings: FarringtonSettings, years: int = 4) -> Weeks:
    found = season_weeks(STARTS, NOW, replace(settings, years=years, step="52-weeks"))
    assert found is not None
    return found


def counts(weeks: Weeks, series: int = 6, mean: float = 6.0, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).negative_binomial(4, 4 / (4 + mean), (series, weeks.rows.size)).astype(float)


def test_anscombe_residuals_by_hand() -> None:
    # y = 8, mu = 1: 3/2 · (4 · 1 − 1) = 4.5; over sqrt(4 · (1 − 0.75)) = 1.
    found = anscombe(np.array([[8.0]]), np.array([[1.0]]), np.array([4.0]), np.array([[0.75]]))
    assert_allclose(found, [[4.5]])
    # y = 0, mu = 64: −3/2 · 8 / sqrt(1) = −12.
    found = anscombe(np.array([[0.0]]), np.array([[64.0]]), np.array([1.0]), np.array([[0.0]]))
    assert_allclose(found, [[-12.0]])


def test_high_residuals_count_for_less_and_the_weights_sum_to_the_weeks() -> None:
    residuals = np.array([[4.0, 1, -9, 2], [0.5, 1, 2, np.nan]])
    there = np.array([[True, True, True, False], [True] * 4])
    found = weights_of(residuals, there, 2.0)
    # 1/16, 1 and 1 sum to 33/16: times 3 / (33/16) = 16/11. Low residuals keep their weight.
    assert_allclose(found[0], [1 / 11, 16 / 11, 16 / 11, 0])
    assert_allclose(found[1], [1, 1, 1, 1])  # 2 is not above 2, and no number is not high
    assert (weights_of(residuals, np.zeros_like(there), 2.0) == 0).all()


def test_a_past_outbreak_lifts_what_is_expected_less_with_weights() -> None:
    weeks = weeks_of(FLEXIBLE)
    y = counts(weeks)
    y[:, np.flatnonzero(weeks.level == 0)[:3]] = 60
    with_weights = expect(y, weeks, replace(FLEXIBLE, trend=False))
    without = expect(y, weeks, replace(FLEXIBLE, trend=False, reweight=False))
    assert (with_weights.eta < without.eta).all()
    assert (with_weights.dispersion < without.dispersion).all()


def test_without_weights_and_trend_the_mean_is_that_of_the_season() -> None:
    weeks = weeks_of(FLEXIBLE)
    y = counts(weeks)
    found = expect(y, weeks, replace(FLEXIBLE, trend=False, reweight=False))
    assert_allclose(np.exp(found.eta), y[:, weeks.level == 0].mean(axis=1), rtol=1e-9)
    # Its variance is dispersion by the number of reports in the season.
    assert_allclose(found.se**2, found.dispersion / y[:, weeks.level == 0].sum(axis=1), rtol=1e-6)
    assert (found.dispersion > 1).all()
    assert np.isnan(found.trend).all()


def test_the_dispersion_is_never_below_that_of_poisson() -> None:
    weeks = weeks_of(FLEXIBLE)
    found = expect(np.full((1, weeks.rows.size), 5.0), weeks, FLEXIBLE)
    assert_allclose(found.dispersion, 1)
    assert_allclose(np.exp(found.eta), 5, rtol=1e-9)


def test_a_trend_is_followed_and_what_it_foresees_above_all_that_was_seen_is_not() -> None:
    weeks = weeks_of(FLEXIBLE)
    falling = np.round(40 * np.exp(-0.004 * (weeks.ago + 210)))[None]
    found = expect(falling, weeks, replace(FLEXIBLE, reweight=False))
    assert_allclose(found.trend, -0.004, rtol=0.05)
    assert_allclose(np.exp(found.eta), 40 * np.exp(-0.004 * 210), rtol=0.03)
    rising = np.round(10 * np.exp(0.008 * (weeks.ago + 210)))[None]
    assert np.exp(0.008 * 210) * 10 > rising.max()
    found = expect(rising, weeks, replace(FLEXIBLE, reweight=False))
    assert np.isnan(found.trend).all()
    assert np.exp(found.eta) < rising.max()


def test_a_trend_needs_three_years() -> None:
    for years, there in ((2, False), (3, True)):
        weeks = weeks_of(FLEXIBLE, years)
        y = np.round(40 * np.exp(-0.006 * (weeks.ago + 210)))[None]
        assert np.isfinite(expect(y, weeks, FLEXIBLE).trend).all() == there


def test_a_trend_that_is_not_significant_is_dropped_where_that_is_asked() -> None:
    weeks = weeks_of(FLEXIBLE)
    y = counts(weeks, series=40)
    always, only = expect(y, weeks, FLEXIBLE), expect(y, weeks, replace(FLEXIBLE, trend_level=0.05))
    assert np.isfinite(always.trend).sum() > 30
    kept = np.isfinite(only.trend)
    assert 0 < kept.sum() < 12
    assert_allclose(only.trend[kept], always.trend[kept])
    none = expect(y, weeks, replace(FLEXIBLE, trend=False))
    assert_allclose(only.eta[~kept], none.eta[~kept])


def test_an_offset_makes_it_a_rate() -> None:
    weeks = weeks_of(CLASSIC)
    people = np.where(np.arange(weeks.rows.size) % 2, 10.0, 20.0)[None]
    y = people * 0.3
    found = expect(y, weeks, replace(CLASSIC, trend=False), offset=np.log(people), offset_now=np.log(np.array([50.0])))
    assert_allclose(np.exp(found.eta), 15, rtol=1e-8)


def test_gaps_are_left_out_as_if_they_were_not_there() -> None:
    weeks = weeks_of(FLEXIBLE)
    y = counts(weeks)
    holed = y.copy()
    holed[:, ::9] = np.nan
    kept = np.flatnonzero(np.arange(weeks.rows.size) % 9)
    fewer = Weeks(weeks.rows[kept], weeks.level[kept], weeks.ago[kept])
    found, without = expect(holed, weeks, FLEXIBLE), expect(y[:, kept], fewer, FLEXIBLE)
    assert_allclose(found.eta, without.eta, rtol=1e-8)
    assert_allclose(found.dispersion, without.dispersion, rtol=1e-8)


def test_a_season_that_was_never_observed_says_so() -> None:
    weeks = weeks_of(FLEXIBLE)
    y = counts(weeks, series=3)
    y[0, weeks.level == 0] = np.nan  # the season that is asked about
    y[1, weeks.level == 4] = np.nan  # another one
    y[2, 1:] = np.nan  # one week for one parameter
    found = expect(y, weeks, FLEXIBLE)
    assert found.reason.tolist() == [Reason.SHORT_HISTORY, Reason.SAID, Reason.SHORT_HISTORY]
    for each in (found.eta, found.se, found.dispersion):
        assert np.isnan(each).tolist() == [True, False, True]


def test_nothing_but_zeros_expects_nothing() -> None:
    weeks = weeks_of(FLEXIBLE)
    found = expect(np.zeros((2, weeks.rows.size)), weeks, FLEXIBLE)
    assert (found.reason == Reason.SAID).all()
    assert (np.exp(found.eta) < 1e-8).all()
    assert_allclose(found.dispersion, 1)


def test_what_does_not_converge_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    weeks = weeks_of(FLEXIBLE)
    monkeypatch.setattr("ikp.foresight.alarms.farrington_model.fit_glm", lambda *a, **k: fit_glm(*a, **k, iterations=1))
    found = expect(counts(weeks), weeks, FLEXIBLE)
    assert (found.reason == Reason.NOT_CONVERGED).all()
    assert np.isnan(found.eta).all()


def test_the_reference_reckons_other_standard_errors_and_nothing_else() -> None:
    weeks = weeks_of(FLEXIBLE)
    y = counts(weeks)
    book, theirs = (expect(y, weeks, FLEXIBLE, form=form) for form in ("textbook", "reference"))
    assert_allclose(theirs.eta, book.eta)
    assert_allclose(theirs.dispersion, book.dispersion)
    assert (np.abs(theirs.se / book.se - 1) > 0.01).all()
    classic = [expect(y, weeks, FLEXIBLE, variant="classic", form=form).se for form in ("textbook", "reference")]
    assert_allclose(classic[1], classic[0])
