"""Sums of what was reported, always with how many rows did not report it: missing is not zero."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from ikpweb.accounts.members import Member
from ikpweb.prevention.cadres.engine import Voters, voters_of
from ikpweb.prevention.cadres.models import Alumnus, Outreach, Programme, Training
from ikpweb.prevention.cadres.policies import outreach_visible_to, trainings_visible_to
from ikpweb.prevention.keeping.fields import units_within
from ikpweb.territory.models import Unit

__all__ = [
    "Coverage",
    "Equity",
    "OfficeCadres",
    "Reported",
    "Year",
    "cadres_by_office",
    "coverage",
    "equity_of",
    "everything",
    "programmes_of",
    "reported",
    "years_of",
]


@dataclass(frozen=True, slots=True)
class Reported:
    """A sum over rows: None where no row reported it."""

    total: int | None
    told: int
    untold: int


def reported(rows: QuerySet[Any], name: str) -> Reported:
    """Sum a count over rows, with how many reported it and how many did not."""
    found = rows.order_by().aggregate(total=Sum(name), told=Count(name), rows=Count("pk"))
    return Reported(found["total"], found["told"], found["rows"] - found["told"])


@dataclass(frozen=True, slots=True)
class Equity:
    """Who took part, as far as it was reported.

    Parameters
    ----------
    women, men : int or None
        Over the rows that reported both.
    told, untold : int
        Rows that reported both, and those that did not.
    disability, of : int or None
        Participants with a disability, and all participants of the rows that reported both numbers.
    disability_told, disability_untold : int
    """

    women: int | None
    men: int | None
    told: int
    untold: int
    disability: int | None
    of: int | None
    disability_told: int
    disability_untold: int

    @property
    def women_share(self) -> float | None:
        """Women among women and men, None where nobody was reported."""
        return _share(self.women, (self.women or 0) + (self.men or 0))

    @property
    def disability_share(self) -> float | None:
        """People with a disability among participants, None where nobody was reported."""
        return _share(self.disability, self.of)


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else part / whole


def equity_of(rows: QuerySet[Any]) -> Equity:
    """Sum up women and men, and people with a disability, each over the rows that reported it."""
    both = Q(women__isnull=False, men__isnull=False)
    able = Q(disability__isnull=False, participants__isnull=False)
    found = rows.order_by().aggregate(
        women_sum=Sum("women", filter=both),
        men_sum=Sum("men", filter=both),
        told=Count("pk", filter=both),
        disability_sum=Sum("disability", filter=able),
        whole=Sum("participants", filter=able),
        able=Count("pk", filter=able),
        rows=Count("pk"),
    )
    return Equity(
        found["women_sum"],
        found["men_sum"],
        found["told"],
        found["rows"] - found["told"],
        found["disability_sum"],
        found["whole"],
        found["able"],
        found["rows"] - found["able"],
    )


@dataclass(frozen=True, slots=True)
class Year:
    """The trainings of a year: how many, their alumni, and how many did not report them."""

    year: int
    trainings: int
    alumni: int | None
    untold: int


def years_of(rows: QuerySet[Training]) -> list[Year]:
    """Sum the alumni of trainings by year, the first year first; years without trainings between are told too."""
    found = {
        row["year"]: row
        for row in rows.order_by()
        .annotate(year=ExtractYear("day"))
        .values("year")
        .annotate(n=Count("pk"), total=Sum("alumni"), told=Count("alumni"))
    }
    if not found:
        return []
    years = range(min(found), max(found) + 1)
    return [
        Year(year, found[year]["n"], found[year]["total"], found[year]["n"] - found[year]["told"])
        if year in found
        else Year(year, 0, None, 0)
        for year in years
    ]


def programmes_of(
    trainings: QuerySet[Training], events: QuerySet[Outreach]
) -> list[tuple[str, Reported, int, Reported]]:
    """Give each of the six programmes: its name, alumni, outreach events, and who took part in those."""
    return [
        (
            str(programme.label),
            reported(trainings.filter(programme=programme), "alumni"),
            events.filter(programme=programme).count(),
            reported(events.filter(programme=programme), "participants"),
        )
        for programme in Programme
    ]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Alumni of a unit against its registered voters; None where nothing was reported or printed."""

    unit: Unit
    trainings: int
    alumni: int | None
    untold: int
    voters: int | None

    @property
    def rate(self) -> float | None:
        """Alumni per 10,000 registered voters."""
        return None if self.alumni is None or not self.voters else 10_000 * self.alumni / self.voters


def coverage(
    member: Member, level: str, *, since: date | None = None, programme: str = ""
) -> tuple[list[Coverage], Voters]:
    """Hold the alumni of every unit of the member's region against its voters.

    A province counts its own trainings and those of its regencies; a regency its own alone, because
    a province's cannot be told apart by regency.
    """
    rows = trainings_visible_to(member).filter(withdrawn=False)
    if since:
        rows = rows.filter(day__gte=since)
    if programme:
        rows = rows.filter(programme=programme)
    units = [unit for unit in units_within(member.office) if unit.level == level]
    alumni: Counter[str] = Counter()
    trainings: Counter[str] = Counter()
    told: Counter[str] = Counter()
    sums = rows.order_by().values("office", "office__parent", "office__level")
    for row in sums.annotate(n=Count("pk"), total=Sum("alumni"), said=Count("alumni")):
        inside = level == "province" and row["office__level"] == "regency"
        place = str(row["office__parent"] if inside else row["office"])
        trainings[place] += row["n"]
        told[place] += row["said"]
        alumni[place] += row["total"] or 0
    voters = voters_of(level, [unit.code for unit in units])
    return [
        Coverage(
            unit,
            trainings[unit.code],
            alumni[unit.code] if told[unit.code] else None,
            trainings[unit.code] - told[unit.code],
            voters.by_unit.get(unit.code),
        )
        for unit in units
    ], voters


@dataclass(frozen=True, slots=True)
class OfficeCadres:
    """What an office has: trainings, alumni (None where none reported them), outreach, records of people."""

    trainings: int = 0
    alumni: int | None = None
    alumni_untold: int = 0
    outreach: int = 0
    participants: int | None = None
    people: int = 0


def cadres_by_office() -> Mapping[str, OfficeCadres]:
    """Give the numbers of every office that has any, by its code; three queries, however many there are."""
    trainings = _by_office(
        Training.objects.filter(withdrawn=False), n=Count("pk"), total=Sum("alumni"), told=Count("alumni")
    )
    events = _by_office(Outreach.objects.filter(withdrawn=False), n=Count("pk"), total=Sum("participants"))
    people = _by_office(Alumnus.objects.filter(erased_at__isnull=True), n=Count("pk"))
    return {
        office: OfficeCadres(
            trainings.get(office, {}).get("n", 0),
            trainings.get(office, {}).get("total"),
            trainings.get(office, {}).get("n", 0) - trainings.get(office, {}).get("told", 0),
            events.get(office, {}).get("n", 0),
            events.get(office, {}).get("total"),
            people.get(office, {}).get("n", 0),
        )
        for office in sorted({*trainings, *events, *people})
    }


def _by_office(rows: QuerySet[Any], **counts: Any) -> dict[str, dict[str, Any]]:
    return {row["office"]: row for row in rows.order_by().values("office").annotate(**counts)}


def everything(member: Member) -> tuple[QuerySet[Training], QuerySet[Outreach]]:
    """Give all trainings and events that a member may see and that count."""
    return (
        trainings_visible_to(member).filter(withdrawn=False),
        outreach_visible_to(member).filter(withdrawn=False),
    )
