"""Coherence of the ASEM example, against what COINr computes.

Kept apart where COINr's choice is not ours: its weight optimiser is a search that stops at
a tolerance of 0.1 in the logarithm of the error. The search itself, a simplex of R's
``optim``, is repeated here, so that its number is reproduced and set beside the solution.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.tests.reference.asem import asem_framework, asem_rows, asem_table
from ikp import IndexResult, Recipe, compute
from ikp.arrays.weight import importance_shares
from ikp.recipe.steps import Aggregate, AggregateRule, Normalise, NormaliseRule
from ikp.uncertainty.coherence import alpha, correlate, importance, leave_out, optimise, principal_components
from ikp.uncertainty.coherence.correlation import covariances

pytestmark = pytest.mark.reference

CLOSE = 1e-8


@pytest.fixture(scope="module")
def result(shared: Path) -> IndexResult:
    recipe = Recipe([Normalise(default=NormaliseRule()), Aggregate(default=AggregateRule())])
    return compute(asem_table(shared, "Treated"), asem_framework(shared), recipe)


def columns(result: IndexResult, codes: list[str]) -> NDArray[np.float64]:
    return np.column_stack([result.score(code) for code in codes])


@pytest.mark.parametrize(("name", "method"), [("corr_L1_L2", "pearson"), ("corr_spearman_L1", "spearman")])
def test_correlations_within_and_across_tiers(shared: Path, result: IndexResult, name: str, method: str) -> None:
    rows = asem_rows(shared, name)
    first, second = (list(dict.fromkeys(row[side] for row in rows)) for side in ("Var1", "Var2"))
    found = correlate(columns(result, first), columns(result, second), method=method).values  # type: ignore[arg-type]
    assert len(rows) == found.size
    for row in rows:
        place = first.index(row["Var1"]), second.index(row["Var2"])
        assert found[place] == pytest.approx(float(row["Correlation"]), abs=CLOSE)


def test_alpha_of_every_group(shared: Path, result: IndexResult) -> None:
    framework = result.framework
    for row in asem_rows(shared, "cronbach"):
        codes = framework.indicators if row["group"] == "all" else framework.children(row["group"])
        found = alpha(covariances(columns(result, list(codes))))
        assert found == pytest.approx(float(row["alpha"]), abs=CLOSE)


def test_components_of_connectivity(shared: Path, result: IndexResult) -> None:
    rows = asem_rows(shared, "pca_L2_sdev_rotation")
    codes = [name for name in rows[0] if name != "sdev"]
    found = principal_components(columns(result, codes))
    assert np.sqrt(found.eigenvalues) == pytest.approx([float(row["sdev"]) for row in rows], abs=CLOSE)
    for component, row in enumerate(rows):
        expected = np.array([float(row[code]) for code in codes])
        # The sign of a component is arbitrary; ours sums to more than zero.
        assert found.rotation[:, component] == pytest.approx(expected * np.sign(expected.sum()), abs=CLOSE)


def test_effective_weights(shared: Path, result: IndexResult) -> None:
    for row in asem_rows(shared, "effective_weights"):
        assert result.effective_weights[row["iCode"]] == pytest.approx(float(row["EffWeight"]), abs=1e-12)


def test_leaving_out_each_group(shared: Path, result: IndexResult) -> None:
    expected = {row["removed"]: float(row["mean_abs_rank_diff"]) for row in asem_rows(shared, "remove_elements_L2")}
    assert expected.pop("Nominal") == 0
    found = {each.code: each.mean_shift for each in leave_out(result, list(expected))}
    assert found == pytest.approx(expected, abs=CLOSE)


def test_optimised_weights_and_the_search_that_stops_before_them(shared: Path, result: IndexResult) -> None:
    rows = asem_rows(shared, "optimised_weights_L3_corr")
    x = columns(result, ["Conn", "Sust"])
    wanted = np.array([float(row["Desired"]) for row in rows])

    last: list[NDArray[np.float64]] = []

    def error(weights: NDArray[np.float64]) -> float:
        last.append(importance_shares(x, weights / weights.sum()))
        return float(np.log(((wanted - last[-1]) ** 2).sum() / 2))

    theirs = nelder_mead_of_r(error, wanted, tolerance=0.1)
    theirs /= theirs.sum()
    assert theirs == pytest.approx([float(row["OptWeight"]) for row in rows], abs=CLOSE)
    # What COINr prints as obtained belongs to the last weights that it tried, not to those it returns.
    assert last[-1] == pytest.approx([float(row["Obtained"]) for row in rows], abs=CLOSE)
    full = {row["iCode"]: float(row["Weight"]) for row in asem_rows(shared, "optimised_weights_L3")}
    assert [full["Conn"], full["Sust"]] == pytest.approx(theirs.tolist(), abs=CLOSE)

    ours = optimise(x, wanted)
    assert ours is not None
    assert ours.exact
    assert importance(x, ours.weights, x @ ours.weights).by_correlation == pytest.approx([0.5, 0.5], abs=1e-12)
    assert ours.weights == pytest.approx(theirs, abs=0.006)


def nelder_mead_of_r(
    function: Callable[[NDArray[np.float64]], float], start: NDArray[np.float64], tolerance: float
) -> NDArray[np.float64]:
    """Search as the method of Nelder and Mead does in R's `optim` (Nash 1990, *Compact Numerical Methods*, ch. 14).

    It stops when highest and lowest value differ by less than tolerance × (|value at the start| + tolerance).
    """
    size = 0.1 * float(np.abs(start).max()) or 0.1
    points = [start.astype(float), *(start + size * np.eye(len(start)))]
    values = [function(point) for point in points]
    limit = tolerance * (abs(values[0]) + tolerance)
    while True:
        low, high = int(np.argmin(values)), int(np.argmax(values))
        if values[high] <= values[low] + limit:
            return np.asarray(points[low])
        centre = (sum(points) - points[high]) / len(start)
        reflected = 2 * centre - points[high]
        value = function(reflected)
        if value < values[low]:
            further = 2 * reflected - centre
            beyond = function(further)
            points[high], values[high] = (further, beyond) if beyond < value else (reflected, value)
            continue
        if value < values[high]:
            points[high], values[high] = reflected, value
            if sum(each > value for each in values) > 1 or value < sorted(values)[-2]:
                continue
        inward = 0.5 * (points[high] + centre)
        nearer = function(inward)
        if nearer < values[high]:
            points[high], values[high] = inward, nearer
        elif value >= values[high]:
            for k, point in enumerate(points):
                if k != low:
                    points[k] = 0.5 * (point + points[low])
                    values[k] = function(points[k])
