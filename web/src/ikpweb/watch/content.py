"""A report's content as a plain value: what a step keeps, two versions are compared by, and a page shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ikpweb.watch.models import Report

__all__ = ["FIELDS", "WRITTEN", "report_content"]

#: What a report says, in the order in which people read it.
FIELDS = (
    "unit",
    "kind",
    "source",
    "indicator",
    "event_date",
    "entry_date",
    "verified_date",
    "status",
    "summary",
    "system",
    "external",
    "duplicate_of",
)
#: What a person writes in the form; the rest follows from what is done with the report.
WRITTEN = ("unit", "kind", "source", "indicator", "event_date", "summary")

_COLUMNS: Mapping[str, str] = {"unit": "unit_id", "duplicate_of": "duplicate_of_id"}


def report_content(report: Report) -> dict[str, Any]:
    """Give what a report says; days as ISO 8601."""
    return {field: _plain(getattr(report, _COLUMNS.get(field, field))) for field in FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
