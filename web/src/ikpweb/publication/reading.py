"""A frozen release read back as values: its units, scores, intervals, inputs and method, from its own files alone.

Nothing here asks the live tables: what a release says is what its folder said at the freeze. Every
file that is read is checked against the digest noted then, so that a changed file is never shown as
if it were the release.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ikpweb.kit.categories import scale
from ikpweb.publication import building, engine
from ikpweb.publication.models import Release
from ikpweb.runs.unsure import Interval, interval_of

__all__ = ["CATEGORIES", "DamagedError", "Node", "Place", "Reading", "Scored", "Sheet", "reading", "taken"]

#: From the highest, as pages list them.
CATEGORIES = tuple(reversed(scale()))
#: Releases that a process keeps read; that of a whole country takes some twenty megabytes.
_KEPT = 4


class DamagedError(Exception):
    """A file of a release is not there, or not as it was frozen; its argument names the file."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in the registry that the release carries; `parent` is the code of the unit above, empty at the top."""

    code: str
    name: str
    level: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """One node of one unit. Where there is no score, `reason` says why; zero is a score."""

    score: float | None
    rank: float | None
    category: str
    label: str
    coverage: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the framework with its names by language."""

    code: str
    parent: str
    tier: int
    weight: float
    names: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One level of a release.

    Parameters
    ----------
    level : str
    places : mapping of str to Place
        The units of the level by code, in the order of the release.
    nodes : mapping of str to Node
        The framework, parents before children.
    scores : mapping
        Unit to node to `Scored`.
    inputs : mapping
        Unit to node to value and reason.
    intervals : mapping of str to Interval
        Empty where none were published.
    means : mapping of str to Scored
        The second reading, the mean of the units below; empty where there is none.
    cutoffs : mapping
        Node to the bounds of its categories.
    """

    level: str
    places: Mapping[str, Place]
    nodes: Mapping[str, Node]
    scores: Mapping[str, Mapping[str, Scored]]
    inputs: Mapping[str, Mapping[str, tuple[float | None, str]]]
    intervals: Mapping[str, Interval]
    means: Mapping[str, Scored]
    cutoffs: Mapping[str, Sequence[float]]

    @cached_property
    def root(self) -> str:
        """Code of the index itself."""
        return next(code for code, node in self.nodes.items() if not node.parent)

    def below(self, parent: str) -> Sequence[str]:
        """Give the nodes right below one."""
        return [code for code, node in self.nodes.items() if node.parent == parent]

    @cached_property
    def dimensions(self) -> Sequence[str]:
        """The nodes right below the index."""
        return self.below(self.root)

    @cached_property
    def totals(self) -> Mapping[str, Scored]:
        """The index of every unit."""
        return {unit: nodes[self.root] for unit, nodes in self.scores.items()}

    @cached_property
    def ranked(self) -> Sequence[str]:
        """Units from the highest score; those without one after all others, by name."""
        none = float("inf")

        def order(unit: str) -> tuple[float, str]:
            score = self.totals[unit].score
            return (none if score is None else -score, self.places[unit].name)

        return sorted(self.totals, key=order)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Units by category, from the highest."""
        found = Counter(each.category for each in self.totals.values())
        return {name: found.get(name, 0) for name in CATEGORIES}

    @cached_property
    def lacking(self) -> int:
        """How many units have no score."""
        return sum(each.score is None for each in self.totals.values())

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Units of which no category is sure."""
        return frozenset(code for code, each in self.intervals.items() if each.unsure)

    def named(self, code: str, language: str) -> str:
        """Give the name of a node in a language, or its code."""
        names = self.nodes[code].names if code in self.nodes else {}
        return names.get(language) or names.get("id") or code


@dataclass(frozen=True, eq=False)
class Reading:
    """A release, read: what *release.json* says, all units, and its levels."""

    about: Mapping[str, Any]
    places: Mapping[str, Place]
    sheets: Mapping[str, Sheet]

    def sheet_of(self, code: str) -> Sheet | None:
        """Give the level that a unit is scored on, or None."""
        return next((sheet for sheet in self.sheets.values() if code in sheet.scores), None)

    def below(self, code: str) -> Sequence[Place]:
        """Give the units right below one that have their own row, by name."""
        found = [each for each in self.places.values() if each.parent == code and self.sheet_of(each.code)]
        return sorted(found, key=lambda each: each.name)


def taken(release: Release, name: str) -> bytes:
    """Give one file of a release, to the byte as it was frozen.

    Raises
    ------
    DamagedError
        When it is not there, or was changed since.
    """
    try:
        body = (building.folder_of(release) / name).read_bytes()
        _size, digest = release.files[name]
    except (OSError, KeyError):
        raise DamagedError(name) from None
    if digest and hashlib.sha256(body).hexdigest() != digest:
        raise DamagedError(name)
    return body


def reading(release: Release) -> Reading:
    """Read a release, once per digest.

    Raises
    ------
    DamagedError
        When a file that it needs is not there, or was changed since the freeze.
    """
    return _read(_Key(release.digest, str(building.folder_of(release)), release))


class _Key:
    """Names a release by its digest and place; the row itself only says which files there are."""

    def __init__(self, digest: str, place: str, release: Release) -> None:
        self.release, self._name = release, (digest, place)

    def __hash__(self) -> int:
        return hash(self._name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._name == other._name


class _Taken(Mapping[str, bytes]):
    """The files of a release as a mapping, each checked when it is asked for."""

    def __init__(self, release: Release) -> None:
        self._release = release

    def __getitem__(self, name: str) -> bytes:
        if name not in self._release.files:
            raise KeyError(name)
        return taken(self._release, name)

    def __contains__(self, name: object) -> bool:
        return name in self._release.files

    def __iter__(self) -> Iterator[str]:
        return iter(self._release.files)

    def __len__(self) -> int:
        return len(self._release.files)


@lru_cache(maxsize=_KEPT)
def _read(key: _Key) -> Reading:
    bundle = engine.Bundle(key.release.name, _Taken(key.release))
    about = json.loads(taken(key.release, "release.json"))
    places = {code: Place(code, each.name, each.level, each.parent) for code, each in engine.units_of(bundle).items()}
    levels = sorted(about["levels"], key=lambda level: about["levels"][level]["units"])  # the larger units first
    return Reading(about, places, {level: _sheet(bundle, about, places, level) for level in levels})


def _sheet(bundle: engine.Bundle, about: Mapping[str, Any], places: Mapping[str, Place], level: str) -> Sheet:
    framework = json.loads(bundle[f"method/{level}/framework.json"])["framework"]
    nodes = {
        each["code"]: Node(each["code"], each["parent"] or "", each["tier"], each["weight"], each["names"])
        for each in framework["nodes"]
    }
    scores: dict[str, dict[str, Scored]] = {}
    for row in engine.scores_of(bundle, level):
        scores.setdefault(row.unit, {})[row.node] = Scored(*row[2:])
    inputs: dict[str, dict[str, tuple[float | None, str]]] = {}
    for each in engine.inputs_of(bundle, level):
        inputs.setdefault(each.unit, {})[each.node] = each.value, each.reason
    root = next(code for code, node in nodes.items() if not node.parent)
    return Sheet(
        level=level,
        places={unit: places.get(unit, Place(unit, unit, level)) for unit in scores},
        nodes=nodes,
        scores=scores,
        inputs=inputs,
        intervals=dict(_intervals(bundle, level, [each[root] for each in scores.values()])),
        means={row.unit: Scored(*row[2:]) for row in engine.means_of(bundle, level, root)},
        cutoffs=about["levels"][level].get("cutoffs", {}),
    )


def _intervals(bundle: engine.Bundle, level: str, totals: Sequence[Scored]) -> Iterator[tuple[str, Interval]]:
    told = {each.label: each.category for each in totals if each.label}
    for row in engine.table_of(bundle, f"results/{level}-intervals.csv").dicts():
        chances = [name.removeprefix("p_") for name in row if name.startswith("p_") and name != "p_change"]
        found = interval_of(row, {name: told.get(name, name) for name in chances})
        if found is not None:
            yield found.unit, found
