"""Reading a panel for an effect: outcomes of units over periods, and where a programme began when."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError
from ikp.io.cells import as_number, as_text, is_blank
from ikp.io.column import Column
from ikp.io.opening import open_source
from ikp.io.paths import Readable, shown
from ikp.io.periods import is_synthetic, read_periods
from ikp.io.report import Fault, Report
from ikp.io.source import Cell
from ikp.io.unitcolumn import Units, read_units
from ikp.planning.effect import Panel
from ikp.registry import CodeList, Level, Registry

__all__ = ["PANEL_HEADINGS", "PanelFile", "read_panel"]

#: What a column may be called, in both languages; the first word is the one of the documentation.
PANEL_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", "daerah", "wilayah", "kode", "kode_daerah", "kode_wilayah"),
    "name": ("name", "nama", "nama_daerah"),
    "period": ("period", "periode", "waktu"),
    "outcome": ("outcome", "hasil", "nilai", "value"),
    "start": ("start", "mulai"),
    "method": ("method", "metode"),
    "label": ("label",),
}
_NEEDED = ("unit", "period", "outcome", "start")
_TEXTS = ("unit", "name", "period", "start", "method", "label")


@dataclass(frozen=True, eq=False)
class PanelFile:
    """A panel as a file holds it.

    Attributes
    ----------
    panel : Panel
        Of the units that have an outcome in every period.
    names : mapping
        Unit to name, as far as known.
    left_out : tuple of str
        Units without an outcome in some period.
    methods : tuple of str
        The ways of measuring that the file names; more than one, and periods do not compare.
    synthetic : bool
        Whether all of it is labelled as made up.
    """

    panel: Panel
    names: Mapping[str, str]
    left_out: tuple[str, ...]
    methods: tuple[str, ...]
    synthetic: bool


def read_panel(
    path: Readable, registry: Registry | None = None, level: Level | None = None, codes: CodeList = "auto"
) -> PanelFile:
    """Read a file with a row per unit and period: unit, period, outcome, start; and, as may be, name and method.

    `start` is the period in which the unit's programme began, and empty where it has none; periods
    stand in the order of their texts, or of their numbers where all are numbers.

    Parameters
    ----------
    registry : Registry, optional
        Reads the units (`level` and `codes` go with it). Left out, the texts are the units.

    Raises
    ------
    DataError
        With every problem at its line: unknown units, a unit twice in a period, starts that differ
        between the rows of a unit or are none of the periods, outcomes that are no number.
    UsageError
        If the file cannot be opened.
    """
    report = Report(shown(path))
    columns, lines = _columns(path, report)
    units = read_units(columns["unit"], lines, report, registry=registry, level=level, codes=codes)
    periods, period = read_periods(columns["period"], lines, report)
    column = columns["outcome"]
    values = column.spread(column.read(_number, lines, report), np.float64, empty=np.nan, fault=np.nan)
    start = _starts(columns["start"], periods, units, lines, report)
    _once(units.index, period, lines, report, columns["period"].heading)
    methods = tuple(dict.fromkeys(filter(None, map(as_text, columns["method"].cells)))) if "method" in columns else ()
    synthetic = is_synthetic(columns.get("label"), lines, report)
    _stop(report)
    outcome = np.full((len(units.codes), len(periods)), np.nan)
    outcome[units.index, period] = values
    whole = np.isfinite(outcome).all(axis=1)
    if not whole.any():
        report.add(Fault("panel-nobody-whole"))
        _stop(report)
    panel = Panel([units.codes[i] for i in np.flatnonzero(whole)], periods, outcome[whole], start[whole])
    left_out = tuple(units.codes[i] for i in np.flatnonzero(~whole))
    return PanelFile(panel, units.named(columns.get("name")), left_out, methods, synthetic)


def _columns(path: Readable, report: Report) -> tuple[dict[str, Column], NDArray[np.int32]]:
    """Take in the columns that the headings name; stop where a needed one is missing."""
    source = open_source(path, None)
    for fault, line in source.faults:
        report.add(fault, line)
    words = ["_".join(each.casefold().replace("-", " ").replace("_", " ").split()) for each in source.headings]
    roles = {
        role: next(words.index(name) for name in names if name in words)
        for role, names in PANEL_HEADINGS.items()
        if set(names) & set(words)
    }
    for role in _NEEDED:
        if role not in roles:
            report.add(Fault("heading-missing", {"heading": PANEL_HEADINGS[role][0]}), source.heading_line)
    _stop(report)
    columns = {role: Column(source.headings[place]) for role, place in roles.items()}
    texts = frozenset(roles[role] for role in _TEXTS if role in roles)
    lines = [np.empty(0, np.int32)]
    for chunk in source.chunks(report, texts):
        lines.append(chunk.lines)
        for role, column in columns.items():
            column.add(chunk.columns[roles[role]])
    numbered = np.concatenate(lines)
    if not numbered.size:
        report.add(Fault("file-no-rows"))
    _stop(report)
    return columns, numbered


def _stop(report: Report) -> None:
    if report.has_errors:
        raise DataError([each for each in report.problems if each.severity == "error"])


def _number(cell: Cell) -> float | Fault:
    found = as_number(cell)
    return found if isinstance(found, (float, Fault)) else float("nan")


def _starts(
    column: Column, periods: tuple[str, ...], units: Units, lines: NDArray[np.int32], report: Report
) -> NDArray[np.intp]:
    """Give the place of each unit's start, −1 for none, shape (units,); every row of a unit must say the same."""
    place = {period: at for at, period in enumerate(periods)}

    def read(cell: Cell) -> int | Fault:
        if is_blank(cell):
            return -1
        text = as_text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
        return place.get(text, Fault("panel-start-unknown", {"start": text, "first": periods[0], "last": periods[-1]}))

    rows = column.spread(column.read(read, lines, report), np.intp, empty=-1, fault=-1)
    known = units.index >= 0
    first = np.zeros(len(units.codes), dtype=np.intp)
    places, at = np.unique(units.index[known], return_index=True)
    first[places] = rows[known][at]
    other = known & (rows != first[units.index])
    report.add_rows(np.flatnonzero(other), lines, lambda _: Fault("panel-start-differs"), column.heading)
    return first


def _once(
    unit: NDArray[np.int32], period: NDArray[np.int32], lines: NDArray[np.int32], report: Report, heading: str
) -> None:
    """Report a unit that stands twice in a period."""
    known = np.flatnonzero((unit >= 0) & (period >= 0))
    again = np.ones(known.size, dtype=bool)
    again[np.unique(np.column_stack([unit, period])[known], axis=0, return_index=True)[1]] = False
    report.add_rows(known[again], lines, lambda _: Fault("panel-twice"), heading)
