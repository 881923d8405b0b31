"""An item's content as a plain value: what a revision keeps, a review compares, and a digest covers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikpweb.collection.models import Declaration, Event

__all__ = [
    "DECLARATION_FIELDS",
    "EVENT_FIELDS",
    "content_of",
    "declaration_content",
    "differences",
    "event_content",
    "versions",
]

DECLARATION_FIELDS = ("answer", "reason")
EVENT_FIELDS = (
    "indicator",
    "date",
    "date_to",
    "district",
    "village",
    "place",
    "lat",
    "lon",
    "stage",
    "count",
    "grade",
    "actors",
    "source",
    "reference",
    "narrative",
    "unevidenced",
)


def declaration_content(declaration: Declaration) -> dict[str, Any]:
    """Give what a declaration says."""
    return {field: getattr(declaration, field) for field in DECLARATION_FIELDS}


def event_content(event: Event) -> dict[str, Any]:
    """Give what an event says; days as ISO 8601."""
    plain = {field: getattr(event, field) for field in EVENT_FIELDS}
    return {field: value.isoformat() if isinstance(value, date) else value for field, value in plain.items()}


def content_of(item: Declaration | Event) -> dict[str, Any]:
    """Give what an item says."""
    return event_content(item) if isinstance(item, Event) else declaration_content(item)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Give the fields that differ, each with its value before and after."""
    fields = [*before, *(field for field in after if field not in before)]
    return {field: (before.get(field), after.get(field)) for field in fields if before.get(field) != after.get(field)}


def versions(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a `ConflictError` tells of an item: all versions, and a proposal that keeps what each side changed.

    Parameters
    ----------
    base : mapping
        What the writer had seen.
    theirs : mapping
        What stands now.
    mine : mapping
        The fields that the writer named.
    """
    whole = {**base, **mine}
    of_theirs, of_mine = differences(base, theirs), differences(base, whole)
    return {
        "base": dict(base),
        "theirs": dict(theirs),
        "mine": whole,
        "merged": {**theirs, **{name: whole[name] for name in of_mine}},
        "both": sorted(name for name in of_mine if name in of_theirs and whole[name] != theirs.get(name)),
    }
