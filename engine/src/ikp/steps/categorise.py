"""The step *categorise*: from scores to low, medium, high."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import categories as arrays
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe.steps import Categorise, CategoryRule
from ikp.result import Aggregates, category_rule
from ikp.table import IndicatorTable

__all__ = ["categorise", "find_cutoffs"]

Vector = NDArray[np.float64]


def categorise(
    aggregates: Aggregates, framework: Framework, step: Categorise, table: IndicatorTable | None = None
) -> tuple[Mapping[str, NDArray[np.int8]], Categorise, tuple[Problem, ...]]:
    """Sort the scores of the nodes above tier 1 into categories, unrounded.

    Parameters
    ----------
    aggregates : Aggregates
    framework : Framework
    step : Categorise
        Cut-offs that are stored in `fitted` are applied; without any, they are found on
        these scores.
    table : IndicatorTable, optional
        The scores of the leaves; needed where a framework was cut, so that its leaves are
        dimensions.

    Returns
    -------
    categories : mapping
        Node to the place of each unit's label, shape (n,); −1 where there is no score.
        Nodes with the method ``none``, and nodes of which stored cut-offs say nothing, are
        left out.
    step : Categorise
        With all cut-offs, given ones included.
    problems : tuple of Problem
        A warning that names the nodes whose cut-offs are not known.

    Raises
    ------
    DataError
        For cut-offs that do not fit the labels or do not rise, or too few scores to find them.
    """
    scores_of = dict(zip(aggregates.codes, aggregates.values.T, strict=True))
    if table is not None:
        scores_of |= {code: table.column(code) for code in framework.indicators if framework.tiers[code] > 1}
    rules = {code: category_rule(step, framework, code) for code in scores_of}
    rules = {code: rule for code, rule in rules.items() if rule.method != "none"}
    lacking = [code for code in rules if step.fitted and code not in step.fitted]
    rules = {code: rule for code, rule in rules.items() if code not in lacking}
    found: dict[str, NDArray[np.int8]] = {}
    fitted: dict[str, tuple[float, ...]] = dict(step.fitted)
    for code, rule in rules.items():
        _refuse_settings(code, rule)
        scores = scores_of[code]
        cutoffs = step.fitted[code] if step.fitted else find_cutoffs(code, rule, scores)
        _refuse(code, rule, cutoffs)
        found[code] = arrays.assign(scores, cutoffs, rule.boundary)
        fitted[code] = tuple(cutoffs)
    problems = (problem("cutoffs-unknown", codes=lacking),) if lacking else ()
    return found, replace(step, fitted=fitted), problems


def _refuse_settings(code: str, rule: CategoryRule) -> None:
    checks = (
        ("ddof", rule.ddof, rule.ddof in (0, 1), "0 or 1"),
        ("k", rule.k, all(0 <= each < inf for each in rule.k), "numbers of zero or more"),
        (
            "probabilities",
            rule.probabilities,
            all(0 <= each <= 1 for each in rule.probabilities),
            "numbers from 0 to 1",
        ),
    )
    problems = [
        problem("recipe-value", path=f"categorise {code}.{name}", value=repr(value), expected=expected)
        for name, value, good, expected in checks
        if not good
    ]
    if problems:
        raise DataError(problems)


def find_cutoffs(code: str, rule: CategoryRule, scores: Vector) -> tuple[float, ...]:
    """Give the cut-offs of a rule for these scores, NaN left out.

    Raises
    ------
    DataError
        For too few scores, or too few different ones.
    """
    if rule.method == "cutoffs":
        return rule.cutoffs
    there = scores[~np.isnan(scores)]
    least = 2 if rule.method == "mean_sd" else 1
    if len(there) < least:
        raise DataError(problem("units-few", method=rule.method, code=code, least=least, count=len(there)))
    if rule.method == "mean_sd":
        return arrays.mean_sd(there, rule.k, rule.ddof)
    if rule.method == "quantiles":
        return arrays.quantiles(there, rule.probabilities)
    classes, different = len(rule.labels), len(np.unique(there))
    if different < classes:
        raise DataError(problem("scores-alike", method=rule.method, code=code, least=classes, count=different))
    sides = rule.boundary * (classes - 1) if len(rule.boundary) == 1 else rule.boundary
    breaks = zip(arrays.jenks(there, classes), sides, strict=False)  # `_refuse` counts them
    return tuple(above if side == "upper" else below for (below, above), side in breaks)


def _refuse(code: str, rule: CategoryRule, cutoffs: tuple[float, ...]) -> None:
    least = len(rule.labels) - 1
    for setting, count in (("cutoffs", len(cutoffs)), ("boundary", len(rule.boundary))):
        if count != least and not (setting == "boundary" and count == 1):
            raise DataError(
                problem("cutoffs-count", code=code, labels=len(rule.labels), least=least, count=count, setting=setting)
            )
    # Quantiles of tied scores may coincide, which leaves a category empty.
    if not all(map(isfinite, cutoffs)) or any(
        low > high or (low == high and rule.method != "quantiles") for low, high in pairwise(cutoffs)
    ):
        raise DataError(problem("cutoffs-order", code=code, cutoffs=cutoffs))
