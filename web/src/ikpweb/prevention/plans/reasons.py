"""Why an action stands in a plan, in figures, and until when it should be done."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ikpweb.prevention.plans.asking import Asked
from ikpweb.prevention.plans.calendar import Near

__all__ = ["due_on", "why_of_record"]


def why_of_record(unit: str, drivers: Mapping[str, float], record: Mapping[str, Any]) -> dict[str, Any]:
    """Give what speaks for an action in a unit: its drivers with figures, their stages, and alarms.

    Parameters
    ----------
    drivers : mapping
        Indicator to the points that the action alone would take away.
    record : mapping
        What went into the plan, as it is kept.
    """
    ground = record["grounds"][unit]
    alarms = [each for each in record["alarms"] if each["unit"] == unit]
    listed = []
    for code, goes in drivers.items():
        urgent = record["urgency"][code]
        near = record["stages"].get(urgent["stage"] or "", {})
        soon = near.get("when") == "near"
        listed.append(
            {
                "indicator": code,
                "brings": ground["points"][code],
                "goes": goes,
                "factor": urgent["factor"],
                "stage": urgent["stage"] if soon else None,
                "days": near["days"] if soon else None,
                "alarms": [each["key"] for each in alarms if code in each["indicators"]],
            }
        )
    return {"drivers": listed, "grain": ground["grain"], "chance": ground["chance"]}


def due_on(stages: Sequence[str], near: Mapping[str, Near], asked: Asked) -> date:
    """Give the deadline that goes with an action: the day before its nearest stage, or the end of the horizon."""
    soon = [near[code] for code in stages if code in near and near[code].when == "near"]
    ahead = min((each.start for each in soon if each.days > 0 and each.start), default=None)
    running = [each.end for each in soon if each.days == 0 and each.end]
    if running:
        return max(asked.start, min(asked.end, max(running)))
    return max(asked.start, ahead - timedelta(days=1)) if ahead else asked.end
