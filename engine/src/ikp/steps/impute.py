"""The step *impute*: fill missing cells, and say which."""

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import missing
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.recipe.steps import Impute
from ikp.table import IndicatorTable, Missing

__all__ = ["impute"]

Array = NDArray[np.float64]


def impute(
    table: IndicatorTable, framework: Framework, step: Impute
) -> tuple[IndicatorTable, NDArray[np.bool_] | None]:
    """Fill missing cells; what has no ground for an estimate stays missing with its reason.

    Cells that are *not applicable* are never filled: there is nothing to estimate.
    Nothing is stored: an estimate comes from the units at hand. In a panel, all methods
    but ``last`` take the rows of all periods together.

    Parameters
    ----------
    table : IndicatorTable
        With the group column that the recipe names; for ``last``, with periods, which
        are taken in their own order.
    framework : Framework
        Its parents are the blocks within which ``regression`` and ``em`` look.
    step : Impute

    Returns
    -------
    table : IndicatorTable
    filled : array of bool, shape (n, m), or None
        Which cells were filled; None when none was.

    Raises
    ------
    DataError
        When the table lacks the group or the periods, or ``em`` does not settle.
    """
    if step.method == "none" or table.reasons is None:
        return table, None
    values = _estimates(table, framework, step)
    values[table.reasons == Missing.NOT_APPLICABLE] = np.nan
    filled = np.isnan(table.values) & ~np.isnan(values)
    return (table.with_values(values, table.reasons), filled) if filled.any() else (table, None)


def _estimates(table: IndicatorTable, framework: Framework, step: Impute) -> Array:
    """Give the table's values with every cell filled that the method can fill."""
    if step.method in ("regression", "em"):
        return _from_siblings(table, framework, step)
    values = table.values.copy(order="F")
    statistic = np.median if step.method in ("median", "group_median") else np.mean
    if step.method in ("group_mean", "group_median"):
        groups = table.group(_group_name(step))
        for column in _incomplete(values):
            column[:] = missing.fill_by_group(column, groups, statistic)
    elif step.method == "last":
        units, times = _panel(table)
        for column in _incomplete(values):
            column[:] = missing.carry_forward(column, units, times)
    else:
        for column in _incomplete(values):
            column[:] = missing.fill(column, statistic)
    return values


def _incomplete(values: Array) -> list[Array]:
    """Give the columns, as views to write to, that have missing cells."""
    return [column for column in values.T if np.isnan(column).any()]


def _group_name(step: Impute) -> str:
    if step.group is None:
        raise DataError(problem("recipe-required", path="impute.group", expected="the name of a group column"))
    return step.group


def _panel(table: IndicatorTable) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Number the units, and the periods in their order."""
    if table.periods is None:
        raise DataError(problem("panel-needed"))
    place = {period: k for k, period in enumerate(sorted(set(table.periods)))}
    number = {unit: k for k, unit in enumerate(dict.fromkeys(table.units))}
    return (
        np.array([number[unit] for unit in table.units], dtype=np.intp),
        np.array([place[period] for period in table.periods], dtype=np.intp),
    )


def _from_siblings(table: IndicatorTable, framework: Framework, step: Impute) -> Array:
    values = table.values.copy(order="F")
    blocks: dict[str | None, list[int]] = {}
    for j, code in enumerate(table.codes):
        blocks.setdefault(framework[code].parent, []).append(j)
    for columns in blocks.values():
        block = values[:, columns]
        if not np.isnan(block).any():
            continue
        try:
            values[:, columns] = (
                missing.fill_regression(block)
                if step.method == "regression"
                else missing.fill_em(block, step.max_iterations, step.tolerance)
            )
        except missing.NotConvergedError:
            codes = [table.codes[j] for j in columns]
            raise DataError(problem("impute-unsettled", codes=codes, iterations=step.max_iterations)) from None
    return values
