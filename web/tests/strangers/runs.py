"""Computations of the index: what the centre makes of all offices is not for one of them."""

from typing import Any

from ikpweb.runs.models import Computation

from web.tests.strangers import World


def make_computation(world: World) -> Computation:
    return Computation.objects.create(cycle=world.cycle, input_digest="0" * 64, engine_version="test")


def _number(world: World) -> dict[str, Any]:
    return {"number": world.computation.pk}


FILLS = {
    "runs:computation": _number,
    "runs:compare": _number,
    "runs:table": lambda world: {**_number(world), "form": "csv"},
    "runs:suppose": _number,
    "runs:unsure": _number,
    "runs:perturb": _number,
    "runs:asked": _number,
    "runs:covered": _number,
    "runs:unsure-table": lambda world: {**_number(world), "form": "csv"},
    "runs:unsure-chart": lambda world: {**_number(world), "form": "svg"},
    "runs:unit": lambda world: {**_number(world), "code": "15.71"},
}
