"""The page that explains the API, made on the server from the schema.

The pages that come with the library start from a script in the page, which the policy of the
site forbids, and weigh a megabyte; this one needs no script at all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from ikpweb.api.examples import RELEASE
from ikpweb.api.problems import PROBLEMS, language_of
from ikpweb.api.told import INDONESIAN
from ikpweb.publication import policies

__all__ = ["ServerSideDocs"]

#: Names of documents that are a list of others.
_LISTS = re.compile(r"(?:Release)?(?:Page|List)_")


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter or a field."""

    name: str
    type: str
    description: str
    needed: bool
    default: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """An address with what it takes and what it answers."""

    name: str
    address: str
    example: str
    summary: str
    parameters: Sequence[Line]
    document: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A schema with its fields."""

    name: str
    description: str
    fields: Sequence[Line]


class ServerSideDocs(DocsBase):
    """Renders the schema as a plain page in the language that is asked for."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **_more: Any) -> HttpResponse:
        language = language_of(request)
        schema = api.get_openapi_schema()
        context = {
            "operations": _operations(schema, language),
            "documents": _documents(schema, language),
            "problems": [
                (code, kind.status, kind.title(language), kind.detail(language).replace("{", "‹").replace("}", "›"))
                for code, kind in PROBLEMS.items()
            ],
        }
        with translation.override(language):
            return render(request, "api/docs.html", context)


def _operations(schema: Mapping[str, Any], language: str) -> Sequence[Operation]:
    return [
        _operation(address, methods["get"], language)
        for address, methods in schema["paths"].items()
        if "get" in methods
    ]


def _operation(address: str, told: Mapping[str, Any], language: str) -> Operation:
    name = told["operationId"]
    answer = told["responses"][200]["content"]["application/json"]["schema"]
    reference = answer.get("items", answer)["$ref"].rpartition("/")[2]
    listed = answer.get("type") == "array" or _LISTS.match(reference) is not None
    return Operation(
        name=name,
        address=address,
        example=_shown(told.get("x-example", "")),
        summary=told["x-summary-id"] if language == "id" else told["summary"],
        parameters=[
            _line(each["name"], each["schema"], language, needed=each["required"]) for each in told["parameters"]
        ],
        document=_LISTS.sub("", reference).removesuffix("_"),
        listed=listed,
    )


def _shown(example: str) -> str:
    """Give the address of an example; of a release, that of the newest here, or none where there is none."""
    if RELEASE not in example:
        return example
    newest = policies.public_releases().filter(withdrawn_at=None).first()
    # What is asked of the example need not be in another release; its parameters are in the table.
    return example.partition("?")[0].replace(RELEASE, newest.name) if newest else ""


def _documents(schema: Mapping[str, Any], language: str) -> Sequence[Document]:
    found = []
    for name, told in sorted(schema["components"]["schemas"].items()):
        if _LISTS.match(name) or "properties" not in told:
            continue
        needed = told.get("required", [])
        lines = [_line(field, each, language, needed=field in needed) for field, each in told["properties"].items()]
        found.append(Document(name, told.get("description", ""), lines))
    return found


def _line(name: str, told: Mapping[str, Any], language: str, *, needed: bool) -> Line:
    described = told.get(INDONESIAN) if language == "id" else told.get("description")
    default = told.get("default")
    return Line(name, _type(told), described or "", needed, "" if default is None else str(default))


def _type(told: Mapping[str, Any]) -> str:
    """Say a type as programmers write it: ``"own" | "regencies"``, ``number | null``, ``Result[]``."""
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    if "enum" in told:
        return " | ".join(map(str, told["enum"]))
    if "anyOf" in told:
        return " | ".join(_type(each) for each in told["anyOf"])
    if told.get("type") == "array":
        return f"{_type(told['items'])}[]"
    if told.get("type") == "object" and isinstance(told.get("additionalProperties"), dict):
        return f"{{…: {_type(told['additionalProperties'])}}}"
    return str(told.get("format") or told.get("type", ""))
