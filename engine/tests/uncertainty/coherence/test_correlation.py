"""Correlations, held against SciPy and against values worked by hand."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from ikp.uncertainty.coherence import Limits, correlate
from ikp.uncertainty.coherence.correlation import METHODS, covariances, pairwise

RNG = np.random.default_rng(5)
X = np.column_stack([RNG.normal(size=40), RNG.integers(0, 4, 40), RNG.exponential(size=40)])
OF_SCIPY: dict[str, Any] = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}


@pytest.mark.parametrize("method", METHODS)
def test_every_pair_is_what_scipy_gives(method: str) -> None:
    found = correlate(X, method=method)  # type: ignore[arg-type]
    for i in range(3):
        for j in range(i):
            expected = OF_SCIPY[method](X[:, i], X[:, j])
            assert found.values[i, j] == found.values[j, i] == pytest.approx(expected.statistic, abs=1e-12)
            if method == "kendall":
                assert np.isnan(found.p_value[i, j])
            else:
                assert found.p_value[i, j] == pytest.approx(expected.pvalue, abs=1e-10)
    assert np.diagonal(found.values).tolist() == [1, 1, 1]


@pytest.mark.parametrize("method", METHODS)
def test_each_pair_uses_the_rows_that_both_have(method: str) -> None:
    x = X.copy()
    x[:5, 0] = np.nan
    x[3:9, 2] = np.nan
    found = correlate(x, method=method)  # type: ignore[arg-type]
    both = slice(9, None)
    assert found.values[0, 2] == pytest.approx(OF_SCIPY[method](X[both, 0], X[both, 2]).statistic, abs=1e-12)
    assert found.count.tolist() == [[35, 35, 31], [35, 40, 34], [31, 34, 34]]


@pytest.mark.parametrize("gaps", [False, True])
def test_kendall_of_many_rows_is_kendall_of_few(gaps: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    x = rng.integers(0, 9, (600, 4)).astype(float).cumsum(axis=1)
    x[:, 3] = 1.0
    if gaps:
        x[rng.random(x.shape) < 0.2] = np.nan
    together = correlate(x, method="kendall").values
    monkeypatch.setattr("ikp.uncertainty.coherence.correlation._FEW", 0)
    assert together == pytest.approx(correlate(x, method="kendall").values, abs=1e-12, nan_ok=True)


def test_covariances_of_pairs_are_those_of_their_rows() -> None:
    x = X + 1e6  # a large mean costs no digits
    x[:5, 0] = np.nan
    x[3:9, 2] = np.nan
    found = covariances(x)
    assert found[0, 2] == pytest.approx(np.cov(x[9:, 0], x[9:, 2])[0, 1], rel=1e-9)
    assert found[0, 0] == pytest.approx(np.var(x[5:, 0], ddof=1), rel=1e-9)
    assert np.isnan(covariances(x[:2])).all()
    r, fewest = pairwise(x)
    assert fewest == 31
    assert r == pytest.approx(correlate(x - 1e6).values, abs=1e-8)


def test_a_column_that_is_flat_where_two_overlap_has_no_correlation() -> None:
    x = X.copy()
    x[:10, 0] = 0.1
    x[10:, 1] = np.nan
    found = correlate(x).values
    assert np.isnan(found[0, 1])
    assert not np.isnan(found[0, 2])


def test_columns_against_other_columns() -> None:
    found = correlate(X[:, :2], X[:, 2:])
    assert found.values.shape == (2, 1)
    assert found.values[:, 0] == pytest.approx(correlate(X).values[:2, 2])


def test_a_column_without_spread_has_no_correlation() -> None:
    x = np.column_stack([X[:, 0], np.full(40, 0.1)])
    assert np.isnan(correlate(x).values[0, 1])
    assert np.isnan(correlate(x).values[1, 1])
    assert np.isnan(correlate(x, method="kendall").values[0, 1])


def test_two_shared_rows_are_too_few() -> None:
    assert np.isnan(correlate(X[:2]).values).all()


def test_a_perfect_correlation_has_a_p_value_of_zero() -> None:
    found = correlate(np.column_stack([X[:, 0], -2 * X[:, 0]]))
    assert found.values[0, 1] == pytest.approx(-1)
    assert found.p_value[0, 1] == pytest.approx(0, abs=1e-12)


def test_limits_are_parameters() -> None:
    usual = Limits()
    values = (-0.5, -0.4, -0.1, 0.29, 0.3, 0.92, 0.93, float("nan"))
    expected = ["conflict", "conflict", "weak", "weak", "good", "good", "redundant", "unknown"]
    assert [usual.flag(value) for value in values] == expected
    assert Limits(weak=0.2, redundant=0.9).flag(0.25) == "good"
    assert Limits(redundant=0.9).flag(0.91) == "redundant"
