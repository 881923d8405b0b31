from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import nbinom, norm, poisson

from ikp.foresight.alarms.farrington_bounds import bounds, count_quantile, count_tail
from ikp.foresight.alarms.farrington_model import Expected
from ikp.foresight.alarms.farrington_settings import CLASSIC, FLEXIBLE
from ikp.foresight.alarms.result import Reason


def expected(mean: float, *, se: float = 0.1, dispersion: float = 1.0, size: int = 3) -> Expected:
    one = np.ones(size)
    said = np.full(size, Reason.SAID, dtype=np.int8)
    return Expected(np.log(mean) * one, se * one, dispersion * one, np.nan * one, said)


@given(
    st.floats(0.001, 0.999),
    st.floats(1e-6, 5_000),
    st.one_of(st.just(1.0), st.floats(1.001, 50)),
)
def test_a_quantile_is_the_first_count_that_is_enough(level: float, mean: float, dispersion: float) -> None:
    law = poisson(mean) if dispersion == 1 else nbinom(mean / (dispersion - 1), 1 / dispersion)
    found = count_quantile(level, np.array([mean]), np.array([dispersion]))[0]
    assert law.cdf(found) >= level * (1 - 1e-12)
    assert found == 0 or law.cdf(found - 1) < level * (1 + 1e-12)


def test_quantiles_of_many_at_once() -> None:
    rng = np.random.default_rng(1)
    mean, dispersion = rng.uniform(0, 30, 400), np.where(rng.random(400) < 0.3, 1, rng.uniform(1, 9, 400))
    with np.errstate(divide="ignore"):
        law = nbinom(np.where(dispersion > 1, mean / (dispersion - 1), 1), 1 / dispersion)
    wanted = np.where(dispersion > 1, law.ppf(0.995), poisson(mean).ppf(0.995))
    assert_array_equal(count_quantile(0.995, mean, dispersion), wanted)


def test_tails() -> None:
    y, mean = np.array([0.0, 1, 4, np.nan]), np.full(4, 2.0)
    assert_allclose(count_tail(y, mean, np.ones(4)), [1, poisson(2).sf(0), poisson(2).sf(3), np.nan])
    law = nbinom(2 / 0.5, 1 / 1.5)
    assert_allclose(count_tail(y, mean, np.full(4, 1.5)), [1, law.sf(0), law.sf(3), np.nan])
    assert_allclose(count_tail(np.array([200.0]), np.array([2.0]), np.array([1.0])), poisson(2).sf(199))


def test_the_bound_of_1996_by_hand() -> None:
    # mean 8, dispersion 2, se 0.25: tau = 2 + 8 / 16 = 2.5; 8^⅔ = 4; the spread is ⅔ · √(2 · 2.5).
    spread = 2 / 3 * np.sqrt(5)
    found = bounds(np.array([8.0, 20, 4]), expected(8, se=0.25, dispersion=2), replace(CLASSIC, alpha=0.025))
    z = norm.isf(0.025)
    assert_allclose(found.upper, (4 + z * spread) ** 1.5)
    assert_allclose(found.lower, (4 - z * spread) ** 1.5)
    assert_allclose(found.p, norm.sf((np.array([8.0, 20, 4]) ** (2 / 3) - 4) / spread))
    assert_allclose(found.score, (np.array([8.0, 20, 4]) - 8) / (found.upper - 8), atol=1e-12)
    assert found.alarm.tolist() == [False, True, False]


@pytest.mark.parametrize(("power", "centre", "spread"), [("1/2", 3.0, 0.5 * 2), ("none", 9.0, 6.0)])
def test_other_powers(power: str, centre: float, spread: float) -> None:
    settings = replace(CLASSIC, power=power)  # type: ignore[arg-type]
    found = bounds(np.array([9.0]), expected(9, se=0, dispersion=4, size=1), settings)
    exponent = 1 if power == "none" else 2
    assert_allclose(found.upper, (centre + norm.isf(0.005) * spread) ** exponent)
    assert_allclose(found.lower, max(centre - norm.isf(0.005) * spread, 0) ** exponent)
    assert_allclose(found.p, 0.5)


def test_the_classic_reference_halves_alpha() -> None:
    one = bounds(
        np.array([9.0]), expected(9, size=1), replace(CLASSIC, alpha=0.05), variant="classic", form="reference"
    )
    half = bounds(np.array([9.0]), expected(9, size=1), replace(CLASSIC, alpha=0.025), variant="classic")
    assert_allclose(one.upper, half.upper)
    assert_allclose(one.lower, half.lower)


def test_the_bounds_of_2013() -> None:
    law = nbinom(6 / 1.0, 0.5)
    observed = np.array([3.0, law.ppf(0.995), law.ppf(0.995) + 1])
    found = bounds(observed, expected(6, dispersion=2), FLEXIBLE)
    assert_allclose(found.upper, law.ppf(0.995))
    assert_allclose(found.lower, law.ppf(0.005))
    assert_allclose(found.p, law.sf(observed - 1))
    assert found.alarm.tolist() == [False, False, True]
    assert_allclose(found.score[1], 1)
    # At the upper limit of the mean, the bound is higher.
    higher = bounds(observed, expected(6, dispersion=2), replace(FLEXIBLE, threshold="nb-muan"))
    assert (higher.upper > found.upper).all()
    mean = 6 * np.exp(norm.isf(0.005) * 0.1)
    assert_allclose(higher.upper, nbinom(mean, 0.5).ppf(0.995))


def test_an_alarm_is_a_count_above_the_bound_and_a_p_value_below_alpha() -> None:
    y = np.arange(40.0)
    for threshold in ("nb-plugin", "delta"):
        settings = replace(FLEXIBLE, threshold=threshold)
        found = bounds(y, expected(5, dispersion=1.7, size=40), settings)
        assert_array_equal(found.alarm, y > found.upper)
        assert_array_equal(found.score > 1, found.alarm)
        if threshold == "nb-plugin":
            assert_array_equal(found.p <= settings.alpha, found.alarm)


def test_a_rare_kind_has_a_bound_below_its_mean() -> None:
    # P(1 or more) is 0.003: the bound is 0, which is below the mean, so that the score can only say yes or no.
    found = bounds(np.array([0.0, 1.0]), expected(0.003, size=2), FLEXIBLE)
    assert_allclose(found.upper, 0)
    assert found.alarm.tolist() == [False, True]
    assert found.score.tolist() == [0, np.inf]


def test_the_reference_puts_the_score_on_two_scales() -> None:
    found = bounds(np.array([9.0]), expected(4, size=1), FLEXIBLE, form="reference")
    upper = poisson(4).ppf(0.995)
    assert_allclose(found.score, (9 - np.log(4)) / (upper - np.log(4)))


def test_a_mean_without_an_end_has_no_bound() -> None:
    settings = replace(FLEXIBLE, threshold="nb-muan")
    found = bounds(np.array([2.0]), expected(1e-12, se=1e6, size=1), settings)
    for each in (found.lower, found.upper, found.score, found.p):
        assert np.isnan(each).all()
    assert not found.alarm.any()


def test_what_is_not_expected_has_no_bound() -> None:
    for settings in (FLEXIBLE, CLASSIC):
        found = bounds(np.array([2.0]), expected(np.nan, se=np.nan, dispersion=np.nan, size=1), settings)
        for each in (found.lower, found.upper, found.score, found.p):
            assert np.isnan(each).all()
        assert not found.alarm.any()
