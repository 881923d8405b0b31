"""What can be done to the content of a draft: each edit takes a content and gives the next one.

An edit is said relative to what stands when it is applied, not to what stood when the page was
opened: two people who edit different parts both get what they meant.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.utils.translation import gettext as _

from ikpweb.kit.errors import RejectedError
from ikpweb.methodology.content import (
    TIERS,
    Content,
    Node,
    below,
    branch,
    children,
    depth,
    indicators,
    node_of,
    ordered,
)

__all__ = [
    "AddNode",
    "ChangeAbout",
    "ChangeNode",
    "ChangeRubric",
    "Edit",
    "MoveNode",
    "RemoveNode",
    "SetCutoffs",
    "SetRecipe",
    "SetWeights",
    "ShiftNode",
]

#: Settings of the steps of a recipe that name nodes.
_BY_NODE = ("fitted", "nodes", "indicators", "by", "scores", "matrices", "importance")


class Edit(Protocol):
    """A change that somebody wants."""

    what: ClassVar[str]

    @property
    def about(self) -> str:
        """The node or level that it is about."""

    def __call__(self, content: Content) -> Content:
        """Give the content with the change made; the one that is given stays as it is."""


def _standing(content: Content, code: str) -> Node:
    found = node_of(content, code)
    if found is None:
        raise RejectedError.single(
            _("Simpul %(code)s tidak ada lagi; orang lain mungkin menghapusnya.") % {"code": code}
        )
    return found


def _refuse_code(content: Content, code: str) -> None:
    if node_of(content, code) is not None:
        raise RejectedError.single(_("Kode %(code)s sudah dipakai oleh simpul lain.") % {"code": code}, "code")


def _refuse_deep(content: Content, parent: str, height: int) -> None:
    if depth(content, parent) + 1 + height >= TIERS:
        raise RejectedError.single(_("Di bawah sebuah indikator tidak ada simpul lain."), "parent")


@dataclass(frozen=True)
class ChangeAbout:
    """Say what the edition is: titles, period, registry date, legal base, sources, notes."""

    what: ClassVar[str] = "about"
    fields: Mapping[str, Any]
    about: str = ""

    def __call__(self, content: Content) -> Content:
        return {**content, **self.fields}


@dataclass(frozen=True)
class AddNode:
    """Put a node under another one, after those that are there."""

    what: ClassVar[str] = "node-added"
    parent: str
    node: Mapping[str, Any]

    @property
    def about(self) -> str:
        return str(self.node["code"])

    def __call__(self, content: Content) -> Content:
        _standing(content, self.parent)
        _refuse_code(content, self.about)
        _refuse_deep(content, self.parent, 0)
        return ordered({**content, "nodes": [*content["nodes"], {**self.node, "parent": self.parent}]})


@dataclass(frozen=True)
class ChangeNode:
    """Give a node other fields; another code is followed everywhere it is named."""

    what: ClassVar[str] = "node-changed"
    about: str
    fields: Mapping[str, Any]

    def __call__(self, content: Content) -> Content:
        _standing(content, self.about)
        code = self.fields.get("code", self.about)
        if code != self.about:
            _refuse_code(content, code)
            content = _renamed(content, self.about, code)
        nodes = [{**node, **self.fields} if node["code"] == code else node for node in content["nodes"]]
        return {**content, "nodes": nodes}


@dataclass(frozen=True)
class MoveNode:
    """Put a node, with all below it, under another parent."""

    what: ClassVar[str] = "node-moved"
    about: str
    parent: str

    def __call__(self, content: Content) -> Content:
        moved = _standing(content, self.about)
        _standing(content, self.parent)
        if moved["parent"] is None or self.parent in {
            self.about,
            *(node["code"] for node in below(content, self.about)),
        }:
            raise RejectedError.single(_("Sebuah simpul tidak dapat dipindahkan ke bawah dirinya sendiri."), "parent")
        _refuse_deep(content, self.parent, branch(content, self.about))
        others = [node for node in content["nodes"] if node is not moved]
        return ordered({**content, "nodes": [*others, {**moved, "parent": self.parent}]})


@dataclass(frozen=True)
class ShiftNode:
    """Change places with the sibling before (−1) or after (1); at the end nothing happens."""

    what: ClassVar[str] = "node-shifted"
    about: str
    by: int

    def __call__(self, content: Content) -> Content:
        node = _standing(content, self.about)
        siblings = children(content, node["parent"])
        place = siblings.index(node)
        other = place + self.by
        if not 0 <= other < len(siblings):
            return content
        nodes = list(content["nodes"])
        one, two = nodes.index(node), nodes.index(siblings[other])
        nodes[one], nodes[two] = nodes[two], nodes[one]
        return ordered({**content, "nodes": nodes})


@dataclass(frozen=True)
class RemoveNode:
    """Take a node away with all below it, their rubrics, and what the recipes say about them."""

    what: ClassVar[str] = "node-removed"
    about: str

    def __call__(self, content: Content) -> Content:
        node = _standing(content, self.about)
        if node["parent"] is None:
            raise RejectedError.single(_("Indeks itu sendiri tidak dapat dihapus."))
        gone = {self.about, *(each["code"] for each in below(content, self.about))}
        kept = {**content, "nodes": [each for each in content["nodes"] if each["code"] not in gone]}
        for kind in ("rubrics", "stages"):
            kept[kind] = {code: value for code, value in content[kind].items() if code not in gone}
        return _recipes(kept, lambda code: None if code in gone else code)


@dataclass(frozen=True)
class ChangeRubric:
    """Write the rubric of an indicator."""

    what: ClassVar[str] = "rubric-changed"
    about: str
    rubric: Mapping[str, Any]

    def __call__(self, content: Content) -> Content:
        _standing(content, self.about)
        if self.about not in {node["code"] for node in indicators(content)}:
            raise RejectedError.single(
                _("%(code)s bukan indikator, jadi tidak memiliki rubrik.") % {"code": self.about}
            )
        return {**content, "rubrics": {**content["rubrics"], self.about: dict(self.rubric)}}


@dataclass(frozen=True)
class SetCutoffs:
    """Say between which scores the categories of a level lie; empty: they are found on the data of the cycle.

    Where a cut-off comes from is kept with it as long as the number stays.
    """

    what: ClassVar[str] = "cutoffs-changed"
    about: str
    fitted: Mapping[str, tuple[float, ...]]
    evidence: Mapping[str, str]

    def __call__(self, content: Content) -> Content:
        recipe = copy.deepcopy(content["recipes"][self.about])
        for step in recipe["step"]:
            if step["kind"] != "categorise":
                continue
            before, told = step.get("fitted", {}), step.get("evidence", {})
            step["fitted"] = {code: [float(each) for each in cutoffs] for code, cutoffs in self.fitted.items()}
            same = {f"fitted.{code}" for code, cutoffs in step["fitted"].items() if before.get(code) == cutoffs}
            kept = {name: value for name, value in told.items() if not name.startswith("fitted") or name in same}
            news = {f"fitted.{code}": dict(self.evidence) for code in step["fitted"] if f"fitted.{code}" not in same}
            step["evidence"] = {**kept, **news}
        return {**content, "recipes": {**content["recipes"], self.about: recipe}}


@dataclass(frozen=True)
class SetRecipe:
    """Give a level another recipe, as the engine reads it."""

    what: ClassVar[str] = "recipe-changed"
    about: str
    recipe: Mapping[str, Any]

    def __call__(self, content: Content) -> Content:
        return {**content, "recipes": {**content["recipes"], self.about: dict(self.recipe)}}


@dataclass(frozen=True)
class SetWeights:
    """Give nodes the weights that experts' scores lead to, with where they come from."""

    what: ClassVar[str] = "weights-applied"
    about: str
    weights: Mapping[str, float]
    source: str
    note: str

    def __call__(self, content: Content) -> Content:
        for code in self.weights:
            _standing(content, code)
        told = {"certainty": "derived", "source": self.source, "note": self.note}
        nodes = [
            {**node, **told, "weight": self.weights[node["code"]]} if node["code"] in self.weights else node
            for node in content["nodes"]
        ]
        return {**content, "nodes": nodes}


def _renamed(content: Content, old: str, new: str) -> Content:
    def name(code: str | None) -> str | None:
        return new if code == old else code

    nodes = [{**node, "code": name(node["code"]), "parent": name(node["parent"])} for node in content["nodes"]]
    kept = {**content, "nodes": nodes}
    for kind in ("rubrics", "stages"):
        kept[kind] = {str(name(code)): value for code, value in content[kind].items()}
    return _recipes(kept, name)


def _recipes(content: Content, name: Callable[[str], str | None]) -> Content:
    """Give the content with its recipes naming nodes otherwise; what is named None is left out."""

    def keyed(told: Any) -> Any:
        if isinstance(told, dict):
            return {new: value for code, value in told.items() if (new := name(code)) is not None}
        return [new for code in told if (new := name(code)) is not None] if isinstance(told, list) else told

    def evidence(told: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for key, value in told.items():
            first, dot, rest = key.partition(".")
            new = name(rest) if dot and first in _BY_NODE else rest
            if new is not None:
                found[f"{first}{dot}{new}"] = value
        return found

    def step(told: Mapping[str, Any]) -> dict[str, Any]:
        changed = {key: keyed(value) if key in _BY_NODE else value for key, value in told.items()}
        return changed | ({"evidence": evidence(told["evidence"])} if "evidence" in told else {})

    recipes = {
        level: {**recipe, "step": [step(each) for each in recipe["step"]]}
        for level, recipe in content["recipes"].items()
    }
    return {**content, "recipes": recipes}
