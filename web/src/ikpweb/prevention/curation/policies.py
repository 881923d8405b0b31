"""Who may propose for the library, and who curates. What is in force is public; proposals are not."""

from django.db.models import Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.prevention.curation.models import Proposal, ProposalStep
from ikpweb.prevention.curation.transitions import Side
from ikpweb.territory.models import Office

__all__ = ["is_author", "may_curate", "may_propose", "proposals_visible_to", "sides_of"]

_WRITING = ("propose", "change")


def may_curate(member: Member | None) -> bool:
    """Tell whether a member keeps calendars, links and the library: the centre's head or analyst."""
    return member is not None and member.office.pk == Office.CENTRE and member.has(Role.HEAD, Role.ANALYST)


def may_propose(member: Member | None) -> bool:
    """Tell whether a member may propose for their office: its head or enterers; at the centre its analysts too."""
    return member is not None and (member.has(Role.HEAD, Role.ENTERER) or may_curate(member))


def proposals_visible_to(member: Member | None) -> QuerySet[Proposal]:
    """Give the proposals of the member's office and of those below it."""
    rows = Proposal.objects.all()
    if member is None:
        return rows.none()
    if member.office.pk == Office.CENTRE:
        return rows
    return rows.filter(Q(office=member.office.pk) | Q(office__parent=member.office.pk))


def sides_of(member: Member, proposal: Proposal) -> frozenset[Side]:
    """Say on which sides of a proposal a member stands."""
    own = may_propose(member) and member.office.pk == proposal.office_id
    return frozenset(side for side, holds in ((Side.OFFICE, own), (Side.CENTRE, may_curate(member))) if holds)


def is_author(member: Member, proposal: Proposal) -> bool:
    """Tell whether a member wrote any of a proposal."""
    return ProposalStep.objects.filter(proposal=proposal, by=member.person, move__in=_WRITING).exists()
