"""How far a day is: what came in, from how many of the registered stations, how fast, and what waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count as Number
from django.db.models import Max, Sum

from ikpweb.stations.models import Batch, Count, Day, Report
from ikpweb.stations.selectors.counts import Total, summed
from ikpweb.stations.waiting import Queue, queue_of, waiting
from ikpweb.territory.models import Office

__all__ = ["Progress", "Row", "progress_of"]

#: Minutes over which the rate is taken.
_MINUTES = 5
_PROVINCE, _REGENCY = 2, 5


@dataclass(slots=True)
class Row:
    """An office with what was counted of its area, what is sealed of it and what waits."""

    office: Office
    total: Total
    sealed: int = 0
    waiting: int = 0

    @property
    def share(self) -> float:
        """The part of the registered stations that have reported."""
        return self.total.reported / self.total.stations if self.total.stations else 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """A day as some offices see it."""

    rows: Sequence[Row]
    whole: Row
    queue: Queue
    #: Reports a minute, of the whole day and country.
    rate: float
    last: datetime | None = None
    questions: Sequence[tuple[dict[str, object], int, int]] = field(default_factory=tuple)


def progress_of(day: Day, top: Office, offices: Sequence[Office], now: datetime) -> Progress:
    """Tell how far a day is in the areas of some offices, of one level, below `top`."""
    codes = [each.pk for each in offices]
    length = _PROVINCE if offices and offices[0].level == Office.Level.PROVINCE else _REGENCY
    scope = "" if top.pk == Office.CENTRE else top.pk
    counts = Count.objects.filter(day=day, area="regency", unit__startswith=scope)
    kept = list(counts)
    by_office, whole = summed(kept, length), summed(kept, 0).get("", Total())
    sealed = _by_office(
        Batch.objects.filter(day=day, office__pk__startswith=scope)
        .order_by()
        .values_list("office")
        .annotate(n=Sum("reports")),
        length,
    )
    queued = _by_office(
        waiting(day).filter(regency__startswith=scope).order_by().values_list("regency").annotate(n=Number("id")),
        length,
    )
    rows = [Row(each, by_office[each.pk], sealed.get(each.pk, 0), queued.get(each.pk, 0))
            for each in offices if each.pk in by_office]  # fmt: skip
    return Progress(
        rows=rows,
        whole=Row(top, whole, sum(sealed.values()), sum(queued.values())),
        queue=queue_of(day),
        rate=_rate(day, now),
        last=Batch.objects.filter(day=day, office__in=codes).aggregate(at=Max("sealed_at"))["at"]
        if length == _REGENCY
        else Batch.objects.filter(day=day).aggregate(at=Max("sealed_at"))["at"],
        questions=[(each, *whole.answers.get(each["code"], (0, 0))) for each in day.questions],
    )


def _by_office(rows: Iterable[tuple[str, int]], length: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for regency, number in rows:
        found[regency[:length]] = found.get(regency[:length], 0) + number
    return found


def _rate(day: Day, now: datetime) -> float:
    """Give the reports a minute of the last minutes; looks at what came since a batch before them alone."""
    since = now - timedelta(minutes=_MINUTES)
    before = Batch.objects.filter(day=day, sealed_at__lt=since).aggregate(upto=Max("upto"))["upto"] or 0
    return Report.objects.filter(day=day.pk, id__gt=before, received_at__gte=since).count() / _MINUTES
