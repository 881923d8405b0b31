"""The model: what a draw changes, and what is computed anew for it."""

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, counts, table
from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.recipe.steps import (
    Aggregate,
    AggregateRule,
    Denominate,
    Events,
    Normalise,
    NormaliseRule,
    Screen,
    Treat,
    Weight,
)
from ikp.steps import tabulate
from ikp.testing import demo_events
from ikp.uncertainty import Choice, Counts, Drop, Gaps, Model, Number, Option, Perturbation, Perturbations, Weights


def _model(*vary: Perturbation, data: IndicatorTable | None = None, recipe: Recipe = RECIPE) -> Model:
    return Model(data or counts(), FRAMEWORK, recipe, Perturbations(vary))


def _scores(model: Model, u: np.ndarray) -> np.ndarray:
    out = np.empty((len(u), len(model.table)))
    for piece in model.pieces(u):
        out[piece.rows] = piece.scores
    return out


def test_a_replicate_is_what_compute_gives_for_its_weights() -> None:
    model = _model(Weights(spread=0.5))
    point = np.random.default_rng(1).random((1, model.dimension))
    scenario = model._scenario((), 0)
    drawn = dict(zip(scenario.weigher.codes, scenario.weigher.draw(point)[0].tolist(), strict=True))
    expected = compute(counts(), FRAMEWORK.with_weights(drawn), RECIPE)
    np.testing.assert_allclose(_scores(model, point)[0], expected.score(), rtol=1e-13)


@pytest.mark.parametrize("gone", range(5))
def test_a_dropped_indicator_leaves_the_others_weights_as_they_were(gone: int) -> None:
    model = _model(Drop())
    found = _scores(model, np.array([[(gone + 0.5) / 5]]))[0]
    left = FRAMEWORK.without([FRAMEWORK.indicators[gone]])
    np.testing.assert_allclose(found, compute(counts(), left, RECIPE).score(), rtol=1e-13)


def test_steps_that_name_a_dropped_indicator_forget_it() -> None:
    data = counts()
    with_voters = IndicatorTable(data.units, data.codes, data.values, denominators={"voters": np.arange(12) + 5.0})
    recipe = Recipe(
        [
            Denominate(by={"a1": "voters", "b1": "voters"}),
            Treat(indicators=("a1", "a2")),
            Normalise(indicators={"a1": NormaliseRule(method="zscore")}),
            Weight(total=None, method="expert", scores=dict.fromkeys(FRAMEWORK.indicators, (1.0, 3.0))),
            Aggregate(),
        ]
    )
    found = _scores(_model(Drop(indicators=("a1",)), data=with_voters, recipe=recipe), np.zeros((1, 1)))[0]
    assert np.isfinite(found).all()


def test_numbers_reach_the_recipe_and_only_where_the_option_has_them() -> None:
    option = Option(name="harmonic", change={"aggregate": {"default": {"method": "harmonic"}}})
    recipe = Recipe([Normalise(), Aggregate(default=AggregateRule(method="generalised", power=2.0))])
    number = Number(paths=("aggregate.default.power",), low=1.0, high=3.0)
    found = _scores(_model(number, recipe=recipe), np.array([[0.0], [1.0 - 1e-12]]))
    for row, power in zip(found, (1.0, 3.0), strict=True):
        own = Recipe([Normalise(), Aggregate(default=AggregateRule(method="generalised", power=power))])
        np.testing.assert_allclose(row, compute(counts(), FRAMEWORK, own).score(), rtol=1e-9)
    both = _model(Choice(options=(option,)), number, recipe=recipe)
    assert np.ptp(_scores(both, np.random.default_rng(1).random((4, 2))), axis=0).max() == 0


def test_an_outlier_limit_is_carried_out_from_the_data() -> None:
    values = counts().values.copy()
    values[3, 0] = 900.0
    recipe = Recipe([Treat(max_skewness=2.0, methods=("winsorise",)), *RECIPE.steps])
    model = _model(Number(paths=("treat.max_skewness",), low=0.5, high=8.0), data=table(values), recipe=recipe)
    found = _scores(model, np.array([[0.05], [0.95]]))
    assert (found[0] != found[1]).any()


def test_units_that_a_replicate_screens_out_have_no_score_in_it() -> None:
    values = counts(missing=0.0).values.copy()
    values[5, :3] = np.nan
    recipe = Recipe([Screen(by="units", min_observed=0.3), *RECIPE.steps])
    number = Number(paths=("screen.min_observed",), low=0.1, high=0.9)
    model = _model(number, Weights(), data=table(values), recipe=recipe)
    found = _scores(model, np.column_stack([[0.1, 0.9], np.full((2, model.dimension - 1), 0.5)]))
    assert np.isfinite(found[0]).all()
    assert np.isnan(found[1, 5])
    assert np.count_nonzero(np.isnan(found)) == 1
    piece = next(model.pieces(np.full((1, model.dimension), 0.9)))
    assert piece.categories is not None
    assert piece.categories[0, 5] == -1


def test_options_about_events_need_events() -> None:
    log = demo_events(FRAMEWORK, {f"u{i}": "" for i in range(20)}, np.random.default_rng(1))
    recipe = Recipe([Events(), *RECIPE.steps])
    data = tabulate(log, FRAMEWORK, Events())
    way = Option(name="occurrence", change={"events": {"value": "occurrence"}})
    choice = Choice(options=(Option(name="as it is"), way))
    model = Model(data, FRAMEWORK, recipe, Perturbations([choice]), events=log)
    found = _scores(model, np.array([[0.2], [0.8]]))
    occurred = tabulate(log, FRAMEWORK, Events(value="occurrence"))
    np.testing.assert_allclose(found[0], compute(data, FRAMEWORK, recipe).score())
    np.testing.assert_allclose(found[1], compute(occurred, FRAMEWORK, recipe).score())
    without = Model(data, FRAMEWORK, recipe, Perturbations([choice]))
    assert [each.code for each in without.problems] == ["vary-events"]
    assert np.ptp(_scores(without, np.array([[0.2], [0.8]])), axis=0).max() == 0
    only = Model(data, FRAMEWORK, recipe, Perturbations([Choice(options=(way,)), Weights()]))
    assert [each.kind for each in only.perturbations.vary] == ["weights"]


def test_weights_from_data_vary_around_those_of_the_scenario() -> None:
    recipe = Recipe([Normalise(), Weight(method="equal"), Aggregate()])
    model = _model(Weights(), Gaps(), data=counts(missing=0.2), recipe=recipe)
    assert np.isfinite(_scores(model, np.random.default_rng(2).random((5, model.dimension)))).all()
    assert model._scenario((), 0).weigher._base[5] == pytest.approx(0.6)


def test_equal_points_give_equal_replicates_wherever_they_stand() -> None:
    model = _model(Weights(), Counts(), Drop(chance=0.5))
    u = np.random.default_rng(3).random((6, model.dimension))
    twice = _scores(model, np.vstack([u, u[::-1]]))
    np.testing.assert_array_equal(twice[:6], twice[:5:-1])


def test_a_framework_of_one_indicator_cannot_drop_it() -> None:
    one = Framework([node for node in FRAMEWORK.nodes if node.code in ("X", "B", "b1")])
    with pytest.raises(Exception, match="b1"):
        Model(counts(), one, RECIPE, Perturbations([Drop()]))


def test_what_was_prepared_gives_what_the_pieces_give_alone() -> None:
    prepared, alone = (_model(Drop(chance=0.5), Weights()) for _ in range(2))
    points = np.random.default_rng(3).random((40, prepared.dimension))
    prepared.prepare(points)
    assert len(prepared._scenarios) == len(np.unique(prepared.layout.picks(points)))
    assert not alone._scenarios
    np.testing.assert_array_equal(_scores(prepared, points), _scores(alone, points))
