"""Plans for tests: what is asked, and a plan that is computed."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.prevention.actions import terms
from ikpweb.prevention.plans.basis import PUBLISHED
from ikpweb.prevention.plans.computing import compute_plan
from ikpweb.prevention.plans.models import Plan, PlanItem
from ikpweb.prevention.plans.services.proposing import propose

__all__ = ["CAMPAIGN", "PROVINCE", "asked_for", "computed", "first", "form_of", "proposed"]

#: A unit whose dimensions are in print.
PROVINCE = "31"
#: A day of the election of 2024 on which much is near.
CAMPAIGN = date(2024, 1, 10)


def asked_for(*units: str, **other: Any) -> dict[str, Any]:
    """Give what is asked, as the service takes it."""
    return {
        "basis": PUBLISHED,
        "units": list(units) or [PROVINCE],
        "calendar": "",
        "start": timezone.localdate(),
        "horizon": 60,
        "budget": 20_000_000,
        "capacity": 30.0,
        "day_rate": 500_000,
        "fixed": {},
        "forms": list(terms().forms),
        **other,
    }


def proposed(who: Member, *units: str, **other: Any) -> Plan:
    """Ask for a plan of a member's office."""
    return propose(who.office, asked_for(*units, **other), client=uuid4(), actor=who).plan


def computed(who: Member, *units: str, after: Plan | None = None, **other: Any) -> Plan:
    """Ask for a plan and compute it."""
    plan = propose(who.office, asked_for(*units, **other), client=uuid4(), after=after, actor=who).plan
    done = compute_plan(plan)
    assert done is not None
    return done


def first(plan: Plan) -> PlanItem:
    """Give the most useful item."""
    found = plan.items.select_related("plan__office", "unit").first()
    assert found is not None
    return found


def form_of(**other: Any) -> dict[str, Any]:
    """Give what a browser sends to ask for a plan."""
    return {
        "client": str(uuid4()),
        "basis": PUBLISHED,
        "units": [PROVINCE],
        "calendar": "",
        "start": timezone.localdate().isoformat(),
        "horizon": "60",
        "budget": "Rp20.000.000",
        "capacity": "30",
        "day_rate": "500.000",
        "kinds": list(terms().forms),
        "main": "10",
        "other": "5",
        **other,
    }
