"""Activities of prevention: one of the visited office, and a file that waits."""

from typing import Any
from uuid import uuid4

from ikpweb.prevention.activities.models import Activity, ActivitySheet
from ikpweb.prevention.activities.services.entering import enter
from ikpweb.prevention.activities.services.sheets import keep_activity_sheet

from web.tests.strangers import MARKERS, World


def _said() -> dict[str, Any]:
    return {"form": "education", "date": "2026-01-05", "title": f"SINTETIS: {MARKERS[0]}"}


def make_activity(world: World) -> Activity:
    return enter(world.enterer.office, _said(), key=uuid4(), actor=world.enterer)[0]


def make_activity_sheet(world: World) -> ActivitySheet:
    row = {"line": 2, "key": str(uuid4()), "content": _said()}
    return keep_activity_sheet([row], name=f"{MARKERS[0]}.csv", subject="activities", actor=world.head)


def _activity(world: World) -> dict[str, Any]:
    return {"key": world.activity.pk}


COMMON = {
    "activities:import": lambda _: {"subject": "kegiatan"},
    "activities:template": lambda _: {"subject": "kegiatan", "form": "csv"},
    "activities:export": lambda _: {"form": "csv"},
    "activities:table": lambda _: {"form": "csv"},
}
FILLS = {
    **{f"activities:{name}": _activity for name in ("activity", "edit", "move")},
    "office-api-v1:activity": _activity,
    "activities:sheet": lambda world: {"key": world.activity_sheet.pk},
}
