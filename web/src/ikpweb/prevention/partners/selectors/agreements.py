"""Lists of agreements and partners with their filters, one with its chain of renewals, and likely doubles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.prevention.partners.models import Activity, Agreement, Kind, Partner, Sector
from ikpweb.prevention.partners.policies import activities_visible_to, agreements_visible_to, partners_visible_to
from ikpweb.prevention.partners.states import State, days_left, in_force, in_state, state_of

__all__ = [
    "FILTERS",
    "Standing",
    "activity_for",
    "agreement_for",
    "agreements_asked",
    "asked_for",
    "chain_of",
    "counts_of",
    "doubles_of",
    "partner_for",
    "partners_asked",
    "standing",
]

#: Names of the filters in the address, as pages are in Indonesian.
FILTERS = ("cari", "sektor", "bentuk", "keadaan", "kantor", "ganda")


@dataclass(frozen=True)
class Standing:
    """An agreement with its state on a day, the days left, and whether another one renews it."""

    agreement: Agreement
    state: State
    left: int | None
    renewed: bool


def standing(agreement: Agreement, day: date) -> Standing:
    """Say how an agreement stands on a day."""
    renewed = any(not each.withdrawn for each in agreement.renewals.all())
    return Standing(agreement, state_of(agreement, day), days_left(agreement, day), renewed)


def asked_for(query: Mapping[str, str]) -> dict[str, str]:
    """Read the filters of an address; what is none of the choices filters nothing."""
    asked = {name: query.get(name, "")[:80].replace("\x00", "").strip() for name in FILTERS}
    for name, choices in (("sektor", Sector), ("bentuk", Kind), ("keadaan", State)):
        asked[name] = asked[name] if asked[name] in choices.values else ""
    asked["ganda"] = "ya" if asked["ganda"] == "ya" else ""
    return asked


def agreements_asked(member: Member, asked: Mapping[str, str], day: date) -> QuerySet[Agreement]:
    """Give the agreements that a member may see and asked for; withdrawn ones only where asked for."""
    rows = agreements_visible_to(member)
    rows = rows.filter(in_state(asked["keadaan"], day) if asked["keadaan"] else Q(withdrawn=False))
    if asked["sektor"]:
        rows = rows.filter(partner__sector=asked["sektor"])
    if asked["bentuk"]:
        rows = rows.filter(kind=asked["bentuk"])
    rows = _of_office(rows, asked["kantor"])
    if words := asked["cari"]:
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(number__icontains=words)
            | Q(scope__icontains=words)
            | Q(partner__name__icontains=words)
        )
    if asked["ganda"]:
        rows = rows.filter(_same_number())
    return rows.select_related("partner", "office").prefetch_related("renewals")


def partners_asked(member: Member, asked: Mapping[str, str], day: date) -> QuerySet[Partner]:
    """Give the partners that a member may see and asked for, each with the number of its agreements in force."""
    rows = partners_visible_to(member).filter(withdrawn=False)
    if asked["sektor"]:
        rows = rows.filter(sector=asked["sektor"])
    rows = _of_office(rows, asked["kantor"])
    if words := asked["cari"]:
        rows = rows.filter(Q(name__icontains=words) | Q(about__icontains=words))
    if asked["ganda"]:
        rows = rows.filter(_same_name())
    holding = Agreement.objects.filter(in_force(day), partner=OuterRef("pk")).order_by().values("partner")
    return rows.select_related("office").annotate(holding=holding.annotate(n=Count("pk")).values("n"))


def _of_office(rows: QuerySet[Any], office: str) -> QuerySet[Any]:
    return rows.filter(Q(office=office) | Q(office__parent=office)) if office else rows


def _same_number() -> Exists:
    others = Agreement.objects.filter(office=OuterRef("office"), plain=OuterRef("plain"), withdrawn=False)
    return Exists(others.exclude(plain="").exclude(pk=OuterRef("pk")))


def _same_name() -> Exists:
    others = Partner.objects.filter(office=OuterRef("office"), plain=OuterRef("plain"), withdrawn=False)
    return Exists(others.exclude(pk=OuterRef("pk")))


def agreement_for(member: Member, key: UUID) -> Agreement | None:
    """Give an agreement that a member may see; a foreign one is as if it did not exist."""
    rows = agreements_visible_to(member).select_related("partner", "office", "author", "renews")
    return rows.prefetch_related("renewals").filter(pk=key).first()


def partner_for(member: Member, key: UUID) -> Partner | None:
    """Give a partner that a member may see."""
    return partners_visible_to(member).select_related("office", "author").filter(pk=key).first()


def activity_for(member: Member, key: UUID) -> Activity | None:
    """Give an activity that a member may see."""
    rows = activities_visible_to(member).select_related("agreement__partner", "agreement__office", "office")
    return rows.filter(pk=key).first()


def chain_of(agreement: Agreement) -> list[Agreement]:
    """Give the agreements that followed one another, the first first, this one among them."""
    first, seen = agreement, {agreement.pk}
    while first.renews is not None and first.renews.pk not in seen:
        first = first.renews
        seen.add(first.pk)
    chain, last = [first], first
    while (following := last.renewals.filter(withdrawn=False).first()) is not None and len(chain) < 50:
        chain.append(following)
        last = following
    return chain if any(each.pk == agreement.pk for each in chain) else [*chain, agreement]


def doubles_of(row: Agreement | Partner) -> Sequence[Agreement | Partner]:
    """Find rows of the same office with the same number or name; at most five."""
    if not row.plain or row.withdrawn:
        return []
    rows = type(row)._default_manager.filter(office=row.office_id, plain=row.plain, withdrawn=False)  # noqa: SLF001
    return list(rows.exclude(pk=row.pk)[:5])


def counts_of(member: Member, day: date) -> dict[str, int]:
    """Count the agreements that a member may see by their state on a day, and the partners."""
    rows = agreements_visible_to(member)
    states = (State.VALID, State.EXPIRING, State.EXPIRED, State.ENDED, State.COMING)
    told = {state.value: Count("pk", filter=in_state(state, day), distinct=True) for state in states}
    found: dict[str, int] = rows.order_by().aggregate(**told)
    return {**found, "partners": partners_visible_to(member).filter(withdrawn=False).count()}
