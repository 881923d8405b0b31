"""The office's API as a whole: session and token, private answers, bounded bodies, problems of one form."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, path
from django.utils import translation
from ninja import NinjaAPI
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.examples import OFFICE, with_example
from ikpweb.api.keys.door import HEADER, by_key, standing_of
from ikpweb.api.kinds import Kind
from ikpweb.api.office.problems import OFFICE_PROBLEMS
from ikpweb.api.office.schemas import OfficeProblem
from ikpweb.api.problems import MEDIA_TYPE, PROBLEMS, ApiError, language_of, problem_response, set_handlers
from ikpweb.collection.faults import ConflictError, RefusedError

__all__ = ["MOST_BYTES", "OfficeInterface"]

#: 61 answers are 4 kB, an event with a long narrative is 7.
MOST_BYTES = 1_000_000

View = Callable[..., HttpResponse]


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


class OfficeInterface(NinjaAPI):
    """For those who are signed in."""

    def __init__(self, **more: Any) -> None:
        super().__init__(openapi_url="openapi.json", docs_url=None, auth=Session(), **more)
        set_handlers(self)
        _set_handlers(self)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, application, namespace = super().urls
        kept = [pattern for pattern in patterns if getattr(pattern, "name", "") != "api-root"]
        kept.append(path("<path:elsewhere>", _elsewhere, name="elsewhere"))
        for pattern in kept:
            if isinstance(pattern, URLPattern):
                pattern.callback = private(pattern.callback)
        return kept, application, namespace

    def get_root_path(self, path_params: dict[str, Any]) -> str:  # noqa: ARG002 - ninja's signature
        return "/api/v1/office/"

    def get_openapi_schema(self, **more: Any) -> Any:
        """Give the schema, with the problems that every operation may answer with."""
        schema = super().get_openapi_schema(**more)
        plain = OfficeProblem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**plain.pop("$defs", {}), "OfficeProblem": plain}
        for address, methods in schema["paths"].items():
            for method, operation in methods.items():
                operation["responses"] |= _problems(writes=method != "get")
                with_example(address, operation, OFFICE)
        return schema


def _problems(*, writes: bool) -> dict[int, Any]:
    kinds: dict[str, Kind] = {"bad-request": PROBLEMS["bad-request"], "internal-error": PROBLEMS["internal-error"]}
    # The first two are said by middleware, before an operation is asked.
    kinds |= {code: PROBLEMS[code] for code in ("https-only", "too-many-requests", "bad-parameter")}
    kinds |= OFFICE_PROBLEMS
    only_writing = {"key-only-reads", "forged", "not-allowed", "conflict", "too-large", "faults"}
    found: dict[int, list[str]] = {}
    for code, kind in kinds.items():
        if writes or code not in only_writing:
            found.setdefault(kind.status, []).append(code)
    return {
        status: {
            "description": ", ".join(codes),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/OfficeProblem"}}},
        }
        for status, codes in sorted(found.items())
    }


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
    @api.exception_handler(RefusedError)
    def _refused(request: HttpRequest, refused: RefusedError) -> HttpResponse:
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


def _elsewhere(request: HttpRequest, elsewhere: str) -> HttpResponse:  # noqa: ARG001 - the address does not matter
    return problem_response(request, "unknown-address")
