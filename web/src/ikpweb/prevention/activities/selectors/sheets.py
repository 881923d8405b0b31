"""What a file would do: which rows are new, changed, the same, or left as people changed them since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q

from ikpweb.kit.merging import find_differences
from ikpweb.prevention.activities.content import activity_content
from ikpweb.prevention.activities.models import Activity, ActivitySheet, ActivityStep, MonthCount
from ikpweb.prevention.activities.selectors.activities import NEAR, Likely, alike, counted
from ikpweb.prevention.activities.transitions import Move

__all__ = ["Line", "numbers_of", "sorted_activities", "sorted_counts"]

Does = Literal["new", "changed", "same", "kept"]
_BATCH = 400
#: New rows beyond so many are not held against what stands: their titles are compared one by one.
_COMPARED = 300


@dataclass(frozen=True)
class Line:
    """A row of a file, what it does, the fields that it changes, and what it may tell again."""

    number: int
    row: Mapping[str, Any]
    does: Does
    activity: Activity | None = None
    fields: Sequence[tuple[str, Any, Any]] = ()
    likely: Sequence[Likely] = field(default=())


def sorted_activities(sheet: ActivitySheet) -> list[Line]:
    """Hold every row against the activity that stands under its number.

    What people here changed, withdrew or marked after it came in is left as it is.
    """
    standing = _standing(sheet)
    touched = _touched([each.pk for each in standing.values()])
    near = _near(sheet)
    found: list[Line] = []
    for row in sheet.rows:
        said = row["content"]
        activity = standing.get(said.get("external") or row["key"])
        if activity is None:
            day = date.fromisoformat(said["date"])
            others = [each for each in near if abs(each.date - day) <= NEAR] if len(found) < _COMPARED else []
            found.append(Line(row["line"], row, "new", likely=alike(said["title"], others)))
            continue
        before = activity_content(activity)
        changed = find_differences({name: before[name] for name in said}, said)
        does: Does = "same" if not changed else "kept" if activity.pk in touched else "changed"
        found.append(Line(row["line"], row, does, activity, [(name, *values) for name, values in changed.items()]))
    return found


def _near(sheet: ActivitySheet) -> Sequence[Activity]:
    """Give what stands around the days of the rows."""
    days = sorted(date.fromisoformat(row["content"]["date"]) for row in sheet.rows)
    rows = Activity.objects.filter(counted(), office=sheet.office_id, training=sheet.training)
    return list(rows.filter(date__range=(days[0] - NEAR, days[-1] + NEAR))[:5000]) if days else []


def _standing(sheet: ActivitySheet) -> dict[str, Activity]:
    """Give the activities that rows stand for, by their number: of the other system, or made from the row."""
    found: dict[str, Activity] = {}
    own = Activity.objects.filter(office=sheet.office_id, training=sheet.training)
    for start in range(0, len(sheet.rows), _BATCH):
        part = sheet.rows[start : start + _BATCH]
        numbers = [row["content"]["external"] for row in part if row["content"].get("external")]
        keys = [UUID(row["key"]) for row in part if not row["content"].get("external")]
        rows = own.filter(Q(pk__in=keys) | Q(external__in=numbers))
        found |= {each.external or str(each.pk): each for each in rows}
    return found


def _touched(activities: Sequence[UUID]) -> set[UUID]:
    """Give the activities with a step of a person here."""
    found: set[UUID] = set()
    for start in range(0, len(activities), _BATCH):
        steps = ActivityStep.objects.filter(activity__in=activities[start : start + _BATCH])
        found |= set(steps.exclude(move=Move.IMPORT.value).values_list("activity", flat=True))
    return found


def sorted_counts(sheet: ActivitySheet) -> list[Line]:
    """Hold every row against what stands of its month and form."""
    rows = MonthCount.objects.filter(office=sheet.office_id, training=sheet.training)
    standing = {(each.form, each.month.isoformat()): each.number for each in rows}
    found = []
    for row in sheet.rows:
        before = standing.get((row["form"], row["month"]))
        does: Does = "new" if before is None else "same" if before == row["number"] else "changed"
        fields = [("number", before, row["number"])] if does != "same" else []
        found.append(Line(row["line"], row, does, fields=fields))
    return found


def numbers_of(lines: Sequence[Line]) -> dict[str, int]:
    """Count the rows by what they do."""
    return {does: sum(line.does == does for line in lines) for does in ("new", "changed", "same", "kept")}
