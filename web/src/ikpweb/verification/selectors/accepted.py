"""What counts: the accepted items of a cycle."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.verification.dataset import left_out
from ikpweb.verification.models import SampledEvent

__all__ = ["AcceptedItems", "accepted_items", "counted_grade"]


@dataclass(frozen=True)
class AcceptedItems:
    """What goes into an index.

    Parameters
    ----------
    declarations, events : QuerySet
        Accepted rows. `events` carries `counted_grade`: the settled grade where two people
        graded differently, the office's own elsewhere.
    left_out : mapping of str to str
        Offices whose report does not count, with the reason; with `provisional`, they are in
        as far as their items are accepted.
    """

    declarations: QuerySet[Declaration]
    events: QuerySet[Event]
    left_out: Mapping[str, str]


def counted_grade() -> Combinable:
    """Give the grade that counts, as an expression on events: the settled one where two people graded differently."""
    settled = SampledEvent.objects.filter(event=OuterRef("pk"), revision=OuterRef("revision"))
    return Coalesce(Subquery(settled.values("settled_grade")[:1]), F("grade"))


def accepted_items(cycle: Cycle, *, provisional: bool = False) -> AcceptedItems:
    """Give the accepted items of the submissions that the centre accepted, or of all when `provisional`."""
    mine = {"submission__cycle": cycle, "state": State.ACCEPTED}
    if not provisional:
        mine["submission__stage__in"] = (Submission.Stage.ACCEPTED, Submission.Stage.FROZEN)
    return AcceptedItems(
        Declaration.objects.filter(**mine),
        Event.objects.filter(**mine).annotate(counted_grade=counted_grade()),
        left_out(cycle),
    )
