"""The figures of an assessment as rows: for its page, and as files."""

from collections.abc import Sequence
from typing import Any

from ikpweb.prevention.effects.models import Assessment
from ikpweb.prevention.effects.words import month_name

__all__ = ["COURSE", "PANEL", "course_rows", "panel_rows", "window_rows"]

Row = dict[str, Any]
COURSE = ("since", "value", "low", "high", "p")
PANEL = ("unit", "period", "outcome", "start")


def course_rows(assessment: Assessment) -> list[Row]:
    """Give the difference by periods since the start."""
    return [{name: row.get(name) for name in COURSE} for row in assessment.found["course"]]


def window_rows(assessment: Assessment) -> list[Row]:
    """Give both means by period, and how many units began in it."""
    found, inputs = assessment.found, assessment.inputs
    starts: Sequence[int] = inputs["starts"]
    names = inputs["periods"]
    treated, others = (found[name] or [None] * len(names) for name in ("treated", "others"))
    return [
        {
            "name": month_name(name),
            "treated": treated[place],
            "others": others[place],
            "began": sum(start == place for start in starts) if place else 0,
        }
        for place, name in enumerate(names)
    ]


def panel_rows(assessment: Assessment) -> list[Row]:
    """Give all that went in, in the form that ``ikp effect`` reads: who has the figures can make the estimate anew."""
    inputs = assessment.inputs
    names = inputs["periods"]
    return [
        {"unit": unit, "period": name, "outcome": value, "start": names[start] if start >= 0 else ""}
        for unit, values, start in zip(inputs["units"], inputs["outcome"], inputs["starts"], strict=True)
        for name, value in zip(names, values, strict=True)
    ]
