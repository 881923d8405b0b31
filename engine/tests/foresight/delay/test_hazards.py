"""Reverse hazards, worked out by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ikp.foresight.delay.hazards import (
    FAINT,
    cdf_variance,
    hazard_counts,
    log_variance,
    places_of,
    reverse_cdf,
    shrunken,
    strength,
    sums_by,
    weekly_strength,
    worth,
)

Array = NDArray[np.float64]
NAN = np.nan
# Four weeks, delays of 0, 1 and 2; the last two weeks are not complete.
N = np.array([[4.0, 2.0, 1.0], [6.0, 0.0, 3.0], [5.0, 5.0, NAN], [7.0, NAN, NAN]])[:, :, None]


def test_a_week_counts_once_it_can_show_the_delay() -> None:
    came, within = hazard_counts(N)
    assert came.ravel().tolist() == [22.0, 7.0, 4.0]
    assert within.ravel().tolist() == [22.0, 4 + 2 + 6 + 10, 7 + 9]


def test_a_window_follows_the_diagonals_or_cuts_rows() -> None:
    came, within = hazard_counts(N, window=1)
    assert (came.ravel().tolist(), within.ravel().tolist()) == ([7.0, 5.0, 3.0], [7.0, 10.0, 9.0])
    came, within = hazard_counts(N, window=2, cut="rows")
    assert (came.ravel().tolist(), within.ravel().tolist()) == ([12.0, 5.0, 0.0], [12.0, 10.0, 0.0])


def test_an_old_week_counts_half() -> None:
    came, within = hazard_counts(N, half_life=1.0)
    assert came[2, 0] == pytest.approx(3.0 + 0.5)
    assert within[2, 0] == pytest.approx(9.0 + 3.5)


def test_the_share_that_has_come_is_a_product_over_longer_delays() -> None:
    came, within = hazard_counts(N)
    cdf = reverse_cdf(came / within)
    assert cdf.ravel() == pytest.approx([(1 - 7 / 22) * (1 - 4 / 16), 1 - 4 / 16, 1.0])
    # Lawless (1994), eq. 2.14, by hand: F(1)² · 4/(16 · 12)
    assert cdf_variance(came, within).ravel()[1:] == pytest.approx([0.75**2 * 4 / (16 * 12), 0.0])


def test_groups_are_numbered_by_their_first_use_and_added_up() -> None:
    places = places_of(["b", "a", "b"])
    assert places.tolist() == [0, 1, 0]
    assert sums_by(np.array([[1.0, 2.0, 4.0]]), places).tolist() == [[5.0, 2.0]]


def test_who_has_no_reports_has_the_delay_of_the_group_and_who_has_many_keeps_its_own() -> None:
    came = np.array([[0.0, 40.0, 9000.0, 500.0], [0.0, 10.0, 1000.0, 500.0]])
    within = np.array([[0.0, 40.0, 9000.0, 500.0], [0.0, 50.0, 10000.0, 1000.0]])
    hazard, trust, strengths = shrunken(came, within, places_of(["x", "x", "x", "y"]), strengths=(20.0, 20.0))
    group = (20 * (1510 + FAINT) / (11050 + 2 * FAINT) + 1010) / (20 + 10050)
    assert hazard[1, 0] == pytest.approx(group)
    assert hazard[1, 2] == pytest.approx(0.1, abs=1e-3)
    assert trust[1].tolist() == [20.0, 70.0, 10020.0, 1020.0]
    assert strengths == (20.0, 20.0)


def test_a_series_alone_borrows_from_nobody() -> None:
    came, within = hazard_counts(N)
    hazard, trust, _ = shrunken(came, within, places_of(["x"]))
    assert hazard[2, 0] == pytest.approx((4 + FAINT) / (16 + 3 * FAINT))
    assert trust[2, 0] == pytest.approx(16 + 3 * FAINT)


@pytest.mark.parametrize("truth", [8.0, 80.0])
def test_the_strength_of_a_beta_binomial_is_found_again(truth: float) -> None:
    generator = np.random.default_rng(5)
    around = np.full((2, 400), 0.3)
    within = np.full((2, 400), 60.0)
    came = generator.binomial(60, generator.beta(truth * around, truth * (1 - around))).astype(np.float64)
    assert truth / 1.6 < strength(came, within, around) < truth * 1.6


def test_weeks_that_scatter_are_told_from_weeks_that_are_alike() -> None:
    generator = np.random.default_rng(5)
    alike = generator.multinomial(40, [0.5, 0.3, 0.2], size=(100, 1)).astype(np.float64)
    scattered = generator.multinomial(40, generator.dirichlet([2.0, 1.2, 0.8], size=(100, 1))).astype(np.float64)
    hazard = np.array([1.0, 0.375, 0.2])[:, None]
    found = [weekly_strength(each.transpose(0, 2, 1), hazard) for each in (alike, scattered)]
    assert (found[0][1:] > 150).all()
    assert ((found[1][1:] > 2) & (found[1][1:] < 12)).all()


def test_the_scatter_of_each_delay_is_its_own() -> None:
    generator = np.random.default_rng(5)
    late = generator.binomial(60, 0.2, size=200)
    share = generator.beta(3.0, 3.0, size=200)
    first = generator.binomial(60 - late, share)
    n = np.stack([60.0 - late - first, first, late], axis=1)[:, :, None].astype(np.float64)
    found = weekly_strength(n, np.array([1.0, 0.5, 0.2])[:, None])
    assert 4 < found[1, 0] < 9
    assert found[2, 0] > 150
    shifted = weekly_strength(n, np.array([1.0, 0.5, 0.4])[:, None], np.full((200, 3), np.log(0.25 / (0.4 / 0.6))))
    assert shifted[2, 0] == pytest.approx(found[2, 0])


def test_reports_of_one_week_are_worth_less_when_they_are_alike() -> None:
    n = np.tile(np.array([4.0, 6.0])[:, None], (5, 1, 1))
    found = worth(n, np.array([[1.0], [19.0]]))
    assert found[1, 0] == pytest.approx(20 / 29)  # weeks of ten: 1 / (1 + 9 / 20)
    assert worth(np.zeros((3, 2, 1)), np.array([[1.0], [19.0]]))[1, 0] == 1


def test_the_variance_of_a_logarithm_is_that_of_simulated_beta_products() -> None:
    generator = np.random.default_rng(5)
    hazard, trust = np.array([1.0, 0.4, 0.2])[:, None], np.array([1.0, 30.0, 50.0])[:, None]
    kept = generator.beta((1 - hazard[1:]) * trust[1:], hazard[1:] * trust[1:], size=(2, 200_000))
    expected = [np.var(np.log(kept).sum(axis=0)), np.var(np.log(kept[1])), 0.0]
    assert log_variance(hazard, trust).ravel() == pytest.approx(expected, rel=0.02)
