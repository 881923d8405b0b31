"""Streams of reports for commands that watch them: rows or weekly counts, their units, kinds and supervisors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ikp.errors import UsageError, problem
from ikp.foresight.calendar import Span, stage_by_week
from ikp.foresight.delay import merged
from ikp.foresight.streams import CountSeries, Triangle, triangle, weekly
from ikp.io.streams import ALL_KINDS, read_counts, read_effort, read_reports, shape_of

if TYPE_CHECKING:
    from ikp.registry import CodeList, Level, Registry

__all__ = ["Stream", "of_kinds", "read_stream", "spans_of", "staged"]


class Stream(NamedTuple):
    """Weekly counts, the province of each series where it is known, and the triangle where one was asked for."""

    series: CountSeries
    groups: tuple[str, ...] | None
    triangle: Triangle | None


def read_stream(
    data: Path,
    *,
    level: "Level | None" = None,
    codes: "CodeList" = "auto",
    sheet: str | None = None,
    supervisors: Path | None = None,
    since: date | None = None,
    until: date | None = None,
    kind: str | None = None,
    by_kind: bool = False,
    longest: int | None = None,
    progress: Any = None,
) -> Stream:
    """Read reports or weekly counts.

    Parameters
    ----------
    data : Path
        A row per report, or a row per unit, kind and week.
    level, codes, sheet, progress
        As the readers have them.
    supervisors : Path, optional
        Supervisors by unit and week; they take the place of those in the file.
    since, until : date, optional
        The first week, and the day on which everything else was known; left out, those of the file.
    kind : str, optional
        Only this kind; left out, all are added up, unless `by_kind`.
    longest : int, optional
        Longest delay in weeks; also gives a triangle, for which a row per report is needed.

    Raises
    ------
    UsageError, DataError
        For files that cannot be read, a kind that there is not, a day to come, and counts where reports are needed.
    """
    from ikp.editions.registry import registry

    known = registry() if level else None
    effort = None if supervisors is None else read_effort(supervisors, known, level, codes)
    if until is not None and until > _today():
        raise UsageError(problem("nowcast-until", until=until.isoformat()))
    if shape_of(data, sheet) == "counts":
        if longest is not None:
            raise UsageError(problem("nowcast-counts", file=data.name))
        series = read_counts(data, known, level, codes, sheet=sheet, progress=progress)
        series = _between(series, since, until)
        if effort is not None:
            series = replace(series, effort=effort.at(series.starts, series.units))
        series = of_kinds(_existing(series, known), kind, by_kind=by_kind)
        return Stream(series, _groups(series.units, known), None)
    reports = read_reports(data, known, level, codes, sheet=sheet, today=_today(), progress=progress)
    day = np.datetime64(until) if until else reports.entry.max()
    begin = None if since is None else np.datetime64(since)
    series = of_kinds(_existing(weekly(reports, until=day, since=begin, effort=effort), known), kind, by_kind=by_kind)
    found = None
    if longest is not None:
        kinds = None if kind is None else [kind.casefold()]
        found = triangle(reports, until=day, since=begin, longest=longest, kinds=kinds)
        found = _triangle(found, known, apart=by_kind or kind is not None)
    return Stream(series, _groups(series.units, known), found)


def staged(stream: Stream, calendar: str) -> Stream:
    """Give the weeks of a stream their stages, by a calendar.

    Raises
    ------
    UsageError, DataError
        For a calendar that is neither an election nor a file, or that names none of the weeks.
    """
    found = stage_by_week(stream.series.starts, spans_of(calendar))
    if found is None:
        raise UsageError(problem("alarms-calendar", calendar=calendar))
    return stream._replace(series=replace(stream.series, stage=found))


def spans_of(calendar: str) -> list[Span]:
    """Read a calendar: elections by their codes, joined by a comma, or a file with stage, start and end.

    Raises
    ------
    UsageError, DataError
        As `staged`.
    """
    from ikp.editions.stages import calendar as published
    from ikp.io.tables import read_rows

    if Path(calendar).suffix:
        rows = read_rows(Path(calendar))
        try:
            return [(row["stage"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"])) for row in rows]
        except (KeyError, ValueError) as why:
            raise UsageError(problem("cli-value", name="--calendar", expected="stage, start, end")) from why
    return [
        (each.stages[-1], each.start, each.end)
        for code in calendar.split(",")
        for each in published(code.strip())
        if each.held and each.start and each.end
    ]


def of_kinds(series: CountSeries, kind: str | None = None, *, by_kind: bool = False) -> CountSeries:
    """Keep one kind, or add all up unless each is wanted by itself; a week is missing where all its kinds are."""
    if kind is not None:
        if kind.casefold() not in series.kinds:
            raise UsageError(problem("nowcast-kind", kind=kind, kinds=sorted(set(series.kinds))))
        return _only(series, [at for at, each in enumerate(series.kinds) if each == kind.casefold()])
    if by_kind or len(set(series.kinds)) < 2:
        return series
    first = {unit: at for at, unit in reversed(list(enumerate(series.units)))}
    kept = sorted(first.values())
    place = {series.units[at]: column for column, at in enumerate(kept)}
    counts = np.zeros((len(series.starts), len(kept)))
    seen = np.zeros(counts.shape, dtype=bool)
    for at, unit in enumerate(series.units):
        column = series.counts[:, at]
        counts[:, place[unit]] += np.nan_to_num(column)
        seen[:, place[unit]] |= ~np.isnan(column)
    whole = _only(series, kept)
    return replace(whole, counts=np.where(seen, counts, np.nan), kinds=(ALL_KINDS,) * len(kept))


def _only(series: CountSeries, kept: Sequence[int]) -> CountSeries:
    return replace(
        series,
        counts=series.counts[:, kept],
        units=tuple(series.units[at] for at in kept),
        kinds=tuple(series.kinds[at] for at in kept),
        effort=None if series.effort is None else series.effort[:, kept],
    )


def _triangle(found: Triangle, known: "Registry | None", *, apart: bool) -> Triangle:
    """Hide the weeks before a unit was made, and add the kinds up unless they stand apart."""
    if known is not None:
        n = np.array(found.n)
        for at, unit in enumerate(found.units):
            n[_before(found.starts, known, unit), :, at] = np.nan
        found = replace(found, n=n)
    return found if apart else merged(found, found.units, (ALL_KINDS,) * len(found.units), found.names)


def _between(series: CountSeries, since: date | None, until: date | None) -> CountSeries:
    """Keep the weeks from the one of a day to those that had ended on another."""
    kept = np.ones(len(series.starts), dtype=bool)
    if since is not None:
        kept &= series.starts + 6 >= np.datetime64(since)
    if until is not None:
        kept &= series.starts + 6 <= np.datetime64(until)
    if not kept.any():
        raise UsageError(problem("stream-short", since=str(since or ""), until=str(until or "")))
    return replace(
        series,
        counts=series.counts[kept],
        starts=series.starts[kept],
        effort=None if series.effort is None else series.effort[kept],
        stage=None if series.stage is None else tuple(np.array(series.stage, dtype=object)[kept]),
    )


def _existing(series: CountSeries, known: "Registry | None") -> CountSeries:
    """Let weeks before a unit was made be unobserved: a unit without a past is not a quiet one."""
    if known is None:
        return series
    counts = np.array(series.counts)
    for at, unit in enumerate(series.units):
        counts[_before(series.starts, known, unit), at] = np.nan
    return replace(series, counts=counts)


def _before(starts: Any, known: "Registry", unit: str) -> Any:
    since = known[unit].valid_from
    return np.zeros(len(starts), dtype=bool) if since is None else starts < np.datetime64(since)


def _groups(units: Sequence[str], known: "Registry | None") -> tuple[str, ...] | None:
    return None if known is None else tuple(known.parent(unit) or unit for unit in units)


def _today() -> date:
    """Give the day it is where the day begins first: WIT, the time of Papua."""
    return datetime.now(timezone(timedelta(hours=9))).date()
