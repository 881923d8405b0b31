"""Draws have the distributions that they say."""

from math import inf

import numpy as np
import pytest

from ikp.arrays import chance


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def test_uniform_numbers_at_the_ends_give_the_ends_of_the_spread() -> None:
    points = np.array([[0.0, 1.0, 0.3], [0.5, 0.5, 0.9]])
    found = chance.spread_evenly(np.array([[0.5, 0.5, 1.0]]), points, 0.25, np.array([0, 2]))
    np.testing.assert_allclose(found, [[0.375, 0.625, 1.0], [0.5, 0.5, 1.0]])


def test_a_dirichlet_draw_survives_parameters_that_underflow(rng: np.random.Generator) -> None:
    found = chance.dirichlet(np.array([[0.7, 0.3, 0.0]]), rng.random((2000, 3)), 1e-4, np.array([0]))
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    assert (found[:, :2] > 0).all()
    assert (found[:, 2] == 0).all()
    # So small a concentration gives nearly everything to one, as often as it weighs.
    assert (found.max(axis=1) > 0.99).mean() > 0.99


def test_a_weight_of_zero_stays_zero_on_the_way_to_equal() -> None:
    found = chance.toward_equal(np.array([[0.8, 0.2, 0.0, 0.9, 0.1]]), np.array([1.0]), np.array([0, 3]))
    np.testing.assert_allclose(found, [[0.5, 0.5, 0.0, 0.5, 0.5]])


def test_a_triangle_has_its_peak_in_the_middle() -> None:
    np.testing.assert_allclose(chance.triangular(np.array([0.0, 0.125, 0.5, 0.875, 1.0])), [0, 0.25, 0.5, 0.75, 1])


def test_rates_are_found_from_overdispersed_counts(rng: np.random.Generator) -> None:
    counts = rng.poisson(rng.gamma(2.0, 1 / 0.5, 200_000)).astype(float)
    counts[:100] = np.nan
    shape, rate = chance.gamma_of_rates(counts)
    assert shape == pytest.approx(2.0, rel=0.05)
    assert rate == pytest.approx(0.5, rel=0.05)


@pytest.mark.parametrize("counts", [[0.0, 0.0], [np.nan, np.nan], [3.0, 3.0, 3.0], [5.0]])
def test_counts_without_excess_have_one_rate(counts: list[float], rng: np.random.Generator) -> None:
    column = np.array(counts)
    assert chance.gamma_of_rates(column)[0] == inf
    drawn = np.array([chance.pooled_counts(column, rng) for _ in range(4000)])
    np.testing.assert_array_equal(np.isnan(drawn[0]), np.isnan(column))
    if not np.isnan(column).any():
        assert drawn.mean() == pytest.approx(column.mean(), abs=0.1)


def test_negative_binomial_counts_have_their_variance(rng: np.random.Generator) -> None:
    column = np.full(200_000, 6.0)
    drawn = chance.negative_binomial(column, 3.0, rng)
    assert drawn.mean() == pytest.approx(6.0, rel=0.02)
    assert drawn.var() == pytest.approx(6 + 36 / 3, rel=0.03)
    assert chance.negative_binomial(column, inf, rng).var() == pytest.approx(6.0, rel=0.03)


def test_what_was_missed_has_the_distribution_of_the_thinned(rng: np.random.Generator) -> None:
    """Gamma rates, Poisson events, each reported with 0.7: given the reported, the missed come out alike."""
    happened = rng.poisson(rng.gamma(1.5, 4.0, 100_000))
    reported = rng.binomial(happened, 0.7).astype(float)
    drawn = chance.missed(reported, 0.7, rng)
    truly = happened - reported
    for count in (0, 3, 10):
        among = reported == count
        assert drawn[among].mean() == pytest.approx(truly[among].mean(), rel=0.06)
        assert drawn[among].var() == pytest.approx(truly[among].var(), rel=0.12)
    assert not chance.missed(reported, 1.0, rng).any()


def test_counts_are_shared_out_among_grades(rng: np.random.Generator) -> None:
    counts = np.array([0, 5, 100_000])
    shares = np.array([[0.2, 0.8], [1.0, 0.0], [0.3, 0.7]])
    found = chance.share_out(counts, shares, rng)
    np.testing.assert_array_equal(found.sum(axis=1), counts)
    assert found[1].tolist() == [5, 0]
    assert found[2, 0] == pytest.approx(30_000, rel=0.03)


def test_shares_of_grades_are_pooled_where_an_indicator_has_none() -> None:
    by_grade = np.zeros((3, 2, 2), dtype=np.int64)
    by_grade[0, 0] = [1, 3]
    np.testing.assert_allclose(chance.grade_shares(by_grade), [[0.25, 0.75], [0.25, 0.75]])
    np.testing.assert_allclose(chance.grade_shares(np.zeros((3, 2, 2), dtype=np.int64)), 0.5)


def test_second_grades_are_drawn_from_the_row_of_the_first(rng: np.random.Generator) -> None:
    shares = np.array([[0.1, 0.9, 0.0], [0.0, 1.0, 0.0], [0.25, 0.25, 0.5]])
    found = chance.regrade(np.repeat([0, 1, 2], 50_000), shares, rng).reshape(3, -1)
    for row, expected in zip(found, shares, strict=True):
        np.testing.assert_allclose(np.bincount(row, minlength=3) / row.size, expected, atol=0.01)


def test_a_hot_deck_takes_values_of_others_and_nothing_from_nobody(rng: np.random.Generator) -> None:
    column = np.array([1.0, 2.0, np.nan, np.nan, np.nan])
    gaps = np.array([False, False, True, True, False])
    found = chance.fill_hot_deck(column, gaps, rng)
    assert found[:2].tolist() == [1.0, 2.0]
    assert set(found[2:4]) <= {1.0, 2.0}
    assert np.isnan(found[4])
    assert np.isnan(chance.fill_hot_deck(np.full(3, np.nan), np.ones(3, bool), rng)).all()


def test_normal_draws_use_what_the_row_knows(rng: np.random.Generator) -> None:
    truth = rng.multivariate_normal([10.0, 20.0], [[4.0, 3.0], [3.0, 4.0]], 3000)
    holed = truth.copy()
    gaps = np.zeros(truth.shape, dtype=bool)
    gaps[:1000, 1] = True
    holed[gaps] = np.nan
    found = chance.fill_normal(holed, gaps, rng)
    np.testing.assert_array_equal(found[~gaps], truth[~gaps])
    left = found[:1000, 1] - (20 + 0.75 * (truth[:1000, 0] - 10))
    assert left.mean() == pytest.approx(0.0, abs=0.15)
    assert left.var() == pytest.approx(4 - 9 / 4, rel=0.15)


def test_too_few_rows_for_a_covariance_fall_back_to_a_hot_deck(rng: np.random.Generator) -> None:
    block = np.array([[1.0, 2.0], [3.0, np.nan]])
    assert chance.fill_normal(block, np.isnan(block), rng)[1, 1] == 2.0
    empty = np.full((3, 2), np.nan)
    assert np.isnan(chance.fill_normal(empty, np.isnan(empty), rng)).all()


def test_percentiles_have_a_direction_and_ties_the_middle() -> None:
    values = np.array([[0.0, 9.0], [0.0, 7.0], [5.0, np.nan], [np.nan, np.nan]])
    found = chance.percentiles(values, np.array([1.0, -1.0]))
    np.testing.assert_allclose(found, [[1 / 3, 1 / 4], [1 / 3, 3 / 4], [5 / 6, np.nan], [np.nan, np.nan]])
    np.testing.assert_allclose(chance.levels(found, without=0), [1 / 4, 3 / 4, np.nan, np.nan])
    np.testing.assert_allclose(chance.levels(found, without=1), [1 / 3, 1 / 3, 5 / 6, np.nan])


def test_the_doubt_about_a_level_is_that_of_the_true_one_given_the_seen(rng: np.random.Generator) -> None:
    """Normal levels and errors: moving the seen level must give the true one its spread."""
    true = rng.normal(0, 0.3, 50_000)
    places = true[:, None] + rng.normal(0, 0.6, (50_000, 9))
    doubt = chance.level_doubt(places)
    seen = places.mean(axis=1)
    slope = np.cov(true, seen)[0, 1] / seen.var()
    left = np.std(true - slope * seen)
    assert slope * doubt.mean() == pytest.approx(left, rel=0.03)
    assert np.isfinite(chance.level_doubt(np.full((3, 4), np.nan))).all()


def test_neighbours_are_on_the_same_level(rng: np.random.Generator) -> None:
    level = np.arange(1000.0)
    column = np.where(np.arange(1000) % 3 == 0, np.nan, level)
    gaps = np.isnan(column)
    gaps[0] = False  # not to be filled
    found = chance.fill_nearest(column, gaps, level, np.zeros(1000), rng, near=15)
    assert np.isnan(found[0])
    off = np.abs(found - level)[gaps]
    assert off.max() < 40
    assert off.mean() > 2
    np.testing.assert_array_equal(found[~gaps & ~np.isnan(column)], column[~gaps & ~np.isnan(column)])


def test_without_levels_anybody_gives(rng: np.random.Generator) -> None:
    column = np.array([1.0, 2.0, np.nan, np.nan])
    gaps = np.isnan(column)
    nowhere = np.array([0.1, 0.9, 0.5, np.nan])
    assert set(chance.fill_nearest(column, gaps, nowhere, np.zeros(4), rng)) <= {1.0, 2.0}
    assert set(chance.fill_nearest(column, gaps, np.full(4, np.nan), np.zeros(4), rng)) <= {1.0, 2.0}
    assert np.isnan(chance.fill_nearest(np.full(2, np.nan), np.ones(2, bool), np.zeros(2), np.zeros(2), rng)).all()
