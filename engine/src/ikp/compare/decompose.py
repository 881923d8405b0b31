"""Why a score changed: exactly how much comes from the data, and how much from each part of the method.

Between two editions several things change at once. The change is split by Shapley's
value over *switches*: each factor (the data, the normalisation, the weights, the
aggregation, the rule of the categories) is taken from A or from B, the index is computed
for every combination, and a factor gets its mean effect over all orders in which the
factors may be switched from A to B. So the parts sum to the change with nothing left
over, no order is favoured, a factor that is the same in both gets exactly zero, and B
against A gives the same parts with the sign turned.

Shorrocks, *Journal of Economic Inequality* 11 (2013), 99-126, describes this use of
Shapley's value. Rejected: switching one factor at a time from A (leaves a remainder) and
one fixed order (depends on the order).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.rank import rank
from ikp.arrays.shapley import shapley
from ikp.compare.scores import EditionScores
from ikp.computing import compute
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, Step, Weight
from ikp.result import IndexResult
from ikp.table import IndicatorTable

__all__ = ["FACTORS", "Decomposition", "Factor", "Inputs", "decompose"]

Factor = Literal["data", "normalisation", "weights", "aggregation", "category_rule"]

#: Everything that may differ between two editions: the columns of a `Decomposition`, and
#: after the data the order of a recipe.
FACTORS: tuple[Factor, ...] = ("data", "normalisation", "weights", "aggregation", "category_rule")

#: Kind of step to its factor; all others prepare and normalise.
_FACTOR_OF: Mapping[str, Factor] = {
    "weight": "weights",
    "aggregate": "aggregation",
    "categorise": "category_rule",
}


@dataclass(frozen=True, eq=False)
class Inputs:
    """What an edition is computed from.

    Bounds that the recipe carries go with their factor: those of *treat* and *normalise*
    with the normalisation, those of a rescaling with the aggregation, the cut-offs with
    the rule of the categories. A step without bounds fits itself anew in every
    combination, so that its moving bounds count as an effect of the data.
    """

    table: IndicatorTable
    framework: Framework
    recipe: Recipe

    @classmethod
    def of(cls, result: IndexResult, nodes: Sequence[str] | None = None) -> "Inputs":
        """Take the inputs of a computed index with the bounds that it was computed with.

        With `nodes` (the dimensions, say) the index is taken from there upwards: their
        scores become the data. That is how editions with different indicators, but the
        same dimensions, are computed on a common framework; what happened below the nodes
        then counts as data.

        Where indicators were screened out, make the inputs yourself, with the framework
        from before: the result only keeps what was left of it.

        Raises
        ------
        DataError
            If a path from the index to an indicator does not pass through exactly one of the nodes.
        """
        if nodes is None:
            return cls(result.table, result.framework, result.recipe)
        framework = result.framework.cut(nodes).with_weights(result.weights)
        values = np.column_stack([result.score(node) for node in nodes])
        reasons = np.column_stack([result.reason(node) for node in nodes])
        table = IndicatorTable(
            result.units,
            nodes,
            values,
            reasons,
            names=result.names,
            periods=result.periods,
            origin=result.table.origin,
            synthetic=result.table.synthetic,
        )
        # The weights stand in the framework by now; rules of nodes below the cut have nothing left to rule.
        steps = [
            _only(step, framework) for step in result.recipe.above_indicators().steps if not isinstance(step, Weight)
        ]
        return cls(table, framework, Recipe(steps, result.recipe.name, result.recipe.source, result.recipe.ties))


def _only(step: Step, framework: Framework) -> Step:
    """Leave out a step's rules for nodes that the framework does not have."""
    if not isinstance(step, (Aggregate, Categorise)):
        return step
    kept: dict[str, Any] = {"nodes": {code: rule for code, rule in step.nodes.items() if code in framework}}
    return replace(step, **kept)


@dataclass(frozen=True, eq=False)
class Decomposition:
    """A change split into its factors.

    Parameters
    ----------
    units : tuple of str, length n
        Those that both editions have.
    switched : tuple of Factor
        The factors that differ; the columns of the others are exactly zero.
    score, rank : array, shape (n, 5)
        Part of each of `FACTORS` in the change of the score and of the rank. Ranks are
        taken among `units`; a part above zero moves the unit towards rank 1.
    category : array, shape (n, 5), or None
        The same for the category, in steps (rendah to sedang is 1). None where the two
        editions do not sort into the same categories.
    score_change, rank_change, category_change : array, shape (n,)
        B minus A (for ranks: ranks gained). Each is the sum of its row.
    incomplete : tuple of str
        Units that have no score in some combination; their rows are NaN and they take no rank.
    """

    units: tuple[str, ...]
    switched: tuple[Factor, ...]
    score: NDArray[np.float64]
    rank: NDArray[np.float64]
    category: NDArray[np.float64] | None
    score_change: NDArray[np.float64]
    rank_change: NDArray[np.float64]
    category_change: NDArray[np.float64] | None
    incomplete: tuple[str, ...] = ()


def decompose(a: Inputs, b: Inputs, code: str | None = None) -> Decomposition:
    """Split the change of a node's score, rank and category from A to B into its factors.

    The index is computed once for every combination of the factors that differ: at most 32 times.

    Parameters
    ----------
    a, b : Inputs
        Their frameworks are the same tree; weights, directions and targets may differ.
    code : str, optional
        The node; the index when left out.

    Returns
    -------
    Decomposition

    Raises
    ------
    DataError
        If the trees differ, if the editions have no unit in common, or if a unit stands
        in a table more than once (a panel): take one period first.
    """
    _refuse(a, b)
    units = tuple(unit for unit in a.table.units if unit in b.table.row_of)
    switched = tuple(factor for factor in FACTORS if _differs(factor, a, b))

    @cache
    def run(members: frozenset[Factor]) -> EditionScores:
        mixed = _mix(a, b, members)
        result = compute(mixed.table, mixed.framework, mixed.recipe)
        return EditionScores.from_result(result, "", "", code=code).coarse()

    of_score = tuple(factor for factor in switched if factor != "category_rule")
    scores = {members: _scores(run(members), units) for members in _subsets(of_score)}
    complete: NDArray[np.bool_] = ~np.any(np.isnan(list(scores.values())), axis=0)
    ranks = {members: -rank(np.where(complete, score, np.nan)) for members, score in scores.items()}
    score, score_change = _split(scores, of_score, complete)
    ranked, rank_change = _split(ranks, of_score, complete)
    category = category_change = None
    labels = [run(frozenset(members)).labels for members in ((), switched)]
    if labels[0] and labels[0] == labels[1]:
        places = {members: _places(run(members), units) for members in _subsets(switched)}
        category, category_change = _split(places, switched, complete)
    incomplete = tuple(unit for unit, known in zip(units, complete, strict=True) if not known)
    return Decomposition(
        units, switched, score, ranked, category, score_change, rank_change, category_change, incomplete
    )


def _subsets(factors: Sequence[Factor]) -> list[frozenset[Factor]]:
    return [
        frozenset(factor for place, factor in enumerate(factors) if number >> place & 1)
        for number in range(2 ** len(factors))
    ]


def _split(
    worth: Mapping[frozenset[Factor], NDArray[np.float64]], factors: tuple[Factor, ...], complete: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the part of each of `FACTORS`, shape (n, 5), and the whole change, shape (n,)."""
    start = worth[frozenset()]
    change = np.where(complete, worth[frozenset(factors)] - start, np.nan)

    def gain(members: NDArray[np.intp]) -> NDArray[np.float64]:
        return worth[frozenset(factors[place] for place in members)] - start

    parts = np.zeros((len(start), len(FACTORS)))
    parts[:, [FACTORS.index(factor) for factor in factors]] = shapley(gain, len(factors), len(start))
    parts[~complete] = np.nan
    return parts, change


def _scores(edition: EditionScores, units: Sequence[str]) -> NDArray[np.float64]:
    return np.array([edition.score(unit) for unit in units])


def _places(edition: EditionScores, units: Sequence[str]) -> NDArray[np.float64]:
    """Give the place of each unit's category, counted from the lowest; NaN where it has none."""
    place = {label: float(i) for i, label in enumerate(edition.labels)}
    return np.array([place.get(edition.category(unit), np.nan) for unit in units])


# --- the factors -------------------------------------------------------------------------
def _mix(a: Inputs, b: Inputs, members: frozenset[Factor]) -> Inputs:
    """Take the named factors from B and the others from A."""

    def side(factor: Factor) -> Inputs:
        return b if factor in members else a

    weights = {node.code: node.weight for node in side("weights").framework.nodes}
    framework = side("normalisation").framework.with_weights(weights)
    steps = [step for factor in FACTORS[1:] for step in _steps(factor, side(factor).recipe)]
    return Inputs(side("data").table, framework, Recipe(steps))


def _steps(factor: Factor, recipe: Recipe) -> list[Step]:
    """Give the steps that belong to a factor; all that come before the weights make the normalisation."""
    return [replace(step, evidence={}) for step in recipe.steps if _FACTOR_OF.get(step.kind, "normalisation") == factor]


def _differs(factor: Factor, a: Inputs, b: Inputs) -> bool:
    one, two = a.framework.nodes, b.framework.by_code
    steps = [_steps(factor, inputs.recipe) for inputs in (a, b)]
    match factor:
        case "data":
            return a.table.digest != b.table.digest
        case "normalisation":
            turned = any(
                (node.direction, node.denominator, node.target)
                != (two[node.code].direction, two[node.code].denominator, two[node.code].target)
                for node in one
            )
            return turned or steps[0] != steps[1]
        case "weights":
            return any(node.weight != two[node.code].weight for node in one) or steps[0] != steps[1]
    return steps[0] != steps[1]


def _refuse(a: Inputs, b: Inputs) -> None:
    trees = [
        {code: (tier, inputs.framework.children(code)) for code, tier in inputs.framework.tiers.items()}
        for inputs in (a, b)
    ]
    if trees[0] != trees[1]:
        codes = sorted({code for tree, other in (trees, trees[::-1]) for code in tree if other.get(code) != tree[code]})
        raise DataError(problem("decompose-trees", codes=codes))
    for inputs in (a, b):
        if twice := [unit for unit, times in Counter(inputs.table.units).items() if times > 1]:
            raise DataError([problem("table-duplicate", unit=unit) for unit in twice[:20]])
    if a.table.row_of.keys().isdisjoint(b.table.units):
        raise DataError(problem("decompose-units"))
