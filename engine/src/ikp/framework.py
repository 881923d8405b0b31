"""The framework: what is measured, as a tree from the index down to its indicators.

The tiers are counted from the leaves, as in COINr's "levels": an indicator stands in
tier 1, and a node one tier above its highest child. The word *level* is kept for the
level of the units (province, regency).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isfinite
from typing import Any

from ikp.digest import digest_json
from ikp.errors import DataError, problem
from ikp.problems import Problem

__all__ = ["Framework", "Node"]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the framework: the index, a dimension, a subdimension or an indicator.

    Parameters
    ----------
    code : str
        Short and unique, such as ``I07`` or ``SP``.
    parent : str or None
        The parent's code; None for the index itself.
    weight : float
        Relative to its siblings; only the ratios count.
    direction : {1, -1}
        1 where a higher value raises the score, -1 where it lowers it. Nodes with
        children always have 1.
    names, definitions : mapping
        Language (``id``, ``en``) to text.
    measure : str
        The unit of measure, such as "events".
    denominator : str or None
        The name of the denominator that the step *denominate* divides by.
    target : float or None
        The value to reach, for normalisation by distance to target.
    certainty : str
        Of the weight: ``published``, ``derived``, ``assumed``, or empty.
    source : str
        Where the weight, or the node, is published.
    note : str
        What a reader should know besides.
    """

    code: str
    parent: str | None = None
    weight: float = 1.0
    direction: int = 1
    names: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    measure: str = ""
    denominator: str | None = None
    target: float | None = None
    certainty: str = ""
    source: str = ""
    note: str = ""

    def name(self, lang: str = "en") -> str:
        """Give the name in this language, else in another, else the code."""
        return self.names.get(lang) or next(iter(self.names.values()), self.code)


@dataclass(frozen=True, eq=False)
class Framework:
    """A tree of nodes with one root, frozen.

    Parameters
    ----------
    nodes : sequence of Node
        In the order in which they are to be shown; a parent may stand after its children.
    title : str
        What the index is called.
    tiers : mapping, optional
        Tier of each node. Left out, it is counted from the leaves. `cut` passes it on,
        so that a dimension keeps its tier when the indicators below it are cut off.

    Raises
    ------
    DataError
        For an empty framework, a code that stands twice, an unknown parent, a circle,
        several roots, a bad weight or direction. All problems are reported together.
    """

    nodes: tuple[Node, ...]
    title: str = ""
    tiers: Mapping[str, int] = field(default_factory=dict)

    def __init__(self, nodes: Iterable[Node], title: str = "", tiers: Mapping[str, int] | None = None) -> None:
        object.__setattr__(self, "nodes", tuple(nodes))
        object.__setattr__(self, "title", title)
        problems = list(_problems(self.nodes))
        if problems:
            raise DataError(problems)
        object.__setattr__(
            self, "tiers", {node.code: tiers[node.code] for node in self.nodes} if tiers else _tiers(self.nodes)
        )

    # --- looking things up ---------------------------------------------------------
    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        return {node.code: node for node in self.nodes}

    def __getitem__(self, code: str) -> Node:
        return self.by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    @cached_property
    def root(self) -> str:
        """The code of the index."""
        return next(node.code for node in self.nodes if node.parent is None)

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {node.code: [] for node in self.nodes}
        for node in self.nodes:
            if node.parent is not None:
                found[node.parent].append(node.code)
        return {code: tuple(children) for code, children in found.items()}

    def children(self, code: str) -> tuple[str, ...]:
        """Give the codes of a node's children, in order; empty for an indicator."""
        return self._children[code]

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The codes of the leaves, in order."""
        return tuple(node.code for node in self.nodes if not self._children[node.code])

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """The codes of the nodes with children, children always before parents."""
        inner = [node.code for node in self.nodes if self._children[node.code]]
        return tuple(sorted(inner, key=lambda code: self.tiers[code]))

    def tier(self, number: int) -> tuple[str, ...]:
        """Give the codes of a tier; 1 is the indicators."""
        return tuple(node.code for node in self.nodes if self.tiers[node.code] == number)

    def leaves_under(self, code: str) -> tuple[str, ...]:
        """Give the indicators below a node (the node itself if it is one)."""
        children = self._children[code]
        if not children:
            return (code,)
        return tuple(leaf for child in children for leaf in self.leaves_under(child))

    def path(self, code: str) -> tuple[str, ...]:
        """Give the codes from the index down to the node, both included."""
        found = [code]
        while (parent := self.by_code[found[-1]].parent) is not None:
            found.append(parent)
        return tuple(reversed(found))

    # --- varying -------------------------------------------------------------------
    def cut(self, codes: Sequence[str]) -> "Framework":
        """Cut the tree so that these nodes become its leaves, at the tier they had.

        Raises
        ------
        DataError
            If a path from the index to an indicator does not pass through exactly one of them.
        """
        self.refuse_unclean_cut(codes)
        keep = {code for leaf in codes for code in self.path(leaf)}
        return Framework([node for node in self.nodes if node.code in keep], self.title, self.tiers)

    def refuse_unclean_cut(self, codes: Sequence[str]) -> None:
        """Raise `DataError` unless each path from index to indicator passes through exactly one of the codes."""
        wanted = set(codes)
        missing = [leaf for leaf in self.indicators if len(wanted.intersection(self.path(leaf))) != 1]
        unknown = sorted(wanted - self.by_code.keys())
        if missing or unknown:
            lacking = sorted({self._tier_mate(leaf, wanted) for leaf in missing}) or unknown
            raise DataError(problem("framework-cut", codes=sorted(wanted), missing=lacking))

    def without(self, indicators: Iterable[str]) -> "Framework":
        """Give the tree without these indicators, and without nodes that have none left.

        Raises
        ------
        DataError
            If no indicator remains.
        """
        gone = set(indicators)
        keep = {code for leaf in self.indicators if leaf not in gone for code in self.path(leaf)}
        return Framework([node for node in self.nodes if node.code in keep], self.title, self.tiers)

    def _tier_mate(self, leaf: str, wanted: set[str]) -> str:
        """Name the node above (or at) a leaf that stands in the tier of the wanted nodes."""
        tiers = {self.tiers[code] for code in wanted if code in self.by_code}
        return next((code for code in self.path(leaf) if self.tiers[code] in tiers), leaf)

    def with_weights(self, weights: Mapping[str, float]) -> "Framework":
        """Give the same tree with other weights for the named nodes."""
        nodes = [replace(node, weight=weights.get(node.code, node.weight)) for node in self.nodes]
        return Framework(nodes, self.title, self.tiers)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Framework":
        """Read back what `to_dict` gives.

        Raises
        ------
        DataError
            As for any framework.
        """
        nodes = [Node(**{key: value for key, value in node.items() if key != "tier"}) for node in data["nodes"]]
        tiers = {node["code"]: node["tier"] for node in data["nodes"] if "tier" in node}
        return cls(nodes, data.get("title", ""), tiers if len(tiers) == len(nodes) else None)

    def to_dict(self) -> dict[str, Any]:
        """Give what defines the index, for JSON and for the digest."""
        return {
            "title": self.title,
            "nodes": [
                {
                    "code": node.code,
                    "parent": node.parent,
                    "weight": float(node.weight),
                    "direction": node.direction,
                    "tier": self.tiers[node.code],
                    "names": dict(node.names),
                    "denominator": node.denominator,
                    "target": node.target,
                    "certainty": node.certainty,
                    "source": node.source,
                }
                for node in self.nodes
            ],
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of `to_dict`."""
        return digest_json(self.to_dict())


def _problems(nodes: Sequence[Node]) -> Iterable[Problem]:
    codes = [node.code for node in nodes]
    if not nodes:
        yield problem("framework-empty")
        return
    for code in sorted(code for code, times in Counter(codes).items() if times > 1):
        yield problem("framework-duplicate", code=code)
    parents = {node.code: node.parent for node in nodes}
    inner = {node.parent for node in nodes}
    for node in nodes:
        if node.parent is not None and node.parent not in parents:
            yield problem("framework-parent", code=node.code, parent=node.parent)
        if not isfinite(node.weight) or node.weight < 0:
            yield problem("framework-weight", code=node.code, weight=node.weight)
        if node.direction not in (1, -1) or (node.direction == -1 and node.code in inner):
            yield problem("framework-direction", code=node.code, direction=node.direction)
    circles = {circle[0]: circle for code in codes if (circle := _circle(code, parents)) and circle[0] == min(circle)}
    for circle in circles.values():
        yield problem("framework-cycle", path=" → ".join([*circle, circle[0]]))
    roots = [node.code for node in nodes if node.parent is None]
    if len(roots) != 1 and not circles:
        yield problem("framework-roots", count=len(roots), codes=roots)
    for parent in sorted(inner & parents.keys(), key=str):
        if all(node.weight == 0 for node in nodes if node.parent == parent):
            yield problem("framework-weightless", code=parent)
    if roots == codes:
        yield problem("framework-empty")


def _circle(code: str, parents: Mapping[str, str | None]) -> tuple[str, ...] | None:
    """Follow the parents; give the circle that a node stands in, or None."""
    seen: list[str] = []
    here: str | None = code
    while here is not None and here in parents:
        if here in seen:
            return tuple(seen) if here == code else None
        seen.append(here)
        here = parents[here]
    return None


def _tiers(nodes: Sequence[Node]) -> dict[str, int]:
    parents = {node.code: node.parent for node in nodes}
    tiers = dict.fromkeys(parents, 1)
    for node in nodes:
        height = 1
        here: str | None = node.parent
        while here is not None:
            height += 1
            tiers[here] = max(tiers[here], height)
            here = parents[here]
    return tiers
