"""Proposed plans: one of the visited office, whose asker's name nobody else may read."""

from typing import Any
from uuid import uuid4

from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.services import record
from ikpweb.prevention.actions import library, terms
from ikpweb.prevention.plans.basis import PUBLISHED
from ikpweb.prevention.plans.computing import compute_plan
from ikpweb.prevention.plans.models import Plan, PlanItem
from ikpweb.prevention.plans.services.proposing import propose
from ikpweb.runs.models import Run, Score

from web.tests.strangers import World


def make_plan(world: World) -> Plan:
    # No score of the office is in print: it gets one here.
    run = Run.objects.get(edition="2024", level="regency", reading="own", kind="published")
    Score.objects.update_or_create(run=run, unit_id=world.office, defaults={"total": 40.0, "category": "sedang"})
    record("published.loaded", SYSTEM.actor, "edition:2024")  # what was read before is not remembered any more
    asked = {
        "basis": PUBLISHED,
        "units": [world.office],
        "calendar": "",
        "start": timezone.localdate(),
        "horizon": 30,
        "budget": 9_000_000,
        "capacity": 15.0,
        "day_rate": 500_000,
        "fixed": {},
        "forms": list(terms().forms),
    }
    plan = propose(world.head.office, asked, client=uuid4(), actor=world.head).plan
    done = compute_plan(plan)
    assert done is not None
    return done


def make_plan_item(world: World) -> PlanItem:
    found = world.plan.items.first()
    assert found is not None
    return found


def _plan(world: World) -> dict[str, Any]:
    return {"key": world.plan.pk}


def _item(world: World) -> dict[str, Any]:
    return {"key": world.plan.pk, "item": world.plan_item.pk}


FILLS = {
    **{f"plans:{name}": _plan for name in ("plan", "progress", "accept", "add", "again", "compare")},
    "plans:table": lambda world: {**_plan(world), "form": "csv"},
    "plans:item": _item,
    "plans:move": _item,
    "plans:chart": lambda world: {**_plan(world), "name": "manfaat", "form": "svg"},
    "office-api-v1:plan": _plan,
}


def _form(told: dict[str, str]) -> dict[str, Any]:
    from urllib.parse import urlencode

    return {"data": urlencode(told), "content_type": "application/x-www-form-urlencoded"}


BODIES = {
    "plans:accept": lambda _: _form({"semua": "ya"}),
    "plans:add": lambda world: _form({"daerah": world.office, "tindakan": library()[0].id}),
    "plans:again": lambda _: _form({"client": str(uuid4())}),
    "plans:move": lambda _: _form({"move": "take-out", "seen": "1"}),
}
