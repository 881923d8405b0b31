import numpy as np
import pytest

from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe.steps import Denominate
from ikp.steps import denominate
from ikp.table import IndicatorTable, Missing

N = np.nan
FRAMEWORK = Framework([Node("X"), Node("I01", "X", denominator="voters"), Node("I02", "X")])


def table(voters: list[float], first: float = 3.0) -> IndicatorTable:
    return IndicatorTable(
        ["11.01", "11.02"],
        ["I01", "I02"],
        [[first, 7.0], [5.0, 9.0]],
        denominators={"voters": voters, "stations": [10, 20]},
    )


def test_cases_per_hundred_thousand_voters() -> None:
    # 3 events among 150,000 voters are 2 per 100,000; 5 among 50,000 are 10.
    done = denominate(table([150_000, 50_000]), FRAMEWORK, Denominate(per={"voters": 100_000}))
    np.testing.assert_allclose(done.values, [[2, 7], [10, 9]], rtol=1e-15)


def test_the_recipe_overrules_the_framework() -> None:
    done = denominate(table([1, 1]), FRAMEWORK, Denominate(by={"I01": "stations", "I02": "stations"}))
    np.testing.assert_allclose(done.values, [[0.3, 0.7], [0.25, 0.45]], rtol=1e-15)


def test_without_denominators_the_table_is_handed_on() -> None:
    plain = Framework([Node("X"), Node("I01", "X"), Node("I02", "X")])
    given = table([1, 1])
    assert denominate(given, plain, Denominate()) is given


@pytest.mark.parametrize(("bad", "said"), [(0.0, "0.0"), (-1.0, "-1.0"), (N, "nan")])
def test_a_useless_denominator_is_refused_and_the_unit_named(bad: float, said: str) -> None:
    with pytest.raises(DataError, match=rf"voters of unit 11\.02 is {said}, and I01 is to be divided by it"):
        denominate(table([100, bad]), FRAMEWORK, Denominate())


def test_a_missing_value_needs_no_denominator() -> None:
    done = denominate(table([0, 10], first=N), FRAMEWORK, Denominate())
    np.testing.assert_array_equal(done.column("I01"), [N, 0.5])


def test_a_missing_denominator_may_leave_the_cell_missing() -> None:
    done = denominate(table([N, 10]), FRAMEWORK, Denominate(unknown="missing"))
    np.testing.assert_array_equal(done.column("I01"), [N, 0.5])
    assert done.reason("I01")[0] == Missing.NOT_REPORTED
    with pytest.raises(DataError, match=r"11\.01"):
        denominate(table([0, 10]), FRAMEWORK, Denominate(unknown="missing"))


def test_an_unknown_denominator_is_refused() -> None:
    with pytest.raises(DataError, match="asks for the denominator roads"):
        denominate(table([1, 1]), FRAMEWORK, Denominate(by={"I02": "roads"}))
