"""The door of every page of a release: never before its time, nor after its withdrawal, nor of a changed file."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikpweb.publication.public import published
from ikpweb.publication.reading import DamagedError

__all__ = ["of_release"]

View = Callable[..., HttpResponse]


def of_release(view: View) -> View:
    """Give a view the release of its address in place of the name.

    Of one that is not public there is nothing (404), of a withdrawn one the notice (410), and where a
    file was changed since the freeze it is named and nothing of it is shown (503).
    """

    @wraps(view)
    def inner(request: HttpRequest, name: str, **more: Any) -> HttpResponse:
        release = published(name)
        if release.withdrawn_at:
            return render(request, "publication/release.html", {"release": release}, status=410)
        try:
            answer = view(request, release, **more)
        except DamagedError as damage:
            told = {"release": release, "damaged": str(damage)}
            return render(request, "publication/damaged.html", told, status=503)
        if not answer.has_header("Cache-Control"):
            # A withdrawal must be seen at once: kept by readers, but asked about each time.
            answer["Cache-Control"] = "public, no-cache"
        return answer

    return cast("View", require_safe(inner))
