"""Releases: drafts are the centre's alone, and what is published is everybody's."""

from typing import Any

from ikpweb.publication.models import Release

from web.tests.strangers import MARKERS, World

PUBLIC = {
    "releases:list": "what was published is for everybody",
    "releases:feed": "what was published is for everybody",
    "releases:key": "who checks a signature needs the key",
    "releases:page": "what was published is for everybody; a draft is not found",
    "releases:bundle": "what was published is for everybody; a draft is not found",
    "releases:file": "what was published is for everybody; a draft is not found",
}


def make_release(world: World) -> Release:
    return Release.objects.create(
        code="rahasia",
        version=1,
        edition=world.computation.cycle.edition,
        computation=world.computation,
        title_id=MARKERS[0],
        title_en=MARKERS[0],
        changes=MARKERS[1],
        drafted_by=world.head.person,
    )


def _number(world: World) -> dict[str, Any]:
    return {"number": world.release.pk}


FILLS = {
    "publication:release": _number,
    "publication:freeze": _number,
    "publication:discard": _number,
    "publication:withdraw": _number,
    "releases:page": lambda world: {"name": world.release.name},
    "releases:bundle": lambda world: {"name": world.release.name},
    "releases:file": lambda world: {"name": world.release.name, "path": "MANIFEST"},
}
FORM = "application/x-www-form-urlencoded"
BODIES = {
    "publication:freeze": lambda _world: {"data": "seen=1", "content_type": FORM},
    "publication:withdraw": lambda _world: {"data": "reason=Ada+kesalahan+di+dalamnya.", "content_type": FORM},
}
