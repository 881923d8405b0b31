"""Reading the log as a member may: the own office and those below, in words, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ikpweb.accounts.log_words import said
from ikpweb.accounts.members import Member
from ikpweb.accounts.policies import offices_visible_to
from ikpweb.accounts.selectors import names_of
from ikpweb.audit.chain import SYSTEM_STREAM
from ikpweb.audit.models import Entry
from ikpweb.territory.models import Office

__all__ = ["PAGE", "Asked", "Line", "entries_for", "page", "trail"]

#: Entries on a page.
PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What is asked of the log; what is empty is not asked for."""

    office: str = ""
    people: tuple[int, ...] | None = None
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None

    def told(self) -> dict[str, Any]:
        """Write what was asked for the entry about it."""
        return {name: str(value) for name, value in vars(self).items() if value not in {"", None}}


@dataclass(frozen=True)
class Line:
    """An entry in words."""

    entry: Entry
    who: str
    what: str
    office: str
    #: What the service told, as pairs: a template would take a key called "items" for the method.
    facts: Sequence[tuple[str, Any]]

    @property
    def place(self) -> str:
        """The office whose clock the time is told by; the platform's own chain goes by the centre's."""
        return "" if self.entry.stream == SYSTEM_STREAM else self.entry.stream


def entries_for(member: Member) -> QuerySet[Entry]:
    """Give the entries that a member may read; the centre reads the platform's own chain too."""
    if member.office.pk == Office.CENTRE:
        return Entry.objects.all()
    return Entry.objects.filter(stream__in=offices_visible_to(member).values("pk"))


def page(member: Member, asked: Asked) -> tuple[Sequence[Line], int | None]:
    """Give a page of the log, and the number to ask the next page with, if there is one."""
    rows = entries_for(member)
    if asked.office:
        rows = rows.filter(stream=asked.office)
    if asked.people is not None:
        rows = rows.filter(person__in=asked.people)
    if asked.action:
        rows = rows.filter(Q(action=asked.action) | Q(action__startswith=f"{asked.action}."))
    if asked.subject:
        rows = rows.filter(subject=asked.subject)
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.before:
        rows = rows.filter(pk__lt=asked.before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return lines(found[:PAGE]), found[PAGE - 1].pk if len(found) > PAGE else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def trail(member: Member, subject: str) -> Sequence[Line]:
    """Give all that happened to one thing, oldest first: its chain of custody."""
    return lines(entries_for(member).filter(subject=subject).order_by("pk"))


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Put entries into words."""
    rows = list(entries)
    people = names_of(row.actor for row in rows)
    offices = dict(Office.objects.filter(pk__in={row.stream for row in rows}).values_list("pk", "name"))
    return [
        Line(
            entry=row,
            who=people.get(row.actor, row.actor),
            what=said(row.action),
            office=offices.get(row.stream, SYSTEM_STREAM),
            facts=tuple(row.detail.items()),
        )
        for row in rows
    ]
