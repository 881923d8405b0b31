"""What varies where nobody has said it: the usual, and what is left of it for a table of aggregates."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ikp.errors import problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe import Recipe
from ikp.uncertainty.perturbations import (
    Choice,
    Counts,
    Detection,
    Drop,
    Gaps,
    Grading,
    Number,
    Perturbation,
    Perturbations,
    Weights,
)

__all__ = ["fitting", "usual"]


def usual() -> Perturbations:
    """Give what varies unless told: every weight by a quarter, and what is missing.

    Both are ours, not anybody's finding: they tell how much hangs on the weights, and on
    what is not known. Who knows more says so in perturbations of his own.
    """
    return Perturbations(
        [
            Weights(spread=0.25, note="a quarter either way: a custom of the field, not a finding"),
            Gaps(note="a missing value is that of a unit on the same level"),
        ],
        name="usual",
    )


def fitting(
    perturbations: Perturbations, framework: Framework, recipe: Recipe, *, aggregates: bool
) -> tuple[Perturbations, tuple[Problem, ...]]:
    """Leave out what has nothing to vary in a framework, and in a recipe cut for a table of aggregates.

    Parameters
    ----------
    perturbations : Perturbations
        Of the whole index.
    framework : Framework
        Perhaps cut, so that dimensions are its leaves.
    recipe : Recipe
        As it will be carried out.
    aggregates : bool
        Whether the table holds aggregates: indicators, events and their values are out of reach then.

    Returns
    -------
    perturbations : Perturbations
    problems : tuple of Problem
        A warning for each that was left out.
    """
    kinds = {step.kind for step in recipe.steps} | ({"weight"} if aggregates else set())
    kept: list[Perturbation] = []
    problems: list[Problem] = []
    for place, each in enumerate(perturbations.vary):
        left = _left(each, framework, kinds, aggregates=aggregates)
        if left is None:
            problems.append(problem("vary-above", path=perturbations.path(place)))
        else:
            kept.append(left)
    return Perturbations(kept, perturbations.name, perturbations.source), tuple(problems)


def _left(each: Perturbation, framework: Framework, kinds: set[str], *, aggregates: bool) -> Perturbation | None:
    """Give what is left of a perturbation, or None."""
    match each:
        case Weights():
            return _weights(each, framework)
        case Choice() if aggregates:
            options = tuple(
                replace(option, change=_known(option.change, kinds, framework))
                for option in each.options
                if not option.change or _known(option.change, kinds, framework)
            )
            drawn = [option for option in options if option.probability > 0]
            return replace(each, options=options) if len(drawn) > 1 else None
        case Number():
            paths = tuple(path for path in each.paths if path.split(".")[0] in kinds and not _below(path, framework))
            return replace(each, paths=paths) if paths else None
        case Drop() | Counts() | Detection() | Grading() if aggregates:
            return None
        case _:
            return each


def _weights(each: Weights, framework: Framework) -> Weights | None:
    parents = tuple(code for code in each.parents if code in framework and framework.children(code))
    sets = {code: given for code, given in each.sets.items() if code in framework}
    if (each.parents and not parents) or (each.sets and not sets):
        return None
    wide = any(len(framework.children(parent)) > 1 for parent in parents or framework.aggregates)
    return replace(each, parents=parents, sets=sets) if wide else None


def _known(
    change: Mapping[str, Mapping[str, Any]], kinds: set[str], framework: Framework
) -> dict[str, Mapping[str, Any]]:
    """Give the settings of a change that reach something: steps of the recipe, tiers with nodes to aggregate."""
    found: dict[str, Mapping[str, Any]] = {}
    inner = {str(framework.tiers[code]) for code in framework.aggregates}
    for kind, settings in change.items():
        own = dict(settings)
        if kind == "aggregate" and "tiers" in own:
            own["tiers"] = {tier: rule for tier, rule in own["tiers"].items() if str(tier) in inner}
        own = {key: value for key, value in own.items() if value not in ({}, ())}
        if kind in kinds and own and not (kind == "weight" and not _reaches(settings, framework)):
            found[kind] = own
    return found


def _reaches(settings: Mapping[str, Any], framework: Framework) -> bool:
    tiers = settings.get("tiers", ())
    here = {framework.tiers[child] for parent in framework.aggregates for child in framework.children(parent)}
    return not tiers or bool(here.intersection(tiers))


def _below(path: str, framework: Framework) -> bool:
    """Tell whether a path names a tier at which this framework aggregates nothing."""
    parts = path.split(".")
    inner = {str(framework.tiers[code]) for code in framework.aggregates}
    return len(parts) > 2 and parts[0] == "aggregate" and parts[1] == "tiers" and parts[2] not in inner
