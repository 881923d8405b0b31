"""Which node of one edition measures what a node of another edition measures, as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ikp.errors import DataError, problem
from ikp.framework import Framework, Node

__all__ = ["Concordance", "Link", "Relation"]

#: ``same``: the same thing, measured the same way. ``similar``: the same idea, with other
#: questions, sources or limits. ``none``: no counterpart.
Relation = Literal["same", "similar", "none"]

_STRENGTH: dict[Relation, int] = {"none": 0, "similar": 1, "same": 2}


@dataclass(frozen=True, slots=True)
class Link:
    """One row of a concordance: a node of A, a node of B, how they relate, and why.

    Parameters
    ----------
    a, b : str or None
        Codes. With ``none`` one of them may be left out; both are given where two nodes
        look alike and are not.
    relation : {'same', 'similar', 'none'}
    reason : str
        Why one thinks so: the wording, the source, what changed.
    """

    a: str | None
    b: str | None
    relation: Relation
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.a is None or self.b is None) and (self.relation != "none" or self.a == self.b):
            raise DataError(problem("concordance-link", a=self.a or "-", b=self.b or "-", relation=self.relation))


@dataclass(frozen=True)
class Concordance:
    """The links between the frameworks of edition A and edition B.

    A node may have several counterparts (an indicator that became two); the strongest
    counts. An indicator without a link of its own takes that of the nearest node above
    it that has one, so that a concordance of four dimensions speaks of all that is below.
    """

    links: tuple[Link, ...] = ()

    def __init__(self, links: Iterable[Link] = ()) -> None:
        object.__setattr__(self, "links", tuple(links))

    @classmethod
    def by_code(cls, a: Framework, b: Framework) -> "Concordance":
        """Link the nodes below the index that carry the same code *and* the same name.

        Codes alone prove nothing: I01 of two editions may be two questions. Names are
        compared in the languages that both have; where neither has any, the code decides.
        ``same`` asks that direction, measure, denominator and target agree as well;
        otherwise the nodes are ``similar``.
        """
        shared = (code for code in a.by_code if code in b and code not in (a.root, b.root))
        return cls(
            Link(code, code, "same" if _alike(a[code], b[code]) else "similar", "same code and name")
            for code in shared
            if _same_name(a[code], b[code])
        )

    def swapped(self) -> "Concordance":
        """Give the same concordance from B to A."""
        return Concordance(Link(link.b, link.a, link.relation, link.reason) for link in self.links)

    def check(self, a: Framework | None, b: Framework | None) -> None:
        """Refuse links that name a node that its framework does not have.

        Raises
        ------
        DataError
            Naming every such node.
        """
        wrong = [
            problem("concordance-node", code=code, side=side)
            for side, framework in (("A", a), ("B", b))
            if framework is not None
            for code in dict.fromkeys(link.a if side == "A" else link.b for link in self.links)
            if code is not None and code not in framework
        ]
        if wrong:
            raise DataError(wrong)

    @property
    def shared(self) -> tuple[Link, ...]:
        """The links that relate two nodes."""
        return tuple(link for link in self.links if link.relation != "none")

    def relation(self, framework: Framework, side: Literal["A", "B"]) -> Mapping[str, Relation]:
        """Give the relation of every indicator of a framework; ``none`` where nothing speaks of it."""
        own: dict[str, Relation] = {}
        for link in self.links:
            code = link.a if side == "A" else link.b
            if code is not None and _STRENGTH[link.relation] >= _STRENGTH[own.get(code, "none")]:
                own[code] = link.relation
        return {
            leaf: next((own[code] for code in reversed(framework.path(leaf)) if code in own), "none")
            for leaf in framework.indicators
        }

    def shares(
        self, framework: Framework, side: Literal["A", "B"], weights: Mapping[str, float]
    ) -> Mapping[Relation, float]:
        """Give the share of the index by relation, summing to 1.

        `weights` are the effective ones, so that 60 of 61 indicators that agree do not
        hide that the one that does not carries half of the index.
        """
        found: dict[Relation, float] = dict.fromkeys(_STRENGTH, 0.0)
        for leaf, relation in self.relation(framework, side).items():
            found[relation] += weights[leaf]
        return found


def _same_name(a: Node, b: Node) -> bool:
    languages = a.names.keys() & b.names.keys()
    return all(a.names[lang] == b.names[lang] for lang in languages) and (bool(languages) or not (a.names or b.names))


def _alike(a: Node, b: Node) -> bool:
    return (a.direction, a.measure, a.denominator, a.target) == (b.direction, b.measure, b.denominator, b.target)
