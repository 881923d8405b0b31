"""The figures of an action that people add to a plan: what it would bring beside what stands in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ikpweb.prevention.actions import Action, library
from ikpweb.prevention.plans.asking import CEILING, Asked
from ikpweb.prevention.plans.calendar import calendar_of, nearness
from ikpweb.prevention.plans.engine import reached
from ikpweb.prevention.plans.inputs import fits, share_of
from ikpweb.prevention.plans.models import ItemState, Plan, PlanItem
from ikpweb.prevention.plans.reasons import due_on, why_of_record
from ikpweb.territory.models import Unit

__all__ = ["KEPT", "figures_of", "points_of", "reaching", "standing_in"]

#: States of an item that count for what the plan brings.
KEPT = (ItemState.PROPOSED, ItemState.ACCEPTED)


def figures_of(plan: Plan, unit: Unit, key: str) -> dict[str, Any] | None:
    """Give the fields of a new item, or None for an action that is none for the unit."""
    action = next((each for each in library() if each.id == key), None)
    record = plan.result.inputs
    if action is None or unit.pk not in record["grounds"] or not fits(action, unit.level):
        return None
    asked = Asked.from_dict(plan.asked)
    points = points_of(plan, unit.pk)
    mine = share_of(action, asked)
    others = [*standing_in(plan, unit.pk), *_kept(plan, unit)]
    brings = (
        reaching(plan, asked, {unit.pk: [*others, key]})[unit.pk] - reaching(plan, asked, {unit.pk: others})[unit.pk]
    )
    schedule = calendar_of(asked.calendar) if asked.calendar else None
    near = nearness(schedule, asked.start, asked.horizon) if schedule else {}
    drivers = {code: points[code] * min(share, CEILING) for code, share in mine.items() if points.get(code)}
    return {
        "points": brings,
        "alone": sum(drivers.values()),
        "cost": asked.cost(action.effort, action.form),
        "effort": float(action.effort),
        "why": why_of_record(unit.pk, dict(sorted(drivers.items(), key=lambda pair: -pair[1])), record),
        "due": due_on(action.stages, near, asked),
    }


def _kept(plan: Plan, unit: Unit) -> list[str]:
    rows = PlanItem.objects.filter(plan=plan, unit=unit, state__in=KEPT)
    return list(rows.values_list("action", flat=True))


def points_of(plan: Plan, unit: str) -> dict[str, float]:
    """Give what each driver brings to the score of a unit."""
    found: dict[str, float] = plan.result.inputs["grounds"][unit]["points"]
    return found


def standing_in(plan: Plan, unit: str) -> list[str]:
    """Give the actions that were in the register of a unit when the plan was computed."""
    return [key for code, key in plan.result.inputs["register"] if code == unit]


def reaching(plan: Plan, asked: Asked, chosen: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Give the points that actions take away from each unit of a plan together.

    An action that is in the library no more takes nothing away.
    """
    known: dict[str, Action] = {each.id: each for each in library()}
    keys = sorted({key for each in chosen.values() for key in each})
    shares = {key: share_of(known[key], asked) for key in keys if key in known}
    return reached({unit: points_of(plan, unit) for unit in chosen}, shares, chosen, CEILING)
