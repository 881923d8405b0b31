"""The items of a plan as rows of a file, and what the file is."""

from typing import Any

from ikpweb.prevention.actions import library, terms
from ikpweb.prevention.plans.models import Plan
from ikpweb.territory.selectors import units

__all__ = ["COLUMNS", "about", "rows_for"]

COLUMNS = (
    *("unit", "name", "action", "title", "form", "indicators", "points", "points_alone", "cost_rupiah"),
    *("person_days", "stage", "days_to_stage", "alarms", "owner", "deadline", "state", "origin", "in_plain_plan"),
    *("register", "label"),
)


def rows_for(plan: Plan) -> list[dict[str, Any]]:
    """Give a row per item, the most useful first."""
    known, actions = units(), {each.id: each for each in library()}
    rows = []
    for item in plan.items.select_related("owner"):
        action = actions.get(item.action)
        drivers = item.why.get("drivers", [])
        ahead = [each for each in drivers if each["days"] is not None]
        staged: dict[str, Any] = min(ahead, key=lambda each: each["days"], default={})
        rows.append(
            {
                "unit": item.unit_id,
                "name": known[item.unit_id].name,
                "action": item.action,
                "title": action.title["id"] if action else "",
                "form": terms().forms[action.form]["id"] if action else "",
                "indicators": [each["indicator"] for each in drivers],
                "points": item.points,
                "points_alone": item.alone,
                "cost_rupiah": item.cost,
                "person_days": item.effort,
                "stage": staged.get("stage"),
                "days_to_stage": staged.get("days"),
                "alarms": sorted({str(key) for each in drivers for key in each["alarms"]}),
                "owner": str(item.owner) if item.owner else "",
                "deadline": item.due,
                "state": item.state,
                "origin": item.origin,
                "in_plain_plan": item.plain,
                "register": item.entry,
                "label": "SINTETIS" if plan.training else "",
            }
        )
    return rows


def about(plan: Plan) -> dict[str, Any]:
    """Say what a file of a plan is: what was asked and assumed, and the digests."""
    result = plan.result
    return {
        "plan": plan.pk,
        "office": plan.office_id,
        "asked": plan.asked,
        "assumed": "cost per person-day, fixed costs, shares per action and ceiling; no effect was measured",
        "basis": result.inputs["basis"],
        "input": result.input_digest,
        "found": result.found_digest,
        "engine": result.engine_version,
        "made": plan.made_at.isoformat(),
        "synthetic": plan.training,
    }
