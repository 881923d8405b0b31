"""How near the stages of an election are on a day: running or soon, over, or later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ikpweb.prevention.curation.selectors.calendars import all_schedules, schedules
from ikpweb.prevention.engine import Schedule

__all__ = ["Near", "calendar_of", "calendars", "nearness", "span", "urgency"]

When = Literal["near", "over", "later"]


@dataclass(frozen=True, slots=True)
class Near:
    """When a stage is: for one that is near, the days until it begins (0: it runs), its first and its last day."""

    stage: str
    when: When
    days: int = 0
    start: date | None = None
    end: date | None = None


def calendars() -> Mapping[str, Schedule]:
    """Give the calendars in force that have any day, by the code of their election."""
    dated = (each for each in schedules() if any(row.end for row in each.periods))
    return {each.election.code: each for each in dated}


def calendar_of(code: str) -> Schedule | None:
    """Give a calendar also after it was withdrawn: a plan of then still names it."""
    return all_schedules().get(code)


def nearness(schedule: Schedule, start: date, horizon: int) -> Mapping[str, Near]:
    """Tell of every stage of a calendar how near it is.

    A stage has many periods: the nearest one that touches the horizon counts. What has no last
    day, or did not take place, says nothing.
    """
    last = start + timedelta(days=horizon)
    found: dict[str, Near] = {}
    for period in schedule.periods:
        if period.end is None or not period.held:
            continue
        first = period.start or date.min
        for stage in period.stages:
            if period.end < start:
                near = Near(stage, "over", end=period.end)
            elif first > last:
                near = Near(stage, "later", (first - start).days, first, period.end)
            else:
                near = Near(stage, "near", max(0, (first - start).days), period.start, period.end)
            known = found.get(stage)
            if known is None or _before(near, known):
                found[stage] = near
    return found


_ORDER: Mapping[str, int] = {"near": 0, "later": 1, "over": 2}


def _before(one: Near, other: Near) -> bool:
    return (_ORDER[one.when], one.days) < (_ORDER[other.when], other.days)


def span(schedule: Schedule) -> tuple[date, date]:
    """Give the first and the last day of a calendar."""
    days = [day for each in schedule.periods if each.held for day in (each.start, each.end) if day]
    return min(days), max(days)


def urgency(stages: Iterable[str], near: Mapping[str, Near], horizon: int) -> tuple[float, Near | None]:
    """Give how many times a driver counts for its stages, and the stage that makes it so (ours, assumed).

    Twice while a stage runs, falling to once for one at the end of the horizon or later; not at all
    when all of its stages are over: there is nothing left to prevent in this election.
    """
    known = [near[stage] for stage in stages if stage in near]
    if not known:
        return 1.0, None
    best = min(known, key=lambda each: (_ORDER[each.when], each.days))
    if best.when == "near":
        return 2.0 - best.days / max(1, horizon), best
    return (1.0 if best.when == "later" else 0.0), best
