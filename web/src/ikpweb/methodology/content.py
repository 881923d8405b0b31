"""What a draft edition consists of, as plain data, and the arithmetic of its tree.

``titles``, ``period``, ``registry_date``, ``legal_base``, ``sources`` and ``notes`` tell what it is;
``nodes`` lists the framework from the index down, each node before those below it; ``rubrics`` and
``stages`` guide who enters events, by indicator; ``recipes`` hold a recipe for each level.
"""

from collections.abc import Iterator
from typing import Any

__all__ = [
    "TIERS",
    "Content",
    "Node",
    "below",
    "branch",
    "children",
    "depth",
    "indicators",
    "node_of",
    "ordered",
    "path",
]

Content = dict[str, Any]
Node = dict[str, Any]
#: How deep a tree is at most: the index, a dimension, a subdimension, an indicator.
TIERS = 4


def node_of(content: Content, code: str) -> Node | None:
    """Give a node, None where there is none of that code."""
    return next((node for node in content["nodes"] if node["code"] == code), None)


def children(content: Content, code: str | None) -> list[Node]:
    """Give the nodes right below one, in order; below None stands the index."""
    return [node for node in content["nodes"] if node["parent"] == code]


def below(content: Content, code: str) -> list[Node]:
    """Give all nodes under one, each before those below it; the node itself is not among them."""
    return [deeper for child in children(content, code) for deeper in (child, *below(content, child["code"]))]


def path(content: Content, code: str) -> list[Node]:
    """Give the nodes from the index down to one, both included; they end where the tree is broken."""
    nodes = {node["code"]: node for node in content["nodes"]}
    found: list[Node] = []
    here: str | None = code
    while here in nodes and nodes[here] not in found:
        found.append(nodes[here])
        here = nodes[here]["parent"]
    return found[::-1]


def depth(content: Content, code: str) -> int:
    """Give how many steps a node stands below the index."""
    return len(path(content, code)) - 1


def branch(content: Content, code: str) -> int:
    """Give how many steps the deepest node under one stands below it."""
    return max((1 + branch(content, child["code"]) for child in children(content, code)), default=0)


def indicators(content: Content) -> list[Node]:
    """Give the nodes that nothing stands below, in order."""
    parents = {node["parent"] for node in content["nodes"]}
    return [node for node in content["nodes"] if node["code"] not in parents]


def ordered(content: Content) -> Content:
    """Give the content with its nodes in the order of the tree, so that the same tree is the same list."""

    def walk(code: str | None) -> Iterator[Node]:
        for node in children(content, code):
            yield node
            yield from walk(node["code"])

    return {**content, "nodes": list(walk(None))}
