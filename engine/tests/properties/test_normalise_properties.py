from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ikp.framework import Framework, Node
from ikp.recipe.steps import Normalise, NormaliseRule
from ikp.steps import normalise
from ikp.table import IndicatorTable

UP = Framework([Node("X"), Node("I01", "X", target=2000)])
DOWN = Framework([Node("X"), Node("I01", "X", direction=-1, target=-1)])

known = st.floats(0, 1000).map(lambda value: round(value, 3))
columns = st.lists(st.one_of(known, st.just(float("nan"))), min_size=1, max_size=25).filter(
    lambda column: not np.isnan(column).all()
)
RULES = [
    NormaliseRule(),
    NormaliseRule(method="zscore", to=(0, 1)),
    NormaliseRule(method="percentile_rank"),
    NormaliseRule(method="rank"),
    NormaliseRule(method="borda"),
    NormaliseRule(method="goalposts", low=-5, high=1005),
    NormaliseRule(method="distance_to_target"),
    NormaliseRule(method="distance_to_maximum"),
    NormaliseRule(method="share_of_maximum"),
]
#: Methods with a scale that values cannot leave when the bounds come from them.
SCALED = [rule for rule in RULES if rule.method not in ("zscore", "rank", "borda")]


def method_of(rule: NormaliseRule) -> str:
    return rule.method


def scored(column: list[float], rule: NormaliseRule, framework: Framework = UP) -> NDArray[np.float64]:
    return fitted(column, Normalise(default=rule), framework)[0]


def fitted(column: list[float], step: Normalise, framework: Framework = UP) -> tuple[NDArray[np.float64], Normalise]:
    table = IndicatorTable([str(i) for i in range(len(column))], ["I01"], np.array(column)[:, None])
    done, step, _ = normalise(table, framework, step)
    return done.column("I01"), step


@pytest.mark.parametrize("rule", RULES, ids=method_of)
@given(columns)
@settings(deadline=None, max_examples=50)
def test_missing_stays_missing_and_nothing_else_becomes_it(rule: NormaliseRule, column: list[float]) -> None:
    np.testing.assert_array_equal(np.isnan(scored(column, rule)), np.isnan(column))


@pytest.mark.parametrize("rule", SCALED, ids=method_of)
@given(columns)
@settings(deadline=None, max_examples=50)
def test_scores_stay_within_the_scale_exactly(rule: NormaliseRule, column: list[float]) -> None:
    for framework in (UP, DOWN):
        scores = scored(column, rule, framework)
        assert not (scores < 0).any()
        assert not (scores > 100).any()


@pytest.mark.parametrize("rule", RULES, ids=method_of)
@given(columns)
@settings(deadline=None, max_examples=50)
def test_the_order_of_units_is_kept_or_turned_round(rule: NormaliseRule, column: list[float]) -> None:
    values = np.array(column)
    up, down = scored(column, rule), scored(column, rule, DOWN)
    higher = values[:, None] > values[None, :]
    assert (up[:, None] >= up[None, :])[higher].all()
    assert (down[:, None] <= down[None, :])[higher].all()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.method in ("minmax", "goalposts")], ids=method_of)
@given(columns)
@settings(deadline=None, max_examples=50)
def test_the_other_direction_mirrors(rule: NormaliseRule, column: list[float]) -> None:
    np.testing.assert_allclose(scored(column, rule, DOWN), 100 - scored(column, rule), atol=1e-10)


@pytest.mark.parametrize("rule", RULES, ids=method_of)
@given(columns, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_a_permutation_of_units_permutes_the_scores(rule: NormaliseRule, column: list[float], random: Random) -> None:
    order = list(range(len(column)))
    random.shuffle(order)
    permuted = scored([column[i] for i in order], rule)
    np.testing.assert_allclose(permuted, scored(column, rule)[order], atol=1e-9)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.method not in ("goalposts", "distance_to_target")], ids=method_of
)
@given(columns, st.sampled_from([0.25, 8.0, 1024.0]))
@settings(deadline=None, max_examples=50)
def test_the_unit_of_measure_does_not_matter(rule: NormaliseRule, column: list[float], scale: float) -> None:
    # Powers of two, so that scaling makes no ties and breaks none.
    scaled = [value * scale for value in column]
    np.testing.assert_allclose(scored(scaled, rule), scored(column, rule), atol=1e-9)


@pytest.mark.parametrize("rule", RULES, ids=method_of)
@given(columns)
@settings(deadline=None, max_examples=50)
def test_stored_bounds_give_the_same_scores_to_the_bit(rule: NormaliseRule, column: list[float]) -> None:
    scores, step = fitted(column, Normalise(default=rule))
    again, same = fitted(column, step)
    np.testing.assert_array_equal(again, scores)
    assert same == step


@given(columns, st.lists(known, min_size=1, max_size=10))
@settings(deadline=None)
def test_other_data_do_not_move_stored_bounds(column: list[float], others: list[float]) -> None:
    scores, step = fitted(column, Normalise())
    together, _ = fitted([*column, *others], step)
    np.testing.assert_array_equal(together[: len(column)], scores)
