"""A regency's stations: those that are marked, and one with all that was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.stations.counting import SLACK, table_of
from ikpweb.stations.engine import NOT_ANSWERED, YES
from ikpweb.stations.models import Batch, Count, Day, Report, Station

__all__ = ["Marked", "Spoken", "areas_of", "marked", "spoken"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A station that somebody should look at, and why."""

    station: str
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


def marked(day: Day, regency: str) -> list[Marked]:
    """Give the stations whose reports contradict one another, or whose clock is wrong, of what is sealed."""
    upto = Count.objects.filter(day=day, unit=regency).values_list("upto", flat=True).first() or 0
    if not upto:
        return []
    table = table_of(day, regency, upto)
    rows = table.filter(table["changed"] | table["clock"]).select("station", "reports", "changed", "clock")
    return [Marked(**row) for row in rows.iter_rows(named=True)]


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
