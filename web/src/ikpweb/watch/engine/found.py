"""What the watch found, as plain values that rows are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = ["Foretold", "Found", "Raised"]


@dataclass(frozen=True)
class Raised:
    """An alarm: figures as they were computed, why it is one, and how probably it is right."""

    unit: str
    kind: str
    method: str
    figures: Mapping[str, Any]
    explanation: Mapping[str, Any]
    #: That it holds more than chance: corrected by what came of earlier alarms, and before that.
    probability: float | None
    raw: float | None = None
    cluster: str = ""


@dataclass(frozen=True)
class Foretold:
    """Forecasts that are said together.

    Attributes
    ----------
    topic : {'week', 'stage', 'edition'}
    key : str
        What they are about; said once.
    due_on : date or None
    basis : mapping
        What they rest on.
    rows : sequence of tuple
        Unit, target and statement, as the engine's ledger has them.
    """

    topic: str
    key: str
    due_on: date | None
    method: str
    basis: Mapping[str, Any]
    rows: Sequence[tuple[str, str, Mapping[str, Any]]]


@dataclass(frozen=True)
class Found:
    """All series of a watch as the fields of `WatchSeries`, and its alarms."""

    week: date
    method: str
    seed: int
    engine_version: str
    series: Sequence[Mapping[str, Any]]
    raised: Sequence[Raised]
    foretold: Sequence[Foretold] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=dict)
    totals: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Mapping[str, Any]] = ()
    seconds: float = 0.0
