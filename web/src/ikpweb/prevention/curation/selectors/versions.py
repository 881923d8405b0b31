"""Versions of calendars, links and actions: the one in force, and what each changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from ikpweb.kit.merging import find_differences
from ikpweb.prevention.curation.content import flat
from ikpweb.prevention.curation.models import Subject, Version

__all__ = ["Told", "in_force", "subject", "told", "versions_of"]


@dataclass(frozen=True)
class Told:
    """A version with what it changed against the one before it: field, before, after."""

    version: Version
    changes: Sequence[tuple[str, Any, Any]]
    before: Mapping[str, Any]


def in_force(sort: str) -> Mapping[str, tuple[Subject, Version]]:
    """Give the subjects of a sort that somebody changed, each with its version in force, by code."""
    rows = Version.objects.filter(subject__sort=sort, number=F("subject__version")).select_related("subject")
    return {each.subject.code: (each.subject, each) for each in rows}


def subject(sort: str, code: str) -> Subject | None:
    """Give a subject that somebody changed, or None."""
    return Subject.objects.filter(sort=sort, code=code).first()


def versions_of(sort: str, code: str) -> Sequence[Version]:
    """Give all versions of a subject, the first one first; none where nobody changed it."""
    rows = Version.objects.filter(subject__sort=sort, subject__code=code)
    return list(rows.select_related("by", "office").order_by("number"))


def told(versions: Sequence[Version]) -> list[Told]:
    """Give versions, the newest first, each with what it changed."""
    found: list[Told] = []
    before: Mapping[str, Any] = {}
    for each in versions:
        changed = find_differences(flat(before), flat(each.content)) if before else {}
        found.append(Told(each, [(name, *values) for name, values in changed.items()], before))
        before = each.content
    return found[::-1]
