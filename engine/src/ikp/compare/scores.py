"""The scores of one edition at one level, published or computed, as the comparison takes them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.arrays.categories import assign
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe import Recipe
from ikp.recipe.steps import Categorise, Weight
from ikp.result import IndexResult, category_rule
from ikp.table import Missing

__all__ = ["EditionScores", "Method", "Part", "align"]

#: A part of a method that an edition may keep to itself.
Part = Literal["indicators", "weights", "normalisation", "aggregation"]


@dataclass(frozen=True, eq=False)
class Method:
    """What is known of how an edition makes its scores; the verdict is reached from it.

    Parameters
    ----------
    framework : Framework, optional
        None when it is not known what the edition measures.
    recipe : Recipe, optional
        With its fitted bounds, where they are known.
    weights : mapping, optional
        Weight of every node, siblings summing to 1. Left out, they are those that the
        recipe's step *weight* has fitted, else the framework's own.
    unpublished : sequence of Part
        What the edition does not publish: two editions that hide the same part cannot be
        shown to share it. Where only the weights of dimensions are published, give the
        framework cut at the dimensions rather than hide all weights.
    """

    framework: Framework | None = None
    recipe: Recipe | None = None
    weights: Mapping[str, float] | None = None
    unpublished: tuple[Part, ...] = ()

    @classmethod
    def of(cls, result: IndexResult) -> "Method":
        """Give the method of a computed index: everything is known."""
        return cls(result.framework, result.recipe, result.weights)

    @cached_property
    def unknown(self) -> tuple[Part, ...]:
        """What cannot be known: what is not published, and what was not given."""
        step = self.recipe.step(Weight) if self.recipe else None
        found: list[Part] = list(self.unpublished)
        if self.framework is None:
            found.append("indicators")
        if self.weights is None and (self.framework is None or (step and step.method != "given" and not step.fitted)):
            found.append("weights")
        if self.recipe is None:
            found += ["normalisation", "aggregation"]
        return tuple(dict.fromkeys(found))

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """Share of every node in its parent, siblings summing to 1; empty without a framework."""
        if self.framework is None:
            return {}
        step = self.recipe.step(Weight) if self.recipe else None
        given = self.weights or (step.fitted if step else {})
        found: dict[str, float] = {}
        for parent in self.framework.aggregates:
            raw = {code: given.get(code, self.framework[code].weight) for code in self.framework.children(parent)}
            found |= {code: weight / sum(raw.values()) for code, weight in raw.items()}
        return MappingProxyType(found)

    @cached_property
    def effective_weights(self) -> Mapping[str, float]:
        """Weight of every node in the index, which itself has 1; empty without a framework."""
        if self.framework is None:
            return {}
        found = {self.framework.root: 1.0}
        for parent in reversed(self.framework.aggregates):
            found |= {code: found[parent] * self.shares[code] for code in self.framework.children(parent)}
        return MappingProxyType(found)


@dataclass(frozen=True, eq=False)
class EditionScores:
    """Scores and categories of the units of one level in one edition, frozen.

    Parameters
    ----------
    edition : str
        Code of the edition. Two releases of one cycle are two editions (``2019`` and
        ``2019-rev``): the same code is taken to mean the same method, published or not.
    level : str
        ``province`` or ``regency``; any word, as long as both sides use the same.
    units : sequence of str, length n
        Codes, unique: every unit that the edition covers, also those without a published
        score, or they pass for units that it does not cover.
    scores : array_like, shape (n,)
        float64, higher is more vulnerable. **Missing is NaN**.
    categories : sequence of str, length n, optional
        Labels; an empty text where there is none.
    labels : sequence of str
        The labels from the lowest category to the highest.
    groups : mapping
        Label to its coarser name, such as level 6 to *tinggi*; a label that is not named is its own.
    cutoffs, boundary : sequences, optional
        Between the categories, and which side holds a score that equals one, as in
        `CategoryRule`. The verdict needs them, and units that are put together again.
    names : sequence of str, optional
        What the units are called.
    reasons : array_like of uint8, shape (n,), optional
        `Missing` of every score; left out, a NaN is *not published*.
    method : Method
        How the scores are made, as far as it is known.
    registry_date : date, optional
        The day whose registry of units the edition uses (not the day of its launch: IKP
        2024 appeared after the four provinces of 2022 were made and keeps the 34).
    synthetic : bool
        True for made-up data.

    Raises
    ------
    DataError
        For lengths that do not fit, units that stand twice, infinite scores, unknown labels.
    """

    edition: str
    level: str
    units: tuple[str, ...]
    scores: NDArray[np.float64]
    categories: tuple[str, ...]
    labels: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    cutoffs: tuple[float, ...] = ()
    boundary: tuple[Literal["lower", "upper"], ...] = ("upper",)
    names: tuple[str, ...] = ()
    reasons: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    method: Method = field(default_factory=Method)
    registry_date: date | None = None
    synthetic: bool = False

    def __init__(
        self,
        edition: str,
        level: str,
        units: Sequence[str],
        scores: ArrayLike,
        *,
        categories: Sequence[str] | None = None,
        labels: Sequence[str] = (),
        groups: Mapping[str, str] | None = None,
        cutoffs: Sequence[float] = (),
        boundary: Sequence[Literal["lower", "upper"]] = ("upper",),
        names: Sequence[str] | None = None,
        reasons: ArrayLike | None = None,
        method: Method | None = None,
        registry_date: date | None = None,
        synthetic: bool = False,
    ) -> None:
        values = np.array(scores, dtype=np.float64)
        why = np.zeros(values.shape, np.uint8) if reasons is None else np.array(reasons, dtype=np.uint8)
        put = object.__setattr__
        put(self, "edition", edition)
        put(self, "level", level)
        put(self, "units", tuple(units))
        put(self, "scores", values)
        put(self, "categories", tuple(categories) if categories is not None else ("",) * len(self.units))
        put(self, "labels", tuple(labels))
        put(self, "groups", MappingProxyType(dict(groups or {})))
        put(self, "cutoffs", tuple(cutoffs))
        put(self, "boundary", tuple(boundary))
        put(self, "names", tuple(names) if names else self.units)
        put(self, "reasons", why)
        put(self, "method", method or Method())
        put(self, "registry_date", registry_date)
        put(self, "synthetic", synthetic)
        if problems := self._problems():
            raise DataError(problems)
        silent = Missing.NOT_PUBLISHED if reasons is None else Missing.NOT_REPORTED
        put(self, "reasons", np.where(np.isnan(values), np.maximum(why, silent), Missing.OBSERVED).astype(np.uint8))
        values.flags.writeable = False
        self.reasons.flags.writeable = False

    def _problems(self) -> list[Problem]:
        n = len(self.units)
        lengths = {
            "scores": self.scores.shape,
            "categories": (len(self.categories),),
            "names": (len(self.names),),
            "reasons": self.reasons.shape,
        }
        wrong = [
            problem("compare-length", edition=self.edition, what=what, found=shape, units=n)
            for what, shape in lengths.items()
            if shape != (n,)
        ]
        if wrong:
            return wrong
        infinite = np.flatnonzero(np.isinf(self.scores))
        twice = [unit for unit, times in Counter(self.units).items() if times > 1]
        unknown = sorted(set(self.categories) - {"", *self.labels})
        return [
            *(problem("table-duplicate", unit=unit) for unit in twice[:20]),
            *(problem("table-infinite", code=self.edition, unit=self.units[i]) for i in infinite[:20]),
            *(
                problem("compare-label", edition=self.edition, label=label, known=self.labels or "-")
                for label in unknown
            ),
        ]

    @classmethod
    def from_result(
        cls,
        result: IndexResult,
        edition: str,
        level: str,
        *,
        code: str | None = None,
        registry_date: date | None = None,
        unpublished: Sequence[Part] = (),
    ) -> "EditionScores":
        """Take the scores of the index, or of the node `code`, from a computed result.

        Raises
        ------
        DataError
            If a unit stands in the result more than once (a panel): take one period first.
        """
        code = code or result.framework.root
        step = result.recipe.step(Categorise)
        rule = category_rule(step, result.framework, code) if step and code in result.categories else None
        return cls(
            edition,
            level,
            result.units,
            result.score(code),
            categories=[str(label) for label in result.category(code)],
            labels=rule.labels if rule else (),
            groups=rule.groups if rule else None,
            cutoffs=result.cutoffs(code),
            boundary=rule.boundary if rule else ("upper",),
            names=result.names,
            reasons=result.reason(code),
            method=replace(Method.of(result), unpublished=tuple(unpublished)),
            registry_date=registry_date,
            synthetic=result.table.synthetic,
        )

    # --- looking things up ---------------------------------------------------------
    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        return {unit: i for i, unit in enumerate(self.units)}

    def name(self, unit: str) -> str:
        """Give what a unit is called, or its code if this edition does not have it."""
        return self.names[self.row_of[unit]] if unit in self.row_of else unit

    @property
    def sides(self) -> tuple[Literal["lower", "upper"], ...]:
        """The boundary per cut-off, also where one was named for all."""
        return self.boundary if len(self.boundary) == len(self.cutoffs) else self.boundary[:1] * len(self.cutoffs)

    def score(self, unit: str) -> float:
        """Give a unit's score; NaN if it has none or is not in this edition."""
        return float(self.scores[self.row_of[unit]]) if unit in self.row_of else float("nan")

    def category(self, unit: str) -> str:
        """Give a unit's category; an empty text if it has none or is not in this edition."""
        return self.categories[self.row_of[unit]] if unit in self.row_of else ""

    # --- varying -------------------------------------------------------------------
    def coarse(self) -> "EditionScores":
        """Give the same scores with the coarser names of the categories (six levels become three)."""
        to = {label: self.groups.get(label, label) for label in self.labels} | {"": ""}
        kept = [
            (cut, side)
            for cut, side, low, high in zip(self.cutoffs, self.sides, self.labels, self.labels[1:], strict=False)
            if to[low] != to[high]
        ]
        return replace(
            self,
            categories=tuple(to[label] for label in self.categories),
            labels=tuple(dict.fromkeys(to[label] for label in self.labels)),
            cutoffs=tuple(cut for cut, _ in kept),
            boundary=tuple(side for _, side in kept) or ("upper",),
            groups={},
        )

    def category_at(self, score: float) -> str:
        """Give the category that the edition's own cut-offs put a score in; empty where they are not known."""
        if np.isnan(score) or len(self.cutoffs) + 1 != len(self.labels):
            return ""
        return self.labels[int(assign(np.array([score]), self.cutoffs, self.sides)[0])]


def align(a: EditionScores, b: EditionScores) -> tuple[EditionScores, EditionScores]:
    """Bring labels that differ to their groups where those agree; else leave both as they are."""
    if a.labels == b.labels:
        return a, b
    one, two = a.coarse(), b.coarse()
    return (one, two) if one.labels == two.labels else (a, b)
