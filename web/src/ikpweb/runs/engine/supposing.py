"""What if: a level's index once as it is, and once with something otherwise; nothing of it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan

from ikp import Framework, IkpError, IndicatorTable, Recipe, compute
from ikp.editions import available, load
from ikp.recipe.steps import Categorise
from ikp.result import IndexResult, category_rule
from ikp.uncertainty import Change, WhatIf, what_if
from ikpweb.methodology.models import Method
from ikpweb.runs.collected import Collected
from ikpweb.runs.engine.collecting import data_of

__all__ = ["Shift", "Supposable", "SupposedError", "Supposition", "supposable", "supposed"]


class SupposedError(Exception):
    """What was supposed cannot be computed: a sentence by language for each reason."""

    def __init__(self, problem: IkpError) -> None:
        self.sentences = tuple({lang: each.sentence(lang) for lang in ("id", "en")} for each in problem.problems)
        super().__init__(str(problem))


@dataclass(frozen=True)
class Supposition:
    """What is to be otherwise; nothing of it is nothing.

    Parameters
    ----------
    weights : mapping
        Node to its weight, on the scale that its siblings have.
    drop : str
        Indicator to leave out.
    cell : tuple of (str, str), optional
        Unit and indicator whose value differs.
    value : float or None
        Of the cell; None takes it to be missing.
    alternative : str
        Another reading of the edition's unpublished steps.
    """

    weights: Mapping[str, float]
    drop: str = ""
    cell: tuple[str, str] | None = None
    value: float | None = None
    alternative: str = ""

    def __bool__(self) -> bool:
        return bool(self.weights or self.drop or self.cell or self.alternative)


@dataclass(frozen=True)
class Supposable:
    """What can be otherwise: the dimensions with their weights, the indicators, the edition's other readings."""

    dimensions: tuple[tuple[str, Mapping[str, str], float], ...]
    indicators: tuple[tuple[str, Mapping[str, str]], ...]
    alternatives: tuple[tuple[str, Mapping[str, str], Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """One unit before and after; a score, rank or category (one of the three) that it lacks is None or empty."""

    unit: str
    before: float | None
    after: float | None
    rank_before: float | None
    rank_after: float | None
    category_before: str
    category_after: str

    @property
    def turned(self) -> bool:
        return self.category_before != self.category_after

    @property
    def places(self) -> float | None:
        """Ranks that it rises; below zero it falls."""
        return None if self.rank_before is None or self.rank_after is None else self.rank_before - self.rank_after


def supposable(method: Method) -> Supposable:
    """Tell what of a method can be otherwise."""
    framework = Framework.from_dict(method.framework)
    code = method.edition.code
    known = load(code) if code in available() else None
    return Supposable(
        tuple((node, framework[node].names, framework[node].weight) for node in framework.children(framework.root)),
        tuple((node, framework[node].names) for node in framework.indicators),
        tuple((each.code, each.titles, each.notes) for each in known.alternatives) if known else (),
    )


def supposed(collected: Collected, method: Method, change: Supposition, *, synthetic: bool) -> tuple[Shift, ...]:
    """Compute the index of a level as it is and as it would be; a shift per unit, in the order of the units.

    Raises
    ------
    SupposedError
        For nodes, units or numbers that are not there, or a recipe that cannot be carried out.
    """
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    table, _log = data_of(collected, framework, recipe, synthetic=synthetic)
    try:
        return tuple(_shifts(_both(table, framework, recipe, method, change)))
    except IkpError as problem:
        raise SupposedError(problem) from None


def _both(table: IndicatorTable, framework: Framework, recipe: Recipe, method: Method, change: Supposition) -> WhatIf:
    before = compute(table, framework, recipe)
    if change.alternative:
        recipe = load(method.edition.code).recipe(method.level, change.alternative)
    wanted = Change(
        weights=change.weights,
        drop=(change.drop,) if change.drop else (),
        values={change.cell: change.value} if change.cell else None,
    )
    if not (wanted.weights or wanted.drop or wanted.values):
        return WhatIf(before, compute(table, framework, recipe))
    return WhatIf(before, what_if(table, framework, recipe, wanted).after)


def _shifts(found: WhatIf) -> Iterator[Shift]:
    numbers = zip(*found.scores, *found.ranks, strict=True)
    labels = (
        [_group(result, label) for label in column]
        for result, column in zip((found.before, found.after), found.categories, strict=True)
    )
    for unit, row, one, other in zip(found.units, numbers, *labels, strict=True):
        before, after, rank_before, rank_after = (None if isnan(each) else float(each) for each in row)
        yield Shift(unit, before, after, rank_before, rank_after, one, other)


def _group(result: IndexResult, label: str) -> str:
    step = result.recipe.step(Categorise)
    groups = category_rule(step, result.framework, result.framework.root).groups if step else {}
    return groups.get(label, label)
