"""The smallest change of data, or of weights, that would move a unit into the next category.

Where the index is a straight line in the indicators (weighted means all the way up) both are
linear programmes whose answers can be written down:

- *data*: the least sum of changes of normalised indicators moves the one with the largest
  effective weight as far as it can go, then the next;
- *weights*: the least weight that has to change hands among siblings goes from the part with
  the lowest score to the one with the highest (or the other way round).

Elsewhere the same way is walked, and the place where it meets the cut-off is found by halving:
then it is a change that does it, and not proven to be the smallest. Cut-offs and all that was
fitted are held as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.computing import compute
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Normalise, Weight
from ikp.result import IndexResult
from ikp.table import IndicatorTable
from ikp.uncertainty.sensitivity.nodechanges import Neighbour, neighbours, relative

__all__ = ["Flip", "Move", "flips"]

Vector = NDArray[np.float64]
Index = Callable[[Vector], float]

_HALVINGS = 60
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Move:
    """What one node has now and would need: a normalised value, or a weight among its siblings.

    `raw_now` and `raw_needed` are the indicator's own values, where its normalisation is a line
    that can be turned back; NaN otherwise, and for weights.
    """

    code: str
    now: float
    needed: float
    raw_now: float = float("nan")
    raw_needed: float = float("nan")


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change that moves a unit into a category.

    Parameters
    ----------
    kind : {'data', 'weights'}
    to : Neighbour
        The category, and the cut-off that has to be met.
    parent : str
        Whose children's weights change; empty for data.
    moves : tuple of Move
        What changes; empty where nothing within the limits does it.
    size : float
        Sum of the changes of normalised indicators, or the share of weight that changes hands;
        infinite where nothing does it.
    exact : bool
        Whether the index is a straight line along the way, so that nothing smaller does it.
    """

    kind: Literal["data", "weights"]
    to: Neighbour
    parent: str
    moves: tuple[Move, ...]
    size: float
    exact: bool


def flips(result: IndexResult, row: int, limits: tuple[float, float] = (0.0, 100.0)) -> tuple[Flip, ...]:
    """Find the smallest change of data, and of the weights of each node's children, for each category next to a unit's.

    Parameters
    ----------
    result : IndexResult
    row : int
        Of the unit.
    limits : (float, float)
        Between which normalised indicators may move; those beyond may come back.

    Returns
    -------
    tuple of Flip
        By category; data first, then weights, the smallest change first. Empty for a unit
        without score or an index without categories.
    """
    unit = _Unit(result, row)
    found: list[Flip] = []
    for to in neighbours(result, row):
        found.append(unit.by_data(to, limits))
        by_weights = (unit.by_weights(to, parent) for parent in reversed(result.framework.aggregates))
        found += sorted((each for each in by_weights if each is not None), key=lambda each: each.size)
    return tuple(found)


class _Unit:
    """The index of one unit as a function of its indicators and of weights."""

    def __init__(self, result: IndexResult, row: int) -> None:
        self.result, self.framework = result, result.framework
        self.recipe: Recipe = result.recipe.above_indicators()
        whole = relative(result, self.framework)
        self.table = result.scored if whole else result.scored.take(np.array([row]))
        self.row = row if whole else 0
        self.place = row

    def index(self, table: IndicatorTable, framework: Framework, recipe: Recipe) -> float:
        return float(compute(table, framework, recipe).score()[self.row])

    # --- data ------------------------------------------------------------------------
    def by_data(self, to: Neighbour, limits: tuple[float, float]) -> Flip:
        whole = self.table.values[self.row]
        known = np.flatnonzero(~np.isnan(whole))
        here = whole[known]
        low, high = np.minimum(limits[0], here), np.maximum(limits[1], here)

        def index(x: Vector) -> float:
            values = self.table.values.copy()
            values[self.row, known] = x
            return self.index(self.table.with_values(values, self.table.reasons), self.framework, self.recipe)

        now = index(here)
        slopes = np.array([_slope(index, here, now, j, (low[j], high[j])) for j in range(len(here))])
        points, steep = [here], []
        for j in np.argsort(-np.abs(slopes), kind="stable").tolist():
            if abs(slopes[j]) > _CLOSE:
                following = points[-1].copy()
                following[j] = high[j] if (to.gap >= 0) == (slopes[j] > 0) else low[j]
                points.append(following)
                steep.append(abs(float(slopes[j])))
        met, exact = _meet(points, index, to, steep)
        if met is None:
            return Flip("data", to, "", (), float("inf"), exact=False)
        codes = [self.framework.indicators[j] for j in known.tolist()]
        moves = tuple(
            Move(code, float(was), float(needed), *self._raw(code, float(was), float(needed)))
            for code, was, needed in zip(codes, here, met, strict=True)
            if was != needed
        )
        return Flip("data", to, "", moves, float(np.abs(met - here).sum()), exact)

    def _raw(self, code: str, now: float, needed: float) -> tuple[float, float]:
        """Turn normalised values back, where a line did it."""
        step = self.result.recipe.step(Normalise)
        rule = None if step is None else step.indicators.get(code, step.default)
        bounds = None if step is None else step.fitted.get(code)
        if rule is None or bounds is None or rule.method not in ("minmax", "goalposts", "share_of_maximum"):
            return float("nan"), float("nan")
        low, high = np.log(bounds) if rule.log else bounds
        bottom, top = (low, high) if self.framework[code].direction == 1 else (high, low)
        back = [bottom + (each - rule.to[0]) / (rule.to[1] - rule.to[0]) * (top - bottom) for each in (now, needed)]
        if rule.log:
            back = [float(np.exp(each)) for each in back]
        observed = float(self.result.table.column(code)[self._row_of_table()])
        return (back[0] if np.isnan(observed) else observed), back[1]

    def _row_of_table(self) -> int:
        table, result = self.result.table, self.result
        if table.periods is None or result.periods is None:
            return table.row_of[result.units[self.place]]
        key = (result.units[self.place], result.periods[self.place])
        return list(zip(table.units, table.periods, strict=True)).index(key)

    # --- weights -----------------------------------------------------------------------
    def by_weights(self, to: Neighbour, parent: str) -> Flip | None:
        """Find the least weight that has to change hands among the children; None where none has a say."""
        children = self.framework.children(parent)
        scores = np.array([self.result.score(child)[self.place] for child in children])
        weights = np.array([self.result.weights[child] for child in children])
        there = ~np.isnan(scores)
        if np.count_nonzero(there) < 2 or weights[there].sum() <= 0:
            return None
        framework = self.framework.with_weights(self.result.weights)
        recipe = self.recipe.with_step(Weight())

        def index(w: Vector) -> float:
            told = framework.with_weights(dict(zip(children, w.tolist(), strict=True)))
            return self.index(self.table, told, recipe)

        points, gains = [weights], []
        # Up: from the lowest to the highest. Down: the other way round.
        order = [int(j) for j in np.argsort(scores if to.gap > 0 else -scores, kind="stable") if there[j]]
        taker = order[-1]
        for giver in order[:-1]:
            if weights[giver] > 0 and scores[giver] != scores[taker]:
                following = points[-1].copy()
                following[taker] += following[giver]
                following[giver] = 0.0
                points.append(following)
                gains.append(abs(float(scores[taker] - scores[giver])))
        if not gains:
            return Flip("weights", to, parent, (), float("inf"), exact=False)
        step = points[0] + 0.01 * (points[1] - points[0])
        slope = abs(index(step) - index(points[0])) / float(np.abs(step - points[0]).sum()) / gains[0]
        met, exact = _meet(points, index, to, [slope * gain for gain in gains])
        if met is None:
            return Flip("weights", to, parent, (), float("inf"), exact=False)
        moves = tuple(
            Move(child, float(now), float(needed))
            for child, now, needed in zip(children, weights, met, strict=True)
            if now != needed
        )
        return Flip("weights", to, parent, moves, float(np.abs(met - weights).sum() / 2), exact)


def _slope(index: Index, here: Vector, now: float, j: int, ends: tuple[float, float]) -> float:
    """Give what the index gains per unit of an indicator, on the longer side of where it is."""
    low, high = ends
    end = high if high - here[j] >= here[j] - low else low
    if end == here[j]:
        return 0.0
    # A small step, since a cap further on is no reason to call the line here flat; the whole way where it is flat.
    for share in (0.01, 1.0):
        there = here.copy()
        there[j] = here[j] + share * (end - here[j])
        gain = index(there) - now
        if gain:
            return float(gain / (there[j] - here[j]))
    return 0.0


def _meet(points: Sequence[Vector], index: Index, to: Neighbour, slopes: Sequence[float]) -> tuple[Vector | None, bool]:
    """Walk from point to point until the index meets the cut-off; tell whether it is a line as foretold till there.

    `slopes` are what the index gains per unit of change on each stretch, if it is a line.
    """
    before, exact = index(points[0]), True
    for (start, end), slope in zip(pairwise(points), slopes, strict=True):
        length = float(np.abs(end - start).sum())
        share = abs(to.cutoff - before) / (slope * length) if slope * length else np.inf
        if share <= 1:
            met = start + share * (end - start)
            if _is_close(index(met), to.cutoff):
                return met, exact
        after = index(end)
        exact &= _is_close(abs(after - before), slope * length)
        if (after - to.cutoff) * (before - to.cutoff) <= 0 and after != before:
            return _between((start, end), before, index, to), False
        before = after
    return None, False


def _is_close(value: float, expected: float) -> bool:
    return abs(value - expected) <= _CLOSE * max(1.0, abs(expected))


def _between(stretch: tuple[Vector, Vector], before: float, index: Index, to: Neighbour) -> Vector:
    """Find where on a stretch the index meets the cut-off, by halving."""
    start, end = stretch
    near, far = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if (index(start + middle * (end - start)) - to.cutoff) * (before - to.cutoff) > 0:
            near = middle
        else:
            far = middle
    return np.asarray(start + far * (end - start))
