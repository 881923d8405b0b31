"""What pages of a release have in common, and what its first page shows of its figures."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ikpweb.publication import policies
from ikpweb.publication.building import publisher
from ikpweb.publication.choosing import offered
from ikpweb.publication.citing import citation
from ikpweb.publication.mapped import hexagons_of
from ikpweb.publication.models import Release
from ikpweb.publication.reading import DamagedError, reading
from ikpweb.runs.selectors import editions

__all__ = ["about", "cited_at", "front"]


def about(request: HttpRequest, release: Release) -> dict[str, Any]:
    """Give what every page of a release says: its newer version, its levels, how it is cited, what else there is."""
    later = policies.public_releases().filter(code=release.code, version__gt=release.version, withdrawn_at=None)
    newer = later.defer("files")
    return {
        "release": release,
        "newer": newer.order_by("-version").first(),
        "publisher": publisher(),
        "levels": list(reading(release).sheets),
        "citation": citation(release, cited_at(request)),
        "editions": editions(),
        "releases": _choice(release),
    }


def _choice(release: Release) -> Sequence[Release]:
    """Give the releases to choose from; an older version, which is not offered any more, stands first on its pages."""
    found = offered()
    return found if any(each.pk == release.pk for each in found) else [release, *found]


def cited_at(request: HttpRequest) -> str:
    """Give the address of this page that lasts: on a static site, that which the site will have."""
    site = request.META.get("ikp.static_site")
    return request.build_absolute_uri(request.path) if site is None else f"{site}{request.path}"


def front(request: HttpRequest, release: Release) -> dict[str, Any]:
    """Give the map of the largest units for the first page; where a file was changed, its name and no figure."""
    if release.withdrawn_at:
        return {}
    try:
        found = reading(release)
    except DamagedError as damage:
        return {"damaged": str(damage), "citation": citation(release, cited_at(request))}
    sheet = next(iter(found.sheets.values()))
    return {
        **about(request, release),
        "sheet": sheet,
        "level": sheet.level,
        "map": hexagons_of(sheet, lambda code: reverse("released:unit", args=[release.name, code])),
    }
