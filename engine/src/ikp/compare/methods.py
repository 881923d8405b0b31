"""Where the methods of two editions differ, step by step, as reasons for the verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isclose
from typing import Any

from ikp.compare.concordance import Concordance
from ikp.compare.reasons import Reason
from ikp.compare.scores import EditionScores, Method
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, AggregateRule, Normalise, NormaliseRule, Step, Treat

__all__ = ["method_reasons", "same_edition", "same_rule"]

#: Steps that bring raw values to the normalisation.
_PREPARATION = ("events", "screen", "denominate", "impute", "treat")
#: Methods whose result depends on which other units there are, with no bound that could be stored.
_RELATIVE = frozenset({"percentile_rank", "rank", "borda", "wroclaw", "benefit_of_the_doubt", "copeland"})
_BOUNDLESS = frozenset({"none", "goalposts", *_RELATIVE})
#: How many nodes a sentence names before it counts the rest.
_NAMED = 6


def same_edition(a: EditionScores, b: EditionScores) -> bool:
    """Tell whether both carry the same edition's code at the same level: one method, published or not."""
    return (a.edition, a.level) == (b.edition, b.level)


def same_rule(a: Step | None, b: Step | None) -> bool:
    """Tell whether two steps do the same, whatever they have fitted and however sure one is of it."""
    return _bare(a) == _bare(b)


def method_reasons(a: EditionScores, b: EditionScores, concordance: Concordance | None) -> Iterable[Reason]:
    """Give every difference between two methods, and every part of them that cannot be known.

    Raises
    ------
    DataError
        If the concordance names nodes that the frameworks do not have.
    """
    one, two = a.method, b.method
    if concordance is not None:
        concordance.check(one.framework, two.framework)
    same = same_edition(a, b)
    if one.framework is not None and two.framework is not None:
        links = Concordance.by_code(one.framework, two.framework) if concordance is None else concordance
        yield from _frameworks(a, b, one.framework, two.framework, links)
    elif not same:
        yield from _unknown_frameworks(a, b, concordance)
    if one.recipe is not None and two.recipe is not None:
        yield from _rules(one.recipe, two.recipe, hidden={*one.unknown, *two.unknown})
        yield from _bounds(one.recipe, two.recipe)
    if not same:
        yield from _relative(one.recipe, two.recipe)
        for edition in (a, b):
            yield from _unknown_scale(edition)


# --- what is measured ------------------------------------------------------------------
def _unknown_frameworks(a: EditionScores, b: EditionScores, concordance: Concordance | None) -> Iterable[Reason]:
    if concordance is None:
        for edition in (a, b):
            if edition.method.framework is None:
                yield Reason("framework-unknown", {"edition": edition.edition})
    elif not concordance.shared:
        yield Reason("nodes-none", {"a": a.edition, "b": b.edition})


def _frameworks(
    a: EditionScores, b: EditionScores, one: Framework, two: Framework, links: Concordance
) -> Iterable[Reason]:
    names = {"a": a.edition, "b": b.edition}
    if not links.shared:
        yield Reason("nodes-none", names)
        return
    shares_a = links.shares(one, "A", a.method.effective_weights)
    shares_b = links.shares(two, "B", b.method.effective_weights)
    tree_a = {node.code: node.parent for node in one.nodes}
    tree_b = {node.code: node.parent for node in two.nodes}
    relations = {*links.relation(one, "A").values(), *links.relation(two, "B").values()}
    if tree_a != tree_b or relations != {"same"}:
        shown = {
            "share_a": f"{1 - shares_a['none']:.0%}",
            "share_b": f"{1 - shares_b['none']:.0%}",
            "same_a": f"{shares_a['same']:.0%}",
            "same_b": f"{shares_b['same']:.0%}",
        }
        yield Reason("framework-differs", {**names, **shown})
    if "weights" not in {*a.method.unknown, *b.method.unknown}:
        changed = _changed_weights(a.method, b.method, one, links)
        if changed:
            yield Reason("weights-differ", {**names, "nodes": _few(changed)})


def _changed_weights(a: Method, b: Method, framework: Framework, links: Concordance) -> list[str]:
    """Say each node whose share in its parent changed, from the dimensions down.

    Weights in the index would name every indicator below a dimension that changed. A node
    that became two has no one weight on the other side and is passed over.
    """
    shared = [(link.a, link.b) for link in links.shared if link.a is not None and link.b is not None]
    once_a = [code for code, _ in shared]
    once_b = [code for _, code in shared]
    pairs = [pair for pair in shared if once_a.count(pair[0]) == once_b.count(pair[1]) == 1]
    pairs.sort(key=lambda pair: -framework.tiers[pair[0]])
    return [
        f"{here if here == there else f'{here}/{there}'} {a.shares[here]:.6g} → {b.shares[there]:.6g}"
        for here, there in pairs
        if not isclose(a.shares[here], b.shares[there], rel_tol=1e-9, abs_tol=1e-12)
    ]


# --- how it is scored ------------------------------------------------------------------
def _rules(a: Recipe, b: Recipe, hidden: set[str]) -> Iterable[Reason]:
    differing = tuple(
        kind
        for kind in _PREPARATION
        if [_bare(step) for step in a.steps if step.kind == kind]
        != [_bare(step) for step in b.steps if step.kind == kind]
    )
    if "normalisation" not in hidden:
        if differing:
            yield Reason("preparation-differs", {"steps": differing})
        if not same_rule(a.step(Normalise), b.step(Normalise)):
            yield Reason("normalisation-differs")
    if "aggregation" not in hidden and not same_rule(a.step(Aggregate), b.step(Aggregate)):
        yield Reason("aggregation-differs")


def _bounds(a: Recipe, b: Recipe) -> Iterable[Reason]:
    """Compare what was fitted. A treatment that only one edition has is a difference as well:
    the other fitted its step and found nothing to treat.
    """
    one, two = _fitted(a), _fitted(b)
    keys = [key for key in dict.fromkeys([*one, *two]) if key[0] == "treat" or (key in one and key in two)]
    differing = sorted(
        {node for kind, place, node in keys if one.get((kind, place, node)) != two.get((kind, place, node))}
    )
    if differing:
        yield Reason("bounds-differ", {"nodes": _few(differing)})


def _fitted(recipe: Recipe) -> dict[tuple[str, int, str], Any]:
    """Give everything fitted by kind of step, place among those of its kind, and node."""
    return {
        (kind.kind, place, node): bounds
        for kind in (Treat, Normalise, Aggregate)
        for place, step in enumerate(step for step in recipe.steps if isinstance(step, kind))
        for node, bounds in step.fitted.items()
    }


def _relative(a: Recipe | None, b: Recipe | None) -> Iterable[Reason]:
    recipes = [recipe for recipe in (a, b) if recipe is not None]
    used: set[str] = {rule.method for recipe in recipes for rule in _normalise_rules(recipe)}
    used |= {rule.method for recipe in recipes for rule in _aggregate_rules(recipe)}
    if relative := sorted(used & _RELATIVE):
        yield Reason("relative-scale", {"methods": tuple(relative)})


def _unknown_scale(edition: EditionScores) -> Iterable[Reason]:
    if unknown := edition.method.unknown:
        yield Reason("scale-unpublished", {"edition": edition.edition, "parts": unknown})
    recipe = edition.method.recipe
    if recipe is None:
        return
    fits = {
        "normalise": any(
            rule.method not in _BOUNDLESS and (rule.low is None or rule.high is None)
            for rule in _normalise_rules(recipe)
        ),
        "aggregate": any(rule.rescale.method in ("minmax", "normal_score") for rule in _aggregate_rules(recipe)),
    }
    for step in recipe.steps:
        if fits.get(step.kind) and not getattr(step, "fitted", {}):
            yield Reason("bounds-unknown", {"edition": edition.edition, "step": step.kind})


def _normalise_rules(recipe: Recipe) -> Sequence[NormaliseRule]:
    step = recipe.step(Normalise)
    return [step.default, *step.indicators.values()] if step else []


def _aggregate_rules(recipe: Recipe) -> Sequence[AggregateRule]:
    step = recipe.step(Aggregate)
    return [step.default, *step.tiers.values(), *step.nodes.values()] if step else []


def _bare(step: Step | None) -> Step | None:
    if step is None:
        return None
    without: dict[str, Any] = {"evidence": {}, **({"fitted": {}} if hasattr(step, "fitted") else {})}
    return replace(step, **without)


def _few(said: Sequence[str]) -> tuple[str, ...]:
    rest = len(said) - _NAMED
    return (*said[:_NAMED], f"+{rest}") if rest > 0 else tuple(said)
