"""Reading streams of reports, weekly counts and effort from CSV, XLSX or Parquet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError
from ikp.foresight.streams import CountSeries, Effort, Reports, monday
from ikp.io.cells import as_count, as_date, as_text, is_blank
from ikp.io.column import Column
from ikp.io.opening import open_source
from ikp.io.paths import Readable, shown
from ikp.io.periods import is_synthetic
from ikp.io.report import Fault, Report
from ikp.io.source import Cell, Progress, Source
from ikp.io.unitcolumn import Units, read_units
from ikp.registry import CodeList, Level, Registry

__all__ = ["STREAM_HEADINGS", "StreamShape", "read_counts", "read_effort", "read_reports", "shape_of"]

#: What a file of this subject may hold: a row per report, or a row per unit, kind and week.
StreamShape = Literal["reports", "counts"]

#: What a column may be called, in both languages; the first word is the one of the documentation.
STREAM_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", "daerah", "wilayah", "kode", "kode_daerah", "kode_wilayah"),
    "name": ("name", "nama", "nama_daerah"),
    "kind": ("kind", "jenis", "jenis_pelanggaran"),
    "event": ("event_date", "event", "tanggal_kejadian", "date", "tanggal"),
    "entry": ("entry_date", "entry", "tanggal_masuk", "tanggal_lapor"),
    "verified": ("verified_date", "verified", "tanggal_verifikasi"),
    "week": ("week", "minggu"),
    "count": ("count", "jumlah"),
    "supervisors": ("supervisors", "pengawas"),
    "stage": ("stage", "tahapan"),
    "label": ("label",),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "reports": ("unit", "event", "entry"),
    "counts": ("unit", "week", "count"),
    "effort": ("unit", "week", "supervisors"),
}
_TEXTS = ("unit", "name", "kind", "stage", "label")
_WEEK, _LAST_DAY = np.timedelta64(7, "D"), np.timedelta64(6, "D")
#: What a series is called whose file does not part kinds.
ALL_KINDS = "semua"


@dataclass(frozen=True, slots=True)
class _Rows:
    """A file's columns by what they hold, its units, and where problems go."""

    columns: Mapping[str, Column]
    lines: NDArray[np.int32]
    units: Units
    synthetic: bool
    report: Report

    def spread(self, role: str, parse: Callable[[Cell], object], dtype: Any, *, empty: object) -> NDArray[Any]:
        """Read a column, shape (n,); where there is none, every row is empty."""
        column = self.columns.get(role)
        if column is None:
            return np.full(self.lines.size, empty, dtype=dtype)
        return column.spread(column.read(parse, self.lines, self.report), dtype, empty=empty, fault=empty)

    def days(self, role: str, *, needed: bool = True) -> NDArray[np.datetime64]:
        """Read a column of days, shape (n,); an empty cell is a problem where the day is needed."""
        found = self.spread(role, as_date, "datetime64[D]", empty="NaT")
        column = self.columns.get(role)
        if needed and column is not None:
            rows = column.rows_of([is_blank(cell) for cell in column.cells])
            self.report.add_rows(rows, self.lines, lambda _: Fault("stream-day-empty"), column.heading)
        return found

    def labels(self, role: str, absent: str) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        """Read a column of words: the different ones, and the place of each row's; an empty cell is a problem."""
        column = self.columns.get(role)
        if column is None:
            return (absent,), np.zeros(self.lines.size, np.int32)
        words = [" ".join(as_text(cell).casefold().split()) or Fault("stream-word-empty") for cell in column.cells]
        column.report(words, self.lines, self.report)
        listed = tuple(dict.fromkeys(word for word in words if isinstance(word, str)))
        places = {word: place for place, word in enumerate(listed)}
        found = [word if isinstance(word, Fault) else places[word] for word in words]
        return listed, column.spread(found, np.int32, empty=-1, fault=-1)

    def number(self, role: str, *, absent: float) -> NDArray[np.float64]:
        """Read a column of counts, shape (n,); NaN for an empty cell."""
        if role not in self.columns:
            return np.full(self.lines.size, absent)
        return self.spread(role, as_count, np.float64, empty=np.nan)

    def tell(self, what: str | Fault, wrong: NDArray[np.bool_], role: str) -> None:
        """Report rows whose cells do not go together."""
        heading = self.columns[role].heading if role in self.columns else None
        fault = what if isinstance(what, Fault) else Fault(what)
        self.report.add_rows(np.flatnonzero(wrong), self.lines, lambda _: fault, heading)

    def exist(self, registry: Registry | None, days: NDArray[np.datetime64], role: str) -> None:
        """Report rows whose unit had not been made, or was no more, on the day."""
        if registry is None:
            return
        for place, unit in enumerate(registry[code] for code in self.units.codes):
            own = self.units.index == place
            told = {"unit": unit.label, "before": unit.split_from or unit.parent or "–"}
            if unit.valid_from is not None:
                early = own & (days < np.datetime64(unit.valid_from))
                self.tell(Fault("stream-unit-early", {**told, "day": unit.valid_from.isoformat()}), early, role)
            if unit.valid_to is not None:
                gone = own & (days >= np.datetime64(unit.valid_to))
                self.tell(Fault("stream-unit-gone", {**told, "day": unit.valid_to.isoformat()}), gone, role)

    def close(self) -> None:
        """Raise what is wrong, all of it.

        Raises
        ------
        DataError
            With every problem of the file at its line.
        """
        if self.report.has_errors:
            raise DataError([each for each in self.report.problems if each.severity == "error"])


def shape_of(path: Readable, sheet: str | None = None) -> StreamShape:
    """Tell what a file holds by its headings: reports, or counts by week.

    Raises
    ------
    UsageError, DataError
        If it cannot be opened.
    """
    roles = _roles(open_source(path, sheet))
    return "counts" if "week" in roles and "event" not in roles else "reports"


def read_reports(
    path: Readable,
    registry: Registry | None = None,
    level: Level | None = None,
    codes: CodeList = "auto",
    *,
    sheet: str | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> Reports:
    """Read a file with one row per report: unit, kind, event_date, entry_date, verified_date, count.

    Only *unit* and the two days are needed. Without a column *kind* every report is of one kind,
    without *count* every row is one report, without *verified_date* nothing is verified.

    Parameters
    ----------
    registry : Registry, optional
        Reads the units (`level` and `codes` go with it). Left out, the texts are the units.
    today : date, optional
        Days after it are refused.

    Raises
    ------
    DataError
        With every problem at its line: days that are missing, cannot be read, lie after today or run
        backwards, units that are unknown or did not exist on the day of the event, counts below one.
    UsageError
        If the file cannot be opened.
    """
    rows = _read(path, "reports", registry, level, codes, sheet=sheet, progress=progress)
    event, entry = rows.days("event"), rows.days("entry")
    verified = rows.days("verified", needed=False)
    kinds, kind = rows.labels("kind", ALL_KINDS)
    count = rows.number("count", absent=1.0)
    rows.tell("stream-entry-row", entry < event, "entry")
    rows.tell("stream-verified-row", verified < entry, "verified")
    rows.tell("stream-count-row", ~(count >= 1), "count")
    rows.exist(registry, event, "event")
    if today is not None:
        for role, days in (("event", event), ("entry", entry), ("verified", verified)):
            rows.tell("stream-future", days > np.datetime64(today), role)
    rows.close()
    return Reports(
        rows.units.codes,
        rows.units.index,
        kinds,
        kind,
        event=event,
        entry=entry,
        verified=verified,
        count=count,
        names=rows.units.named(rows.columns.get("name")),
        origin=rows.report.file,
        synthetic=rows.synthetic,
    )


def read_counts(
    path: Readable,
    registry: Registry | None = None,
    level: Level | None = None,
    codes: CodeList = "auto",
    *,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> CountSeries:
    """Read a file with one row per unit, kind and week: week, count, and supervisors and stage where known.

    A day anywhere in a week names it. A week without a row, or with an empty count, was not observed.

    Raises
    ------
    DataError
        With every problem at its line, and for a series that has a week twice.
    UsageError
        If the file cannot be opened.
    """
    rows = _read(path, "counts", registry, level, codes, sheet=sheet, progress=progress)
    week = monday(rows.days("week"))
    kinds, kind = rows.labels("kind", ALL_KINDS)
    rows.exist(registry, week + _LAST_DAY, "week")
    rows.close()
    starts = _every_week(week)
    units = rows.units.codes
    series = rows.units.index.astype(np.int64) * len(kinds) + kind
    size = (starts.size, len(units) * len(kinds))
    place = ((week - starts[0]) // _WEEK).astype(np.int64) * size[1] + series
    _once(rows, place)
    rows.close()
    counts, effort = np.full(size, np.nan), np.full(size, np.nan)
    counts.flat[place] = rows.number("count", absent=np.nan)
    effort.flat[place] = rows.number("supervisors", absent=np.nan)
    stage = _stages(rows, ((week - starts[0]) // _WEEK).astype(np.int64), starts.size)
    rows.close()
    return CountSeries(
        counts,
        starts,
        tuple(unit for unit in units for _ in kinds),
        kinds * len(units),
        effort=effort if "supervisors" in rows.columns else None,
        stage=stage,
        names=rows.units.named(rows.columns.get("name")),
        synthetic=rows.synthetic,
    )


def read_effort(
    path: Readable,
    registry: Registry | None = None,
    level: Level | None = None,
    codes: CodeList = "auto",
    *,
    sheet: str | None = None,
) -> Effort:
    """Read a file with one row per unit and week: week, supervisors.

    Raises
    ------
    DataError
        With every problem at its line, and for a unit that has a week twice.
    UsageError
        If the file cannot be opened.
    """
    rows = _read(path, "effort", registry, level, codes, sheet=sheet)
    week = monday(rows.days("week"))
    rows.exist(registry, week + _LAST_DAY, "week")
    rows.close()
    starts = _every_week(week)
    place = ((week - starts[0]) // _WEEK).astype(np.int64) * len(rows.units.codes) + rows.units.index
    _once(rows, place)
    supervisors = np.full((starts.size, len(rows.units.codes)), np.nan)
    supervisors.flat[place] = rows.number("supervisors", absent=np.nan)
    rows.close()
    return Effort(rows.units.codes, starts, supervisors)


def _read(
    path: Readable,
    shape: str,
    registry: Registry | None,
    level: Level | None,
    codes: CodeList,
    *,
    sheet: str | None,
    progress: Progress | None = None,
) -> _Rows:
    """Take in the columns that the headings name; stop where a needed one is missing."""
    report = Report(shown(path))
    source = open_source(path, sheet)
    for fault, line in source.faults:
        report.add(fault, line)
    roles = _roles(source)
    for role in _NEEDED[shape]:
        if role not in roles:
            report.add(Fault("heading-missing", {"heading": STREAM_HEADINGS[role][0]}), source.heading_line)
    for place, heading in enumerate(source.headings):
        if heading and place not in roles.values():
            report.add(Fault("heading-unused", {"heading": heading}), source.heading_line, heading)
    if report.has_errors:
        raise DataError([each for each in report.problems if each.severity == "error"])
    columns = {role: Column(source.headings[place]) for role, place in roles.items()}
    lines = [np.empty(0, np.int32)]
    texts = frozenset(roles[role] for role in _TEXTS if role in roles)
    for chunk in source.chunks(report, texts, progress):
        lines.append(chunk.lines)
        for role, column in columns.items():
            column.add(chunk.columns[roles[role]])
    numbered = np.concatenate(lines)
    if not numbered.size:
        report.add(Fault("file-no-rows"))
        raise DataError(report.problems)
    units = read_units(columns["unit"], numbered, report, registry=registry, level=level, codes=codes)
    return _Rows(columns, numbered, units, is_synthetic(columns.get("label"), numbered, report), report)


def _roles(source: Source) -> dict[str, int]:
    """Find which column holds what: the first whose heading says it, the documented word before its synonyms."""
    words = ["_".join(each.casefold().replace("-", " ").replace("_", " ").split()) for each in source.headings]
    found = {}
    for role, names in STREAM_HEADINGS.items():
        known = [words.index(name) for name in names if name in words]
        if known:
            found[role] = known[0]
    return found


def _every_week(week: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """Give the Mondays from the first to the last, also those that no row names."""
    first = week.min()
    return np.asarray(first + _WEEK * np.arange(int((week.max() - first) // _WEEK) + 1), dtype="datetime64[D]")


def _once(rows: _Rows, place: NDArray[np.int64]) -> None:
    """Report rows that repeat a series' week."""
    _, first = np.unique(place, return_index=True)
    repeated = np.ones(place.size, dtype=bool)
    repeated[first] = False
    rows.tell("stream-week-twice", repeated, "week")


def _stages(rows: _Rows, week: NDArray[np.int64], weeks: int) -> tuple[str, ...] | None:
    """Give the stage of each week; rows of one week that name different stages are a problem."""
    if "stage" not in rows.columns:
        return None
    words, index = rows.labels("stage", "")
    of_week = np.full(weeks, -1)
    known = index >= 0
    of_week[week[known]] = index[known]
    rows.tell("stream-stage-twice", known & (of_week[week] != index), "stage")
    return tuple(words[place] if place >= 0 else "" for place in of_week)
