"""Releases in the open API are everybody's once published; a key is its person's, and the heads' of their office."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from ikpweb.api.models import Key
from ikpweb.api.services import make

from web.tests.strangers import MARKERS, World

PUBLIC = {
    f"api-v1:{name}": "what was published is for everybody; a draft is not found"
    for name in (
        "releases", "release", "releaseUnits", "releaseResults", "releaseInputs", "releaseFramework",
        "releaseRecipe", "releaseCoverage", "releaseExclusions", "releaseChanges", "releaseFiles",
    )
}  # fmt: skip


def make_key(world: World) -> Key:
    return make(MARKERS[0], ["entry"], timezone.now() + timedelta(days=9), actor=world.head)[0]


def _key(world: World) -> dict[str, Any]:
    return {"number": world.key.pk}


def _number(world: World) -> dict[str, Any]:
    return {"number": world.computation.pk}


FILLS = {"keys:revoke": _key}
#: Of an exercise, which every reader may follow; one of a running cycle is found by the centre alone.
COMMON = {"office-api-v1:computation": _number, "office-api-v1:computed-results": _number}
