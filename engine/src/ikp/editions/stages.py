"""Stages (tahapan) of an election, their calendar as published, and which indicator belongs to which stage.

The calendar is fact with its sources. Two things are ours and *assumed*: the short list of
stages that all elections share, to which the rows of a calendar are assigned, and the map
from indicators to stages with its lead times.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from ikp.editions.guidance import LANGS, Texts, bilingual, refuse
from ikp.editions.place import table
from ikp.errors import UsageError, problem
from ikp.framework import Framework
from ikp.io.paths import Readable, shown
from ikp.io.tables import read_rows
from ikp.problems import Problem

__all__ = ["Election", "Period", "Stage", "StageLink", "calendar", "elections", "read_links", "stages"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that elections have in common, such as the campaign.

    Parameters
    ----------
    code : str
    names : mapping
        By language.
    """

    code: str
    names: Texts


@dataclass(frozen=True, slots=True)
class Election:
    """An election with a published calendar.

    Parameters
    ----------
    code : str
    names : mapping
        By language.
    legal_base : str
        The regulation that set the calendar.
    sources : tuple of str
        Where the dates were printed.
    note : str
        What a reader should know besides.
    """

    code: str
    names: Texts
    legal_base: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Period:
    """One row of a calendar.

    Parameters
    ----------
    no : int or None
        Its number in the published list; None for a row that the list does not have.
    stages : tuple of str
        The stages that it belongs to.
    names : mapping
        By language: what the list calls it.
    start, end : date or None
        First and last day; None where no date was printed.
    held : bool
        False for what was planned and did not take place.
    certainty : {'published', 'derived'}
        Of the dates.
    note : str
    """

    no: int | None
    stages: tuple[str, ...]
    names: Texts
    start: date | None
    end: date | None
    held: bool
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class StageLink:
    """That an indicator belongs to a stage.

    Parameters
    ----------
    stage : str
        Code of the stage.
    lead : int
        Days before the stage begins at which prevention should begin.
    note : str
        Why, where it is not plain.
    certainty : str
        *assumed*: nobody has published such a map.
    """

    stage: str
    lead: int
    note: str
    certainty: str = "assumed"


@cache
def stages() -> tuple[Stage, ...]:
    """Give the stages in the order in which an election runs through them."""
    return tuple(Stage(row["code"], _names(row)) for row in table("stages", "stages.csv"))


@cache
def elections() -> tuple[Election, ...]:
    """Give the elections whose calendar is known, in the order of time."""
    return tuple(
        Election(row["code"], _names(row), row["legal_base"], tuple(row["sources"].split("; ")), row["note"])
        for row in table("stages", "elections.csv")
    )


@cache
def calendar(election: str) -> tuple[Period, ...]:
    """Give the calendar of an election in the order of the published list.

    Raises
    ------
    UsageError
        For an unknown election, with those there are.
    """
    known = [each.code for each in elections()]
    if election not in known:
        raise UsageError(problem("election-unknown", election=election, known=known))
    return tuple(
        Period(
            int(row["no"]) if row["no"] else None,
            tuple(row["stages"].split("; ")),
            _names(row),
            date.fromisoformat(row["start"]) if row["start"] else None,
            date.fromisoformat(row["end"]) if row["end"] else None,
            row["held"] == "yes",
            row["certainty"],
            row["note"],
        )
        for row in table("stages", "calendar.csv")
        if row["election"] == election
    )


def read_links(path: Readable, framework: Framework) -> Mapping[str, tuple[StageLink, ...]]:
    """Read which stages an indicator belongs to, by indicator, in the framework's order.

    Raises
    ------
    UsageError
        If the file cannot be opened.
    DataError
        For indicators without a stage, unknown indicators or stages, and lead times that are no days.
    """
    rows = read_rows(path)
    refuse(_problems(rows, framework, shown(path)))
    links = {code: [row for row in rows if row["indicator"] == code] for code in framework.indicators}
    return MappingProxyType(
        {
            code: tuple(StageLink(row["stage"], int(row["lead"]), row["note"]) for row in linked)
            for code, linked in links.items()
        }
    )


def _problems(rows: Sequence[Mapping[str, str]], framework: Framework, file: str) -> Iterator[Problem]:
    named = {row["indicator"] for row in rows}
    for what, codes in (
        ("guidance-lacking", set(framework.indicators) - named),
        ("guidance-unknown", named - set(framework.indicators)),
    ):
        if codes:
            yield problem(what, file=file, codes=sorted(codes))
    known = [stage.code for stage in stages()]
    for line, row in enumerate(rows, start=2):
        if row["stage"] not in known:
            yield Problem("stage-unknown", {"stage": row["stage"], "known": ", ".join(known)}, file=file, line=line)
        if not row["lead"].isdecimal():
            yield Problem("stage-lead", {"lead": row["lead"]}, file=file, line=line)


def _names(row: Mapping[str, str]) -> Texts:
    return bilingual({lang: row[f"name_{lang}"] for lang in LANGS if row.get(f"name_{lang}")})
