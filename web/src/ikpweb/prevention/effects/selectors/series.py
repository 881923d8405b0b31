"""Outcomes of units over periods, from what the platform has; and in which way periods do not compare."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Q, QuerySet

from ikpweb.prevention.effects.asking import Asked, Period, periods
from ikpweb.prevention.effects.engine import came_values
from ikpweb.runs.engine import compare_editions, scores_comparable
from ikpweb.runs.selectors import board, editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units as known_units
from ikpweb.watch.models import Report, Status
from ikpweb.watch.selectors.inputs import counted

__all__ = ["Series", "scores_of", "series_of"]

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Series:
    """A balanced table of outcomes.

    Attributes
    ----------
    units : tuple of str
        Those with an outcome in every period.
    values : list of list of float, shape (units, periods)
    left_out : dict
        Why units are not in it, and how many.
    differ : list
        Why the periods were not measured by one method, a sentence by language; empty where they were.
    """

    units: tuple[str, ...]
    periods: tuple[Period, ...]
    values: list[list[float]]
    left_out: dict[str, int] = field(default_factory=dict)
    differ: list[dict[str, str]] = field(default_factory=list)


def series_of(asked: Asked, reports: QuerySet[Report], here: Sequence[str]) -> Series:
    """Give the outcome that is asked for.

    Parameters
    ----------
    reports : QuerySet of Report
        Those that whoever asks may see.
    here : sequence of str
        Units of the level that they may see; of published figures everybody sees all.
    """
    kind, _colon, code = asked.outcome.partition(":")
    if kind == "reports":
        return _reports(asked, code, reports, here)
    return _scores(asked.level) if kind == "scores" else _came(code, asked.level)


def _reports(asked: Asked, kind: str, reports: QuerySet[Report], here: Sequence[str]) -> Series:
    """Count reports by unit and period of the event; a unit that never reported anything was silent, not quiet."""
    stretch = periods(asked.first, asked.last, asked.step)
    if not stretch:
        return Series((), (), [])
    rows = reports.filter(counted(), event_date__range=(stretch[0].first, stretch[-1].last))
    level = asked.level
    parents = dict(Unit.objects.values_list("code", "parent")) if level == Unit.Level.PROVINCE else {}

    def place(unit: str) -> str:
        return parents.get(unit) or unit if level == Unit.Level.PROVINCE else unit

    spoke = {place(unit) for unit in rows.values_list("unit", flat=True).distinct()}
    wanted = rows.filter(Q(kind=kind) if kind else Q())
    if asked.counted == "violation":
        wanted = wanted.filter(status=Status.VIOLATION)
    counts: Counter[tuple[str, int]] = Counter()
    found = _Finder(stretch)
    for unit, day in wanted.values_list("unit", "event_date").iterator(chunk_size=5000):
        counts[place(unit), found(day)] += 1
    units = tuple(sorted(set(here) & spoke))
    silent = len(set(here) - spoke)
    values = [[float(counts[unit, place]) for place in range(len(stretch))] for unit in units]
    return Series(units, stretch, values, {"silent": silent} if silent else {})


class _Finder:
    """Finds the period of a day that lies in one."""

    def __init__(self, stretch: Sequence[Period]) -> None:
        self._places: dict[date, int] = {}
        for number, each in enumerate(stretch):
            for days in range((each.last - each.first).days + 1):
                self._places[each.first + timedelta(days)] = number

    def __call__(self, day: date) -> int:
        return self._places[day]


def scores_of(level: str) -> list[tuple[Any, dict[str, float]]]:
    """Give the editions with published scores on a level, the oldest first, each with the scores of its units."""
    found = []
    for edition in editions():
        here = board(edition.code, level) if edition.about.get("units") else None
        totals = {code: each.total for code, each in here.scores.items() if each.total is not None} if here else {}
        if totals and edition.launched:
            found.append((edition, totals))
    return sorted(found, key=lambda each: each[0].launched)


def _scores(level: str) -> Series:
    """Take the published scores of editions. Editions whose methods differ are no panel: that is said, not mended."""
    found = scores_of(level)
    stretch, before = [], date(1900, 1, 1)
    for edition, _totals in found:
        stretch.append(Period(edition.code, before, edition.launched))
        before = edition.launched + timedelta(1)
    differ: dict[str, dict[str, str]] = {}
    for (one, _a), (two, _b) in pairwise(found):
        if not scores_comparable(one.code, two.code, level):
            told = compare_editions(one.code, two.code, level)
            for said in told.decisive if told else ():
                differ.setdefault(said.en, {"id": said.id, "en": said.en})
    all_of = set.intersection(*(set(totals) for _edition, totals in found)) if found else set()
    some = set().union(*(totals for _edition, totals in found)) - all_of
    units = tuple(sorted(all_of))
    values = [[totals[unit] for _edition, totals in found] for unit in units]
    return Series(units, tuple(stretch), values, {"unpublished": len(some)} if some else {}, list(differ.values()))


def _came(code: str, level: str) -> Series:
    """Take what came after an edition: known once, so that there is no before."""
    here = tuple(code for code, unit in known_units().items() if unit.level == level)
    told = came_values(code, level, here)
    if told is None:
        return Series((), (), [])
    values, what = told
    known = [(unit, value) for unit, value in zip(here, values, strict=True) if value is not None]
    day = date.fromisoformat({4: f"{what.day}-12-31", 7: f"{what.day}-28"}.get(len(what.day), what.day))
    lacking = len(here) - len(known)
    return Series(
        tuple(unit for unit, _value in known),
        (Period(what.election, date(1900, 1, 1), day),),
        [[value] for _unit, value in known],
        {"unknown": lacking} if lacking else {},
    )
