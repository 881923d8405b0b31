"""An index's method in five lines, read from its framework and recipe."""

from collections.abc import Iterator

from ikp.cli.language import lang, number, say
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, Events, Normalise, Weight
from ikp.result import aggregate_rule, category_rule

__all__ = ["lines"]


def lines(framework: Framework, recipe: Recipe, shape: str) -> list[str]:
    """Say how the index is made: values, normalising, weighting, aggregating, categories."""
    return [
        _values(recipe, framework, shape),
        _normalising(recipe, shape),
        say(f"method.weight.{(recipe.step(Weight) or Weight()).method}"),
        _aggregating(framework, recipe),
        _categories(framework, recipe),
    ]


def _values(recipe: Recipe, framework: Framework, shape: str) -> str:
    events = recipe.step(Events)
    if shape == "dimensions":
        return say("method.aggregates", codes=", ".join(framework.indicators))
    said = say(f"method.events.{events.value}") if shape == "events" and events else say("method.values")
    prepared = [
        say(f"method.step.{step.kind}")
        for step in recipe.steps
        if step.kind in ("screen", "denominate", "impute", "treat") and getattr(step, "method", "") != "none"
    ]
    return f"{said} {say('method.prepared', steps=', '.join(prepared))}" if prepared else said


def _normalising(recipe: Recipe, shape: str) -> str:
    step = recipe.step(Normalise)
    if step is None or shape == "dimensions":
        return say("method.normalise.none")
    rules = {each.method: each for each in (step.default, *step.indicators.values())}
    return " ".join(
        say(f"method.normalise.{name}", low=number(rule.to[0], 0), high=number(rule.to[1], 0))
        for name, rule in rules.items()
    )


def _aggregating(framework: Framework, recipe: Recipe) -> str:
    step = recipe.step(Aggregate) or Aggregate()
    nodes: dict[AggregateRule, list[str]] = {}
    for code in (node.code for node in framework.nodes if framework.children(node.code)):
        nodes.setdefault(aggregate_rule(step, framework, code), []).append(code)
    said = [
        say("method.tier", names=_named(framework, codes), what=", ".join(filter(None, _rule(rule))))
        for rule, codes in nodes.items()
    ]
    gaps: dict[str, list[str]] = {}
    for rule, codes in nodes.items():
        gaps.setdefault(_gap(rule), []).extend(codes)
    # Who treats gaps how is named only where they are not all treated alike.
    named = gaps if len(gaps) > 1 else {}
    told = [f"{_named(framework, named[gap])}: {gap}" if gap in named else gap for gap in gaps]
    return f"{'; '.join(said)}. {' '.join(told)}"


def _gap(rule: AggregateRule) -> str:
    missing = say(f"method.missing.{rule.missing}")
    if not rule.min_coverage:
        return missing
    return f"{missing} {say('method.missing.coverage', share=f'{number(100 * rule.min_coverage, 0)} %')}"


def _rule(rule: AggregateRule) -> Iterator[str]:
    yield say(f"method.aggregate.{rule.method}")
    rescale = rule.rescale
    low, high = (number(end, 0) for end in rescale.to)
    if rescale.method == "minmax" and rescale.low is not None and rescale.high is not None:
        ends = {"from_low": number(rescale.low, 0), "from_high": number(rescale.high, 0)}
        yield say("method.rescale.goalposts", low=low, high=high, **ends)
    else:
        yield say(f"method.rescale.{rescale.method}", low=low, high=high)
    if rescale.cap:
        yield say("method.capped")


def _named(framework: Framework, codes: list[str]) -> str:
    """Name nodes: the index by its name, several by their codes, many by the first and the last."""
    others = [code for code in codes if code != framework.root]
    listed = others if len(others) <= 5 else [f"{others[0]} … {others[-1]}"]
    return ", ".join([*([framework[framework.root].name(lang())] if len(others) < len(codes) else []), *listed])


def _categories(framework: Framework, recipe: Recipe) -> str:
    step = recipe.step(Categorise)
    if step is None:
        return say("method.categorise.none")
    rule = category_rule(step, framework, framework.root)
    cutoffs = step.fitted.get(framework.root) or rule.cutoffs
    return say(
        f"method.categorise.{rule.method}",
        cutoffs=" – ".join(map(number, cutoffs)),
        k=", ".join(number(k, 0 if k == int(k) else 2) for k in rule.k),
        sd=say(f"method.sd.{rule.ddof}"),
    )
