"""Boards: of the centre all offices by province, of a province its offices, of an office its own figures."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.policies import offices_visible_to
from ikpweb.prevention.activities.selectors.counts import Counts, Period
from ikpweb.prevention.programme.measures import MEASURES
from ikpweb.prevention.programme.selectors.sources import Figures, figures_of
from ikpweb.territory.models import Office

__all__ = ["SHOWN", "Board", "Row", "board_for", "board_of", "summed"]


def summed(parts: Sequence[Figures]) -> Figures:
    """Add figures up."""
    found: Counter[str] = Counter()
    for each in parts:
        found.update(each)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a board: an office alone (``own``), or a province with all of its offices.

    Parameters
    ----------
    empty, offices : int
        How many of its offices have nothing at all, and how many there are.
    """

    office: Office
    figures: Figures
    own: bool
    empty: int
    offices: int

    def get(self, code: str) -> int:
        """Give a figure; what nobody entered is 0 here."""
        return self.figures.get(code, 0)

    @property
    def cells(self) -> Sequence[int]:
        """The figures of the table, in its order."""
        return [self.get(code) for code in SHOWN]


#: The columns of the table; the others stand in the files and on an office's own page.
SHOWN: Sequence[str] = tuple(code for code in MEASURES if not code.startswith(("activities_", "alumni_")))


@dataclass(frozen=True)
class Board:
    """The figures of an office and of those below it, which add up to the total.

    Parameters
    ----------
    above : Office
        The centre, a province, or a regency alone.
    offices : mapping
        Those that there are, by code; those that are no more only where they have figures.
    figures : mapping
        Of every office that has any.
    counts : Counts
        Of the activities.
    day : date
    """

    above: Office
    offices: Mapping[str, Office]
    figures: Mapping[str, Figures]
    counts: Counts
    day: date

    @cached_property
    def total(self) -> Figures:
        """All offices together."""
        return summed([self.figures.get(code, {}) for code in self.offices])

    @cached_property
    def provinces(self) -> Mapping[str, Sequence[str]]:
        """Code of a province to the codes of its offices, its own first."""
        parts: dict[str, list[str]] = defaultdict(list)
        for code, office in self.offices.items():
            if code != Office.CENTRE:
                parts[code if office.level == Office.Level.PROVINCE else str(office.parent_id)].append(code)
        return {code: sorted(codes) for code, codes in parts.items()}

    @cached_property
    def standing(self) -> Sequence[Office]:
        """Offices of a unit that is there now."""
        return [each for each in self.offices.values() if each.pk != Office.CENTRE and each.valid_to is None]

    @cached_property
    def empty(self) -> Sequence[Office]:
        """Those of them without any figure."""
        return [each for each in self.standing if not self.figures.get(each.pk)]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The office above by itself, then what is below it."""
        empty = {office.pk for office in self.empty}

        def row(office: Office, codes: Sequence[str], *, own: bool) -> Row:
            found = summed([self.figures.get(code, {}) for code in codes])
            return Row(office, found, own, sum(code in empty for code in codes), len(codes))

        first = row(self.above, [self.above.pk], own=True)
        if self.above.pk != Office.CENTRE:
            others = [each for each in self.offices.values() if each.pk != self.above.pk]
            return [first, *(row(each, [each.pk], own=True) for each in others)]
        return [first, *(row(self.offices[code], codes, own=False) for code, codes in self.provinces.items())]

    @property
    def many(self) -> bool:
        """Tell whether there is more than one office."""
        return len(self.offices) > 1

    def numbers(self, code: str, level: str) -> Mapping[str, int]:
        """Give a figure of each unit of a level, for a map: a province with all of its offices."""
        if level == Office.Level.PROVINCE:
            return {
                province: sum(self.figures.get(each, {}).get(code, 0) for each in codes)
                for province, codes in self.provinces.items()
            }
        return {
            pk: self.figures.get(pk, {}).get(code, 0) for pk, office in self.offices.items() if office.level == level
        }


def board_for(member: Member, period: Period, day: date, code: str = "") -> Board | None:
    """Give the board of an office that a member may see, their own where none is named; None for a foreign one."""
    visible = offices_visible_to(member)
    above = member.office if code in ("", member.office.pk) else visible.filter(pk=code).first()
    if above is None:
        return None
    if above.pk != Office.CENTRE:
        visible = visible.filter(Q(pk=above.pk) | Q(parent=above.pk))
    return board_of(above, period, day, visible)


def board_of(above: Office, period: Period, day: date, offices: QuerySet[Office]) -> Board:
    """Give the board of some offices, without asking for whom: for what is released to everybody."""
    figures, counts = figures_of(offices, period, day)
    kept = {each.pk: each for each in offices if each.valid_to is None or figures.get(each.pk)}
    return Board(above, kept, figures, counts, day)
