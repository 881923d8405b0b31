"""Which plans wait to be computed; a process that died leaves its plan to the next one."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ikpweb.prevention.plans.models import Plan, PlanState

__all__ = ["GIVEN_UP", "due", "is_due"]

#: A computation that began so long ago and never ended was ended with its process.
GIVEN_UP = timedelta(minutes=10)


def due() -> list[Plan]:
    """Give the plans that wait, the oldest first."""
    lost = Q(state=PlanState.COMPUTING, started_at__lt=timezone.now() - GIVEN_UP)
    rows = Plan.objects.filter(Q(state=PlanState.WAITING) | lost)
    return list(rows.select_related("office", "made_by", "after").order_by("made_at"))


def is_due(plan: Plan) -> bool:
    """Tell whether a plan still waits for somebody to compute it."""
    lost = plan.started_at is not None and plan.started_at < timezone.now() - GIVEN_UP
    return plan.state == PlanState.WAITING or (plan.state == PlanState.COMPUTING and lost)
