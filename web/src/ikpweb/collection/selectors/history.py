"""The history of an item: who changed which field, when, for which office and from where."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Revision, Submission
from ikpweb.kit.merging import find_differences

__all__ = ["Change", "history_of", "undoable"]


@dataclass(frozen=True)
class Change:
    """What one revision changed in an item."""

    number: int
    at: datetime
    person: str
    office: str
    address: str
    kind: str
    #: Field, value before, value after; empty when the item was handed in or withdrawn as it was.
    fields: Sequence[tuple[str, Any, Any]]


def history_of(
    submission: Submission, key: str, *, events: bool, without: AbstractSet[str] = frozenset()
) -> list[Change]:
    """Give the changes of a declaration (by indicator) or of an event (by number), the newest first.

    Fields of `without` are left out: the reader must not see them.
    """
    kind = "events" if events else "declarations"
    revisions = (
        Revision.objects.filter(submission=submission, **{f"changes__{kind}__has_key": key})
        .select_related("author", "office")
        .order_by("number")
    )
    found: list[Change] = []
    before: dict[str, Any] = {}
    for revision in revisions:
        after = revision.changes[kind][key]
        changed = [
            (name, old, new)
            for name, (old, new) in find_differences(before, after).items()
            if name != "indicator" and name not in without and not (old is None and new in ("", [], None))
        ]
        found.append(
            Change(
                revision.number,
                revision.at,
                str(revision.author),
                str(revision.office),
                revision.address,
                revision.kind,
                changed,
            )
        )
        before = after
    return found[::-1]


def undoable(submission: Submission, member: Member) -> Revision | None:
    """Give the last revision when it is the member's own saving of several answers at once, not handed in."""
    last = Revision.objects.filter(submission=submission, number=submission.revision).first()
    if last is None or last.author_id != member.person.pk or last.kind != Revision.Kind.SAVED:
        return None
    answers = last.changes["declarations"]
    return last if len(answers) > 1 and all(answers.values()) and not last.changes["events"] else None
