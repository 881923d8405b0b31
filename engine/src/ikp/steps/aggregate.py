"""The step *aggregate*: from indicators to the index, node by node."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf, isfinite, isnan
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import aggregate as arrays
from ikp.arrays.coverage import pass_up, too_little, why_missing
from ikp.arrays.rescale import fit_rescaling, rescale, round_decimals
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe.steps import Aggregate, AggregateRule
from ikp.result import Aggregates, aggregate_rule
from ikp.table import IndicatorTable, Missing

__all__ = ["aggregate", "refuse"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Pair = tuple[float, float]
T = TypeVar("T", bound=np.generic)

#: Rescalings that are fitted on the units, and how many they need.
_FITTED = {"minmax": 1, "normal_score": 2}


def aggregate(
    table: IndicatorTable, framework: Framework, step: Aggregate, weights: Mapping[str, float]
) -> tuple[Aggregates, Aggregate, tuple[Problem, ...]]:
    """Aggregate the children of every node, children before parents.

    Per node: decide which units have enough, aggregate, rescale, round. A unit without
    enough takes no part in what is fitted on the units.

    Parameters
    ----------
    table : IndicatorTable
        Normalised; its columns are `framework.indicators`.
    framework : Framework
    step : Aggregate
        Where its `fitted` is empty, rescaling is fitted on these units.
    weights : mapping
        From the step *weight*.

    Returns
    -------
    aggregates : Aggregates
        NaN and a reason where a unit has no score.
    step : Aggregate
        With the bounds of all rescaling.
    problems : tuple of Problem
        Warnings: units without a score, rescaling of equal scores.

    Raises
    ------
    DataError
        For values that a method cannot take, too few units for a method that compares
        them, or stored bounds that lack a node.
    """
    work = _Work(table, framework, step, weights)
    work.refuse_settings()
    work.refuse_missing_bounds()
    for code in framework.aggregates:
        work.node(code)
    coverage, reasons = (work.gaps.coverage, work.gaps.reasons) if work.gaps else (None, None)
    aggregates = Aggregates(framework.aggregates, work.values, coverage, reasons)
    return aggregates, replace(step, fitted=work.fitted) if work.fitted else step, tuple(work.warnings)


def refuse(table: IndicatorTable, framework: Framework, step: Aggregate, weights: Mapping[str, float]) -> None:
    """Refuse what `aggregate` would refuse, aggregating only where that shows in the scores alone.

    Parameters
    ----------
    table, framework, step, weights
        As for `aggregate`.

    Raises
    ------
    DataError
        As `aggregate` does.
    """
    work = _Work(table, framework, step, weights)
    work.refuse_settings()
    work.refuse_missing_bounds()
    if not work.takes_anything():
        for code in framework.aggregates:
            work.node(code)


class _Gaps(NamedTuple):
    """Coverage and reasons of the nodes, kept only where something is missing."""

    coverage: Matrix
    reasons: NDArray[np.uint8]
    of_leaves: NDArray[np.uint8]


class _Work:
    """The nodes filled in so far."""

    def __init__(
        self, table: IndicatorTable, framework: Framework, step: Aggregate, weights: Mapping[str, float]
    ) -> None:
        self.table, self.framework, self.step, self.weights = table, framework, step, weights
        self.fitted: dict[str, Pair] = {}
        self.warnings: list[Problem] = []
        self.place = {code: j for j, code in enumerate(framework.aggregates)}
        shape = (len(table), len(self.place))
        self.values = np.empty(shape, order="F")
        self.gaps: _Gaps | None = None
        if table.reasons is not None:
            reasons = np.zeros(shape, dtype=np.uint8, order="F")
            self.gaps = _Gaps(np.ones(shape, order="F"), reasons, table.reasons)

    def rule(self, code: str) -> AggregateRule:
        return aggregate_rule(self.step, self.framework, code)

    def refuse_settings(self) -> None:
        """Refuse numbers in the rules that no method can work with."""
        problems = []
        for code in self.place:
            rule = self.rule(code)
            checks = (
                ("min_coverage", rule.min_coverage, 0 <= rule.min_coverage <= 1, "a share from 0 to 1"),
                ("power", rule.power, not isnan(rule.power), "a number"),
                ("scale", rule.scale, 0 < rule.scale < inf, "a number above 0"),
                ("clip", rule.clip, rule.clip is None or 0 <= rule.clip < inf, "a number of 0 or more"),
                ("rescale.to", rule.rescale.to, all(map(isfinite, rule.rescale.to)), "two numbers"),
            )
            problems += [
                problem("recipe-value", path=f"aggregate {code}.{name}", value=repr(value), expected=expected)
                for name, value, good, expected in checks
                if not good
            ]
        if problems:
            raise DataError(problems)

    def refuse_missing_bounds(self) -> None:
        if self.step.fitted:
            asked = [code for code in self.place if self.rule(code).rescale.method in _FITTED]
            lacking = [code for code in asked if code not in self.step.fitted]
            if lacking:
                raise DataError(problem("bounds-missing", kind=self.step.kind, codes=lacking))

    def takes_anything(self) -> bool:
        """Tell whether settings and table show that no node can meet values that its method refuses."""
        rules = [self.rule(code) for code in self.place]
        methods = {rule.method for rule in rules}
        if not methods <= {"arithmetic", "geometric"} or any(rule.rescale.method in _FITTED for rule in rules):
            return False
        plain = all(rule.rescale.method == "none" for rule in rules)
        # Means of what is not below zero are not below zero either; NaN, which is no bar, falls out of the minimum.
        return methods == {"arithmetic"} or (plain and not np.fmin.reduce(self.table.values, axis=None) < 0)

    def node(self, code: str) -> None:
        """Give a node its scores."""
        rule, children = self.rule(code), self.framework.children(code)
        weights = np.array([self.weights[child] for child in children])
        x = self._columns(self.table.values, self.values, children)
        if self.gaps is not None:
            x = self._without_too_little(self.gaps, code, x, weights)
        self._refuse_values(code, x, weights)
        scores = arrays.aggregate(x, weights, rule)
        scale = rule.rescale
        scores = rescale(scores, scale.method, scale.to, self._bounds(code, scores), cap=scale.cap)
        if rule.round is not None:
            scores = round_decimals(scores, rule.round.digits, rule.round.ties)
        self.values[:, self.place[code]] = scores

    def _columns(self, leaves: NDArray[T], nodes: NDArray[T], children: Sequence[str]) -> NDArray[T]:
        """Collect the columns of children; a view where they are neighbours, as they mostly are."""
        above = children[0] in self.place
        columns = self.place if above else self.table.column_of
        first = columns[children[0]]
        if all(columns.get(child) == first + j for j, child in enumerate(children)):
            return (nodes if above else leaves)[:, first : first + len(children)]
        mixed = [nodes[:, self.place[c]] if c in self.place else leaves[:, self.table.column_of[c]] for c in children]
        return np.asfortranarray(np.column_stack(mixed))

    def _without_too_little(self, gaps: _Gaps, code: str, x: Matrix, weights: Vector) -> Matrix:
        """Note coverage and reasons of a node, and blank the rows that get no score."""
        rule, children, j = self.rule(code), self.framework.children(code), self.place[code]
        known, propagate = ~np.isnan(x), rule.missing == "propagate"
        below = [gaps.coverage[:, self.place[c]] if c in self.place else known[:, k] for k, c in enumerate(children)]
        gaps.coverage[:, j] = covered = pass_up(np.column_stack(below), weights)
        used = weights > 0
        withheld = too_little(known[:, used], covered, propagate=propagate, minimum=rule.min_coverage)
        if not withheld.any():
            return x
        reasons = self._columns(gaps.of_leaves, gaps.reasons, children)[:, used]
        gaps.reasons[:, j] = why_missing(
            reasons, known[:, used], withheld, propagate=propagate, low=Missing.LOW_COVERAGE
        )
        low = int(np.count_nonzero(withheld & (covered < rule.min_coverage)))
        rest, total = int(np.count_nonzero(withheld)) - low, len(withheld)
        if low:
            share = f"{rule.min_coverage:.0%}"
            self.warnings.append(problem("coverage-low", code=code, count=low, total=total, share=share))
        if rest:
            self.warnings.append(problem("score-missing", code=code, count=rest, total=total))
        x = x.copy(order="F")
        x[withheld] = np.nan
        return x

    def _refuse_values(self, code: str, x: Matrix, weights: Vector) -> None:
        """Refuse values that the method cannot take, and too few units to compare."""
        rule, children = self.rule(code), self.framework.children(code)
        found = arrays.outside_domain(x, weights, rule)
        if found:
            row, column, need = found
            unit, value = self.table.units[row], f"{x[row, column]:g}"
            raise DataError(
                problem("method-domain", method=rule.method, need=need, code=children[column], unit=unit, value=value)
            )
        if rule.method in arrays.RELATIVE:
            there = np.count_nonzero(~np.isnan(x[:, weights > 0]).all(axis=1))
            self._refuse_few(rule.method, code, int(there), 2)

    def _bounds(self, code: str, scores: Vector) -> Pair | None:
        scale = self.rule(code).rescale
        method = scale.method
        if method not in _FITTED:
            return None
        if self.step.fitted:
            return self.step.fitted[code]
        if method == "minmax" and scale.low is not None and scale.high is not None:
            self.fitted[code] = scale.low, scale.high
            return scale.low, scale.high
        self._refuse_few(method, code, int(np.count_nonzero(~np.isnan(scores))), _FITTED[method])
        first, second = fit_rescaling(scores, method)
        if method == "minmax":
            first, second = (
                given if given is not None else own for given, own in ((scale.low, first), (scale.high, second))
            )
        self.fitted[code] = first, second
        if second == 0 if method == "normal_score" else first == second:
            self.warnings.append(problem("indicator-constant", code=code, method=method))
        return first, second

    @staticmethod
    def _refuse_few(method: str, code: str, count: int, least: int) -> None:
        if count < least:
            raise DataError(problem("units-few", method=method, code=code, count=count, least=least))
