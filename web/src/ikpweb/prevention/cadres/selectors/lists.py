"""Lists of trainings and outreach with their filters, and likely doubles."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.prevention.cadres.models import Alumnus, Form, Outreach, Programme, Training
from ikpweb.prevention.cadres.policies import alumni_visible_to, outreach_visible_to, trainings_visible_to

__all__ = [
    "FILTERS",
    "alumnus_for",
    "asked_for",
    "doubles_of",
    "event_for",
    "events_asked",
    "training_for",
    "trainings_asked",
]

#: Names of the filters in the address, as pages are in Indonesian.
FILTERS = ("cari", "program", "bentuk", "kantor", "dari", "sampai", "ganda", "kurang")


def asked_for(query: Mapping[str, str]) -> dict[str, Any]:
    """Read the filters of an address; what is none of the choices filters nothing."""
    asked: dict[str, Any] = {name: query.get(name, "")[:80].replace("\x00", "").strip() for name in FILTERS}
    for name, choices in (("program", Programme), ("bentuk", Form)):
        asked[name] = asked[name] if asked[name] in choices.values else ""
    for name in ("ganda", "kurang"):
        asked[name] = "ya" if asked[name] == "ya" else ""
    for name in ("dari", "sampai"):
        try:
            asked[name] = date.fromisoformat(asked[name]) if asked[name] else ""
        except ValueError:
            asked[name] = ""
    return asked


def trainings_asked(member: Member, asked: Mapping[str, Any]) -> QuerySet[Training]:
    """Give the trainings that a member may see and asked for, the latest first; withdrawn ones are left out."""
    rows = _narrowed(trainings_visible_to(member), asked)
    if asked["kurang"]:
        rows = rows.filter(Q(alumni__isnull=True) | Q(women__isnull=True) | Q(disability__isnull=True))
    return rows.select_related("office")


def events_asked(member: Member, asked: Mapping[str, Any]) -> QuerySet[Outreach]:
    """Give the outreach events that a member may see and asked for, the latest first; withdrawn ones are left out."""
    rows = _narrowed(outreach_visible_to(member), asked)
    if asked["bentuk"]:
        rows = rows.filter(form=asked["bentuk"])
    if asked["kurang"]:
        rows = rows.filter(Q(participants__isnull=True) | Q(women__isnull=True) | Q(disability__isnull=True))
    return rows.select_related("office")


def _narrowed(rows: QuerySet[Any], asked: Mapping[str, Any]) -> QuerySet[Any]:
    rows = rows.filter(withdrawn=False)
    if asked["program"]:
        rows = rows.filter(programme=asked["program"])
    if asked["kantor"]:
        rows = rows.filter(Q(office=asked["kantor"]) | Q(office__parent=asked["kantor"]))
    if asked["dari"]:
        rows = rows.filter(day__gte=asked["dari"])
    if asked["sampai"]:
        rows = rows.filter(day__lte=asked["sampai"])
    if words := asked["cari"]:
        rows = rows.filter(Q(title__icontains=words) | Q(place__icontains=words) | Q(office__name__icontains=words))
    if asked["ganda"]:
        rows = rows.filter(Exists(_twins(rows.model, {name: OuterRef(name) for name in ("office", *_SAME)})))
    return rows


#: Two rows of an office that agree in these tell the same thing, or look as if they did.
_SAME = ("day", "programme", "place")


def _twins(model: type[Any], same: Mapping[str, Any]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(withdrawn=False, **same)  # noqa: SLF001 - both by one road
    return rows.exclude(pk=OuterRef("pk"))


def doubles_of(row: Training | Outreach) -> Sequence[Training | Outreach]:
    """Find rows of the same office on the same day, of the same programme, at the same place; at most five."""
    if row.withdrawn:
        return []
    same = {"office": row.office_id, **{name: getattr(row, name) for name in _SAME}}
    rows = type(row)._default_manager.filter(withdrawn=False, **same)  # noqa: SLF001
    return list(rows.exclude(pk=row.pk)[:5])


def training_for(member: Member, key: UUID) -> Training | None:
    """Give a training that a member may see; a foreign one is as if it did not exist."""
    return trainings_visible_to(member).select_related("office", "author").filter(pk=key).first()


def event_for(member: Member, key: UUID) -> Outreach | None:
    """Give an outreach event that a member may see."""
    return outreach_visible_to(member).select_related("office", "author").filter(pk=key).first()


def alumnus_for(member: Member, number: int) -> Alumnus | None:
    """Give the record of a person that a member may read."""
    return alumni_visible_to(member).select_related("office", "training", "author").filter(pk=number).first()
