"""What if: one change of the recipe, the weights or the data, and what moves because of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from ikp.computing import compute
from ikp.errors import DataError, UsageError, problem
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Weight
from ikp.result import IndexResult
from ikp.table import IndicatorTable, Missing
from ikp.uncertainty.drawing import changed, put_value
from ikp.uncertainty.model import without_indicators

__all__ = ["Change", "WhatIf", "what_if"]

Vector = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is to be otherwise; nothing of it changes nothing.

    Parameters
    ----------
    settings : mapping
        Path of a setting of the recipe (``aggregate.tiers.3.rescale.high``) to its value.
    steps : mapping
        Kind of a step to the settings that differ, as the option of a perturbation has them.
    weights : mapping
        Node to its weight, relative to its siblings as they weigh in the index.
    values : mapping
        (unit, indicator) to its value; None for missing.
    drop : sequence of str
        Indicators to leave out.
    """

    settings: Mapping[str, Any] | None = None
    steps: Mapping[str, Mapping[str, Any]] | None = None
    weights: Mapping[str, float] | None = None
    values: Mapping[tuple[str, str], float | None] | None = None
    drop: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Before and after, unit by unit in the order of the table."""

    before: IndexResult
    after: IndexResult

    @property
    def units(self) -> tuple[str, ...]:
        return self.before.table.units

    @property
    def names(self) -> tuple[str, ...]:
        return self.before.table.names or self.units

    @cached_property
    def scores(self) -> tuple[Vector, Vector]:
        """Scores before and after, shape (n,) each; NaN without one."""
        return self._of(self.before, self.before.score()), self._of(self.after, self.after.score())

    @cached_property
    def ranks(self) -> tuple[Vector, Vector]:
        """Ranks before and after, shape (n,) each."""
        return self._of(self.before, self.before.rank()), self._of(self.after, self.after.rank())

    @cached_property
    def categories(self) -> tuple[list[str], list[str]]:
        """Categories before and after; an empty text without one."""
        return self._labels(self.before), self._labels(self.after)

    @property
    def moved(self) -> NDArray[np.bool_]:
        """Which units have another score, or have one only before or only after, shape (n,)."""
        one, other = self.scores
        return np.asarray((one != other) & ~(np.isnan(one) & np.isnan(other)))

    def _rows(self, result: IndexResult) -> list[int]:
        keys = zip(result.units, result.periods or result.units, strict=True)
        table = self.before.table
        place = {key: i for i, key in enumerate(zip(table.units, table.periods or table.units, strict=True))}
        return [place[key] for key in keys]

    def _of(self, result: IndexResult, values: Vector) -> Vector:
        found = np.full(len(self.units), np.nan)
        found[self._rows(result)] = values
        return found

    def _labels(self, result: IndexResult) -> list[str]:
        found = [""] * len(self.units)
        for row, label in zip(self._rows(result), result.category().tolist(), strict=True):
            found[row] = label
        return found


def what_if(table: IndicatorTable, framework: Framework, recipe: Recipe, change: Change) -> WhatIf:
    """Compute an index as it is and as it would be.

    What the recipe stores as fitted stays stored; a step that is changed fits itself anew.

    Raises
    ------
    DataError
        For settings, nodes, units or indicators that are not there, or a recipe that cannot
        be carried out.
    UsageError
        If nothing is to be otherwise.
    """
    if not (change.settings or change.steps or change.weights or change.values or change.drop):
        raise UsageError(problem("change-nothing"))
    before = compute(table, framework, recipe)
    recipe = changed(recipe, change.steps) if change.steps else recipe
    for path, value in (change.settings or {}).items():
        recipe = put_value(recipe, path, value)
    if change.weights or change.drop:
        framework, recipe = _reweighed(table, framework, recipe, change)
    return WhatIf(before, compute(_revalued(table, change.values or {}), framework, recipe))


def _reweighed(table: IndicatorTable, framework: Framework, recipe: Recipe, change: Change) -> tuple[Framework, Recipe]:
    """Give framework and recipe with the weights that the index has, the named ones otherwise, some left out."""
    wanted = change.weights or {}
    strange = [code for code in wanted if code not in framework or code == framework.root]
    strange += [code for code in change.drop if code not in framework.indicators]
    if strange:
        raise DataError(problem("vary-node", path="change", codes=strange))
    # Weights that come from judgements or data are first found, then changed.
    weights = dict(compute(table, framework, recipe).weights)
    for code, weight in wanted.items():
        siblings = framework.children(str(framework[code].parent))
        given = recipe.step(Weight) is None or cast(Weight, recipe.step(Weight)).method == "given"
        # On the scale that the reader sees: of the framework where it gives the weights, else shares of 1.
        total = sum(framework[each].weight for each in siblings) if given else 1.0
        weights[code] = weight / total if total else weight
    framework = framework.with_weights(weights)
    if change.drop:
        framework = framework.without(change.drop)
        recipe = without_indicators(recipe, change.drop)
    return framework, recipe.with_step(Weight())


def _revalued(table: IndicatorTable, values: Mapping[tuple[str, str], float | None]) -> IndicatorTable:
    if not values:
        return table
    matrix = table.values.copy(order="F")
    reasons = np.zeros(matrix.shape, dtype=np.uint8, order="F") if table.reasons is None else table.reasons.copy()
    for (unit, code), value in values.items():
        if unit not in table.row_of or code not in table.column_of:
            raise DataError(problem("change-cell", unit=unit, code=code))
        cell = table.row_of[unit], table.column_of[code]
        matrix[cell] = np.nan if value is None else value
        reasons[cell] = Missing.NOT_REPORTED if value is None else Missing.OBSERVED
    return table.with_values(matrix, reasons)
