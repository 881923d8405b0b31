"""Sealing what came: a batch of a regency's reports under one digest in its office's chain, and the counts anew."""

from datetime import datetime

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.stations.counting import count_regency
from ikpweb.stations.engine import digest_over
from ikpweb.stations.models import Batch, Count, Day, Report

__all__ = ["move_on", "seal"]


@audited("station_reports.sealed", lambda day, office, *_, **__: f"station-day:{day.pk}:{office}")
def seal(day: Day, office: str, upto: int, *, now: datetime, actor: Acting) -> Batch:  # noqa: ARG001 - the decorator writes
    """Seal the reports of an office's regency up to a number, and count them.

    Raises
    ------
    LookupError
        When there are none: then nothing is written into the log either.
    IntegrityError
        When another process seals the same ones.
    """
    last = Batch.objects.filter(day=day, office=office).order_by("-upto").values_list("upto", flat=True).first() or 0
    receipts = list(
        Report.objects.filter(day=day.pk, regency=office, id__gt=last, id__lte=upto)
        .order_by("id")
        .values_list("digest", flat=True)
    )
    if not receipts:
        raise LookupError
    batch = Batch.objects.create(
        day=day, office_id=office, after=last, upto=upto, reports=len(receipts),
        digest=digest_over(receipts), sealed_at=now,
    )  # fmt: skip
    Count.objects.bulk_create(
        count_regency(day, office, upto),
        update_conflicts=True,
        unique_fields=["day", "unit"],
        update_fields=["stations", "reported", "flagged", "answers", "upto"],
    )
    tell(batch=batch.pk, after=last, upto=upto, reports=len(receipts), digest=batch.digest)
    return batch


@audited("station_day.drained", lambda day, *_, **__: f"station-day:{day.pk}")
def move_on(day: Day, upto: int, *, actor: Acting) -> None:  # noqa: ARG001 - the decorator writes
    """Say that all reports of a day up to a number are sealed."""
    Day.objects.filter(pk=day.pk, drained__lt=upto).update(drained=upto)
    tell(upto=upto)
