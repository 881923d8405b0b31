"""Pages for what is not there and what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["broken", "not_found"]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that there is no such page, and offer the search."""
    return render(request, "portal/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here, without asking the database for anything."""
    return render(request, "portal/broken.html", status=500)
