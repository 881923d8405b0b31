"""The stream of reports: rows as they are filed, and the weekly series that are made of them.

A report tells of an alleged violation. It has the day on which it happened, the day on which it
was entered, and later the day on which it was verified; the gap between them is the delay that
a nowcast corrects. Weeks begin on Monday.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, UsageError, problem

__all__ = ["CountSeries", "Day", "Effort", "Reports", "Triangle", "monday", "triangle", "weekly"]

#: Which of a report's days counts.
Day = Literal["event", "entry", "verified"]
_WEEK = np.timedelta64(7, "D")
_FIRST_MONDAY = np.datetime64("1970-01-05")
#: Longer series than ten years of weeks are a slip in a date, not history.
_LONGEST = 1040


def monday(days: ArrayLike) -> NDArray[np.datetime64]:
    """Give the Monday of each day's week; NaT stays NaT."""
    found = np.asarray(days, dtype="datetime64[D]")
    return np.asarray(found - (found - _FIRST_MONDAY) % _WEEK, dtype="datetime64[D]")


def _column(values: ArrayLike, dtype: Any) -> NDArray[Any]:
    found = np.array(values, dtype=dtype)
    found.flags.writeable = False
    return found


@dataclass(frozen=True, eq=False)
class Reports:
    """Reports row by row, frozen.

    Parameters
    ----------
    units : sequence of str
        The codes of the units that appear, and those that may and do not.
    unit_index : array_like of int, shape (n,)
        Place in `units` of each row.
    kinds : sequence of str
        Kinds of violation.
    kind_index : array_like of int, shape (n,)
        Place in `kinds` of each row.
    event, entry : array_like of datetime64[D], shape (n,)
        The day on which it happened, and the day on which the report was entered.
    verified : array_like of datetime64[D], shape (n,), optional
        The day of the decision; NaT while there is none.
    count : array_like of int, shape (n,), optional
        How many reports a row stands for; 1 where left out.
    names : mapping, optional
        Unit to what it is called.
    origin : str
        Where the rows come from.
    synthetic : bool
        True for made-up reports: everything that shows them must say *SINTETIS*.

    Raises
    ------
    DataError
        For columns of different length, places out of range, days that are missing, an entry before
        its event, a verification before its entry, or a count below one.
    """

    units: tuple[str, ...]
    unit_index: NDArray[np.int32]
    kinds: tuple[str, ...]
    kind_index: NDArray[np.int32]
    event: NDArray[np.datetime64]
    entry: NDArray[np.datetime64]
    verified: NDArray[np.datetime64]
    count: NDArray[np.int64]
    names: Mapping[str, str]
    origin: str
    synthetic: bool

    def __init__(
        self,
        units: Sequence[str],
        unit_index: ArrayLike,
        kinds: Sequence[str],
        kind_index: ArrayLike,
        *,
        event: ArrayLike,
        entry: ArrayLike,
        verified: ArrayLike | None = None,
        count: ArrayLike | None = None,
        names: Mapping[str, str] | None = None,
        origin: str = "",
        synthetic: bool = False,
    ) -> None:
        size = np.size(event)
        columns = {
            "unit_index": _column(unit_index, np.int32),
            "kind_index": _column(kind_index, np.int32),
            "event": _column(event, "datetime64[D]"),
            "entry": _column(entry, "datetime64[D]"),
            "verified": _column(np.full(size, "NaT") if verified is None else verified, "datetime64[D]"),
            "count": _column(np.ones(size) if count is None else count, np.int64),
        }
        own = {"units": tuple(units), "kinds": tuple(kinds), "names": MappingProxyType(dict(names or {}))}
        for name, value in {**columns, **own, "origin": origin, "synthetic": synthetic}.items():
            object.__setattr__(self, name, value)
        self._check(columns)

    def _check(self, columns: Mapping[str, NDArray[Any]]) -> None:
        lengths = {name: column.shape for name, column in columns.items()}
        if len(set(lengths.values())) > 1 or self.event.ndim != 1:
            raise DataError(problem("stream-lengths", lengths=[f"{k} {v}" for k, v in lengths.items()]))
        for place, known in ((self.unit_index, self.units), (self.kind_index, self.kinds)):
            if place.size and (place.min() < 0 or place.max() >= len(known)):
                raise DataError(problem("stream-place", known=len(known)))
        wrong = {
            "stream-day-missing": np.isnat(self.event) | np.isnat(self.entry),
            "stream-entry-early": self.entry < self.event,
            "stream-verified-early": self.verified < self.entry,
            "stream-count": self.count < 1,
        }
        found = [
            problem(code, count=int(rows.sum()), row=int(np.flatnonzero(rows)[0]) + 1)
            for code, rows in wrong.items()
            if rows.any()
        ]
        if found:
            raise DataError(found)

    def __len__(self) -> int:
        return self.event.size

    def day(self, by: Day) -> NDArray[np.datetime64]:
        """Give one of the days of every row, shape (n,)."""
        return {"event": self.event, "entry": self.entry, "verified": self.verified}[by]


@dataclass(frozen=True, eq=False)
class Effort:
    """How many supervisors were active, by week and unit; NaN where nobody said.

    Parameters
    ----------
    units : tuple of str
    starts : array of datetime64[D], shape (t,)
        Mondays, one after another.
    supervisors : array, shape (t, u)
        Persons, at least 0.
    """

    units: tuple[str, ...]
    starts: NDArray[np.datetime64]
    supervisors: NDArray[np.float64]

    def at(self, starts: NDArray[np.datetime64], units: Sequence[str]) -> NDArray[np.float64]:
        """Give the supervisors of other weeks and units, shape (len(starts), len(units)); NaN where unknown."""
        found = np.full((starts.size, len(units)), np.nan)
        place = {unit: column for column, unit in enumerate(self.units)}
        columns = np.array([place.get(unit, -1) for unit in units], dtype=np.intp)
        if self.starts.size and (columns >= 0).any():
            rows = (starts - self.starts[0]) // _WEEK
            there = (rows >= 0) & (rows < self.starts.size)
            known = columns >= 0
            found[np.ix_(there, known)] = self.supervisors[np.ix_(rows[there], columns[known])]
        return found


@dataclass(frozen=True, eq=False)
class CountSeries:
    """Weekly counts of many series; a series is a unit and a kind.

    Parameters
    ----------
    counts : array, shape (t, s)
        Reports of each week; NaN where it was not observed, 0 where it was and nothing came.
    starts : array of datetime64[D], shape (t,)
        The Monday of each week, one after another.
    units, kinds : tuple of str, length s
        Of each series.
    effort : array, shape (t, s), optional
        Active supervisors; NaN where nobody said.
    stage : tuple of str, length t, optional
        The electoral stage of each week.
    names : mapping
        Unit to what it is called.
    synthetic : bool
        True for made-up counts: everything that shows them must say *SINTETIS*.
    """

    counts: NDArray[np.float64]
    starts: NDArray[np.datetime64]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    effort: NDArray[np.float64] | None = None
    stage: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False

    def __post_init__(self) -> None:
        counts = _column(self.counts, np.float64)
        starts = _column(self.starts, "datetime64[D]")
        size = (starts.size, len(self.units))
        if counts.shape != size or len(self.kinds) != size[1]:
            raise DataError(problem("stream-lengths", lengths=[f"counts {counts.shape}", f"weeks × series {size}"]))
        if (counts < 0).any() or np.isinf(counts).any():
            raise DataError(problem("stream-negative"))
        if size[0] > 1 and (np.diff(starts) != _WEEK).any():
            raise DataError(problem("stream-weeks"))
        effort = None if self.effort is None else _column(self.effort, np.float64)
        if effort is not None and (effort.shape != size or (effort < 0).any()):
            raise DataError(problem("stream-effort"))
        if self.stage is not None and len(self.stage) != size[0]:
            raise DataError(problem("stream-lengths", lengths=[f"stage {len(self.stage)}", f"weeks {size[0]}"]))
        for name, value in (("counts", counts), ("starts", starts), ("effort", effort)):
            object.__setattr__(self, name, value)


@dataclass(frozen=True, eq=False)
class Triangle:
    """The reporting triangle: what of each week was known after how many weeks.

    Parameters
    ----------
    n : array, shape (t, d + 1, s)
        Reports of week t that came d weeks later; NaN where that week has not ended yet. Rows that
        took longer than the longest delay are not in it (`beyond` counts them).
    starts : array of datetime64[D], shape (t,)
    units, kinds : tuple of str, length s
    beyond : array, shape (s,)
        Reports that came later than the longest delay.
    names : mapping
        Unit to what it is called.
    synthetic : bool
    """

    n: NDArray[np.float64]
    starts: NDArray[np.datetime64]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    beyond: NDArray[np.float64]
    names: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False


def weekly(
    reports: Reports,
    *,
    until: np.datetime64,
    by: Day = "event",
    since: np.datetime64 | None = None,
    units: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    effort: Effort | None = None,
) -> CountSeries:
    """Count reports by week, unit and kind, as they were known at the end of a day.

    Parameters
    ----------
    reports : Reports
    until : datetime64[D]
        Only what was entered by this day is counted, and only weeks that had ended.
    by : {'event', 'entry', 'verified'}
        Which day puts a report into a week.
    since : datetime64[D], optional
        Its week is the first; left out, that of the earliest report.
    units, kinds : sequence of str, optional
        Series of every unit × kind, in this order, also where nothing came; left out, those of the reports.
    effort : Effort, optional

    Raises
    ------
    UsageError
        If no whole week lies before `until`, or the days span more than twenty years.
    """
    units, kinds = tuple(units or reports.units), tuple(kinds or reports.kinds)
    starts = _weeks(reports, until, by, since)
    series, week = _places(reports, until, by, starts[0], (units, kinds))
    keep = (week >= 0) & (week < starts.size) & (series >= 0)
    width = len(units) * len(kinds)
    flat = np.bincount(week[keep] * width + series[keep], weights=reports.count[keep], minlength=starts.size * width)
    repeated = np.repeat(np.arange(len(units)), len(kinds))
    return CountSeries(
        flat.reshape(starts.size, width).astype(np.float64),
        starts,
        tuple(units[place] for place in repeated),
        kinds * len(units),
        effort=None if effort is None else effort.at(starts, units)[:, repeated],
        names=reports.names,
        synthetic=reports.synthetic,
    )


def triangle(
    reports: Reports,
    *,
    until: np.datetime64,
    longest: int,
    of: Literal["entry", "verified"] = "entry",
    since: np.datetime64 | None = None,
    units: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
) -> Triangle:
    """Count reports by week of the event, delay in weeks, unit and kind.

    The delay is the difference between the weeks of the event and of `of`. A cell is NaN when
    the week in which such reports come had not ended on `until`.

    Raises
    ------
    UsageError
        As `weekly`; also when the longest delay is below zero.
    """
    if longest < 0:
        raise UsageError(problem("stream-longest", longest=longest))
    units, kinds = tuple(units or reports.units), tuple(kinds or reports.kinds)
    starts = _weeks(reports, until, "event", since)
    series, week = _places(reports, until, "event", starts[0], (units, kinds))
    came = ((monday(reports.day(of)) - starts[0]) // _WEEK).astype(np.int64)
    known = ~np.isnat(reports.day(of)) & (week >= 0) & (series >= 0) & (came < starts.size)
    width, delay = len(units) * len(kinds), came - week
    inside = known & (delay <= longest)
    cells = (week[inside] * (longest + 1) + delay[inside]) * width + series[inside]
    shape = (starts.size, longest + 1, width)
    n = np.bincount(cells, weights=reports.count[inside], minlength=math.prod(shape)).astype(np.float64).reshape(shape)
    n[np.add.outer(np.arange(starts.size), np.arange(longest + 1)) >= starts.size] = np.nan
    late = known & (delay > longest)
    beyond = np.bincount(series[late], weights=reports.count[late], minlength=width).astype(np.float64)
    repeated = np.repeat(np.arange(len(units)), len(kinds))
    return Triangle(
        _column(n, np.float64),
        starts,
        tuple(units[place] for place in repeated),
        kinds * len(units),
        _column(beyond, np.float64),
        names=reports.names,
        synthetic=reports.synthetic,
    )


def _weeks(reports: Reports, until: np.datetime64, by: Day, since: np.datetime64 | None) -> NDArray[np.datetime64]:
    """Give the Mondays from the first week to the last that had ended on `until`."""
    days = reports.day(by)
    days = days[(reports.entry <= until) & ~np.isnat(days)]
    end = monday(until + np.timedelta64(1, "D"))  # the Monday after the last whole week
    if since is None and not days.size:
        raise UsageError(problem("stream-empty", until=str(until)))
    start = monday(days.min() if since is None else since)
    if start >= end:
        raise UsageError(problem("stream-short", since=str(start), until=str(until)))
    if (end - start) // _WEEK > _LONGEST:
        raise UsageError(problem("stream-long", since=str(start), until=str(until), weeks=_LONGEST))
    weeks = int((end - start) // _WEEK)
    return _column(start + _WEEK * np.arange(weeks), "datetime64[D]")


def _places(
    reports: Reports,
    until: np.datetime64,
    by: Day,
    first: np.datetime64,
    listed: tuple[tuple[str, ...], tuple[str, ...]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give of each row the series and the week, -1 where it has none."""
    day = reports.day(by)
    known = ~np.isnat(day) & (reports.entry <= until)
    week = np.full(len(reports), -1, dtype=np.int64)
    week[known] = (monday(day[known]) - first) // _WEEK
    week[week < 0] = -1
    unit_place, kind_place = ({each: at for at, each in enumerate(names)} for names in listed)
    unit = np.array([unit_place.get(each, -1) for each in reports.units], dtype=np.int64)[reports.unit_index]
    kind = np.array([kind_place.get(each, -1) for each in reports.kinds], dtype=np.int64)[reports.kind_index]
    return np.where((unit >= 0) & (kind >= 0), unit * len(listed[1]) + kind, -1), week
