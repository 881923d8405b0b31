"""An item's content as a plain value: what a revision keeps, a review compares, and a digest covers."""

from datetime import date
from typing import Any

from ikpweb.collection.models import Declaration, Event

__all__ = [
    "DECLARATION_FIELDS",
    "EVENT_FIELDS",
    "content_of",
    "declaration_content",
    "event_content",
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
