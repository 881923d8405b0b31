"""What all interfaces share: their addresses, problems of one form, and a schema that tells them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from pydantic import BaseModel

from ikpweb.api.kinds import Kind
from ikpweb.api.problems import MEDIA_TYPE, problem_response, set_handlers
from ikpweb.kit.country import country
from ikpweb.kit.wording import worded, words_of

__all__ = ["Interface", "View"]

View = Callable[..., HttpResponse]


class Interface(NinjaAPI, ABC):
    """An interface: what each view is wrapped in, and which problems an operation answers with, is said by its kind."""

    #: Where it stands.
    ROOT: ClassVar[str]
    #: What its problems look like.
    PROBLEM: ClassVar[type[BaseModel]]

    def __init__(self, **more: Any) -> None:
        super().__init__(openapi_url="openapi.json", **more)
        set_handlers(self)

    @abstractmethod
    def wrapped(self, pattern: URLPattern) -> View:
        """Give what answers at an address."""

    @abstractmethod
    def kinds(self, address: str, method: str, operation: dict[str, Any]) -> Iterable[tuple[str, Kind]]:
        """Give the problems that an operation may answer with, by their codes."""

    def completed(self, address: str, operation: dict[str, Any]) -> None:
        """Add to what the schema says of an operation."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, application, namespace = super().urls
        # Ninja's own root answers with a page of its own.
        kept = [pattern for pattern in patterns if getattr(pattern, "name", "") != "api-root"]
        kept.append(path("<path:elsewhere>", _elsewhere, name="elsewhere"))
        for pattern in kept:
            if isinstance(pattern, URLPattern):
                pattern.callback = self.wrapped(pattern)
        return kept, application, namespace

    def get_root_path(self, path_params: dict[str, Any]) -> str:  # noqa: ARG002 - ninja's signature
        return self.ROOT

    def get_openapi_schema(self, **more: Any) -> Any:
        """Give the schema, with the problems that every operation may answer with."""
        schema = super().get_openapi_schema(**more)
        plain = self.PROBLEM.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**plain.pop("$defs", {}), self.PROBLEM.__name__: plain}
        for address, methods in schema["paths"].items():
            for method, operation in methods.items():
                operation["responses"] |= self._problems(self.kinds(address, method, operation))
                self.completed(address, operation)
        words = words_of(country(), "en")
        return _worded(schema, words) if words else schema

    def _problems(self, kinds: Iterable[tuple[str, Kind]]) -> dict[int, Any]:
        found: dict[int, list[str]] = {}
        for code, kind in kinds:
            found.setdefault(kind.status, []).append(code)
        form = {"schema": {"$ref": f"#/components/schemas/{self.PROBLEM.__name__}"}}
        return {
            status: {"description": ", ".join(codes), "content": {MEDIA_TYPE: form}}
            for status, codes in sorted(found.items())
        }


def _worded(told: Any, words: Mapping[str, str], name: str = "") -> Any:
    """Say what a schema explains in the words of the country; names of fields and values stay."""
    if isinstance(told, dict):
        return {key: _worded(each, words, str(key)) for key, each in told.items()}
    if isinstance(told, list):
        return [_worded(each, words) for each in told]
    return worded(told, words) if name in {"description", "summary"} and isinstance(told, str) else told


def _elsewhere(request: HttpRequest, elsewhere: str) -> HttpResponse:  # noqa: ARG001 - the address does not matter
    return problem_response(request, "unknown-address")
