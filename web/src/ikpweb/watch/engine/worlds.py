"""A made-up world (*SINTETIS*) as rows: for trials and training, with the truth beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ikp.foresight.streams import Effort
from ikp.testing import World, WorldSetting, make_world

__all__ = ["Planted", "Played", "played_world"]

#: Weeks of the world after the last one that is played, so that an outbreak may begin in that one.
_AFTER = 5


@dataclass(frozen=True, slots=True)
class Planted:
    """An outbreak that was planted: the truth that alarms are scored by."""

    unit: str
    kind: str
    #: Mondays of its first and last week.
    first: date
    last: date


@dataclass(frozen=True)
class Played:
    """Rows of a made-up world as known on a day, and its truth.

    Attributes
    ----------
    name : str
        Tells worlds apart.
    reports : list of tuple
        Unit, kind, day of the event, of the entry, of the decision (or None), whether it was a violation.
    effort : list of tuple
        Unit, Monday, supervisors.
    stages : list of tuple
        Stage, its first and its last day; those to come as well.
    """

    seed: int
    name: str
    as_of: date
    reports: list[tuple[str, str, date, date, date | None, bool]]
    effort: list[tuple[str, date, int]]
    planted: tuple[Planted, ...]
    stages: list[tuple[str, date, date]]

    def was_planted(self, unit: str, kind: str, week: date) -> bool:
        """Tell whether an outbreak ran in a unit and kind in a week."""
        return any((each.unit, each.kind) == (unit, kind) and each.first <= week <= each.last for each in self.planted)


def played_world(
    units: Mapping[str, str], as_of: date, *, weeks: int = 208, played: int = 12, outbreaks: int = 30, seed: int = 0
) -> Played:
    """Make up a world that ends in the last whole week before a day.

    Parameters
    ----------
    units : mapping
        Code to name.
    as_of : date
        Only what was entered by then is in it.
    weeks : int
        Of history.
    played : int
        Outbreaks begin within so many last weeks.
    seed : int
        The same units, day and seed give the same world.
    """
    end = as_of + timedelta(1) - timedelta((as_of + timedelta(1)).weekday())  # the Monday after the last whole week
    setting = WorldSetting(
        weeks=weeks + _AFTER,
        start=(end - timedelta(7 * weeks)).isoformat(),
        quiet=weeks - played,
        outbreaks=outbreaks,
        sizes=(6.0, 10.0, 15.0),
    )
    rng = np.random.default_rng(seed)
    world = make_world(rng, setting, units=units)
    known = world.known(np.datetime64(as_of))
    proved = rng.random(len(known)) < 0.6
    days = (known.event, known.entry, known.verified)
    reports = [
        (known.units[u], known.kinds[k], event, entry, verified, bool(yes))
        for u, k, event, entry, verified, yes in zip(
            known.unit_index, known.kind_index, *(column.astype(object) for column in days), proved, strict=True
        )
    ]
    name = f"{seed}-{as_of:%Y%m%d}-{weeks}-{played}-{outbreaks}"
    return Played(
        seed, name, as_of, reports, list(_effort(world.effort, as_of)), tuple(_planted(world)), _stages(world)
    )


def _effort(effort: Effort, as_of: date) -> Iterator[tuple[str, date, int]]:
    for week, row in zip(effort.starts.astype(object), effort.supervisors, strict=True):
        if week <= as_of:
            yield from ((unit, week, int(number)) for unit, number in zip(effort.units, row, strict=True))


def _stages(world: World) -> list[tuple[str, date, date]]:
    """Give the runs of one stage; the last one, and one more of each, go on as the calendar of the world does."""
    cycle = [(each.code, each.weeks) for each in world.setting.stages]
    weeks, at = len(world.starts), 0
    found: list[tuple[str, date, date]] = []
    begin: date = world.starts[0].astype(object)
    while at < weeks + sum(length for _, length in cycle):
        code, length = cycle[len(found) % len(cycle)]
        first = begin + timedelta(7 * at)
        found.append((code, first, first + timedelta(7 * length - 1)))
        at += length
    return found


def _planted(world: World) -> Iterator[Planted]:
    for each in world.outbreaks:
        first, last = world.starts[[each.start, each.stop - 1]].astype(object)
        yield from (Planted(unit, each.kind, first, last) for unit in each.units)
