"""From raw to normalised values: agreement with COINr on the ASEM example.

COINr 1.1.14 imputes by the group Europe/Asia before it screens, which is why its
screened data set has no gaps.
"""

from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.tests.reference.asem import (
    DENOMINATORS,
    GROUPS,
    asem_framework,
    asem_matrix,
    asem_rows,
    asem_table,
    number,
)
from ikp.arrays.outliers import shape_of
from ikp.errors import DataError
from ikp.framework import Framework
from ikp.recipe.steps import Denominate, Impute, Normalise, NormaliseRule, Screen, Treat
from ikp.steps import denominate, impute, normalise, screen, treat
from ikp.table import IndicatorTable

pytestmark = pytest.mark.reference

BY_GROUP = Impute(method="group_mean", group="EurAsia_group")


def agree(table: IndicatorTable, expected: IndicatorTable) -> None:
    assert table.units == expected.units
    assert table.codes == expected.codes
    # Denominated values go down to 1e-7, where an absolute margin would say nothing.
    np.testing.assert_allclose(table.values, expected.values, rtol=1e-12, atol=1e-300, equal_nan=True)


def means(values: NDArray[np.float64], framework: Framework, power: float) -> NDArray[np.float64]:
    """Average tier by tier, all weights equal, with a power mean (1, 0: geometric, -1); NaN is left out."""
    nodes = {code: values[:, j] for j, code in enumerate(framework.indicators)}
    for parent in framework.aggregates:
        children = np.column_stack([nodes[child] for child in framework.children(parent)])
        if power == 0:
            nodes[parent] = np.exp(np.nanmean(np.log(children), axis=1))
        else:
            nodes[parent] = np.nanmean(children**power, axis=1) ** (1 / power)
    return nodes[framework.root]


# --- step by step ------------------------------------------------------------------
def test_denominated(shared: Path) -> None:
    framework, raw = asem_framework(shared), asem_table(shared, "Raw")
    done = denominate(raw, framework, Denominate(unknown="missing"))
    agree(done, asem_table(shared, "Denominated"))


def test_a_missing_denominator_is_refused_unless_the_recipe_says_otherwise(shared: Path) -> None:
    # COINr makes two cells of Laos missing without a word, for want of its energy use.
    with pytest.raises(DataError, match="Energy of unit LAO is nan, and Elec"):
        denominate(asem_table(shared, "Raw"), asem_framework(shared), Denominate())


def test_imputed(shared: Path) -> None:
    done, filled = impute(asem_table(shared, "Denominated"), asem_framework(shared), BY_GROUP)
    agree(done, asem_table(shared, "Imputed"))
    assert filled is not None
    assert filled.sum() == 65


def test_screened(shared: Path) -> None:
    done, excluded = screen(asem_table(shared, "Imputed"), Screen(min_observed=0.9))
    agree(done, asem_table(shared, "Screened"))
    assert excluded == ()


def test_treated(shared: Path) -> None:
    done, _, _ = treat(asem_table(shared, "Screened"), asem_framework(shared), Treat())
    agree(done, asem_table(shared, "Treated"))


def test_normalised(shared: Path) -> None:
    done, _, problems = normalise(asem_table(shared, "Treated"), asem_framework(shared), Normalise())
    agree(done, asem_table(shared, "Normalised"))
    assert problems == ()


def test_the_whole_road(shared: Path) -> None:
    framework = asem_framework(shared)
    table = denominate(asem_table(shared, "Raw"), framework, Denominate(unknown="missing"))
    table, _ = impute(table, framework, BY_GROUP)
    table, _ = screen(table, Screen(min_observed=0.9))
    table, _, _ = treat(table, framework, Treat())
    table, _, _ = normalise(table, framework, Normalise())
    np.testing.assert_allclose(table.values, asem_table(shared, "Normalised").values, rtol=0, atol=1e-10)


# --- tables about a step -----------------------------------------------------------
def test_what_was_treated_and_why(shared: Path) -> None:
    screened = asem_table(shared, "Screened")
    _, step, treated = treat(screened, asem_framework(shared), Treat())
    rows = {row.code: row for row in treated}
    for expected in asem_rows(shared, "treatment_table"):
        code = expected["iCode"]
        before = (number(expected["check_SkewKurt0.Skew"]), number(expected["check_SkewKurt0.Kurt"]))
        assert shape_of(screened.column(code)) == pytest.approx(before, rel=1e-8, abs=1e-8)
        assert (code in rows) == (expected["check_SkewKurt0.Pass"] == "FALSE")
        if code in rows:
            row = rows[code]
            after = (number(expected["check_SkewKurt1.Skew"]), number(expected["check_SkewKurt1.Kurt"]))
            assert (row.method, row.points) == ("winsorise", int(expected["winsorise.nwin"]))
            assert (row.skewness_before, row.kurtosis_before) == pytest.approx(before, rel=1e-8)
            assert (row.skewness_after, row.kurtosis_after) == pytest.approx(after, rel=1e-8)
            assert row.passed == (expected["check_SkewKurt1.Pass"] == "TRUE")
    assert len(rows) == 15
    assert step.fitted.keys() == set(screened.codes)


def test_statistics_of_the_raw_indicators(shared: Path) -> None:
    # COINr prints these with three significant digits.
    raw = asem_table(shared, "Raw")
    for row in asem_rows(shared, "stats_raw"):
        skewness, kurtosis = shape_of(raw.column(row["iCode"]))
        assert f"{skewness:.3g}" == f"{number(row['Skew']):.3g}"
        assert f"{kurtosis:.3g}" == f"{number(row['Kurt']):.3g}"


# --- other methods -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("i_mean", "mean"),
        ("i_median", "median"),
        ("i_mean_grp", "group_mean"),
        ("i_median_grp", "group_median"),
    ],
)
def test_imputations(shared: Path, name: str, method: Literal["mean", "median", "group_mean", "group_median"]) -> None:
    framework, table = asem_framework(shared), asem_table(shared, "Denominated")
    done, _ = impute(table, framework, Impute(method=method, group="EurAsia_group"))
    expected = asem_matrix(shared, f"impute_{name}", framework.indicators)
    np.testing.assert_allclose(done.values, expected, rtol=1e-12, atol=1e-300)


MEANS = {"amean": 1.0, "gmean": 0.0, "hmean": -1.0}
VARIANTS = [
    *[("n_minmax", NormaliseRule(to=(1, 100)), mean) for mean in MEANS],
    *[("n_zscore", NormaliseRule(method="zscore", to=(50, 10)), mean) for mean in MEANS],
    *[("n_rank", NormaliseRule(method="rank"), mean) for mean in MEANS],
    # These score 0, which a geometric or harmonic mean cannot take.
    ("n_prank", NormaliseRule(method="percentile_rank", to=(0, 1)), "amean"),
    ("n_borda", NormaliseRule(method="borda"), "amean"),
    ("n_dist2max", NormaliseRule(method="distance_to_maximum", to=(0, 1)), "amean"),
]


@pytest.mark.parametrize(("name", "rule", "mean"), VARIANTS, ids=[f"{name}-{mean}" for name, _, mean in VARIANTS])
def test_normalisations(shared: Path, name: str, rule: NormaliseRule, mean: str) -> None:
    framework, rows = asem_framework(shared), asem_rows(shared, "method_variants")
    done, _, _ = normalise(asem_table(shared, "Treated"), framework, Normalise(default=rule))
    scores = means(done.values, framework, MEANS[mean])
    np.testing.assert_allclose(scores, [number(row[f"{name}.a_{mean}"]) for row in rows], rtol=1e-8, atol=1e-8)


def test_share_of_maximum_stays_finite_where_coinr_divides_by_zero(shared: Path) -> None:
    # COINr turns a downward indicator by changing its sign and then divides by its highest value,
    # which is 0 for some: `n_fracmax` is infinite. Here it is one less the share of the maximum.
    rows = asem_rows(shared, "method_variants")
    assert {row["n_fracmax.a_amean"] for row in rows} == {"Inf"}
    rule = NormaliseRule(method="share_of_maximum", to=(0, 1))
    framework = asem_framework(shared)
    done, _, _ = normalise(asem_table(shared, "Imputed").select(["CostImpEx"]), framework, Normalise(default=rule))
    costs = asem_table(shared, "Imputed").column("CostImpEx")
    np.testing.assert_allclose(done.column("CostImpEx"), 1 - costs / costs.max(), rtol=0, atol=1e-15)


# --- a panel -----------------------------------------------------------------------
def asem_panel(shared: Path) -> IndicatorTable:
    codes, rows = asem_framework(shared).indicators, asem_rows(shared, "iData_panel")
    return IndicatorTable(
        [row["uCode"] for row in rows],
        codes,
        [[number(row[code]) for code in codes] for row in rows],
        groups={name: [row[name] for row in rows] for name in GROUPS},
        denominators={name: [number(row[name]) for row in rows] for name in DENOMINATORS},
        periods=[int(row["Time"]) for row in rows],
    )


def each_period(table: IndicatorTable, framework: Framework) -> IndicatorTable:
    """Treat every period for itself, as COINr does."""
    assert table.periods is not None
    values = table.values.copy(order="F")
    for period in sorted(set(table.periods)):
        rows = np.flatnonzero(np.array(table.periods) == period)
        values[rows] = treat(table.take(rows), framework, Treat())[0].values
    return table.with_values(values, table.reasons)


def panel_scores(table: IndicatorTable, framework: Framework) -> dict[tuple[int, str], float]:
    assert table.periods is not None
    done, _, _ = normalise(table, framework, Normalise())
    index = means(done.values, framework, 1)
    return dict(zip(zip(table.periods, table.units, strict=True), map(float, index), strict=True))


def test_a_panel_is_normalised_over_all_years(shared: Path) -> None:
    framework = asem_framework(shared)
    table, excluded = screen(asem_panel(shared), Screen(min_observed=0.9))
    expected = {(int(row["Time"]), row["uCode"]): number(row["Index"]) for row in asem_rows(shared, "panel_index")}
    scores = panel_scores(each_period(table, framework), framework)
    assert scores.keys() == expected.keys()
    assert {row.code for row in excluded} == {"BGD", "BRN", "KHM", "LAO", "MMR"}
    np.testing.assert_allclose([scores[key] for key in expected], list(expected.values()), rtol=1e-8, atol=1e-8)


def test_a_panel_is_treated_over_all_years_here_and_year_by_year_in_coinr(shared: Path) -> None:
    # COINr treats each year alone, so that one country's value can be winsorised in one year and not
    # in the next. Here a value is treated alike in every year; the index then differs by up to 3.09.
    framework = asem_framework(shared)
    table, _ = screen(asem_panel(shared), Screen(min_observed=0.9))
    together, _, _ = treat(table, framework, Treat())
    ours, theirs = panel_scores(together, framework), panel_scores(each_period(table, framework), framework)
    assert max(abs(ours[key] - theirs[key]) for key in ours) == pytest.approx(3.0853, abs=5e-5)
