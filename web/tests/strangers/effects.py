"""Assessments of effect and programmes: those of the visited office; the published cases are everybody's."""

from datetime import date
from typing import Any
from uuid import uuid4

from ikpweb.prevention.effects.asking import Asked
from ikpweb.prevention.effects.computing import assess_effect
from ikpweb.prevention.effects.models import Assessment, Programme
from ikpweb.prevention.effects.selectors.treatments import Treatment
from ikpweb.prevention.effects.services import keep_programme

from web.tests.strangers import MARKERS, World

_PAGES = "printed facts with their sources; nothing of an office is in it"
PUBLIC = {
    **{f"cases:{name}": _PAGES for name in ("home", "case", "jambi")},
    "portal:done": "only what the centre released by unit, without a word of an office",
}


def make_listed_programme(world: World) -> Programme:
    days = {world.office: date(2024, 1, 1)}
    return keep_programme(world.head.office, f"SINTETIS: {MARKERS[0]}", days, key=uuid4(), actor=world.enterer)


def make_assessment(world: World) -> Assessment:
    asked = Asked(f"program:{world.listed_programme.pk}", first=date(2024, 1, 1), last=date(2024, 12, 31))
    what = Treatment(f"SINTETIS: {MARKERS[0]}", {world.office: date(2024, 6, 1)})
    return assess_effect(asked, what, key=uuid4(), office=world.head.office, actor=world.enterer)


def _assessment(world: World) -> dict[str, Any]:
    return {"key": world.assessment.pk}


def _programme(world: World) -> dict[str, Any]:
    return {"key": world.listed_programme.pk}


# Of every unit, but only what the member's office may see of it.
COMMON = {"effects:timeline": lambda world: {"code": world.office, "name": "dilakukan", "form": "svg"}}
FILLS = {
    "effects:assessment": _assessment,
    "effects:retract": _assessment,
    "effects:chart": lambda world: {**_assessment(world), "name": "rata-rata", "form": "svg"},
    "effects:table": lambda world: {**_assessment(world), "what": "hasil", "form": "csv"},
    "office-api-v1:assessment": _assessment,
    "effects:programme": _programme,
    "effects:programme-withdraw": _programme,
}
BODIES = {
    "effects:retract": lambda _: {"data": {"reason": "Tanggalnya keliru."}},
    "effects:programme-withdraw": lambda _: {"data": {"reason": "Salah daftar."}},
}
