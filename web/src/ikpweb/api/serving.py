"""How answers of the API travel: ETag by the state of the data, caching, CORS, HEAD, and problems for wrong methods."""

import hashlib
from collections.abc import Callable, Collection
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from ikpweb.api.problems import language_of, problem_response
from ikpweb.audit.selectors import public_state
from ikpweb.runs.engine import engine_version

__all__ = ["KEEP", "served"]

#: Seconds for which an answer may be used without asking again.
KEEP = 300
_READ = ("GET", "HEAD")
_METHODS = "GET, HEAD, OPTIONS"

View = Callable[..., HttpResponse]


def served(view: View, known: Callable[[str], Collection[str]], *, by_state: bool) -> View:
    """Wrap a view of the API.

    Parameters
    ----------
    known : callable
        Gives the parameters that a route knows. An unknown one is refused: ``?edisi=2024`` would
        otherwise be answered with the results of every edition.
    by_state : bool
        Whether the answer follows from the data alone, so that the state of the data names it
        and an unchanged one need not be made again.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _refusal(request, known)
        tag, changed = _state(request) if by_state and response is None else (None, None)
        if response is None and tag and changed:
            response = get_conditional_response(request, tag, int(changed.timestamp()))
        if response is None:
            response = _read(view, request, *args, **kwargs)
        if response.status_code in (200, 304):
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, public=True, max_age=KEEP)
            if tag and changed:
                response["ETag"], response["Last-Modified"] = tag, http_date(changed.timestamp())
        else:
            patch_cache_control(response, no_store=True)
        response.headers.setdefault("Content-Language", language_of(request))
        # The pages of every site may read the answer: nothing here depends on who asks.
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = _METHODS
        response["Access-Control-Expose-Headers"] = "ETag, Link, Last-Modified"
        return response

    return inner


def _refusal(request: HttpRequest, known: Callable[[str], Collection[str]]) -> HttpResponse | None:
    """Answer what needs no data: a question about methods, a wrong one, and parameters that nobody knows."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": _METHODS})
    if request.method not in _READ:
        response = problem_response(request, "method-not-allowed")
        response["Allow"] = _METHODS
        return response
    route = request.resolver_match.route if request.resolver_match else ""
    unknown = sorted(set(request.GET) - {"lang", *known(route)})
    if not unknown:
        return None
    errors = [{"parameter": name[:80], "message": "Unknown parameter"} for name in unknown]
    return problem_response(request, "bad-parameter", {"errors": errors}, given=", ".join(unknown))


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Read with GET whatever is read: an operation knows no HEAD, and the server drops the body anyway."""
    asked, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked


def _state(request: HttpRequest) -> tuple[str | None, datetime | None]:
    """Name the answer: the state of what is public is the digest of everything that ever changed it."""
    held = public_state()
    if held.at is None:
        return None, None
    told = f"{held.entries} {held.digest} {engine_version} {request.get_full_path()}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"', held.at
