"""What every answer tells the browser, whichever part of the platform gives it: static files and errors too."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from ikpweb.api.problems import problem_response

__all__ = ["SecurityHeaders"]

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
#: What a page of ours never asks a device for; a security key may be asked for at sign-in, by our own pages.
_FEATURES = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), "
    "xr-spatial-tracking=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
#: For what is no page: opened by itself it loads nothing and runs nothing; a picture may carry its own style.
_NO_PAGE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class SecurityHeaders:
    """The outermost middleware: headers that no view can forget.

    A view that says something else about itself is heard: an embedded page names who may frame it, a file
    of evidence forbids more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = _refusal(request) or self.get_response(request)
        told = answer.headers
        told.setdefault("Permissions-Policy", _FEATURES)
        told.setdefault("X-Content-Type-Options", "nosniff")
        told.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        told.setdefault("Content-Security-Policy", _NO_PAGE)
        open_to_all = told.get("Access-Control-Allow-Origin") == "*"
        told.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if open_to_all else "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(settings.STATIC_URL):
            # Made for one person: no cache may keep it, and the next user of the computer must not find it.
            told.setdefault("Cache-Control", "private, no-store")
        return answer


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if request.method not in _METHODS:  # TRACE, and what is none at all
        return HttpResponseNotAllowed(_METHODS)
    if settings.SECURE_SSL_REDIRECT and request.path.startswith("/api/") and not request.is_secure():
        # A program that is sent on would go on sending its secrets in the clear, and nobody would see it.
        return problem_response(request, "https-only")
    return None
