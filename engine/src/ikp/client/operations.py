"""What the API of a platform can be asked, taken from its schema; a test tells when the two part."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ikp.errors import UsageError, problem

__all__ = ["Operation", "drawn", "operations"]


@dataclass(frozen=True, slots=True)
class Operation:
    """A question.

    Parameters
    ----------
    path : str
        With ``{name}`` where the release goes.
    query : tuple of str
        What it may be asked with, paging and language aside.
    columns : mapping
        Fields of a row to their kind.
    paged : bool
        Whether rows come in parts.
    """

    path: str
    query: tuple[str, ...]
    columns: Mapping[str, str]
    paged: bool

    def checked(self, name: str, asked: Mapping[str, object]) -> Mapping[str, object]:
        """Give what is asked, or refuse a parameter that the API does not know.

        Raises
        ------
        UsageError
        """
        unknown = sorted(set(asked) - set(self.query))
        if unknown:
            raise UsageError(
                problem("api-unknown-parameter", operation=name, given=unknown, known=list(self.query) or "–")
            )
        return asked


@cache
def operations() -> Mapping[str, Operation]:
    """Give the operations by the names that the schema has for them."""
    kept = json.loads(files("ikp.client").joinpath("operations.json").read_text("utf-8"))
    return {
        name: Operation(told["path"], tuple(told["query"]), told["columns"], told["paged"])
        for name, told in kept.items()
    }


def drawn(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the operations of releases from an OpenAPI schema, as *operations.json* holds them."""
    return {
        told["get"]["operationId"]: {
            "path": path,
            "query": [
                each["name"]
                for each in told["get"]["parameters"]
                if each["in"] == "query" and each["name"] not in ("limit", "offset", "lang")
            ],
            "columns": _columns(schema, _row(schema, told["get"])),
            "paged": any(each["name"] == "offset" for each in told["get"]["parameters"]),
        }
        for path, told in schema["paths"].items()
        if path.startswith("/api/v1/releases")
    }


def _row(schema: Mapping[str, Any], operation: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the schema of a row: of an item where the answer is a list."""
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    whole = _resolved(schema, answer)
    rows = whole["properties"].get("items") or whole["properties"].get("nodes")
    return _resolved(schema, rows["items"]) if rows else {"properties": {}}


def _columns(schema: Mapping[str, Any], row: Mapping[str, Any], before: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    # The kept schema has its names in the order of the alphabet; what is required stands as it is told.
    for name in dict.fromkeys([*row.get("required", ()), *row["properties"]]):
        told = row["properties"][name]
        kinds = [_resolved(schema, each) for each in told.get("anyOf", [told])]
        kind = next(each for each in kinds if each.get("type") != "null")
        if kind.get("properties"):
            found |= _columns(schema, kind, f"{before}{name}_")
        elif kind.get("type") in ("string", "number", "integer", "boolean"):
            found[f"{before}{name}"] = kind["type"]
    return found


def _resolved(schema: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in told:
        told = schema["components"]["schemas"][told["$ref"].rpartition("/")[2]]
    return told
