"""How sure a second reading is: the mean of the units below, in every replicate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.categories import assign
from ikp.arrays.rank import rank
from ikp.errors import UsageError, problem
from ikp.uncertainty.model import Piece
from ikp.uncertainty.outcome import Outcome
from ikp.uncertainty.tally import Exact

__all__ = ["means_of_children"]

Matrix = NDArray[np.float64]

#: Replicates that are taken together.
_BLOCK = 1024


def means_of_children(
    outcome: Outcome,
    children: Mapping[str, Sequence[str]],
    *,
    names: Mapping[str, str] | None = None,
    labels: Sequence[str] = (),
    cutoffs: Sequence[float] = (),
    boundary: Sequence[str] = ("upper",),
) -> Outcome:
    """Give the spread of the plain means of units below, such as those of a province's regencies.

    Each replicate is one state of the whole country, so that its means belong together: what moves all
    regencies of a province moves their mean, and what moves each by itself cancels out in part.

    Parameters
    ----------
    outcome : Outcome
        Of the units below, with all replicates kept.
    children : mapping
        Unit to the units whose mean it is. A unit has no score in a replicate in which one of them has
        none, and never one where one of them is not among the outcome's: the mean of the others would
        pass a part off as the whole.
    names : mapping, optional
        Unit to what it is called.
    labels : sequence of str
        Categories, from the lowest.
    cutoffs : sequence of float
        Between them.
    boundary : sequence of {'lower', 'upper'}
        As for `ikp.arrays.categories.assign`.

    Returns
    -------
    Outcome
        In the order of `children`; `central` stays that of the units below. Changes of category are
        counted from that of the central mean; there are no pairs.

    Raises
    ------
    UsageError
        When only histograms were kept: ask for more memory.
    """
    if not isinstance(outcome.tally, Exact):
        raise UsageError(problem("replicates-gone"))
    units, whole, ties = tuple(children), outcome.tally, outcome.central.recipe.ties
    row = {unit: i for i, unit in enumerate(outcome.units)}
    places = [[row[each] for each in own] if own and all(e in row for e in own) else None for own in children.values()]
    kept, told = whole.all_scores, tuple(labels) if cutoffs else ()

    def sorted_into(scores: Matrix) -> NDArray[np.int8] | None:
        return assign(scores, cutoffs, boundary) if told else None

    tally = Exact(len(units), len(told), (), ties, whole.replicates)
    for start in range(0, whole.replicates, _BLOCK):
        scores = _means(kept[start : start + _BLOCK], places)
        made = np.arange(start, start + len(scores))
        some = np.isin(made, whole.order[: whole.made])  # of a run that was stopped
        tally.add(Piece(made[some], scores[some], sorted_into(scores[some])), 0)
    central = _means(outcome.score[np.newaxis], places)[0]
    found = sorted_into(central)
    category = np.full(len(units), -1, dtype=np.int8) if found is None else found
    return replace(
        outcome,
        score=central,
        rank=rank(central, ties),
        category=category,
        units=units,
        names=tuple((names or {}).get(unit, unit) for unit in units),
        labels=told,
        pairs=(),
        reference=category,
        tally=tally,
    )


def _means(scores: Matrix, places: Sequence[list[int] | None]) -> Matrix:
    """Give means over columns, shape (b, n) to (b, parents); NaN where one is missing."""
    found = np.full((len(scores), len(places)), np.nan)
    for column, own in enumerate(places):
        if own is not None:
            found[:, column] = scores[:, own].mean(axis=1)
    return found
