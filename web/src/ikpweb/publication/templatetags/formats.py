"""The forms of a release, for its page."""

from django import template

from ikpweb.publication.formats import keeping
from ikpweb.publication.formats.views import NEGOTIATED
from ikpweb.publication.models import Release

register = template.Library()


@register.simple_tag
def files_of(release: Release) -> list[dict[str, object]]:
    """List the forms with size and SHA-256; where they are not made yet, their names alone."""
    kept: list[dict[str, object]] = [
        {"name": each.name, "size": each.size, "digest": each.digest} for each in keeping.known(release)
    ]
    shaped: list[dict[str, object]] = [
        {"name": f"{release.name}-{level}.geojson", "size": None, "digest": ""}
        for level in keeping.levels_with_shapes(release)
    ]
    return [*(kept or [_unmade(release, ending) for ending in NEGOTIATED.values() if ending != ".jsonld"]), *shaped]


def _unmade(release: Release, ending: str) -> dict[str, object]:
    return {"name": f"{release.name}{ending}", "size": None, "digest": ""}
