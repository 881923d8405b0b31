"""What others explain: closed form for two, a sum of others, and too few rows to tell."""

import numpy as np
import pytest

from ikp.uncertainty.coherence import explained_by_others

X = np.random.default_rng(4).normal(size=(40, 3))


def test_two_columns_explain_each_other_by_r_squared() -> None:
    r = np.corrcoef(X[:, 0], X[:, 1])[0, 1]
    assert explained_by_others(X[:, :2]) == pytest.approx([r**2] * 2)


def test_a_sum_is_explained_by_its_parts() -> None:
    x = np.column_stack([X, X.sum(axis=1)])
    assert explained_by_others(x) == pytest.approx([1] * 4)


def test_it_is_the_r_squared_of_a_regression() -> None:
    design = np.column_stack([np.ones(40), X[:, 1:]])
    residual = X[:, 0] - design @ np.linalg.lstsq(design, X[:, 0], rcond=None)[0]
    expected = 1 - residual.var() / X[:, 0].var()
    assert explained_by_others(X)[0] == pytest.approx(expected)


def test_where_there_is_nothing_to_tell() -> None:
    assert np.isnan(explained_by_others(X[:3])).all()
    assert np.isnan(explained_by_others(X[:, :1])).all()
    assert np.isnan(explained_by_others(np.full((5, 2), np.nan))).all()
    found = explained_by_others(np.column_stack([X[:, :2], np.ones(40)]))
    assert np.isnan(found[2])
    assert not np.isnan(found[:2]).any()
