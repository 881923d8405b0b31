"""The constants behind an index, each with its certainty and source: weights, parameters, cut-offs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ikp.cli.language import number, word
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.parse import to_plain
from ikp.recipe.steps import Categorise, Step
from ikp.result import category_rule

__all__ = ["Constant", "Cutoff", "assumed", "constants", "cutoffs", "of_recipe"]

Origin = Literal["stored", "fitted", "given"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a choice that the index rests on."""

    path: str
    value: str
    certainty: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The cut-offs of one node, and where they come from."""

    node: str
    values: tuple[float, ...]
    labels: tuple[str, ...]
    boundary: tuple[str, ...]
    origin: Origin
    certainty: str = ""
    source: str = ""
    note: str = ""

    @property
    def spoken(self) -> str:
        """The cut-offs between their categories, as *rendah < 21.70 ≤ sedang ≤ 68.50 < tinggi*."""
        sides = self.boundary if len(self.boundary) == len(self.values) else self.boundary[:1] * len(self.values)
        said = [word("category", self.labels[0])]
        for cut, side, label in zip(self.values, sides, self.labels[1:], strict=True):
            below, above = ("<", "≤") if side == "upper" else ("≤", "<")
            said += [below, _exact(cut), above, word("category", label)]
        return " ".join(said)


def _exact(cut: float) -> str:
    """Write a cut-off as it is stored, with three digits where it has them; what was fitted has no end and gets two."""
    third = abs(cut - round(cut, 3)) < 1e-9 < abs(cut - round(cut, 2))
    return number(cut, 3 if third else 2)


def constants(framework: Framework, recipe: Recipe) -> list[Constant]:
    """List all constants that carry a certainty: the framework's weights, then the recipe's parameters."""
    weights = [
        Constant(f"{node.code}.weight", f"{node.weight:g}", node.certainty, node.source, node.note)
        for node in framework.nodes
        if node.certainty
    ]
    return [*weights, *of_recipe(recipe)]


def of_recipe(recipe: Recipe) -> list[Constant]:
    """List the constants of the recipe that carry a certainty."""
    return [each for step in recipe.steps for each in _of_step(step)]


def assumed(framework: Framework, recipe: Recipe) -> list[Constant]:
    """List the constants that are assumed; weights of siblings with one source are told once."""
    found = [each for each in constants(framework, recipe) if each.certainty == "assumed"]
    groups: dict[tuple[str, str, str], list[Constant]] = {}
    for each in found:
        kind = "weight" if each.path.endswith(".weight") else each.path
        groups.setdefault((kind, each.source, each.note), []).append(each)
    return [
        group[0]
        if len(group) == 1
        else Constant(_span(group), ", ".join(dict.fromkeys(each.value for each in group)), "assumed", source, note)
        for (_, source, note), group in groups.items()
    ]


def _span(group: list[Constant]) -> str:
    codes = [each.path.removesuffix(".weight") for each in group]
    return f"{codes[0]} … {codes[-1]} ({len(codes)}) weight"


def _of_step(step: Step) -> Iterator[Constant]:
    for parameter, evidence in step.evidence.items():
        value: object = step if parameter != "*" else ""
        for part in parameter.split("."):
            if isinstance(value, Mapping):
                # Tiers are numbers, and a path writes them as text.
                value = value.get(part, value.get(int(part), "") if part.isdecimal() else "")
            else:
                value = getattr(value, part, "")
        path = step.kind if parameter == "*" else f"{step.kind}.{parameter}"
        yield Constant(path, _written(value), evidence.certainty, evidence.source, evidence.note)


def _written(value: object) -> str:
    plain = to_plain(value)
    if isinstance(plain, dict):
        return "; ".join(
            f"{key} ({_written(here)})" if isinstance(here, dict) else f"{key} {_written(here)}"
            for key, here in plain.items()
        )
    if isinstance(plain, list):
        return ", ".join(map(_written, plain))
    return f"{plain:g}" if isinstance(plain, float) else str(plain)


def cutoffs(framework: Framework, used: Recipe, given: Recipe) -> list[Cutoff]:
    """List the cut-offs of all nodes that have categories.

    `used` is the recipe of the result, `given` the one that was asked for: what only the
    first holds was fitted on the data.
    """
    step, before = used.step(Categorise), given.step(Categorise)
    if step is None:
        return []
    found = []
    for code in (node.code for node in framework.nodes if framework.children(node.code)):
        rule = category_rule(step, framework, code)
        values = step.fitted.get(code) or rule.cutoffs
        if rule.method == "none" or not values:
            continue
        origin: Origin = "given" if rule.method == "cutoffs" else "fitted"
        if before is not None and code in before.fitted:
            origin = "stored"
        tier = f"tiers.{framework.tiers[code]}"
        keys = (f"fitted.{code}", "fitted", f"nodes.{code}", f"{tier}.cutoffs", tier, "nodes", "default", "*")
        evidence = next((step.evidence[key] for key in keys if key in step.evidence), None)
        proof = (evidence.certainty, evidence.source, evidence.note) if evidence and origin != "fitted" else ()
        found.append(Cutoff(code, tuple(values), rule.labels, rule.boundary, origin, *proof))
    return found
