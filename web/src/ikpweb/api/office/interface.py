"""The office's API as a whole: session and token, private answers, bounded bodies, problems of one form."""

from collections.abc import Iterable, Mapping
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern
from django.utils import translation
from ninja import NinjaAPI
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.addresses import Interface, View
from ikpweb.api.examples import OFFICE, with_example
from ikpweb.api.keys.door import HEADER, by_key, standing_of
from ikpweb.api.kinds import Kind
from ikpweb.api.office.problems import OFFICE_PROBLEMS
from ikpweb.api.office.schemas import OfficeProblem
from ikpweb.api.problems import PROBLEMS, ApiError, language_of, problem_response
from ikpweb.kit.errors import ConflictError, RejectedError

__all__ = ["MOST_BYTES", "OfficeInterface"]

#: 61 answers are 4 kB, an event with a long narrative is 7.
MOST_BYTES = 1_000_000

#: https-only and too-many-requests are said by middleware, before an operation is asked.
_COMMON = ("bad-request", "internal-error", "https-only", "too-many-requests", "bad-parameter")
_WRITING = frozenset({"key-only-reads", "forged", "not-allowed", "conflict", "too-large", "faults"})


class Session(APIKeyCookie):
    """The session of a member who has shown what their role asks for; writing needs the token of a page too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Member:
        """Give the member, or refuse: whose session it is, the middleware has found out; or whose key."""
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Member:  # noqa: ARG002 - ninja's signature
        """Give the member, or refuse."""
        if HEADER in request.headers:
            return by_key(request)
        asked = cast(MemberRequest, request)
        if asked.factor_missing:
            raise ApiError("factor-missing")
        if asked.member is None:
            raise ApiError("not-signed-in")
        if check_csrf(request):
            raise ApiError("forged")
        return asked.member


class OfficeInterface(Interface):
    """For those who are signed in."""

    ROOT, PROBLEM = "/api/v1/office/", OfficeProblem

    def __init__(self, **more: Any) -> None:
        super().__init__(docs_url=None, auth=Session(), **more)
        _set_handlers(self)

    def wrapped(self, pattern: URLPattern) -> View:
        return private(pattern.callback)

    def kinds(self, address: str, method: str, operation: dict[str, Any]) -> Iterable[tuple[str, Kind]]:  # noqa: ARG002 - the interface's signature
        yield from ((code, PROBLEMS[code]) for code in _COMMON)
        yield from ((code, kind) for code, kind in OFFICE_PROBLEMS.items() if method != "get" or code not in _WRITING)

    def completed(self, address: str, operation: dict[str, Any]) -> None:
        with_example(address, operation, OFFICE)


def private(view: View) -> View:
    """Answer one person only: nobody keeps it, and sentences are in the language that was asked for."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
                response = problem_response(request, "too-large", most=str(MOST_BYTES // 1000))
            else:
                response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseNotAllowed):
                methods = response["Allow"]
                response = problem_response(request, "wrong-method", methods=methods)
                response["Allow"] = methods
        standing = standing_of(request)
        for header, value in (standing.headers() if standing else {}).items():
            response[header] = value
        if response.status_code == 401:
            response["WWW-Authenticate"] = "Bearer"
        response["Cache-Control"] = "no-store"
        response.headers.setdefault("Content-Language", language)
        return response

    return inner


def _set_handlers(api: NinjaAPI) -> None:
    @api.exception_handler(RejectedError)
    def _refused(request: HttpRequest, refused: RejectedError) -> HttpResponse:
        errors = [
            {"item": item, "field": fault.field, "message": fault.sentence}
            for item, faults in refused.faults.items()
            for fault in faults
        ]
        return problem_response(request, "faults", {"errors": errors})

    @api.exception_handler(ConflictError)
    def _conflict(request: HttpRequest, conflict: ConflictError) -> HttpResponse:
        more: Mapping[str, Any] = {
            "revision": conflict.revision,
            "items": conflict.items,
            "others": sorted(conflict.others),
        }
        return problem_response(request, "conflict", more)

    @api.exception_handler(PermissionDenied)
    def _denied(request: HttpRequest, _denied: PermissionDenied) -> HttpResponse:
        return problem_response(request, "not-allowed")
