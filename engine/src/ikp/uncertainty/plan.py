"""The fast road: many weights at once, where the steps above the indicators are means and lines.

A weighted mean of weighted means is one weighted mean whose weights are products. So the tree
collapses to *stages*: the index, and every node where something happens besides a mean (a
line, a cap, another kind of mean); what lies between two stages is one product of matrices.
A unit that misses some of a node's indicators gets what the node's mean of the others adds.
Units that miss more are worked node by node.

The scores are those of the ordinary steps to 1e-12; a test holds that for random trees.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import categories
from ikp.arrays.rank_rows import row_blocks
from ikp.computing import Prepared
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, CategoryRule
from ikp.result import aggregate_rule, category_rule
from ikp.steps.categorise import find_cutoffs
from ikp.uncertainty.stages import ROWS, Gaps, Nodewise, Stage, Stagewise, room

__all__ = ["Plan"]

Matrix = NDArray[np.float64]


#: Units from which on one replicate fills the cache of a core, so that replicates are gone through one by one.
_LONG = 1 << 17


class Plan:
    """A tree of means and lines over a normalised table.

    Make one with `of`, which gives None where the recipe holds anything else.

    Parameters
    ----------
    below : Prepared
        Of the scenario; its normalised table is used.
    recipe : Recipe
    step : Aggregate
    column : mapping
        Node to its place among the weights that `scores` is given.
    ratio : float
        How many times two siblings' weights can change against each other.
    found : dict, optional
        The gaps that were found for other scenarios.
    """

    def __init__(
        self,
        below: Prepared,
        recipe: Recipe,
        step: Aggregate,
        column: Mapping[str, int],
        *,
        ratio: float,
        found: dict[Any, list[Gaps]] | None = None,
    ) -> None:
        self._framework, self._step, self._column = below.framework, step, column
        self._weights = below.weights
        self._category = _category(recipe, below.framework)
        x = below.normalised.T
        self._units = x.shape[1]
        heavy = self._misses_more(x)
        least = max(aggregate_rule(step, self._framework, code).min_coverage for code in self._framework.aggregates)
        self._light, self._heavy = np.flatnonzero(~heavy), np.flatnonzero(heavy)
        self._stagewise = self._nodewise = None
        if self._light.size:
            # The nodewise road is there too: coverage may fall below the least in some replicates.
            doubtful = self._may_fall(x[:, self._light], least, ratio)
            self._stagewise = Stagewise(
                x[:, self._light],
                self._stages(collapse=True),
                self._stages(collapse=False) if doubtful.any() else [],
                doubtful=doubtful,
                least=least,
                found=found,
            )
        if self._heavy.size:
            self._nodewise = Nodewise(x[:, self._heavy], self._stages(collapse=False))

    @classmethod
    def of(
        cls,
        below: Prepared,
        recipe: Recipe,
        column: Mapping[str, int],
        *,
        ratio: float,
        found: dict[Any, list[Gaps]] | None = None,
    ) -> "Plan | None":
        """Make a plan for a scenario, or give None.

        Parameters
        ----------
        below : Prepared
            Of the scenario; its normalised table is used.
        recipe : Recipe
            As it was given: rescaling that it does not store is fitted anew in every
            replicate, and so has no plan.
        column : mapping
            Node to its place among the weights.
        ratio : float
            How many times two siblings' weights can change against each other.
        found : dict, optional
            The gaps that were found for other scenarios.
        """
        step = recipe.step(Aggregate)
        assert step is not None  # noqa: S101 - a recipe without it cannot be made
        framework = below.framework
        for code in framework.aggregates:
            rule, scale = aggregate_rule(step, framework, code), aggregate_rule(step, framework, code).rescale
            lined = scale.method == "minmax" and (code in step.fitted or None not in (scale.low, scale.high))
            if rule.method not in ("arithmetic", "geometric") or rule.round is not None:
                return None
            if scale.method not in ("none", "cap") and not lined:
                return None
        return cls(below, recipe, step, column, ratio=ratio, found=found)

    def scores(self, weights: Matrix) -> Matrix:
        """Give the scores of all units, each unit's side by side in memory; in very long tables each replicate's.

        Parameters
        ----------
        weights : array, shape (b, nodes)
            Siblings sum to 1.

        Returns
        -------
        array, shape (b or a few more, n)
            The last replicate stands there again until the next multiple of `ROWS`: sums over units, as `categories`
            takes them, are then made in one order whatever b is.
        """
        count, nodes = weights.shape
        padded = np.ones((nodes + 1, -(-count // ROWS) * ROWS))  # the last row stands for no further step down
        padded[:-1, :count] = weights.T
        padded[:-1, count:] = weights[-1:].T
        out = room(self._units, padded.shape[1])
        if self._stagewise is not None and self._nodewise is None:
            self._stagewise.evaluate(padded, out)
            return self._turned(out)
        for road, units in ((self._stagewise, self._light), (self._nodewise, self._heavy)):
            if road is not None:
                part = room(units.size, padded.shape[1])
                road.evaluate(padded, part)
                out[units] = part[: units.size]
        return self._turned(out)

    def _turned(self, out: Matrix) -> Matrix:
        scores = out[: self._units].T
        return np.ascontiguousarray(scores) if self._units > _LONG else scores

    def categories(self, scores: Matrix) -> NDArray[np.int8]:
        """Sort scores, shape (b, n), by the recipe's rule; one that is fitted on the units is fitted in every row."""
        rule, cutoffs = self._category
        if rule is None:
            return np.full(scores.shape, -1, dtype=np.int8)
        found = np.empty_like(scores, dtype=np.int8)
        for rows in row_blocks(*scores.shape):
            found[rows] = self._sorted(scores[rows], rule, cutoffs)
        return found

    def _sorted(self, scores: Matrix, rule: CategoryRule, cutoffs: tuple[float, ...] | None) -> NDArray[np.int8]:
        if cutoffs is not None:
            return categories.assign(scores, cutoffs, rule.boundary)
        if rule.method == "mean_sd":
            return categories.assign(scores, categories.mean_sd_rows(scores, rule.k, rule.ddof), rule.boundary)
        root = self._framework.root
        return np.stack([categories.assign(row, find_cutoffs(root, rule, row), rule.boundary) for row in scores])

    # --- compiling -----------------------------------------------------------------------
    def _misses_more(self, x: Matrix) -> NDArray[np.bool_]:
        """Tell which units need to be worked node by node: not all that they miss is beside a known sibling."""
        framework, place = self._framework, {code: j for j, code in enumerate(self._framework.indicators)}
        heavy = np.zeros(x.shape[1], dtype=np.bool_)
        for code in framework.aggregates:
            rule = aggregate_rule(self._step, framework, code)
            children = [child for child in framework.children(code) if self._weights[child] > 0]
            leaves = [place[child] for child in children if child in place]
            missing = np.isnan(x[leaves])
            if len(leaves) < len(children) or rule.missing == "propagate":
                heavy |= missing.any(axis=0)
            else:
                heavy |= missing.all(axis=0)
        return heavy

    def _may_fall(self, x: Matrix, least: float, ratio: float) -> NDArray[np.bool_]:
        """Tell of which units the known share of a node can fall below the least, whatever is drawn."""
        found = np.zeros(x.shape[1], dtype=np.bool_)
        if least <= 0:
            return found
        place = {code: j for j, code in enumerate(self._framework.indicators)}
        for code in self._framework.aggregates:
            leaves = [child for child in self._framework.children(code) if child in place and self._weights[child] > 0]
            missing = np.isnan(x[[place[child] for child in leaves]])
            lost = np.array([self._weights[child] for child in leaves]) @ missing
            known = 1.0 - lost
            with np.errstate(invalid="ignore"):  # infinite times nothing
                found |= (lost > 0) & ~(known / (known + lost * ratio) > least + 1e-9)
        return found

    def _stages(self, *, collapse: bool) -> list[Stage]:
        framework = self._framework
        place = {code: j for j, code in enumerate(framework.indicators)}
        number: dict[str, int] = {}
        found: list[Stage] = []
        for code in framework.aggregates:
            if collapse and not self._stands(code):
                continue
            inputs = list(self._inputs(code, (), collapse=collapse))
            leaves = [path for path in inputs if path[-1] in place]
            stages = [path for path in inputs if path[-1] in number]
            rule = aggregate_rule(self._step, framework, code)
            bounds = self._step.fitted.get(code)
            if rule.rescale.method == "minmax" and bounds is None:
                assert rule.rescale.low is not None and rule.rescale.high is not None  # noqa: S101, PT018 - see `of`
                bounds = rule.rescale.low, rule.rescale.high
            number[code] = len(found)
            found.append(
                Stage(
                    rule,
                    bounds,
                    leaves=tuple(place[path[-1]] for path in leaves),
                    stages=tuple(number[path[-1]] for path in stages),
                    paths=self._padded([*leaves, *stages]),
                    own=np.array([self._column[path[-1]] for path in leaves], dtype=np.intp),
                    parents=tuple(str(framework[path[-1]].parent) for path in leaves),
                )
            )
        return found

    def _padded(self, paths: Sequence[Sequence[str]]) -> NDArray[np.intp]:
        """Give the places of the weights along each path, shape (steps, inputs), filled up with the column of ones."""
        deep = max(len(path) for path in paths)
        filled = [
            [*(self._column[code] for code in path), *([len(self._column)] * (deep - len(path)))] for path in paths
        ]
        return np.array(filled, dtype=np.intp).T

    def _stands(self, code: str) -> bool:
        """Tell whether a node is a stage of its own."""
        parent = self._framework[code].parent
        rule = aggregate_rule(self._step, self._framework, code)
        if parent is None or rule.rescale.method != "none":
            return True
        above = aggregate_rule(self._step, self._framework, parent)
        return (rule.method, rule.clip) != (above.method, above.clip)

    def _inputs(self, code: str, path: tuple[str, ...], *, collapse: bool) -> Iterator[tuple[str, ...]]:
        for child in self._framework.children(code):
            if self._weights[child] == 0:
                continue
            further = (*path, child)
            if self._framework.children(child) and collapse and not self._stands(child):
                yield from self._inputs(child, further, collapse=collapse)
            else:
                yield further


def _category(recipe: Recipe, framework: Framework) -> tuple[CategoryRule | None, tuple[float, ...] | None]:
    step = recipe.step(Categorise)
    if step is None:
        return None, None
    rule = category_rule(step, framework, framework.root)
    if rule.method == "none" or (step.fitted and framework.root not in step.fitted):
        return None, None
    return rule, step.fitted.get(framework.root, rule.cutoffs if rule.method == "cutoffs" else None)
