"""Fit indices at the ends; the middle is held against lavaan in test_factors.py."""

import numpy as np
import pytest

from ikp.uncertainty.coherence.fit import fit_indices

CORRELATION = np.array([[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]])


def test_a_model_that_says_nothing_has_no_comparative_fit() -> None:
    fit = fit_indices(CORRELATION, np.eye(3), 100, 3, 0.0)
    assert fit.freedom == 3
    assert fit.chi_square == pytest.approx(-100 * np.linalg.slogdet(CORRELATION)[1])
    assert fit.cfi == pytest.approx(0)
    assert fit.tli == pytest.approx(0)
    assert fit.srmr == pytest.approx(np.sqrt((0.25 + 0.09 + 0.16) / 6))
    assert fit.rmsea_low < fit.rmsea < fit.rmsea_high


def test_a_model_that_says_all_fits() -> None:
    fit = fit_indices(CORRELATION, CORRELATION, 100, 6, 0.0)
    assert fit.chi_square == pytest.approx(0, abs=1e-9)
    assert fit.cfi == pytest.approx(1)
    assert np.isnan(fit.p_value)
    assert np.isnan(fit.tli)


def test_columns_that_do_not_correlate_leave_nothing_to_compare_with() -> None:
    fit = fit_indices(np.eye(3), np.eye(3), 100, 3, 0.0)
    assert (fit.cfi, fit.rmsea, fit.rmsea_low, fit.rmsea_high) == (1, 0, 0, 0)
    assert np.isnan(fit.tli)


def test_the_interval_of_rmsea_turns_back_into_its_percentiles() -> None:
    from scipy.stats import ncx2

    fit = fit_indices(CORRELATION, np.eye(3), 100, 3, 0.0)
    for end, percentile in ((fit.rmsea_low, 0.95), (fit.rmsea_high, 0.05)):
        assert ncx2.cdf(fit.chi_square, 3, end**2 * 3 * 100) == pytest.approx(percentile, abs=1e-9)
