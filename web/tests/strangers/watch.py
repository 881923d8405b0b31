"""Reports of alleged violations, their effort and alarms: a report of the visited office."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

from ikpweb.watch.models import Report, ReportSheet
from ikpweb.watch.services import enter
from ikpweb.watch.services.sheets import keep_watch_sheet

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


def make_report_sheet(world: World) -> ReportSheet:
    row = {"line": 2, "office": world.office, "key": str(uuid4()), "content": {"summary": MARKERS[0]}}
    return keep_watch_sheet([row], name=f"{MARKERS[0]}.csv", subject="reports", system="uji", actor=world.enterer)


COMMON = {
    "watch:import": lambda _: {"subject": "laporan"},
    "watch:template": lambda _: {"subject": "laporan", "form": "csv"},
}
FILLS = {
    **{f"watch:{name}": _report for name in ("report", "edit", "move")},
    "watch:sheet": lambda world: {"key": world.report_sheet.pk},
    "office-api-v1:report": _report,
    "office-api-v1:effort": lambda world: {"office": world.office},
    "watch:effort-of": lambda world: {"office": world.office},
}


def _said(_: World) -> dict[str, Any]:
    return {"kind": "criminal", "source": "found", "event_date": "2026-01-05"}


def _sent(body: dict[str, Any]) -> dict[str, Any]:
    return {"data": json.dumps(body), "content_type": "application/json"}


BODIES = {
    "office-api-v1:reports": lambda world: _sent(
        {**_said(world), "id": str(uuid4()), "client": str(uuid4()), "office": world.office}
    ),
    "office-api-v1:report": lambda world: _sent({**_said(world), "seen": 1}),
    "office-api-v1:effort": lambda _: _sent({"weeks": [{"week": "2026-01-05", "supervisors": 7}]}),
}
