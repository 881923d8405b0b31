"""Drafts through the engine: what an earlier edition brings, what is wrong, and the rows of a frozen edition."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.editions import available, load
from ikp.editions.registry import registry
from ikp.errors import DataError, IkpError, problem
from ikp.framework import Node
from ikp.problems import Lang, Problem
from ikp.recipe.steps import Categorise
from ikp.result import category_rule
from ikpweb.kit.country import country
from ikpweb.methodology.content import Content, indicators

__all__ = [
    "Cutoffs",
    "Said",
    "content_of",
    "cutoffs_of",
    "edition_from",
    "framework_of",
    "method_rows_of",
    "problems",
    "read_recipe",
    "shipped_extras",
]

_LANGS: tuple[Lang, Lang] = ("id", "en")
_TEXTS = ("counts", "excludes", "where")
#: Units of the made-up table on which a recipe is tried.
_TRIED = 24


@dataclass(frozen=True, slots=True)
class Said:
    """A problem of the engine: which part of the draft it is about, and its sentence by language."""

    item: str
    id: str
    en: str

    def in_language(self, language: str | None) -> str:
        """Give it in a language; Indonesian unless English is asked for."""
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """The cut-offs of a node at a level.

    Without values they are found on the data; unless the level stores those of other nodes
    (`stored`): then nothing is known of this one, and its scores get no category.
    """

    code: str
    names: Mapping[str, str]
    method: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    certainty: str
    source: str
    stored: bool

    @property
    def steps(self) -> tuple[tuple[float, str], ...]:
        """Each cut-off with the label above it, from the lowest."""
        return tuple(zip(self.values, self.labels[1:], strict=True)) if self.values else ()


def shipped_extras(code: str) -> dict[str, Any]:
    """Give what the engine knows of its own edition beyond framework and recipe: nothing for any other."""
    if code not in available() or load(code).kind == "results-only":
        return {"rubrics": {}, "stages": {}, "measures": {}}
    edition = load(code)
    rubrics = {
        indicator: {
            **{key: dict(getattr(rubric, key)) for key in _TEXTS},
            "grades": [dict(rubric.grades[grade]) for grade in sorted(rubric.grades)],
            "evidence": [dict(kind.names) for kind in rubric.evidence],
            "certainty": rubric.certainty,
            "source": "",
            "note": dict(rubric.note),
        }
        for indicator, rubric in edition.rubrics().items()
    }
    stages = {indicator: [link.stage for link in links] for indicator, links in edition.stages().items()}
    return {
        "rubrics": rubrics,
        "stages": stages,
        "measures": {node.code: node.measure for node in edition.framework().nodes},
    }


def content_of(code: str, methods: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Content:
    """Give framework, recipes, rubrics and stages of an edition as the beginning of a draft.

    Parameters
    ----------
    code : str
    methods : mapping
        Level to framework and recipe, as `Method` holds them.
    """
    framework = next(iter(methods.values()))[0]
    extras = shipped_extras(code)
    measures = {**extras["measures"], **framework.get("measures", {})}
    nodes = [
        {
            **{key: value for key, value in node.items() if key != "tier"},
            "definitions": framework.get("definitions", {}).get(node["code"], {}),
            "note": framework.get("notes", {}).get(node["code"], ""),
            "measure": measures.get(node["code"], ""),
        }
        for node in framework["nodes"]
    ]
    return {
        "nodes": nodes,
        "rubrics": framework.get("rubrics") or extras["rubrics"],
        "stages": framework.get("stages") or extras["stages"],
        "recipes": {level: dict(recipe) for level, (_, recipe) in methods.items()},
    }


def framework_of(content: Content) -> Framework:
    """Build the framework of a draft.

    Raises
    ------
    DataError
        With everything that is wrong with the tree.
    """
    return Framework([Node(**node) for node in content["nodes"]], content.get("titles", {}).get("id", ""))


def problems(content: Content) -> list[Said]:
    """Find what the engine has against a draft, each at the part that it is about.

    The recipe of each level is tried on a made-up table: what only shows when it is used, such
    as cut-offs that do not rise, shows here and not on the first day of a count.
    """
    found = list(_rubric_problems(content))
    try:
        framework = framework_of(content)
    except DataError as error:
        found += [_said(each, _node_named(each)) for each in error.problems]
        framework = None
    for level, told in content["recipes"].items():
        try:
            recipe = Recipe.from_dict(told)
            if framework is not None:
                compute(_made_up(framework), framework, recipe)
        except IkpError as error:
            found += [_said(each, f"recipe:{level}") for each in error.problems]
    return found


def read_recipe(text: str) -> tuple[dict[str, Any] | None, list[Said]]:
    """Read a recipe that somebody wrote as JSON; give it, or what is wrong with it."""
    try:
        told = json.loads(text)
        if not isinstance(told, dict):
            raise DataError(problem("recipe-value", path="recipe", value=text[:40], expected="an object"))
        return Recipe.from_dict(told).to_dict(), []
    except json.JSONDecodeError as error:
        what = problem("recipe-value", path=f"{error.lineno}:{error.colno}", value=error.msg, expected="JSON")
        return None, [_said(what, "recipe")]
    except IkpError as error:
        return None, [_said(each, "recipe") for each in error.problems]


def cutoffs_of(content: Content, level: str) -> list[Cutoffs]:
    """Give the cut-offs of the index and its dimensions at a level; nothing where the draft cannot be read."""
    try:
        framework, recipe = framework_of(content), Recipe.from_dict(content["recipes"][level])
    except IkpError:
        return []
    step = recipe.step(Categorise)
    if step is None:
        return []
    found = []
    for code in (framework.root, *framework.children(framework.root)):
        rule = category_rule(step, framework, code)
        if rule.method == "none":
            continue
        told = step.evidence.get(f"fitted.{code}") or step.evidence.get("fitted")
        values = tuple(step.fitted.get(code) or rule.cutoffs)
        certainty, source = (told.certainty, told.source) if told and values else ("", "")
        found.append(
            Cutoffs(
                code,
                dict(framework[code].names),
                rule.method,
                rule.labels,
                values,
                certainty,
                source,
                bool(step.fitted),
            )
        )
    return found


def edition_from(code: str, content: Content) -> dict[str, Any]:
    """Give a draft as the fields of an authored `Edition`; its digest is the draft's own to say."""
    day = date.fromisoformat(content["registry_date"])
    units = registry().at(day).units
    notes = content.get("notes", {})
    return {
        "code": code,
        "kind": "full",
        "title_id": content["titles"]["id"],
        "title_en": content["titles"]["en"],
        "about": {
            "period": content["period"],
            "levels": list(content["recipes"]),
            "units": {level: sum(unit.level == level for unit in units) for level in content["recipes"]},
            "registry_date": content["registry_date"],
            "legal_base": content["legal_base"],
            "sources": content["sources"],
            "unpublished": [],
            "published_items": {
                "id": ["Konstruksi, definisi, rubrik, bobot, dan langkah hitung selengkapnya."],
                "en": ["Framework, definitions, rubrics, weights and steps, all of it."],
            },
            "missing_items": {
                "id": ["Skor: edisi ini ditetapkan sebelum datanya dikumpulkan."],
                "en": ["Scores: this edition was settled before its data were collected."],
            },
            "notes": {lang: list(notes.get(lang, [])) for lang in _LANGS},
            "alternatives": [],
        },
    }


def method_rows_of(content: Content) -> list[dict[str, Any]]:
    """Give framework and recipe of a draft at every level, as the fields of `Method`.

    Raises
    ------
    DataError
        When the framework or a recipe cannot be built.
    """
    framework = framework_of(content)
    told = {
        **framework.to_dict(),
        "definitions": {
            node.code: dict(node.definitions) for node in framework.nodes if any(node.definitions.values())
        },
        "notes": {node.code: node.note for node in framework.nodes if node.note},
        "measures": {node.code: node.measure for node in framework.nodes if node.measure},
        "rubrics": content["rubrics"],
        "stages": content["stages"],
    }
    return [
        {"level": level, "framework": told, "recipe": Recipe.from_dict(recipe).to_dict()}
        for level, recipe in content["recipes"].items()
    ]


def _made_up(framework: Framework) -> IndicatorTable:
    """Make a table of whole numbers that any recipe should be able to take; chance with a fixed seed."""
    rng = np.random.default_rng(2027)
    codes = framework.indicators
    units = [f"U{number:02}" for number in range(1, _TRIED + 1)]
    needed = {node.denominator for node in framework.nodes if node.denominator}
    denominators = {name: rng.integers(1_000, 9_000, _TRIED) for name in sorted(needed)}
    values = rng.poisson(1.0, (_TRIED, len(codes))) * rng.integers(1, 5, (_TRIED, len(codes)))
    return IndicatorTable(units, codes, values, denominators=denominators or None, origin="trial", synthetic=True)


def _rubric_problems(content: Content) -> Iterator[Said]:
    for node in indicators(content):
        code, rubric = node["code"], content["rubrics"].get(node["code"], {})
        for what in _rubric_faults(code, rubric):
            yield _said(what, f"rubric:{code}")


def _rubric_faults(code: str, rubric: Mapping[str, Any]) -> Iterable[Problem]:
    for lang in _LANGS:
        said = [grade for grade in rubric.get("grades", ()) if grade.get(lang, "").strip()]
        if len(said) != country().grades:
            yield problem("rubric-grades", indicator=code, lang=lang, count=len(said), expected=country().grades)
        if not rubric.get("counts", {}).get(lang, "").strip():
            yield problem("guidance-language", indicator=code, text="counts", lang=lang)


def _node_named(told: Problem) -> str:
    for name in ("code", "parent"):
        if name in told.params:
            return f"node:{told.params[name]}"
    return "tree"


def _said(told: Problem, item: str) -> Said:
    return Said(item, told.sentence("id"), told.sentence("en"))
