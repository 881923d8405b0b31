"""Middleware that refuses who asks too often, before anything is computed for them."""

import logging
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikpweb.accounts.attempts import address
from ikpweb.accounts.services.sign_in import note_limited
from ikpweb.accounts.signals import acting
from ikpweb.api.keys.counting import Quota, Standing
from ikpweb.api.problems import problem_response
from ikpweb.config.limits import kinds_of
from ikpweb.config.problem import loopback
from ikpweb.kit.limits import WINDOW, Counter, network

__all__ = ["RequestLimits", "counter"]

_TOO_MANY = 429
_log = logging.getLogger(__name__)


@cache
def counter() -> Counter:
    """Give the counts that all processes of this server share."""
    return Counter(settings.ENVIRONMENT.home / "limits", settings.SECRET_KEY.encode())


class RequestLimits:
    """Counts each request by who asks, and answers 429 with the seconds to wait where it is one too many.

    It stands behind what is kept in memory: pages that cost nothing are never refused, so that a crowd
    of readers before an announcement is answered. A limit that is met is in the log once a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == _TOO_MANY and not answer.has_header("Retry-After"):  # the sign-in's own count
            answer["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
        return answer

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        where = address(request)
        if not settings.ENVIRONMENT.proxies and (not where or loopback(where)):  # a laptop: the visitor is its owner
            return None
        for kind in kinds_of(request):
            most = settings.LIMITS[kind]
            if not most:
                continue
            count, wait = counter().hit(f"{kind} {_who(request, kind, where)}")
            if count > most:
                if count == most + 1:
                    self._note(request, kind, most)
                return _refusal(request, wait, most)
        return None

    def _note(self, request: HttpRequest, kind: str, most: int) -> None:
        person = request.user if _signed_in(request) else None
        try:
            note_limited(kind, most=most, actor=acting(request, person))  # type: ignore[arg-type]
        except Exception:  # noqa: BLE001 - refusing must not depend on a database in trouble
            _log.exception("A limit was met, and could not be written down.")


def _signed_in(request: HttpRequest) -> bool:
    # Who has no session is not asked for one: to look would open it for every reader.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _who(request: HttpRequest, kind: str, where: str) -> str:
    if kind != "sign-in" and _signed_in(request):
        return f"person {request.user.pk}"
    return f"address {network(where)}"


def _refusal(request: HttpRequest, wait: int, most: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        answer = problem_response(request, "too-many-requests", wait=str(wait))
        for name, value in Standing(((Quota("minute", most, WINDOW), -1, wait),)).headers().items():
            answer[name] = value
    else:
        answer = render(request, "429.html", {"wait": wait}, status=_TOO_MANY)
    answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "no-store"
    return answer
