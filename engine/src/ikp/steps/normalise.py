"""The step *normalise*: bring all indicators to one scale, each in its direction."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.normalise import (
    Line,
    borda,
    draw,
    extremes,
    line_between,
    line_flat,
    moments,
    percentile_rank,
    rank_upwards,
)
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe.steps import Normalise, NormaliseRule
from ikp.steps.domain import refuse_logarithms
from ikp.table import IndicatorTable

__all__ = ["normalise"]

Column = NDArray[np.float64]
Pair = tuple[float, float]

_RANKING: Mapping[str, Callable[[Column], Column]] = {
    "percentile_rank": percentile_rank,
    "rank": rank_upwards,
    "borda": borda,
}


def normalise(
    table: IndicatorTable, framework: Framework, step: Normalise
) -> tuple[IndicatorTable, Normalise, tuple[Problem, ...]]:
    """Normalise every indicator.

    A step without `fitted` takes its bounds from the data and stores them; one with them
    applies them, and a value beyond a stored bound scores beyond the scale unless the
    rule says `cap`. The methods that rank store nothing: ranks are among the units at
    hand. In a panel, bounds and ranks are over the rows of all periods together, so that
    scores can be compared over time.

    An indicator whose values are all the same gets the middle of the scale, with a
    warning; where its lower bound is given (``low``, or the 0 of ``share_of_maximum``)
    and nothing exceeds it, the score of that bound.

    Parameters
    ----------
    table : IndicatorTable
        Missing cells stay missing, with their reasons.
    framework : Framework
        For directions and targets.
    step : Normalise

    Returns
    -------
    table : IndicatorTable
    step : Normalise
        With the bounds of every indicator.
    problems : tuple of Problem
        Warnings.

    Raises
    ------
    DataError
        With the problems of all indicators: no value at all, stored bounds that do not
        cover it, goalposts or a reference that is lacking, logarithms of what is not
        above zero.
    """
    values = np.empty_like(table.values, order="F")
    bounds: dict[str, Pair] = {}
    problems: list[Problem] = []
    for j, code in enumerate(table.codes):
        try:
            stored, found = _write(table, framework, step, code, values[:, j])
        except DataError as error:
            problems += error.problems
        else:
            bounds |= {} if stored is None else {code: stored}
            problems += found
    errors = [found for found in problems if found.severity == "error"]
    if errors:
        raise DataError(errors)
    return table.with_values(values, table.reasons), replace(step, fitted={**step.fitted, **bounds}), tuple(problems)


def _write(
    table: IndicatorTable, framework: Framework, step: Normalise, code: str, out: Column
) -> tuple[Pair | None, list[Problem]]:
    """Write the scores of one indicator; give its bounds, if it has any, and what to warn of."""
    rule, direction = step.indicators.get(code, step.default), framework[code].direction
    column = table.column(code)
    if rule.method == "none":
        draw(column, Line(0.0, 1.0, direction, 0.0), out)
        return None, []
    if rule.method in _RANKING:
        return None, _write_ranks(column, code, rule, direction, out)
    if rule.method == "zscore" and rule.cap:
        expected = "false: a z-score has no ends to keep within"
        raise DataError(problem("recipe-value", path=f"normalise {code} cap", value="true", expected=expected))
    if rule.log:
        refuse_logarithms(table, code, column)
    if code in step.fitted:
        bounds = step.fitted[code]
    elif step.fitted:
        raise DataError(problem("bounds-missing", kind=step.kind, codes=code))
    else:
        bounds = _fit(table, code, rule, direction, framework[code].target)
    line, problems = _line(code, rule, direction, bounds)
    if rule.log:
        column = np.log(column, out=out)
    draw(column, line, out, rule.to if rule.cap else None)
    return bounds, problems


def _write_ranks(column: Column, code: str, rule: NormaliseRule, direction: int, out: Column) -> list[Problem]:
    low, high = _known(extremes(column), code)
    known = np.count_nonzero(~np.isnan(column))
    scale = {"percentile_rank": rule.to, "rank": (1.0, float(known)), "borda": (0.0, known - 1.0)}[rule.method]
    if low == high:
        draw(column, line_flat(sum(scale) / 2), out)
        return [problem("indicator-constant", code=code, method=rule.method)]
    ranks = _RANKING[rule.method](column if direction == 1 else -column)
    if rule.method == "percentile_rank":
        draw(ranks, line_between(0.0, 1.0, rule.to), out)
    else:
        out[:] = ranks
    return []


def _fit(table: IndicatorTable, code: str, rule: NormaliseRule, direction: int, target: float | None) -> Pair:
    """Take an indicator's two numbers from the data and the rule."""
    column = table.column(code)
    if rule.method == "goalposts":
        if rule.low is None or rule.high is None:
            raise DataError(problem("recipe-required", path=f"normalise {code} low, high", expected="two goalposts"))
        return rule.low, rule.high
    if rule.method == "zscore":
        return _known(moments(np.log(column) if rule.log else column), code)
    low, high = _known(extremes(column), code)
    match rule.method:
        case "minmax":
            return (low if rule.low is None else rule.low), (high if rule.high is None else rule.high)
        case "share_of_maximum":
            if low < 0:
                unit = table.units[int(np.nanargmin(column))]
                raise DataError(
                    problem("method-domain", method=rule.method, need="≥ 0", code=code, unit=unit, value=low)
                )
            return 0.0, high
        case "distance_to_reference" | "distance_to_target":
            return (low if direction == 1 else high), _reference(table, code, rule, target)
        case _:  # distance_to_maximum
            return low, high


def _known(found: Pair, code: str) -> Pair:
    """Refuse what was taken from a column without values."""
    if np.isnan(found[0]):
        raise DataError(problem("indicator-empty", code=code))
    return found


def _reference(table: IndicatorTable, code: str, rule: NormaliseRule, target: float | None) -> float:
    """Find the target in the framework, or the value of the reference unit (in a panel, of its last row)."""
    if rule.method == "distance_to_target":
        value, said = target, "-"
    else:
        row = table.row_of.get(rule.reference or "")
        value, said = None if row is None else float(table.column(code)[row]), rule.reference or "-"
    if value is None or np.isnan(value):
        raise DataError(problem("reference-unknown", method=rule.method, code=code, reference=said))
    return value


def _line(code: str, rule: NormaliseRule, direction: int, bounds: Pair) -> tuple[Line, list[Problem]]:
    """Turn two stored numbers into the line that scores the values, or their logarithms."""
    first, second = bounds
    if rule.method == "zscore":
        mean, spread = rule.to
        if second == 0:
            return line_flat(mean), [problem("indicator-constant", code=code, method=rule.method)]
        return Line(first, second, spread * direction, mean), []
    if rule.log:
        if min(bounds) <= 0:
            raise _refused_bounds(code, bounds, "two numbers above zero, for logarithms")
        first, second = float(np.log(first)), float(np.log(second))
    if rule.method in ("distance_to_reference", "distance_to_target"):
        if (second - first) * direction <= 0:
            raise DataError(problem("reference-worst", code=code, reference=bounds[1], worst=bounds[0]))
        return line_between(first, second, rule.to), []
    if first > second or (first == second and rule.low is not None and rule.high is not None):
        raise _refused_bounds(code, bounds, "the lower one first")
    if first == second:
        if rule.low is not None or rule.method == "share_of_maximum":
            score = rule.to[0] if direction == 1 else rule.to[1]
            return line_flat(score), [problem("indicator-floor", code=code, low=bounds[0])]
        return line_flat(sum(rule.to) / 2), [problem("indicator-constant", code=code, method=rule.method)]
    bottom, top = (first, second) if direction == 1 else (second, first)
    return line_between(bottom, top, rule.to), []


def _refused_bounds(code: str, bounds: Pair, expected: str) -> DataError:
    return DataError(
        problem(
            "recipe-value", path=f"normalise {code} low, high", value=f"{bounds[0]:g}, {bounds[1]:g}", expected=expected
        )
    )
