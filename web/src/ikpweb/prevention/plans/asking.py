"""What is asked of a plan: the basis, the calendar, the means, and what is assumed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

__all__ = ["ALARM_FACTOR", "CEILING", "DAY_RATE_MOST", "MAIN_SHARE", "OTHER_SHARE", "Asked"]

#: Shares of a driver's points that an action takes away: of its main indicator, and of its others. Nobody has
#: measured them: they are assumed, an office may set others, and the screen says so.
MAIN_SHARE, OTHER_SHARE = 0.10, 0.05
#: Of a driver, all actions together take away no more than this (assumed).
CEILING = 0.5
#: A driver that an open alarm points at counts so many times (assumed).
ALARM_FACTOR = 2.0
#: Above this a person-day is a slip of the keyboard.
DAY_RATE_MOST = 100_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for.

    Parameters
    ----------
    basis : str
        ``edition:2024`` or ``computation:12``.
    units : tuple of str
        Codes.
    calendar : str
        Code of an election; empty takes every action as possible.
    start : date
    horizon : int
        Days.
    budget : int
        Rupiah, for all units together.
    capacity : float
        Person-days of each office.
    day_rate : int
        Rupiah a person-day costs: assumed by the office, there is no source.
    fixed : mapping
        Form of prevention to what an action of it costs besides.
    forms : tuple of str
        Forms of prevention that may be proposed.
    main, other : float
        Shares that an action takes away of its main indicator and of its others.
    """

    basis: str
    units: tuple[str, ...]
    calendar: str
    start: date
    horizon: int
    budget: int
    capacity: float
    day_rate: int
    fixed: Mapping[str, int]
    forms: tuple[str, ...]
    main: float = MAIN_SHARE
    other: float = OTHER_SHARE

    @property
    def end(self) -> date:
        """The last day of the horizon."""
        return self.start + timedelta(days=self.horizon)

    def cost(self, effort: float, form: str) -> int:
        """Give what an action costs, by the office's own assumption."""
        return round(effort * self.day_rate) + self.fixed.get(form, 0)

    def to_dict(self) -> dict[str, Any]:
        """Write it down, as a plan keeps it."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            **told,
            "units": list(self.units),
            "forms": list(self.forms),
            "fixed": dict(self.fixed),
            "start": self.start.isoformat(),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Asked":
        """Read what a plan keeps."""
        return cls(
            **{
                **told,
                "units": tuple(told["units"]),
                "forms": tuple(told["forms"]),
                "start": date.fromisoformat(told["start"]),
            }
        )
