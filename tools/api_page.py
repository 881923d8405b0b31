"""Make `docs/reference/api.md` from the schemas of both interfaces, which the tests hold to what is served."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = ["page", "unexplained"]

ROOT = Path(__file__).resolve().parents[1]
#: `web/tests/api/test_schema.py` compares these files with what the platform answers.
_SCHEMAS = {
    "The open interface": "openapi.json",
    "The interface of an office": "openapi-office.json",
    "The interface of polling stations": "openapi-stations.json",
}
_HEAD = """\
# Interfaces for programs

<!-- Made from web/tests/api/openapi*.json, which the platform serves, by `make pages`. -->

Every address of the interfaces, with its parameters. The platform itself serves the schemas
(`/api/v1/openapi.json`, `/api/v1/office/openapi.json`, `/api/v1/stations/openapi.json`) and a page to try the open one
(`/api/v1/docs`). What a program of an office has to know besides (session, tokens, conflicts)
stands in [The API of an office](office-api.md).
"""


def page() -> str:
    """Write the page."""
    return _HEAD + "".join(
        f"\n## {title}\n\n{schema['info'].get('description', '').strip()}\n"
        + "".join(_operations(schema))
        + f"\n## {title}: shapes\n"
        + "".join(_shapes(schema))
        for title, schema in _schemas()
    )


def unexplained() -> list[str]:
    """Find addresses that say nothing about themselves."""
    return [
        f"{method.upper()} {path}: has no summary."
        for _, schema in _schemas()
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
        if not told.get("summary")
    ]


def _schemas() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for title, name in _SCHEMAS.items():
        yield title, json.loads((ROOT / "web/tests/api" / name).read_text("utf-8"))


def _operations(schema: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            yield f"\n### `{method.upper()} {path}`\n\n{told['summary']}. {_one_line(told.get('description', ''))}\n"
            if told.get("parameters"):
                yield "\n| parameter | in | type | |\n|---|---|---|---|\n"
                yield from map(_parameter, told["parameters"])
            if body := told.get("requestBody"):
                kinds = "; ".join(f"`{_kind(each.get('schema', {}))}`" for each in body["content"].values())
                yield f"\nTakes {kinds}.\n"
            answers = ((code, each) for code, each in told["responses"].items())
            yield "\n| answer | |\n|---|---|\n" + "".join(_answer(str(code), each) for code, each in answers)


def _shapes(schema: Mapping[str, Any]) -> Iterator[str]:
    """Give the fields of every named shape."""
    for name, told in schema.get("components", {}).get("schemas", {}).items():
        if fields := told.get("properties"):
            said = _one_line(told.get("description", ""))
            yield (
                f"\n### {name}\n\n{said}\n\n| field | type | |\n|---|---|---|\n"
                if said
                else (f"\n### {name}\n\n| field | type | |\n|---|---|---|\n")
            )
            required = told.get("required", [])
            for field, each in fields.items():
                mark = "" if field in required else "May be left out."
                yield f"| `{field}` | {_kind(each)} | {_one_line(each.get('description', ''))} {mark}".rstrip() + " |\n"


def _parameter(told: Mapping[str, Any]) -> str:
    schema = told.get("schema", {})
    said = _one_line(told.get("description") or schema.get("description") or "")
    said += "" if schema.get("default") in (None, "") else f" Left out: `{schema['default']}`."
    said += " Required." if told.get("required") and told["in"] != "path" else ""
    return f"| `{told['name']}` | {told['in']} | {_kind(schema)} | {said.strip()} |\n"


def _answer(code: str, told: Mapping[str, Any]) -> str:
    kinds = [_kind(each["schema"]) for each in told.get("content", {}).values() if each.get("schema")]
    said = _one_line(told.get("description", ""))
    return f"| {code} | {said}{': ' if said and kinds else ''}{', '.join(f'`{kind}`' for kind in kinds)} |\n"


def _kind(schema: Mapping[str, Any]) -> str:
    """Name a type: of a schema with a name the name, of a list what it lists."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", maxsplit=1)[-1]
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"] if each.get("type") != "null")
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or schema.get("title") or "JSON")


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "/").replace("<", "&lt;")
