"""Counts of areas, and their sums for provinces and the country."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Sum

from ikpweb.stations.models import Count, Day

__all__ = ["Total", "registered", "summed"]


@dataclass(slots=True)
class Total:
    """The sum of some counts."""

    stations: int = 0
    reported: int = 0
    flagged: int = 0
    #: By question: how many answered, and how many of them yes.
    answers: dict[str, list[int]] = field(default_factory=dict)

    def add(self, count: Count) -> None:
        """Add a count."""
        self.stations += count.stations
        self.reported += count.reported
        self.flagged += count.flagged
        for code, (answered, yes) in count.answers.items():
            kept = self.answers.setdefault(code, [0, 0])
            kept[0] += answered
            kept[1] += yes


def summed(counts: Iterable[Count], length: int) -> dict[str, Total]:
    """Add counts up by the first `length` letters of their units: 2 for provinces, 0 for all together."""
    found: dict[str, Total] = {}
    for count in counts:
        found.setdefault(count.unit[:length], Total()).add(count)
    return found


def registered(day: Day) -> int:
    """Give how many stations are registered for a day."""
    found = Count.objects.filter(day=day, area="regency").aggregate(stations=Sum("stations"))["stations"]
    return int(found or 0)
