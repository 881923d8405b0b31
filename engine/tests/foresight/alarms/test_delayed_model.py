import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom

from ikp.foresight.alarms.delayed_model import fit_size, fit_with_size
from ikp.foresight.alarms.farrington_weeks import Weeks

SHARE = np.array([0.5, 0.3, 0.2])


def weeks(n: int = 120) -> Weeks:
    """Weeks of two seasons, those of a level together."""
    rows = np.concatenate([np.arange(0, n, 2), np.arange(1, n, 2)])
    return Weeks(rows, (rows % 2).astype(np.intp), (rows - n).astype(float))


def counts(series: int = 3, *, size: float = 3.0, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    mean = np.where(weeks().level == 0, 8.0, 4.0)[:, None] * SHARE
    return rng.negative_binomial(size, size / (size + mean), (series, *mean.shape)).astype(float)


def test_the_size_is_where_the_likelihood_is_highest() -> None:
    rng = np.random.default_rng(2)
    mean = rng.uniform(1, 9, (4, 300))
    y = rng.negative_binomial(2.5, 2.5 / (2.5 + mean)).astype(float)
    y[0, :20] = np.nan
    found = fit_size(y, mean)
    for row in range(4):
        there = np.isfinite(y[row])

        def loss(log: float, there: np.ndarray = there, row: int = row) -> float:
            size = np.exp(log)
            return float(-nbinom(size, size / (size + mean[row, there])).logpmf(y[row, there]).sum())

        best = minimize_scalar(loss, bounds=(-3, 5), method="bounded", options={"xatol": 1e-9})
        assert_allclose(found[row], np.exp(best.x), rtol=1e-5)
    assert_allclose(fit_size(y, mean, found), found, rtol=1e-9)


def test_counts_that_spread_no_more_than_poisson_have_no_size() -> None:
    mean = np.full((2, 50), 4.0)
    y = np.vstack([np.tile([3.0, 5.0], 25), np.tile([0.0, 30.0], 25)])
    found = fit_size(y, mean)
    assert np.isinf(found[0])
    assert np.isfinite(found[1])


def test_high_counts_are_no_burden_and_give_the_same() -> None:
    rng = np.random.default_rng(8)
    mean = np.full((2, 200), 1_000.0)
    y = rng.negative_binomial(20, 20 / (20 + mean)).astype(float)
    y[1, 0] = 1e7
    below, above = fit_size(y[:1], mean[:1]), fit_size(y, mean)
    assert_allclose(above[0], below[0], rtol=1e-6)  # once by counting cells, once by digamma functions
    assert y[0].max() < 2**12
    assert above[1] < above[0]


def test_what_was_put_in_comes_out() -> None:
    found = fit_with_size(counts(series=200), weeks(), trend=True)
    assert found.converged.all()
    assert found.known.all()
    assert found.seen.all()
    assert_allclose(np.exp(found.eta).mean(axis=0), 8 * SHARE, rtol=0.04)
    assert_allclose(np.median(found.size), 3, rtol=0.1)
    # Standard errors are about as large as the estimates vary; those of the size too.
    assert_allclose(np.sqrt(found.cov[:, 0, 0]).mean(), found.eta[:, 0].std(), rtol=0.15)
    assert_allclose(np.median(found.size_se), found.size.std(), rtol=0.3)


def test_the_score_is_zero_at_the_fit() -> None:
    y = counts(series=1)
    part = weeks()
    found = fit_with_size(y, part, trend=False)
    # With season and delay as factors, the weighted residuals of each delay sum to nothing.
    expected = np.exp(found.eta[0])[None] * np.where(part.level == 0, 1.0, 0.0)[:, None]
    rows = part.level == 0
    moved = ((y[0] - expected) / (1 + expected / found.size[0]))[rows]
    assert_allclose(moved.sum(), 0, atol=1e-4)


def test_what_is_not_known_yet_is_left_out() -> None:
    y = counts()
    late = y.copy()
    order = np.argsort(weeks().rows)
    late[:, order[-1], 1:] = np.nan
    late[:, order[-2], 2:] = np.nan
    found, whole = fit_with_size(late, weeks(), trend=True), fit_with_size(y, weeks(), trend=True)
    assert_allclose(found.eta, whole.eta, atol=0.1)
    assert (found.eta != whole.eta).all()


def test_a_delay_without_reports_and_a_season_without_weeks_are_told() -> None:
    y = counts()
    y[0, :, 2] = 0
    y[1, weeks().level == 0] = np.nan
    y[2] = 0
    found = fit_with_size(y, weeks(), trend=True)
    assert found.seen.tolist() == [[True, True, False], [True] * 3, [False] * 3]
    assert found.known.tolist() == [True, False, True]
    assert np.exp(found.eta[0, 2]) < 1e-6


def test_effort_makes_it_a_rate() -> None:
    y = counts()
    offset = np.full(y.shape[:2], np.log(10.0))
    found, without = fit_with_size(y, weeks(), trend=True, offset=offset), fit_with_size(y, weeks(), trend=True)
    assert_allclose(found.eta + np.log(10), without.eta, rtol=1e-5)
    assert_allclose(found.size, without.size, rtol=1e-5)


@pytest.mark.extras
def test_against_statsmodels() -> None:
    import statsmodels.api as sm

    y = counts(series=1)
    found = fit_with_size(y, weeks(), trend=True)
    by_week = np.repeat(weeks().design(trend=True), 3, axis=0)
    design = np.hstack([by_week, np.tile(np.eye(3)[:, 1:], (len(y[0]), 1))])
    theirs = sm.NegativeBinomial(y[0].ravel(), design).fit(disp=False, method="newton", maxiter=200)
    assert_allclose(found.size, 1 / theirs.params[-1], rtol=1e-3)
    assert_allclose(found.eta[0], theirs.params[0] + np.array([0, *theirs.params[-3:-1]]), rtol=1e-3)
