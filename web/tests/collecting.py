"""A cycle with offices that report, for tests of everything that is built on it."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Answer, Cycle, Event, Submission
from ikpweb.collection.services import make_cycle, open_cycle, save
from ikpweb.methodology.models import Edition

from web.tests.factories import member

__all__ = ["answers", "codes", "event", "filled", "opened", "submission_of"]


def opened(code: str = "latihan", *, centre: Member | None = None, training: bool = True) -> Cycle:
    """Open a cycle of the edition of 2024 for the 38 provinces and their regencies."""
    centre = centre or member("head", "0")
    cycle = make_cycle(
        code,
        edition=Edition.objects.get(pk="2024"),
        title_id="Latihan IKP",
        title_en="IKP exercise",
        registry_date=date(2023, 1, 1),
        period_from=date(2019, 1, 1),
        period_to=date(2024, 12, 31),
        due_entry=datetime(2027, 3, 1, tzinfo=UTC),
        due_province=datetime(2027, 4, 1, tzinfo=UTC),
        due_centre=datetime(2027, 5, 1, tzinfo=UTC),
        training=training,
        actor=centre,
    )
    open_cycle(cycle, actor=centre)
    return cycle


def submission_of(cycle: Cycle, office: str) -> Submission:
    """Give the submission of an office, with what the services need at hand."""
    return Submission.objects.select_related("cycle", "office").get(cycle=cycle, office=office)


def codes(cycle: Cycle, level: str = "regency") -> list[str]:
    """Give the indicators that are asked at a level."""
    return [question["code"] for question in cycle.form[level]]


def answers(cycle: Cycle, level: str = "regency", **other: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Declare nil for all indicators, but what is named."""
    return {code: other.get(code, {"answer": Answer.NIL.value}) for code in codes(cycle, level)}


def event(indicator: str, **other: Any) -> dict[str, Any]:
    """Give the fields of a whole event."""
    return {
        "indicator": indicator,
        "date": "2024-02-14",
        "district": "Telanaipura",
        "stage": "voting",
        "count": 1,
        "grade": 2,
        "source": Event.Source.SUPERVISION.value,
        "narrative": "SINTETIS: pemungutan suara terhenti satu jam.",
        "unevidenced": "Contoh untuk pengujian, tanpa berkas.",
        **other,
    }


def filled(cycle: Cycle, enterer: Member, *, events: int = 1, submit: bool = True) -> tuple[Submission, list[UUID]]:
    """Answer everything for the enterer's office, with events under the first indicator; give their numbers."""
    submission = submission_of(cycle, enterer.office.pk)
    first = codes(cycle, enterer.office.level)[0]
    keys = [uuid4() for _ in range(events)]
    said = {first: {"answer": Answer.EVENTS.value}} if events else {}
    changes = {
        "declarations": answers(cycle, enterer.office.level, **said),
        "events": {str(key): event(first) for key in keys},
    }
    save(submission, changes, seen=0, client=uuid4(), submit=submit, actor=enterer)
    submission.refresh_from_db()
    return submission_of(cycle, enterer.office.pk), keys
