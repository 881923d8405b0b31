"""Writing items and the revision that says so: what all services of entry end with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from ikpweb.accounts.members import Member
from ikpweb.audit.services import digest_of
from ikpweb.collection.content import DECLARATION_FIELDS, EVENT_FIELDS
from ikpweb.collection.models import Declaration, Event, Revision, Submission

__all__ = ["keep", "write"]

_REVIEWED = ("state", "revision", "author", "changed_at")


def write(
    held: Submission, declarations: Iterable[Declaration], events: Iterable[Event], number: int, now: datetime
) -> None:
    """Write the items as they are, and count the submission's revision on."""
    Declaration.objects.bulk_create(
        list(declarations),
        update_conflicts=True,
        unique_fields=["submission", "indicator"],
        update_fields=[*DECLARATION_FIELDS, *_REVIEWED],
        batch_size=100,
    )
    Event.objects.bulk_create(
        list(events),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*EVENT_FIELDS, *_REVIEWED],
        batch_size=50,
    )
    held.revision, held.changed_at = number, now
    held.save(update_fields=["revision", "changed_at", "stage", "submitted_at", "first_submitted_at"])


def keep(
    held: Submission, content: dict[str, Any], *, kind: Revision.Kind, client: UUID, actor: Member, at: datetime
) -> Revision:
    """Keep a revision under the number that the submission now has."""
    revision = Revision(
        submission=held,
        number=held.revision,
        client=client,
        kind=kind,
        changes=content,
        digest=digest_of(content),
        author=actor.person,
        office=actor.office,
        address=actor.address,
        at=at,
    )
    revision.save(force_insert=True)
    return revision
