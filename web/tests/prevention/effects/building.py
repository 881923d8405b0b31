"""Made-up reports and programmes (SINTETIS) for tests of effects."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.audit.actor import SYSTEM
from ikpweb.prevention.effects.asking import Asked
from ikpweb.prevention.effects.computing import assess_effect
from ikpweb.prevention.effects.models import Assessment, Programme
from ikpweb.prevention.effects.selectors.treatments import treatment
from ikpweb.prevention.effects.services import keep_programme
from ikpweb.territory.models import Office
from ikpweb.watch.models import Report, ReportStep

__all__ = ["FIRST", "JAMBI", "LAST", "asked", "assessed", "listed", "months", "office", "put_reports"]

#: A year that is long over.
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
#: Regencies of one province.
JAMBI = ["15.01", "15.02", "15.03", "15.04", "15.05", "15.06", "15.07", "15.08", "15.09", "15.71", "15.72"]


def office(code: str) -> Office:
    return Office.objects.select_related("unit").get(pk=code)


def put_reports(counts: Mapping[str, list[int]], *, training: bool = False, status: str = "violation") -> None:
    """Put so many reports into each month of 2024, straight into the tables."""
    now = timezone.now()
    rows = []
    for unit, numbers in counts.items():
        for month, number in enumerate(numbers, start=1):
            for each in range(number):
                day = date(2024, month, 1) + timedelta(each % 28)
                told = {"event_date": day, "entry_date": day, "verified_date": day, "status": status}
                rows.append(
                    Report(
                        unit_id=unit,
                        office_id=unit,
                        kind="criminal",
                        source="found",
                        training=training,
                        summary="SINTETIS",
                        made_at=now,
                        changed_at=now,
                        **told,
                    )
                )
    Report.objects.bulk_create(rows)
    ReportStep.objects.bulk_create(
        [ReportStep(report=row, number=1, move="import", content={}, at=now) for row in rows]
    )


def months(usual: int, from_month: int = 13, fewer: int = 0, *, salt: int = 0) -> list[int]:
    """Give a count a month, up and down in another way for each `salt`; lower by `fewer` from a month on."""
    return [usual + month * (salt + 2) ** 2 % 5 % 3 - fewer * (month >= from_month) for month in range(1, 13)]


def listed(who: Member | None, days: Mapping[str, date], *, key: UUID | None = None, **other: bool) -> Programme:
    """List a programme."""
    here = who.office if who else office("0")
    return keep_programme(here, "SINTETIS: program", days, key=key or uuid4(), actor=who or SYSTEM, **other)


def asked(programme: Programme, **other: object) -> Asked:
    return Asked(**{"subject": f"program:{programme.pk}", "first": FIRST, "last": LAST, **other})  # type: ignore[arg-type]


def assessed(who: Member, programme: Programme, *, key: UUID | None = None, **other: object) -> Assessment:
    """Assess a programme."""
    question = asked(programme, **other)
    what = treatment(who, question.subject)
    assert what is not None
    return assess_effect(question, what, key=key or uuid4(), office=who.office, actor=who)
