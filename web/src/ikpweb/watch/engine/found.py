"""What the watch found, as plain values that rows are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = ["Found", "Raised"]


@dataclass(frozen=True)
class Raised:
    """An alarm: figures as they were computed, why it is one, and how probably it is right."""

    unit: str
    kind: str
    method: str
    figures: Mapping[str, Any]
    explanation: Mapping[str, Any]
    #: 1 minus the share of false alarms among those that are at least as striking.
    probability: float | None
    cluster: str = ""


@dataclass(frozen=True)
class Found:
    """All series of a watch as the fields of `WatchSeries`, and its alarms."""

    week: date
    method: str
    seed: int
    engine_version: str
    series: Sequence[Mapping[str, Any]]
    raised: Sequence[Raised]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=dict)
    totals: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Mapping[str, Any]] = ()
    seconds: float = 0.0
