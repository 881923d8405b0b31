"""The result: scores, ranks, categories and contributions, with everything needed to make them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.contributions import pass_down, to_parent
from ikp.arrays.rank import rank as rank_values
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule
from ikp.table import IndicatorTable, Missing

__all__ = ["Aggregates", "Excluded", "IndexResult", "Treated", "aggregate_rule", "category_rule"]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A unit (in a panel: one period of it) or an indicator that the step *screen* left out, and why."""

    code: str
    kind: Literal["unit", "indicator"]
    reason: Literal["min_observed", "min_nonzero"]
    share: float
    period: Any = None


@dataclass(frozen=True, slots=True)
class Treated:
    """What the step *treat* did to an indicator.

    `points` is how many values a winsorisation moved; 0 for a transformation.
    `passed` tells whether skewness and kurtosis were within the limits afterwards.
    """

    code: str
    method: str
    points: int
    skewness_before: float
    kurtosis_before: float
    skewness_after: float
    kurtosis_after: float
    passed: bool


@dataclass(frozen=True, eq=False)
class Aggregates:
    """Scores of the nodes above the indicators.

    Parameters
    ----------
    codes : tuple of str, length a
        `Framework.aggregates`: children before parents, the index last.
    values : array, shape (n, a)
        NaN where there is no score.
    coverage : array, shape (n, a), or None
        Weighted share of the indicators below that are known, 0 to 1; None when nothing is missing.
    reasons : array of uint8, shape (n, a), or None
        `Missing` of every score; None when nothing is missing.
    """

    codes: tuple[str, ...]
    values: NDArray[np.float64]
    coverage: NDArray[np.float64] | None = None
    reasons: NDArray[np.uint8] | None = None


def aggregate_rule(step: Aggregate, framework: Framework, code: str) -> AggregateRule:
    """Find the rule of a node: its own, else its tier's, else the default."""
    return step.nodes.get(code) or step.tiers.get(framework.tiers[code]) or step.default


def category_rule(step: Categorise, framework: Framework, code: str) -> CategoryRule:
    """Find the rule of a node: its own, else its tier's, else the default."""
    return step.nodes.get(code) or step.tiers.get(framework.tiers[code]) or step.default


@dataclass(frozen=True, eq=False)
class IndexResult:
    """What `compute` gives. Ranks, contributions and digests are made when first asked for.

    Parameters
    ----------
    table : IndicatorTable
        The table as it was given.
    framework : Framework
        As computed on: without the indicators that were screened out.
    recipe : Recipe
        With all that was fitted: `compute(table, framework, result.recipe)` gives the same
        scores, and the same bounds can be applied to another table.
    scored : IndicatorTable
        The units that were scored, with the normalised values of the indicators.
    aggregates : Aggregates
        Scores above the indicators.
    weights : mapping
        Weight of every node, scaled so that siblings sum to 1.
    categories : mapping
        Node to index of its category per unit; -1 where there is no score.
    excluded, treated, problems : tuple
        What was left out, what was treated, and what a reader should be warned of.
    imputed : array of bool, shape (n, m), or None
        Which cells were filled.
    engine_version : str
        Version of the engine that computed it.
    """

    table: IndicatorTable
    framework: Framework
    recipe: Recipe
    scored: IndicatorTable
    aggregates: Aggregates
    weights: Mapping[str, float]
    categories: Mapping[str, NDArray[np.int8]] = field(default_factory=dict)
    excluded: tuple[Excluded, ...] = ()
    treated: tuple[Treated, ...] = ()
    problems: tuple[Problem, ...] = ()
    imputed: NDArray[np.bool_] | None = None
    engine_version: str = ""

    # --- units -----------------------------------------------------------------------
    @property
    def units(self) -> tuple[str, ...]:
        return self.scored.units

    @property
    def names(self) -> tuple[str, ...]:
        return self.scored.names or self.scored.units

    @property
    def periods(self) -> tuple[Any, ...] | None:
        return self.scored.periods

    @property
    def normalised(self) -> NDArray[np.float64]:
        """Normalised indicators, shape (n, m)."""
        return self.scored.values

    # --- per node --------------------------------------------------------------------
    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {code: j for j, code in enumerate(self.aggregates.codes)}

    def score(self, code: str | None = None) -> NDArray[np.float64]:
        """Give the scores of a node, shape (n,); of the index when no node is named."""
        code = code or self.framework.root
        if code in self._place:
            return self.aggregates.values[:, self._place[code]]
        return self.scored.column(code)

    def rank(self, code: str | None = None) -> NDArray[np.float64]:
        """Rank the unrounded scores of a node: 1 is the highest, ties as the recipe says, NaN without score."""
        return rank_values(self.score(code), ties=self.recipe.ties)

    def coverage(self, code: str | None = None) -> NDArray[np.float64]:
        """Give the weighted share of the node's indicators that are known, shape (n,), 0 to 1."""
        code = code or self.framework.root
        if code in self._place:
            known = self.aggregates.coverage
            return np.ones(len(self.units)) if known is None else known[:, self._place[code]]
        return (~np.isnan(self.scored.column(code))).astype(np.float64)

    def reason(self, code: str | None = None) -> NDArray[np.uint8]:
        """Give why there is no score (`Missing`), shape (n,)."""
        code = code or self.framework.root
        if code in self._place:
            reasons = self.aggregates.reasons
            return np.zeros(len(self.units), dtype=np.uint8) if reasons is None else reasons[:, self._place[code]]
        return self.scored.reason(code)

    def _category_rule(self, code: str) -> CategoryRule | None:
        step = self.recipe.step(Categorise)
        return None if step is None or code not in self.categories else category_rule(step, self.framework, code)

    def category(self, code: str | None = None) -> NDArray[np.object_]:
        """Give the label of each unit's category, shape (n,); an empty text where there is none."""
        code = code or self.framework.root
        rule = self._category_rule(code)
        if rule is None:
            return np.full(len(self.units), "", dtype=object)
        return np.array([*rule.labels, ""], dtype=object)[self.categories[code]]

    def category_groups(self, code: str | None = None) -> NDArray[np.object_]:
        """Give the coarser name of each unit's category (level 5: *tinggi*), the label itself where it has none."""
        code = code or self.framework.root
        rule = self._category_rule(code)
        labels = self.category(code)
        return labels if rule is None else np.array([rule.groups.get(label, label) for label in labels], dtype=object)

    def cutoffs(self, code: str | None = None) -> tuple[float, ...]:
        """Give the cut-offs between the categories of a node, empty where it has none."""
        step = self.recipe.step(Categorise)
        return () if step is None else tuple(step.fitted.get(code or self.framework.root, ()))

    # --- contributions ---------------------------------------------------------------
    def contributions(self, parent: str | None = None) -> NDArray[np.float64]:
        """Split a node's score among its children, shape (n, children); rows sum to the score.

        Exact for weighted sums, Shapley values otherwise; see `ikp.arrays.contributions`.
        NaN where the node has no score; 0 for a missing child.
        """
        parent = parent or self.framework.root
        children = self.framework.children(parent)
        step = self.recipe.step(Aggregate)
        assert step is not None  # noqa: S101 - a recipe without it cannot be made
        return to_parent(
            np.column_stack([self.score(child) for child in children]),
            np.array([self.weights[child] for child in children]),
            aggregate_rule(step, self.framework, parent),
            self.score(parent),
            step.fitted.get(parent),
        )

    def contributions_to_index(self, codes: Sequence[str]) -> NDArray[np.float64]:
        """Split the index among nodes that together hold every indicator once, shape (n, len(codes)).

        Raises
        ------
        DataError
            If a path from the index to an indicator does not pass through exactly one of them.
        """
        self.framework.refuse_unclean_cut(codes)
        found = {self.framework.root: self.score()}
        for parent in reversed(self.framework.aggregates):
            children = self.framework.children(parent)
            if parent in found and parent not in codes:
                weights = np.array([self.weights[child] for child in children])
                known = ~np.isnan(np.column_stack([self.score(child) for child in children]))
                shares = pass_down(found[parent], self.contributions(parent), weights, known)
                found |= {child: shares[:, k] for k, child in enumerate(children)}
        return np.column_stack([found[code] for code in codes])

    @cached_property
    def effective_weights(self) -> Mapping[str, float]:
        """Weight of every node in the index: the product of the weights on its path; the index has 1."""
        found: dict[str, float] = {self.framework.root: 1.0}
        for parent in reversed(self.framework.aggregates):
            for child in self.framework.children(parent):
                found[child] = found[parent] * self.weights[child]
        return MappingProxyType(found)

    # --- provenance ------------------------------------------------------------------
    @cached_property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of the data, the framework and the fitted recipe."""
        return MappingProxyType(
            {"data": self.table.digest, "framework": self.framework.digest, "recipe": self.recipe.digest}
        )

    def unknown(self, code: str | None = None) -> dict[str, int]:
        """Count the units without a score by reason."""
        reasons = self.reason(code)
        return {why.name.lower(): int(n) for why in Missing if why and (n := np.count_nonzero(reasons == why))}
