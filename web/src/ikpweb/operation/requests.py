"""Each request: its number, a line in the log, and a place in the counts."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ikpweb.operation.counting import count
from ikpweb.operation.logs import route_of

__all__ = ["Requests"]

_log = logging.getLogger("ikpweb.requests")
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,32}")


class Requests:
    """Middleware, outermost of all: what any other answers is counted too.

    The number is that of the proxy (``X-Request-ID``), where one of the platform's own stands in front, so that one
    number finds the line of the proxy, of the server, and the entry of the audit log; else it is made here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number = _number(request)
        request.number = number  # type: ignore[attr-defined] # read by whoever writes to the audit log
        response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        seconds = time.perf_counter() - began
        route = "static" if request.path.startswith(settings.STATIC_URL) else route_of(request)
        method = request.method if request.method in _METHODS else "other"
        count(method, route, response.status_code, seconds)
        if _log.isEnabledFor(logging.INFO):
            fields = {
                "request": number,
                "method": method,
                "route": route,
                "status": response.status_code,
                "ms": round(1000 * seconds, 1),
                "user": _person(request),
            }
            _log.info("request", extra={"fields": fields})
        return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _number(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-ID", "")
    if settings.ENVIRONMENT.proxies and _NUMBER.fullmatch(given):
        return given
    return uuid.uuid4().hex


def _person(request: HttpRequest) -> int | None:
    """Give the number of who is signed in, if that was asked for anyway: public pages never open a session."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None and user.is_authenticated else None
