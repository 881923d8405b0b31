"""Curation: a proposal of the visited office; calendars, links and actions are everybody's to read."""

from typing import Any
from uuid import uuid4

from ikpweb.prevention.curation.models import Proposal
from ikpweb.prevention.curation.services import propose

from web.tests.prevention.curation.curating import given_action
from web.tests.strangers import MARKERS, World


def make_library_proposal(world: World) -> Proposal:
    title = {"id": f"SINTETIS: {MARKERS[0]} diundang rapat", "en": ""}
    why = f"SINTETIS: {MARKERS[0]} memintanya."
    return propose(uuid4(), given_action(title=title), why=why, actor=world.enterer)


def _proposal(world: World) -> dict[str, Any]:
    return {"key": world.library_proposal.pk}


COMMON = {
    "curation:calendar": lambda _: {"code": "pilkada-2024"},
    "curation:calendar-edit": lambda _: {"code": "pilkada-2024"},
    "curation:calendar-move": lambda _: {"code": "pilkada-2024"},
    "curation:link": lambda _: {"code": "I01"},
    "curation:indicator": lambda _: {"code": "I01"},
    "curation:action": lambda _: {"key": "identity-tension-map"},
    "curation:action-move": lambda _: {"key": "identity-tension-map"},
}
FILLS = {f"curation:{name}": _proposal for name in ("proposal", "proposal-edit", "curate", "proposal-move")}


def _moved(move: str, seen: int) -> dict[str, Any]:
    return {"data": f"move={move}&reason=SINTETIS+alasan&seen={seen}",
            "content_type": "application/x-www-form-urlencoded"}  # fmt: skip


BODIES = {
    "curation:proposal-move": lambda _: _moved("withdraw", 1),
    "curation:calendar-move": lambda _: _moved("withdraw", 1),
    "curation:action-move": lambda _: _moved("withdraw", 1),
}
