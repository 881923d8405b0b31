"""Who may see, ask for and decide about plans: by region and role. The public sees none of them."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.policies import offices_visible_to
from ikpweb.prevention.plans.models import Plan, PlanItem
from ikpweb.prevention.plans.transitions import WRITING
from ikpweb.territory.models import Office, Unit

__all__ = ["may_decide", "may_decide_plan", "may_plan_for", "may_propose", "plans_visible_to", "units_for"]


def plans_visible_to(member: Member | None) -> QuerySet[Plan]:
    """Give the plans of the member's office and of those below it; nobody else's."""
    if member is None:
        return Plan.objects.none()
    return Plan.objects.filter(office__in=offices_visible_to(member))


def units_for(member: Member | None) -> QuerySet[Unit]:
    """Give the units that a member may plan for: the own one and those below it."""
    return Unit.objects.filter(office__in=offices_visible_to(member), valid_to=None).order_by("code")


def may_propose(member: Member | None, office: Office | None) -> bool:
    """Tell whether a member may have a plan proposed: for the own office, by those who write for it."""
    return member is not None and office is not None and member.office.pk == office.pk and member.has(*WRITING)


def may_plan_for(member: Member | None, unit: Unit) -> bool:
    """Tell whether a member may have a plan proposed that is about a unit."""
    return member is not None and member.has(*WRITING) and units_for(member).filter(pk=unit.pk).exists()


def may_decide(member: Member | None, item: PlanItem) -> bool:
    """Tell whether a member may change and decide about an item."""
    return may_decide_plan(member, item.plan)


def may_decide_plan(member: Member | None, plan: Plan) -> bool:
    """Tell whether a member may change and decide about a plan: writers of the office that asked for it.

    What its register then does with an action for an office below, the register says.
    """
    return member is not None and member.office.pk == plan.office_id and member.has(*WRITING)
