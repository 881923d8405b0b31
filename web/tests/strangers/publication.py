"""Releases: drafts are the centre's alone, and what is published is everybody's."""

from typing import Any

from ikpweb.publication.models import Release

from web.tests.strangers import MARKERS, World

PUBLIC = {
    "releases:list": "what was published is for everybody",
    "releases:feed": "what was published is for everybody",
    "releases:key": "who checks a signature needs the key",
    "releases:catalogue": "what was published is for everybody",
    "releases:forms": "what was published is for everybody; a draft is not found",
    "releases:data": "what was published is for everybody; a draft is not found",
    "releases:page": "what was published is for everybody; a draft is not found",
    "releases:bundle": "what was published is for everybody; a draft is not found",
    "releases:file": "what was published is for everybody; a draft is not found",
    "releases:reports": "what was published is for everybody; a draft is not found",
    "releases:report": "what was published is for everybody; a draft is not found",
    **{
        f"released:{name}": "what was published is for everybody; a draft is not found"
        for name in ("level", "unit", "method", "changes", "changes-table", "cite", "frames", "frame", "picture")
    },
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
    "releases:forms": lambda world: {"name": world.release.name},
    "releases:data": lambda world: {"name": world.release.name, "file": f"{world.release.name}.csv"},
    "releases:bundle": lambda world: {"name": world.release.name},
    "releases:file": lambda world: {"name": world.release.name, "path": "MANIFEST"},
    "releases:reports": lambda world: {"name": world.release.name},
    "releases:report": lambda world: {"name": world.release.name, "report": "pers", "language": "id"},
    "released:level": lambda world: {"name": world.release.name, "level": "regency"},
    "released:unit": lambda world: {"name": world.release.name, "code": "31"},
    "released:method": lambda world: {"name": world.release.name, "level": "regency"},
    "released:changes": lambda world: {"name": world.release.name},
    "released:changes-table": lambda world: {"name": world.release.name},
    "released:cite": lambda world: {"name": world.release.name, "form": "bib"},
    "released:frames": lambda world: {"name": world.release.name},
    "released:frame": lambda world: {"name": world.release.name, "what": "peta-regency"},
    "released:picture": lambda world: {"name": world.release.name, "what": "kartu", "form": "png"},
}
FORM = "application/x-www-form-urlencoded"
BODIES = {
    "publication:freeze": lambda _world: {"data": "seen=1", "content_type": FORM},
    "publication:withdraw": lambda _world: {"data": "reason=Ada+kesalahan+di+dalamnya.", "content_type": FORM},
}
