"""The column of units: codes and names through the registry, or texts as they are."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.io.cells import as_text
from ikp.io.column import Column
from ikp.io.labels import parted
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Cell
from ikp.registry import CodeList, Level, Registry

__all__ = ["Units", "read_units"]


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a file.

    Parameters
    ----------
    codes : tuple of str
        In the order in which they first appear.
    index : array of int32, shape (n,)
        Place of each row's unit in `codes`; -1 where the cell is a problem.
    names : mapping
        Code to name, as far as known.
    said : tuple of Said
    """

    codes: tuple[str, ...]
    index: NDArray[np.int32]
    names: Mapping[str, str]
    said: tuple[Said, ...]

    def named(self, column: Column | None) -> Mapping[str, str]:
        """Add the names in a column of the file for the units that have none yet: the first of each."""
        if column is None:
            return self.names
        texts = [as_text(cell) for cell in column.cells]
        rows = column.rows_of([bool(text) for text in texts])
        places, first = np.unique(self.index[rows], return_index=True)
        known = [(self.codes[place], texts[column.index[row]]) for place, row in zip(places, rows[first], strict=True)]
        return {**dict(known), **self.names}


def read_units(
    column: Column,
    lines: NDArray[np.int32],
    report: Report,
    *,
    registry: Registry | None,
    level: Level | None = None,
    codes: CodeList = "auto",
) -> Units:
    """Read the column of units; what cannot be read goes to `report`.

    Without a registry the texts themselves are the codes. With one, an entry
    “15.71 – Kota Jambi” must name the unit that its code stands for.
    """
    if registry is None:
        read, names = _as_written(column)
        said: tuple[Said, ...] = (Said("units-text"),)
    else:
        read, names, said = _resolved(column, registry, level, codes)
    places: dict[str, int] = {}
    column.report(read, lines, report)
    each = [code if isinstance(code, Fault) else places.setdefault(code, len(places)) for code in read]
    return Units(tuple(places), column.spread(each, np.int32, empty=-1, fault=-1), names, said)


def _as_written(column: Column) -> tuple[list[str | Fault], dict[str, str]]:
    texts = [_written(cell) for cell in column.cells]
    # "code – name" is taken apart only where every cell has that form: a name may hold a dash.
    parts = [parted(text) for text in texts if isinstance(text, str)]
    if len(parts) < len(texts) or not all(name for _, name in parts):
        return texts, {}
    return [code for code, _ in parts], dict(parts)


def _written(cell: Cell) -> str | Fault:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else Fault("unit-number", {"value": cell})
    return as_text(cell) or Fault("unit-empty")


def _resolved(
    column: Column, registry: Registry, level: Level | None, codes: CodeList
) -> tuple[list[str | Fault], dict[str, str], tuple[Said, ...]]:
    parts = [parted(as_text(cell)) for cell in column.cells]
    found = registry.resolve([code for code, _ in parts], level, codes, column.heading)
    read: list[str | Fault] = []
    for place, problem, (_, name) in zip(found.index, found.problem_index, parts, strict=True):
        if place < 0:
            told = found.problems[problem]
            read.append(Fault(told.code, told.params))
        else:
            code = found.units[place]
            read.append(_agreeing(registry, code, name))
    names = {code: registry[code].short_name for code in found.units}
    said = [Said("units-read", {"how": {"en": found.said("en"), "id": found.said("id")}})] if found.said() else []
    levels = {registry[code].level for code in found.units}
    whole = sum(unit.level in levels for unit in registry)
    if len(levels) == 1 and whole > len(found.units):
        said.append(Said("units-absent", {"count": whole - len(found.units), "total": whole}))
    return read, names, tuple(said)


def _agreeing(registry: Registry, code: str, name: str) -> str | Fault:
    """Give the code unless the name beside it is another unit's."""
    unit = registry[code]
    if name and code not in {each.code for each in registry.names.find(name)[0]}:
        return Fault("label-differs", {"code": code, "name": unit.short_name, "found": name})
    return code
