"""What a writer wants to change, cleaned: faults are collected, not raised one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ikpweb.collection.form import questions
from ikpweb.collection.models import Submission
from ikpweb.collection.validation import clean_declaration, clean_event
from ikpweb.kit.errors import FieldError

__all__ = ["MOST_EVENTS", "Wanted", "read"]

#: More at once is no person's work; a larger spreadsheet is sent in portions.
MOST_EVENTS = 2000


@dataclass
class Wanted:
    """What a request wants to change."""

    declarations: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: dict[str, list[FieldError]] = field(default_factory=dict)


def read(changes: Mapping[str, Any], submission: Submission) -> Wanted:
    """Clean what was sent."""
    wanted = Wanted()
    asked = questions(submission.cycle, submission.office.level)
    for code, given in changes.get("declarations", {}).items():
        content, faults = clean_declaration(given)
        if code not in asked:
            faults = [_not_asked()]
        wanted.declarations[code] = content
        if faults:
            wanted.faults[code] = faults
    sent = changes.get("events", {})
    if len(sent) > MOST_EVENTS:
        wanted.faults["events"] = [FieldError("events", _("Terlalu banyak kejadian sekaligus; kirim bertahap."))]
        return wanted
    for key, given in sent.items():
        content, faults = clean_event(given)
        if content["indicator"] not in asked:
            faults.append(_not_asked())
        wanted.events[_uuid(key, faults)] = content
        if faults:
            wanted.faults[key] = faults
    return wanted


def _not_asked() -> FieldError:
    return FieldError("indicator", _("Indikator ini tidak ditanyakan dalam putaran ini."))


def _uuid(key: str, faults: list[FieldError]) -> str:
    try:
        return str(UUID(key))
    except ValueError:
        faults.append(FieldError("id", _("Nomor kejadian harus berupa UUID.")))
        return key
