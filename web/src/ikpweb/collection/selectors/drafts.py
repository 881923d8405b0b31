"""What was never handed in: while entry is open somebody may still do so, afterwards nobody can."""

from dataclasses import dataclass

from django.db.models import Count, Q

from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission

__all__ = ["Drafts", "drafts_in", "lapsed"]


@dataclass(frozen=True, slots=True)
class Drafts:
    """How many items are drafts, in how many offices."""

    items: int
    offices: int


def drafts_in(cycle: Cycle) -> Drafts:
    """Count the drafts of a cycle: two queries."""
    found: dict[int, int] = {}
    for model in (Declaration, Event):
        mine = model.objects.filter(submission__cycle=cycle, state=State.DRAFT).order_by()
        for submission, number in mine.values_list("submission").annotate(n=Count("pk")):
            found[submission] = found.get(submission, 0) + number
    return Drafts(sum(found.values()), len(found))


def lapsed(submission: Submission) -> int:
    """Count the items that nobody can hand in or decide any more, because entry ended while they were drafts.

    They do not count, as if nothing had been said: their cells are missing, never zero.
    """
    if submission.cycle.stage in {Cycle.Stage.DRAFT, Cycle.Stage.OPEN}:
        return 0
    mine = Q(submission=submission, state=State.DRAFT)
    return Declaration.objects.filter(mine).count() + Event.objects.filter(mine).count()
