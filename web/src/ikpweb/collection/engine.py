"""Translates an edition of the engine into the form of a cycle."""

from typing import Any

from ikpweb.methodology.models import Method

__all__ = ["form_of"]


def form_of(edition: str) -> dict[str, list[dict[str, Any]]]:
    """Give, for each level of an edition, the indicators that are asked, in order."""
    return {method.level: _questions(method) for method in Method.objects.filter(edition=edition)}


def _questions(method: Method) -> list[dict[str, Any]]:
    definitions = method.framework.get("definitions", {})
    nodes = method.framework["nodes"]
    parents = {node.get("parent") for node in nodes}
    names = {node["code"]: node["names"] for node in nodes}
    return [
        {
            "code": node["code"],
            "names": node["names"],
            "parent": node.get("parent"),
            "parent_names": names.get(node.get("parent"), {}),
            "definitions": definitions.get(node["code"], {}),
        }
        for node in nodes
        if node["code"] not in parents
    ]
