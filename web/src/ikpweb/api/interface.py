"""The API as a whole: its addresses, its schema, and problem documents for everything that goes wrong."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.urls import URLPattern

from ikpweb.api.addresses import Interface, View
from ikpweb.api.docs import ServerSideDocs
from ikpweb.api.examples import with_example
from ikpweb.api.kinds import Kind
from ikpweb.api.problems import PROBLEMS
from ikpweb.api.schemas import Problem
from ikpweb.api.serving import served

__all__ = ["OpenInterface"]

#: These answers follow from the code rather than from the data.
_OF_CODE = ("openapi-json", "openapi-view", "elsewhere")
#: Names of addresses that begin so are about releases, which name their state themselves.
_OF_RELEASES = "release"


class OpenInterface(Interface):
    """A read-only API: ETags, CORS, HEAD, and problems of one form, also in its schema."""

    ROOT, PROBLEM = "/api/v1/", Problem

    def __init__(self, **more: Any) -> None:
        super().__init__(docs=ServerSideDocs(), docs_url="docs", **more)

    def wrapped(self, pattern: URLPattern) -> View:
        by_state = pattern.name not in _OF_CODE and not str(pattern.name).startswith(_OF_RELEASES)
        return served(pattern.callback, self._known, by_state=by_state)

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

    def kinds(self, address: str, method: str, operation: dict[str, Any]) -> Iterable[tuple[str, Kind]]:  # noqa: ARG002 - the interface's signature
        # 403 and 429 are said by middleware, before the operation is asked.
        statuses = {400, 403, 422, 429, 500}
        statuses |= {404} if "{" in address or operation.get("x-may-miss") else set()
        statuses |= {410, 503} if operation.get("x-of-release") else set()
        yield from ((code, kind) for code, kind in PROBLEMS.items() if kind.status in statuses)

    def completed(self, address: str, operation: dict[str, Any]) -> None:
        with_example(address, operation)
