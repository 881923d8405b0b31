"""The fast road: many weights at once, where the steps above the indicators are means and lines.

A weighted mean of weighted means is one weighted mean whose weights are products. So for
units that know everything, the tree collapses to *stages*: the index, and every node where
something happens besides a mean (a line, a cap, another kind of mean); what lies between
two stages is one product of matrices. Units that miss something are worked node by node,
since what is missing changes the weights of what is there.

The scores are those of the ordinary steps to 1e-12; a test holds that for random trees.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import categories
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule
from ikp.result import IndexResult, aggregate_rule, category_rule
from ikp.steps.categorise import find_cutoffs

__all__ = ["Plan"]

Matrix = NDArray[np.float64]
Weights = Mapping[str, Matrix]

#: Below this many multiplications OpenBLAS keeps to one thread; replicates run in threads of their own.
_SINGLE = 1 << 18
#: Columns of a product come in multiples of this, so that its kernels meet no edges.
_STRIDE = 16


@dataclass(frozen=True, slots=True)
class _Stage:
    """A node, with what goes into it: places of leaves and of earlier stages, and the path of weights to each."""

    code: str
    rule: AggregateRule
    bounds: tuple[float, float] | None
    leaves: tuple[int, ...]
    stages: tuple[int, ...]
    paths: tuple[tuple[tuple[str, int], ...], ...]
    """Per input, leaves first: (parent, place among its children) from the node down."""


class Plan:
    """A tree of means and lines over a normalised table.

    Make one with `of`, which gives None where the recipe holds anything else.
    """

    def __init__(self, result: IndexResult, recipe: Recipe, step: Aggregate) -> None:
        self._framework, self._step = result.framework, step
        self._weights = result.weights
        self._category = _category(recipe, result.framework)
        x = result.normalised
        used = [j for j, code in enumerate(result.framework.indicators) if self._counts(code)]
        missing = np.isnan(x[:, used])
        holes = missing.any(axis=1)
        self._units = len(x)
        self._whole, self._holed = np.flatnonzero(~holes), np.flatnonzero(holes)
        self._of_whole = _Block(x[self._whole].T, self._stages(collapse=True)) if self._whole.size else None
        self._of_holed = _Block(x[self._holed].T, self._stages(collapse=False)) if self._holed.size else None

    @classmethod
    def of(cls, result: IndexResult, recipe: Recipe) -> "Plan | None":
        """Make a plan for a scenario, or give None.

        Parameters
        ----------
        result : IndexResult
            Of the scenario; its normalised table is used.
        recipe : Recipe
            As it was given: rescaling that it does not store is fitted anew in every
            replicate, and so has no plan.
        """
        step = recipe.step(Aggregate)
        assert step is not None  # noqa: S101 - a recipe without it cannot be made
        framework = result.framework
        for code in framework.aggregates:
            rule, scale = aggregate_rule(step, framework, code), aggregate_rule(step, framework, code).rescale
            lined = scale.method == "minmax" and (code in step.fitted or None not in (scale.low, scale.high))
            if rule.method not in ("arithmetic", "geometric") or rule.round is not None:
                return None
            if scale.method not in ("none", "cap") and not lined:
                return None
        return cls(result, recipe, step)

    def scores(self, weights: Weights, count: int) -> Matrix:
        """Give the scores of all units, shape (count, n).

        Parameters
        ----------
        weights : mapping
            Parent to the weights of its children, shape (count or 1, children).
        count : int
            Replicates.
        """
        out = np.empty((count, self._units))
        if self._of_whole is not None and self._of_holed is None:
            self._of_whole.evaluate(weights, out)
            return out
        for block, rows in ((self._of_whole, self._whole), (self._of_holed, self._holed)):
            if block is not None:
                part = np.empty((count, rows.size))
                block.evaluate(weights, part)
                out[:, rows] = part
        return out

    def categories(self, scores: Matrix) -> NDArray[np.int8]:
        """Sort scores, shape (b, n), by the recipe's rule; one that is fitted on the units is fitted in every row."""
        rule, cutoffs = self._category
        if rule is None:
            return np.full(scores.shape, -1, dtype=np.int8)
        if cutoffs is not None:
            return categories.assign(scores.ravel(), cutoffs, rule.boundary).reshape(scores.shape)
        return np.stack(
            [categories.assign(row, find_cutoffs(self._framework.root, rule, row), rule.boundary) for row in scores]
        )

    # --- compiling -----------------------------------------------------------------------
    def _counts(self, leaf: str) -> bool:
        return all(self._weights[code] > 0 for code in self._framework.path(leaf)[1:])

    def _rule(self, code: str) -> AggregateRule:
        return aggregate_rule(self._step, self._framework, code)

    def _stages(self, *, collapse: bool) -> list[_Stage]:
        framework = self._framework
        column = {code: j for j, code in enumerate(framework.indicators)}
        number: dict[str, int] = {}
        found: list[_Stage] = []
        for code in framework.aggregates:
            if collapse and not self._stands(code):
                continue
            inputs = list(self._inputs(code, (), collapse=collapse))
            leaves = [(column[child], path) for child, path in inputs if child in column]
            stages = [(number[child], path) for child, path in inputs if child in number]
            scale = self._rule(code).rescale
            bounds = self._step.fitted.get(code)
            if scale.method == "minmax" and bounds is None:
                assert scale.low is not None and scale.high is not None  # noqa: S101, PT018 - `of` has seen to it
                bounds = scale.low, scale.high
            number[code] = len(found)
            paths = tuple(path for _, path in [*leaves, *stages])
            found.append(
                _Stage(code, self._rule(code), bounds, tuple(j for j, _ in leaves), tuple(s for s, _ in stages), paths)
            )
        return found

    def _stands(self, code: str) -> bool:
        """Tell whether a node is a stage of its own when everything is known."""
        parent = self._framework[code].parent
        if parent is None or self._rule(code).rescale.method != "none":
            return True
        own, above = self._rule(code), self._rule(parent)
        return (own.method, own.clip) != (above.method, above.clip)

    def _inputs(
        self, code: str, path: tuple[tuple[str, int], ...], *, collapse: bool
    ) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
        for place, child in enumerate(self._framework.children(code)):
            if self._weights[child] == 0:
                continue
            further = (*path, (code, place))
            inner = bool(self._framework.children(child))
            if inner and collapse and not self._stands(child):
                yield from self._inputs(child, further, collapse=collapse)
            else:
                yield child, further


class _Block:
    """Some units and the stages they pass through.

    Parameters
    ----------
    x : array, shape (m, n)
        A row an indicator; NaN is missing.
    stages : list of _Stage
    """

    def __init__(self, x: Matrix, stages: list[_Stage]) -> None:
        self._stages = stages
        self._x: list[Matrix] = []
        self._known: list[Matrix | None] = []
        self._covered = any(stage.rule.min_coverage > 0 for stage in stages)
        for stage in stages:
            part = x[list(stage.leaves)]
            known = ~np.isnan(part)
            if stage.rule.method == "geometric":
                with np.errstate(divide="ignore"):
                    part = np.log(part if stage.rule.clip is None else np.maximum(part, stage.rule.clip))
            self._x.append(np.ascontiguousarray(np.where(known, part, 0.0)))
            self._known.append(None if known.all() else known.astype(np.float64))

    def evaluate(self, weights: Weights, out: Matrix) -> None:
        """Write the scores of the last stage, the index, into `out`, shape (b, n)."""
        values: list[Matrix] = []
        covered: list[Matrix | float] = []
        for number, stage in enumerate(self._stages):
            into = out if number == len(self._stages) - 1 else np.empty_like(out)
            shares = _along(stage.paths, weights, len(out))
            own, below = shares[:, : len(stage.leaves)], shares[:, len(stage.leaves) :]
            if stage.leaves:
                _product(own, self._x[number], into)
            else:
                into[:] = 0.0
            known = self._known[number]
            there = None if known is None else _product(own, known, np.empty_like(out))
            lacking = there is not None or any(np.isnan(values[place]).any() for place in stage.stages)
            if lacking:
                there = np.broadcast_to(own.sum(axis=1)[:, None], out.shape).copy() if there is None else there
                covered.append(self._coverage(stage, there, below, covered))
                self._add_known(stage, values, below, into, there)
                self._withhold(stage, number, values, covered[-1], into)
            else:
                covered.append(1.0)
                total = own.sum(axis=1)
                for place, share in zip(stage.stages, below.T, strict=True):
                    into += share[:, None] * _taken(stage.rule, values[place])
                    total += share
                if stage.stages:
                    # 1 but for the last bits; yet what is full throughout must tie with what misses something.
                    into /= total[:, None]
            _finish(stage, into)
            values.append(into)

    @staticmethod
    def _coverage(stage: _Stage, there: Matrix, below: Matrix, covered: Sequence[Matrix | float]) -> Matrix:
        found = there.copy()
        for place, share in zip(stage.stages, below.T, strict=True):
            found += share[:, None] * covered[place]
        return found

    @staticmethod
    def _add_known(stage: _Stage, values: Sequence[Matrix], below: Matrix, into: Matrix, there: Matrix) -> None:
        for place, share in zip(stage.stages, below.T, strict=True):
            value = _taken(stage.rule, values[place])
            known = ~np.isnan(value)
            into += np.where(known, share[:, None] * value, 0.0)
            there += share[:, None] * known
        with np.errstate(invalid="ignore", divide="ignore"):
            into /= there  # 0 / 0: nothing is known

    def _withhold(
        self, stage: _Stage, number: int, values: Sequence[Matrix], covered: Matrix | float, into: Matrix
    ) -> None:
        rule = stage.rule
        if rule.missing == "propagate":
            known = self._known[number]
            if known is not None:
                into[:, ~known.all(axis=0)] = np.nan
            for place in stage.stages:
                into[np.isnan(values[place])] = np.nan
        if rule.min_coverage > 0:
            into[covered < rule.min_coverage - 1e-12] = np.nan


def _along(paths: Sequence[Sequence[tuple[str, int]]], weights: Weights, count: int) -> Matrix:
    """Multiply the weights along each path, shape (count, paths)."""
    out = np.empty((count, len(paths)))
    for k, path in enumerate(paths):
        parent, place = path[0]
        out[:, k] = weights[parent][:, place]
        for parent, place in islice(path, 1, None):
            out[:, k] *= weights[parent][:, place]
    return out


def _product(shares: Matrix, x: Matrix, out: Matrix) -> Matrix:
    """Give ``shares @ x`` in pieces that stay on one thread, shape (b, n)."""
    wide = max(_STRIDE, _SINGLE // max(1, shares.size) // _STRIDE * _STRIDE)
    for start in range(0, x.shape[1], wide):
        np.matmul(shares, x[:, start : start + wide], out=out[:, start : start + wide])
    return out


def _taken(rule: AggregateRule, value: Matrix) -> Matrix:
    """Give a lower stage's value as its parent's mean takes it."""
    if rule.method != "geometric":
        return value
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(value if rule.clip is None else np.maximum(value, rule.clip)))


def _finish(stage: _Stage, value: Matrix) -> None:
    """Turn a mean into the node's score, in place: back from logarithms, then its line and its cap."""
    if stage.rule.method == "geometric":
        np.exp(value, out=value)
    scale = stage.rule.rescale
    bottom, top = scale.to
    if stage.bounds is not None and scale.method == "minmax":
        low, high = stage.bounds
        if low == high:
            value[~np.isnan(value)] = (bottom + top) / 2
        else:
            value -= low
            value /= high - low
            value *= top - bottom
            value += bottom
    if scale.method == "cap" or scale.cap:
        np.clip(value, bottom, top, out=value)


def _category(recipe: Recipe, framework: Framework) -> tuple[CategoryRule | None, tuple[float, ...] | None]:
    step = recipe.step(Categorise)
    if step is None:
        return None, None
    rule = category_rule(step, framework, framework.root)
    if rule.method == "none" or (step.fitted and framework.root not in step.fitted):
        return None, None
    return rule, step.fitted.get(framework.root, rule.cutoffs if rule.method == "cutoffs" else None)
