"""Reports of alleged violations, their effort and alarms: a report of the visited office."""

from datetime import date
from typing import Any
from uuid import uuid4

from ikpweb.watch.models import Report
from ikpweb.watch.services import enter

from web.tests.strangers import MARKERS, World


def make_report(world: World) -> Report:
    given = {
        "kind": "criminal",
        "source": "found",
        "event_date": date(2026, 1, 5),
        "summary": f"SINTETIS: {MARKERS[0]}",
    }
    return enter(world.head.office, given, key=uuid4(), client=uuid4(), actor=world.enterer).report


def _report(world: World) -> dict[str, Any]:
    return {"key": world.report.pk}


FILLS = {f"watch:{name}": _report for name in ("report", "edit", "move")}
