"""An edition: one published index with its framework, recipe, registry and period, as data of the package."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from ikp.compare.concordance import Concordance, Link
from ikp.editions.cases import Case, read_cases
from ikp.editions.guidance import bilingual
from ikp.editions.knowledge import Knowledge, read_knowledge
from ikp.editions.place import data, table
from ikp.editions.published import Published, Reading, published
from ikp.editions.registry import registry
from ikp.editions.rubrics import Rubric, read_rubrics
from ikp.editions.stages import StageLink, read_links
from ikp.errors import UsageError, problem
from ikp.framework import Framework
from ikp.io import read_framework, read_recipe
from ikp.io.paths import read_text
from ikp.recipe import Recipe
from ikp.registry import Registry
from ikp.uncertainty import Perturbations, usual

__all__ = ["Alternative", "Edition", "Kind", "available", "concordance", "load"]

Kind = Literal["full", "dimensions", "results-only"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of an edition's unpublished steps, under a name.

    Parameters
    ----------
    code : str
    titles, notes, fits : mapping
        By language: what it is called, what it does, and what the published traces say of it.
    """

    code: str
    titles: Mapping[str, str]
    notes: Mapping[str, str]
    fits: Mapping[str, str]


@dataclass(frozen=True)
class Edition:
    """What is known of an edition.

    Parameters
    ----------
    code : str
    titles : mapping
        By language, as `published_items`, `missing_items` and `notes`.
    kind : {'full', 'dimensions', 'results-only'}
        Whether it can be computed from indicators, from dimension scores, or not at all.
    launched : date
    period : str
        Of the events that it counts, or of its collection, in words.
    event_period : tuple of date, or None
        First and last day of the events, where it is known.
    levels : tuple of str
    units : mapping of str to int
        How many units it has on each level.
    registry_date : date
        The day whose registry of units it uses.
    legal_base, sources : tuple of str
    unpublished : tuple of str
        Parts of the method that are not published: ``indicators``, ``weights`` (below the
        dimensions), ``normalisation``, ``aggregation``.
    """

    code: str
    titles: Mapping[str, str]
    kind: Kind
    launched: date
    period: str
    levels: tuple[str, ...]
    units: Mapping[str, int]
    registry_date: date
    event_period: tuple[date, date] | None = None
    legal_base: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    unpublished: tuple[str, ...] = ()
    published_items: Mapping[str, Sequence[str]] = field(default_factory=dict)
    missing_items: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def framework(self, level: str | None = None) -> Framework:  # noqa: ARG002 - one framework serves all levels so far
        """Give the framework.

        Raises
        ------
        UsageError
            For an edition of which only results are published.
        """
        self._refuse_results_only()
        return _framework(self.code)

    def recipe(self, level: str, alternative: str | None = None) -> Recipe:
        """Give the recipe of a level, or one of its named alternatives.

        Raises
        ------
        UsageError
            For an edition of which only results are published, a level that it does not
            have, or an unknown alternative.
        """
        self._refuse_results_only()
        self._refuse_level(level)
        folder = data() / self.code
        own = folder / f"recipe-{level}.toml"
        recipe = read_recipe(own if own.is_file() else folder / "recipe.toml")
        if alternative is None:
            return recipe
        self._refuse_alternative(alternative)
        plain = recipe.to_dict()
        plain["name"] = f"{recipe.name}, {alternative}"
        for change in _alternatives(self.code)[alternative]["step"]:
            if change.get("level", level) == level:
                plain["step"] = [_changed(step, change) for step in plain["step"]]
        return Recipe.from_dict(plain)

    def perturbations(self, level: str, told: Mapping[str, Any] | None = None) -> Perturbations:
        """Give what is unsure in the recipe of a level, and how far; of an edition without such data, the usual.

        Parameters
        ----------
        level : str
        told : mapping, optional
            Somebody's own, as read from TOML, whose options may name alternatives of this edition.

        Raises
        ------
        UsageError
            For an edition of which only results are published, a level that it does not have,
            or an unknown alternative.
        DataError
            For perturbations that cannot be.
        """
        self._refuse_results_only()
        self._refuse_level(level)
        file = data() / self.code / "perturbations.toml"
        if told is None:
            if not file.is_file():
                return usual()
            told = tomllib.loads(read_text(file))
        listed = told.get("vary", [])
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            return Perturbations.from_dict(told)  # which says what is wrong
        own = [
            {
                key: self._options(value, level) if key == "options" else value
                for key, value in each.items()
                if key != "level"
            }
            for each in listed
            if each.get("level", level) == level
        ]
        return Perturbations.from_dict({**told, "vary": own})

    def _options(self, options: Any, level: str) -> Any:
        return [
            {**option, "change": self._change(option, level)}
            if isinstance(option, dict) and "alternative" in option
            else option
            for option in (options if isinstance(options, list) else [options])
        ]

    def _change(self, option: Mapping[str, Any], level: str) -> dict[str, Any]:
        """Give the settings that an option changes: those of the alternative it names, then its own."""
        self._refuse_alternative(option["alternative"])
        steps = _alternatives(self.code)[option["alternative"]]["step"]
        change = {
            step["kind"]: {key: value for key, value in step.items() if key not in ("kind", "level", "evidence")}
            for step in steps
            if step.get("level", level) == level
        }
        for kind, settings in option.get("change", {}).items():
            change[kind] = {**change.get(kind, {}), **settings}
        return change

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The named alternatives to the recipe."""
        return tuple(
            Alternative(code, data["titles"], data["notes"], data["fits"])
            for code, data in _alternatives(self.code).items()
        )

    def published(self, level: str, reading: Reading | None = "own") -> tuple[Published, ...]:
        """Give the published results; see `ikp.editions.published`."""
        return published(self.code, level, reading)

    def rubrics(self) -> Mapping[str, Rubric]:
        """Give the grading rubric of every indicator; nothing where the edition has none."""
        return _rubrics(self.code)

    def knowledge(self) -> Mapping[str, Knowledge]:
        """Give what an office should know of every indicator; nothing where nobody has written it."""
        return _knowledge(self.code)

    def cases(self) -> Mapping[str, tuple[Case, ...]]:
        """Give what was printed about every indicator, with sources; nothing where nobody has looked."""
        return _cases(self.code)

    def stages(self) -> Mapping[str, tuple[StageLink, ...]]:
        """Give the stages that every indicator belongs to; nothing where nobody has said."""
        return _stages(self.code)

    def registry(self) -> Registry:
        """Give the units of the day that the edition was made for."""
        return registry().at(self.registry_date)

    def _refuse_alternative(self, alternative: str) -> None:
        known = [each.code for each in self.alternatives]
        if alternative not in known:
            raise UsageError(
                problem("alternative-unknown", alternative=alternative, edition=self.code, known=known or "-")
            )

    def _refuse_results_only(self) -> None:
        if self.kind == "results-only":
            raise UsageError(problem("edition-results-only", edition=self.code))

    def _refuse_level(self, level: str) -> None:
        if level not in self.levels:
            raise UsageError(problem("edition-level", edition=self.code, level=level, known=self.levels))


def available() -> tuple[str, ...]:
    """Give the codes of all editions, the newest first."""
    return tuple(sorted(_codes(), key=lambda code: (load(code).launched, code), reverse=True))


@cache
def load(code: str) -> Edition:
    """Load an edition.

    Raises
    ------
    UsageError
        For an unknown code, with those there are.
    """
    if code not in _codes():
        raise UsageError(problem("edition-unknown", edition=code, known=sorted(_codes())))
    told: dict[str, Any] = tomllib.loads(read_text(data() / code / "edition.toml"))
    listed = ("levels", "legal_base", "sources", "unpublished")
    told |= {key: tuple(told.get(key, ())) for key in listed}
    if "event_period" in told:
        told["event_period"] = tuple(told["event_period"])
    told["titles"] = bilingual(told["titles"])
    return Edition(code=code, **told)


def concordance(edition_a: str, edition_b: str) -> Concordance | None:
    """Give which nodes of two editions measure the same, or None where nobody has said.

    The data say it one way; asked the other way round, it is turned.
    """
    rows = table("concordance.csv")

    def links(a: str, b: str) -> list[Link]:
        return [
            Link(row["node_a"] or None, row["node_b"] or None, row["relation"], row["reason"])  # type: ignore[arg-type] # Link checks it
            for row in rows
            if (row["edition_a"], row["edition_b"]) == (a, b)
        ]

    here, turned = links(edition_a, edition_b), links(edition_b, edition_a)
    if here:
        return Concordance(here)
    return Concordance(turned).swapped() if turned else None


def _changed(step: dict[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Give a step of the recipe with what an alternative says otherwise; rules of tiers and evidence one by one."""
    if step["kind"] != change["kind"]:
        return step
    told = {key: value for key, value in change.items() if key != "level"}
    return step | {
        key: {**step.get(key, {}), **value} if key in ("tiers", "evidence") and isinstance(value, dict) else value
        for key, value in told.items()
    }


@cache
def _codes() -> frozenset[str]:
    return frozenset(each.name for each in data().iterdir() if each.is_dir() and (each / "edition.toml").is_file())


@cache
def _framework(code: str) -> Framework:
    return read_framework(data() / code / "framework.csv")


@cache
def _rubrics(code: str) -> Mapping[str, Rubric]:
    file = data() / code / "rubrics.toml"
    return read_rubrics(file, _framework(code)) if file.is_file() else MappingProxyType({})


@cache
def _knowledge(code: str) -> Mapping[str, Knowledge]:
    file = data() / code / "knowledge.toml"
    return read_knowledge(file, _framework(code)) if file.is_file() else MappingProxyType({})


@cache
def _cases(code: str) -> Mapping[str, tuple[Case, ...]]:
    file = data() / code / "cases.csv"
    return read_cases(file, _framework(code)) if file.is_file() else MappingProxyType({})


@cache
def _stages(code: str) -> Mapping[str, tuple[StageLink, ...]]:
    file = data() / code / "stages.csv"
    return read_links(file, _framework(code)) if file.is_file() else MappingProxyType({})


@cache
def _alternatives(code: str) -> Mapping[str, Mapping[str, Any]]:
    folder = data() / code / "alternatives"
    if not folder.is_dir():
        return {}
    found = sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))
    return {code: tomllib.loads(read_text(folder / f"{code}.toml")) for code in found}
