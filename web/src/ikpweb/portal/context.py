"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ikpweb.kit.country import country
from ikpweb.runs.engine import engine_version

__all__ = ["platform"]


def platform(request: HttpRequest) -> dict[str, Any]:
    """Give the platform's version, its public address, and the frame of public pages.

    A page that is written as a file of a static site (see `portal.released.site`) has a frame without
    what needs the platform, and the address that the site will have, empty where nobody knows it yet.
    """
    here = country()
    told: dict[str, Any] = {
        "version": engine_version,
        "short": here.said(here.short),
        "country": here.said(here.name),
        "body": here.said(here.body),
        "pages": here.pages,
        "languages": settings.LANGUAGES,
        "shipped": here.is_shipped,
    }
    site = request.META.get("ikp.static_site")
    if site is not None:
        return {"platform": told | {"base": site, "site": True, "layout": "released/site.html"}}
    base = settings.ENVIRONMENT.base_url or f"{request.scheme}://{request.get_host()}"
    return {"platform": told | {"base": base, "site": False, "layout": "portal/base.html"}}
