"""Finding submissions; the form of the cycle stays behind (see `collection.form`)."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Event, Submission
from ikpweb.collection.policies import may_read, submissions_visible_to

__all__ = ["cycles_for", "event_for", "submission_for", "submissions_of"]


def submissions_of(member: Member | None) -> QuerySet[Submission]:
    """Give the submissions that a member may see, with cycle and office at hand, of cycles that have been opened."""
    found = submissions_visible_to(member).exclude(cycle__stage=Cycle.Stage.DRAFT)
    return found.select_related("cycle", "office").defer("cycle__form")


def submission_for(member: Member | None, cycle: str, office: str) -> Submission | None:
    """Give one submission; None where there is none, or the member may not know of it.

    Every saving begins here: the office of one's own is at hand already, and the rest is asked of the row found.
    """
    if member is None:
        return None
    own = member.office if member.office.pk == office else None
    asked = Submission.objects.filter(cycle=cycle, office=office).select_related("cycle", *([] if own else ["office"]))
    found = next(iter(asked.defer("cycle__form")[:1]), None)
    if found is not None and own:
        found.office = own
    if found is None or found.cycle.stage == Cycle.Stage.DRAFT or not may_read(member, found):
        return None
    return found


def cycles_for(member: Member | None) -> Sequence[Cycle]:
    """Give the opened cycles in which the member's office or one below it reports, the newest first."""
    known = submissions_visible_to(member).order_by().values("cycle")
    return list(Cycle.objects.exclude(stage=Cycle.Stage.DRAFT).filter(pk__in=known).defer("form"))


def event_for(member: Member | None, key: UUID) -> Event | None:
    """Give an event with its submission, cycle and office at hand; None for whoever may not know of it."""
    found = Event.objects.filter(pk=key, submission__in=submissions_of(member).order_by().values("pk"))
    with_all = found.select_related("submission__cycle", "submission__office", "author")
    return with_all.defer("submission__cycle__form").first()
