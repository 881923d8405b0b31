from typing import Any

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from ikp import DataError, Framework, IndicatorTable, Missing, Node
from ikp.recipe.steps import Aggregate, AggregateRule, Rescale, Round
from ikp.result import Aggregates
from ikp.steps.aggregate import aggregate, refuse

NAN = np.nan
FRAMEWORK = Framework(
    [Node("X"), Node("A", "X"), Node("B", "X"), Node("a1", "A"), Node("a2", "A"), Node("b1", "B"), Node("b2", "B")]
)
WEIGHTS = {"A": 0.25, "B": 0.75, "a1": 0.5, "a2": 0.5, "b1": 0.2, "b2": 0.8}


def table(*rows: list[float], reasons: list[list[int]] | None = None) -> IndicatorTable:
    return IndicatorTable([f"u{i}" for i in range(len(rows))], FRAMEWORK.indicators, rows, reasons)


def scores(given: IndicatorTable, step: Aggregate) -> Aggregates:
    return aggregate(given, FRAMEWORK, step, WEIGHTS)[0]


def test_children_before_parents() -> None:
    found = scores(table([10, 20, 30, 40]), Aggregate())
    assert found.codes == ("A", "B", "X")
    assert found.values.tolist() == [[15, 38, 32.25]]
    assert found.coverage is None
    assert found.reasons is None
    assert found.values.flags.f_contiguous


def test_a_rule_for_a_node_beats_its_tier_and_the_default() -> None:
    step = Aggregate(
        default=AggregateRule(method="max"),
        tiers={2: AggregateRule(method="min")},
        nodes={"B": AggregateRule(method="sum")},
    )
    assert scores(table([10, 20, 30, 40]), step).values.tolist() == [[10, 70, 70]]


def test_parents_may_hold_indicators_and_nodes() -> None:
    framework = Framework([Node("X"), Node("i", "X"), Node("A", "X"), Node("a", "A"), Node("j", "X")])
    given = IndicatorTable(["u"], ["i", "a", "j"], [[1, 2, 9]])
    weights = {"i": 0.5, "A": 0.25, "j": 0.25, "a": 1.0}
    assert aggregate(given, framework, Aggregate(), weights)[0].values.tolist() == [[2, 3.25]]


def test_columns_need_not_stand_side_by_side() -> None:
    framework = Framework([Node("X"), Node("A", "X"), Node("B", "X"), Node("a1", "A"), Node("b", "B"), Node("a2", "A")])
    given = IndicatorTable(["u"], ["a1", "b", "a2"], [[1, 2, 5]])
    weights = {"A": 0.5, "B": 0.5, "a1": 0.5, "a2": 0.5, "b": 1.0}
    assert aggregate(given, framework, Aggregate(), weights)[0].values.tolist() == [[3, 2, 2.5]]


# --- missing ---------------------------------------------------------------------------------
def test_renormalise_uses_what_is_there_and_tells_how_much() -> None:
    found = scores(table([10, 20, 30, 40], [10, NAN, NAN, 40], [NAN, NAN, 30, 40]), Aggregate())
    assert found.values == pytest.approx(np.array([[15, 38, 32.25], [10, 40, 32.5], [NAN, 38, 38]]), nan_ok=True)
    assert found.coverage == pytest.approx(np.array([[1, 1, 1], [0.5, 0.8, 0.725], [0, 1, 0.75]]))
    assert found.reasons is not None
    assert found.reasons.tolist() == [[0, 0, 0], [0, 0, 0], [Missing.NOT_REPORTED, 0, 0]]


def test_propagate_withholds_the_score() -> None:
    step = Aggregate(default=AggregateRule(missing="propagate"))
    reasons = [[0] * 4, [0, 0, Missing.REJECTED, 0], [0, Missing.NOT_PUBLISHED, Missing.REJECTED, 0]]
    given = table([10, 20, 30, 40], [10, 20, NAN, 40], [10, NAN, NAN, 40], reasons=reasons)
    found, _, problems = aggregate(given, FRAMEWORK, step, WEIGHTS)
    assert np.isnan(found.values).tolist() == [[False] * 3, [False, True, True], [True, True, True]]
    assert found.reasons is not None
    assert found.reasons.tolist() == [
        [0, 0, 0],
        [0, Missing.REJECTED, Missing.REJECTED],
        [Missing.NOT_PUBLISHED, Missing.REJECTED, Missing.LOW_COVERAGE],
    ]
    assert [(each.code, each.params["code"], each.params["count"]) for each in problems] == [
        ("score-missing", "A", 1),
        ("score-missing", "B", 2),
        ("score-missing", "X", 2),
    ]


def test_coverage_below_the_minimum_withholds_the_score_and_says_so() -> None:
    step = Aggregate(default=AggregateRule(min_coverage=0.8))
    found, _, problems = aggregate(table([10, 20, NAN, 40], [10, 20, 30, NAN]), FRAMEWORK, step, WEIGHTS)
    assert np.isnan(found.values).tolist() == [[False] * 3, [False, True, True]]
    assert found.reasons is not None
    assert found.reasons[1].tolist() == [0, Missing.LOW_COVERAGE, Missing.LOW_COVERAGE]
    assert problems[0].sentence().startswith("1 of 2 units have no score for B: less than 80% of it is known.")


def test_what_is_not_applicable_everywhere_stays_so() -> None:
    given = table([1, 2, NAN, NAN], reasons=[[0, 0, Missing.NOT_APPLICABLE, Missing.NOT_APPLICABLE]])
    found = scores(given, Aggregate())
    assert found.reasons is not None
    assert found.reasons[0].tolist() == [0, Missing.NOT_APPLICABLE, 0]
    assert found.values[0, 2] == 1.5


def test_a_missing_child_of_weight_zero_is_not_missed() -> None:
    step = Aggregate(default=AggregateRule(missing="propagate"))
    weights = WEIGHTS | {"a1": 0.0, "a2": 1.0}
    found = aggregate(table([NAN, 20, 30, 40]), FRAMEWORK, step, weights)[0]
    assert found.values.tolist() == [[20, 38, 33.5]]
    assert found.coverage is not None
    assert found.coverage.tolist() == [[1, 1, 1]]


def test_units_without_a_score_do_not_set_the_bounds() -> None:
    step = Aggregate(tiers={2: AggregateRule(min_coverage=0.9, rescale=Rescale(method="minmax"))})
    given = table([0, 0, 0, 0], [50, 50, 50, 50], [NAN, 99, 99, 99], [100, 100, 100, 100])
    found, fitted, _ = aggregate(given, FRAMEWORK, step, WEIGHTS)
    assert fitted.fitted["A"] == (0, 100)
    assert found.values[:, 0] == pytest.approx([0, 50, NAN, 100], nan_ok=True)


# --- rescaling and rounding ------------------------------------------------------------------
def test_bounds_are_fitted_once_and_applied_to_others() -> None:
    step = Aggregate(nodes={"B": AggregateRule(method="sum", rescale=Rescale(method="minmax"))})
    found, fitted, _ = aggregate(table([0, 0, 1, 1], [0, 0, 3, 7]), FRAMEWORK, step, WEIGHTS)
    assert found.values[:, 1].tolist() == [0, 100]
    assert fitted.fitted == {"B": (2, 10)}
    other, same, _ = aggregate(table([0, 0, 3, 3]), FRAMEWORK, fitted, WEIGHTS)
    assert other.values[0, 1] == 50
    assert same is fitted


def test_stored_bounds_must_cover_every_node_that_needs_them() -> None:
    step = Aggregate(tiers={2: AggregateRule(rescale=Rescale(method="minmax"))}, fitted={"A": (0, 1)})
    with pytest.raises(DataError, match="stored bounds of the step aggregate do not cover B"):
        aggregate(table([0, 0, 3, 3]), FRAMEWORK, step, WEIGHTS)


def test_equal_scores_are_told_when_bounds_are_fitted() -> None:
    step = Aggregate(nodes={"A": AggregateRule(rescale=Rescale(method="normal_score"))})
    found, _, problems = aggregate(table([5, 5, 1, 2], [5, 5, 3, 4]), FRAMEWORK, step, WEIGHTS)
    assert found.values[:, 0].tolist() == [50, 50]
    assert [each.code for each in problems] == ["indicator-constant"]


def test_an_index_made_of_rounded_parts() -> None:
    step = Aggregate(tiers={2: AggregateRule(round=Round(digits=1, ties="half_up"))})
    found = scores(table([2.0, 2.1, 0.0, 1.0625]), step)
    assert found.values[0].tolist() == [2.1, 0.9, 0.25 * 2.1 + 0.75 * 0.9]  # 2.05 and 0.85 are halves


# --- refusing --------------------------------------------------------------------------------
def test_a_value_that_the_method_cannot_take_is_named() -> None:
    step = Aggregate(default=AggregateRule(method="geometric"))
    with pytest.raises(DataError, match=r"geometric needs ≥ 0, and b1 of unit u1 is -3"):
        aggregate(table([1, 1, 1, 1], [1, 1, -3, 1]), FRAMEWORK, step, WEIGHTS)


@pytest.mark.parametrize("method", ["wroclaw", "benefit_of_the_doubt", "copeland"])
def test_methods_that_compare_need_two_units(method: Any) -> None:
    step = Aggregate(nodes={"A": AggregateRule(method=method)})
    with pytest.raises(DataError, match=f"{method} of A compares units, and 1 have a value where 2 are needed"):
        aggregate(table([1, 1, 1, 1], [NAN, NAN, 1, 1]), FRAMEWORK, step, WEIGHTS)


def test_a_rescaling_needs_scores() -> None:
    cases: tuple[tuple[Any, int], ...] = (("minmax", 1), ("normal_score", 2))
    for method, least in cases:
        step = Aggregate(nodes={"A": AggregateRule(rescale=Rescale(method=method))})
        with pytest.raises(DataError, match=f"where {least} are needed"):
            aggregate(table([NAN, NAN, 1, 1]), FRAMEWORK, step, WEIGHTS)


def test_settings_that_no_method_can_work_with_are_refused_together() -> None:
    rule = AggregateRule(min_coverage=60, power=NAN, scale=0, clip=-1.0, rescale=Rescale(to=(0, NAN)))
    with pytest.raises(DataError, match=r"aggregate A.min_coverage is 60, which does not fit") as caught:
        aggregate(table([1, 1, 1, 1]), FRAMEWORK, Aggregate(nodes={"A": rule}), WEIGHTS)
    assert [each.code for each in caught.value.problems] == ["recipe-value"] * 5


_RULES = st.builds(
    AggregateRule,
    method=st.sampled_from(["arithmetic", "geometric", "harmonic", "max"]),
    rescale=st.sampled_from(
        [Rescale(), Rescale(method="minmax", low=-1.0, high=5.0), Rescale(method="cap", to=(-5.0, 5.0))]
    ),
    min_coverage=st.sampled_from([0.0, 0.5, 1.5]),
    clip=st.sampled_from([None, 0.0]),
)
_CELLS = st.sampled_from([NAN, -1.0, 0.0, 2.0, 7.0])


@drawn(
    rows=st.lists(st.lists(_CELLS, min_size=4, max_size=4), min_size=1, max_size=3),
    default=_RULES,
    nodes=st.dictionaries(st.sampled_from(["X", "A", "B"]), _RULES),
)
def test_refuse_refuses_what_aggregate_refuses(rows: Any, default: AggregateRule, nodes: Any) -> None:
    given = IndicatorTable([f"u{i}" for i in range(len(rows))], FRAMEWORK.indicators, rows)
    step = Aggregate(default=default, nodes=nodes)
    said = []
    for work in (aggregate, refuse):
        try:
            work(given, FRAMEWORK, step, WEIGHTS)
            said.append("")
        except DataError as error:
            said.append(str(error))
    assert said[0] == said[1]
