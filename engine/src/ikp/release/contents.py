"""What a release says, as values, before it becomes files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ikp.errors import UsageError, problem
from ikp.result import IndexResult

__all__ = ["FORMAT", "KIND", "Contents", "Part", "Unit"]

#: What *release.json* calls itself, and the newest layout of files that this engine writes and reads.
KIND, FORMAT = "ikp-release", 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the registry that the release rests on; `parent` is empty at the top."""

    code: str
    name: str
    level: str
    parent: str = ""


@dataclass(frozen=True)
class Part:
    """One level of a release.

    Parameters
    ----------
    level : str
        Such as ``province``; it names files, so that it is of small letters, digits and hyphens.
    result : IndexResult
        Its table holds the inputs at the level of detail that may be public: indicators, or
        the aggregates that stand in for them (`Framework.cut`).
    intervals : sequence of mapping
        A row per unit of `ikp uncertainty`; empty where none were made.
    means : sequence of mapping
        The second reading, ``unit, score, rank, category, coverage``; empty where there is none.
        It is the plain mean of the scores of the units below, as the registry has them.
    """

    level: str
    result: IndexResult
    intervals: Sequence[Mapping[str, Any]] = ()
    means: Sequence[Mapping[str, Any]] = ()

    def __post_init__(self) -> None:
        if self.result.periods is not None:
            raise UsageError(problem("release-panel", level=self.level))


@dataclass(frozen=True)
class Contents:
    """Everything that a release says.

    Parameters
    ----------
    code : str
        Such as ``ikp-2024``; with `version` it is the name of the release, ``ikp-2024.1``.
    version : int
        From 1; a correction is the next one.
    titles : mapping
        By language.
    edition : str
    published : str
        ISO 8601, with its zone.
    publisher : str
    parts : sequence of Part
    units : sequence of Unit
    method, changes : str
        Markdown: how it was computed, and what changed from version to version.
    policy : mapping
        What is published at which level of detail.
    coverage : sequence of mapping
        ``level, item, reason, count``: what was used and what was left out.
    evidence : sequence of mapping
        ``unit, node, events, files, reason``: how much evidence stands behind an input; empty where that is
        not given out, None with its reason where it is too little to.
    checkpoint : mapping, optional
        The checkpoint of the audit log at the freeze, as the platform exports it.
    previous : str
        SHA-256 of the MANIFEST of the version before; empty for the first.
    facts : mapping
        Further keys of *release.json*, such as ``seed`` and the digest of the frozen data set.
    """

    code: str
    version: int
    titles: Mapping[str, str]
    edition: str
    published: str
    publisher: str
    parts: Sequence[Part]
    units: Sequence[Unit]
    method: str
    changes: str
    policy: Mapping[str, Any] = field(default_factory=dict)
    coverage: Sequence[Mapping[str, Any]] = ()
    evidence: Sequence[Mapping[str, Any]] = ()
    checkpoint: Mapping[str, Any] | None = None
    previous: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of the release, and of its folder."""
        return f"{self.code}.{self.version}"

    @property
    def synthetic(self) -> bool:
        """Whether any of it is made up."""
        return any(part.result.table.synthetic for part in self.parts)
