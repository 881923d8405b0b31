"""Reading drafts and weightings: the tree as a page shows it, and what experts said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ikpweb.accounts.models import User
from ikpweb.methodology.agreement import Concord, Opinion, concord, opinions
from ikpweb.methodology.content import Content
from ikpweb.methodology.models import Draft, ExpertScore, Revision, Weighting

__all__ = ["Branch", "Results", "progress_of", "results_of", "revisions_of", "tree_of", "weightings_for"]


@dataclass(frozen=True, slots=True)
class Branch:
    """A node with its share among siblings and in the index, and what stands below it."""

    node: Mapping[str, Any]
    depth: int
    share: float
    effective: float
    children: Sequence["Branch"]

    @property
    def leaves(self) -> int:
        """How many indicators stand below it, or 1 for an indicator."""
        return sum(child.leaves for child in self.children) if self.children else 1


@dataclass(frozen=True, slots=True)
class Results:
    """What the experts who finished said; others are counted, not read."""

    asked: int
    concord: Concord
    opinions: Sequence[Opinion]

    @property
    def means(self) -> dict[str, float]:
        """Indicator to mean score."""
        return {each.code: each.mean for each in self.opinions}


def tree_of(content: Content) -> Branch | None:
    """Give the framework from the index down; None where there is no index."""
    below: dict[str | None, list[dict[str, Any]]] = {}
    for node in content["nodes"]:
        below.setdefault(node["parent"], []).append(node)

    def grown(node: dict[str, Any], depth: int, share: float, effective: float) -> Branch:
        under = below.get(node["code"], [])
        whole = sum(child["weight"] for child in under) or 1.0
        parts = [(child, child["weight"] / whole) for child in under]
        grown_parts = tuple(grown(child, depth + 1, part, effective * part) for child, part in parts)
        return Branch(node, depth, share, effective, grown_parts)

    roots = below.get(None, [])
    return grown(roots[0], 0, 1.0, 1.0) if roots else None


def revisions_of(draft: Draft) -> Sequence[Revision]:
    """Give the changes of a draft, the newest first."""
    return list(draft.revisions.select_related("person"))


def progress_of(weighting: Weighting) -> list[tuple[User, int, bool]]:
    """Give who was asked, how many indicators each scored, and whether they finished: never a score."""
    counted: dict[int, int] = {}
    for expert in ExpertScore.objects.filter(expert__weighting=weighting).values_list("expert", flat=True):
        counted[expert] = counted.get(expert, 0) + 1
    experts = weighting.experts.select_related("person")
    return [(each.person, counted.get(each.pk, 0), each.finished_at is not None) for each in experts]


def results_of(weighting: Weighting) -> Results:
    """Give agreement and means of the experts who finished a weighting that is closed.

    Raises
    ------
    ValueError
        While it is open: nobody sees another's scores before it is closed.
    """
    if weighting.closed_at is None:
        message = "Scores are not read before the weighting is closed."
        raise ValueError(message)
    codes = [each["code"] for each in weighting.asked]
    rows = ExpertScore.objects.filter(expert__weighting=weighting, expert__finished_at__isnull=False)
    by_expert: dict[int, dict[str, int]] = {}
    for expert, indicator, score in rows.order_by("expert").values_list("expert", "indicator", "score"):
        by_expert.setdefault(expert, {})[indicator] = score
    scores = np.array([[told[code] for code in codes] for told in by_expert.values()], dtype=float)
    return Results(weighting.experts.count(), concord(scores), opinions(codes, scores))


def weightings_for(person: User) -> Sequence[tuple[Weighting, int]]:
    """Give the open weightings that a person was asked in, with how much is scored."""
    found = Weighting.objects.select_related("draft").filter(
        closed_at=None, experts__person=person, draft__stage=Draft.Stage.OPEN
    )
    scored = ExpertScore.objects.filter(expert__person=person)
    return [(each, scored.filter(expert__weighting=each).count()) for each in found]
