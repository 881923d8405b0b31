"""What everybody may see of the programme. Page, files and API are made from this alone.

It is built from the decision in force: a kind that is not open is never put in, nor a figure of
a level that is not. Small numbers of people are hidden before anything is given away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.prevention.activities.selectors.counts import Period, first_of
from ikpweb.prevention.programme.measures import MEASURES, Measure
from ikpweb.prevention.programme.models import Disclosure, Level
from ikpweb.prevention.programme.selectors.boards import Board, board_of
from ikpweb.prevention.programme.suppression import kept_tiers
from ikpweb.territory.models import Office

__all__ = ["Release", "disclosures", "in_force", "release", "release_of", "waiting"]

#: Number, or None where it is hidden because it is small.
Shown = int | None
_DEPTH: Mapping[str, int] = {Level.NOTHING: 0, Level.NATION: 1, Level.PROVINCE: 2, Level.UNIT: 3}


@dataclass(frozen=True)
class Release:
    """The figures that are open.

    Parameters
    ----------
    number : int
        Of the decision; 0 where there is none.
    since, day : date
        Activities are counted from the first, and everything stands as on the second.
    levels : mapping
        Measure to how far it is open; those that are not are not there.
    nation : mapping
        Measure to its number.
    provinces, offices : mapping
        Code to measure to number; an office that has nothing is there with zeros.
    """

    number: int
    since: date
    day: date
    levels: Mapping[str, Level] = field(default_factory=dict)
    nation: Mapping[str, Shown] = field(default_factory=dict)
    provinces: Mapping[str, Mapping[str, Shown]] = field(default_factory=dict)
    offices: Mapping[str, Mapping[str, Shown]] = field(default_factory=dict)

    @property
    def measures(self) -> Sequence[Measure]:
        """The figures that are open at all, in their order."""
        return [each for code, each in MEASURES.items() if code in self.levels]

    def measures_at(self, level: Level) -> Sequence[Measure]:
        """The figures that are open at a level."""
        return [each for each in self.measures if _DEPTH[self.levels[each.code]] >= _DEPTH[level]]

    def rows(self) -> list[dict[str, Any]]:
        """Give a plain row for each figure: what files and the API are made of."""
        lines: list[tuple[str, str, Mapping[str, Shown]]] = [("nation", Office.CENTRE, self.nation)]
        lines += [("province", code, figures) for code, figures in self.provinces.items()]
        lines += [("office", code, figures) for code, figures in self.offices.items()]
        return [
            {
                "level": level,
                "code": code,
                "measure": name,
                "value": value,
                "hidden": value is None,
                "since": self.since.isoformat(),
                "day": self.day.isoformat(),
            }
            for level, code, figures in lines
            for name, value in figures.items()
        ]


@remembered(public_state, size=1)
def in_force() -> Disclosure | None:
    """Give the decision that holds: the last one that was confirmed or closed everything."""
    states = (Disclosure.State.CONFIRMED, Disclosure.State.CLOSED)
    return Disclosure.objects.filter(state__in=states).order_by("-number").first()


def waiting() -> Disclosure | None:
    """Give the decision that waits for a second person, if any."""
    return Disclosure.objects.filter(state=Disclosure.State.ASKED).select_related("asked_by").first()


def disclosures() -> Sequence[Disclosure]:
    """Give all decisions, the newest first."""
    return list(Disclosure.objects.select_related("asked_by", "decided_by"))


def release(today: date | None = None) -> Release:
    """Give what is open now."""
    return release_of(in_force(), today)


def release_of(disclosure: Disclosure | None, today: date | None = None) -> Release:
    """Give what a decision opens; nothing where there is none."""
    day = today or timezone.localdate()
    if disclosure is None:
        return Release(0, first_of(day), day)
    levels = {code: disclosure.level(measure.kind) for code, measure in MEASURES.items()}
    opened = {code: level for code, level in levels.items() if level != Level.NOTHING}
    bare = Release(disclosure.number, disclosure.since, day)
    if not opened:
        return bare
    period = Period(disclosure.since, max(first_of(day), disclosure.since))
    board = board_of(Office.objects.get(pk=Office.CENTRE), period, day, Office.objects.all())
    return _filled(bare, board, opened)


def _filled(bare: Release, board: Board, opened: Mapping[str, Level]) -> Release:
    nation: dict[str, Shown] = {}
    provinces: dict[str, dict[str, Shown]] = {}
    offices: dict[str, dict[str, Shown]] = {}
    for code, level in opened.items():
        numbers = {
            province: {office: board.figures.get(office, {}).get(code, 0) for office in codes}
            for province, codes in board.provinces.items()
        }
        own = board.figures.get(Office.CENTRE, {}).get(code, 0)
        if MEASURES[code].people:
            whole, sums, parts = kept_tiers(own, numbers)
        else:
            whole = own + sum(sum(each.values()) for each in numbers.values())
            sums = {province: sum(each.values()) for province, each in numbers.items()}
            parts = {province: dict(each) for province, each in numbers.items()}
        nation[code] = whole
        if _DEPTH[level] >= _DEPTH[Level.PROVINCE]:
            for province, number in sums.items():
                provinces.setdefault(province, {})[code] = number
        if _DEPTH[level] >= _DEPTH[Level.UNIT]:
            for each in parts.values():
                for office, number in each.items():
                    offices.setdefault(office, {})[code] = number
    return Release(bare.number, bare.since, bare.day, opened, nation, provinces, offices)
