"""Screening, imputing and treating: what they may never do."""

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe.steps import Impute, Screen, Treat
from ikp.steps import impute, screen, treat
from ikp.table import IndicatorTable, Missing

CODES = ("I01", "I02", "I03")
FRAMEWORK = Framework([Node("X"), *(Node(code, "X") for code in CODES)])
Method = Literal["mean", "median", "group_mean", "group_median", "last", "regression", "em"]


@st.composite
def tables(draw: st.DrawFn) -> IndicatorTable:
    """Random numbers with holes, zeros and outliers, from a seed: shrinking a seed says little, but draws are fast."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(2, 30))
    values = np.exp(rng.normal(size=(n, 3)) * draw(st.sampled_from([0.1, 1.0, 2.0])))
    values[rng.random(values.shape) < 0.1] = 0
    values[rng.random(values.shape) < draw(st.sampled_from([0.0, 0.1, 0.5]))] = np.nan
    reasons = rng.choice([Missing.NOT_REPORTED, Missing.NOT_APPLICABLE, Missing.REJECTED], size=values.shape)
    periods = [2019 + i % 3 for i in range(n)]
    return IndicatorTable(
        [f"u{i // 3}" for i in range(n)],
        CODES,
        values,
        reasons,
        groups={"island": rng.choice(["Java", "Papua", ""], size=n)},
        periods=periods,
    )


def holes(table: IndicatorTable, reason: Missing) -> NDArray[np.bool_]:
    return np.zeros(table.values.shape, dtype=bool) if table.reasons is None else table.reasons == reason


@pytest.mark.parametrize("method", ["mean", "median", "group_mean", "group_median", "last", "regression", "em"])
@given(tables())
@settings(deadline=None, max_examples=40)
def test_imputing_touches_missing_cells_only_and_says_which(method: Method, table: IndicatorTable) -> None:
    try:
        done, filled = impute(table, FRAMEWORK, Impute(method=method, group="island"))
    except DataError:
        assert method == "em"  # few rows with many holes may not settle; then nothing is filled at all
        return
    changed = np.zeros(table.values.shape, dtype=bool) if filled is None else filled
    np.testing.assert_array_equal(done.values[~changed], table.values[~changed])
    assert np.isnan(table.values[changed]).all()
    assert not np.isnan(done.values[changed]).any()
    for reason in (Missing.NOT_REPORTED, Missing.REJECTED, Missing.NOT_APPLICABLE):
        np.testing.assert_array_equal(holes(done, reason), holes(table, reason) & ~changed)
    assert not changed[holes(table, Missing.NOT_APPLICABLE)].any()


@pytest.mark.parametrize("method", ["mean", "median", "group_mean", "group_median", "last"])
@given(tables())
@settings(deadline=None, max_examples=40)
def test_simple_estimates_lie_among_the_known_values(method: Method, table: IndicatorTable) -> None:
    done, filled = impute(table, FRAMEWORK, Impute(method=method, group="island"))
    for j in range(3 if filled is not None else 0):
        observed = table.values[~np.isnan(table.values[:, j]), j]
        estimates = done.values[np.isnan(table.values[:, j]) & ~np.isnan(done.values[:, j]), j]
        if estimates.size:
            assert estimates.min() >= observed.min() - 1e-12
            assert estimates.max() <= observed.max() * (1 + 1e-12)


@given(tables(), st.sampled_from(["units", "indicators"]), st.floats(0, 1), st.floats(0, 1))
@settings(deadline=None)
def test_screening_leaves_out_what_fails_and_nothing_else(
    table: IndicatorTable, by: Literal["units", "indicators"], observed: float, nonzero: float
) -> None:
    axis = 1 if by == "units" else 0
    here = ~np.isnan(table.values)
    shares = here.mean(axis=axis)
    full = (here & (table.values != 0)).sum(axis=axis) / np.maximum(here.sum(axis=axis), 1)
    passes = (shares >= observed) & (full >= nonzero)
    try:
        done, excluded = screen(table, Screen(by=by, min_observed=observed, min_nonzero=nonzero))
    except DataError:
        assert not passes.any()
        return
    expected = table.values[passes] if by == "units" else table.values[:, passes]
    np.testing.assert_array_equal(done.values, expected)
    assert len(excluded) == (~passes).sum()


@given(tables(), st.integers(0, 6), st.sampled_from([("winsorise",), ("winsorise", "log"), ("boxcox",)]))
@settings(deadline=None)
def test_treating_keeps_order_and_missing_cells(
    table: IndicatorTable, points: int, methods: tuple[Literal["winsorise", "log", "boxcox"], ...]
) -> None:
    step = Treat(methods=methods, max_points=points, max_skewness=1, max_kurtosis=1)
    done, fitted, treated = treat(table, FRAMEWORK, step)
    np.testing.assert_array_equal(np.isnan(done.values), np.isnan(table.values))
    for j in range(3):
        before, after = table.values[:, j], done.values[:, j]
        higher = before[:, None] > before[None, :]
        assert (after[:, None] >= after[None, :])[higher].all()
    assert all(row.points <= points for row in treated)
    again, same, _ = treat(table, FRAMEWORK, fitted)
    np.testing.assert_array_equal(again.values, done.values)
    assert same == fitted
