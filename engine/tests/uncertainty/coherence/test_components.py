"""Components, parallel analysis, sampling adequacy: closed forms, and noise that must not be taken for structure."""

import numpy as np
import pytest

from ikp.uncertainty.coherence import adequacy, correlate, parallel_analysis, principal_components, sphericity


def one_factor(n: int, loadings: list[float], seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    load = np.array(loadings)
    return np.asarray(rng.standard_normal((n, 1)) * load + rng.standard_normal((n, len(load))) * np.sqrt(1 - load**2))


def test_two_columns_have_eigenvalues_one_plus_and_minus_r() -> None:
    x = one_factor(50, [0.8, 0.8], 1)
    r = np.corrcoef(x, rowvar=False)[0, 1]
    found = principal_components(x)
    assert found.eigenvalues == pytest.approx([1 + r, 1 - r])
    assert found.rotation[:, 0] == pytest.approx([np.sqrt(0.5)] * 2)
    assert found.explained.sum() == pytest.approx(1)
    assert found.above_one == 1


def test_components_give_the_correlations_back() -> None:
    x = one_factor(60, [0.9, 0.7, 0.5, 0.3], 2)
    found = principal_components(x)
    assert found.loadings @ found.loadings.T == pytest.approx(np.corrcoef(x, rowvar=False), abs=1e-12)
    assert (found.rotation.sum(axis=0) >= 0).all()


def test_fewer_rows_than_columns_leave_components_at_zero() -> None:
    found = principal_components(one_factor(4, [0.5] * 6, 3))
    assert found.eigenvalues[3:] == pytest.approx(0, abs=1e-12)
    assert found.eigenvalues.sum() == pytest.approx(6)


def test_with_gaps_pairs_are_used_on_the_rows_that_both_have() -> None:
    x = one_factor(30, [0.6, 0.6, 0.6], 4)
    x[:3, 0] = np.nan
    x[2:5, 1] = np.nan
    found = principal_components(x)
    r = correlate(x).values
    assert found.rotation @ np.diag(found.eigenvalues) @ found.rotation.T == pytest.approx(r, abs=1e-12)
    assert found.n == 25
    assert (np.diff(found.eigenvalues) <= 0).all()
    for permute in (True, False):
        noise = parallel_analysis(x, np.random.default_rng(1), replicates=20, permute=permute)
        assert noise.noise_mean.sum() == pytest.approx(3)


@pytest.mark.parametrize("permute", [True, False])
def test_one_factor_is_found_and_noise_is_not(permute: bool) -> None:
    rng = np.random.default_rng(6)
    structured = parallel_analysis(one_factor(200, [0.7] * 8, 5), rng, replicates=200, permute=permute)
    assert structured.kept == 1
    # Kaiser's rule keeps about half of the components of pure noise; the parallel analysis none, at its 5 % error.
    kept = []
    for seed in range(40):
        noise = np.random.default_rng(seed).exponential(size=(60, 8)) ** 2
        kept.append(parallel_analysis(noise, rng, replicates=100, permute=permute).kept)
        assert principal_components(noise).above_one >= 2
    if permute:
        assert np.mean(np.array(kept) > 0) <= 0.15


def test_noise_has_a_mean_eigenvalue_of_one() -> None:
    found = parallel_analysis(one_factor(100, [0.5] * 5, 7), np.random.default_rng(1), replicates=50)
    assert found.noise_mean.sum() == pytest.approx(5)
    assert (found.noise_high >= found.noise_mean - 0.2).all()


def test_the_same_seed_gives_the_same_noise() -> None:
    x = one_factor(50, [0.5] * 4, 8)
    first, second = (parallel_analysis(x, np.random.default_rng(3), replicates=20) for _ in range(2))
    assert (first.noise_high == second.noise_high).all()


def test_adequacy_of_equal_correlations() -> None:
    # Three columns that all correlate by r: partial correlations are r / (1 + r), worked by hand.
    r = 0.5
    correlation = np.full((3, 3), r) + (1 - r) * np.eye(3)
    expected = r**2 / (r**2 + (r / (1 + r)) ** 2)
    whole, each = adequacy(correlation)
    assert whole == pytest.approx(expected)
    assert each == pytest.approx([expected] * 3)


def test_adequacy_and_sphericity_where_there_is_none() -> None:
    assert np.isnan(adequacy(np.ones((2, 2)))[0])
    assert np.isnan(adequacy(np.eye(3))[0])
    assert np.isnan(adequacy(np.eye(1))[0])
    assert np.isnan(sphericity(np.ones((2, 2)), 20)[0])
    statistic, p_value = sphericity(np.eye(3), 20)
    assert (statistic, p_value) == (0, 1)


def test_sphericity_by_hand() -> None:
    # −(n − 1 − (2k + 5)/6) ln(1 − r²) for two columns, one degree of freedom.
    statistic, p_value = sphericity(np.array([[1, 0.6], [0.6, 1]]), 21)
    assert statistic == pytest.approx(-(20 - 1.5) * np.log(0.64))
    assert p_value == pytest.approx(0.00406, abs=1e-5)
