"""A release as its reports read it: from its own files, through the engine, and from nothing else."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ikp.errors import IkpError
from ikp.io.tables import read_rows
from ikp.recipe.steps import Categorise
from ikp.release import Bundle, about, computed, open_bundle
from ikp.release.manifest import MANIFEST, parsed
from ikp.release.replaying import TOLERANCE
from ikp.result import IndexResult, category_rule
from ikpweb.publication.reading import DamagedError

__all__ = [
    "SURE",
    "Book",
    "IkpError",
    "Interval",
    "Level",
    "Node",
    "Part",
    "Standing",
    "Step",
    "book_of",
    "digest_at",
    "opened",
]

#: A category whose probability is less is shown as unsure (ours, assumed), as on the pages of uncertainty.
SURE = 0.8

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the framework; `weight` is its share among its siblings, `certainty` how sure that is."""

    code: str
    names: Mapping[str, str]
    parent: str
    depth: int
    weight: float
    certainty: str

    def name(self, language: str) -> str:
        return self.names.get(language) or next(iter(self.names.values()), self.code)


@dataclass(frozen=True, slots=True)
class Standing:
    """A node of a unit, as the release has it; None where there is no number, with its reason."""

    score: float | None
    rank: float | None
    category: str
    label: str
    coverage: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Score and rank of a unit with 5 and 95 % of the replicates, and the probability of its categories."""

    low: float
    high: float
    rank_low: float
    rank_high: float
    chances: Mapping[str, float]
    change: float | None

    @property
    def unsure(self) -> bool:
        """Whether no category has the probability that makes it sure."""
        return bool(self.chances) and max(self.chances.values()) < SURE


@dataclass(frozen=True, slots=True)
class Part:
    """What a node brings to the index of a unit, in points."""

    code: str
    points: float


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the recipe: its kind, and how sure each of its constants is."""

    kind: str
    constants: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, eq=False)
class Level:
    """One level of a release: every node of every unit, and what stands beside."""

    level: str
    root: str
    nodes: Mapping[str, Node]
    leaves: Sequence[str]
    dimensions: Sequence[str]
    units: Sequence[str]
    standings: Mapping[str, Mapping[str, Standing]]
    inputs: Mapping[str, Mapping[str, tuple[float | None, str]]]
    intervals: Mapping[str, Interval]
    means: Mapping[str, float]
    cutoffs: Sequence[float]
    categories: Sequence[str]
    steps: Sequence[Step]
    excluded: Sequence[Mapping[str, Any]]
    #: Unit to what each leaf brings to its index; empty where the engine of today computes other scores.
    parts: Mapping[str, Sequence[Part]] = field(repr=False)

    def index(self, unit: str) -> Standing:
        return self.standings[unit][self.root]

    @cached_property
    def scored(self) -> Sequence[str]:
        """Units with a score, the highest first; ties in the order of their codes."""
        known = [unit for unit in self.units if self.index(unit).score is not None]
        return sorted(known, key=lambda unit: (-(self.index(unit).score or 0.0), unit))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many units are in each category, the highest category first."""
        found = dict.fromkeys(reversed(self.categories), 0)
        for unit in self.units:
            if category := self.index(unit).category:
                found[category] = found.get(category, 0) + 1
        return found

    @cached_property
    def mean(self) -> float | None:
        scores = [self.index(unit).score or 0.0 for unit in self.scored]
        return sum(scores) / len(scores) if scores else None

    @property
    def indicators(self) -> bool:
        """Whether what lies in the release goes down to the indicators, below the dimensions."""
        return tuple(self.leaves) != tuple(self.dimensions)

    def below(self, code: str) -> Sequence[str]:
        return [each.code for each in self.nodes.values() if each.parent == code]


@dataclass(frozen=True, eq=False)
class Book:
    """A release, read for its reports."""

    name: str
    digest: str
    titles: Mapping[str, str]
    edition: str
    publisher: str
    published: datetime
    synthetic: bool
    previous: str
    detail: str
    engine: str
    method: str
    changes: str
    levels: Mapping[str, Level]
    names: Mapping[str, str]
    parents: Mapping[str, str]
    level_of: Mapping[str, str]
    evidence: Mapping[tuple[str, str], tuple[int | None, int | None]]
    coverage: Sequence[Row]
    key: str

    def below(self, unit: str) -> Sequence[str]:
        """Give the units right below another that have results in this release, in the order of their codes."""
        known = {each for level in self.levels.values() for each in level.units}
        return [code for code, parent in self.parents.items() if parent == unit and code in known]

    def standing(self, unit: str) -> Level | None:
        """Give the level of a unit that has results."""
        level = self.levels.get(self.level_of.get(unit, ""))
        return level if level is not None and unit in level.standings else None


@lru_cache(maxsize=2)
def opened(folder: Path, digest: str) -> Book:
    """Read a frozen release once; its folder never changes.

    Raises
    ------
    DamagedError
        Where a file is not as it was frozen; its argument names the file.
    """
    try:
        bundle = open_bundle(folder)
    except IkpError:
        raise DamagedError(folder.name) from None
    if bundle.digest != digest:
        raise DamagedError(MANIFEST)
    for name, wanted in (parsed(bundle.files[MANIFEST]) or {}).items():
        if hashlib.sha256(bundle.files.get(name, b"")).hexdigest() != wanted:
            raise DamagedError(name)
    return book_of(bundle)


def digest_at(place: Path) -> str:
    """Give the digest of the release that lies at a place, a folder or a zip.

    Raises
    ------
    IkpError
        If there is none.
    """
    return open_bundle(place).digest


def book_of(bundle: Bundle) -> Book:
    """Read a release for its reports.

    Raises
    ------
    IkpError
        If it cannot be read.
    """
    told = about(bundle)
    registry = _rows(bundle, "registry.csv")
    signature = json.loads(bundle.files.get("MANIFEST.sig", b"{}"))
    return Book(
        name=told["name"],
        digest=bundle.digest,
        titles=told["titles"],
        edition=told["edition"],
        publisher=told["publisher"],
        published=datetime.fromisoformat(told["published"]),
        synthetic=bool(told["synthetic"]),
        previous=told.get("previous", ""),
        detail=str(told.get("policy", {}).get("inputs", "")),
        engine=str(told.get("engine", {}).get("version", "")),
        method=bundle["METHOD.md"].decode(),
        changes=bundle["CHANGES.md"].decode(),
        levels={level: _level(bundle, level, facts) for level, facts in told["levels"].items()},
        names={row["unit"]: row["name"] for row in registry},
        parents={row["unit"]: row["parent"] for row in registry},
        level_of={row["unit"]: row["level"] for row in registry},
        evidence={
            (row["unit"], row["node"]): (_whole(row["events"]), _whole(row["files"]))
            for row in _rows(bundle, "evidence.csv")
        },
        coverage=_rows(bundle, "coverage.csv"),
        key=str(signature.get("key", "")),
    )


def _level(bundle: Bundle, level: str, facts: Mapping[str, Any]) -> Level:
    result = computed(bundle, level)
    framework, root = result.framework, result.framework.root
    standings: dict[str, dict[str, Standing]] = {}
    for row in _rows(bundle, f"results/{level}.csv"):
        standings.setdefault(row["unit"], {})[row["node"]] = Standing(
            _number(row["score"]),
            _number(row["rank"]),
            row["category"],
            row["category_label"],
            _number(row["coverage"]),
            row["reason"],
        )
    inputs: dict[str, dict[str, tuple[float | None, str]]] = {}
    for row in _rows(bundle, f"data/{level}.csv"):
        inputs.setdefault(row["unit"], {})[row["node"]] = (_number(row["value"]), row["reason"])
    groups = _groups(result)
    return Level(
        level=level,
        root=root,
        nodes=_nodes(result),
        leaves=tuple(framework.indicators),
        dimensions=tuple(framework.children(root)),
        units=tuple(standings),
        standings=standings,
        inputs=inputs,
        intervals={
            row["unit"]: each
            for row in _rows(bundle, f"results/{level}-intervals.csv")
            if (each := _interval(row, groups))
        },
        means={
            row["unit"]: score
            for row in _rows(bundle, f"results/{level}-means.csv")
            if (score := _number(row["score"])) is not None
        },
        cutoffs=tuple(facts.get("cutoffs", {}).get(root, ())),
        categories=tuple(dict.fromkeys(groups.values())),
        steps=tuple(
            Step(step.kind, tuple((name, each.certainty, each.note) for name, each in step.evidence.items()))
            for step in result.recipe.steps
        ),
        excluded=tuple(facts.get("excluded", ())),
        parts=_parts(result, standings),
    )


def _nodes(result: IndexResult) -> dict[str, Node]:
    """Give the nodes as a tree is read: each before its children."""
    framework = result.framework
    found: dict[str, Node] = {}

    def walk(code: str, depth: int) -> None:
        node = framework[code]
        found[code] = Node(code, node.names, node.parent or "", depth, result.weights.get(code, 1.0), node.certainty)
        for child in framework.children(code):
            walk(child, depth + 1)

    walk(framework.root, 0)
    return found


def _groups(result: IndexResult) -> dict[str, str]:
    """Give each category of the index, from the lowest, with the coarser one that it belongs to."""
    step = result.recipe.step(Categorise)
    if step is None:
        return {}
    rule = category_rule(step, result.framework, result.framework.root)
    return {label: rule.groups.get(label, label) for label in rule.labels} if rule.method != "none" else {}


def _interval(row: Row, groups: Mapping[str, str]) -> Interval | None:
    ends = [_number(row.get(name, "")) for name in ("score_p05", "score_p95", "rank_p05", "rank_p95")]
    if any(each is None for each in ends):
        return None
    chances: dict[str, float] = {}
    for label, group in groups.items():
        if (chance := _number(row.get(f"p_{label}", ""))) is not None:
            chances[group] = chances.get(group, 0.0) + chance
    low, high, rank_low, rank_high = (float(each or 0.0) for each in ends)
    return Interval(low, high, rank_low, rank_high, chances, _number(row.get("p_change", "")))


def _parts(result: IndexResult, standings: Mapping[str, Mapping[str, Standing]]) -> Mapping[str, Sequence[Part]]:
    """Split the index of each unit among the leaves; nothing where it is not the index that was published."""
    for unit, score in zip(result.units, result.score().tolist(), strict=True):
        told = standings[unit][result.framework.root].score
        if (told is None) != (score != score) or (told is not None and abs(told - score) > TOLERANCE):  # noqa: PLR0124
            return {}
    codes = tuple(result.framework.indicators)
    split = result.contributions_to_index(codes).tolist()
    return {
        unit: tuple(sorted(map(Part, codes, row), key=lambda part: (-part.points, codes.index(part.code))))
        for unit, row in zip(result.units, split, strict=True)
        if standings[unit][result.framework.root].score is not None
    }


def _rows(bundle: Bundle, name: str) -> list[dict[str, str]]:
    return read_rows(bundle.inside(name)) if name in bundle.files else []


def _number(text: str) -> float | None:
    return float(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None
