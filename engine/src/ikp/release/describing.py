"""What the files of a release hold, for machines: a Frictionless data package (specs.frictionlessdata.io)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from ikp.release.contents import Contents

__all__ = ["datapackage", "kind_of"]

_NUMBERS = {"value", "score", "rank", "coverage"}
_WHOLE = {"count", "events", "files"}
#: What a column means, in English; columns of intervals are told by their beginnings.
_MEANING = {
    "unit": "Code of the unit, as the registry has it.",
    "name": "Name of the unit.",
    "level": "Level of the unit.",
    "parent": "Code of the unit above.",
    "node": "Code in the framework: an indicator, a subdimension, a dimension, or the index.",
    "value": "Input as it was accepted; empty where there is none.",
    "reason": "Why there is no number.",
    "score": "Score from 0 to 100, unrounded.",
    "rank": "1 is the highest score.",
    "category": "Category of vulnerability.",
    "category_label": "Label of the category, where it is finer than the category.",
    "label": "SINTETIS: the data are made up.",
    "coverage": "Weighted share of the indicators below that are known, 0 to 1.",
    "events": "Accepted events behind the input.",
    "files": "Files of evidence behind them.",
    "item": "What was counted.",
    "count": "How many.",
}


def datapackage(contents: Contents, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Describe the tables of a release.

    Parameters
    ----------
    contents : Contents
    files : mapping
        All other files by name.
    """
    return {
        "profile": "tabular-data-package",
        "name": contents.name,
        "id": contents.name,
        "version": str(contents.version),
        "title": contents.titles.get("en") or next(iter(contents.titles.values())),
        "created": contents.published,
        "contributors": [{"title": contents.publisher, "role": "publisher"}],
        "resources": [_resource(name, body) for name, body in files.items() if name.endswith(".csv")],
    }


def _resource(name: str, body: bytes) -> dict[str, Any]:
    head = body.partition(b"\n")[0].decode().split(",")
    return {
        "name": name.removesuffix(".csv").replace("/", "-"),
        "path": name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "schema": {"fields": [_field(each) for each in head], "missingValues": [""]},
    }


def _field(name: str) -> dict[str, Any]:
    told = _MEANING.get(name)
    return {
        "name": name,
        "type": kind_of(name),
        **({"description": told} if told else {}),
    }


def kind_of(name: str) -> str:
    """Give the type of a column by its name: ``integer``, ``number`` or ``string``."""
    number = name in _NUMBERS or name.startswith(("score", "rank", "p_", "denominator:"))
    return "integer" if name in _WHOLE else "number" if number else "string"
