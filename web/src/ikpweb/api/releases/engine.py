"""The bundle of a release as values that questions are answered from: read once, and the same for ever."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from json import loads
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ikp import Framework
from ikp.errors import IkpError
from ikp.release import Bundle, about, open_bundle
from ikp.release.manifest import differences
from ikp.release.reading import Cell, Scored, inputs_of, means_of, scores_of, table_of, units_of

__all__ = ["DamagedError", "Input", "Interval", "Row", "Told", "Unit", "read"]

R = TypeVar("R")
_QUANTILE = re.compile(r"(score|rank)_p(\d\d(?:\.\d)?)")


class DamagedError(Exception):
    """What lies on the disk is not the release that was frozen."""


class Unit(NamedTuple):
    """A unit as the registry of the release has it."""

    code: str
    name: str
    level: str
    parent: str


class Row(NamedTuple):
    """What a release says of a node of a unit; a missing number is None with its reason."""

    level: str
    unit: str
    node: str
    score: float | None
    rank: float | None
    category: str
    label: str
    coverage: float | None
    reason: str


class Input(NamedTuple):
    """An input as it was accepted."""

    level: str
    unit: str
    node: str
    value: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Interval:
    """How sure the index of a unit is: the outermost quantiles of the replicates, and chances of categories."""

    share: float
    score: tuple[float | None, float | None]
    rank: tuple[float | None, float | None]
    chances: Mapping[str, float | None]


@dataclass(frozen=True)
class Told:
    """A release, read.

    Parameters
    ----------
    about : mapping
        *release.json*.
    units : mapping
        By code, in the order of the registry.
    rows : mapping
        Level to node to what is said of it, in the order of the units.
    means : mapping
        Level to the second reading of its units, the index alone.
    intervals : mapping
        Level and unit to how sure the index is.
    inputs : mapping
        Level to the inputs, unit by unit.
    methods : mapping
        Level to ``framework`` and ``recipe``.
    coverage : sequence of mapping
    changes : str
        Markdown.
    files : mapping
        Name to size and SHA-256.
    roots : mapping
        Level to the code of its index.
    """

    about: Mapping[str, Any]
    units: Mapping[str, Unit]
    rows: Mapping[str, Mapping[str, Sequence[Row]]]
    means: Mapping[str, Sequence[Row]]
    intervals: Mapping[tuple[str, str], Interval]
    inputs: Mapping[str, Sequence[Input]]
    methods: Mapping[str, Mapping[str, Any]]
    coverage: Sequence[Mapping[str, Any]]
    changes: str
    files: Mapping[str, tuple[int, str]]
    roots: Mapping[str, str]

    @property
    def levels(self) -> list[str]:
        """The levels that carry results."""
        return list(self.rows)

    @cached_property
    def rows_of(self) -> Mapping[str, Mapping[str, Sequence[Row]]]:
        """Level to unit to what is said of its nodes: the same rows as in `rows`."""
        return {
            level: _grouped((row for rows in nodes.values() for row in rows), "unit")
            for level, nodes in self.rows.items()
        }

    @cached_property
    def inputs_of_node(self) -> Mapping[str, Mapping[str, Sequence[Input]]]:
        """Level to node to its inputs, unit by unit."""
        return {level: _grouped(inputs, "node") for level, inputs in self.inputs.items()}


def read(folder: Path, digest: str) -> Told:
    """Read a release.

    Raises
    ------
    DamagedError
        When it is not to the byte what was frozen under this digest.
    """
    try:
        bundle = open_bundle(folder)
        if bundle.digest != digest or any(differences(bundle.files)):
            raise DamagedError(folder.name)
        return _told(bundle)
    except IkpError as error:
        raise DamagedError(folder.name) from error


def _told(bundle: Bundle) -> Told:
    said = about(bundle)
    levels = [str(level) for level in said["levels"]]
    methods = {
        level: {name: loads(bundle[f"method/{level}/{name}.json"])[name] for name in ("framework", "recipe")}
        for level in levels
    }
    roots = {level: Framework.from_dict(told["framework"]).root for level, told in methods.items()}
    return Told(
        about=said,
        units={code: Unit(code, each.name, each.level, each.parent) for code, each in units_of(bundle).items()},
        rows={level: _grouped((_row(level, each) for each in scores_of(bundle, level)), "node") for level in levels},
        means={level: [_row(level, each) for each in means_of(bundle, level, roots[level])] for level in levels},
        intervals={(level, str(each["unit"])): _interval(each)
                   for level in levels for each in table_of(bundle, f"results/{level}-intervals.csv").dicts()},
        inputs={level: [Input(level, *each) for each in inputs_of(bundle, level)] for level in levels},
        methods=methods,
        coverage=[_counted(each) for each in table_of(bundle, "coverage.csv").dicts()],
        changes=bundle["CHANGES.md"].decode(),
        files={name: (len(body), sha256(body).hexdigest()) for name, body in sorted(bundle.files.items())},
        roots=roots,
    )  # fmt: skip


def _grouped(rows: Iterable[R], by: str) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(getattr(row, by), []).append(row)
    return found


def _row(level: str, told: Scored) -> Row:
    rank = _rank(told.rank)
    return Row(level, told.unit, told.node, told.score, rank, told.category, told.label, told.coverage, told.reason)


def _counted(told: dict[str, Cell]) -> dict[str, Any]:
    return {name: int(cell) if name == "count" else cell for name, cell in told.items() if name != "label"}  # type: ignore[arg-type] # a count is always there


def _interval(told: Mapping[str, Any]) -> Interval:
    at: dict[str, list[tuple[float, float | None]]] = {"score": [], "rank": []}
    for name, cell in told.items():
        if quantile := _QUANTILE.fullmatch(name):
            at[quantile[1]].append((float(quantile[2]) / 100, cell))
    scores, ranks = (sorted(each, key=lambda one: one[0]) for each in at.values())
    chances = {
        name.removeprefix("p_"): cell for name, cell in told.items() if name.startswith("p_") and name != "p_change"
    }
    share = round(scores[-1][0] - scores[0][0], 6)
    return Interval(share, (scores[0][1], scores[-1][1]), (ranks[0][1], ranks[-1][1]), chances)


def _rank(number: float | None) -> float | None:
    """Give a rank as it is written: 3, or 2.5 where two share a place."""
    return int(number) if number is not None and number.is_integer() else number
