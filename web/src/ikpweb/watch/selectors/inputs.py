"""What goes into a watch: the reports that count and the effort, as rows, under one digest."""

import hashlib
import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Max, Q
from django.utils import timezone

from ikpweb.territory.models import Unit
from ikpweb.watch.models import Choice, Effort, ForecastRound, LedgerEntry, Outcome, Report, StageSpan, Status

__all__ = ["Inputs", "Place", "choice_now", "counted", "inputs_of", "last_sunday", "units_of"]

_REPORT = ("pk", "version", "unit", "kind", "event_date", "entry_date", "verified_date")
_EFFORT = ("unit", "week", "supervisors", "version")


class Place(NamedTuple):
    """A unit: its name, the code of its province, and its point (NaN where it has none)."""

    name: str
    province: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Inputs:
    """Rows for the engine.

    Attributes
    ----------
    units : dict
        Code of every unit of the level that existed on the day, to what is known of it.
    reports : list of tuple
        Unit, kind, day of the event, of the entry, of the decision (or None).
    effort : list of tuple
        Unit, Monday, supervisors.
    digest : str
        SHA-256 of all rows with their numbers and versions: it never comes back to what it was once anything changed.
    stages : list of tuple
        Stage, its first and its last day; empty where the engine's calendar holds.
    outcomes : list of tuple
        Of alarms whose outcome is known: the probability before any correction, and whether it hit.
    said : set of tuple
        Topic and key of the forecasts that stand already and need not be made again; no part of the digest.
    left_out : dict
        Why reports are in no series, and how many.
    read_at : datetime
        What came later is not in it.
    """

    as_of: date
    level: str
    training: bool
    units: dict[str, Place]
    reports: list[tuple[str, str, date, date, date | None]]
    effort: list[tuple[str, date, int]]
    digest: str
    left_out: dict[str, int]
    read_at: datetime
    stages: list[tuple[str, date, date]] = field(default_factory=list)
    outcomes: list[tuple[float, bool]] = field(default_factory=list)
    said: set[tuple[str, str]] = field(default_factory=set)


def counted() -> Q:
    """Say which reports count: what was withdrawn or tells another one again does not."""
    return Q(duplicate_of__isnull=True) & ~Q(status=Status.WITHDRAWN)


def last_sunday(day: date) -> date:
    """Give the last day of the last week that is over on a day: what comes in a week is known when it ends."""
    return day - timedelta((day.weekday() + 1) % 7)


def inputs_of(day: date, *, training: bool, level: str = Unit.Level.REGENCY) -> Inputs:
    """Read what was entered by the end of the last week that is over on a day."""
    as_of = last_sunday(day)
    now = timezone.now()
    rows = Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=as_of), level=level)
    columns = ("code", "name", "parent", "lat", "lon")
    units = {
        code: Place(name, parent or "", *(math.nan if each is None else each for each in point))
        for code, name, parent, *point in rows.values_list(*columns)
    }
    known = Report.objects.filter(training=training, entry_date__lte=as_of)
    sha = hashlib.sha256(f"{as_of} {level} {training}".encode())
    reports = []
    for pk, version, *row in known.filter(counted()).order_by("pk").values_list(*_REPORT).iterator(chunk_size=5000):
        sha.update(f"{pk} {version}\n".encode())
        if row[0] in units:
            unit, kind, event, entry, verified = row
            reports.append((unit, kind, event, entry, verified if verified and verified <= as_of else None))
    effort = []
    said = Effort.objects.filter(training=training, week__lte=as_of, unit__in=units)
    for unit, week, supervisors, version in said.order_by("unit", "week").values_list(*_EFFORT).iterator():
        sha.update(f"{unit} {week} {supervisors} {version}\n".encode())
        effort.append((unit, week, supervisors))
    stages = list(StageSpan.objects.filter(training=training).values_list("code", "first", "last"))
    outcomes = _outcomes(training=training)
    for row in (*stages, *outcomes):
        sha.update(f"{row}\n".encode())
    left_out = {
        "withdrawn": known.filter(status=Status.WITHDRAWN).count(),
        "duplicate": known.filter(duplicate_of__isnull=False).exclude(status=Status.WITHDRAWN).count(),
        "other-level": known.filter(counted()).exclude(unit__in=units).count(),
    }
    left_out = {name: number for name, number in left_out.items() if number}
    digest = sha.hexdigest()
    stand = set(ForecastRound.objects.filter(training=training).values_list("topic", "key"))
    return Inputs(as_of, level, training, units, reports, effort, digest, left_out, now, stages, outcomes, stand)


def _outcomes(*, training: bool) -> list[tuple[float, bool]]:
    """Give what alarms said before any correction, and whether they were right; what nobody can know is left out."""
    rows = LedgerEntry.objects.filter(sort=LedgerEntry.Sort.ALARM, training=training, alarm__state="closed")
    told = rows.order_by("pk").values_list("statement", "alarm__outcome")
    return [
        (float(statement["raw"]), outcome == Outcome.CONFIRMED)
        for statement, outcome in told
        if outcome != Outcome.UNKNOWN and statement.get("raw") is not None
    ]


def units_of(day: date) -> dict[str, str]:
    """Give code and name of the regencies and cities that existed on a day."""
    rows = Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), level=Unit.Level.REGENCY)
    return dict(rows.values_list("code", "name"))


def choice_now() -> Choice:
    """Give how alarms are chosen now: as the centre said last, or as the platform does by itself."""
    newest = Choice.objects.aggregate(pk=Max("pk"))["pk"]
    return Choice.objects.get(pk=newest) if newest else Choice(pk=0)
