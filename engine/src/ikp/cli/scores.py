"""What `ikp compare` compares: published editions, and folders that `ikp compute` wrote."""

import json
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ikp.cli.choose import which_edition
from ikp.compare import EditionScores, Method
from ikp.errors import UsageError, problem
from ikp.io import read_framework, read_recipe, read_rows
from ikp.recipe.steps import Categorise, CategoryRule
from ikp.registry import Level
from ikp.result import category_rule
from ikp.table import Missing

if TYPE_CHECKING:
    from ikp.compare.scores import Part
    from ikp.editions.edition import Edition
    from ikp.editions.published import Published

__all__ = ["is_run", "load_scores"]

_ORDER = ("rendah", "sedang", "tinggi")


def is_run(text: str) -> bool:
    """Tell whether a text names a folder of results, or the run.json in it."""
    path = Path(text)
    return (path / "run.json").is_file() or (path.name == "run.json" and path.is_file())


def load_scores(text: str, level: Level) -> EditionScores:
    """Give the scores of a run or of an edition.

    Raises
    ------
    UsageError
        If it is neither, or nothing of the edition is published on this level.
    """
    return _of_run(Path(text)) if is_run(text) else _of_edition(text, level)


def _of_edition(text: str, level: Level) -> EditionScores:
    from ikp.editions import load

    edition = load(which_edition(text))
    rows = [each for each in edition.published(level) if each.unit and (each.has_total or each.category)]
    if not rows:
        raise UsageError(problem("cli-nothing", edition=edition.code, level=level))
    method, labels, groups, cutoffs, boundary = _method(edition, level, [each.category for each in rows])
    silent = _silent(edition, level, {each.unit for each in rows})
    return EditionScores(
        edition.code,
        level,
        [*(each.unit for each in rows), *silent],
        [*(each.total for each in rows), *([nan] * len(silent))],
        categories=[*(each.category for each in rows), *([""] * len(silent))],
        labels=labels,
        groups=groups,
        cutoffs=cutoffs,
        boundary=boundary,
        names=[*(_name(each, edition) for each in rows), *silent.values()],
        method=method,
        registry_date=edition.registry_date,
    )


def _silent(edition: "Edition", level: Level, named: set[str]) -> dict[str, str]:
    """Give the units that the edition covers and publishes nothing of: known only where it covers all there are."""
    every = edition.registry().level(level)
    if edition.units.get(level) != len(every):
        return {}
    return {unit.code: unit.short_name for unit in every if unit.code not in named}


def _name(each: "Published", edition: "Edition") -> str:
    registry = edition.registry()
    return registry[each.unit].short_name if each.unit in registry else each.name


def _method(edition: "Edition", level: Level, categories: list[str]) -> tuple[Method, Any, Any, Any, Any]:
    """Give what is known of how the edition makes scores and categories."""
    used = {label for label in categories if label}
    plain = tuple(label for label in _ORDER if label in used) or tuple(sorted(used))
    if edition.kind == "results-only":
        return Method(), plain, {}, (), ("upper",)
    framework, recipe = edition.framework(level), edition.recipe(level)
    method = Method(framework, recipe, unpublished=cast("tuple[Part, ...]", edition.unpublished))
    step = recipe.step(Categorise)
    if step is None:
        return method, plain, {}, (), ("upper",)
    rule = category_rule(step, framework, framework.root)
    cutoffs = step.fitted.get(framework.root) or rule.cutoffs
    if used <= set(rule.labels):
        return method, rule.labels, rule.groups, cutoffs, rule.boundary
    return method, *_coarse(rule, cutoffs, plain)


def _coarse(rule: CategoryRule, cutoffs: tuple[float, ...], plain: tuple[str, ...]) -> tuple[Any, Any, Any, Any]:
    """Give the coarser categories of a rule: print often names *tinggi* where the rule has level 6."""
    groups = tuple(dict.fromkeys(rule.groups.get(label, label) for label in rule.labels))
    if not set(plain) <= set(groups):
        return plain, {}, (), ("upper",)
    sides = rule.boundary if len(rule.boundary) == len(cutoffs) else rule.boundary[:1] * len(cutoffs)
    kept = [
        (cut, side)
        for cut, side, low, high in zip(cutoffs, sides, rule.labels, rule.labels[1:], strict=False)
        if rule.groups.get(low, low) != rule.groups.get(high, high)
    ]
    return groups, {}, tuple(cut for cut, _ in kept), tuple(side for _, side in kept) or ("upper",)


def _of_run(path: Path) -> EditionScores:
    folder = path.parent if path.name == "run.json" else path
    run = json.loads((folder / "run.json").read_text("utf-8"))
    rows = list(read_rows(folder / "results.csv"))
    framework = read_framework(folder / "run.json")
    recipe = read_recipe(folder / "run.json")
    step = recipe.step(Categorise)
    root = framework.root
    rule = category_rule(step, framework, root) if step and root in run["cutoffs"] else CategoryRule(labels=())
    return EditionScores(
        folder.name,
        run.get("level") or "",
        [row["unit"] for row in rows],
        [float(row["score"] or "nan") for row in rows],
        categories=[row["category"] for row in rows],
        labels=rule.labels,
        groups=rule.groups,
        cutoffs=run["cutoffs"].get(root, ()),
        boundary=rule.boundary,
        names=[row["name"] for row in rows],
        reasons=[Missing[row["reason"].upper()] if row.get("reason") else Missing.OBSERVED for row in rows],
        method=Method(framework, recipe),
        registry_date=_registry_date(run),
        synthetic=run["synthetic"],
    )


def _registry_date(run: dict[str, Any]) -> Any:
    from ikp.editions import load

    return load(run["edition"]).registry_date if run.get("edition") else None
