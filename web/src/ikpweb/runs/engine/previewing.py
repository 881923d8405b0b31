"""What another method would make of data that are there: printed dimensions, or what a cycle accepted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isnan
from typing import TypeVar

from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.editions import available, load
from ikp.editions.published import editions, published
from ikp.errors import IkpError
from ikp.result import IndexResult
from ikpweb.methodology.models import Method
from ikpweb.runs.collected import Collected
from ikpweb.runs.engine.collecting import Scored, index_of, means_of_regencies

__all__ = [
    "Changed",
    "Effect",
    "effect_on_cycle",
    "effect_on_means",
    "effect_on_print",
    "printed_dimensions",
    "said_of",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changed:
    """A unit by two methods on the same data; None and empty where there is no score."""

    unit: str
    score_before: float | None
    score_after: float | None
    rank_before: int | None
    rank_after: int | None
    category_before: str
    category_after: str

    @property
    def places(self) -> int | None:
        """Ranks gained: above zero is a move towards rank 1, that is, towards more vulnerability."""
        if self.rank_before is None or self.rank_after is None:
            return None
        return self.rank_before - self.rank_after

    @property
    def other_category(self) -> bool:
        """Tell whether the category is another one."""
        return self.category_before != self.category_after


@dataclass(frozen=True, slots=True)
class Effect:
    """All units of a level by two methods, the biggest movers first.

    `left_out` counts the units whose data are not whole enough to be computed.
    """

    level: str
    units: tuple[Changed, ...]
    left_out: int

    @property
    def recategorised(self) -> int:
        """How many units change their category."""
        return sum(each.other_category for each in self.units)

    @property
    def moved(self) -> int:
        """How many units change their rank."""
        return sum(bool(each.places) for each in self.units)


@lru_cache(maxsize=64)
def printed_dimensions(edition: str, level: str) -> Mapping[str, Mapping[str, float]]:
    """Give the printed scores of all dimensions by unit, where all of them are in print; else nothing of the unit."""
    if edition not in editions() or edition not in available():
        return {}
    known = load(edition)
    if known.kind == "results-only" or level not in known.levels:
        return {}
    framework = known.framework(level)
    dimensions = framework.children(framework.root)
    rows = {each.unit: {**each.implied, **each.dimensions} for each in published(edition, level) if each.unit}
    whole = {unit: scores for unit, scores in rows.items() if all(code in scores for code in dimensions)}
    return {unit: {code: scores[code] for code in dimensions} for unit, scores in whole.items()}


def effect_on_print(edition: str, before: Method, after: Method) -> Effect | None:
    """Compute the printed dimensions of an edition by two methods.

    Returns
    -------
    Effect or None
        None where fewer than three units have all dimensions in print, or the two methods do
        not have the same dimensions: there is nothing that both could be computed from.

    Raises
    ------
    DataError
        When one of the methods cannot be computed on these data.
    """
    printed = printed_dimensions(edition, before.level)
    sides = []
    for method in (before, after):
        framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
        dimensions = framework.children(framework.root)
        if len(printed) < 3 or any(set(dimensions) != set(scores) for scores in printed.values()):
            return None
        values = [[scores[code] for code in dimensions] for scores in printed.values()]
        table = IndicatorTable(list(printed), dimensions, values, origin=edition)
        sides.append(_plain(compute(table, framework.cut(dimensions), recipe.above_indicators())))
    known = load(edition).units.get(before.level, len(printed))
    return _effect(before.level, sides[0], sides[1], left_out=max(known - len(printed), 0))


def effect_on_cycle(collected: Collected, before: Method, after: Method, *, synthetic: bool) -> Effect:
    """Compute what a cycle has accepted at a level by two methods.

    An indicator that only the second one knows was not asked: it is missing, not zero.

    Raises
    ------
    DataError
        When one of the methods cannot be computed on these data.
    """
    one, two = (_rows(index_of(collected, method, synthetic=synthetic)) for method in (before, after))
    return _effect(before.level, one, two, left_out=0)


def effect_on_means(
    collected: Collected, before: Mapping[str, Method], after: Mapping[str, Method], day: date, *, synthetic: bool
) -> Effect:
    """Compute the second reading of the provinces, the means of their regencies, by two methods.

    Parameters
    ----------
    collected : Collected
        What the regencies' offices have accepted.
    before, after : mapping
        Level to method: the regencies are computed by theirs, and their means put in the
        categories of the provinces.
    day : date
        Which regencies belong to which province.

    Raises
    ------
    DataError
        When one of the methods cannot be computed on these data.
    """
    one, two = (
        _rows(means_of_regencies(index_of(collected, each["regency"], synthetic=synthetic), each["province"], day))
        for each in (before, after)
    )
    return _effect("regencies", one, two, left_out=0)


_Row = tuple[float | None, int | None, str]


def _plain(result: IndexResult) -> dict[str, _Row]:
    columns = zip(result.units, result.score(), result.rank(), result.category_groups(), strict=True)
    return {
        unit: (None if isnan(score) else float(score), None if isnan(place) else int(place), category)
        for unit, score, place, category in columns
    }


def _rows(scored: Scored) -> dict[str, _Row]:
    return {row["unit_id"]: (row["total"], row["rank"], row["category"]) for row in scored.scores}


def _effect(level: str, one: Mapping[str, _Row], two: Mapping[str, _Row], *, left_out: int) -> Effect:
    def sides() -> Iterable[Changed]:
        for unit, (score, place, category) in one.items():
            after, place_after, category_after = two.get(unit, (None, None, ""))
            if score is not None or after is not None:
                yield Changed(unit, score, after, place, place_after, category, category_after)

    units = sorted(sides(), key=lambda each: (not each.other_category, -abs(each.places or 0), each.rank_after or 0))
    return Effect(level, tuple(units), left_out + len(one) - len(units))


def said_of(make: Callable[[], T], language: str | None) -> T | str:
    """Do something with the engine; give what it gives, or the sentence with which it refuses."""
    try:
        return make()
    except IkpError as error:
        return error.sentence("en" if language == "en" else "id")
