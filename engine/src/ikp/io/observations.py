"""Reading what happened in units, to hold an index against it: CSV, XLSX or Parquet."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError
from ikp.foresight.validation import Observed
from ikp.io.cells import as_number, as_text
from ikp.io.column import Column
from ikp.io.opening import open_source
from ikp.io.paths import Readable, shown
from ikp.io.report import Fault, Report
from ikp.io.source import Cell, Source
from ikp.io.unitcolumn import Units, read_units
from ikp.registry import Level, Registry

__all__ = ["OBSERVED_HEADINGS", "read_observed"]

Vector = NDArray[np.float64]

#: What a column may be called, in both languages; the first word is the one of the documentation.
OBSERVED_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", "daerah", "wilayah", "kode", "kode_daerah", "kode_wilayah"),
    "value": ("value", "nilai", "count", "jumlah"),
    "outcome": ("outcome", "hasil"),
    "exposure": ("exposure", "ukuran"),
    "name": ("name", "nama", "nama_daerah"),
    "source": ("source", "sumber"),
}
_NEEDED = ("unit", "value")


def read_observed(
    path: Readable,
    units: Sequence[str],
    registry: Registry | None = None,
    level: Level | None = None,
    *,
    complete: bool = False,
    sheet: str | None = None,
) -> tuple[Observed, ...]:
    """Read a file with a row per unit: unit, value; and, as may be, outcome, exposure, source.

    Parameters
    ----------
    units : sequence of str, length n
        The units of the index; the arrays of the result are in their order.
    registry : Registry, optional
        Reads the units (`level` goes with it). Left out, the texts are the units.
    complete : bool
        Whether a unit without a row had none: then it is 0, else it is not known.

    Returns
    -------
    tuple of Observed
        One per name in the column *outcome*, or one named as the file. It is of yes and no where every
        value is 0 or 1, of counts otherwise.

    Raises
    ------
    DataError
        With every problem at its line: unknown units, cells that are no number, values below zero, sizes
        that are not above zero, a unit that has an outcome twice.
    UsageError
        If the file cannot be opened.
    """
    report = Report(shown(path))
    columns, lines = _columns(open_source(path, sheet), report)
    read = read_units(columns["unit"], lines, report, registry=registry, level=level)
    value = _numbers(columns["value"], lines, report)
    exposure = _numbers(columns["exposure"], lines, report) if "exposure" in columns else None
    _tell(report, lines, value < 0, "outcomes-value", columns["value"])
    if exposure is not None:
        _tell(report, lines, exposure <= 0, "outcomes-exposure", columns["exposure"])
    names, which = _names(columns.get("outcome"), len(lines), PurePath(shown(path)).stem)
    _once(report, lines, read, names, which)
    if report.has_errors:
        raise DataError([each for each in report.problems if each.severity == "error"])
    place = {unit: i for i, unit in enumerate(units)}
    at = np.array([place.get(code, -1) for code in read.codes], dtype=np.intp)[read.index]
    found = []
    for number, name in enumerate(names):
        rows = (which == number) & (at >= 0)
        values = np.full(len(units), 0.0 if complete else np.nan)
        values[at[rows]] = value[rows]
        sizes = None
        if exposure is not None:
            sizes = np.full(len(units), np.nan)
            sizes[at[rows]] = exposure[rows]
        plain = bool(np.isin(value[rows & ~np.isnan(value)], (0.0, 1.0)).all())
        found.append(Observed(name, values, "yes" if plain else "count", "any", sizes, complete))
    return tuple(found)


def _columns(source: Source, report: Report) -> tuple[dict[str, Column], NDArray[np.int32]]:
    """Take in the columns that the headings name; stop where a needed one is missing."""
    for fault, line in source.faults:
        report.add(fault, line)
    words = ["_".join(each.casefold().replace("-", " ").replace("_", " ").split()) for each in source.headings]
    roles = {
        role: next(words.index(name) for name in names if name in words)
        for role, names in OBSERVED_HEADINGS.items()
        if set(names) & set(words)
    }
    for role in _NEEDED:
        if role not in roles:
            report.add(Fault("heading-missing", {"heading": OBSERVED_HEADINGS[role][0]}), source.heading_line)
    if report.has_errors:
        raise DataError([each for each in report.problems if each.severity == "error"])
    columns = {role: Column(source.headings[place]) for role, place in roles.items()}
    texts = frozenset(roles[role] for role in ("unit", "outcome", "name", "source") if role in roles)
    lines = [np.empty(0, np.int32)]
    for chunk in source.chunks(report, texts):
        lines.append(chunk.lines)
        for role, column in columns.items():
            column.add(chunk.columns[roles[role]])
    numbered = np.concatenate(lines)
    if not numbered.size:
        report.add(Fault("file-no-rows"))
        raise DataError(report.problems)
    return columns, numbered


def _numbers(column: Column, lines: NDArray[np.int32], report: Report) -> Vector:
    """Read numbers, shape (n,); NaN for an empty cell and for a word that says there is none."""
    read = column.read(_number, lines, report)
    return column.spread(read, np.float64, empty=np.nan, fault=np.nan)


def _number(cell: Cell) -> float | Fault:
    number = as_number(cell)
    return number if isinstance(number, (float, Fault)) else float("nan")


def _names(column: Column | None, n: int, stem: str) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Give the names of the outcomes and the place of each row's; the file's own name where there is none."""
    if column is None:
        return (stem,), np.zeros(n, np.intp)
    texts = [as_text(cell) or stem for cell in column.cells]
    names = tuple(dict.fromkeys(texts))
    return names, np.array([names.index(text) for text in texts], dtype=np.intp)[column.index]


def _once(
    report: Report, lines: NDArray[np.int32], units: Units, names: Sequence[str], which: NDArray[np.intp]
) -> None:
    """Report rows that give a unit the same outcome again."""
    key = which * (len(units.codes) + 1) + units.index
    repeated = np.ones(len(key), dtype=bool)
    repeated[np.unique(key, return_index=True)[1]] = False
    repeated &= units.index >= 0

    def fault(row: int) -> Fault:
        return Fault("outcomes-twice", {"outcome": names[which[row]], "unit": units.codes[units.index[row]]})

    report.add_rows(np.flatnonzero(repeated), lines, fault, None)


def _tell(report: Report, lines: NDArray[np.int32], wrong: NDArray[np.bool_], code: str, column: Column) -> None:
    def fault(row: int) -> Fault:
        return Fault(code, {"value": as_text(column.cells[column.index[row]])})

    report.add_rows(np.flatnonzero(wrong), lines, fault, column.heading)
