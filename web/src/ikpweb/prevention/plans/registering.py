"""From items that were accepted to actions in the registers of their units' offices."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.prevention.actions import library
from ikpweb.prevention.plans.models import PlanItem
from ikpweb.prevention.register.services import add_action, propose_many
from ikpweb.territory.models import Office

__all__ = ["into_register", "many_into_register"]

#: Under which the numbers of requests are made: the same items ask the register the same thing.
_SPACE = UUID("5d1f6c52-8f0e-4f0c-9c1f-3a1d5a6f7b21")


def into_register(item: PlanItem, actor: Member) -> str:
    """Put an item into the register and give the number that it has there."""
    office = Office.objects.select_related("unit").get(unit=item.unit_id)
    client = uuid5(_SPACE, f"{item.plan_id}:{item.pk}")
    row = _row(item, office)
    planned = _planned(actor, {office.pk})
    made = add_action(office, row, client=client, planned=planned, origin=f"plan:{item.plan_id}", actor=actor)
    return str(made.pk)


def many_into_register(items: Sequence[PlanItem], actor: Member) -> list[str]:
    """Put many items of one plan into registers, whole or not at all; give their numbers there in the same order."""
    offices = {office.unit_id: office for office in Office.objects.filter(unit__in={item.unit_id for item in items})}
    batch = uuid5(_SPACE, f"{items[0].plan_id}:{','.join(str(item.pk) for item in items)}")
    rows = [_row(item, offices[item.unit_id]) for item in items]
    planned = _planned(actor, {office.pk for office in offices.values()})
    made = propose_many(rows, batch=batch, origin=f"plan:{items[0].plan_id}", planned=planned, actor=actor)
    return [str(each.pk) for each in made]


def _planned(actor: Member, offices: set[str]) -> bool:
    """Tell whether it is planned at once: by the head of the own office; others' heads decide about theirs."""
    return actor.has(Role.HEAD) and offices == {actor.office.pk}


def _row(item: PlanItem, office: Office) -> Mapping[str, Any]:
    action = next((each for each in library() if each.id == item.action), None)
    drivers = item.why.get("drivers", [])
    stage = next((each["stage"] for each in drivers if each["stage"]), None)
    return {
        "office": office.pk,
        "library": item.action,
        "library_version": str(action.version) if action else "",
        "title": (action.title["id"] if action else item.action)[:200],
        "description": (action.description["id"] if action else "")[:1000],
        "indicators": list(action.indicators) if action else [each["indicator"] for each in drivers],
        "stage": stage or (action.stages[0] if action else ""),
        "form": action.form if action else "",
        "owner": item.owner_id,
        "deadline": item.due,
        "cost": item.cost,
        "effort": round(item.effort),
        "alarms": sorted({key for each in drivers for key in each["alarms"]}),
    }
