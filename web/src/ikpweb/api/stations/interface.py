"""The interface of election day as a whole: a key, bounded bodies, private answers, problems of one form."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI

from ikpweb.api.kinds import Kind
from ikpweb.api.office.interface import private
from ikpweb.api.office.problems import OFFICE_PROBLEMS
from ikpweb.api.problems import MEDIA_TYPE, PROBLEMS, problem_response, set_handlers
from ikpweb.api.stations.door import Door
from ikpweb.api.stations.problems import STATION_PROBLEMS
from ikpweb.api.stations.schemas import StationProblem

__all__ = ["StationInterface"]

_COMMON = ("bad-request", "bad-parameter", "too-many-requests", "internal-error")


class StationInterface(NinjaAPI):
    """For the programs that send what supervisors of polling stations report."""

    def __init__(self, **more: Any) -> None:
        super().__init__(openapi_url="openapi.json", docs_url=None, auth=Door(), **more)
        set_handlers(self)

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
        return "/api/v1/stations/"

    def get_openapi_schema(self, **more: Any) -> Any:
        """Give the schema, with the problems that every operation may answer with."""
        schema = super().get_openapi_schema(**more)
        plain = StationProblem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"] |= {**plain.pop("$defs", {}), "StationProblem": plain}
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                operation["responses"] |= _problems(writes=method != "get")
        return schema


def _problems(*, writes: bool) -> dict[int, Any]:
    kinds: Mapping[str, Kind] = {code: PROBLEMS[code] for code in _COMMON}
    reading = {code: STATION_PROBLEMS[code] for code in ("station-key-unknown", "station-key-quota")}
    kinds = {**kinds, **(STATION_PROBLEMS if writes else reading)}
    kinds |= {"too-large": OFFICE_PROBLEMS["too-large"]} if writes else {}
    found: dict[int, list[str]] = {}
    for code, kind in kinds.items():
        found.setdefault(kind.status, []).append(code)
    return {
        status: {
            "description": ", ".join(codes),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/StationProblem"}}},
        }
        for status, codes in sorted(found.items())
    }


def _elsewhere(request: HttpRequest, elsewhere: str) -> HttpResponse:  # noqa: ARG001 - the address does not matter
    return problem_response(request, "unknown-address")
