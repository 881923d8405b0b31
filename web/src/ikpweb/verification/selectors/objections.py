"""Objections, as those see them who answer them, and as the office that made them does."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Revision
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.territory.models import Office
from ikpweb.verification.models import Objection

__all__ = ["all_objections", "objections_for"]


def all_objections(member: Member, cycle: Cycle) -> QuerySet[Objection]:
    """Give the objections of a cycle that the member may see, those without an answer first."""
    seen = submissions_visible_to(member).filter(cycle=cycle)
    found = Objection.objects.filter(decision__submission__in=seen)
    more = ("decision__event", "decision__office", "decision__person", "decision__submission__office", "person")
    return found.select_related(*more, "answered_by").order_by(F("answered_at").asc(nulls_first=True), "at")


def objections_for(member: Member, cycle: Cycle) -> QuerySet[Objection]:
    """Give the objections that wait for the member: at the centre, and not about their own decision or entry."""
    if member.office.pk != Office.CENTRE:
        return Objection.objects.none()
    wrote = Revision.objects.filter(submission=OuterRef("decision__submission"), author=member.person)
    waiting = all_objections(member, cycle).filter(~Q(decision__person=member.person), granted=None)
    return waiting.filter(~Exists(wrote))
