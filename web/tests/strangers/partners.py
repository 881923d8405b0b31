"""Partners and agreements: those of the visited office."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from ikpweb.prevention.partners.models import Activity, Agreement, Partner, PartnerSheet
from ikpweb.prevention.partners.services import make_agreement, make_partner, note_activity
from ikpweb.prevention.partners.services.sheets import keep_partner_sheet

from web.tests.strangers import MARKERS, World

_NAME = f"SINTETIS {MARKERS[0]}"


def make_partner_institution(world: World) -> Partner:
    given = {"name": _NAME, "sector": "media", "level": "regency"}
    return make_partner(world.head.office, given, key=uuid4(), actor=world.enterer).row


def _said(world: World) -> dict[str, Any]:
    return {
        "partner": str(world.partner_institution.pk),
        "kind": "mou",
        "title": _NAME,
        "signed_on": date(2026, 1, 5).isoformat(),
        "valid_from": date(2026, 1, 5).isoformat(),
    }


def make_partner_agreement(world: World) -> Agreement:
    return make_agreement(world.head.office, _said(world), key=uuid4(), actor=world.enterer).row


def make_partner_doing(world: World) -> Activity:
    given = {"day": date(2026, 1, 6).isoformat(), "what": _NAME}
    return note_activity(world.partner_agreement, given, key=uuid4(), actor=world.enterer).row


def make_partner_file(world: World) -> PartnerSheet:
    row = {"line": 2, "partner": {"name": _NAME}, "agreement": None}
    return keep_partner_sheet([row], name=f"{MARKERS[0]}.csv", actor=world.enterer)


def _agreement(world: World) -> dict[str, Any]:
    return {"key": world.partner_agreement.pk}


def _institution(world: World) -> dict[str, Any]:
    return {"key": world.partner_institution.pk}


def _doing(world: World) -> dict[str, Any]:
    return {"key": world.partner_doing.pk}


COMMON = {
    f"partners:{name}": lambda _: {"form": "csv"}
    for name in ("table", "institutions-table", "coverage-table", "template")
}
FILLS = {
    **{f"partners:{name}": _agreement for name in ("agreement", "edit", "renew", "move", "note")},
    **{f"partners:{name}": _institution for name in ("institution", "institution-edit", "institution-move")},
    **{f"partners:{name}": _doing for name in ("activity-edit", "activity-move")},
    "partners:sheet": lambda world: {"key": world.partner_file.pk},
    "office-api-v1:agreement": _agreement,
}
_REASON = {"seen": "1", "reason": "SINTETIS: alasan yang cukup panjang."}


def _sent(body: dict[str, Any]) -> dict[str, Any]:
    return {"data": urlencode(body).encode(), "content_type": "application/x-www-form-urlencoded"}


BODIES = {
    "partners:edit": lambda world: _sent({**_said(world), "seen": "1"}),
    "partners:renew": lambda world: _sent(_said(world)),
    "partners:move": lambda _: _sent({**_REASON, "move": "end", "day": "2026-02-01"}),
    "partners:note": lambda _: _sent({"day": "2026-01-07", "what": "SINTETIS"}),
    "partners:activity-edit": lambda _: _sent({"day": "2026-01-07", "what": "SINTETIS", "seen": "1"}),
    "partners:activity-move": lambda _: _sent(_REASON),
    "partners:institution-edit": lambda _: _sent(
        {"name": "SINTETIS", "sector": "media", "level": "regency", "seen": "1"}
    ),
    "partners:institution-move": lambda _: _sent(_REASON),
}
