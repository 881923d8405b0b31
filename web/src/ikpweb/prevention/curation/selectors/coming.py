"""What is coming for an office: stages that begin or end soon, and what belongs to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.oversight.workdays import workdays_between
from ikpweb.prevention import engine
from ikpweb.prevention.curation.selectors.calendars import schedules
from ikpweb.prevention.curation.selectors.library import library
from ikpweb.prevention.curation.selectors.links import of_stage
from ikpweb.prevention.engine import Indicator, Row, Schedule, Stage, StageLink
from ikpweb.prevention.shipped import Action
from ikpweb.runs.models import Score
from ikpweb.runs.policies import computations_visible_to
from ikpweb.runs.selectors import Board, boards_of

__all__ = ["DAYS", "Ahead", "Belonging", "Coming", "Known", "ahead", "coming", "known_of", "reach", "running"]

#: How far an office looks ahead.
DAYS = 60
#: Actions that are named at a stage; the library has the others.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Coming:
    """A row of a calendar that begins or ends soon.

    ``what`` is *begins*, *ends* or *on* (a single day); ``days`` and ``workdays`` are those from today to it.
    """

    schedule: Schedule
    row: Row
    what: str
    day: date
    days: int
    workdays: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an office's unit: its newest published scores, and what drives its newest frozen ones."""

    board: Board | None = None
    score: Score | None = None
    #: Of the newest frozen computation that the member may see: indicator to what it brings to the total.
    drivers: Mapping[str, float] = field(default_factory=dict)
    computed: Any = None

    def part(self, dimension: str) -> float | None:
        """Give the published score of a dimension."""
        return None if self.score is None else self.score.parts.get(dimension)


@dataclass(frozen=True, slots=True)
class Belonging:
    """An indicator of a stage: when its prevention should begin, and what is known of it in the unit."""

    indicator: Indicator
    link: StageLink
    #: None where the stage begins on no known day.
    begin_by: date | None
    late: bool
    driver: float | None
    part: float | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A stage that begins or ends soon, with what belongs to it."""

    stage: Stage
    events: Sequence[Coming]
    indicators: Sequence[Belonging]
    actions: Sequence[Action]
    action_count: int


def coming(today: date, days: int = DAYS) -> list[Coming]:
    """Give what begins or ends from today on, up to so many days later, by day; what was never held is left out."""
    last = today + timedelta(days)
    found = []
    for schedule in schedules():
        for row in schedule.periods:
            if not row.held:
                continue
            single = row.start == row.end
            told = (("on", row.start),) if single else (("begins", row.start), ("ends", row.end))
            found += [
                Coming(schedule, row, what, day, (day - today).days, workdays_between(today, day))
                for what, day in told
                if day and today <= day <= last
            ]
    return sorted(found, key=lambda each: (each.day, each.schedule.election.code))


def running(today: date) -> list[tuple[Schedule, Row]]:
    """Give the rows that are under way on a day."""
    return [
        (schedule, row)
        for schedule in schedules()
        for row in schedule.periods
        if row.held and row.start and row.end and row.start <= today <= row.end
    ]


def reach() -> date | None:
    """Give the last day that any calendar in force speaks of."""
    days = [row.end for schedule in schedules() for row in schedule.periods if row.held and row.end]
    return max(days, default=None)


def known_of(member: Member) -> Known:
    """Give what is known of the unit of a member's office; nothing for the centre, which has none."""
    unit = member.office.unit
    if unit is None:
        return Known()
    board, score = next(((board, score) for board, score in boards_of(unit) if score.total is not None), (None, None))
    made = computations_visible_to(member).filter(frozen=True, cycle__training=False).order_by("-made_at").first()
    own = Score.objects.filter(run__computation=made, run__level=unit.level, run__reading="own", unit=unit).first()
    drivers = own.contributions if made is not None and own is not None else {}
    return Known(board, score, drivers, made if drivers else None)


def ahead(today: date, level: str, known: Known, days: int = DAYS) -> list[Ahead]:
    """Give the stages that begin or end soon, in the order of their first day, with indicators and actions.

    Parameters
    ----------
    level : str
        Of the office: only actions that it does itself are named.
    """
    events: dict[str, list[Coming]] = {}
    for each in coming(today, days):
        for code in each.row.stages:
            events.setdefault(code, []).append(each)
    stages = {stage.code: stage for stage in engine.stage_list()}
    return [_ahead(stages[code], held, today, level, known) for code, held in events.items()]


def _ahead(stage: Stage, events: Sequence[Coming], today: date, level: str, known: Known) -> Ahead:
    start = min((each.row.start for each in events if each.row.start and each.what != "ends"), default=None)
    belonging = []
    for indicator, link in of_stage(stage.code):
        begin = start - timedelta(link.lead) if start else None
        driver = known.drivers.get(indicator.code)
        late = begin is not None and begin < today
        belonging.append(Belonging(indicator, link, begin, late, driver, known.part(indicator.dimension)))
    # What drives the unit's score comes first; where nothing is known, the order of the instrument stays.
    belonging.sort(key=lambda each: (-(each.driver or 0), -(each.part or 0)))
    place = {each.indicator.code: number for number, each in enumerate(belonging)}
    fitting = [
        each
        for each in library()
        if stage.code in each.stages and level in each.levels and place.keys() & each.indicators
    ]
    fitting.sort(key=lambda each: min(place[code] for code in each.indicators if code in place))
    return Ahead(stage, events, belonging, fitting[:_SHOWN], len(fitting))
