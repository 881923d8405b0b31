"""The step *treat*: tame outliers, and keep a record of what was done and why."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import outliers
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.recipe.steps import Treat, Treatment
from ikp.result import Treated
from ikp.steps.domain import refuse_logarithms
from ikp.table import IndicatorTable

__all__ = ["treat"]

Column = NDArray[np.float64]


def treat(
    table: IndicatorTable, _framework: Framework, step: Treat
) -> tuple[IndicatorTable, Treat, tuple[Treated, ...]]:
    """Treat the indicators whose skewness and kurtosis both exceed the limits.

    A step without `fitted` looks at the data, tries its methods in order, each on the
    values as they came, and stores what it did. A step with it does the same to other
    data and looks at nothing. In a panel all rows are looked at together, so that a
    value is treated alike in every period.

    Parameters
    ----------
    table : IndicatorTable
        Missing cells stay missing.
    _framework : Framework
        Not used, since outliers know no tree; all steps are called alike.
    step : Treat

    Returns
    -------
    table : IndicatorTable
    step : Treat
        With what was fitted: for every indicator that was looked at, the treatments.
    treated : tuple of Treated
        A row per method tried, in order; the last row of an indicator is what was
        applied to it. An indicator that was in order has none.

    Raises
    ------
    DataError
        When stored treatments do not cover an indicator, or a stored logarithm meets a
        value below its domain.
    """
    codes = [code for code in table.codes if not step.indicators or code in step.indicators]
    absent = [code for code in codes if step.fitted and code not in step.fitted]
    if absent:
        raise DataError(problem("bounds-missing", kind=step.kind, codes=absent))
    fitted: dict[str, tuple[Treatment, ...]] = {}
    values: Column | None = None
    said: list[Treated] = []
    for code in codes:
        column = table.column(code)
        treatments, changed, rows = _stored(table, code, step) if step.fitted else _fitted(column, code, step)
        fitted[code] = treatments
        said += rows
        if treatments:
            values = table.values.copy(order="F") if values is None else values
            values[:, table.column_of[code]] = changed
    done = table if values is None else table.with_values(values, table.reasons)
    return done, replace(step, fitted={**step.fitted, **fitted}), tuple(said)


def _fitted(column: Column, code: str, step: Treat) -> tuple[tuple[Treatment, ...], Column, list[Treated]]:
    """Try the methods until the indicator passes; the last one stays."""
    before = outliers.shape_of(column)
    treatments: tuple[Treatment, ...] = ()
    changed, rows = column, list[Treated]()
    if not outliers.is_tame(before, step.max_skewness, step.max_kurtosis):
        for method in step.methods:
            treatment = _fit(column, method, step)
            treatments, changed = (treatment,), _apply(column, treatment)
            rows.append(_row(code, column, changed, treatment, step))
            if rows[-1].passed:
                break
    return treatments, changed, rows


def _stored(table: IndicatorTable, code: str, step: Treat) -> tuple[tuple[Treatment, ...], Column, list[Treated]]:
    """Do again what is stored."""
    changed, rows = table.column(code), list[Treated]()
    for treatment in step.fitted[code]:
        if treatment.method != "winsorise":
            refuse_logarithms(table, code, changed, treatment.shift)
        before, changed = changed, _apply(changed, treatment)
        rows.append(_row(code, before, changed, treatment, step))
    return tuple(step.fitted[code]), changed, rows


def _fit(column: Column, method: str, step: Treat) -> Treatment:
    if method == "winsorise":
        low, high = outliers.winsor_limits(column, step.max_skewness, step.max_kurtosis, step.max_points)
        return Treatment(method="winsorise", low=low, high=high)
    shift = outliers.offset_above_zero(column)
    if method == "log":
        return Treatment(method="log", shift=shift)
    return Treatment(method="boxcox", shift=shift, power=outliers.box_cox_power(column + shift))


def _apply(column: Column, treatment: Treatment) -> Column:
    match treatment.method:
        case "winsorise":
            low = -np.inf if treatment.low is None else treatment.low
            high = np.inf if treatment.high is None else treatment.high
            return np.clip(column, low, high)
        case "log":
            return np.log(column + treatment.shift)
        case "boxcox":
            return outliers.box_cox(column + treatment.shift, treatment.power or 0.0)


def _row(code: str, before: Column, after: Column, treatment: Treatment, step: Treat) -> Treated:
    first, last = outliers.shape_of(before), outliers.shape_of(after)
    points = np.count_nonzero((before != after) & ~np.isnan(before)) if treatment.method == "winsorise" else 0
    passed = outliers.is_tame(last, step.max_skewness, step.max_kurtosis)
    return Treated(code, treatment.method, int(points), *first, *last, passed)
