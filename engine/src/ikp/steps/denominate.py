"""The step *denominate*: divide counts by what they are counted on, such as voters."""

from collections.abc import Iterator

import numpy as np

from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe.steps import Denominate
from ikp.steps.domain import SAID
from ikp.table import IndicatorTable

__all__ = ["denominate"]


def denominate(table: IndicatorTable, framework: Framework, step: Denominate) -> IndicatorTable:
    """Divide indicators by their denominators and multiply by the denominator's factor.

    Which denominator an indicator has stands in `step.by`, else in the framework; an
    indicator without one is left as it is. A missing value stays missing, whatever its
    denominator. Where `step.unknown` lets a missing denominator pass, the cell becomes
    *not reported*.

    Parameters
    ----------
    table : IndicatorTable
        With the denominators that are asked for, one value per row.
    framework : Framework
    step : Denominate

    Returns
    -------
    IndicatorTable

    Raises
    ------
    DataError
        For a denominator that the table does not have, and for each unit whose
        denominator is not above zero, or missing, where there is a value to divide.
    """
    by = {code: step.by.get(code, framework[code].denominator) for code in table.codes}
    if not any(by.values()):
        return table
    values = table.values.copy(order="F")
    problems: list[Problem] = []
    for j, code in enumerate(table.codes):
        name = by[code]
        if name is None:
            continue
        problems += list(_problems(table, step, code, name))
        if not problems:
            values[:, j] /= table.denominator(name)
            values[:, j] *= step.per.get(name, 1.0)
    if problems:
        raise DataError(problems[:SAID])
    return table.with_values(values, table.reasons)


def _problems(table: IndicatorTable, step: Denominate, code: str, name: str) -> Iterator[Problem]:
    divisor = table.denominator(name)
    bad = ~(divisor > 0) & ~np.isnan(table.column(code))
    if step.unknown == "missing":
        bad &= ~np.isnan(divisor)
    for i in np.flatnonzero(bad):
        yield problem("denominator", name=name, unit=table.units[i], value=float(divisor[i]), code=code)
