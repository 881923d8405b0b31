"""Which choice matters: Sobol indices of an index under its perturbations, and each perturbation alone.

A replicate is a function of one point of the unit cube (`ikp.uncertainty.drawing`), so
that every perturbation is a factor, and every weight can be one.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.rank_rows import rank_rows, steps_of
from ikp.errors import UsageError, problem
from ikp.events import EventLog
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe import Recipe
from ikp.recipe.steps import Categorise
from ikp.table import IndicatorTable
from ikp.uncertainty.model import Model
from ikp.uncertainty.perturbations import Choice, Drop, Number, Perturbations, Weights
from ikp.uncertainty.sensitivity.indices import SobolIndices, samples, sobol

__all__ = ["Alone", "Sensitivity", "Target", "alone", "sensitivity"]

Matrix = NDArray[np.float64]
Progress = Callable[[float, float | None], None]


@dataclass(frozen=True, slots=True)
class Target:
    """What is looked at: how far ranks move on average, a unit's score, or whether it is in a category.

    The mean of the last is the probability of the category.
    """

    kind: Literal["rank_shift", "score", "category"]
    unit: str = ""
    label: str = ""


@dataclass(frozen=True)
class Sensitivity:
    """Sobol indices of an index.

    Parameters
    ----------
    indices : SobolIndices
        Outputs in the order of `targets`.
    targets : tuple of Target
    factors : tuple of str
        Paths of the perturbations, as problems name them; with the node, where weights stand alone.
    about : tuple of str
        What each factor varies: parents of weights, options, paths of numbers.
    model : Model
    seed : int
    problems : tuple of Problem
    """

    indices: SobolIndices
    targets: tuple[Target, ...]
    factors: tuple[str, ...]
    about: tuple[str, ...]
    model: Model
    seed: int
    problems: tuple[Problem, ...] = ()


def sensitivity(
    table: IndicatorTable,
    framework: Framework,
    recipe: Recipe,
    perturbations: Perturbations,
    n: int = 1024,
    *,
    units: Sequence[str] = (),
    each_weight: bool = False,
    seed: int = 0,
    events: EventLog | None = None,
    replicates: int = 1000,
    confidence: float = 0.95,
    tolerance: float = 0.05,
    workers: int | None = None,
    progress: Progress | None = None,
    fast: bool = True,
) -> Sensitivity:
    """Estimate how much each perturbation matters for the mean shift of ranks, and for units asked about.

    The same seed gives the same numbers on any number of threads.

    Parameters
    ----------
    table, framework, recipe, perturbations, events, fast
        As for `ikp.uncertainty.propagate`.
    n : int
        Rows of each sample, a power of two: the index is computed n × (factors + 2) times.
    units : sequence of str
        Units whose score and categories are looked at as well.
    each_weight : bool
        Every weight is a factor of its own; left out, those of one perturbation are one factor.
    seed : int
    replicates, confidence, tolerance
        As for `sobol`.
    workers : int, optional
        Threads; left out, one per core.
    progress : callable, optional

    Raises
    ------
    DataError, UsageError
        For perturbations that do not fit, rows that are no power of two, unknown units.
    """
    if not units:
        recipe = _without_categories(recipe, perturbations)
    model = Model(table, framework, recipe, perturbations, events=events, fast=fast)
    rows = [_row(model, unit) for unit in units]
    targets = [Target("rank_shift")]
    for unit in units:
        targets.append(Target("score", unit))
        targets += [Target("category", unit, label) for label in model.labels]
    factors, about, columns = _factors(model, each_weight=each_weight)
    watch = _Watch(model, rows)
    with ThreadPoolExecutor(workers or cpu_count() or 1) as pool:
        found = sobol(
            lambda u: watch.outputs(u, pool),
            factors,
            n,
            np.random.default_rng(seed),
            columns=columns,
            outputs=[" ".join(filter(None, (each.kind, each.unit, each.label))) for each in targets],
            replicates=replicates,
            confidence=confidence,
            tolerance=tolerance,
            progress=progress,
        )
    return Sensitivity(found, tuple(targets), found.factors, tuple(about), model, seed, tuple(model.problems))


def _without_categories(recipe: Recipe, perturbations: Perturbations) -> Recipe:
    """Leave out the step *categorise* where nobody asks for categories and nothing varies them: ranks need none."""
    for each in perturbations.vary:
        named = [path for path in getattr(each, "paths", ()) if path.startswith(Categorise.kind)]
        if named or any(Categorise.kind in option.change for option in getattr(each, "options", ())):
            return recipe
    return Recipe(
        [step for step in recipe.steps if step.kind != Categorise.kind], recipe.name, recipe.source, recipe.ties
    )


def _row(model: Model, unit: str) -> int:
    if unit not in model.table.row_of:
        raise UsageError(problem("pair-unit", unit=unit))
    return model.table.row_of[unit]


def _factors(model: Model, *, each_weight: bool) -> tuple[list[str], list[str], list[list[int]]]:
    """Give path, content and columns of every factor."""
    varied = model.perturbations
    names: list[str] = []
    about: list[str] = []
    columns: list[list[int]] = []
    for place, each in enumerate(varied.vary):
        held = [k for k, factor in enumerate(model.layout.factors) if factor.place == place]
        path = varied.path(place)
        if isinstance(each, Weights) and each_weight and len(held) > 1:
            codes = [model.layout.factors[k].of for k in held]
            names += [f"{path} {code}" for code in codes]
            about += codes
            columns += [[k] for k in held]
        else:
            names.append(path)
            about.append(_about(each, model.framework))
            columns.append(held)
    return names, about, columns


def _about(each: object, framework: Framework) -> str:
    match each:
        case Weights():
            return ", ".join(each.parents or tuple(reversed(framework.aggregates)))
        case Choice():
            return " / ".join(option.name for option in each.options if option.probability > 0)
        case Number():
            return ", ".join(each.paths)
        case _:
            return ", ".join(getattr(each, "indicators", ()))


class _Watch:
    """Reads the outputs off the replicates."""

    def __init__(self, model: Model, rows: Sequence[int]) -> None:
        self.model, self.rows = model, list(rows)
        self.ties = model.recipe.ties
        scores, categories = model.aligned(model.central)
        self.nominal = rank_rows(scores[None, :], self.ties)[0].astype(np.int32)
        self.full = bool((self.nominal > 0).all())
        self.category = categories
        self.labels = len(model.labels)
        self.wide = 1 + len(self.rows) * (1 + self.labels)

    def outputs(self, u: Matrix, pool: ThreadPoolExecutor) -> Matrix:
        """Give the outputs of all points, shape (B, outputs): first the mean shift of ranks, then unit by unit."""
        found = np.empty((len(u), self.wide))

        def work(part: NDArray[np.intp]) -> None:
            for piece in self.model.pieces(u[part]):
                rows = part[piece.rows]
                found[rows, 0] = self.shift(piece.scores)
                self._units(found, rows, piece.scores, piece.categories)

        for done in [pool.submit(work, part) for part in self._parts(u)]:
            done.result()
        return found

    def shift(self, scores: Matrix) -> Matrix:
        """Give the mean change of rank without sign, shape (b,), over units with a score here and by the recipe."""
        ranks, steps = rank_rows(scores, self.ties), steps_of(self.ties)
        small = np.int16 if scores.shape[1] * steps < np.iinfo(np.int16).max else np.int32
        moved = np.subtract(ranks, self.nominal, dtype=small, casting="unsafe")
        np.abs(moved, out=moved)
        if self.full and ranks.all():
            return np.asarray(moved.sum(axis=1, dtype=np.int64) / (scores.shape[1] * steps))
        both = (ranks > 0) & (self.nominal > 0)
        count = both.sum(axis=1)
        total = (moved * both).sum(axis=1, dtype=np.int64) / steps
        return np.asarray(np.divide(total, count, out=np.full(len(scores), np.nan), where=count > 0))

    def _units(
        self, found: Matrix, rows: NDArray[np.intp], scores: Matrix, categories: NDArray[np.int8] | None
    ) -> None:
        column = 1
        for unit in self.rows:
            found[rows, column] = scores[:, unit]
            for label in range(self.labels):
                found[rows, column + 1 + label] = 0.0 if categories is None else categories[:, unit] == label
            column += 1 + self.labels

    def _parts(self, u: Matrix) -> list[NDArray[np.intp]]:
        """Part the points for the threads, those of one scenario together, so that each is worked in long pieces."""
        picks = self.model.layout.picks(u)
        order = np.lexsort(picks.T[::-1]) if picks.shape[1] else np.arange(len(u))
        ends = np.flatnonzero((picks[order][1:] != picks[order][:-1]).any(axis=1)) + 1
        width = self.model.width
        return [
            group[start : start + width]
            for group in np.split(order, ends)
            for start in range(0, len(group), width)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alone:
    """One perturbation alone, all else as the recipe says.

    Parameters
    ----------
    factor, about : str
        As in `Sensitivity`.
    option : str
        Of a choice, or the indicator left out; empty where numbers are drawn.
    draws : int
    shift, shift_low, shift_high : float
        Mean over the draws of the mean change of rank, and its 5th and 95th percentile.
    recategorised : float or None
        Share of units, on average, that are in another category; None without categories.
    """

    factor: str
    about: str
    option: str
    draws: int
    shift: float
    shift_low: float
    shift_high: float
    recategorised: float | None


def alone(
    table: IndicatorTable,
    framework: Framework,
    recipe: Recipe,
    perturbations: Perturbations,
    *,
    draws: int = 128,
    seed: int = 0,
    events: EventLog | None = None,
    progress: Progress | None = None,
) -> tuple[Alone, ...]:
    """Let one perturbation vary at a time: every option of a choice, every indicator left out, many draws of numbers.

    Parameters
    ----------
    table, framework, recipe, perturbations, events
        As for `ikp.uncertainty.propagate`.
    draws : int
        Of a perturbation that draws numbers: a power of two.
    seed : int
    progress : callable, optional
    """
    found: list[Alone] = []
    for place, each in enumerate(perturbations.vary):
        model = Model(table, framework, recipe, Perturbations([each]), events=events)
        path = perturbations.path(place)
        if model.perturbations.vary:  # an option about events has nothing to vary where there are none
            kept = model.perturbations.vary[0]
            for option, u in _points(model, kept, draws, np.random.default_rng(seed)):
                found.append(_told(model, path, _about(kept, framework), option, u))
        if progress is not None:
            progress(place + 1, len(perturbations.vary))
    return tuple(found)


def _points(model: Model, each: object, draws: int, rng: np.random.Generator) -> list[tuple[str, Matrix]]:
    if isinstance(each, Choice):
        drawn = [option for option in each.options if option.probability > 0]
        weights = np.array([option.probability for option in drawn])
        middles = (np.cumsum(weights) - weights / 2) / weights.sum()
        return [(option.name, np.array([[at]])) for option, at in zip(drawn, middles, strict=True)]
    if isinstance(each, Drop):
        codes = each.indicators or model.framework.indicators
        middles = (np.arange(len(codes)) + 0.5) / len(codes) * each.chance
        return [(code, np.array([[at]])) for code, at in zip(codes, middles, strict=True)]
    return [("", samples(model.dimension, draws, rng)[0])]


def _told(model: Model, path: str, about: str, option: str, u: Matrix) -> Alone:
    watch = _Watch(model, ())
    shifts = np.empty(len(u))
    moved = np.zeros(len(u))
    for piece in model.pieces(u):
        shifts[piece.rows] = watch.shift(piece.scores)
        if piece.categories is not None and watch.category is not None:
            moved[piece.rows] = (piece.categories != watch.category).mean(axis=1)
    low, high = np.quantile(shifts, [0.05, 0.95]).tolist()
    recategorised = float(moved.mean()) if model.labels else None
    return Alone(path, about, option, len(u), float(shifts.mean()), low, high, recategorised)
