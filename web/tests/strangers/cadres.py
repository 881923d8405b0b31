"""Participatory supervision: a training, an event and the record of a person of the visited office."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.utils import timezone
from ikpweb.prevention.cadres.models import Alumnus, CadreSheet, Outreach, Training
from ikpweb.prevention.cadres.services import enter_alumnus, enter_outreach, enter_training
from ikpweb.prevention.cadres.services.sheets import keep_cadre_sheet

from web.tests.strangers import MARKERS, World

_NAME = f"SINTETIS {MARKERS[0]}"
_DAY = date(2026, 1, 5).isoformat()


def _said(_: World) -> dict[str, Any]:
    return {"programme": "p2p", "stage": "basic", "title": _NAME, "day": _DAY, "place": "SINTETIS"}


def make_cadre_training(world: World) -> Training:
    return enter_training(world.head.office, _said(world), key=uuid4(), actor=world.enterer).row


def make_cadre_event(world: World) -> Outreach:
    given = {"title": _NAME, "form": "visit", "day": _DAY}
    return enter_outreach(world.head.office, given, key=uuid4(), actor=world.enterer).row


def _about() -> dict[str, Any]:
    today = timezone.localdate()
    days = {"consented_on": today.isoformat(), "until": (today + timedelta(100)).isoformat()}
    return {"name": _NAME, "contact": "SINTETIS", "purpose": "invite", **days}


def make_cadre_person(world: World) -> Alumnus:
    return enter_alumnus(world.cadre_training, _about(), agreed=True, client=uuid4(), actor=world.enterer)


def make_cadre_file(world: World) -> CadreSheet:
    row = {"line": 2, "content": {**_said(world), "day": _DAY}}
    return keep_cadre_sheet([row], subject="pelatihan", name=f"{MARKERS[0]}.csv", actor=world.enterer)


def _training(world: World) -> dict[str, Any]:
    return {"subject": "pelatihan", "key": world.cadre_training.pk}


def _person(world: World) -> dict[str, Any]:
    return {"number": world.cadre_person.pk}


def _of_trainings(_: World) -> dict[str, Any]:
    return {"subject": "pelatihan"}


COMMON = {
    "cadres:chart": lambda _: {"form": "svg"},
    "cadres:coverage-table": lambda _: {"form": "csv"},
    "cadres:table": lambda _: {"subject": "pelatihan", "form": "csv"},
    "cadres:template": lambda _: {"subject": "pelatihan", "form": "csv"},
    **{f"cadres:{name}": _of_trainings for name in ("list", "new", "import")},
}
FILLS = {
    **{f"cadres:{name}": _training for name in ("one", "edit", "move")},
    **{f"cadres:{name}": _person for name in ("person", "erase", "copy")},
    "cadres:person-new": lambda world: {"key": world.cadre_training.pk},
    "cadres:sheet": lambda world: {"key": world.cadre_file.pk},
}


def _sent(body: dict[str, Any]) -> dict[str, Any]:
    return {"data": urlencode(body).encode(), "content_type": "application/x-www-form-urlencoded"}


BODIES = {
    "cadres:edit": lambda world: _sent({**_said(world), "seen": "1"}),
    "cadres:move": lambda _: _sent({"seen": "1", "reason": "SINTETIS: alasan yang cukup panjang."}),
    "cadres:person-new": lambda _: _sent({**_about(), "agreed": "on"}),
    "cadres:person": lambda _: _sent({**_about(), "agreed": "on", "seen": "1"}),
    "cadres:erase": lambda _: _sent({"why": "asked"}),
}
