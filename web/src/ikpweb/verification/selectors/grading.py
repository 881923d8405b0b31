"""Blind double grading: what waits for a second grade, where two people differ, and how far they agree."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.collection.models import Cycle, Event, Revision, State
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.kit.country import country
from ikpweb.verification.agreement import Agreement, agreement
from ikpweb.verification.models import BlindGrade, Decision, SampledEvent

__all__ = ["Report", "differing", "report", "sampled_of", "to_grade", "unseen"]

#: Of the bootstrap: the same grades give the same interval on every machine.
_SEED = 2024
_GRADES = country().grades


def sampled_of(member: Member, cycle: Cycle) -> QuerySet[SampledEvent]:
    """Give the drawn events below the member's office that are still what was drawn."""
    seen = submissions_visible_to(member).filter(cycle=cycle).exclude(office=member.office.pk)
    found = SampledEvent.objects.filter(cycle=cycle, event__submission__in=seen, event__revision=F("revision"))
    return found.filter(event__state=State.ACCEPTED).select_related("event__submission__office")


def to_grade(member: Member, cycle: Cycle) -> QuerySet[SampledEvent]:
    """Give the events that wait for a second grade by the member: not those that they wrote or decided about."""
    if not member.has(Role.VERIFIER, Role.HEAD):
        return SampledEvent.objects.none()
    wrote = Revision.objects.filter(submission=OuterRef("event__submission"), author=member.person)
    decided = Decision.objects.filter(event=OuterRef("event"), person=member.person)
    waiting = sampled_of(member, cycle).filter(grades=None)
    return waiting.exclude(Exists(wrote)).exclude(Exists(decided)).order_by("drawn_at", "id")


def unseen(member: Member, cycle: Cycle, event: Event | None = None) -> Iterable[UUID]:
    """Give the events whose first grade the member must not see: those that wait for a second one by them."""
    waiting = to_grade(member, cycle)
    return (waiting if event is None else waiting.filter(event=event)).order_by().values_list("event", flat=True)


def differing(member: Member, cycle: Cycle) -> QuerySet[SampledEvent]:
    """Give the events that two people graded differently and nobody settled."""
    other = BlindGrade.objects.filter(sampled=OuterRef("pk")).exclude(grade=OuterRef("grade"))
    return sampled_of(member, cycle).filter(Exists(other), settled_grade=None).order_by("id")


@dataclass(frozen=True)
class Report:
    """How far first and second grades agree: over all, by indicator, by office."""

    drawn: int
    graded: int
    differ: int
    settled: int
    over_all: list[tuple[str, str, Agreement]]
    by_indicator: list[tuple[str, str, Agreement]]
    by_office: list[tuple[str, str, Agreement]]


def report(member: Member, cycle: Cycle, name_of: Callable[[str], str]) -> Report:
    """Make the report over the offices that the member may see; `name_of` names indicators."""
    drawn = sampled_of(member, cycle)
    rows = list(
        BlindGrade.objects.filter(sampled__in=drawn)
        .order_by("sampled")
        .values_list(
            "sampled__event__indicator",
            "sampled__event__submission__office",
            "sampled__event__submission__office__name",
            "sampled__grade",
            "grade",
        )
    )
    indicators: dict[str, list[tuple[int, int]]] = defaultdict(list)
    offices: dict[str, list[tuple[int, int]]] = defaultdict(list)
    names = {}
    for indicator, office, name, first, second in rows:
        indicators[indicator].append((first, second))
        offices[office].append((first, second))
        names[office] = name
    pairs = [(first, second) for *_more, first, second in rows]
    return Report(
        drawn=drawn.count(),
        graded=len(rows),
        differ=sum(first != second for first, second in pairs),
        settled=drawn.filter(settled_grade__isnull=False).count(),
        over_all=[("", _("Semua"), _agreement(pairs))],
        by_indicator=[(code, name_of(code), _agreement(found)) for code, found in sorted(indicators.items())],
        by_office=[(code, names[code], _agreement(found)) for code, found in sorted(offices.items())],
    )


def _agreement(pairs: list[tuple[int, int]]) -> Agreement:
    first, second = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return agreement(first, second, _GRADES, np.random.default_rng(_SEED))
