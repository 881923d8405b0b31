import numpy as np
import pytest
from numpy.typing import NDArray

from ikp.arrays.missing import (
    NotConvergedError,
    carry_forward,
    em_moments,
    fill,
    fill_by_group,
    fill_em,
    fill_regression,
)

N = np.nan


def test_fill_uses_what_is_known() -> None:
    column = np.array([1.0, N, 2.0, 6.0])
    np.testing.assert_array_equal(fill(column, np.mean), [1, 3, 2, 6])
    np.testing.assert_array_equal(fill(column, np.median), [1, 2, 2, 6])


def test_fill_of_nothing_stays_missing() -> None:
    assert np.isnan(fill(np.array([N, N]), np.mean)).all()


def test_groups_are_filled_each_from_its_own() -> None:
    column = np.array([1.0, 3.0, N, 10.0, N, N, N])
    groups = ["a", "a", "a", "b", "b", "c", ""]
    # One known value is enough in b; c knows nothing, and the last unit has no group.
    np.testing.assert_array_equal(fill_by_group(column, groups, np.mean), [1, 3, 2, 10, 10, N, N])


@pytest.mark.parametrize("nobody", [None, N, ""])
def test_units_without_a_group_are_no_group(nobody: object) -> None:
    groups = np.array([nobody, nobody, "a"], dtype=object)
    np.testing.assert_array_equal(fill_by_group(np.array([1.0, N, 2.0]), groups, np.mean), [1, N, 2])


def test_the_last_value_of_the_same_unit_is_carried_forward() -> None:
    # Rows out of order: unit 0 has periods 0, 1, 2; unit 1 has 0, 1.
    units, times = np.array([0, 1, 0, 0, 1]), np.array([2, 0, 0, 1, 1])
    column = np.array([N, N, 5.0, N, 7.0])
    np.testing.assert_array_equal(carry_forward(column, units, times), [5, N, 5, 5, 7])


def test_regression_by_hand() -> None:
    # Least squares through (0, 1), (1, 2), (2, 2): slope 1/2, mean 5/3 at 1; at 3 it is 8/3.
    block = np.array([[0, 1], [1, 2], [2, 2], [3, N]])
    np.testing.assert_allclose(fill_regression(block)[3], [3, 8 / 3], rtol=1e-14)


def test_each_pattern_uses_what_its_rows_know() -> None:
    rng = np.random.default_rng(3)
    base = rng.normal(size=(30, 2))
    full = np.column_stack([base, 2 * base[:, 0] - base[:, 1] + 5])
    block = full.copy()
    block[0, 2] = block[1, 0] = N
    block[2, :2] = N
    filled = fill_regression(block)
    np.testing.assert_allclose(filled[:2], full[:2], atol=1e-12)
    # Row 2 knows the third indicator alone; the second is told from the rows that know both.
    slope, intercept = np.polyfit(full[[1, *range(3, 30)], 2], full[[1, *range(3, 30)], 1], 1)
    np.testing.assert_allclose(filled[2, 1], slope * full[2, 2] + intercept, rtol=1e-12)


def test_regression_leaves_what_it_cannot_tell() -> None:
    few = np.array([[0.0, 1.0], [1.0, 2.0], [2.0, N], [N, N]])
    np.testing.assert_array_equal(fill_regression(few), few)


def incomplete(rows: int = 60) -> NDArray[np.float64]:
    rng = np.random.default_rng(4)
    block = rng.multivariate_normal([0, 0, 0], [[1, 0.6, 0.3], [0.6, 1, 0.5], [0.3, 0.5, 1]], size=rows)
    block[rng.random(block.shape) < 0.2] = N
    return block[~np.isnan(block).all(axis=1)]


def likelihood(block: NDArray[np.float64], mean: NDArray[np.float64], covariance: NDArray[np.float64]) -> float:
    """The log-likelihood of what is known, row by row, without constants."""
    total = 0.0
    for row in block:
        known = ~np.isnan(row)
        part, off = covariance[np.ix_(known, known)], row[known] - mean[known]
        total -= np.linalg.slogdet(part)[1] / 2 + off @ np.linalg.solve(part, off) / 2
    return total


def test_em_reaches_a_maximum_of_the_likelihood() -> None:
    block = incomplete()
    mean, covariance = em_moments(block, tolerance=1e-10)
    best = likelihood(block, mean, covariance)
    step = 1e-4
    for j in range(3):
        for sign in (-step, step):
            assert likelihood(block, mean + sign * np.eye(3)[j], covariance) < best
            for k in range(3):
                nudge = np.zeros((3, 3))
                nudge[j, k] = nudge[k, j] = sign
                assert likelihood(block, mean, covariance + nudge) < best


def test_em_of_complete_rows_is_mean_and_covariance() -> None:
    block = np.random.default_rng(5).normal(size=(10, 2))
    mean, covariance = em_moments(block)
    np.testing.assert_allclose(mean, block.mean(axis=0), atol=1e-15)
    np.testing.assert_allclose(covariance, np.cov(block.T, ddof=0), atol=1e-15)


def test_em_of_a_monotone_pattern_is_the_regression() -> None:
    # Where only one indicator has gaps, the likelihood factors and its maximum is the regression
    # on the complete rows (Anderson 1957; Little and Rubin 2019, section 7.2).
    block = np.array([[0, 1], [1, 2], [2, 2], [3, N], [5, N]])
    np.testing.assert_allclose(fill_em(block, 2000, 1e-13), fill_regression(block), rtol=1e-9)


def test_em_does_not_depend_on_units_of_measure() -> None:
    block = incomplete()
    scales = np.array([1e-6, 1.0, 1e9])
    np.testing.assert_allclose(fill_em(block * scales + scales) / scales - 1, fill_em(block), atol=1e-6)


def test_em_leaves_what_it_cannot_tell() -> None:
    block = np.column_stack([incomplete(), np.full(len(incomplete()), N)])
    block[0] = N
    filled = fill_em(block)
    assert np.isnan(filled[0]).all()
    assert np.isnan(filled[:, 3]).all()
    assert not np.isnan(filled[1:, :3]).any()
    few = np.array([[0.0, 1.0], [1.0, N], [2.0, 3.0]])
    np.testing.assert_array_equal(fill_em(few), few)


def test_em_copes_with_indicators_that_determine_each_other() -> None:
    x = np.arange(8.0)
    block = np.column_stack([x, 2 * x, 7 - x])
    block[3, 1] = block[5, 2] = N
    np.testing.assert_allclose(fill_em(block)[[3, 5]], [[3, 6, 4], [5, 10, 2]], atol=1e-6)


def test_em_says_when_it_does_not_settle() -> None:
    with pytest.raises(NotConvergedError):
        fill_em(incomplete(), max_iterations=2)
