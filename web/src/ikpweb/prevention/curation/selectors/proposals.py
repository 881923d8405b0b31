"""What offices propose for the library, with every step of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.kit.merging import find_differences
from ikpweb.prevention.curation.content import flat
from ikpweb.prevention.curation.models import Proposal, ProposalStep, Status
from ikpweb.prevention.curation.policies import proposals_visible_to

__all__ = ["filtered", "proposal_for", "steps_of", "waiting"]


def filtered(member: Member, status: str = "", words: str = "") -> QuerySet[Proposal]:
    """Give the proposals that a member may see, the last changed first; by status and by words of the title."""
    rows = proposals_visible_to(member).select_related("office", "author")
    if status in Status.values:
        rows = rows.filter(status=status)
    if words:
        rows = rows.filter(
            Q(code__icontains=words) | Q(content__title__id__icontains=words) | Q(content__title__en__icontains=words)
        )
    return rows


def proposal_for(member: Member, key: UUID) -> Proposal | None:
    """Give a proposal that a member may see; a foreign one is as if it did not exist."""
    return proposals_visible_to(member).select_related("office", "author", "became").filter(pk=key).first()


def waiting(member: Member) -> int:
    """Count the proposals that a member may see and nobody decided on."""
    return proposals_visible_to(member).filter(status=Status.WAITING).count()


def steps_of(proposal: Proposal) -> Sequence[tuple[ProposalStep, list[tuple[str, Any, Any]]]]:
    """Give the steps of a proposal, the newest first, each with the fields that it changed."""
    told: list[tuple[ProposalStep, list[tuple[str, Any, Any]]]] = []
    before: dict[str, Any] = {}
    for step in proposal.steps.select_related("by", "office").order_by("number"):
        after = flat(step.content)
        changed = find_differences(before, after) if before else {}
        told.append((step, [(name, *values) for name, values in changed.items()]))
        before = after
    return told[::-1]
