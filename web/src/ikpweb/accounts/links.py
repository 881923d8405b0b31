"""Addresses for letters, which must be whole."""

from django.conf import settings
from django.http import HttpRequest

__all__ = ["absolute"]


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """Give the whole address of a path: by IKP_BASE_URL, else as the request came, else on this machine."""
    if settings.ENVIRONMENT.base_url or request is None:
        return f"{settings.ENVIRONMENT.base_url or 'http://127.0.0.1:8000'}{path}"
    return request.build_absolute_uri(path)
