from dataclasses import replace
from typing import Literal

import numpy as np
import pytest
from numpy.typing import ArrayLike

from ikp.arrays.outliers import box_cox
from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Treat, Treatment
from ikp.steps import treat
from ikp.table import IndicatorTable, Missing

N = np.nan
FRAMEWORK = Framework([Node("X"), Node("I01", "X"), Node("I02", "X")])
#: 1 … 10, 30, 100 needs one move; 0 … 11 needs nothing.
VALUES = np.column_stack([np.append(np.arange(1.0, 11), [30, 100]), np.arange(12.0)])


def table(values: ArrayLike = VALUES) -> IndicatorTable:
    rows = np.asarray(values)
    return IndicatorTable([f"u{i}" for i in range(len(rows))], ["I01", "I02"], rows)


def test_what_is_treated_and_why() -> None:
    done, step, treated = treat(table(), FRAMEWORK, Treat())
    assert done.column("I01").tolist() == [*range(1, 11), 30, 30]
    assert done.column("I02").tolist() == list(range(12))
    (row,) = treated
    assert (row.code, row.method, row.points, row.passed) == ("I01", "winsorise", 1, True)
    assert row.skewness_before == pytest.approx(3.063, abs=5e-4)
    assert row.skewness_after == pytest.approx(1.712, abs=5e-4)
    assert step.fitted == {"I01": (Treatment(method="winsorise", high=30.0),), "I02": ()}


def test_nothing_to_treat_hands_the_table_on() -> None:
    given = table(VALUES[:10])
    done, step, treated = treat(given, FRAMEWORK, Treat())
    assert done is given
    assert treated == ()
    assert step.fitted == {"I01": (), "I02": ()}


def test_the_next_method_starts_from_the_values_as_they_came() -> None:
    # No move is allowed, so the logarithm is taken of the original: log(x - 1 + 0.01 * 99).
    done, step, treated = treat(table(), FRAMEWORK, Treat(max_points=0))
    np.testing.assert_allclose(done.column("I01"), np.log(VALUES[:, 0] - 1 + 0.99), rtol=1e-15)
    assert [(row.method, row.points, row.passed) for row in treated] == [("winsorise", 0, False), ("log", 0, True)]
    assert step.fitted["I01"] == (Treatment(method="log", shift=0.01 * 99 - 1),)


def test_box_cox_stores_its_power() -> None:
    done, step, (row,) = treat(table(), FRAMEWORK, Treat(methods=("boxcox",)))
    (treatment,) = step.fitted["I01"]
    assert treatment.power is not None
    np.testing.assert_allclose(done.column("I01"), box_cox(VALUES[:, 0] + treatment.shift, treatment.power))
    assert abs(row.skewness_after) < 0.5 < row.skewness_before


def test_the_last_method_stays_when_none_passes() -> None:
    _, step, treated = treat(table(), FRAMEWORK, Treat(max_points=0, methods=("winsorise",)))
    assert [row.passed for row in treated] == [False]
    assert step.fitted["I01"] == (Treatment(method="winsorise"),)


def test_indicators_can_be_named() -> None:
    done, step, _ = treat(table(), FRAMEWORK, Treat(indicators=("I02",)))
    assert done.column("I01")[-1] == 100
    assert step.fitted == {"I02": ()}


@pytest.mark.parametrize("methods", [("winsorise",), ("log",), ("boxcox",)])
def test_what_was_fitted_is_done_again_to_other_data(
    methods: tuple[Literal["winsorise", "log", "boxcox"], ...],
) -> None:
    first, step, _ = treat(table(), FRAMEWORK, Treat(methods=methods))
    again, same, treated = treat(table(), FRAMEWORK, step)
    np.testing.assert_array_equal(again.values, first.values)
    assert same == step
    assert [row.code for row in treated] == ["I01"]
    # Two tame rows: a fresh look would do nothing, the stored treatment is applied.
    few, _, (row,) = treat(table([[2, 1], [200, 2]]), FRAMEWORK, step)
    assert few.column("I01")[1] < 200
    assert few.column("I02").tolist() == [1, 2]
    assert row.points == (1 if methods == ("winsorise",) else 0)


def test_in_order_once_means_left_alone_later() -> None:
    _, step, _ = treat(table(VALUES[:10]), FRAMEWORK, Treat())
    done, _, treated = treat(table(), FRAMEWORK, step)
    assert done.column("I01")[-1] == 100
    assert treated == ()


def test_a_stored_logarithm_refuses_what_lies_below_its_domain() -> None:
    _, step, _ = treat(table(), FRAMEWORK, Treat(methods=("log",)))
    with pytest.raises(DataError, match=r"I01 of unit u0 is 0\.0"):
        treat(table([[0, 1], [5, 2]]), FRAMEWORK, step)


def test_stored_treatments_must_cover_the_indicators() -> None:
    with pytest.raises(DataError, match="treat do not cover I02"):
        treat(table(), FRAMEWORK, Treat(fitted={"I01": ()}))


def test_missing_stays_missing_with_its_reason() -> None:
    values = np.vstack([VALUES, [N, 3]])
    reasons = np.zeros(values.shape, dtype=np.uint8)
    reasons[-1, 0] = Missing.REJECTED
    given = IndicatorTable([f"u{i}" for i in range(13)], ["I01", "I02"], values, reasons)
    done, _, (row,) = treat(given, FRAMEWORK, Treat())
    assert row.points == 1
    assert np.isnan(done.column("I01")[-1])
    assert done.reason("I01")[-1] == Missing.REJECTED


def test_fitted_treatments_survive_a_file() -> None:
    _, step, _ = treat(table(), FRAMEWORK, Treat())
    recipe = Recipe([step, Aggregate()])
    assert Recipe.from_dict(recipe.to_dict()).steps[0] == replace(step, evidence={})
