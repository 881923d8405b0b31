"""What the database itself refuses: rewriting what was said, and reports that cannot be."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from ikpweb.watch.models import Choice, Report, ReportStep

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


def report(**other: object) -> Report:
    fields = {
        "unit_id": "15.71",
        "office_id": "15.71",
        "kind": "administrative",
        "source": "found",
        "event_date": date(2026, 2, 20),
        "entry_date": date(2026, 3, 2),
        "made_at": NOW,
        "changed_at": NOW,
    }
    return Report.objects.create(**{**fields, **other})


def test_a_step_and_a_choice_are_never_rewritten() -> None:
    step = ReportStep.objects.create(report=report(), number=1, move="enter", content={}, at=NOW)
    choice = Choice.objects.create(value=3, at=NOW)
    for row in (step, choice):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            row.save()
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            row.delete()


def test_a_report_that_has_a_step_cannot_be_removed() -> None:
    made = report()
    ReportStep.objects.create(report=made, number=1, move="enter", content={}, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.delete()


@pytest.mark.parametrize(
    "days", [{"entry_date": date(2026, 2, 19)}, {"verified_date": date(2026, 3, 1)}], ids=["entry", "verified"]
)
def test_days_do_not_run_backwards(days: dict[str, date]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        report(**days)


def test_a_number_of_another_system_is_taken_once_in_an_office_but_in_training_too() -> None:
    report(system="sigap", external="17")
    report(system="sigap", external="17", training=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        report(system="sigap", external="17")
