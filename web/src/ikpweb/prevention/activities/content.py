"""An activity's content as a plain value: what a step keeps, two versions are compared by, and a page shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ikpweb.prevention.activities.models import Activity

__all__ = ["FIELDS", "WRITTEN", "activity_content", "as_said"]

#: What a person writes.
WRITTEN = ("date", "form", "title", "stage", "indicators", "participants", "groups", "partner", "action", "external")
#: What an activity says, in the order in which people read it.
FIELDS = (*WRITTEN, "status", "duplicate_of")


def activity_content(activity: Activity) -> dict[str, Any]:
    """Give what an activity says; days as ISO 8601, numbers of other things as texts."""
    names = {"duplicate_of": "duplicate_of_id"}
    return as_said({field: getattr(activity, names.get(field, field)) for field in FIELDS})


def as_said(content: Mapping[str, Any]) -> dict[str, Any]:
    """Write the values of a content as steps keep them."""
    return {name: _plain(value) for name, value in content.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
