import numpy as np
import pytest

from ikp.errors import DataError
from ikp.recipe.steps import Screen
from ikp.result import Excluded
from ikp.steps import screen
from ikp.table import IndicatorTable

N = np.nan
TABLE = IndicatorTable(
    ["a", "b", "c", "d"],
    ["I01", "I02", "I03", "I04"],
    np.array([[1, 2, 0, 4], [N, N, 3, 0], [0, 0, 0, 0], [N, N, N, N]]),
)


def test_nothing_is_left_out_by_default() -> None:
    assert screen(TABLE, Screen()) == (TABLE, ())


def test_units_with_too_little_data_go_and_are_named() -> None:
    table, excluded = screen(TABLE, Screen(min_observed=0.75))
    assert table.units == ("a", "c")
    assert excluded == (Excluded("b", "unit", "min_observed", 0.5), Excluded("d", "unit", "min_observed", 0))


def test_a_share_at_the_limit_passes() -> None:
    assert screen(TABLE, Screen(min_observed=0.5))[0].units == ("a", "b", "c")


def test_units_with_too_many_zeros_go() -> None:
    # a: 3 of 4 are not zero; b: 1 of the 2 that are known; c: none; d knows nothing.
    table, excluded = screen(TABLE, Screen(min_nonzero=0.5))
    assert table.units == ("a", "b")
    assert [(each.code, each.reason, each.share) for each in excluded] == [
        ("c", "min_nonzero", 0),
        ("d", "min_nonzero", 0),
    ]


def test_indicators_are_screened_by_their_units() -> None:
    table, excluded = screen(TABLE, Screen(by="indicators", min_observed=0.6))
    assert table.codes == ("I03", "I04")
    assert [(each.code, each.kind, each.share) for each in excluded] == [
        ("I01", "indicator", 0.5),
        ("I02", "indicator", 0.5),
    ]


def test_every_period_of_a_panel_stands_for_itself() -> None:
    panel = IndicatorTable(["a", "a"], ["I01"], [[1.0], [N]], periods=[2020, 2024])
    table, excluded = screen(panel, Screen(min_observed=1))
    assert table.periods == (2020,)
    assert [each.code for each in excluded] == ["a"]


def test_leaving_out_everything_is_refused() -> None:
    with pytest.raises(DataError, match=r"no more than 0\.75 passes, and the recipe asks for 0\.9"):
        screen(TABLE, Screen(by="indicators", min_observed=0.9))


def test_in_a_panel_what_was_left_out_names_its_period() -> None:
    panel = IndicatorTable(["u", "u"], ["a", "b"], [[1.0, 2.0], [float("nan"), float("nan")]], periods=[2020, 2024])
    kept, excluded = screen(panel, Screen(min_observed=0.5))
    assert kept.periods == (2020,)
    assert [(each.code, each.period) for each in excluded] == [("u", 2024)]
