"""Factor models: against what lavaan prints, against closed forms, and where there is none."""

import numpy as np
import pytest

from engine.tests.uncertainty.coherence.holzinger import FACTOR_OF, UNITS, covariance, rows_with
from ikp.uncertainty.coherence import confirm

DATA = rows_with(covariance(), UNITS)


def test_three_factors_of_ability_as_lavaan_prints_them() -> None:
    found = confirm(DATA, FACTOR_OF)
    assert found.status == "fitted"
    # lavaan, standardizedSolution(): estimate and standard error.
    assert found.loadings.round(3).tolist() == [0.772, 0.424, 0.581, 0.852, 0.855, 0.838, 0.570, 0.723, 0.665]
    assert found.loading_errors.round(3).tolist() == [0.055, 0.06, 0.055, 0.023, 0.022, 0.023, 0.053, 0.051, 0.051]
    correlations = found.factor_correlations[np.triu_indices(3, 1)]
    assert correlations.round(3).tolist() == [0.459, 0.471, 0.283]


def test_fit_of_three_factors_as_lavaan_prints_it() -> None:
    fit = confirm(DATA, FACTOR_OF).fit
    assert fit is not None
    assert (round(fit.chi_square, 3), fit.freedom) == (85.306, 24)
    assert (round(fit.cfi, 3), round(fit.tli, 3), round(fit.srmr, 3)) == (0.931, 0.896, 0.065)
    assert (round(fit.rmsea, 3), round(fit.rmsea_low, 3), round(fit.rmsea_high, 3)) == (0.092, 0.071, 0.114)
    assert (round(fit.aic, 3), round(fit.bic, 3)) == (7517.490, 7595.339)
    assert fit.p_value < 1e-8


def test_three_columns_of_one_factor_in_closed_form() -> None:
    # Spearman 1904: loading² = r12 r13 / r23. Just identified, so the fit is perfect.
    loadings = np.array([0.9, 0.6, 0.4])
    correlation = np.outer(loadings, loadings) + np.diag(1 - loadings**2)
    found = confirm(rows_with(correlation, 50), [0, 0, 0])
    assert found.loadings == pytest.approx(loadings, abs=1e-7)
    assert found.unique == pytest.approx(1 - loadings**2, abs=1e-7)
    assert found.fit is not None
    assert found.fit.chi_square == pytest.approx(0, abs=1e-8)
    assert found.fit.freedom == 0
    assert np.isnan(found.fit.rmsea)


def test_what_the_model_says_is_recovered_from_large_samples() -> None:
    loadings = np.array([0.8, 0.7, 0.6, 0.75, 0.5, 0.65])
    phi = 0.4
    implied = np.outer(loadings, loadings)
    implied[:3, 3:] *= phi
    implied[3:, :3] *= phi
    np.fill_diagonal(implied, 1)
    rng = np.random.default_rng(2)
    inside = 0
    for _ in range(60):
        x = rng.standard_normal((300, 6)) @ np.linalg.cholesky(implied).T
        found = confirm(x, [0, 0, 0, 1, 1, 1])
        assert found.status == "fitted"
        inside += int((np.abs(found.loadings - loadings) <= 1.96 * found.loading_errors).sum())
    # 95 % intervals, 360 of them: three standard deviations about 342 are 330.
    assert 330 <= inside <= 358


def test_scale_sign_and_order_change_nothing() -> None:
    plain = confirm(DATA, FACTOR_OF)
    scaled = confirm(DATA * np.arange(1, 10) + 7, FACTOR_OF)
    assert scaled.loadings == pytest.approx(plain.loadings, abs=1e-7)
    order = np.random.default_rng(1).permutation(9)
    mixed = confirm(DATA[:, order], [FACTOR_OF[j] for j in order])
    assert mixed.loadings == pytest.approx(plain.loadings[order], abs=1e-6)
    turned = confirm(-DATA, FACTOR_OF)
    assert turned.loadings == pytest.approx(plain.loadings, abs=1e-7)


def test_a_factor_of_one_column_is_that_column() -> None:
    found = confirm(DATA[:, :4], [0, 0, 0, 1])
    assert found.loadings[3] == pytest.approx(1)
    assert found.unique[3] == 0
    assert found.loading_errors[3] == pytest.approx(0, abs=1e-8)
    assert found.status == "fitted"


def test_a_column_without_variance_of_its_own_is_improper() -> None:
    # r12 r13 / r23 above 1: no loading can do it (Heywood 1931).
    correlation = np.array([[1, 0.9, 0.9], [0.9, 1, 0.65], [0.9, 0.65, 1]])
    found = confirm(rows_with(correlation, 60), [0, 0, 0])
    assert found.status == "improper"
    assert found.known
    assert found.unique[0] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(
    ("x", "factor_of", "status"),
    [
        (DATA[:9], FACTOR_OF, "too_few_units"),
        (np.column_stack([DATA[:, 0], DATA[:, 0], DATA[:, 1]]), [0, 0, 0], "singular"),
        (np.column_stack([DATA[:, :2], np.ones(UNITS)]), [0, 0, 0], "singular"),
        (DATA[:, :2], [0, 0], "not_identified"),
        (np.where(np.arange(9) == 2, np.nan, DATA), FACTOR_OF, "too_few_units"),
    ],
)
def test_where_there_is_no_model_the_reason_is_told(x: np.ndarray, factor_of: list[int], status: str) -> None:
    found = confirm(x, factor_of)
    assert found.status == status
    assert not found.known
    assert np.isnan(found.loadings).all()


def test_a_few_gaps_change_little() -> None:
    x = DATA.copy()
    x[np.random.default_rng(1).random(x.shape) < 0.03] = np.nan
    found, whole = confirm(x, FACTOR_OF), confirm(DATA, FACTOR_OF)
    assert found.status == "fitted"
    assert 260 < found.n < UNITS
    assert found.loadings == pytest.approx(whole.loadings, abs=0.05)


def test_sixty_one_indicators_of_twelve_subdimensions() -> None:
    rng = np.random.default_rng(9)
    member = np.repeat(np.arange(12), [5] * 11 + [6])
    common = rng.standard_normal((514, 1))
    factors = 0.6 * common + 0.8 * rng.standard_normal((514, 12))
    x = 0.7 * factors[:, member] + np.sqrt(1 - 0.49) * rng.standard_normal((514, 61))
    found = confirm(x, member.tolist())
    assert found.status == "fitted"
    assert found.loadings.mean() == pytest.approx(0.7, abs=0.02)
    assert found.fit is not None
    assert found.fit.rmsea < 0.02
    assert found.fit.cfi > 0.97
