"""Who may compute the index of a cycle, and see what was computed before it is released."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.audit.actor import SYSTEM, Acting
from ikpweb.runs.models import Computation
from ikpweb.territory.models import Office

__all__ = ["computations_visible_to", "may_compute"]


def may_compute(member: Acting) -> bool:
    """Tell whether somebody may compute: analysts and the head of the centre, and the platform's own commands."""
    if not isinstance(member, Member):
        return member is SYSTEM
    return member.office.pk == Office.CENTRE and member.has(Role.ANALYST, Role.HEAD)


def computations_visible_to(member: Member | None) -> QuerySet[Computation]:
    """Give the computations that a member may open: the centre, all; others, those of frozen cycles and of training."""
    if member is None:
        return Computation.objects.none()
    if member.office.pk == Office.CENTRE:
        return Computation.objects.all()
    return Computation.objects.filter(frozen=True) | Computation.objects.filter(cycle__training=True)
