"""Editions: a draft of the centre, with a weighting in which the visited office's enterer is an expert."""

from typing import Any
from urllib.parse import urlencode

from ikpweb.methodology.edits import ChangeNode
from ikpweb.methodology.models import Draft, Edition, Weighting
from ikpweb.methodology.services import ask_expert, ask_freeze, change_draft, open_weighting

from web.tests.drafting import drafted, frozen
from web.tests.factories import member
from web.tests.strangers import MARKERS, World


def make_draft(_: World) -> Draft:
    writer = member("analyst", "0")
    draft = drafted("rancangan-rahasia", writer=writer)
    names = {"id": f"{MARKERS[0]} indikator", "en": f"{MARKERS[0]} indicator"}
    change_draft(draft, ChangeNode("I01", {"names": names}), seen=2, actor=writer)
    ask_freeze(draft, actor=writer)
    return draft


def make_edition(_: World) -> Edition:
    return frozen("belum-publik")


def make_weighting(world: World) -> Weighting:
    writer = member("analyst", "0")
    weighting = open_weighting(world.draft, due=None, actor=writer)
    ask_expert(weighting, world.enterer.person.email, actor=writer)
    return weighting


def _draft(world: World) -> dict[str, Any]:
    return {"draft": world.draft.pk}


def _level(world: World) -> dict[str, Any]:
    return {**_draft(world), "level": "province"}


def _node(world: World) -> dict[str, Any]:
    return {**_draft(world), "node": "I01"}


def _weighting(world: World) -> dict[str, Any]:
    return {"draft": world.draft.pk, "number": world.weighting.pk}


def _edition(world: World) -> dict[str, Any]:
    return {"edition": world.edition.pk}


_PAGES = (
    "draft", "about", "history", "discard", "weighting", "open-weighting", "freeze", "ask-freeze", "confirm-freeze",
    "withdraw-freeze",
)  # fmt: skip

#: Every office reads what is frozen; what it is asked by is no secret of another one.
COMMON = {"methodology:edition": _edition}

FILLS = {
    **{f"methodology:{name}": _draft for name in _PAGES},
    **{f"methodology:{name}": _level for name in ("cutoffs", "recipe")},
    **{f"methodology:{name}": _node for name in ("node", "move", "shift", "remove", "rubric")},
    **{f"methodology:{name}": _weighting for name in ("ask-expert", "close-weighting", "apply-weights")},
    **{f"methodology:{name}": _edition for name in ("show", "hide")},
    "methodology:add": lambda world: {**_draft(world), "parent": "SP1"},
    "methodology:revision": lambda world: {**_draft(world), "number": 3},
    "methodology:score": lambda world: {"weighting": world.weighting.pk},
    "edition-preview:preview": _draft,
}


def _form(**fields: object) -> dict[str, Any]:
    return {"data": urlencode(fields), "content_type": "application/x-www-form-urlencoded"}


BODIES = {
    "methodology:discard": lambda _: _form(reason="Bukan milik saya."),
    "methodology:remove": lambda _: _form(seen=3),
    "methodology:shift": lambda _: _form(seen=3, to="after"),
    "methodology:move": lambda _: _form(seen=3, parent="SP2"),
    "methodology:score": lambda _: _form(**{"score-I01": 4}),
    "methodology:ask-expert": lambda world: _form(email=world.head.person.email),
    "methodology:show": lambda _: _form(launched="2028-01-01"),
}
