"""What the APIs of a platform can be asked, taken from their schemas; a test tells when they part."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from ikp.errors import UsageError, problem

__all__ = ["Operation", "drawn", "operations"]

_RELEASES, _OFFICE = "/api/v1/releases", "/api/v1/office/"
#: Names of a list in an answer, which may have that of its operation too, and of how many it has in all.
_ROWS, _TOTALS = ("items", "nodes", "rows"), ("count", "total")


@dataclass(frozen=True, slots=True)
class Operation:
    """A question.

    Parameters
    ----------
    path : str
        With one name in braces where the release goes, or another thing that is asked about.
    query : tuple of str
        What it may be asked with, paging and language aside.
    columns : mapping
        Fields of a row to their kind.
    rows : str
        Where the rows of the answer are; empty where it is no list.
    total : str
        Where it says how many there are in all.
    part : int
        Rows that are given at once at most; 0 where all come in one answer.
    """

    path: str
    query: tuple[str, ...]
    columns: Mapping[str, str]
    rows: str
    total: str
    part: int

    @property
    def live(self) -> bool:
        """Whether it asks for live data, which need a key."""
        return self.path.startswith(_OFFICE)

    def address(self, name: str) -> str:
        """Give its path about what is named."""
        return re.sub(r"\{\w+\}", lambda _: quote(name, safe=""), self.path)

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
        name: Operation(told["path"], tuple(told["query"]), told["columns"], told["rows"], told["total"], told["part"])
        for name, told in kept.items()
    }


def drawn(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Draw operations from an OpenAPI schema, as *operations.json* holds them: of releases, and lists of the office."""
    found = {}
    for path, methods in schema["paths"].items():
        told = methods.get("get")
        if told is None or not path.startswith((_RELEASES, _OFFICE)):
            continue
        whole = _resolved(schema, told["responses"]["200"]["content"]["application/json"]["schema"])["properties"]
        rows = next((name for name in (*_ROWS, told["operationId"]) if "items" in whole.get(name, {})), "")
        if path.startswith(_OFFICE) and not rows:
            continue
        row = _resolved(schema, whole[rows]["items"]) if rows else {"properties": {}}
        limits = [each["schema"]["maximum"] for each in told["parameters"] if each["name"] == "limit"]
        found[told["operationId"]] = {
            "path": path,
            "query": [
                each["name"]
                for each in told["parameters"]
                if each["in"] == "query" and each["name"] not in ("limit", "offset", "lang")
            ],
            "columns": _columns(schema, row),
            "rows": rows,
            "total": next((name for name in _TOTALS if name in whole), "") if limits else "",
            "part": limits[0] if limits else 0,
        }
    return found


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
