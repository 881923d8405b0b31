"""Points become options, numbers and weights with the distribution that was declared."""

from typing import Any

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, capped
from ikp.errors import DataError
from ikp.recipe.steps import Aggregate, Normalise, Treat
from ikp.uncertainty import Choice, Drop, Number, Option, Perturbation, Perturbations, Weights
from ikp.uncertainty.drawing import Layout, at, changed, put


def _layout(*vary: Perturbation) -> Layout:
    return Layout(Perturbations(vary), FRAMEWORK)


def _points(layout: Layout, count: int = 20_000) -> np.ndarray:
    return np.random.default_rng(1).random((count, len(layout.factors)))


def test_weights_have_a_factor_each_and_options_one() -> None:
    layout = _layout(Weights(), Choice(options=(Option(name="a"), Option(name="b"))), Weights(parents=("B",)))
    assert [factor.of for factor in layout.factors] == ["a1", "a2", "a3", "b1", "b2", "A", "B", "choice", "b1", "b2"]
    assert {factor.place for factor in layout.factors if factor.of == "choice"} == {1}


def test_options_and_dropped_indicators_come_as_often_as_they_should() -> None:
    options = (Option(name="a"), Option(name="never", probability=0.0), Option(name="b", probability=3.0))
    layout = _layout(Choice(options=options), Drop(chance=0.4, indicators=("a1", "b2")))
    picks = layout.picks(_points(layout, 50_000))
    np.testing.assert_allclose(np.bincount(picks[:, 0], minlength=3) / 50_000, [0.25, 0, 0.75], atol=0.01)
    np.testing.assert_allclose(np.bincount(picks[:, 1] + 1) / 50_000, [0.6, 0.2, 0.2], atol=0.01)


@pytest.mark.parametrize(
    ("distribution", "mean", "spread"),
    [("uniform", 3.0, 4 / 12**0.5), ("triangular", 3.0, 4 / 24**0.5), ("normal", 3.0, 1.0)],
)
def test_numbers_have_the_distribution_that_was_declared(distribution: Any, mean: float, spread: float) -> None:
    layout = _layout(Number(paths=("treat.max_skewness",), low=1.0, high=5.0, distribution=distribution))
    drawn = layout.numbers(_points(layout, 100_000))[0]
    assert drawn.mean() == pytest.approx(mean, abs=0.02)
    assert drawn.std() == pytest.approx(spread, rel=0.02)


def test_a_number_is_found_and_put_where_its_path_leads() -> None:
    recipe = capped().with_step(Treat())
    path = "aggregate.tiers.2.rescale.high"
    assert at(recipe, path) == 48.0
    for mode, expected in (("absolute", 1.5), ("relative", 72.0), ("offset", 49.5)):
        number = Number(paths=(path,), low=1.0, high=2.0, mode=mode)  # type: ignore[arg-type]
        assert at(put(recipe, path, number, 1.5), path) == expected
    whole = Number(paths=("treat.max_points",), low=1, high=9, whole=True)
    assert at(put(recipe, "treat.max_points", whole, 6.4), "treat.max_points") == 6
    second = "categorise.default.cutoffs.1"
    assert at(put(recipe, second, Number(paths=(second,), low=1, high=9), 70.0), second) == 70
    assert at(recipe, path) == 48.0
    for lost in (
        "treat",
        "treat.nothing",
        "aggregate.tiers.9.rescale.high",
        "categorise.default.cutoffs.7",
        "impute.x",
    ):
        with pytest.raises(DataError, match="leads to nothing"):
            at(recipe, lost)


def test_an_option_changes_what_it_names_and_forgets_what_was_fitted() -> None:
    fitted = RECIPE.with_step(Normalise(fitted={"a1": (0.0, 1.0)}))
    same = changed(fitted, {})
    assert same.digest == fitted.digest
    other = changed(capped(), {"aggregate": {"tiers": {"3": {"method": "geometric"}}}, "impute": {"method": "mean"}})
    step = other.step(Aggregate)
    assert step is not None
    assert step.tiers[3].method == "geometric"
    assert step.tiers[2].rescale.high == 48.0
    assert [each.kind for each in other.steps] == ["impute", "normalise", "aggregate", "categorise"]
    bounds = changed(fitted, {"normalise": {"default": {"method": "zscore"}}}).step(Normalise)
    assert bounds is not None
    assert not bounds.fitted
