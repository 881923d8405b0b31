"""Boards of the programme, of the visited office; what is decided about the public, which only the centre sees."""

from typing import Any

from ikpweb.prevention.programme.models import Disclosure
from ikpweb.prevention.programme.services.disclosing import ask

from web.tests.factories import member
from web.tests.strangers import World


def make_disclosure(world: World) -> Disclosure:
    from datetime import date

    return ask({"activities": "nation"}, date(2026, 1, 1), "Untuk uji orang asing.", actor=member("head", "0"))


def _number(world: World) -> dict[str, Any]:
    return {"number": world.disclosure.number}


PUBLIC = {
    "program:home": "what the centre released of the programme, and nothing else",
    "program:data": "the same as files",
}
COMMON = {"programme:table": lambda _: {"form": "csv"}}
FILLS = {
    "programme:office": lambda world: {"code": world.office},
    "programme:preview": _number,
}
