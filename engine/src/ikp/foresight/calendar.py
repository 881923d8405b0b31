"""Which stage of an election a week belongs to, by a calendar that is given as a value.

Weeks are then compared with weeks at the same distance from the vote instead of the same season of the year.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["NO_STAGE", "Span", "stage_by_week", "stage_of"]

#: A stage, its first and its last day.
Span = tuple[str, date, date]
#: Of a week in which no stage runs: between two elections.
NO_STAGE = "between"


def stage_of(week: date, spans: Sequence[Span]) -> str:
    """Give the stage of the week that begins on a Monday; `NO_STAGE` where none runs.

    Stages overlap: voter lists are mended while candidates are nominated. Of those that run in a week, the one that
    began last counts: it is the nearest to the vote. Of several that begin on one day, the one that is listed last.
    """
    end = date.fromordinal(week.toordinal() + 6)
    running = [(first, place, code) for place, (code, first, last) in enumerate(spans) if first <= end and last >= week]
    return max(running)[2] if running else NO_STAGE


def stage_by_week(starts: NDArray[np.datetime64], spans: Sequence[Span]) -> tuple[str, ...] | None:
    """Give the stage of each week, of its Monday; None where the calendar names none of them."""
    weeks: list[Any] = starts.astype("datetime64[D]").astype(object).tolist()
    found = tuple(stage_of(week, spans) for week in weeks)
    return None if set(found) <= {NO_STAGE} else found
