"""What prevention asks of the engine: indicators with what is known of them, stages and calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from ikp.editions import Case, Election, Knowledge, Period, Rubric, Stage, StageLink, load, stages
from ikp.editions import calendar as periods_of
from ikp.editions import elections as known_elections

__all__ = [
    "EDITION",
    "Election",
    "Group",
    "Indicator",
    "Row",
    "Schedule",
    "Stage",
    "StageLink",
    "dimensions",
    "indicators",
    "known",
    "schedules",
    "stage_codes",
    "stage_list",
]

#: The edition whose indicators the library speaks of.
EDITION = "2024"

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the instrument, with everything that is known of it.

    Parameters
    ----------
    code : str
    names : mapping
        By language.
    measure : str
        What is counted, in English.
    dimension, subdimension : str
        Codes.
    dimension_names, subdimension_names : mapping
        By language.
    source : str
        Where the name was printed.
    knowledge : Knowledge
    rubric : Rubric
    cases : tuple of Case
        Empty where nothing was printed.
    stages : tuple of (Stage, StageLink)
        Ours, assumed.
    """

    code: str
    names: Texts
    measure: str
    dimension: str
    dimension_names: Texts
    subdimension: str
    subdimension_names: Texts
    source: str
    knowledge: Knowledge
    rubric: Rubric
    cases: tuple[Case, ...]
    stages: tuple[tuple[Stage, StageLink], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the framework; a dimension holds subdimensions, which hold indicators."""

    code: str
    names: Texts
    parts: tuple["Group", ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Row(Period):
    """A row of a calendar; ``key`` stays the same when others go or come before it.

    Its own legal base and source stand only where they are not those of the whole calendar.
    """

    key: str = ""
    legal_base: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """An election with the rows of its calendar.

    Parameters
    ----------
    voting_day : date or None
    confirmed : bool
        Whether somebody compared the days with the legal base; false for what was copied and shifted.
    copied_from : str
        Code of the election that the rows were copied from, or empty.
    version : int
    changed_at : datetime or None
        None for what the software ships.
    withdrawn : bool
    """

    election: Election
    periods: tuple[Row, ...]
    voting_day: date | None = None
    confirmed: bool = True
    copied_from: str = ""
    version: int = 1
    changed_at: datetime | None = None
    withdrawn: bool = False


@cache
def indicators() -> tuple[str, ...]:
    """Give the codes of the indicators, in the order of the instrument."""
    return load(EDITION).framework().indicators


@cache
def known() -> Mapping[str, Indicator]:
    """Give what is known of every indicator, by code, in the order of the instrument."""
    edition = load(EDITION)
    framework, knowledge, rubrics = edition.framework(), edition.knowledge(), edition.rubrics()
    cases, links, named = edition.cases(), edition.stages(), {stage.code: stage for stage in stages()}
    found = {}
    for code in framework.indicators:
        node = framework[code]
        part = framework[str(node.parent)]
        dimension = framework[str(part.parent)]
        found[code] = Indicator(
            code=code,
            names=node.names,
            measure=node.measure or "",
            dimension=dimension.code,
            dimension_names=dimension.names,
            subdimension=part.code,
            subdimension_names=part.names,
            source=node.source or "",
            knowledge=knowledge[code],
            rubric=rubrics[code],
            cases=cases[code],
            stages=tuple((named[link.stage], link) for link in links[code]),
        )
    return found


def dimensions() -> tuple[Group, ...]:
    """Give the dimensions with their subdimensions and indicators, in the order of the instrument."""
    framework = load(EDITION).framework()
    parts: dict[str, dict[str, list[Indicator]]] = {}
    for each in known().values():
        parts.setdefault(each.dimension, {}).setdefault(each.subdimension, []).append(each)
    return tuple(
        Group(
            code,
            framework[code].names,
            tuple(Group(part, framework[part].names, (), tuple(held)) for part, held in inside.items()),
        )
        for code, inside in parts.items()
    )


def stage_codes() -> tuple[str, ...]:
    """Give the codes of the stages, in the order of an election."""
    return tuple(stage.code for stage in stages())


def stage_list() -> tuple[Stage, ...]:
    """Give the stages, in the order of an election."""
    return stages()


@cache
def schedules() -> tuple[Schedule, ...]:
    """Give the elections whose calendar the software ships, with their rows as published.

    What is in force now is `curation.selectors.calendars.schedules`.
    """
    return tuple(_schedule(election) for election in known_elections())


def _schedule(election: Election) -> Schedule:
    rows = tuple(
        Row(each.no, each.stages, each.names, each.start, each.end, each.held, each.certainty, each.note, str(place))
        for place, each in enumerate(periods_of(election.code), start=1)
    )
    voting = next((each.start for each in rows if "voting" in each.stages and each.held), None)
    return Schedule(election, rows, voting)
