"""The time line of a calendar: where each bar stands, so that the template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ikpweb.prevention.engine import Schedule, stage_list

__all__ = ["Bar", "Drawing", "Lane", "Tick", "drawn"]

#: Narrow screens get the name above its bars, wide ones beside them.
_WIDE, _NARROW = (1000, 372, 30), (360, 0, 40)
#: A single day must still be seen.
_LEAST = 4.0
_HEAD = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """A period; ``look`` is *held*, *planned* (not held) or *open* (its first day was not printed)."""

    x: float
    y: float
    width: float
    look: str
    no: int | None


@dataclass(frozen=True, slots=True)
class Lane:
    """A stage with its bars; one without any day has none."""

    code: str
    name_y: float
    bars: tuple[Bar, ...]
    undated_x: float
    undated_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a quarter; a year begins with its number."""

    x: float
    day: date
    year: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in its own units."""

    width: int
    height: int
    head: int
    left: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]


def drawn(schedule: Schedule, *, narrow: bool = False) -> Drawing:
    """Place the periods of a calendar by stage; only stages that the calendar has get a lane."""
    width, left, step = _NARROW if narrow else _WIDE
    first, last = _span(schedule)

    def place(day: date) -> float:
        return round(left + (width - left) * (day - first).days / (last - first).days, 1)

    lanes: list[Lane] = []
    for stage in stage_list():
        held = [each for each in schedule.periods if stage.code in each.stages]
        if not held:
            continue
        top = _HEAD + step * len(lanes)
        below = top + (22 if narrow else 9)
        bars = []
        for each in held:
            if each.end is None:
                continue
            start = each.start or first
            look = "open" if each.start is None else "held" if each.held else "planned"
            wide = max(_LEAST if each.held else 2 * _LEAST, place(each.end) - place(start))
            bars.append(Bar(min(place(start), width - wide - 1), below, wide, look, each.no))
        lanes.append(Lane(stage.code, top + (17 if narrow else 19), tuple(bars), left + 4, below + 10))
    ticks = tuple(Tick(place(day), day, day.month == 1) for day in _quarters(first, last))
    return Drawing(width, _HEAD + step * len(lanes) + 4, _HEAD, left, tuple(lanes), ticks)


def _span(schedule: Schedule) -> tuple[date, date]:
    """Give the first day of the first quarter, and the first day after the last one."""
    days = [day for each in schedule.periods for day in (each.start, each.end) if day]
    if not days:  # a calendar that is only begun
        days = [schedule.voting_day or date(2024, 1, 1)]
    return _quarter(min(days)), _next(_quarter(max(days)))


def _quarter(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _next(quarter: date) -> date:
    return date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)


def _quarters(first: date, last: date) -> Sequence[date]:
    found = []
    while first < last:
        found.append(first)
        first = _next(first)
    return found
