"""Sensitivity of an index: what is known beforehand, identical alternatives, groups, threads, units, one at a time."""

from typing import Any

import numpy as np
import pytest

from ikp import Framework, IndicatorTable, Node, Recipe, UsageError, compute
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise, NormaliseRule
from ikp.uncertainty import Choice, Drop, Number, Option, Perturbations, Weights, propagate
from ikp.uncertainty.sensitivity import Sensitivity, Target, alone, sensitivity

TREE = Framework([
    Node("X"), Node("A", "X"), Node("B", "X"), *(Node(f"{p.lower()}{k}", p) for p in "AB" for k in (1, 2, 3)),
])  # fmt: skip
RNG = np.random.default_rng(5)
TABLE = IndicatorTable([f"u{i}" for i in range(30)], TREE.indicators, RNG.random((30, 6)), synthetic=True)
RECIPE = Recipe([
    Normalise(default=NormaliseRule(to=(1, 100))),
    Aggregate(default=AggregateRule(min_coverage=0.5)),
    Categorise(default=CategoryRule(method="mean_sd")),
])  # fmt: skip
ZSCORE = {"normalise": {"default": {"method": "zscore", "to": [100.0, 10.0]}}}
GEOMETRIC = {"aggregate": {"default": {"method": "geometric", "min_coverage": 0.5}}}
NORMALISATION = Choice(options=(Option(name="minmax"), Option(name="zscore", change=ZSCORE)))
AGGREGATION = Choice(options=(Option(name="arithmetic"), Option(name="geometric", change=GEOMETRIC)))
SAME = Choice(options=(Option(name="one"), Option(name="other")))


def run(*vary: Any, n: int = 128, **settings: Any) -> Sensitivity:
    table = settings.pop("table", TABLE)
    return sensitivity(table, TREE, RECIPE, Perturbations(vary), n, replicates=200, **settings)


def test_identical_alternatives_have_no_sensitivity() -> None:
    found = run(SAME, Weights(), NORMALISATION)
    assert found.indices.first[0, 0] == found.indices.total[0, 0] == 0
    assert (found.indices.total[0, 1:] > 0).all()
    nothing = run(SAME)
    assert (nothing.indices.total == 0).all()
    assert nothing.indices.mean[0] == 0


def test_factors_are_perturbations_or_single_weights() -> None:
    grouped = run(Weights(), NORMALISATION)
    assert grouped.factors == ("vary[1] weights", "vary[2] choice")
    assert grouped.about == ("X, B, A", "minmax / zscore")
    assert grouped.indices.runs == 128 * 4
    each = run(Weights(), NORMALISATION, each_weight=True)
    assert len(each.factors) == 8 + 1
    assert each.about[:2] == ("a1", "a2")
    assert each.indices.runs == 128 * 11


def test_all_the_variance_belongs_to_the_only_factor() -> None:
    found = run(Weights(), units=["u3"])
    assert found.indices.total[:, 0] == pytest.approx(np.where(found.indices.variance > 0, 1, 0), abs=0.15)


def test_a_units_score_under_one_number_is_solved() -> None:
    # The score is a straight line in the cap's end alone, so that first order and total are 1.
    recipe = Recipe([
        Normalise(default=NormaliseRule(to=(0, 100))),
        Aggregate(nodes={"X": AggregateRule(rescale=_line())}),
        Categorise(default=CategoryRule(method="cutoffs", cutoffs=(20, 80))),
    ])  # fmt: skip
    number = Number(paths=("aggregate.nodes.X.rescale.low",), low=-10, high=10)
    found = sensitivity(TABLE, TREE, recipe, Perturbations([number, SAME]), 256, units=["u3"], replicates=50)
    assert found.targets[1] == Target("score", "u3")
    assert found.indices.first[1] == pytest.approx([1, 0], abs=0.02)
    assert found.indices.total[1] == pytest.approx([1, 0], abs=0.02)
    assert found.indices.mean[0] == 0  # a line for all moves nobody's rank


def _line() -> Any:
    from ikp.recipe.steps import Rescale

    return Rescale(method="minmax", low=0.0, high=100.0)


def test_means_are_those_of_propagating() -> None:
    vary = Perturbations([Weights(), NORMALISATION, AGGREGATION])
    found = sensitivity(TABLE, TREE, RECIPE, vary, 1024, units=["u3", "u7"], replicates=50)
    outcome = propagate(TABLE, TREE, RECIPE, vary, 4000, seed=3)
    for place, unit in ((3, "u3"), (7, "u7")):
        for k, target in enumerate(found.targets):
            if target.unit == unit and target.kind == "score":
                assert found.indices.mean[k] == pytest.approx(outcome.mean[place], abs=1.5)
            if target.unit == unit and target.kind == "category":
                label = outcome.labels.index(target.label)
                assert found.indices.mean[k] == pytest.approx(outcome.probabilities[label, place], abs=0.03)


def test_the_answer_does_not_hang_on_threads_or_on_the_fast_road() -> None:
    one = run(Weights(), NORMALISATION, AGGREGATION, workers=1, units=["u1"])
    three = run(Weights(), NORMALISATION, AGGREGATION, workers=3, units=["u1"])
    slow = run(Weights(), NORMALISATION, AGGREGATION, fast=False, units=["u1"])
    assert (one.indices.total == three.indices.total).all()
    assert (one.indices.first_low == three.indices.first_low).all()
    assert slow.indices.total == pytest.approx(one.indices.total, abs=1e-9)
    other = run(Weights(), NORMALISATION, AGGREGATION, seed=1, units=["u1"])
    assert not (other.indices.total == one.indices.total).all()


def test_units_without_a_score_do_not_count_for_the_shift() -> None:
    values = TABLE.values.copy()
    values[4] = np.nan
    values[9, :2] = np.nan
    found = run(Weights(), NORMALISATION, table=TABLE.with_values(values), units=["u4", "u9"])
    assert np.isfinite(found.indices.mean[0])
    score = found.targets.index(Target("score", "u4"))
    assert found.indices.lost[score] == 128
    assert (found.indices.total[score] == 0).all()
    assert (found.indices.mean[score + 1 : score + 4] == 0).all()  # in no category


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UsageError, match="nobody"):
        run(Weights(), units=["nobody"])


def test_progress_is_told() -> None:
    told: list[float] = []
    run(Weights(), NORMALISATION, progress=lambda done, total: told.append(done))
    assert told[-1] == 128 * 4


def test_one_at_a_time_tells_options_and_draws() -> None:
    vary = Perturbations([Weights(spread=0.5), NORMALISATION, SAME, Drop(indicators=("a1", "b2"))])
    found = alone(TABLE, TREE, RECIPE, vary, draws=32)
    assert [(each.factor, each.option) for each in found] == [
        ("vary[1] weights", ""), ("vary[2] choice", "minmax"), ("vary[2] choice", "zscore"),
        ("vary[3] choice", "one"), ("vary[3] choice", "other"), ("vary[4] drop", "a1"), ("vary[4] drop", "b2"),
    ]  # fmt: skip
    by = {(each.factor, each.option): each for each in found}
    assert by["vary[2] choice", "minmax"].shift == 0
    assert by["vary[3] choice", "other"].shift == by["vary[3] choice", "other"].recategorised == 0
    spread = by["vary[1] weights", ""]
    assert spread.draws == 32
    assert 0 < spread.shift_low <= spread.shift <= spread.shift_high
    # The option zscore alone is the index computed so.
    other = Recipe([Normalise(default=NormaliseRule(method="zscore", to=(100, 10))), *RECIPE.steps[1:]])
    expected = np.abs(compute(TABLE, TREE, other).rank() - compute(TABLE, TREE, RECIPE).rank()).mean()
    assert by["vary[2] choice", "zscore"].shift == pytest.approx(expected)
    without = compute(TABLE, TREE.without(["a1"]), RECIPE)
    expected = np.abs(without.rank() - compute(TABLE, TREE, RECIPE).rank()).mean()
    assert by["vary[4] drop", "a1"].shift == pytest.approx(expected)


def test_ties_that_share_a_mean_rank_are_counted_in_halves() -> None:
    values = np.repeat(np.arange(6.0)[:, None], 6, axis=1)
    values[5] = values[4]
    table = IndicatorTable([str(i) for i in range(6)], TREE.indicators, values)
    recipe = Recipe(RECIPE.steps, ties="average")
    found = sensitivity(table, TREE, recipe, Perturbations([Weights()]), 16, replicates=10)
    assert found.indices.mean[0] == 0
