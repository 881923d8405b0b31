"""The step *weight*: weights of every node among its siblings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isclose, isfinite
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import weight as arrays
from ikp.arrays.aggregate import arithmetic
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe.steps import Weight
from ikp.table import IndicatorTable

__all__ = ["weight"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
T = TypeVar("T")

_FROM_DATA = ("pca", "optimised")


def weight(
    table: IndicatorTable, framework: Framework, step: Weight
) -> tuple[Mapping[str, float], Weight, tuple[Problem, ...]]:
    """Find the weights of all nodes.

    The methods from data (``pca``, ``optimised``) look at the children of one parent
    after the other, from the indicators up. Children that are nodes themselves are scored
    for this by weighted arithmetic means with the weights found so far, whatever the
    recipe aggregates by: weights come before aggregation.

    A group of siblings belongs to the tier of its highest member.

    Parameters
    ----------
    table : IndicatorTable
        Normalised. Only the methods from data look at it; a unit with a missing child has
        no say in the weights of that group.
    framework : Framework
        Its own weights stay where the step has nothing to say: in other tiers, and for
        siblings that ``budget``, ``ahp`` and ``optimised`` do not name.
    step : Weight

    Returns
    -------
    weights : mapping
        Every node but the index to its weight; siblings sum to 1.
    step : Weight
        With the weights from data stored.
    problems : tuple of Problem
        Warnings.

    Raises
    ------
    DataError
        For judgements that are incomplete, contradictory or no numbers, for loadings below
        zero, data that tell nothing, or given weights that do not sum as asked; all groups
        together.
    """
    work = _Work(table, framework, step)
    found: dict[str, float] = {}
    stored: dict[str, float] = {}
    errors: list[Problem] = []
    failed: set[str] = set()
    for parent in framework.aggregates:  # children before parents
        children = framework.children(parent)
        asked = not step.tiers or framework.tiers[parent] - 1 in step.tiers
        if failed.intersection(children):  # their scores hang on weights that were not found
            failed.add(parent)
            continue
        try:
            weights = arrays.normalised(work.weigh(parent) if asked else work.framework_weights(parent))
        except DataError as error:
            errors += error.problems
            failed |= {parent} if step.method in _FROM_DATA else set()
            continue
        group = dict(zip(children, weights.tolist(), strict=True))
        found |= group
        if step.method in _FROM_DATA:
            stored |= group if asked and not step.fitted else {}
            work.score(parent, weights)
    if errors:
        raise DataError(errors)
    return found, replace(step, fitted=stored) if stored else step, tuple(work.warnings)


@dataclass
class _Work:
    """The groups of siblings, one at a time; every method gives their relative weights in order."""

    table: IndicatorTable
    framework: Framework
    step: Weight
    warnings: list[Problem] = field(default_factory=list)
    scores: dict[str, Vector] = field(default_factory=dict)

    def weigh(self, parent: str) -> Vector:
        methods: Mapping[str, Callable[[str], Vector]] = {
            "given": self._given,
            "equal": self._equal,
            "equal_within_parent": lambda each: np.ones(len(self.framework.children(each))),
            "expert": self._expert,
            "budget": self._budget,
            "ahp": self._ahp,
            "pca": self._stored if self.step.fitted else self._pca,
            "optimised": self._stored if self.step.fitted else self._optimised,
        }
        return methods[self.step.method](parent)

    def framework_weights(self, parent: str) -> Vector:
        return np.array([self.framework[child].weight for child in self.framework.children(parent)])

    def _given(self, parent: str) -> Vector:
        weights = self.framework_weights(parent)
        expected, total = self.step.total, float(weights.sum())
        if expected is not None and not isclose(total, expected, rel_tol=1e-9):
            raise DataError(problem("weights-sum", code=parent, total=f"{total:g}", expected=f"{expected:g}"))
        return weights

    def _equal(self, parent: str) -> Vector:
        return np.array([float(len(self.framework.leaves_under(child))) for child in self.framework.children(parent)])

    def _stored(self, parent: str) -> Vector:
        children = self.framework.children(parent)
        lacking = [child for child in children if child not in self.step.fitted]
        if lacking:
            raise DataError(problem("bounds-missing", kind=self.step.kind, codes=lacking))
        return np.array([self.step.fitted[child] for child in children])

    # --- judgements ------------------------------------------------------------------
    def _expert(self, parent: str) -> Vector:
        """A node weighs what its indicators weigh together; scaling to the grand sum cancels out among siblings."""
        children = self.framework.children(parent)
        leaves = {child: self.framework.leaves_under(child) for child in children}
        points = self._points(parent, [leaf for child in children for leaf in leaves[child]])
        return np.array([sum(points[leaf] for leaf in leaves[child]) for child in children])

    def _budget(self, parent: str) -> Vector:
        children = self.framework.children(parent)
        if not self.step.scores.keys() & set(children):
            return self.framework_weights(parent)
        points = self._points(parent, children)
        return np.array([points[child] for child in children])

    def _points(self, parent: str, codes: Sequence[str]) -> Mapping[str, float]:
        """Give the share of all judges' points that each code got, after checking them."""
        scores = self._complete(self.step.scores, "scores", codes)
        first = codes[0]
        for code in codes:
            if len(scores[code]) != len(scores[first]):
                count, expected = len(scores[code]), len(scores[first])
                raise DataError(problem("weights-judges", code=code, count=count, other=first, expected=expected))
            self._refuse_no_number("scores", code, scores[code])
        matrix = np.array([scores[code] for code in codes])
        self._refuse_nothing("scores", parent, matrix)
        return dict(zip(codes, arrays.expert(matrix).tolist(), strict=True))

    def _ahp(self, parent: str) -> Vector:
        if parent not in self.step.matrices:
            return self.framework_weights(parent)
        children, rows = self.framework.children(parent), self.step.matrices[parent]
        k = len(children)
        if len(rows) != k or {len(row) for row in rows} != {k} or k > len(arrays.RANDOM_INDEX):
            raise DataError(problem("matrix-shape", code=parent, size=k, children=children))
        matrix = np.array(rows)
        if place := arrays.unreciprocal(matrix):
            i, j = place
            raise DataError(
                problem(
                    "matrix-reciprocal",
                    code=parent,
                    row=children[i],
                    column=children[j],
                    value=f"{matrix[i, j]:g}",
                    opposite=f"{matrix[j, i]:g}",
                )
            )
        ratio, limit = arrays.consistency_ratio(matrix), self.step.max_consistency_ratio
        if ratio > limit:
            raise DataError(problem("matrix-inconsistent", code=parent, ratio=f"{ratio:.3f}", limit=f"{limit:g}"))
        return arrays.pairwise(matrix)

    # --- from data -------------------------------------------------------------------
    def _pca(self, parent: str) -> Vector:
        children = self.framework.children(parent)
        if len(children) == 1:
            return np.ones(1)
        loadings = arrays.first_component(self._telling(parent))
        if self.step.loadings == "squared":
            return np.asarray(loadings**2)
        negative = np.flatnonzero(loadings < -1e-12)
        if negative.size:
            codes = [children[j] for j in negative]
            values = [f"{loadings[j]:.3f}" for j in negative]
            raise DataError(problem("weights-negative", code=parent, codes=codes, loadings=values))
        return np.clip(loadings, 0.0, None)

    def _optimised(self, parent: str) -> Vector:
        children, wanted = self.framework.children(parent), self.step.importance
        if not wanted.keys() & set(children):
            return self.framework_weights(parent)
        wanted = self._complete(wanted, "importance", children)
        for child in children:
            self._refuse_no_number("importance", child, (wanted[child],))
        importance = np.array([wanted[child] for child in children])
        self._refuse_nothing("importance", parent, importance)
        if len(children) == 1:
            return np.ones(1)
        x = self._telling(parent)
        weights = arrays.optimised(x, importance)
        reached = arrays.importance_shares(x, weights)
        if not np.allclose(reached, arrays.normalised(importance), rtol=0, atol=1e-6):
            shares = [f"{share:.3f}" for share in reached]
            self.warnings.append(problem("weights-unreached", code=parent, codes=children, shares=shares))
        return weights

    def _telling(self, parent: str) -> Matrix:
        """Give the children of a parent, complete rows only, or say that nothing can be learned from them."""
        children = self.framework.children(parent)
        x = self._columns(children)
        x = x[~np.isnan(x).any(axis=1)]
        constant = [child for child, column in zip(children, x.T, strict=True) if not (column[1:] != column[:-1]).any()]
        if constant:
            raise DataError(problem("weights-data", code=parent, codes=constant, count=len(x)))
        return x

    def _columns(self, codes: Sequence[str]) -> Matrix:
        return np.column_stack([self.scores[c] if c in self.scores else self.table.column(c) for c in codes])

    def score(self, parent: str, weights: Vector) -> None:
        """Score a node for the benefit of the groups above it."""
        used = weights > 0
        self.scores[parent] = arithmetic(self._columns(self.framework.children(parent))[:, used], weights[used])

    # --- refusing --------------------------------------------------------------------
    @staticmethod
    def _complete(given: Mapping[str, T], setting: str, codes: Sequence[str]) -> Mapping[str, T]:
        lacking = [code for code in codes if code not in given]
        if lacking:
            raise DataError(problem("weights-lacking", setting=setting, codes=lacking))
        return given

    @staticmethod
    def _refuse_no_number(setting: str, code: str, values: Sequence[float]) -> None:
        for value in values:
            if not isfinite(value) or value < 0:
                raise DataError(problem("weights-value", setting=setting, code=code, value=value))

    @staticmethod
    def _refuse_nothing(setting: str, parent: str, values: NDArray[np.float64]) -> None:
        if values.sum() == 0:
            raise DataError(problem("weights-nothing", setting=setting, code=parent))
