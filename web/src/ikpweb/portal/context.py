"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ikpweb.runs.engine import engine_version

__all__ = ["site"]


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the platform's version and public address."""
    base = settings.ENVIRONMENT.base_url or f"{request.scheme}://{request.get_host()}"
    return {"site": {"version": engine_version, "base": base}}
