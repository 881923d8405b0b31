"""Version 1 of the open interface: everything that is published, to be read by programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Query

from ikpweb.api.asked import Asked
from ikpweb.api.comparison import router as comparison
from ikpweb.api.editions import router as editions
from ikpweb.api.interface import OpenInterface
from ikpweb.api.releases.v1 import router as releases
from ikpweb.api.results import router as results
from ikpweb.api.schemas import Index
from ikpweb.api.units import router as units
from ikpweb.api.validation import router as validation
from ikpweb.runs.engine import engine_version

api = OpenInterface(
    title="ikp",
    version="1",
    urls_namespace="api-v1",
    description=(
        "Published results of Indonesia's election-vulnerability index (IKP), with certainty, sources and conflicts. "
        "No key is needed; every answer may be cached by its ETag; null means not published, never zero."
    ),
)


@api.get("/", response=Index, operation_id="index", summary="Where everything is", tags=["index"],
         openapi_extra={"x-summary-id": "Daftar alamat"})  # fmt: skip
def index(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001 - ninja's signature
    """Give the addresses of the API."""
    names = ("releases", "editions", "units", "results", "compare", "figures", "validation", "docs", "openapi.json")
    return {
        "name": "ikp",
        "version": "1",
        "engine": engine_version,
        "links": {name.removesuffix(".json"): f"/api/v1/{name}" for name in names},
    }


for _router in (releases, editions, units, results, comparison, validation):
    api.add_router("", _router)
