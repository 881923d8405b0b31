"""Following a number on the screen back: from the count to the batches, their entries in the log, and the reports."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ikpweb.audit.models import Entry
from ikpweb.stations.counting import count_regency
from ikpweb.stations.engine import NOT_ANSWERED, YES, digest_over
from ikpweb.stations.models import Batch, Count, Day, Report
from ikpweb.stations.receiving import Said, receipt_of

__all__ = ["broken"]

#: What a count says.
_SAID = ("stations", "reported", "flagged", "answers", "upto")


def broken(day: Day) -> Iterator[str]:
    """Find batches that are not what was sealed, and counts that do not follow from the reports; a sentence each."""
    sealed = {
        entry.detail["batch"]: (entry.stream, entry.detail["digest"])
        for entry in Entry.objects.filter(
            action="station_reports.sealed", subject__startswith=f"station-day:{day.pk}:"
        ).iterator()
    }
    ends: dict[str, int] = {}
    for batch in Batch.objects.filter(day=day).order_by("office", "after"):
        reports = Report.objects.filter(day=day.pk, regency=batch.office_id, id__gt=batch.after, id__lte=batch.upto)
        told = {"batch": batch.pk, "office": batch.office_id}
        if digest_over(_receipts(day, reports)) != batch.digest:
            yield _("Segel %(batch)s (%(office)s): laporannya bukan lagi yang disegel.") % told
        if sealed.get(batch.pk) != (batch.office_id, batch.digest):
            yield _("Segel %(batch)s (%(office)s): jejak audit mencatat yang lain.") % told
        if batch.after != ends.get(batch.office_id, 0):
            yield _("Segel %(batch)s (%(office)s): tidak menyambung segel sebelumnya.") % told
        ends[batch.office_id] = batch.upto
    regencies = Count.objects.filter(day=day, area="regency").order_by("unit").values_list("unit", flat=True)
    for regency in regencies:
        rows = Count.objects.filter(day=day, unit__startswith=regency)
        kept = {row.unit: [getattr(row, name) for name in _SAID] for row in rows}
        made = {row.unit: [getattr(row, name) for name in _SAID]
                for row in count_regency(day, regency, ends.get(regency, 0))}  # fmt: skip
        if kept != made:
            yield _("Hitungan %(regency)s tidak mengikuti laporannya.") % {"regency": regency}


def _receipts(day: Day, reports: QuerySet[Report]) -> Iterator[str]:
    """Compute the receipts of reports anew, from what they say now."""
    codes = [each["code"] for each in day.questions]
    for report in reports.order_by("id").iterator():
        answers = {
            code: letter == YES for code, letter in zip(codes, report.answers, strict=True) if letter != NOT_ANSWERED
        }
        yield receipt_of(day.pk, Said(report.station, report.client, report.at, answers))
