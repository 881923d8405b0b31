"""The sensitivity analysis of COINr's vignette, within its Monte-Carlo error.

The vignette runs N = 100: four factors, of which the set of weights is one of a hundred noisy
ones. Its draws cannot be repeated, so the estimates are compared with its own bootstrap
intervals (90 %); ours, from 512 rows, are many times narrower.
"""

from pathlib import Path

import numpy as np
import pytest

from engine.tests.reference.asem import asem_framework, asem_rows, asem_table
from ikp import Recipe
from ikp.arrays.rank import rank
from ikp.recipe.steps import Aggregate, AggregateRule, Normalise, NormaliseRule, Treat
from ikp.uncertainty import Choice, Option, Perturbations, Weights
from ikp.uncertainty.sensitivity import Sensitivity, sensitivity

pytestmark = [pytest.mark.reference, pytest.mark.slow]

#: The factors in our order, by the vignette's names.
FACTORS = ("Winmax", "Normalisation", "Weights", "Aggregation")
VARY = Perturbations([
    Choice(options=tuple(Option(name=str(k), change={"treat": {"max_points": k}}) for k in range(1, 6))),
    Choice(options=(
        Option(name="minmax", change={"normalise": {"default": {"method": "minmax", "to": [1.0, 100.0]}}}),
        Option(name="zscore", change={"normalise": {"default": {"method": "zscore", "to": [10.0, 2.0]}}}),
    )),
    Weights(spread=0.25, parents=("Index", "Conn", "Sust")),
    Choice(options=(
        Option(name="arithmetic"), Option(name="geometric", change={"aggregate": {"default": {"method": "geometric"}}}),
    )),
])  # fmt: skip


@pytest.fixture(scope="module")
def found(shared: Path) -> Sensitivity:
    recipe = Recipe([Treat(), Normalise(default=NormaliseRule(to=(0, 100))), Aggregate(default=AggregateRule())])
    return sensitivity(asem_table(shared, "Screened"), asem_framework(shared), recipe, VARY, 512, seed=1)


def test_the_nominal_ranks_are_those_of_the_vignette(shared: Path, found: Sensitivity) -> None:
    central = found.model.central
    nominal = {row["uCode"]: float(row["Nominal"]) for row in asem_rows(shared, "vignette_SA_results_rankstats")}
    assert dict(zip(central.units, rank(central.score()).tolist(), strict=True)) == nominal


def test_indices_lie_in_the_intervals_of_the_vignette(shared: Path, found: Sensitivity) -> None:
    rows = {row["Variable"]: row for row in asem_rows(shared, "vignette_SA_results_sobol")}
    numbers = found.indices
    for k, name in enumerate(FACTORS):
        low, high = float(rows[name]["STi_q5"]), float(rows[name]["STi_q95"])
        assert low <= numbers.total[0, k] <= high, name
        assert numbers.total_high[0, k] - numbers.total_low[0, k] < 0.25, name
        # COINr's first-order estimator is not centred: its intervals are many times as wide as those of the totals.
        low, high = float(rows[name]["Si_q5"]), float(rows[name]["Si_q95"])
        assert low <= numbers.first[0, k] <= high, name
        own = float(numbers.first_high[0, k] - numbers.first_low[0, k])
        assert own < high - low, name


def test_what_matters_most_is_the_same(shared: Path, found: Sensitivity) -> None:
    theirs = [row["Variable"] for row in sorted(
        asem_rows(shared, "vignette_SA_results_sobol"), key=lambda row: -float(row["STi"])
    )]  # fmt: skip
    assert [FACTORS[k] for k in np.argsort(-found.indices.total[0])] == theirs
