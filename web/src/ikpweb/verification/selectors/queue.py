"""Items that wait for a decision, over all offices, with filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.verification.policies import submissions_to_review
from ikpweb.verification.risk import DECLARATION_SIGNS, EVENT_SIGNS, with_declaration_signs, with_event_signs
from ikpweb.verification.selectors.offices import submissions_below

__all__ = ["AGES", "Filters", "waiting_declarations", "waiting_events"]

M = TypeVar("M", bound=Model)

#: Days that an item may have waited, for the filter.
AGES = (3, 7, 14, 30)


@dataclass(frozen=True)
class Filters:
    """What a reviewer looks for; empty is everything."""

    office: str = ""
    indicator: str = ""
    sign: str = ""
    days: int = 0
    words: str = ""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filters":
        """Read from the address of a page; what is not understood filters nothing."""
        days = str(given.get("umur", ""))
        return cls(
            office=str(given.get("kantor", "")),
            indicator=str(given.get("indikator", "")),
            sign=str(given.get("tanda", "")),
            days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
            words=str(given.get("cari", "")).replace("\x00", "").strip()[:100],
        )


def waiting_events(member: Member, cycle: Cycle, filters: Filters) -> QuerySet[Event]:
    """Give the events that wait for the member, those that waited longest first, with their signs."""
    mine = Event.objects.filter(submission__in=_scope(member).filter(cycle=cycle))
    found = with_event_signs(mine.filter(_common(filters), state=State.SUBMITTED))
    if filters.words:
        fields = ("narrative", "place", "district", "village", "reference")
        any_of = Q()
        for name in fields:
            any_of |= Q(**{f"{name}__icontains": filters.words})
        found = found.filter(any_of)
    found = _signed(found, filters.sign, EVENT_SIGNS)
    return found.select_related("submission__office").order_by("changed_at", "id")


def waiting_declarations(member: Member, cycle: Cycle, filters: Filters) -> QuerySet[Declaration]:
    """Give the declarations that wait for the member, those that waited longest first, with their signs."""
    mine = Declaration.objects.filter(submission__in=_scope(member).filter(cycle=cycle))
    found = with_declaration_signs(mine.filter(_common(filters), state=State.SUBMITTED))
    if filters.words:
        found = found.filter(reason__icontains=filters.words)
    found = _signed(found, filters.sign, DECLARATION_SIGNS)
    return found.select_related("submission__office").order_by("changed_at", "id")


def _scope(member: Member) -> QuerySet[Submission]:
    """Give whose items a member's queue holds: what they may decide about; to those who only read, all there is."""
    decides = member.has(Role.VERIFIER, Role.HEAD)
    return submissions_to_review(member) if decides else submissions_below(member)


def _common(filters: Filters) -> Q:
    asked = Q()
    if filters.office:
        asked &= Q(submission__office=filters.office)
    if filters.indicator:
        asked &= Q(indicator=filters.indicator)
    if filters.days:
        asked &= Q(changed_at__lte=timezone.now() - timedelta(days=filters.days))
    return asked


def _signed(found: QuerySet[M, M], sign: str, known: tuple[str, ...]) -> QuerySet[M, M]:
    if sign in known:
        return found.filter(**{f"sign_{sign}": True})
    return {"ada": found.filter(risky=True), "tanpa": found.filter(risky=False)}.get(sign, found)
