"""The API as a whole: its addresses, its schema, and problem documents for everything that goes wrong."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI

from ikpweb.api.docs import ServerSideDocs
from ikpweb.api.examples import with_example
from ikpweb.api.problems import MEDIA_TYPE, PROBLEMS, problem_response, set_handlers
from ikpweb.api.schemas import Problem
from ikpweb.api.serving import served

__all__ = ["OpenInterface"]

#: These answers follow from the code rather than from the data.
_OF_CODE = ("openapi-json", "openapi-view", "elsewhere")
#: Names of addresses that begin so are about releases, which name their state themselves.
_OF_RELEASES = "release"


class OpenInterface(NinjaAPI):
    """A read-only API: ETags, CORS, HEAD, and problems of one form, also in its schema."""

    def __init__(self, **more: Any) -> None:
        super().__init__(docs=ServerSideDocs(), openapi_url="openapi.json", docs_url="docs", **more)
        set_handlers(self)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, application, namespace = super().urls
        # The index is an operation of ours; ninja's own root answers with a page of its own.
        kept = [pattern for pattern in patterns if getattr(pattern, "name", "") != "api-root"]
        kept.append(path("<path:elsewhere>", _elsewhere, name="elsewhere"))
        for pattern in kept:
            if isinstance(pattern, URLPattern):
                by_state = pattern.name not in _OF_CODE and not str(pattern.name).startswith(_OF_RELEASES)
                pattern.callback = served(pattern.callback, self._known, by_state=by_state)
        return kept, application, namespace

    def _known(self, route: str) -> Collection[str]:
        """Give the parameters of a route such as ``api/v1/editions/<code>``."""
        address = "/" + route.replace("<", "{").replace(">", "}")
        return self._parameters.get(address, ())

    @cached_property
    def _parameters(self) -> Mapping[str, Collection[str]]:
        return {
            address: {each["name"] for each in methods["get"]["parameters"] if each["in"] == "query"}
            for address, methods in self.get_openapi_schema()["paths"].items()
        }

    def get_root_path(self, path_params: dict[str, Any]) -> str:  # noqa: ARG002 - ninja's signature
        return "/api/v1/"

    def get_openapi_schema(self, **more: Any) -> Any:
        """Give the schema, with the problems that every operation may answer with."""
        schema = super().get_openapi_schema(**more)
        plain = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**plain.pop("$defs", {}), "Problem": plain}
        for address, methods in schema["paths"].items():
            for operation in methods.values():
                operation["responses"] |= _problems(address, operation)
                with_example(address, operation)
        return schema


def _problems(address: str, operation: dict[str, Any]) -> dict[int, Any]:
    # 403 and 429 are said by middleware, before the operation is asked.
    statuses = [400, 403, *([404] if "{" in address or operation.get("x-may-miss") else []), 422, 429, 500]
    statuses += [410, 503] if operation.get("x-of-release") else []
    return {
        status: {
            "description": ", ".join(code for code, kind in PROBLEMS.items() if kind.status == status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted(statuses)
    }


def _elsewhere(request: HttpRequest, elsewhere: str) -> HttpResponse:  # noqa: ARG001 - the address does not matter
    return problem_response(request, "unknown-address")
