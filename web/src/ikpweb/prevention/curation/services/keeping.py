"""What all services of versions share: the lock, what the writer had seen, and the version that says what was done.

A writer says which version they saw. Where somebody else made a newer one, nothing is written
and the writer gets both. Sent twice, the same request is done once.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.services import tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.kit.merging import find_differences
from ikpweb.prevention.curation.content import flat, joined
from ikpweb.prevention.curation.models import Subject, Version
from ikpweb.prevention.curation.validation import clean_reason

__all__ = ["add", "alone", "content_now", "done_before", "hold", "needed", "refuse", "sides"]

Content = Mapping[str, Any]


def alone() -> None:
    """Let nobody else change the library to the end of the transaction: what must hold is about all of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7181)")


def refuse(code: str, *faults: FieldError) -> NoReturn:
    """Say that nothing was written, and why."""
    raise RejectedError({code: list(faults)})


def needed(code: str, reason: str) -> str:
    """Give the reason as it is kept.

    Raises
    ------
    RejectedError
        When it says nothing.
    """
    text, faults = clean_reason(reason)
    if faults:
        refuse(code, *faults)
    return text


def hold(sort: Subject.Sort, code: str, shipped: Content | None = None) -> Subject:
    """Lock a subject to the end of the transaction; one that nobody changed yet begins with what is shipped.

    A new one, of which nothing is shipped, has no version until one is added.
    """
    try:
        with transaction.atomic():
            made, new = Subject.objects.get_or_create(sort=sort, code=code)
            if new and shipped is not None:
                first = Version(
                    subject=made, number=1, move=Version.Move.SHIP, content=dict(shipped), at=timezone.now()
                )
                first.save(force_insert=True)
                made.version = 1
                made.save(update_fields=["version"])
    except IntegrityError:  # somebody else's first change was a moment faster
        pass
    return Subject.objects.select_for_update().get(sort=sort, code=code)


def content_now(subject: Subject) -> dict[str, Any]:
    """Give what a subject says now."""
    said: dict[str, Any] = Version.objects.get(subject=subject, number=subject.version).content
    return said


def done_before(subject: Subject, move: Version.Move, content: Content, *, seen: int, actor: Member) -> bool:
    """Tell whether this very request was done already: a double click, or an answer that was lost on its way.

    Raises
    ------
    ConflictError
        When somebody made a newer version since `seen`; with both, and what they have in common.
    """
    if seen >= subject.version:
        return False
    last = Version.objects.get(subject=subject, number=subject.version)
    mine = last.number == seen + 1 and last.by_id == actor.person.pk and last.move == move
    if mine and last.content == content:
        tell(repeated=last.number)
        return True
    seen_version = Version.objects.filter(subject=subject, number=seen).first()
    raise ConflictError(
        {subject.code: sides(seen_version.content if seen_version else {}, last.content, content)}, last.number
    )


def sides(base: Content, theirs: Content, mine: Content) -> dict[str, Any]:
    """Give two versions of one content as `ConflictError` holds them, and both joined."""
    of_theirs, of_mine = (find_differences(flat(base), flat(each)) for each in (theirs, mine))
    both = sorted(name for name in of_mine if name in of_theirs and of_mine[name] != of_theirs[name])
    return {"base": base, "theirs": theirs, "mine": mine, "merged": joined(base, theirs, mine), "both": both}


def add(subject: Subject, move: Version.Move, content: Content, *, reason: str, actor: Member) -> Version:
    """Add a version to a subject that is held."""
    subject.version += 1
    subject.withdrawn = move == Version.Move.WITHDRAW
    subject.save(update_fields=["version", "withdrawn"])
    made = Version(
        subject=subject,
        number=subject.version,
        move=move,
        content=dict(content),
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=timezone.now(),
    )
    made.save(force_insert=True)
    tell(move=str(move), version=made.number)
    return made
