"""Lists of activities with their filters, one with its steps, and those that may tell the same thing again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.collection.likeness import likeness
from ikpweb.kit.merging import find_differences
from ikpweb.prevention import engine
from ikpweb.prevention.activities.models import Activity, ActivityStep, Form, Status
from ikpweb.prevention.activities.policies import activities_visible_to

__all__ = ["FILTERS", "activity_for", "alike", "asked_for", "counted", "filtered", "likely_duplicates", "steps_of"]

#: Names of the filters in the address, as pages are in Indonesian.
FILTERS = ("cari", "bentuk", "tahapan", "status", "kantor", "dari", "sampai", "ganda", "tindakan", "mitra", "data")
NEAR = timedelta(days=3)
SAME_TITLE = 0.45
#: More than so many activities of one office within a week are not compared one by one.
_MOST = 300


def counted() -> Q:
    """Say which activities count: neither withdrawn nor telling another one again."""
    return Q(status=Status.COUNTED, duplicate_of__isnull=True)


def asked_for(query: Mapping[str, str]) -> dict[str, Any]:
    """Read the filters of an address; what is none of the choices filters nothing."""
    asked: dict[str, Any] = {name: query.get(name, "")[:80].strip().replace("\x00", "") for name in FILTERS}
    choices = {
        "bentuk": Form.values,
        "status": Status.values,
        "tahapan": engine.stage_codes(),
        "ganda": ("mungkin", "ya"),
        "data": ("latihan",),
    }
    for name, values in choices.items():
        asked[name] = asked[name] if asked[name] in values else ""
    for name in ("dari", "sampai"):
        asked[name] = _read(date.fromisoformat, asked[name])
    asked["mitra"] = _read(UUID, asked["mitra"])
    asked["tindakan"] = asked["tindakan"] if asked["tindakan"].isascii() and asked["tindakan"][:15].isdigit() else ""
    asked["tindakan"] = asked["tindakan"][:15]
    return asked


def _read(reader: Any, text: str) -> Any:
    try:
        return reader(text) if text else ""
    except ValueError:
        return ""


def filtered(member: Member, asked: Mapping[str, Any]) -> QuerySet[Activity]:
    """Give the activities that a member may see and asked for, the newest first."""
    rows = activities_visible_to(member).filter(training=asked["data"] == "latihan").select_related("office")
    exact = {
        "form": asked["bentuk"],
        "stage": asked["tahapan"],
        "status": asked["status"],
        "date__gte": asked["dari"],
        "date__lte": asked["sampai"],
        "action": asked["tindakan"],
        "partner": asked["mitra"],
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked["kantor"]:
        rows = rows.filter(Q(office=asked["kantor"]) | Q(office__parent=asked["kantor"]))
    if words := asked["cari"]:
        rows = rows.filter(Q(title__icontains=words) | Q(external__iexact=words) | Q(office__name__icontains=words))
    if asked["ganda"] == "ya":
        rows = rows.filter(duplicate_of__isnull=False)
    elif asked["ganda"] == "mungkin":
        rows = rows.filter(counted()).filter(_twins())
    return rows


def _twins() -> Exists:
    """Say which activities have another one that surely looks the same: for lists, where titles are not compared."""
    near = Activity.objects.filter(
        counted(),
        training=OuterRef("training"),
        office=OuterRef("office"),
        date__range=(OuterRef("date") - NEAR, OuterRef("date") + NEAR),
        title__iexact=OuterRef("title"),
    )
    return Exists(near.exclude(pk=OuterRef("pk")))


def activity_for(member: Member, key: UUID) -> Activity | None:
    """Give an activity that a member may see; a foreign one is as if it did not exist."""
    rows = activities_visible_to(member).select_related("office", "author", "duplicate_of__office")
    return rows.filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class Likely:
    """Another activity that may be the same one, and how alike their titles are."""

    activity: Activity
    likeness: float


def likely_duplicates(activity: Activity) -> Sequence[Likely]:
    """Give the activities of the same office, day and title nearly, that may be the same one; at most five."""
    rows = Activity.objects.filter(counted(), office=activity.office_id, training=activity.training)
    near = rows.filter(date__range=(activity.date - NEAR, activity.date + NEAR)).exclude(pk=activity.pk)
    return alike(activity.title, near[:_MOST])


def alike(title: str, others: Iterable[Activity]) -> Sequence[Likely]:
    """Give those with a title like this one, the most alike first; at most five."""
    found = [Likely(each, likeness(title, each.title)) for each in others]
    return sorted((each for each in found if each.likeness >= SAME_TITLE), key=lambda each: -each.likeness)[:5]


def steps_of(activity: Activity) -> list[tuple[ActivityStep, list[tuple[str, Any, Any]]]]:
    """Give the steps of an activity, the newest first, each with the fields that it changed."""
    told: list[tuple[ActivityStep, list[tuple[str, Any, Any]]]] = []
    before: Mapping[str, Any] = {}
    for step in activity.steps.select_related("by", "office").order_by("number"):
        changed = find_differences(before, step.content) if before else {}
        told.append((step, [(name, *values) for name, values in changed.items()]))
        before = step.content
    return told[::-1]
