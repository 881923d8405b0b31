"""A regency's stations: those that are marked, those of a district, and one with all that was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.stations.counting import SLACK, table_of
from ikpweb.stations.engine import NOT_ANSWERED, YES
from ikpweb.stations.models import Batch, Count, Day, Report, Station

__all__ = ["Seen", "Spoken", "areas_of", "marked", "spoken", "stations_of"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A station as its sealed reports show it: how many there are, and why somebody should look at them."""

    station: str
    village: str
    district: str
    reports: int
    changed: bool
    clock: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A report of a station: its answers in the order of the questions, and whether it is sealed."""

    report: Report
    answers: Sequence[bool | None]
    clock: bool
    batch: Batch | None


def marked(day: Day, regency: str) -> list[Seen]:
    """Give the stations whose reports contradict one another, or whose clock is wrong, of what is sealed."""
    return [each for each in _seen(day, regency) if each.changed or each.clock]


def stations_of(day: Day, regency: str, district: str) -> list[Seen]:
    """Give all stations of a district of a regency."""
    return [each for each in _seen(day, regency) if each.station.startswith(f"{district}.")]


def _seen(day: Day, regency: str) -> list[Seen]:
    upto = Count.objects.filter(day=day, unit=regency).values_list("upto", flat=True).first() or 0
    rows = table_of(day, regency, upto).select("station", "reports", "changed", "clock").sort("station")
    named = Station.objects.filter(day=day, regency=regency).values_list("code", "village", "district")
    names = {code: (village, district) for code, village, district in named}
    return [Seen(code, *names[code], reports, changed, clock) for code, reports, changed, clock in rows.iter_rows()]


def areas_of(day: Day, regency: str) -> list[tuple[str, Count]]:
    """Give the districts of a regency with their names and counts."""
    names: dict[str, str] = {}
    for code, name in Station.objects.filter(day=day, regency=regency).values_list("code", "district"):
        names.setdefault(code[:8], name)
    counts = Count.objects.filter(day=day, area="district", unit__startswith=f"{regency}.")
    return [(names.get(count.unit, count.unit), count) for count in counts]


def spoken(day: Day, station: Station) -> list[Spoken]:
    """Give all reports of a station, those that were observed last before the others: the first one counts."""
    batches = list(Batch.objects.filter(day=day, office=station.regency_id).order_by("after"))
    found = []
    for report in Report.objects.filter(day=day.pk, regency=station.regency_id, station=station.code):
        ahead = (report.at - report.received_at).total_seconds() > SLACK
        answers = [None if letter == NOT_ANSWERED else letter == YES for letter in report.answers]
        batch = next((each for each in batches if each.after < report.pk <= each.upto), None)
        found.append(Spoken(report, answers, ahead or report.at < day.opens_at, batch))
    return sorted(found, key=lambda each: (min(each.report.at, each.report.received_at), each.report.pk), reverse=True)
