"""The queue: reports that are kept and are not sealed and counted yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count as Number
from django.db.models import Min, QuerySet

from ikpweb.stations.models import Day, Report

__all__ = ["REST", "Queue", "due", "going_on", "queue_of", "waiting"]

#: A report waits so long at most before it is sealed. *Assumed*: shorter makes the log longer, an entry for each
#: office and round.
REST = timedelta(seconds=60)
#: So long after its end a day is looked after.
_AFTERWARDS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits of a day: how many reports, and since when the oldest of them."""

    reports: int
    oldest: datetime | None

    def age(self, now: datetime) -> float:
        """Give the seconds that the oldest one has waited; 0 where none waits."""
        return max(0.0, (now - self.oldest).total_seconds()) if self.oldest else 0.0


def waiting(day: Day) -> QuerySet[Report]:
    """Give the reports of a day that wait."""
    return Report.objects.filter(day=day.pk, id__gt=day.drained)


def queue_of(day: Day) -> Queue:
    """Say what waits of a day."""
    found = waiting(day).aggregate(reports=Number("id"), oldest=Min("received_at"))
    return Queue(found["reports"], found["oldest"])


def going_on(now: datetime) -> QuerySet[Day]:
    """Give the days that have begun, until a while after their end."""
    return Day.objects.filter(opens_at__lte=now, closes_at__gte=now - _AFTERWARDS)


def due(now: datetime) -> list[Day]:
    """Give the days whose oldest report has waited long enough."""
    return [day for day in going_on(now) if queue_of(day).age(now) >= REST.total_seconds()]
