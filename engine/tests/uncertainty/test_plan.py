"""The fast road leads where the ordinary steps lead, for random trees, gaps, rules and weights."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp import Framework, IndicatorTable, Node, Recipe
from ikp.recipe.steps import (
    Aggregate,
    AggregateRule,
    Categorise,
    CategoryRule,
    Normalise,
    NormaliseRule,
    Rescale,
    Round,
)
from ikp.uncertainty import Model, Perturbations, Weights


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Trees of two to four tiers, where leaves may stand beside nodes."""
    nodes = [Node("X")]
    parents = ["X"]
    for tier in range(draw(st.integers(1, 3))):
        below = []
        for parent in parents:
            for k in range(draw(st.integers(1, 3))):
                code = f"{parent}{'abc'[tier]}{k}"
                weight = draw(st.sampled_from([1.0, 2.0, 0.5]))
                nodes.append(Node(code, parent, weight=weight))
                if draw(st.booleans()) or k == 0:
                    below.append(code)
        parents = below
    return Framework(nodes)


@st.composite
def rules(draw: st.DrawFn) -> AggregateRule:
    scale = draw(
        st.sampled_from(
            [
                Rescale(),
                Rescale(),
                Rescale(method="cap", to=(10.0, 60.0)),
                Rescale(method="minmax", low=5.0, high=48.0, cap=True),
                Rescale(method="minmax", low=20.0, high=20.0),
            ]
        )
    )
    return AggregateRule(
        method=draw(st.sampled_from(["arithmetic", "arithmetic", "geometric"])),
        missing=draw(st.sampled_from(["renormalise", "renormalise", "propagate"])),
        min_coverage=draw(st.sampled_from([0.0, 0.3, 0.5, 0.9])),
        clip=draw(st.sampled_from([None, 1.0])),
        rescale=scale,
    )


@given(
    framework=frameworks(),
    tiers=st.dictionaries(st.integers(2, 4), rules(), max_size=3),
    default=rules(),
    missing=st.sampled_from([0.0, 0.1, 0.4, 0.8]),
    seed=st.integers(0, 1000),
    category=st.sampled_from(
        [
            CategoryRule(method="cutoffs", cutoffs=(30.0, 60.0)),
            CategoryRule(method="mean_sd", k=(0.5,)),
            CategoryRule(method="quantiles", probabilities=(0.3, 0.6)),
        ]
    ),
)
def test_the_fast_road_leads_where_the_ordinary_steps_lead(
    framework: Framework,
    tiers: dict[int, AggregateRule],
    default: AggregateRule,
    missing: float,
    seed: int,
    category: CategoryRule,
) -> None:
    rng = np.random.default_rng(seed)
    values = rng.uniform(1.0, 100.0, (17, len(framework.indicators)))
    values[rng.random(values.shape) < missing] = np.nan
    values[:5] = rng.uniform(1.0, 100.0, (5, len(framework.indicators)))
    data = IndicatorTable([f"u{i}" for i in range(17)], framework.indicators, values)
    recipe = Recipe(
        [
            Normalise(default=NormaliseRule(method="goalposts", low=1.0, high=100.0, to=(1.0, 100.0))),
            Aggregate(default=default, tiers=tiers),
            Categorise(default=category),
        ]
    )
    vary = Perturbations(
        [Weights(spread=0.6)] if any(len(framework.children(c)) > 1 for c in framework.aggregates) else []
    )
    fast, slow = (Model(data, framework, recipe, vary, fast=each) for each in (True, False))
    points = rng.random((9, fast.dimension))
    (scores, sorted_into), (expected, sorted_expected) = (_run(model, points) for model in (fast, slow))
    np.testing.assert_allclose(scores, expected, rtol=1e-12, atol=1e-10)
    apart = np.abs(scores - expected) > 0  # a score in the last bit of a cut-off may fall on either side
    assert ((sorted_into == sorted_expected) | apart | np.isnan(expected)).all()


def _run(model: Model, points: np.ndarray) -> tuple[Any, Any]:
    scores = np.empty((len(points), len(model.table)))
    found = np.empty(scores.shape, dtype=np.int8)
    for piece in model.pieces(points):
        assert piece.categories is not None
        scores[piece.rows], found[piece.rows] = piece.scores, piece.categories
    return scores, found


def test_what_is_neither_mean_nor_line_has_no_plan() -> None:
    framework = Framework([Node("X"), Node("a", "X"), Node("b", "X")])
    data = IndicatorTable(["k", "l", "m"], ["a", "b"], np.array([[1.0, 2], [3, 1], [2, 5]]))
    rough: list[AggregateRule] = [
        AggregateRule(method="harmonic"),
        AggregateRule(round=Round(digits=1)),
        AggregateRule(rescale=Rescale(method="normal_score")),
        AggregateRule(rescale=Rescale(method="minmax", low=0.0)),  # its upper end is fitted in every replicate
    ]
    for rule in [*rough, AggregateRule()]:
        model = Model(data, framework, Recipe([Normalise(), Aggregate(default=rule)]), Perturbations([Weights()]))
        plan = model._scenario((), 0).plan
        assert (plan is None) == (rule in rough)
        scores = next(model.pieces(np.full((2, model.dimension), 0.3))).scores
        assert scores.shape == (2, 3)


@pytest.mark.parametrize("missing", [0.0, 0.15])
@pytest.mark.parametrize("groups", [1, 12])
def test_a_units_score_does_not_hang_on_its_company(groups: int, missing: float) -> None:
    """Ties between equal units, and the same answer from any piece, rest on this."""
    nodes = [Node(f"g{k}", "X") for k in range(groups)]
    framework = Framework([Node("X"), *nodes, *(Node(f"i{k}", f"g{k % groups}") for k in range(61))])
    rng = np.random.default_rng(3)
    values = rng.random((1500, 61))
    values[rng.random(values.shape) < missing] = np.nan
    recipe = Recipe([Normalise(default=NormaliseRule(method="goalposts", low=0.0, high=1.0)), Aggregate()])
    vary = Perturbations([Weights()])
    whole = Model(IndicatorTable([str(i) for i in range(1500)], framework.indicators, values), framework, recipe, vary)
    points = rng.random((37, whole.dimension))
    scores, _ = _scores(whole, points), None
    for rows in (range(3), range(700, 1493), range(1499, 0, -7)):
        chosen = list(rows)
        part = IndicatorTable([str(i) for i in chosen], framework.indicators, values[chosen])
        np.testing.assert_array_equal(_scores(Model(part, framework, recipe, vary), points), scores[:, chosen])
    for some in (slice(0, 1), slice(5, 22)):
        np.testing.assert_array_equal(_scores(whole, points[some]), scores[some])
    assert not np.isnan(scores).any()


def _scores(model: Model, points: np.ndarray) -> np.ndarray:
    scores = np.empty((len(points), len(model.table)))
    for piece in model.pieces(points):
        scores[piece.rows] = piece.scores
    return scores
