"""Keeping a file that was read until its sender confirms it, and entering what it says, whole or not at all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.prevention.activities import policies
from ikpweb.prevention.activities.content import activity_content
from ikpweb.prevention.activities.models import Activity, ActivitySheet, ActivityStep
from ikpweb.prevention.activities.selectors.sheets import Line, numbers_of, sorted_activities, sorted_counts
from ikpweb.prevention.activities.services.counting import Cell, put_counts
from ikpweb.prevention.activities.transitions import Move
from ikpweb.territory.models import Office

__all__ = ["enter_activity_sheet", "keep_activity_sheet", "note_activity_export"]

_BATCH = 200


def _mine(sheet: ActivitySheet, *, actor: Member) -> bool:
    return sheet.author_id == actor.person.pk and policies.may_write(actor, sheet.office)


@audited(
    "activities.read",
    lambda *_, subject, **__: f"sheet:{subject}",
    allowed=lambda *_, actor, **__: policies.may_write(actor, actor.office),
)
def keep_activity_sheet(
    rows: Sequence[Mapping[str, Any]], *, name: str, subject: str, training: bool = False, actor: Member
) -> ActivitySheet:
    """Keep what was read until its sender has seen what it would change; an earlier one of theirs makes way."""
    ActivitySheet.objects.filter(author=actor.person, subject=subject, entered_at=None).delete()
    sheet = ActivitySheet.objects.create(
        author=actor.person,
        office=actor.office,
        name=name[:200],
        subject=subject,
        training=training,
        rows=list(rows),
    )
    tell(sheet=str(sheet.pk), name=sheet.name, rows=len(rows))
    return sheet


@audited("activities.imported", lambda sheet, **_: f"sheet:{sheet.pk}", allowed=_mine)
def enter_activity_sheet(sheet: ActivitySheet, *, actor: Member) -> ActivitySheet:
    """Enter what a file says, whole or not at all, and once, however often it is asked for.

    Activities: new ones, and changes of those that nobody here touched since they came in. Counts take
    the place of what stands for the same month and form.
    """
    held = ActivitySheet.objects.select_for_update(of=("self",)).select_related("office").get(pk=sheet.pk)
    if held.entered_at is not None:
        tell(repeated=True)
        return held
    # Of two files about one office one waits, and then sees what the other entered.
    Office.objects.select_for_update(no_key=True).get(pk=held.office_id)
    if held.subject == ActivitySheet.Subject.COUNTS:
        lines = sorted_counts(held)
        cells = {
            (line.row["form"], date.fromisoformat(line.row["month"])): Cell(
                line.row["number"], seen=None, source=held.name
            )
            for line in lines
        }
        put_counts(held.office, cells, training=held.training, actor=actor)
    else:
        lines = sorted_activities(held)
        _put(held, [line for line in lines if line.does == "new"], actor)
        _change([line for line in lines if line.does == "changed"], actor)
    held.entered_at, held.counts = timezone.now(), numbers_of(lines)
    held.save(update_fields=["entered_at", "counts"])
    tell(**held.counts, digest=digest_of(held.rows), **({"training": True} if held.training else {}))
    return held


@audited("export.taken", lambda what, **_: f"activities:{what}")
def note_activity_export(what: str, *, rows: int, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Note in the log who took out what, and how much of it."""
    tell(what=what, rows=rows, at=timezone.now().isoformat(timespec="seconds"))


def _fields(content: Mapping[str, Any]) -> dict[str, Any]:
    return {**content, "date": date.fromisoformat(content["date"])}


def _put(sheet: ActivitySheet, lines: Sequence[Line], actor: Member) -> None:
    now = timezone.now()
    activities = [
        Activity(
            pk=UUID(line.row["key"]),
            office=sheet.office,
            training=sheet.training,
            author=actor.person,
            made_at=now,
            changed_at=now,
            **_fields(line.row["content"]),
        )
        for line in lines
    ]
    Activity.objects.bulk_create(activities, batch_size=_BATCH)
    _steps(activities, actor)


def _change(lines: Sequence[Line], actor: Member) -> None:
    now, activities = timezone.now(), []
    names = {"version", "author", "changed_at"}
    for line in lines:
        if line.activity is None:
            continue
        for name, value in _fields(line.row["content"]).items():
            setattr(line.activity, name, value)
            names.add(name)
        line.activity.version += 1
        line.activity.author, line.activity.changed_at = actor.person, now
        activities.append(line.activity)
    Activity.objects.bulk_update(activities, sorted(names), batch_size=_BATCH)
    _steps(activities, actor)


def _steps(activities: Sequence[Activity], actor: Member) -> None:
    ActivityStep.objects.bulk_create(
        [
            ActivityStep(
                activity=activity,
                number=activity.version,
                move=Move.IMPORT.value,
                content=activity_content(activity),
                by=actor.person,
                office=actor.office,
                at=activity.changed_at,
            )
            for activity in activities
        ],
        batch_size=_BATCH,
    )
