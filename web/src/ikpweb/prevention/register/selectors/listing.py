"""Finding actions: what is asked of the register in an address, the rows that fit, their order, and their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.prevention.actions import terms
from ikpweb.prevention.engine import indicators, stage_codes
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.models.action import OPEN
from ikpweb.prevention.register.policies import actions_visible_to
from ikpweb.territory.models import Office

__all__ = [
    "DUE",
    "FILTERS",
    "LATE",
    "SORTS",
    "Numbers",
    "action_for",
    "asked_for",
    "filtered",
    "late",
    "numbers_of",
    "offices_below",
]

#: Names of the filters in the address, as pages are in Indonesian.
FILTERS = ("cari", "status", "daerah", "pj", "tahapan", "bentuk", "indikator", "tenggat", "risiko")
DUE = ("lewat", "minggu", "bulan", "tanpa")
#: What somebody has agreed to do: only that can be late.
LATE = (Status.PLANNED, Status.RUNNING)
_ORDER = {status: place for place, status in enumerate(Status)}
SORTS: Mapping[str, Sequence[Any]] = {
    "tenggat": (F("deadline").asc(nulls_last=True), "office", "pk"),
    "status": ("place", F("deadline").asc(nulls_last=True), "pk"),
    "kantor": ("office", F("deadline").asc(nulls_last=True), "pk"),
    "judul": ("title", "pk"),
    "biaya": (F("cost").desc(nulls_last=True), "pk"),
    "upaya": (F("effort").desc(nulls_last=True), "pk"),
    "diubah": ("-changed_at", "pk"),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many actions there are, by status, and what they take.

    Parameters
    ----------
    by_status : mapping of str to int
        In the order of the work.
    late : int
    cost : int
        Rupiah of the actions that are not dropped, as far as somebody said.
    cost_unknown : int
        How many of them say nothing of it.
    effort, effort_unknown : int
        Person-days, likewise.
    """

    by_status: Mapping[str, int]
    late: int
    cost: int
    cost_unknown: int
    effort: int
    effort_unknown: int

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self.by_status.values())


def asked_for(query: Mapping[str, str]) -> dict[str, str]:
    """Read the filters of an address; what is none of the choices filters nothing."""
    asked = {name: query.get(name, "")[:80].replace("\x00", "").strip() for name in (*FILTERS, "urut")}
    known: Mapping[str, Sequence[str]] = {
        "status": ("terbuka", *Status.values),
        "tahapan": stage_codes(),
        "bentuk": tuple(terms().forms),
        "indikator": indicators(),
        "tenggat": DUE,
        "urut": (*SORTS, *(f"-{name}" for name in SORTS)),
    }
    for name, choices in known.items():
        asked[name] = asked[name] if asked[name] in choices else ""
    for name in ("risiko", "pj"):
        plain = asked[name].isascii() and asked[name].isdigit() and len(asked[name]) < 18
        asked[name] = asked[name] if plain or (name, asked[name]) == ("pj", "saya") else ""
    return asked


def filtered(member: Member, asked: Mapping[str, str], *, today: date | None = None) -> QuerySet[Action]:
    """Give the actions that a member may see and asked for, in the order that was asked for."""
    day = today or timezone.localdate()
    rows = actions_visible_to(member).select_related("office__unit", "owner", "risk")
    exact = {"status": asked["status"], "stage": asked["tahapan"], "form": asked["bentuk"], "risk": asked["risiko"]}
    if asked["status"] == "terbuka":
        del exact["status"]
        rows = rows.filter(status__in=(*OPEN, Status.DONE))
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked["daerah"]:
        rows = rows.filter(Q(office=asked["daerah"]) | Q(office__parent=asked["daerah"]))
    if asked["pj"]:
        rows = rows.filter(owner=member.person.pk if asked["pj"] == "saya" else int(asked["pj"]))
    if asked["indikator"]:
        # The text of the list: SQLite cannot look into one, and no code is part of another.
        rows = rows.filter(Q(indicators__icontains=f'"{asked["indikator"]}"') | Q(risk__indicator=asked["indikator"]))
    if asked["cari"]:
        words = asked["cari"]
        said = Q(title__icontains=words) | Q(description__icontains=words) | Q(office__name__icontains=words)
        rows = rows.filter(said)
    ordered = rows.filter(_due(asked["tenggat"], day)).alias(place=_place())
    name = asked["urut"] or "tenggat"
    ordered = ordered.order_by(*SORTS[name.removeprefix("-")])
    return ordered.reverse() if name.startswith("-") else ordered


def _place() -> Case:
    """Sort by the order of the work, and not by the spelling of its words."""
    whens = [When(status=status, then=Value(place)) for status, place in _ORDER.items()]
    return Case(*whens, default=Value(9), output_field=IntegerField())


def _due(asked: str, day: date) -> Q:
    if asked == "lewat":
        return late(day)
    if asked == "tanpa":
        return Q(deadline__isnull=True)
    if asked in {"minggu", "bulan"}:
        return Q(deadline__range=(day, day + timedelta(7 if asked == "minggu" else 31)))
    return Q()


def late(day: date) -> Q:
    """Tell which actions are late on a day."""
    return Q(status__in=LATE, deadline__lt=day)


def numbers_of(rows: QuerySet[Action], *, today: date | None = None) -> Numbers:
    """Sum up actions, in two queries."""
    day = today or timezone.localdate()
    bare = rows.order_by()
    by_status = dict(bare.values_list("status").annotate(number=Count("pk", distinct=True)))
    kept = ~Q(status=Status.DROPPED)
    told = bare.aggregate(
        sum_late=Count("pk", filter=late(day)),
        sum_cost=Sum("cost", filter=kept),
        no_cost=Count("pk", filter=kept & Q(cost__isnull=True)),
        sum_effort=Sum("effort", filter=kept),
        no_effort=Count("pk", filter=kept & Q(effort__isnull=True)),
    )
    return Numbers(
        by_status={status.value: by_status.get(status.value, 0) for status in Status},
        late=told["sum_late"],
        cost=told["sum_cost"] or 0,
        cost_unknown=told["no_cost"],
        effort=told["sum_effort"] or 0,
        effort_unknown=told["no_effort"],
    )


def action_for(member: Member | None, key: int) -> Action | None:
    """Give an action that a member may see; a foreign one is as if it did not exist."""
    rows = actions_visible_to(member).select_related("office__unit", "assigned_by", "owner", "risk__office", "author")
    return rows.filter(pk=key).first()


def offices_below(member: Member) -> QuerySet[Office]:
    """Give the offices to choose from: of the centre the provinces, of a province its regencies; of a regency none."""
    if member.office.level == Office.Level.REGENCY:
        return Office.objects.none()
    level = Office.Level.PROVINCE if member.office.pk == Office.CENTRE else Office.Level.REGENCY
    return Office.objects.filter(parent=member.office.pk, level=level, valid_to__isnull=True).select_related("unit")
