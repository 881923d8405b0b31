"""What plans ask of the engine: the weights of indicators, and the best plan with a plain one beside it."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp import Framework
from ikp import __version__ as engine_version
from ikp.compare import Method
from ikp.editions import load
from ikp.errors import IkpError
from ikp.planning import Candidates, Plan, optimise, plan_of, top_risks_first
from ikpweb.prevention.engine import EDITION, known

__all__ = [
    "Chosen",
    "Level",
    "Question",
    "Solved",
    "UnsolvableError",
    "Weights",
    "engine_version",
    "reached",
    "same_indicators",
    "solve",
    "weights",
]

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Weights:
    """Effective weights in the index: of dimensions, of indicators, and which indicators are under a dimension."""

    dimensions: Mapping[str, float]
    indicators: Mapping[str, float]
    under: Mapping[str, tuple[str, ...]]


@cache
def weights(level: str) -> Weights:
    """Give the weights of the edition that the library speaks of."""
    edition = load(EDITION)
    framework = edition.framework(level)
    whole = Method(framework, edition.recipe(level)).effective_weights
    dimensions = framework.children(framework.root)
    own = known()
    under = {code: tuple(each for each in framework.indicators if own[each].dimension == code) for code in dimensions}
    return Weights(
        {code: whole[code] for code in dimensions}, {code: whole[code] for code in framework.indicators}, under
    )


def same_indicators(framework: Mapping[str, Any]) -> frozenset[str]:
    """Give the indicators of an edition's framework that are those of the library: the same code and name."""
    found, own = Framework.from_dict(framework), known()
    return frozenset(
        code for code in found.indicators if code in own and found[code].names.get("id") == own[code].names.get("id")
    )


@dataclass(frozen=True, eq=False)
class Question:
    """All that the programme needs, as lists by unit, driver and action.

    Parameters
    ----------
    points : shape (n, d)
        Points of the score that each driver brings.
    factor : shape (n, d)
        How many times each counts for urgency, alarms and probability.
    share : shape (m, d)
    cost, effort, possible, taken, refused : shape (n, m)
    capacity : shape (n,)
    standing : shape (n, m)
        What is in the register already: it takes its part away, costs nothing more, and is no item.
    budgets : tuple of float
        The first is the one that was asked for.
    """

    units: tuple[str, ...]
    drivers: tuple[str, ...]
    actions: tuple[str, ...]
    points: Sequence[Sequence[float]]
    factor: Sequence[Sequence[float]]
    share: Sequence[Sequence[float]]
    cost: Sequence[Sequence[float]]
    effort: Sequence[Sequence[float]]
    capacity: Sequence[float]
    possible: Sequence[Sequence[bool]]
    taken: Sequence[Sequence[bool]]
    refused: Sequence[Sequence[bool]]
    standing: Sequence[Sequence[bool]]
    ceiling: float
    budgets: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """An action in a unit: points lost without it, points alone, and what it takes of each driver alone."""

    unit: str
    action: str
    points: float
    alone: float
    cost: float
    effort: float
    drivers: Mapping[str, float]
    plain: bool


@dataclass(frozen=True, slots=True)
class Level:
    """What a budget reaches: points of the score, those points as they count, their proven bound, cost, days, items."""

    budget: float
    points: float
    counted: float
    bound: float
    gap: float
    cost: float
    days: float
    items: int
    units: int


@dataclass(frozen=True)
class Solved:
    """The best plan, the plain one, and both at several budgets."""

    chosen: tuple[Chosen, ...]
    plain: tuple[tuple[str, str], ...]
    levels: tuple[Level, ...]
    plain_levels: tuple[Level, ...]
    #: Points that go, by unit, beyond what the register takes away already: of the best plan and of the plain one.
    reduction: Mapping[str, float]
    plain_reduction: Mapping[str, float]
    #: Points that the register takes away already, by unit.
    standing: Mapping[str, float]
    candidates: int
    cheapest: float | None
    least_effort: float | None
    seconds: float


class UnsolvableError(Exception):
    """It cannot be computed; a sentence by language."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(sentences["en"])
        self.sentences = dict(sentences)


def solve(question: Question, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Solved:
    """Find the best plan and the plain one, at each budget.

    Raises
    ------
    UnsolvableError
        With the engine's sentences, when what is decided exceeds the means.
    """
    began = time.perf_counter()
    try:
        counted, raw, standing = _candidates(question)
        steps = len(question.budgets)
        best: list[Plan] = []
        plain: list[Plan] = []
        for done, budget in enumerate(question.budgets):
            progress(done, steps)
            best += optimise(counted, [budget])
            plain.append(top_risks_first(counted, budget))
        progress(steps, steps)
    except IkpError as refused:
        raise UnsolvableError({"id": refused.sentence("id"), "en": refused.sentence("en")}) from refused
    seconds = time.perf_counter() - began
    return _told(question, (counted, raw, standing), (best, plain), seconds)


def _candidates(question: Question) -> tuple[Candidates, Candidates, Flags]:
    standing = np.asarray(question.standing, dtype=bool).reshape(len(question.units), len(question.actions))
    points = np.asarray(question.points, dtype=np.float64).reshape(len(question.units), len(question.drivers))
    rest: dict[str, Any] = {
        "share": question.share,
        "cost": np.where(standing, 0.0, question.cost),
        "effort": np.where(standing, 0.0, question.effort),
        "capacity": question.capacity,
        "possible": np.asarray(question.possible, dtype=bool) | standing,
        "taken": np.asarray(question.taken, dtype=bool) | standing,
        "refused": np.asarray(question.refused, dtype=bool) & ~standing,
        "ceiling": question.ceiling,
    }
    names = (question.units, question.drivers, question.actions)
    counted = Candidates(*names, points=points * np.asarray(question.factor).reshape(points.shape), **rest)
    return counted, Candidates(*names, points=points, **rest), standing


def _told(
    question: Question,
    parts: tuple[Candidates, Candidates, Flags],
    plans: tuple[Sequence[Plan], Sequence[Plan]],
    seconds: float,
) -> Solved:
    (counted, raw, standing), (best, plain) = parts, plans
    before, before_counted = raw.reduction(standing), float(counted.reduction(standing).sum())
    chosen, usual = best[0].chosen & ~standing, plain[0].chosen & ~standing
    worth = plan_of(raw, question.budgets[0], best[0].chosen).worth()
    able = counted.possible & ~counted.refused & ~standing & (counted.alone > 0)
    own = question.units

    def level(plan: Plan) -> Level:
        new = plan.chosen & ~standing
        return Level(
            budget=plan.budget,
            points=float(raw.reduction(plan.chosen).sum() - before.sum()),
            counted=plan.value - before_counted,
            bound=plan.bound - before_counted if np.isfinite(plan.bound) else 0.0,
            gap=plan.gap,
            cost=plan.cost,
            days=float(plan.effort.sum()),
            items=int(new.sum()),
            units=int(new.any(axis=1).sum()),
        )

    def by_unit(values: Matrix) -> dict[str, float]:
        return {code: float(value) for code, value in zip(own, values.sum(axis=1), strict=True)}

    return Solved(
        chosen=tuple(
            _chosen(raw, int(i), int(j), float(worth[i, j]), bool(usual[i, j])) for i, j in np.argwhere(chosen)
        ),
        plain=tuple((own[i], question.actions[j]) for i, j in np.argwhere(usual)),
        levels=tuple(map(level, best)),
        plain_levels=tuple(map(level, plain)),
        reduction=by_unit(raw.reduction(best[0].chosen) - before),
        plain_reduction=by_unit(raw.reduction(plain[0].chosen) - before),
        standing=by_unit(before),
        candidates=int(able.sum()),
        cheapest=float(counted.cost[able].min()) if able.any() else None,
        least_effort=float(counted.effort[able].min()) if able.any() else None,
        seconds=seconds,
    )


def _chosen(raw: Candidates, i: int, j: int, worth: float, plain: bool) -> Chosen:
    share = np.minimum(raw.share[j], raw.ceiling)
    brings = raw.points[i] * share
    drivers = {raw.drivers[d]: float(brings[d]) for d in np.flatnonzero(brings > 0)}
    return Chosen(
        raw.units[i],
        raw.actions[j],
        worth,
        float(brings.sum()),
        float(raw.cost[i, j]),
        float(raw.effort[i, j]),
        dict(sorted(drivers.items(), key=lambda pair: -pair[1])),
        plain,
    )


def reached(
    points: Mapping[str, Mapping[str, float]],
    shares: Mapping[str, Mapping[str, float]],
    chosen: Mapping[str, Iterable[str]],
    ceiling: float,
) -> dict[str, float]:
    """Give the points that some actions take away from each unit together, never beyond the ceiling of each driver.

    Parameters
    ----------
    points : mapping
        Unit to its drivers with their points.
    shares : mapping
        Action to the share that it takes away of each driver.
    chosen : mapping
        Unit to its actions; those without a share take nothing away.
    """
    drivers = tuple(dict.fromkeys(code for own in points.values() for code in own))
    actions, units = tuple(shares), tuple(points)
    if not drivers or not actions:
        return dict.fromkeys(units, 0.0)
    own = Candidates(
        units,
        drivers,
        actions,
        points=[[points[unit].get(code, 0.0) for code in drivers] for unit in units],
        share=[[shares[key].get(code, 0.0) for code in drivers] for key in actions],
        cost=0.0,
        effort=0.0,
        capacity=[0.0] * len(units),
        ceiling=ceiling,
    )
    sets = {unit: set(chosen.get(unit, ())) for unit in units}
    picked = np.array([[key in sets[unit] for key in actions] for unit in units], dtype=bool)
    goes = own.reduction(picked).sum(axis=1)
    return {unit: float(value) for unit, value in zip(units, goes, strict=True)}
