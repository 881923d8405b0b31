"""Reading where units lie and who borders on whom, for scans: CSV, XLSX or Parquet."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError
from ikp.io.cells import as_number
from ikp.io.column import Column
from ikp.io.opening import open_source
from ikp.io.paths import Readable, shown
from ikp.io.report import Fault, Report
from ikp.io.source import Cell
from ikp.io.unitcolumn import read_units
from ikp.registry import CodeList, Level, Registry

__all__ = ["PAIR_HEADINGS", "POINT_HEADINGS", "Points", "read_pairs", "read_points"]

_UNIT = ("unit", "daerah", "wilayah", "kode", "kode_daerah", "kode_wilayah")
#: What a column may be called, in both languages; the first word is the one of the documentation.
POINT_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": _UNIT,
    "name": ("name", "nama", "nama_daerah"),
    "lat": ("lat", "latitude", "lintang"),
    "lon": ("lon", "long", "longitude", "bujur"),
    "x": ("x",),
    "y": ("y",),
    "population": ("population", "penduduk", "pemilih", "dpt"),
}
PAIR_HEADINGS: Mapping[str, tuple[str, ...]] = {"unit": _UNIT, "neighbour": ("neighbour", "neighbor", "tetangga")}


@dataclass(frozen=True, eq=False)
class Points:
    """Where units lie.

    Parameters
    ----------
    units : tuple of str, length n
    names : mapping
        Unit to what it is called, as far as known.
    points : array, shape (n, 2)
        Latitude and longitude, degrees, or x and y where `planar`; NaN where the cell is empty.
    planar : bool
    population : array, shape (n,), optional
        NaN where the cell is empty.
    """

    units: tuple[str, ...]
    names: Mapping[str, str]
    points: NDArray[np.float64]
    planar: bool
    population: NDArray[np.float64] | None


def read_points(
    path: Readable, registry: Registry | None = None, level: Level | None = None, codes: CodeList = "auto"
) -> Points:
    """Read a file with a row per unit: unit, lat, lon (or x, y on a plane), and, as may be, name and population.

    Parameters
    ----------
    registry : Registry, optional
        Reads the units (`level` and `codes` go with it). Left out, the texts are the units.

    Raises
    ------
    DataError
        With every problem at its line: unknown units, a unit twice, cells that are no number, people
        below zero.
    UsageError
        If the file cannot be opened.
    """
    report = Report(shown(path))
    columns, lines = _columns(path, report, POINT_HEADINGS, ("unit",))
    planar = {"x", "y"} <= columns.keys()
    pair = ("x", "y") if planar else ("lat", "lon")
    for role in pair:
        if role not in columns:
            report.add(Fault("heading-missing", {"heading": role}))
    _stop(report)
    units = read_units(columns["unit"], lines, report, registry=registry, level=level, codes=codes)
    read = {role: _numbers(columns[role], lines, report) for role in (*pair, "population") if role in columns}
    if "population" in read:
        report.add_rows(
            np.flatnonzero(read["population"] < 0),
            lines,
            lambda _: Fault("points-population"),
            columns["population"].heading,
        )
    again = np.ones(lines.size, dtype=bool)
    again[np.unique(units.index, return_index=True)[1]] = False
    report.add_rows(
        np.flatnonzero(again & (units.index >= 0)), lines, lambda _: Fault("points-twice"), columns["unit"].heading
    )
    _stop(report)
    return Points(
        units.codes,
        units.named(columns.get("name")),
        np.column_stack([read[role] for role in pair]),
        planar,
        read.get("population"),
    )


def read_pairs(
    path: Readable, registry: Registry | None = None, level: Level | None = None, codes: CodeList = "auto"
) -> tuple[tuple[str, str], ...]:
    """Read a file with a row per pair of neighbours: unit, neighbour; in either direction, or in both.

    Raises
    ------
    DataError
        With every problem at its line: unknown units.
    UsageError
        If the file cannot be opened.
    """
    report = Report(shown(path))
    columns, lines = _columns(path, report, PAIR_HEADINGS, ("unit", "neighbour"))
    first, second = (
        read_units(columns[role], lines, report, registry=registry, level=level, codes=codes) for role in PAIR_HEADINGS
    )
    _stop(report)
    return tuple(
        (first.codes[a], second.codes[b]) for a, b in zip(first.index.tolist(), second.index.tolist(), strict=True)
    )


def _columns(
    path: Readable, report: Report, headings: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> tuple[dict[str, Column], NDArray[np.int32]]:
    """Take in the columns that the headings name; stop where a needed one is missing."""
    source = open_source(path, None)
    for fault, line in source.faults:
        report.add(fault, line)
    words = ["_".join(each.casefold().replace("-", " ").replace("_", " ").split()) for each in source.headings]
    roles = {
        role: next(words.index(name) for name in names if name in words)
        for role, names in headings.items()
        if set(names) & set(words)
    }
    for role in needed:
        if role not in roles:
            report.add(Fault("heading-missing", {"heading": headings[role][0]}), source.heading_line)
    _stop(report)
    columns = {role: Column(source.headings[place]) for role, place in roles.items()}
    texts = frozenset(roles[role] for role in ("unit", "name", "neighbour") if role in roles)
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


def _stop(report: Report) -> None:
    if report.has_errors:
        raise DataError([each for each in report.problems if each.severity == "error"])


def _numbers(column: Column, lines: NDArray[np.int32], report: Report) -> NDArray[np.float64]:
    """Read numbers, shape (n,); NaN for an empty cell and for a word that says there is none."""

    def number(cell: Cell) -> float | Fault:
        found = as_number(cell)
        return found if isinstance(found, (float, Fault)) else float("nan")

    return column.spread(column.read(number, lines, report), np.float64, empty=np.nan, fault=np.nan)
