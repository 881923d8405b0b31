"""What leaving out a node does: the index without it, beside the index as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp import steps
from ikp.arrays.rank import rank
from ikp.errors import DataError
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise
from ikp.result import IndexResult
from ikp.uncertainty.coherence.correlation import correlate

__all__ = ["Removal", "leave_out"]

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Removal:
    """The index without one node.

    Parameters
    ----------
    code : str
    mean_shift, largest_shift : float
        Of the rank, without sign, over the units that have a score both times; COINr's
        ``MeanAbsDiff``. NaN where there is no such unit.
    largest_unit : str
        Whose rank moves most; empty where none moves.
    spearman : float
        Between the scores with and without the node.
    recategorised : int or None
        Units whose category changes; None without categories.
    lost : int
        Units that have no score any more.
    """

    code: str
    mean_shift: float
    largest_shift: float
    largest_unit: str
    spearman: float
    recategorised: int | None
    lost: int


def leave_out(result: IndexResult, codes: Sequence[str], recipe: Recipe | None = None) -> tuple[Removal, ...]:
    """Leave out one node at a time and aggregate anew; the weights of its siblings are scaled up.

    The indicators stay as they were normalised: leaving one out does not change the others.
    What aggregation and categories had fitted on the data is fitted anew; what `recipe` holds
    stored stays.

    Parameters
    ----------
    result : IndexResult
    codes : sequence of str
        Indicators or aggregates, not the index itself.
    recipe : Recipe, optional
        As it was asked for, before anything was fitted. Left out, all that was fitted stays.

    Returns
    -------
    tuple of Removal
        Without those nodes that cannot be left out: the only one below the index, or one whose
        siblings all weigh nothing.
    """
    used = result.recipe if recipe is None else recipe
    found = []
    for code in codes:
        gone = result.framework.leaves_under(code)
        try:
            framework = result.framework.without(gone)
        except DataError:  # nothing would remain
            continue
        removal = _without(result, framework, used, code)
        if removal is not None:
            found.append(removal)
    return tuple(found)


def _without(result: IndexResult, framework: Framework, recipe: Recipe, code: str) -> Removal | None:
    weights = _rescaled(result, framework)
    if weights is None:
        return None
    table = result.scored.select(framework.indicators)
    step = recipe.step(Aggregate) or Aggregate()
    aggregates, _, _ = steps.aggregate(table, framework, step, weights)
    scores, before = aggregates.values[:, -1], result.score()
    both = ~(np.isnan(scores) | np.isnan(before))
    shift = np.abs(rank(scores, ties=recipe.ties) - result.rank())
    shift[~both] = np.nan
    moved = bool(both.any()) and float(np.nanmax(shift)) > 0
    categories = None
    if (rule := recipe.step(Categorise)) is not None and framework.root in result.categories:
        found, _, _ = steps.categorise(aggregates, framework, rule, table)
        categories = int(np.count_nonzero((found[framework.root] != result.categories[framework.root]) & both))
    return Removal(
        code,
        float(np.nanmean(shift)) if both.any() else float("nan"),
        float(np.nanmax(shift)) if both.any() else float("nan"),
        result.units[int(np.nanargmax(shift))] if moved else "",
        float(correlate(scores[:, None], before[:, None], "spearman").values[0, 0]),
        categories,
        int(np.count_nonzero(np.isnan(scores) & ~np.isnan(before))),
    )


def _rescaled(result: IndexResult, framework: Framework) -> dict[str, float] | None:
    """Scale the weights of those who stay, so that siblings sum to 1; None where siblings would weigh nothing."""
    weights: dict[str, float] = {}
    for parent in framework.aggregates:
        children = framework.children(parent)
        total = sum(result.weights[child] for child in children)
        if total <= 0:
            return None
        weights |= {child: result.weights[child] / total for child in children}
    return weights
