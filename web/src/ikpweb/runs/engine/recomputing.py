"""Cut-offs, weights and means of an edition, and one unit's total recomputed from its printed dimensions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from typing import Any

from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.compare import Method
from ikp.editions import available, load
from ikp.editions.edition import Edition
from ikp.editions.published import Published, editions, facts, published
from ikp.recipe.steps import Categorise
from ikp.result import category_rule
from ikpweb.methodology.models import Method as EditionMethod
from ikpweb.runs.engine.comparing import coarse

__all__ = ["Cutoffs", "Part", "Recomputed", "bounds_of", "cutoffs", "national_means", "recompute", "shares"]


@dataclass(frozen=True)
class Cutoffs:
    """Between which scores the categories lie, from the lowest; with how sure that is.

    ``sides`` say per cut-off whether a score that equals it is in the ``lower`` or the
    ``upper`` category.
    """

    node: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    sides: tuple[str, ...]
    method: str
    certainty: str
    source: str
    note: str

    @property
    def steps(self) -> tuple[tuple[float, str, str], ...]:
        """Each cut-off with its side and the label above it, from the lowest."""
        return tuple(zip(self.values, self.sides, self.labels[1:], strict=True))

    def category(self, score: float) -> str:
        """Put a score, unrounded, in its category."""
        place = sum(
            score > cut or (score == cut and side == "upper") for cut, side in zip(self.values, self.sides, strict=True)
        )
        return self.labels[place]


@dataclass(frozen=True)
class Part:
    """A dimension of a unit: its printed score, and what it brings to the total."""

    code: str
    names: Mapping[str, str]
    value: float
    printed: bool
    weight: float
    share: float
    contribution: float
    certainty: str


@dataclass(frozen=True)
class Recomputed:
    """A printed total beside the one that follows from the printed dimensions."""

    edition: str
    level: str
    unit: str
    reading: str
    parts: tuple[Part, ...]
    printed: float | None
    computed: float
    category_printed: str
    category_computed: str
    cutoffs: Cutoffs | None
    engine_version: str

    @property
    def residual(self) -> float | None:
        """Computed less printed."""
        return None if self.printed is None else self.computed - self.printed


def _computable(edition: str, level: str) -> Edition | None:
    if edition not in available():
        return None
    found = load(edition)
    return found if found.kind != "results-only" and level in found.levels else None


@lru_cache(maxsize=256)
def cutoffs(edition: str, level: str, node: str | None = None) -> Cutoffs | None:
    """Give the cut-offs of the index, or of one of its nodes; None where they are not known."""
    known = _computable(edition, level)
    return None if known is None else _cutoffs(known.framework(level), known.recipe(level), node)


def bounds_of(method: EditionMethod) -> Mapping[str, Cutoffs]:
    """Give the cut-offs of the index and its dimensions as an edition's method holds them, where they are known.

    Also of an edition that was written on the platform, of which the engine knows nothing.
    """
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    found = {code: _cutoffs(framework, recipe, code) for code in (framework.root, *framework.children(framework.root))}
    return {code: bound for code, bound in found.items() if bound is not None}


def _cutoffs(framework: Framework, recipe: Recipe, node: str | None) -> Cutoffs | None:
    code = node or framework.root
    step = recipe.step(Categorise)
    if step is None or code not in framework:
        return None
    rule = category_rule(step, framework, code)
    values = tuple(step.fitted.get(code) or rule.cutoffs)
    if rule.method == "none" or not values:
        return None
    labels, kept, sides = coarse(rule, values)
    tier = f"tiers.{framework.tiers[code]}"
    keys = (f"fitted.{code}", "fitted", f"nodes.{code}", f"{tier}.cutoffs", tier, "default", "*")
    evidence = next((step.evidence[key] for key in keys if key in step.evidence), None)
    certainty, source, note = (evidence.certainty, evidence.source, evidence.note) if evidence else ("", "", "")
    return Cutoffs(code, labels, kept, sides, rule.method, certainty, source, note)


@lru_cache(maxsize=64)
def shares(edition: str, level: str) -> Mapping[str, float]:
    """Give the share of every dimension in the index; empty where no framework is published."""
    known = _computable(edition, level)
    if known is None:
        return {}
    framework = known.framework(level)
    found = Method(framework, known.recipe(level)).shares
    return {code: found[code] for code in framework.children(framework.root)}


@lru_cache(maxsize=64)
def national_means(edition: str, level: str) -> Mapping[str, float]:
    """Give the printed means over the units, by ``total`` and dimension."""
    if edition not in editions():
        return {}
    here = dict(facts(edition, level).means)
    # The mean of the provinces was printed in 2018 and 2019 as that of the nation.
    return here or (dict(facts(edition, "national").means) if level == "province" else {})


@lru_cache(maxsize=512)
def recompute(edition: str, level: str, unit: str, reading: str = "own") -> Recomputed | None:
    """Compute a unit's total from its dimensions in print.

    Returns
    -------
    Recomputed or None
        None where not all dimensions are in print, or the edition cannot be computed.
    """
    known = _computable(edition, level)
    if known is None:
        return None
    rows = [each for each in published(edition, level, None) if each.unit == unit and each.reading == reading]
    framework, recipe = known.framework(level), known.recipe(level)
    dimensions = framework.children(framework.root)
    values = {code: value for row in rows for code, value in {**row.implied, **row.dimensions}.items()}
    if not rows or any(code not in values for code in dimensions):
        return None
    table = IndicatorTable([unit], dimensions, [[values[code] for code in dimensions]])
    result = compute(table, framework.cut(dimensions), recipe.above_indicators())
    brought = result.contributions_to_index(dimensions)[0]
    parts = tuple(
        Part(
            code,
            dict(framework[code].names),
            values[code],
            code in rows[0].dimensions,
            framework[code].weight,
            float(result.effective_weights[code]),
            float(share),
            _certainty(rows[0], code),
        )
        for code, share in zip(dimensions, brought, strict=True)
    )
    computed = float(result.score()[0])
    cut = cutoffs(edition, level)
    return Recomputed(
        edition,
        level,
        unit,
        reading,
        parts,
        None if isnan(rows[0].total) else rows[0].total,
        computed,
        rows[0].category,
        cut.category(computed) if cut else "",
        cut,
        result.engine_version,
    )


def recomputable(edition: str, level: str) -> list[str]:
    """Give the units whose total can be recomputed from print, in the order in which they were printed."""
    found: dict[str, Any] = {}
    for each in published(edition, level) if edition in editions() else ():
        if each.unit and each.has_total and recompute(edition, level, each.unit):
            found[each.unit] = None
    return list(found)


def _certainty(row: Published, code: str) -> str:
    return row.certainty.get(code, "published" if code in row.dimensions else "derived")
