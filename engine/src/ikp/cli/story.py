"""The figures of the demonstration: what the engine recomputes from the published results of an edition."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

import ikp
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, Weight
from ikp.registry import Level
from ikp.result import IndexResult
from ikp.table import IndicatorTable

if TYPE_CHECKING:
    from ikp.editions.edition import Edition

__all__ = ["Recomputed", "from_totals", "recomputed"]

_LEVELS: tuple[Level, ...] = ("province", "regency")


def from_totals(edition: "Edition", level: Level) -> IndexResult:
    """Rank and categorise published totals with cut-offs that are fitted on them, by the edition's own rule.

    The index is a tree of one part here: the total stands for itself.
    """
    rows = [each for each in edition.published(level) if each.unit and each.has_total]
    whole = edition.framework(level)
    root = whole.root
    tree = Framework([whole[root], Node("total", root)], whole.title, {root: whole.tiers[root], "total": 1})
    rule = edition.recipe(level).step(Categorise) or Categorise()
    only = {root: rule.nodes[root]} if root in rule.nodes else {}
    recipe = Recipe([Weight(), Aggregate(), replace(rule, nodes=only, fitted={})])
    table = IndicatorTable(
        [each.unit for each in rows],
        ["total"],
        np.array([[each.total] for each in rows]),
        names=[each.name for each in rows],
        origin=edition.code,
    )
    return ikp.compute(table, tree, recipe)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A total in print beside the one that follows from the dimensions in print.

    `implied` names the dimensions that were not printed themselves but follow from print.
    """

    name: str
    unit: str
    level: Level
    reading: str
    dimensions: dict[str, float]
    implied: tuple[str, ...]
    printed: float
    computed: float

    @property
    def residual(self) -> float:
        return self.computed - self.printed


def recomputed(edition: "Edition") -> list[Recomputed]:
    """Recompute every total in print whose dimensions were printed, also the means over all units of a level."""
    found = []
    for level in _LEVELS:
        framework = edition.framework(level)
        dimensions = framework.children(framework.root)
        rows = [row for row in _printed(edition, level) if set(dimensions) <= set(row["known"])]
        if not rows:
            continue
        values = np.array([[row["known"][code] for code in dimensions] for row in rows])
        table = IndicatorTable([str(i) for i in range(len(rows))], dimensions, values)
        score = ikp.compute(table, framework.cut(dimensions), edition.recipe(level).above_indicators()).score()
        found += [
            Recomputed(
                row["name"],
                row["unit"],
                level,
                row["reading"],
                {code: row["known"][code] for code in dimensions},
                tuple(code for code in dimensions if code in row["implied"]),
                row["total"],
                float(score[i]),
            )
            for i, row in enumerate(rows)
        ]
    return found


def _printed(edition: "Edition", level: Level) -> list[dict[str, Any]]:
    from ikp.editions.published import facts

    rows = [
        {
            "name": each.name,
            "unit": each.unit,
            "reading": each.reading,
            "known": {**each.implied, **each.dimensions},
            "implied": set(each.implied) - set(each.dimensions),
            "total": each.total,
        }
        for each in edition.published(level, None)
        if each.unit and each.has_total
    ]
    means = dict(facts(edition.code, level).means)
    if "total" in means:
        total = means.pop("total")
        rows.append({"name": "", "unit": "", "reading": "mean", "known": means, "implied": set(), "total": total})
    return rows
