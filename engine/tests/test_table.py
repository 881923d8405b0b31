"""The indicator table: missing is NaN with a reason, never zero."""

from typing import Any

import numpy as np
import pytest

from ikp import DataError, IndicatorTable, Missing

NAN = float("nan")


def table(**more: Any) -> IndicatorTable:
    return IndicatorTable(["u", "v"], ["a", "b"], [[1.0, NAN], [0.0, 4.0]], **more)


def test_a_missing_cell_without_a_reason_is_not_reported() -> None:
    assert table().reason("b").tolist() == [Missing.NOT_REPORTED, Missing.OBSERVED]
    assert table().reason("a").tolist() == [Missing.OBSERVED, Missing.OBSERVED]


def test_a_reason_is_kept_and_none_is_left_on_a_value() -> None:
    reasons = [[Missing.REJECTED, Missing.NOT_APPLICABLE], [0, 0]]
    given = table(reasons=reasons)
    assert given.reason("b")[0] == Missing.NOT_APPLICABLE
    assert given.reason("a")[0] == Missing.OBSERVED


def test_zero_is_a_value() -> None:
    assert table().column("a")[1] == 0.0
    assert table().reason("a")[1] == Missing.OBSERVED


def test_a_full_table_carries_no_reasons() -> None:
    full = IndicatorTable(["u"], ["a"], [[1.0]])
    assert not full.has_missing
    assert full.reason("a").tolist() == [0]


def test_values_are_frozen_and_column_by_column() -> None:
    values = table().values
    assert values.flags.f_contiguous
    with pytest.raises(ValueError, match="read-only"):
        values[0, 0] = 9


def test_an_array_in_that_order_is_not_copied() -> None:
    array = np.zeros((2, 2), order="F")
    assert np.shares_memory(IndicatorTable(["u", "v"], ["a", "b"], array).values, array)


def test_infinity_is_refused_by_unit_and_indicator() -> None:
    with pytest.raises(DataError, match="b of unit v is infinite"):
        IndicatorTable(["u", "v"], ["a", "b"], np.array([[1, 2], [3, np.inf]]))


def test_a_sum_that_overflows_is_not_an_infinite_cell() -> None:
    big = IndicatorTable(["u", "v"], ["a"], [[1e308], [1e308]])
    assert not big.has_missing


def test_a_unit_that_stands_twice_is_refused_unless_periods_differ() -> None:
    with pytest.raises(DataError, match="The unit u stands"):
        IndicatorTable(["u", "u"], ["a"], [[1], [2]])
    panel = IndicatorTable(["u", "u"], ["a"], [[1.0], [2.0]], periods=[2020, 2024])
    assert panel.periods == (2020, 2024)


@pytest.mark.parametrize("reasons", [[0, 1], [[0], [1]], 1])
def test_reasons_of_another_shape_are_refused(reasons: Any) -> None:
    with pytest.raises(DataError, match="shape"):
        table(reasons=reasons)


def test_shapes_and_emptiness() -> None:
    with pytest.raises(DataError, match="shape"):
        IndicatorTable(["u"], ["a"], [[1, 2]])
    with pytest.raises(DataError, match="no units"):
        IndicatorTable([], ["a"], np.empty((0, 1)))


def test_select_orders_columns_and_names_what_lacks() -> None:
    assert table().select(["b", "a"]).values[:, 1].tolist() == [1.0, 0.0]
    assert table().select(["b"]).reason("b").tolist() == [1, 0]
    with pytest.raises(DataError, match=r"lacks 2 .* x, y"):
        table().select(["a", "x", "y"])


def test_take_carries_everything_along() -> None:
    given = table(names=["U", "V"], groups={"g": ["p", "q"]}, denominators={"d": [1.0, 2.0]}, synthetic=True)
    taken = given.take(np.array([1]))
    assert (taken.units, taken.names) == (("v",), ("V",))
    assert taken.group("g").tolist() == ["q"]
    assert taken.denominator("d").tolist() == [2.0]
    assert taken.synthetic
    with pytest.raises(DataError, match="only: g"):
        given.group("h")


def test_the_digest_sees_values_reasons_and_order_but_not_the_sign_of_zero() -> None:
    digest = table().digest
    assert digest == table().digest
    assert digest != table(reasons=[[0, Missing.REJECTED], [0, 0]]).digest
    assert digest != table(synthetic=True).digest
    minus = IndicatorTable(["u", "v"], ["a", "b"], [[1.0, NAN], [-0.0, 4.0]])
    assert digest == minus.digest
