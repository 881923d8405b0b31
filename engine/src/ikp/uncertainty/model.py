"""The model whose output is propagated: from points to scores and categories, a replicate a point.

What a draw changes decides how far back the recipe has to be carried out anew. Options and
left-out indicators make a *scenario*, which is computed once by the ordinary road. A draw of
weights, or of numbers above the normalised values, starts from the scenario's normalised
table; a draw of values, or of numbers below, from the data. Where the steps above are means
and lines, many weights are done at once (`ikp.uncertainty.plan`), to the same scores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.computing import Prepared, compute, prepare
from ikp.errors import DataError, problem
from ikp.events import EventLog
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe import Recipe
from ikp.recipe.steps import Categorise, Denominate, Events, Normalise, Treat, Weight
from ikp.result import IndexResult, category_rule
from ikp.table import IndicatorTable
from ikp.uncertainty.drawing import Layout, at, changed, put
from ikp.uncertainty.perturbations import Choice, Drop, Number, Option, Perturbation, Perturbations, Weights
from ikp.uncertainty.plan import Plan
from ikp.uncertainty.stages import ROWS, Gaps
from ikp.uncertainty.values import VALUES, Values
from ikp.uncertainty.weighing import Weigher

__all__ = ["Model", "Piece", "without_indicators"]

Matrix = NDArray[np.float64]

#: Scores that are worked on at once: 16 MB, unless one stride of replicates takes more.
_PIECE = 1 << 21
#: Bytes that the tables of scenarios may take together; those longest unused are made anew when needed.
_SCENARIOS = 1 << 29
#: Bytes that normalised tables may take that are kept for other scenarios to start from.
_BASES = 1 << 26
#: The golden section: its multiples fall far from all that were before.
_APART = (5**0.5 - 1) / 2
#: So many scenarios of a table of at most so many units are made before the replicates.
_PREPARED, _SHORT = 64, 1 << 13
#: No more replicates in a piece than this, so that small tables stay in the cache.
_MOST = 512


@dataclass(frozen=True, slots=True)
class Piece:
    """Some replicates: which points they are of, scores (b, n), and categories (b, n), −1 where there is none."""

    rows: NDArray[np.intp]
    scores: Matrix
    categories: NDArray[np.int8] | None


class Model:
    """Data, framework, recipe and what varies; `pieces` computes.

    Parameters
    ----------
    table : IndicatorTable
    framework : Framework
    recipe : Recipe
    perturbations : Perturbations
    events : EventLog, optional
        What the table was made from.
    fast : bool
        False makes every replicate by the ordinary steps, to check the fast road by.

    Raises
    ------
    DataError
        For perturbations that do not fit the recipe, the framework or the data.
    """

    def __init__(
        self,
        table: IndicatorTable,
        framework: Framework,
        recipe: Recipe,
        perturbations: Perturbations,
        *,
        events: EventLog | None = None,
        fast: bool = True,
    ) -> None:
        self.problems: list[Problem] = []
        self.framework, self.recipe, self.fast = framework, recipe, fast
        self.table = table.select(framework.indicators)
        self.values = Values(self.table, framework, events)
        self.perturbations = self._able(perturbations)
        self.layout = Layout(self.perturbations, framework)
        self._refuse()
        self.central = compute(table, framework, recipe)
        self._bases: list[tuple[Any, Prepared | IndexResult]] = [(recipe.below_weights(), self.central)]
        self.gaps: dict[Any, list[Gaps]] = {}
        self._scenarios: dict[tuple[int, ...], _Scenario] = {}
        self._making: dict[tuple[int, ...], Lock] = {}
        self._lock = Lock()

    def _able(self, perturbations: Perturbations) -> Perturbations:
        """Leave out, with a warning, the options that change how events are counted where there are none."""
        if self.values.events is not None:
            return perturbations
        kept: list[Perturbation] = []
        for each in perturbations.vary:
            if isinstance(each, Choice):
                able = tuple(option for option in each.options if "events" not in option.change)
                gone = [option for option in each.options if option not in able and option.probability > 0]
                self.problems += [problem("vary-events", option=option.name) for option in gone]
                if any(option.probability > 0 for option in able):
                    kept.append(replace(each, options=able))
            else:
                kept.append(each)
        return Perturbations(kept, perturbations.name, perturbations.source)

    def _refuse(self) -> None:
        for place, each in enumerate(self.perturbations.vary):
            if isinstance(each, VALUES):
                self.values.refuse(each, self.perturbations.path(place))
            if isinstance(each, Choice):
                for option in each.options:
                    self._refuse_option(option)
            if isinstance(each, Number):
                for path in each.paths:
                    at(self.recipe, path)

    def _refuse_option(self, option: Option) -> None:
        if option.alternative and not option.change:
            raise DataError(problem("vary-alternative", option=option.name, alternative=option.alternative))
        expected, found = (self._labels(each) for each in (self.recipe, changed(self.recipe, option.change)))
        if expected != found:
            raise DataError(problem("vary-labels", option=option.name, found=found or "–", expected=expected or "–"))

    def _labels(self, recipe: Recipe) -> tuple[str, ...]:
        step = recipe.step(Categorise)
        rule = category_rule(step, self.framework, self.framework.root) if step else None
        return rule.labels if rule and rule.method != "none" else ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Categories of the index, from the lowest; none where it has none."""
        return self._labels(self.recipe)

    @property
    def dimension(self) -> int:
        """How many numbers between 0 and 1 make a replicate."""
        return len(self.layout.factors)

    def aligned(self, result: IndexResult) -> tuple[Matrix, NDArray[np.int8] | None]:
        """Give scores and categories of the index in the order of the table; units left out have none."""
        root = result.framework.root
        scores, categories = result.score(), result.categories.get(root)
        if result.excluded:
            rows = self._rows(result)
            wide = np.full(len(self.table), np.nan)
            wide[rows] = scores
            sorted_into = None if categories is None else np.full(len(self.table), -1, dtype=np.int8)
            if sorted_into is not None and categories is not None:
                sorted_into[rows] = categories
            return wide, sorted_into
        return scores, categories

    def _rows(self, result: IndexResult) -> NDArray[np.intp]:
        keys = zip(result.units, result.periods or result.units, strict=True)
        return np.array([self._place[key] for key in keys], dtype=np.intp)

    @cached_property
    def _place(self) -> Mapping[tuple[str, Any], int]:
        return {
            key: i for i, key in enumerate(zip(self.table.units, self.table.periods or self.table.units, strict=True))
        }

    def prepared(self, recipe: Recipe) -> Prepared:
        """Carry out the recipe of a scenario up to its means; from a table that is normalised so already, if any is."""
        below = recipe.below_weights()
        for known, base in self._bases:
            if known == below and not base.excluded:
                return prepare(base.scored, self.framework, recipe.above_indicators())
        found = prepare(self.table, self.framework, recipe)
        if self.table.values.nbytes * len(self._bases) < _BASES:
            self._bases.append((below, found))
        return found

    def computed(self, recipe: Recipe, below: Prepared) -> IndexResult:
        """Compute the table by the recipe of a scenario within which nothing varies, from what was prepared."""
        if recipe.steps == self.recipe.steps:
            return self.central
        if below.excluded:
            return compute(self.table, self.framework, recipe)
        return compute(below.scored, self.framework, recipe.above_indicators())

    # --- replicates ----------------------------------------------------------------------
    @property
    def many(self) -> bool:
        """Whether nothing but choices and weights varies, so that many replicates are made at once."""
        return self.fast and not self.layout.of((*VALUES, Number))

    @property
    def width(self) -> int:
        """How many replicates a piece holds at most; a matter of the units alone, so that results do not hang on it."""
        return max(ROWS, min(_MOST, _PIECE // len(self.table) // ROWS * ROWS))

    def prepare(self, u: Matrix) -> None:
        """Make the scenarios of these points, numbered from 0, where they are few and the table is small.

        Most of that work is Python's, which one thread does at a time: two that do it side by
        side take longer than one, and keep each other from the replicates.
        """
        picks = self.layout.picks(u)
        first = np.sort(np.unique(picks, axis=0, return_index=True)[1]).tolist()
        if len(first) <= _PREPARED and len(self.table) <= _SHORT:
            for place in first:
                self._scenario(tuple(picks[place].tolist()), place)

    def pieces(self, u: Matrix, first: int = 0) -> Iterator[Piece]:
        """Compute a replicate for each point, some at a time, those of one scenario together.

        Parameters
        ----------
        u : array, shape (B, dimension)
            Each from 0 up to 1, 1 left out.
        first : int
            Number of the first, for messages.

        Raises
        ------
        DataError
            When the recipe cannot be carried out on a draw, naming the replicate.
        """
        picks = self.layout.picks(u)
        order = np.lexsort(picks.T[::-1]) if picks.shape[1] else np.arange(len(u))
        changes = np.flatnonzero((picks[order][1:] != picks[order][:-1]).any(axis=1)) + 1
        groups = [rows for rows in np.split(order, changes) if rows.size]
        # Stretches begin with scenarios far from each other's, so that threads make them side by side and seldom wait.
        turn = int(first // max(1, len(u)) * _APART * len(groups)) % max(1, len(groups))
        for rows in groups[turn:] + groups[:turn]:
            number = first + int(rows[0])
            scenario = self._scenario(tuple(picks[rows[0]].tolist()), number)
            # As even as whole strides allow.
            step = -(-len(rows) // (-(-len(rows) // self.width) * ROWS)) * ROWS
            for start in range(0, len(rows), step):
                yield from self._piece(scenario, u, rows[start : start + step], first)

    def _piece(self, scenario: "_Scenario", u: Matrix, rows: NDArray[np.intp], first: int) -> Iterator[Piece]:
        plan = scenario.plan
        if scenario.alike is not None:
            scores, categories = scenario.alike
            yield Piece(
                rows,
                np.tile(scores, (len(rows), 1)),
                None if categories is None else np.tile(categories, (len(rows), 1)),
            )
        elif plan is not None:
            scores, count = plan.scores(scenario.weigher.draw(u[rows])), len(rows)
            yield Piece(rows, scores[:count], plan.categories(scores)[:count] if self.labels else None)
        else:
            scores = np.empty((len(rows), len(self.table)))
            found = np.full(scores.shape, -1, dtype=np.int8) if self.labels else None
            for k, row in enumerate(rows):
                try:
                    result = scenario.compute(u[row])
                except DataError as error:
                    raise DataError(
                        [problem("replicate-failed", number=first + int(row) + 1), *error.problems]
                    ) from None
                scores[k], categories = self.aligned(result)
                if found is not None and categories is not None:
                    found[k] = categories
            yield Piece(rows, scores, found)

    def _scenario(self, picks: tuple[int, ...], number: int) -> "_Scenario":
        with self._lock:
            making = self._making.setdefault(picks, Lock())
        with making:  # whoever comes second waits for the first to make it
            found = self._scenarios.get(picks)
            if found is None:
                try:
                    found = _Scenario(self, picks)
                except DataError as error:
                    raise DataError([problem("replicate-failed", number=number + 1), *error.problems]) from None
        with self._lock:
            self._scenarios.pop(picks, None)
            self._scenarios[picks] = found  # the last used stands last
            while len(self._scenarios) > max(2, _SCENARIOS // max(1, self.table.values.nbytes)):
                self._scenarios.pop(next(iter(self._scenarios)))
        return found


class _Scenario:
    """One option of every choice, and at most one indicator per `Drop` left out."""

    def __init__(self, model: Model, picks: Sequence[int]) -> None:
        self.model, layout = model, model.layout
        self.recipe, gone = model.recipe, list[str]()
        for (_, each), pick in zip(layout.of((Choice, Drop)), picks, strict=True):
            if isinstance(each, Choice):
                self.recipe = changed(self.recipe, each.options[pick].change)
            elif isinstance(each, Drop) and pick >= 0:
                gone.append((each.indicators or model.framework.indicators)[pick])
        self.framework = model.framework
        self.events = self.recipe.step(Events)
        counted = self.events is not None and self.events.value != getattr(model.recipe.step(Events), "value", None)
        table = model.values.tabulated(self.events) if counted and self.events else model.table
        below = prepare(table, self.framework, self.recipe) if counted else model.prepared(self.recipe)
        if gone:
            # The others keep their weights relative to each other, wherever they came from.
            self.framework = self.framework.with_weights(below.weights).without(gone)
            self.recipe = without_indicators(self.recipe, gone)
            below = prepare(table, self.framework, self.recipe)
        self.vary_values = layout.of(VALUES)
        #: A path that leads nowhere under this option (another method) has nothing to vary.
        self.numbers = [
            (place, each, [path for path in each.paths if _leads(self.recipe, path)])
            for place, each in layout.of(Number)
            if isinstance(each, Number)
        ]
        above = {step.kind for step in self.recipe.above_indicators().steps}
        kinds = {path.split(".")[0] for _, _, paths in self.numbers for path in paths}
        self.from_data = bool(self.vary_values) or not kinds <= above
        self.own = below.framework
        self.weigher = Weigher(layout, self.own, below.weights)
        #: Scores and categories of every replicate, where nothing varies within the scenario.
        self.alike: tuple[Matrix, NDArray[np.int8] | None] | None = None
        if not (self.from_data or kinds or layout.vary_weights):
            own = compute(table, self.framework, self.recipe) if counted or gone else model.computed(self.recipe, below)
            self.alike = model.aligned(own)
        self.plan: Plan | None = None
        if model.fast and not (self.alike or self.from_data or kinds or below.excluded or self._come_and_go(below)):
            self.plan = Plan.of(below, self.recipe, self.weigher.column, ratio=self.weigher.ratio, found=model.gaps)
        #: The normalised table, where replicates start from it; a plan has its own copy.
        self.scored = None if self.from_data or self.plan or self.alike else below.scored

    def _come_and_go(self, below: Prepared) -> bool:
        """Tell whether a weight can be zero in one replicate and not in another."""
        sets = [each.sets for _, each in self.model.layout.of(Weights) if isinstance(each, Weights) and each.sets]
        return any(
            below.weights.get(code, 1.0) == 0 or min(given) == 0 for each in sets for code, given in each.items()
        )

    def compute(self, u: NDArray[np.float64]) -> IndexResult:
        """Compute one replicate by the ordinary steps."""
        layout, recipe, framework = self.model.layout, self.recipe, self.framework
        row = u[None, :]
        drawn = layout.numbers(row)
        for place, each, paths in self.numbers:
            for path in paths:
                recipe = put(recipe, path, each, float(drawn[place][0]))
        if layout.vary_weights:
            # Weights found from data vary around those of the scenario.
            drawn_weights = self.weigher.draw(row)[0].tolist()
            framework = framework.with_weights(dict(zip(self.weigher.codes, drawn_weights, strict=True)))
            recipe = recipe.with_step(Weight())
        if self.scored is not None:
            framework = self.own.with_weights({node.code: node.weight for node in framework.nodes})
            return compute(self.scored, framework, recipe.above_indicators())
        points = [(each, float(layout.points(row, place)[0, 0])) for place, each in self.vary_values]
        return compute(self.model.values.draw(points, self.events), framework, recipe)


def without_indicators(recipe: Recipe, gone: Sequence[str]) -> Recipe:
    """Give the recipe for a framework without these indicators, and with the weights of the framework."""
    for step in recipe.steps:
        match step:
            case Denominate():
                recipe = recipe.with_step(replace(step, by={c: d for c, d in step.by.items() if c not in gone}))
            case Treat() if step.indicators:
                recipe = recipe.with_step(replace(step, indicators=tuple(c for c in step.indicators if c not in gone)))
            case Normalise():
                own = {c: rule for c, rule in step.indicators.items() if c not in gone}
                recipe = recipe.with_step(replace(step, indicators=own))
            case _:
                pass
    return recipe.with_step(Weight())


def _leads(recipe: Recipe, path: str) -> bool:
    try:
        at(recipe, path)
    except DataError:
        return False
    return True
