"""What participatory supervision asks of the engine: how many registered voters a unit has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite

from ikp.editions.outcomes import facts, size

__all__ = ["ELECTION", "Voters", "voters_of"]

#: The election whose registered voters are counted against.
ELECTION = "Pemilu 2024"


@dataclass(frozen=True)
class Voters:
    """Registered voters (DPT) by unit, units without a printed number left out; and where the numbers were printed."""

    by_unit: Mapping[str, int]
    sources: tuple[str, ...]


@cache
def _voters(level: str, units: tuple[str, ...]) -> Voters:
    known = size(ELECTION, level, "dpt", units)
    found = {unit: int(value) for unit, value in zip(units, known, strict=True) if isfinite(value)}
    rows = [each for each in facts() if (each.election, each.level, each.fact) == (ELECTION, level, "dpt")]
    return Voters(found, tuple(dict.fromkeys(each.source for each in rows if each.unit in found)))


def voters_of(level: str, units: Sequence[str]) -> Voters:
    """Give the registered voters of units of a level: of all provinces, and of those regencies that were printed."""
    return _voters(level, tuple(units))
