"""Which weeks a Farrington model is fitted on, and the season or stage of each."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.alarms.farrington_settings import FarringtonSettings, Years
from ikp.foresight.streams import monday

__all__ = ["Weeks", "earlier_years", "season_weeks", "stage_weeks"]

Index = NDArray[np.intp]
Days = NDArray[np.datetime64]


class Weeks(NamedTuple):
    """The baseline of one monitored week.

    `rows` are places in the series, those of a level together; `level` says of each what season or stage it belongs to,
    0 where it is that of the monitored week; `ago` counts weeks from the monitored one, so it is negative.
    """

    rows: Index
    level: Index
    ago: NDArray[np.float64]

    def design(self, *, trend: bool) -> NDArray[np.float64]:
        """Give a row per week: 1, the trend, and a column for every level but 0.

        The monitored week would be the row (1, 0, 0 …): what is expected of it is the intercept alone.
        """
        columns = [np.ones(self.rows.size)]
        if trend:
            columns.append(self.ago)
        columns += [self.level == level for level in np.unique(self.level) if level != 0]
        return np.column_stack(columns).astype(np.float64)


def earlier_years(starts: Days, now: int, years: int, step: Years = "calendar") -> Index:
    """Give the places of the same week in earlier years, the latest first; negative before the series begins."""
    back = np.arange(1, years + 1)
    if step == "52-weeks":
        return np.asarray(now - 52 * back, dtype=np.intp)
    day = starts[now]
    month = day.astype("datetime64[M]")
    same = (month - 12 * back).astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
    # The weekday on which the series' weeks begin, nearest to that date: at most three days away.
    shift = starts[0] - monday(starts[0])
    nearest = monday(same - shift + np.timedelta64(3, "D")) + shift
    return np.asarray((nearest - starts[0]) // np.timedelta64(7, "D"), dtype=np.intp)


def season_weeks(starts: Days, now: int, settings: FarringtonSettings) -> Weeks | None:
    """Give the baseline by season: windows around the same week of earlier years, and what lies between.

    Level 0 are the windows; what lies between two of them is shared out among the further periods, the
    first ones taking a week more where it does not come out even.

    Returns
    -------
    Weeks or None
        None where the series does not go back far enough.

    Notes
    -----
    Source: Noufaily and others (2013), section 3.2, there with ten levels.
    """
    window = settings.window
    earlier = earlier_years(starts, now, settings.years, settings.step)
    if earlier[-1] < 0:
        return None
    level = np.full(now + 1, -1)
    level[max(now - window, 0) :] = 0
    later = now
    for same in earlier:
        level[max(same - window, 0) : same + window + 1] = 0
        if settings.periods > 1:
            between = np.arange(same + window + 1, later - window)
            level[between] = 1 + _shares(between.size, settings.periods - 1)
        later = same
    level[max(now - settings.left_out, 0) :] = -1
    return _of(level, now)


def stage_weeks(stage: Sequence[str], now: int, settings: FarringtonSettings) -> Weeks | None:
    """Give the baseline by electoral stage: every earlier week, with a level for each stage.

    Where weeks to voting are the clock, the calendar's season says nothing: the same stage of earlier
    elections is what a week is compared with. Years and windows play no part; a week without a
    stage (an empty text) is left out.

    Returns
    -------
    Weeks or None
        None where the stage has no week before those that are left out.
    """
    before = stage[: max(now - settings.left_out, 0)]
    if not stage[now] or stage[now] not in before:
        return None
    names = {stage[now]: 0, "": -1}
    for each in before:
        names.setdefault(each, len(names) - 1)
    return _of(np.array([names[each] for each in before]), now)


def _shares(weeks: int, parts: int) -> Index:
    """Share weeks out among parts, in order."""
    each, rest = divmod(weeks, parts)
    return np.repeat(np.arange(parts), [each + (part < rest) for part in range(parts)])


def _of(level: Index, now: int) -> Weeks | None:
    rows = np.flatnonzero(level >= 0)
    if not rows.size:
        return None
    rows = rows[np.argsort(level[rows], kind="stable")]
    return Weeks(rows, level[rows].astype(np.intp), (rows - now).astype(np.float64))
