"""What if: one change, and what moves."""

from typing import Any

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, capped, counts
from ikp import Recipe, compute
from ikp.errors import DataError, UsageError
from ikp.recipe.steps import Aggregate, Categorise, Normalise, Screen, Weight
from ikp.uncertainty import Change, what_if
from ikp.uncertainty.drawing import put_value


def test_a_setting_is_changed_and_the_rest_stays() -> None:
    found = what_if(counts(), FRAMEWORK, capped(), Change(settings={"aggregate.tiers.2.rescale.high": 20.0}))
    expected = compute(counts(), FRAMEWORK, put_value(capped(), "aggregate.tiers.2.rescale.high", 20.0))
    np.testing.assert_array_equal(found.scores[0], compute(counts(), FRAMEWORK, capped()).score())
    np.testing.assert_array_equal(found.scores[1], expected.score())
    assert found.moved.any()
    assert found.categories[1] == expected.category().tolist()


def test_the_same_value_moves_nothing() -> None:
    found = what_if(counts(), FRAMEWORK, RECIPE, Change(settings={"normalise.default.method": "minmax"}))
    assert not found.moved.any()
    assert found.categories[0] == found.categories[1]


def test_a_weight_is_meant_on_the_scale_of_its_siblings() -> None:
    found = what_if(counts(), FRAMEWORK, RECIPE, Change(weights={"A": 1.0}))  # 3 to 1 becomes 1 to 1
    expected = compute(counts(), FRAMEWORK.with_weights({"A": 1.0}), RECIPE).score()
    np.testing.assert_allclose(found.scores[1], expected, rtol=1e-13)
    equal = Recipe([Normalise(), Weight(method="equal_within_parent"), Aggregate()])
    half = what_if(counts(), FRAMEWORK, equal, Change(weights={"A": 0.25}))
    np.testing.assert_allclose(half.after.weights["A"], 1 / 3, rtol=1e-13)


def test_an_indicator_is_left_out_and_a_value_is_another() -> None:
    data = counts()
    found = what_if(data, FRAMEWORK, RECIPE, Change(drop=["a2"], values={("u03", "b1"): 99.0, ("u04", "a1"): None}))
    assert "a2" not in found.after.framework
    assert found.after.table.column("b1")[3] == 99.0
    assert np.isnan(found.after.table.column("a1")[4])
    assert np.isnan(data.column("b1")).sum() == 0
    assert found.moved.all()


def test_steps_are_changed_as_an_option_of_a_perturbation_says() -> None:
    steps = {"normalise": {"default": {"method": "zscore", "to": [50.0, 10.0]}}}
    found = what_if(counts(), FRAMEWORK, RECIPE, Change(steps=steps))
    assert found.after.score().mean() == pytest.approx(50.0)


def test_units_that_are_screened_out_on_one_side_have_no_score_there() -> None:
    recipe = Recipe([Screen(by="units", min_nonzero=0.1), *RECIPE.steps])
    found = what_if(counts(), FRAMEWORK, recipe, Change(settings={"screen.min_nonzero": 0.9}))
    gone = np.isnan(found.scores[1]) & ~np.isnan(found.scores[0])
    assert 0 < gone.sum() < 12
    assert found.moved[gone].all()
    assert [found.categories[1][i] for i in np.flatnonzero(gone)] == [""] * int(gone.sum())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(settings={"impute.method": "mean"}), "vary-place"),
        (Change(settings={"normalise": 3}), "vary-place"),
        (Change(settings={"normalise.default.method": "guess"}), "recipe-value"),
        (Change(settings={"normalise.dafault.method": "minmax"}), "recipe-key"),
        (Change(settings={"categorise.default.cutoffs.9": 3.0}), "vary-place"),
        (Change(settings={"normalise.default.method.x": 3.0}), "recipe-value"),
        (Change(weights={"X": 2.0}), "vary-node"),
        (Change(weights={"zz": 2.0}), "vary-node"),
        (Change(weights={"A": -2.0}), "framework-weight"),
        (Change(drop=["A"]), "vary-node"),
        (Change(values={("u03", "zz"): 1.0}), "change-cell"),
        (Change(values={("zz", "a1"): 1.0}), "change-cell"),
    ],
)
def test_what_is_not_there_is_refused(change: Change, code: str) -> None:
    with pytest.raises(DataError) as refused:
        what_if(counts(), FRAMEWORK, RECIPE, change)
    assert refused.value.problems[0].code == code


def test_nothing_to_change_is_refused() -> None:
    with pytest.raises(UsageError, match="otherwise"):
        what_if(counts(), FRAMEWORK, RECIPE, Change())


def test_a_changed_step_forgets_its_bounds_unless_they_are_what_changes() -> None:
    fitted: Any = compute(counts(), FRAMEWORK, RECIPE).recipe
    capped_anew: Any = put_value(fitted, "normalise.default.cap", True)
    assert capped_anew.step(Normalise).fitted == {}
    moved: Any = put_value(fitted, "categorise.fitted.X.0", 33.0)
    assert moved.step(Normalise).fitted == fitted.step(Normalise).fitted
    assert moved.step(Categorise).fitted["X"][0] == 33.0
