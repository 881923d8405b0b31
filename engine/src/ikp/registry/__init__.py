"""The registry: which units there are, when, under which province, and how they are written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ikp.errors import DataError, problem
from ikp.registry.names import Names
from ikp.registry.resolve import Cells, CodeList, Resolution, resolve
from ikp.registry.unit import LEVELS, Level, Unit

__all__ = ["LEVELS", "CodeList", "Level", "Registry", "Resolution", "Unit"]


@dataclass(frozen=True, eq=False)
class Registry:
    """Units, frozen, in the order in which they are to be shown.

    Parameters
    ----------
    units : iterable of Unit
        Every unit that there is or was.

    Raises
    ------
    DataError
        If a code stands twice.
    """

    units: tuple[Unit, ...]

    def __init__(self, units: Iterable[Unit]) -> None:
        object.__setattr__(self, "units", tuple(units))
        twice = [code for code, times in Counter(unit.code for unit in self.units).items() if times > 1]
        if twice:
            raise DataError([problem("registry-duplicate", code=code) for code in twice])

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(unit.code for unit in self.units)

    def __getitem__(self, code: str) -> Unit:
        return self.by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    # --- time and level ------------------------------------------------------------
    def at(self, day: date, level: Level | None = None) -> "Registry":
        """Give the registry of one day: the units that exist then, under the parents of then."""
        existing = [
            replace(unit, parent=self.parent(unit.code, day), parent_before=None)
            for unit in self.units
            if unit.valid_at(day)
        ]
        return Registry(existing) if level is None else Registry(existing).level(level)

    def level(self, level: Level) -> "Registry":
        """Give the units of one level."""
        return Registry(unit for unit in self.units if unit.level == level)

    def parent(self, code: str, day: date | None = None) -> str | None:
        """Give the code of a unit's parent on a day, or as the registry stands; None for a province."""
        unit = self.by_code[code]
        above = self.by_code.get(unit.parent or "")
        if day is None or unit.parent_before is None or above is None or above.valid_at(day):
            return unit.parent
        return unit.parent_before

    def children(self, code: str, day: date | None = None) -> tuple[str, ...]:
        """Give the codes of the units under a unit on a day, or as the registry stands, in order."""
        return tuple(
            unit.code
            for unit in self.units
            if (day is None or unit.valid_at(day)) and self.parent(unit.code, day) == code
        )

    # --- reading what people write ---------------------------------------------------
    @cached_property
    def names(self) -> Names:
        return Names(self.units)

    def resolve(
        self, cells: Cells, level: Level | None = None, codes: CodeList = "auto", column_name: str = "unit"
    ) -> Resolution:
        """Read a column of codes and names, mixed as they come; see `ikp.registry.resolve.resolve`."""
        return resolve(self.units, self.names, cells, level=level, codes=codes, column_name=column_name)
