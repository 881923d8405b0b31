"""Alpha and omega, by hand and by their relation to each other."""

import numpy as np
import pytest

from engine.tests.uncertainty.coherence.holzinger import UNITS, covariance, rows_with
from ikp.uncertainty.coherence import alpha, omega, reliability
from ikp.uncertainty.coherence.correlation import covariances


def test_alpha_by_hand() -> None:
    # k/(k−1) · (1 − 5/11): variances 2 and 3, covariance 3.
    assert alpha(np.array([[2.0, 3.0], [3.0, 3.0]])) == pytest.approx(2 * (1 - 5 / 11))
    # Three columns that correlate by r: k r / (1 + (k − 1) r).
    assert alpha(np.full((3, 3), 0.5) + 0.5 * np.eye(3)) == pytest.approx(3 * 0.5 / 2)


def test_alpha_may_be_negative_and_may_be_nothing() -> None:
    assert alpha(np.array([[1, -0.5], [-0.5, 1]])) == pytest.approx(-2)
    assert np.isnan(alpha(np.array([[1.0]])))
    assert np.isnan(alpha(np.array([[1, -1], [-1, 1.0]])))
    assert np.isnan(alpha(np.zeros((2, 2))))


def test_omega_equals_alpha_where_all_load_alike_and_exceeds_it_elsewhere() -> None:
    alike = np.full((4, 4), 0.49) + 0.51 * np.eye(4)
    assert omega(rows_with(alike, 80)) == pytest.approx(alpha(alike), abs=1e-8)
    loadings = np.array([0.9, 0.3, 0.6, 0.8])
    unlike = np.outer(loadings, loadings) + np.diag(1 - loadings**2)
    expected = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    assert omega(rows_with(unlike, 80)) == pytest.approx(expected, abs=1e-7)
    assert expected > alpha(unlike)


def test_omega_needs_three_columns_and_a_proper_factor() -> None:
    assert np.isnan(omega(rows_with(np.eye(2), 30)))
    heywood = np.array([[1, 0.9, 0.9], [0.9, 1, 0.65], [0.9, 0.65, 1]])
    assert np.isnan(omega(rows_with(heywood, 60)))


def test_the_textual_tests_of_ability() -> None:
    x = rows_with(covariance(), UNITS)[:, 3:6]
    found = reliability(x)
    # psych::alpha and psych::omega print 0.88, and 0.89 for the total of one factor.
    assert found.alpha == pytest.approx(0.8827, abs=5e-5)
    assert found.omega == pytest.approx(0.8859, abs=5e-5)
    assert found.n == UNITS
    rest = x[:, 1:].sum(axis=1)
    assert found.item_rest[0] == pytest.approx(np.corrcoef(x[:, 0], rest)[0, 1])
    assert found.alpha_without[0] == pytest.approx(alpha(np.cov(x[:, 1:], rowvar=False)))


def test_alpha_uses_each_pair_on_the_rows_that_both_have() -> None:
    x = np.random.default_rng(1).normal(size=(30, 3)).cumsum(axis=1)
    x[:4, 0] = np.nan
    x[8:10, 2] = np.nan
    both = ~np.isnan(x[:, [0, 2]]).any(axis=1)
    expected = np.cov(x[both][:, [0, 2]], rowvar=False)[0, 1]
    assert covariances(x)[0, 2] == pytest.approx(expected)
    assert reliability(x).alpha == pytest.approx(alpha(covariances(x)))
    assert reliability(x).n == 24


def test_degenerate_groups_have_no_reliability() -> None:
    for x in (np.ones((10, 1)), np.ones((10, 3)), np.full((10, 2), np.nan), np.ones((2, 2))):
        found = reliability(x)
        assert np.isnan(found.alpha)
        assert np.isnan(found.omega)
        assert np.isnan(found.item_rest).all()
