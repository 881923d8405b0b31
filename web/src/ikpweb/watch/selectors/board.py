"""What the watch found, for its screens: the last watch, its series, its alarms, the ledger."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from ikpweb.accounts.members import Member, current
from ikpweb.accounts.models import Membership, Role, User
from ikpweb.territory.models import Office
from ikpweb.watch.models import (
    Alarm,
    AlarmState,
    AlarmStep,
    Kind,
    LedgerEntry,
    LedgerOutcome,
    Outcome,
    Watch,
    WatchSeries,
)
from ikpweb.watch.policies import alarms_visible_to

__all__ = [
    "Tally",
    "alarm_for",
    "alarms_of",
    "latest_watch",
    "ledger",
    "open_alarms",
    "people_for",
    "series_for",
    "series_of",
    "tallies",
]

_LOOKING = (Role.VERIFIER, Role.HEAD, Role.ANALYST)
_OPEN = (AlarmState.NEW, AlarmState.ASSESSED, AlarmState.ACTED, AlarmState.DISMISSED)


def latest_watch(*, training: bool) -> Watch | None:
    """Give the watch of the newest week, computed last; None where there is none yet."""
    return Watch.objects.filter(training=training).order_by("-week", "-pk").first()


def _below(member: Member, rows: QuerySet[WatchSeries]) -> QuerySet[WatchSeries]:
    here = member.office
    if here.pk == Office.CENTRE:
        return rows
    return rows.filter(unit__office=here.pk) | rows.filter(unit__office__parent=here.pk)


def series_of(member: Member, watch: Watch) -> QuerySet[WatchSeries]:
    """Give the series of a watch of the member's unit and of those below it."""
    return _below(member, watch.series.select_related("unit"))


def series_for(member: Member, unit: str, kind: str, *, training: bool) -> WatchSeries | None:
    """Give the newest computation of one series that the member may see."""
    rows = WatchSeries.objects.filter(unit=unit, kind=kind, watch__training=training).select_related("unit", "watch")
    return _below(member, rows).order_by("-watch__week", "-watch__pk").first()


def alarms_of(member: Member, *, training: bool) -> QuerySet[Alarm]:
    """Give the alarms that the member may see, the newest first."""
    rows = alarms_visible_to(member).filter(training=training)
    return rows.select_related("unit", "owner", "ledger").order_by("-week", "pk")


def open_alarms(member: Member, unit: str) -> QuerySet[Alarm]:
    """Give the real alarms of a unit whose outcome is not known yet, for its profile."""
    return alarms_of(member, training=False).filter(unit=unit, state__in=_OPEN)


def alarm_for(member: Member, key: int) -> Alarm | None:
    """Give an alarm with its steps, or None where the member may not see it."""
    steps = Prefetch("steps", AlarmStep.objects.select_related("by", "office__unit").order_by("-number"))
    found = alarms_visible_to(member).filter(pk=key).select_related("unit__office", "owner", "watch", "ledger")
    return found.prefetch_related(steps).first()


def people_for(alarm: Alarm) -> list[User]:
    """Give those whom an alarm may be handed to: who looks at alarms in its office or in one above."""
    office = alarm.unit.office
    above = {office.pk, office.parent_id, Office.CENTRE}
    rows = current(Membership.objects.filter(office__in=above, role__in=_LOOKING), timezone.localdate())
    found = {row.person_id: row.person for row in rows.select_related("person").order_by("-office", "person")}
    return list(found.values())


@dataclass(frozen=True)
class Tally:
    """How the statements of a kind turned out.

    Attributes
    ----------
    hits, misses, unknown : int
        Confirmed; only a change of reporting, or nothing; nobody can tell.
    waiting, overdue : int
        Outcome not known yet; those of them whose day has passed.
    """

    kind: str
    said: int
    hits: int
    misses: int
    unknown: int
    waiting: int
    overdue: int

    @property
    def share(self) -> float | None:
        """Hits among those that are decided, in percent."""
        decided = self.hits + self.misses
        return 100 * self.hits / decided if decided else None


def ledger(*, training: bool) -> QuerySet[LedgerEntry]:
    """Give what all alarms said with what came of it, the newest first."""
    outcomes = Prefetch("outcomes", LedgerOutcome.objects.order_by("-number"))
    rows = LedgerEntry.objects.filter(sort=LedgerEntry.Sort.ALARM, training=training).select_related("alarm")
    return rows.prefetch_related(outcomes).order_by("-said_on", "-pk")


def tallies(entries: Sequence[LedgerEntry], today: date) -> list[Tally]:
    """Count statements by what they are about: those that hit, those that missed, and those nobody answered."""
    by_target: dict[str, Counter[str]] = {}
    for entry in entries:
        counts = by_target.setdefault(entry.target, Counter())
        counts["said"] += 1
        counts[_answer(entry, today)] += 1
    return [_tally(target, counts) for target, counts in sorted(by_target.items())]


def _tally(target: str, counts: Mapping[str, int]) -> Tally:
    waiting = counts["waiting"] + counts["overdue"]
    kind = target.removeprefix("violations:")
    name = str(Kind(kind).label) if kind in Kind.values else target
    return Tally(name, counts["said"], counts["hit"], counts["miss"], counts["unknown"], waiting, counts["overdue"])


def _answer(entry: LedgerEntry, today: date) -> str:
    last = next(iter(entry.outcomes.all()), None)  # the newest is prefetched first, and it is the one that holds
    if last is None:
        return "overdue" if entry.due_on and entry.due_on < today else "waiting"
    if last.came.get("outcome") == Outcome.UNKNOWN:
        return "unknown"
    return "hit" if last.score.get("hit") else "miss"
