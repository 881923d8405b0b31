"""What a release says, read back from its files: the one reader of all that show it, give it out, or write it anew.

Texts are as they were meant, without the apostrophe that keeps a spreadsheet from running them; a number
that is missing is None. Whether a file was changed is for `ikp.release.verify` to say, before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from ikp.errors import DataError, UsageError, problem
from ikp.framework import Framework
from ikp.io.csvfile import CsvSource
from ikp.io.frameworks import read_framework
from ikp.io.report import Report
from ikp.io.safe import plain
from ikp.io.tables import read_rows
from ikp.release.archive import Bundle
from ikp.release.contents import Unit
from ikp.release.describing import kind_of

__all__ = [
    "Cell",
    "Input",
    "Scored",
    "Table",
    "framework_of",
    "inputs_of",
    "means_of",
    "scores_of",
    "table_of",
    "units_of",
]

Cell = str | float | None


class Scored(NamedTuple):
    """What a release says of a node of a unit; where there is no score, `reason` says why. Zero is a score."""

    unit: str
    node: str
    score: float | None
    rank: float | None
    category: str
    label: str
    coverage: float | None
    reason: str


class Input(NamedTuple):
    """An input as it was accepted, at the level of detail that is published."""

    unit: str
    node: str
    value: float | None
    reason: str


@dataclass(frozen=True)
class Table:
    """A table of the release beside the figures, typed: numbers are floats, what is missing is None."""

    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    def dicts(self) -> Iterator[dict[str, Cell]]:
        """Give each row by the names of its columns."""
        for row in self.rows:
            yield dict(zip(self.headings, row, strict=True))


def units_of(bundle: Bundle) -> dict[str, Unit]:
    """Give the registry by code, in its order.

    Raises
    ------
    UsageError
        If there is no such file, as from every function here.
    DataError
        If it cannot be read, as from every function here.
    """
    rows = read_rows(bundle.inside("registry.csv"))
    return {row["unit"]: Unit(row["unit"], plain(row["name"]), row["level"], row["parent"]) for row in rows}


def framework_of(bundle: Bundle, level: str) -> Framework:
    """Give the framework of a level."""
    return read_framework(bundle.inside(f"method/{level}/framework.json"))


def scores_of(bundle: Bundle, level: str) -> list[Scored]:
    """Give every node of every unit of a level, as the release has them."""
    return list(_scored(bundle, f"results/{level}.csv", ""))


def means_of(bundle: Bundle, level: str, root: str) -> list[Scored]:
    """Give the second reading of a level, the mean of the units below; none where the release has no such.

    Parameters
    ----------
    root : str
        Code of the index: the table holds the index alone, and does not name it.
    """
    name = f"results/{level}-means.csv"
    return list(_scored(bundle, name, root)) if name in bundle.files else []


def inputs_of(bundle: Bundle, level: str) -> list[Input]:
    """Give the inputs of a level, unit by unit."""
    name = f"data/{level}.csv"
    return [
        Input(unit, node, _number(value, name), reason)
        for unit, node, value, reason in _cells(bundle, name, ("unit", "node", "value", "reason"), {})
    ]


def table_of(bundle: Bundle, name: str) -> Table:
    """Give any table by the name of its file; without rows and headings where the release has no such."""
    if name not in bundle.files:
        return Table((), ())
    rows = read_rows(bundle.inside(name))
    head = bundle[name].partition(b"\n")[0].decode().split(",")
    texts = {each for each in head if kind_of(each) == "string"}
    return Table(
        tuple(head),
        [tuple(plain(row[each]) if each in texts else _number(row[each], name) for each in head) for row in rows],
    )


def _scored(bundle: Bundle, name: str, root: str) -> Iterator[Scored]:
    columns = ("unit", "node", "score", "rank", "category", "category_label", "coverage", "reason")
    absent = {"category_label": "", "reason": "", **({"node": root} if root else {})}
    for unit, node, score, rank, category, label, coverage, reason in _cells(bundle, name, columns, absent):
        numbers = _number(score, name), _number(rank, name)
        yield Scored(unit, node, *numbers, category, label, _number(coverage, name), reason)


def _cells(bundle: Bundle, name: str, columns: Sequence[str], absent: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Give columns of a table row by row, without a mapping for each of some hundred thousand rows.

    Parameters
    ----------
    absent : mapping
        What stands for a column that a table need not have.
    """
    source = CsvSource(bundle.inside(name))
    report = Report(source.file)
    for each in columns:
        if each not in source.headings and each not in absent:
            raise UsageError(problem("release-not", place=bundle.place, detail=f"{name}: {each} –"))
    places = [source.headings.index(each) if each in source.headings else None for each in columns]
    for chunk in source.chunks(report):
        yield from zip(
            *(
                repeat(absent[each], len(chunk.lines)) if place is None else chunk.columns[place]
                for each, place in zip(columns, places, strict=True)
            ),
            strict=True,
        )
    if report.has_errors:
        raise DataError(report.problems)


def _number(text: str, file: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        raise DataError(problem("release-cell", name=file, cell=text)) from None
