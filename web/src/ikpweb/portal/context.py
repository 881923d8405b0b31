"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ikpweb.runs.engine import engine_version

__all__ = ["platform"]


def platform(request: HttpRequest) -> dict[str, Any]:
    """Give the platform's version and public address; the pages of sign-in call something else ``site``."""
    base = settings.ENVIRONMENT.base_url or f"{request.scheme}://{request.get_host()}"
    return {"platform": {"version": engine_version, "base": base}}
