"""The only road from a table to an index."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

import numpy as np
from numpy.typing import NDArray

from ikp import steps
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, Denominate, Impute, Normalise, Screen, Step, Treat, Weight
from ikp.result import Aggregates, Excluded, IndexResult, Treated
from ikp.table import IndicatorTable

__all__ = ["ENGINE_VERSION", "Prepared", "compute", "prepare"]

try:
    ENGINE_VERSION = version("ikp")
except PackageNotFoundError:  # the sources are used without being installed
    ENGINE_VERSION = "0+unknown"


def compute(table: IndicatorTable, framework: Framework, recipe: Recipe) -> IndexResult:
    """Compute an index.

    The steps of the recipe are carried out in its order. A step that carries fitted
    bounds applies them; one without fits itself on `table`, and the result's recipe
    carries what was fitted, so that ``compute(table, framework, result.recipe)`` gives
    the same scores.

    A table that holds aggregates (say, published dimension scores) is computed with
    ``framework.cut(table.codes)`` and ``recipe.above_indicators()``.

    Parameters
    ----------
    table : IndicatorTable
        Must have every indicator of the framework; further columns are not used.
    framework : Framework
    recipe : Recipe

    Returns
    -------
    IndexResult

    Raises
    ------
    DataError
        When the table lacks indicators, the recipe names a node that the framework does
        not have, weights do not sum as asked, or a method meets values it cannot take.
    """
    _refuse_unknown_nodes(recipe, framework)
    work = _Work(table.select(framework.indicators), framework)
    fitted = [work.carry_out(step) for step in recipe.steps]
    assert work.weights is not None and work.aggregates is not None  # noqa: S101, PT018 - a recipe aggregates
    return IndexResult(
        table=table,
        framework=work.framework,
        recipe=Recipe(fitted, recipe.name, recipe.source, recipe.ties),
        scored=work.table,
        aggregates=work.aggregates,
        weights=work.weights,
        categories=work.categories,
        excluded=work.excluded,
        treated=work.treated,
        problems=work.problems,
        imputed=work.imputed,
        engine_version=ENGINE_VERSION,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What stands below the means: the table that they are taken of, and the weights.

    Parameters
    ----------
    scored, framework, weights, excluded
        As those of `IndexResult`.
    """

    scored: IndicatorTable
    framework: Framework
    weights: Mapping[str, float]
    excluded: tuple[Excluded, ...] = ()

    @property
    def normalised(self) -> NDArray[np.float64]:
        """Normalised indicators, shape (n, m)."""
        return self.scored.values


def prepare(table: IndicatorTable, framework: Framework, recipe: Recipe) -> Prepared:
    """Carry out a recipe up to its means, for those who take many of them; refuse all that `compute` refuses there.

    Parameters
    ----------
    table, framework, recipe
        As for `compute`.

    Raises
    ------
    DataError
        As `compute` does, but for the step *categorise*.
    """
    _refuse_unknown_nodes(recipe, framework)
    work = _Work(table.select(framework.indicators), framework)
    for step in recipe.steps:
        if isinstance(step, Aggregate):
            if work.weights is None:
                work.carry_out(Weight())
            assert work.weights is not None  # noqa: S101 - set one line above
            steps.refuse(work.table, work.framework, step, work.weights)
            return Prepared(work.table, work.framework, work.weights, work.excluded)
        work.carry_out(step)
    raise AssertionError  # a recipe aggregates


#: The parameters of each kind of step that name nodes of the framework.
_NAME_NODES = {
    "denominate": ("by",),
    "treat": ("indicators",),
    "normalise": ("indicators",),
    "weight": ("scores", "matrices", "importance"),
    "aggregate": ("nodes",),
    "categorise": ("nodes",),
}


@dataclass
class _Work:
    """What the steps hand from one to the next."""

    table: IndicatorTable
    framework: Framework
    weights: Mapping[str, float] | None = None
    aggregates: Aggregates | None = None
    categories: Mapping[str, NDArray[np.int8]] = field(default_factory=dict)
    excluded: tuple[Excluded, ...] = ()
    treated: tuple[Treated, ...] = ()
    problems: tuple[Problem, ...] = ()
    imputed: NDArray[np.bool_] | None = None

    def carry_out(self, step: Step) -> Step:
        """Do one step and give it back with what it fitted."""
        match step:
            case Screen():
                self._screen(step)
            case Denominate():
                self.table = steps.denominate(self.table, self.framework, step)
            case Impute():
                self.table, filled = steps.impute(self.table, self.framework, step)
                if filled is not None:
                    self.imputed = filled if self.imputed is None else self.imputed | filled
            case Treat():
                self.table, step, treated = steps.treat(self.table, self.framework, step)
                self.treated += treated
            case Normalise():
                self.table, step, found = steps.normalise(self.table, self.framework, step)
                self.problems += found
            case Weight():
                self.weights, step, found = steps.weight(self.table, self.framework, step)
                self.problems += found
            case Aggregate():
                if self.weights is None:
                    self.carry_out(Weight())
                assert self.weights is not None  # noqa: S101 - set one line above
                self.aggregates, step, found = steps.aggregate(self.table, self.framework, step, self.weights)
                self.problems += found
            case Categorise():
                assert self.aggregates is not None  # noqa: S101 - the recipe's order puts aggregate first
                self.categories, step, found = steps.categorise(self.aggregates, self.framework, step, self.table)
                self.problems += found
            case _:  # `events` is done before there is a table
                pass
        return step

    def _screen(self, step: Screen) -> None:
        before = self.table
        self.table, left_out = steps.screen(before, step)
        self.excluded += left_out
        gone = [each.code for each in left_out if each.kind == "indicator"]
        if gone:
            self.framework = self.framework.without(gone)
        if self.imputed is not None and left_out:
            keys = zip(before.units, before.periods or before.units, strict=True)
            row = {key: i for i, key in enumerate(keys)}
            rows = [row[key] for key in zip(self.table.units, self.table.periods or self.table.units, strict=True)]
            columns = [before.column_of[code] for code in self.table.codes]
            self.imputed = self.imputed[np.ix_(rows, columns)]


def _refuse_unknown_nodes(recipe: Recipe, framework: Framework) -> None:
    """Find every place where a recipe names a node that the framework lacks, before any work is done.

    A step's `fitted` may hold more nodes than the framework: bounds of a whole edition
    serve a part of it.
    """
    problems = [
        problem("recipe-node", path=f"step[{place}] {step.kind}.{name}", code=code)
        for place, step in enumerate(recipe.steps, start=1)
        for name in _NAME_NODES.get(step.kind, ())
        for code in getattr(step, name)
        if code not in framework
    ]
    if problems:
        raise DataError(problems)
