"""A small index to try things on: two dimensions, five indicators, twelve units."""

import numpy as np
from numpy.typing import NDArray

from ikp import Framework, IndicatorTable, Node, Recipe
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise, Rescale

FRAMEWORK = Framework(
    [
        Node("X"),
        Node("A", "X", weight=3.0),
        Node("B", "X", weight=1.0),
        Node("a1", "A", weight=2.0),
        Node("a2", "A"),
        Node("a3", "A", direction=-1),
        Node("b1", "B"),
        Node("b2", "B"),
    ]
)

CATEGORIES = Categorise(default=CategoryRule(method="cutoffs", cutoffs=(40.0, 60.0)))
RECIPE = Recipe([Normalise(), Aggregate(), CATEGORIES])


def counts(units: int = 12, seed: int = 1, missing: float = 0.0) -> IndicatorTable:
    """Whole numbers, as of events; some of them missing."""
    rng = np.random.default_rng(seed)
    values = rng.poisson(rng.gamma(1.0, 4.0, (units, 1)), (units, 5)).astype(float)
    values[0] += 1.0  # no indicator is the same for all
    holes = rng.random(values.shape) < missing
    holes[:2] = False
    values[holes] = np.nan
    return table(values)


def table(values: NDArray[np.float64]) -> IndicatorTable:
    return IndicatorTable([f"u{i:02d}" for i in range(len(values))], FRAMEWORK.indicators, values, synthetic=True)


def capped(missing: str = "renormalise", min_coverage: float = 0.5) -> Recipe:
    """A recipe as that of IKP 2024: dimensions are stretched and capped."""
    stretched = AggregateRule(min_coverage=min_coverage, rescale=Rescale(method="minmax", low=0.0, high=48.0, cap=True))
    top = AggregateRule(missing=missing)  # type: ignore[arg-type]
    return Recipe([Normalise(), Aggregate(tiers={2: stretched, 3: top}), CATEGORIES])
