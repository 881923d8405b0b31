"""The step *events*: from rows about events to one value per unit and indicator."""

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError, problem
from ikp.events import Declaration, EventLog
from ikp.framework import Framework
from ikp.recipe.steps import Events
from ikp.table import IndicatorTable, Missing

__all__ = ["tabulate"]


def tabulate(
    events: EventLog, framework: Framework, step: Events | None = None, *, units: Sequence[str] | None = None
) -> IndicatorTable:
    """Sum events into the values of indicators.

    What a unit has said about an indicator decides: events (also a count of 0) and *nil*
    give a number; *no data* is missing as *not reported*, *not applicable* as such. What
    a unit has not mentioned is *not reported*, or 0 where the recipe's `silence` is
    ``nil`` and the unit appears in the log at all.

    Parameters
    ----------
    events : EventLog
    framework : Framework
        All its indicators become columns, in its order.
    step : Events, optional
        How rows become a value; left out, count × grade with silence missing.
    units : sequence of str, optional
        The rows wanted; left out, the units that appear. One that does not appear is not
        reported at all. In a panel every unit gets a row per period.

    Returns
    -------
    IndicatorTable
        Shape (units, indicators), or (units × periods, indicators) with the periods in order.

    Raises
    ------
    DataError
        For contradictions, for an indicator that the framework does not have, and for a
        unit of the log that is not among `units`.
    """
    step = Events() if step is None else step
    _refuse_strangers(events, framework, units)
    rows = tuple(units) if units is not None else events.units
    periods = events.periods or ("",)
    shape = (len(periods) * len(rows), len(framework.indicators))
    row, column = _places(events, framework, rows)
    cell = row * shape[1] + column

    is_event = events.is_event
    values = _values(events, cell, is_event, shape[0] * shape[1], step)
    said = np.bincount(cell[is_event | (events.declaration == Declaration.NIL)], minlength=values.size) > 0
    reasons = np.where(said, Missing.OBSERVED, Missing.NOT_REPORTED).astype(np.uint8)
    present = np.bincount(row, minlength=shape[0]) > 0
    if step.silence == "nil":
        reasons[np.repeat(present, shape[1])] = Missing.OBSERVED
    reasons[cell[events.declaration == Declaration.NO_DATA]] = Missing.NOT_REPORTED
    reasons[cell[events.declaration == Declaration.NOT_APPLICABLE]] = Missing.NOT_APPLICABLE
    values[reasons != Missing.OBSERVED] = np.nan

    # A unit that appears in some periods only has no row in the others, unless it was asked for.
    kept = np.arange(shape[0]) if units is not None else np.flatnonzero(present)
    names = [events.names.get(unit, unit) for unit in rows] if events.names else None
    return IndicatorTable(
        [rows[i % len(rows)] for i in kept],
        framework.indicators,
        values.reshape(shape)[kept],
        reasons.reshape(shape)[kept],
        names=None if names is None else [names[i % len(rows)] for i in kept],
        periods=None if events.periods is None else [periods[i // len(rows)] for i in kept],
        origin=events.origin,
        synthetic=events.synthetic,
    )


def _refuse_strangers(events: EventLog, framework: Framework, units: Sequence[str] | None) -> None:
    if events.contradictions:
        raise DataError(events.contradictions)
    known = set(framework.indicators)
    used = [events.codes[i] for i in np.unique(events.code_index)]
    strange = [
        problem("code-unknown", cell=code, nearest=get_close_matches(code, framework.indicators, 3, 0.0))
        for code in used
        if code not in known
    ]
    wanted = None if units is None else set(units)
    seen = [events.units[i] for i in np.unique(events.unit_index)]
    strange += [problem("events-unit", unit=unit) for unit in seen if wanted is not None and unit not in wanted]
    if strange:
        raise DataError(strange)


def _places(
    events: EventLog, framework: Framework, rows: tuple[str, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the row and the column of the table that each row of the log belongs to, shape (n,) each."""
    place_of = {unit: i for i, unit in enumerate(rows)}
    unit = np.array([place_of.get(each, 0) for each in events.units], dtype=np.int64)
    column_of = {code: j for j, code in enumerate(framework.indicators)}
    column = np.array([column_of.get(code, 0) for code in events.codes], dtype=np.int64)
    row = unit[events.unit_index]
    if events.period_index is not None:
        row = row + events.period_index.astype(np.int64) * len(rows)
    return row, column[events.code_index]


def _values(
    events: EventLog, cell: NDArray[np.int64], is_event: NDArray[np.bool_], size: int, step: Events
) -> NDArray[np.float64]:
    """Sum over the rows of each cell, shape (size,); exact, since whole numbers below 2**53 are."""
    count = np.where(is_event, events.count, 0).astype(np.float64)
    match step.value:
        case "count_x_grade":
            return _sum(cell, count * events.grade, size)
        case "count":
            return _sum(cell, count, size)
        case "occurrence":
            return (_sum(cell, count, size) > 0).astype(np.float64)
        case "highest_grade":
            highest = np.zeros(size)
            np.maximum.at(highest, cell, np.where(count > 0, events.grade, 0))
            return highest


def _sum(cell: NDArray[np.int64], weights: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.bincount(cell, weights=weights, minlength=size).astype(np.float64, copy=False)
