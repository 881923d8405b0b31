"""From rows of the database to the engine's values."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.streams import Effort, Reports, monday
from ikpweb.watch.selectors.inputs import Inputs

__all__ = ["KINDS", "effort_of", "reports_of", "since_of"]

#: In the order of their series in every unit.
KINDS = ("administrative", "ethics", "criminal", "other-law")
#: Five years of history to compare with, and one to spare.
_YEARS = np.timedelta64(6 * 52, "W")
_WEEK = np.timedelta64(7, "D")


def reports_of(inputs: Inputs) -> Reports:
    """Give the reports of a watch; every unit of its level has its series, also where nothing came."""
    units = tuple(inputs.units)
    place = {unit: at for at, unit in enumerate(units)}
    kind = {name: at for at, name in enumerate(KINDS)}
    rows = inputs.reports
    return Reports(
        units,
        np.array([place[row[0]] for row in rows], dtype=np.int32),
        KINDS,
        np.array([kind[row[1]] for row in rows], dtype=np.int32),
        event=_days([row[2] for row in rows]),
        entry=_days([row[3] for row in rows]),
        verified=_days([row[4] for row in rows]),
        names={unit: place.name for unit, place in inputs.units.items()},
        synthetic=inputs.training,
    )


def since_of(reports: Reports, as_of: date) -> np.datetime64:
    """Give the first week that is counted: of the earliest report, or six years back."""
    days = monday([reports.event.min(), np.datetime64(as_of) - _YEARS])
    return days.max()  # type: ignore[no-any-return] # an element of an array of days


def effort_of(inputs: Inputs) -> Effort | None:
    """Give the effort, from the first week that anybody told of to the last; None where nobody did."""
    if not inputs.effort:
        return None
    units = tuple(inputs.units)
    place = {unit: at for at, unit in enumerate(units)}
    weeks = _days([row[1] for row in inputs.effort])
    first, last = weeks.min(), weeks.max()
    starts = np.arange(first, last + _WEEK, _WEEK)
    supervisors = np.full((starts.size, len(units)), np.nan)
    columns = np.array([place[row[0]] for row in inputs.effort])
    supervisors[((weeks - first) // _WEEK).astype(int), columns] = [row[2] for row in inputs.effort]
    return Effort(units, starts, supervisors)


def _days(days: list[date] | list[date | None]) -> NDArray[np.datetime64]:
    return np.array([day or "NaT" for day in days], dtype="datetime64[D]")
