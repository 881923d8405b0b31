"""What would change a unit's category: the smallest change of one part, all others staying as they are.

Where the index is a straight line in the part (weighted means all the way up), the change
is computed exactly from two points of that line, so that the effective weight counts,
also where missing siblings have raised it. Where the index does not land on the cut-off,
it is not a straight line there, and the value is found by bisection.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ikp.computing import compute
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise
from ikp.result import IndexResult, aggregate_rule, category_rule
from ikp.table import IndicatorTable

__all__ = ["Change", "Neighbour", "changes", "neighbours", "relative"]

#: Methods that score a unit against the others: they need the whole table, not one row of it.
_RELATIVE = {"wroclaw", "benefit_of_the_doubt", "copeland"}
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A category next to the unit's own: `gap` is what the index lacks to its cut-off.

    `strict` is True where the cut-off itself still belongs to the unit's own category.
    """

    label: str
    group: str
    cutoff: float
    gap: float
    strict: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What `code` would have to be for the category `to`; `needed` is None where nothing in its range does it."""

    code: str
    to: Neighbour
    now: float
    needed: float | None
    exact: bool = True

    @property
    def by(self) -> float:
        return float("inf") if self.needed is None else self.needed - self.now


def neighbours(result: IndexResult, row: int) -> list[Neighbour]:
    """Give the categories above and below a unit's own; none without a score or categories."""
    root = result.framework.root
    step = result.recipe.step(Categorise)
    place = int(result.categories[root][row]) if root in result.categories else -1
    if step is None or place < 0:
        return []
    rule = category_rule(step, result.framework, root)
    cutoffs, score = result.cutoffs(), float(result.score()[row])
    sides = rule.boundary if len(rule.boundary) == len(cutoffs) else rule.boundary[:1] * len(cutoffs)
    found = []
    for label, cut, upward in ((place + 1, place, True), (place - 1, place - 1, False)):
        if 0 <= label < len(rule.labels) and 0 <= cut < len(cutoffs):
            # Who holds a score that equals the cut-off: the category above (`upper`) or below it (`lower`)?
            strict = (sides[cut] == "lower") if upward else (sides[cut] == "upper")
            name = rule.labels[label]
            found.append(Neighbour(name, rule.groups.get(name, name), cutoffs[cut], cutoffs[cut] - score, strict))
    return found


def changes(result: IndexResult, row: int, codes: Sequence[str], limits: tuple[float, float]) -> list[Change]:
    """Find, for each neighbouring category and each known node of `codes`, the value that would reach it.

    Parameters
    ----------
    result : IndexResult
    row : int
        Of the unit.
    codes : sequence of str
        Nodes that together hold every indicator once, such as the dimensions.
    limits : (float, float)
        The range that the nodes can take.

    Returns
    -------
    list of Change
        The smallest change first; impossible ones last.
    """
    scores = np.column_stack([result.score(code) for code in codes])
    below = _Below(result, scores, row, codes)
    found = []
    for to in neighbours(result, row):
        for k, code in enumerate(codes):
            now = float(scores[row, k])
            if not np.isnan(now):
                needed, exact = _solve(below.index_of(k), now, to.cutoff, limits)
                found.append(Change(code, to, now, needed, exact))
    return sorted(found, key=lambda each: abs(each.by))


def relative(result: IndexResult, framework: Framework) -> bool:
    """Tell whether a unit's score hangs on the other units, so that it cannot be computed from its row alone."""
    step = result.recipe.step(Aggregate) or Aggregate()
    return any(aggregate_rule(step, framework, code).method in _RELATIVE for code in framework.aggregates)


class _Below:
    """The index of one unit as a function of one of its parts."""

    def __init__(self, result: IndexResult, scores: np.ndarray, row: int, codes: Sequence[str]) -> None:
        self.framework: Framework = result.framework.cut(codes)
        self.recipe: Recipe = result.recipe.above_indicators()
        whole = relative(result, self.framework)
        self.codes = tuple(codes)
        self.scores = scores if whole else scores[row : row + 1]
        self.row = row if whole else 0

    def index_of(self, k: int) -> Callable[[float], float]:
        def index(value: float) -> float:
            scores = self.scores.copy()
            scores[self.row, k] = value
            table = IndicatorTable([str(i) for i in range(len(scores))], self.codes, scores)
            return float(compute(table, self.framework, self.recipe).score()[self.row])

        return index


def _solve(
    index: Callable[[float], float], now: float, cutoff: float, limits: tuple[float, float]
) -> tuple[float | None, bool]:
    """Find the value at which the index meets the cut-off, and whether it is exact."""
    here = index(now)
    low, high = min(limits[0], now), max(limits[1], now)
    end = high if now <= (low + high) / 2 else low
    slope = (index(end) - here) / (end - now) if end != now else 0.0
    if slope:
        straight = now + (cutoff - here) / slope
        if low <= straight <= high and abs(index(straight) - cutoff) <= 1e-9 * max(1.0, abs(cutoff)):
            return straight, True
    return _bisect(index, now, here, cutoff, (low, high)), False


def _bisect(
    index: Callable[[float], float], now: float, here: float, cutoff: float, limits: tuple[float, float]
) -> float | None:
    """Halve the stretch between now and the end that lies beyond the cut-off; None where neither does."""
    for end in sorted(limits, key=lambda limit: abs(limit - now)):
        if (index(end) - cutoff) * (here - cutoff) <= 0 and end != now:
            near, far = now, end
            for _ in range(_STEPS):
                middle = (near + far) / 2
                if (index(middle) - cutoff) * (here - cutoff) > 0:
                    near = middle
                else:
                    far = middle
            return far
    return None
