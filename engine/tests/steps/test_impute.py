from collections.abc import Mapping
from typing import Literal

import numpy as np
import pytest
from numpy.typing import ArrayLike

from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe.steps import Impute
from ikp.steps import impute
from ikp.table import IndicatorTable, Missing

N = np.nan
FRAMEWORK = Framework(
    [Node("X"), Node("A", "X"), Node("B", "X"), Node("I01", "A"), Node("I02", "A"), Node("I03", "B"), Node("I04", "B")]
)
CODES = FRAMEWORK.indicators


def table(
    values: ArrayLike, reasons: ArrayLike | None = None, groups: Mapping[str, ArrayLike] | None = None
) -> IndicatorTable:
    rows = np.asarray(values)
    return IndicatorTable([f"u{i}" for i in range(len(rows))], CODES, rows, reasons, groups=groups)


GAPS = np.array([[1, 1, 5, 5], [2, N, 6, 7], [6, 4, N, 8], [N, 7, N, 9]])


def test_none_changes_nothing() -> None:
    given = table(GAPS)
    assert impute(given, FRAMEWORK, Impute()) == (given, None)


def test_a_complete_table_is_handed_on() -> None:
    given = table([[1, 2, 3, 4]])
    assert impute(given, FRAMEWORK, Impute(method="mean")) == (given, None)


@pytest.mark.parametrize(("method", "expected"), [("mean", [3, 4, 5.5]), ("median", [2, 4, 5.5])])
def test_mean_and_median_fill_and_say_where(method: Literal["mean", "median"], expected: list[float]) -> None:
    done, filled = impute(table(GAPS), FRAMEWORK, Impute(method=method))
    assert filled is not None
    np.testing.assert_array_equal(filled, np.isnan(GAPS))
    assert [done.values[3, 0], done.values[1, 1], done.values[2, 2]] == expected
    assert not done.has_missing


def test_not_applicable_is_never_filled() -> None:
    reasons = np.zeros((4, 4), dtype=np.uint8)
    reasons[1, 1], reasons[2, 2], reasons[3, 2] = Missing.NOT_APPLICABLE, Missing.REJECTED, Missing.NOT_APPLICABLE
    done, filled = impute(table(GAPS, reasons), FRAMEWORK, Impute(method="mean"))
    assert filled is not None
    assert [tuple(map(int, cell)) for cell in np.argwhere(filled)] == [(2, 2), (3, 0)]
    assert done.reason("I02")[1] == Missing.NOT_APPLICABLE
    assert done.reason("I03").tolist() == [0, 0, 0, Missing.NOT_APPLICABLE]


def test_groups_fill_from_their_own() -> None:
    given = table(GAPS, groups={"island": ["Java", "Java", "Papua", "Papua"]})
    done, filled = impute(given, FRAMEWORK, Impute(method="group_mean", group="island"))
    assert filled is not None
    # Java knows 1 for I02 and Papua 6 for I01: one known value is enough. Papua knows nothing of I03.
    assert (done.values[1, 1], done.values[3, 0]) == (1, 6)
    assert done.reason("I03").tolist() == [0, 0, Missing.NOT_REPORTED, Missing.NOT_REPORTED]


def test_groups_must_be_named_and_be_there() -> None:
    with pytest.raises(DataError, match=r"impute\.group"):
        impute(table(GAPS), FRAMEWORK, Impute(method="group_mean"))
    with pytest.raises(DataError, match="asks for the group island"):
        impute(table(GAPS), FRAMEWORK, Impute(method="group_median", group="island"))


def test_a_panel_carries_the_last_value_forward() -> None:
    panel = IndicatorTable(
        ["a", "b", "a", "b", "a"],
        CODES[:1],
        [[N], [N], [3.0], [8.0], [N]],
        periods=[2024, 2019, 2019, 2020, 2020],
    )
    done, filled = impute(panel, FRAMEWORK, Impute(method="last"))
    np.testing.assert_array_equal(done.values[:, 0], [3, N, 3, 8, 3])
    assert filled is not None
    assert filled[:, 0].tolist() == [True, False, False, False, True]


def test_the_last_value_needs_periods() -> None:
    with pytest.raises(DataError, match="no periods"):
        impute(table(GAPS), FRAMEWORK, Impute(method="last"))


@pytest.mark.parametrize("method", ["regression", "em"])
def test_the_indicators_of_the_same_parent_tell_each_other(method: Literal["regression", "em"]) -> None:
    # I02 is three times I01 plus 1; I03 and I04, of another parent, are noise.
    rng = np.random.default_rng(6)
    first = rng.normal(size=20)
    values = np.column_stack([first, 3 * first + 1, rng.normal(size=(20, 2))])
    gaps = values.copy()
    gaps[4, 1], gaps[9, 0] = N, N
    done, filled = impute(table(gaps), FRAMEWORK, Impute(method=method))
    np.testing.assert_allclose(done.values, values, atol=1e-6)
    assert filled is not None
    assert filled.sum() == 2


@pytest.mark.parametrize("method", ["regression", "em"])
def test_a_unit_that_knows_nothing_of_a_parent_stays_missing(method: Literal["regression", "em"]) -> None:
    rng = np.random.default_rng(7)
    gaps = rng.normal(size=(20, 4))
    gaps[0, :2] = N
    gaps[1, 2] = N
    done, filled = impute(table(gaps), FRAMEWORK, Impute(method=method))
    assert np.isnan(done.values[0, :2]).all()
    assert filled is not None
    assert [tuple(map(int, cell)) for cell in np.argwhere(filled)] == [(1, 2)]


def test_iterations_that_do_not_settle_are_said() -> None:
    gaps = np.random.default_rng(8).normal(size=(20, 4))
    gaps[:6, 0] = N
    with pytest.raises(DataError, match="missing cells of I01, I02 did not settle in 1 iterations"):
        impute(table(gaps), FRAMEWORK, Impute(method="em", max_iterations=1))
