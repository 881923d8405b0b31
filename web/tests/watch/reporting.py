"""Reports, effort and a watch, for tests of everything that is built on them. All of it is made up (SINTETIS)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.audit.actor import SYSTEM
from ikpweb.territory.models import Office, Unit
from ikpweb.watch.models import Effort, Report, ReportStep, Watch
from ikpweb.watch.selectors.inputs import last_sunday

from web.tests.factories import member

__all__ = ["OFFICE", "entered", "few", "given", "office", "stream", "team", "today", "watched"]

OFFICE = "15.71"


def today() -> date:
    return timezone.localdate()


def office(code: str = OFFICE) -> Office:
    return Office.objects.select_related("unit").get(pk=code)


def team(code: str = OFFICE) -> tuple[Member, Member]:
    """Give an enterer and a verifier of an office."""
    return member("enterer", code), member("verifier", code)


def given(**other: Any) -> dict[str, Any]:
    """Give the fields of a whole report."""
    return {
        "kind": "criminal",
        "source": "reported",
        "indicator": "",
        "event_date": (today() - timedelta(3)).isoformat(),
        "summary": "SINTETIS: pembagian uang di Telanaipura.",
        **other,
    }


def entered(actor: Member | None = None, *, key: UUID | None = None, code: str = OFFICE, **other: Any) -> Report:
    """Enter a report."""
    from ikpweb.watch.services import enter

    actor = actor or member("enterer", code)
    return enter(office(code), given(**other), key=key or uuid4(), client=uuid4(), actor=actor).report


def few() -> int:
    """Let only the regencies of two provinces be there, so that a watch takes a moment; give how many."""
    here = Q(parent__in=["15", "16"])
    Unit.objects.filter(~here, level="regency").update(valid_to=date(2020, 1, 1))
    return Unit.objects.filter(here).count()


def stream(
    weeks: int = 20,
    *,
    unit: str = OFFICE,
    kind: str = "criminal",
    usual: int = 2,
    last: int = 12,
    ago: int = 0,
    late: int = 0,
) -> None:
    """Put a quiet stream with a jump in its last whole week straight into the tables, as training data."""
    end = last_sunday(today()) - timedelta(6 + 7 * ago)
    rows = []
    for back in range(weeks):
        monday = end - timedelta(7 * back)
        number = last if back == 0 else usual + back % 2
        rows += [
            Report(
                unit_id=unit,
                office_id=unit,
                kind=kind,
                source="found",
                event_date=monday + timedelta(each % 7),
                entry_date=monday + timedelta(each % 7 + late),
                training=True,
                made_at=timezone.now(),
                changed_at=timezone.now(),
            )
            for each in range(number)
            if monday + timedelta(each % 7 + late) <= today()
        ]
    Report.objects.bulk_create(rows)
    ReportStep.objects.bulk_create(
        [ReportStep(report=row, number=1, move="import", content={}, at=row.made_at) for row in rows]
    )
    Effort.objects.bulk_create(
        [Effort(unit_id=unit, week=end - timedelta(7 * back), supervisors=20, training=True, changed_at=timezone.now())
         for back in range(weeks)],
        ignore_conflicts=True,
    )  # fmt: skip


def watched(**other: Any) -> Watch:
    """Compute the watch over a stream with a jump."""
    from ikpweb.watch.computing import compute_watch

    few()
    stream(**other)
    return compute_watch(training=True, actor=SYSTEM)
