"""From points of the unit cube to what they mean: which option, which number, which weights.

A replicate is a pure function of one point: a column for each thing that is drawn. So the
same road serves points from a generator (`propagate`) and from a sequence that fills the
space evenly (Sobol indices).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import chance
from ikp.errors import DataError, problem
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.recipe.steps import Step
from ikp.uncertainty.perturbations import Choice, Drop, Number, Perturbation, Perturbations, Weights, cumulative

__all__ = ["Factor", "Layout", "at", "changed", "put", "put_value"]

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factor:
    """One column of the points: which perturbation it belongs to, and what it draws there.

    Parameters
    ----------
    place : int
        Of the perturbation.
    of : str
        The node whose weight it is, or the kind of the perturbation.
    """

    place: int
    of: str


class Layout:
    """Which columns of the points belong to which perturbation.

    Parameters
    ----------
    perturbations : Perturbations
    framework : Framework
        The whole one.

    Raises
    ------
    DataError
        For nodes that are not there, and weights of which none can vary.
    """

    def __init__(self, perturbations: Perturbations, framework: Framework) -> None:
        self.perturbations, self.framework = perturbations, framework
        groups = [_factors(perturbations, place, framework) for place in range(len(perturbations.vary))]
        self.factors = tuple(Factor(place, of) for place, group in enumerate(groups) for of in group)
        ends = list(accumulate((len(group) for group in groups), initial=0))
        self._columns = [slice(start, end) for start, end in pairwise(ends)]

    def of(self, kind: type[Perturbation] | tuple[type[Perturbation], ...]) -> list[tuple[int, Perturbation]]:
        """Give the perturbations of a kind, with their places."""
        return [(place, each) for place, each in enumerate(self.perturbations.vary) if isinstance(each, kind)]

    def points(self, u: Matrix, place: int) -> Matrix:
        """Give the columns of a perturbation, shape (B, its factors)."""
        return u[:, self._columns[place]]

    def picks(self, u: Matrix) -> NDArray[np.intp]:
        """Give which option each point takes of every choice, and which indicator is left out, −1 for none.

        Returns
        -------
        array of int, shape (B, choices + drops)
            In the order of the perturbations.
        """
        found = []
        for place, each in self.of((Choice, Drop)):
            point = self.points(u, place)[:, 0]
            if isinstance(each, Choice):
                found.append(np.searchsorted(cumulative(each.options), point, side="right"))
            else:
                assert isinstance(each, Drop)  # noqa: S101 - the other of two
                count = len(each.indicators or self.framework.indicators)
                which = np.minimum((point / each.chance * count).astype(np.intp), count - 1)
                found.append(np.where(point < each.chance, which, -1))
        return np.column_stack(found).astype(np.intp) if found else np.zeros((len(u), 0), dtype=np.intp)

    def numbers(self, u: Matrix) -> Mapping[int, NDArray[np.float64]]:
        """Give what each `Number` draws, by its place: shape (B,), on its own scale."""
        return {
            place: _number(each, self.points(u, place)[:, 0])
            for place, each in self.of(Number)
            if isinstance(each, Number)
        }

    @property
    def vary_weights(self) -> bool:
        return bool(self.of(Weights))


def _factors(perturbations: Perturbations, place: int, framework: Framework) -> list[str]:
    """Name the factors of a perturbation, after checking it against the framework."""
    each, path = perturbations.vary[place], perturbations.path(place)
    if isinstance(each, Drop):
        strange = [code for code in each.indicators if code not in framework.indicators]
        if strange:
            raise DataError(problem("vary-node", path=path, codes=strange))
        if len(framework.indicators) < 2:
            raise DataError(problem("vary-node", path=path, codes=framework.indicators))
    if not isinstance(each, Weights):
        return [each.kind]
    strange = [code for code in each.parents if code not in framework.aggregates]
    strange += [code for code in each.sets if code not in framework or code == framework.root]
    if strange:
        raise DataError(problem("vary-node", path=path, codes=strange))
    groups = [framework.children(parent) for parent in each.parents or framework.aggregates]
    if each.distribution == "sets":
        _refuse_sets(each, path, groups)
    wide = [group for group in groups if len(group) > 1]
    able = any(sum(framework[child].weight > 0 for child in group) > 1 for group in wide)
    if not (able or each.distribution == "sets") or (
        each.distribution == "sets" and max(map(len, each.sets.values())) < 2
    ):
        raise DataError(problem("vary-still", path=path))
    if each.distribution in ("sets", "toward_equal"):
        return [each.kind]
    return [child for group in wide for child in group]


def _refuse_sets(each: Weights, path: str, groups: Sequence[Sequence[str]]) -> None:
    """Refuse sets that know some siblings and not the others, or give all of them nothing."""
    for group in groups:
        lacking = [child for child in group if child not in each.sets]
        if lacking and len(lacking) < len(group):
            raise DataError(problem("weights-lacking", setting="sets", codes=lacking))
        if not lacking and not np.array([each.sets[child] for child in group]).sum(axis=0).all():
            raise DataError(problem("recipe-value", path=f"{path}.sets", value="0", expected="weights above zero"))
    if not any(all(child in each.sets for child in group) for group in groups):
        raise DataError(problem("vary-still", path=path))


def _number(each: Number, u: NDArray[np.float64]) -> NDArray[np.float64]:
    if each.distribution == "normal":
        from scipy.special import ndtri  # slow to import, and few need it

        return np.asarray((each.low + each.high) / 2 + (each.high - each.low) / 4 * ndtri(np.clip(u, 1e-12, 1 - 1e-12)))
    share = chance.triangular(u) if each.distribution == "triangular" else u
    return np.asarray(each.low + (each.high - each.low) * share)


# --- settings of a recipe ----------------------------------------------------------------------
_EXAMPLE = "aggregate.tiers.3.rescale.high"


def at(recipe: Recipe, path: str) -> float:
    """Give the number that a path leads to.

    Raises
    ------
    DataError
        If it leads to nothing, or to something that is no number.
    """
    kind, *rest = path.split(".")
    value: Any = next((step for step in recipe.steps if step.kind == kind), None)
    if value is None or not rest:
        raise DataError(problem("vary-place", path=path, example=_EXAMPLE))
    for part in rest:
        value = _get(value, part, path)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise DataError(problem("vary-number", path=path, value=repr(value)))
    return float(value)


def put(recipe: Recipe, path: str, each: Number, drawn: float) -> Recipe:
    """Give the recipe with what a `Number` has drawn in the place of the number there."""
    now = at(recipe, path)
    value: float | int = {"absolute": drawn, "relative": now * drawn, "offset": now + drawn}[each.mode]
    kind, *rest = path.split(".")
    step = next(step for step in recipe.steps if step.kind == kind)
    return recipe.with_step(_put(step, rest, round(value) if each.whole else value))


def put_value(recipe: Recipe, path: str, value: Any) -> Recipe:
    """Give the recipe with any value in the place that a path leads to; the step forgets what it had fitted.

    Unless the path leads into what is fitted, as to a cut-off.

    Raises
    ------
    DataError
        If the path leads to nothing, or the value does not fit there.
    """
    kind, *rest = path.split(".")
    plain = recipe.to_dict()
    step: Any = next((step for step in plain["step"] if step["kind"] == kind), None)
    if step is None or not rest:
        raise DataError(problem("vary-place", path=path, example=_EXAMPLE))
    if rest[0] != "fitted":
        step.pop("fitted", None)
    here = step
    for part in rest[:-1]:
        if isinstance(here, list):
            here = here[int(part)] if part.isdecimal() and int(part) < len(here) else None
        else:
            here = here.setdefault(part, {})
        if not isinstance(here, (dict, list)):
            raise DataError(problem("vary-place", path=path, example=_EXAMPLE))
    last = rest[-1]
    if isinstance(here, list):
        if not last.isdecimal() or int(last) >= len(here):
            raise DataError(problem("vary-place", path=path, example=_EXAMPLE))
        here[int(last)] = value
    else:
        here[last] = value
    return Recipe.from_dict(plain)


def _get(value: Any, part: str, path: str) -> Any:
    if isinstance(value, Mapping):
        key = int(part) if part.isdecimal() and part not in value else part
        found = value.get(key)
    elif isinstance(value, tuple):
        found = value[int(part)] if part.isdecimal() and int(part) < len(value) else None
    else:
        found = getattr(value, part, None)
    if found is None:
        raise DataError(problem("vary-place", path=path, example=_EXAMPLE))
    return found


def _put(value: Any, parts: Sequence[str], new: float) -> Any:
    if not parts:
        return new
    part, rest = parts[0], parts[1:]
    if isinstance(value, Mapping):
        key = int(part) if part.isdecimal() and part not in value else part
        return {**value, key: _put(value[key], rest, new)}
    if isinstance(value, tuple):
        place = int(part)
        return (*value[:place], _put(value[place], rest, new), *value[place + 1 :])
    return replace(value, **{part: _put(getattr(value, part), rest, new)})


def changed(recipe: Recipe, change: Mapping[str, Mapping[str, Any]]) -> Recipe:
    """Give the recipe with what an option says otherwise; a changed step forgets what it had fitted.

    Rules of tiers, nodes and indicators that the option does not name stay. A step that the
    recipe lacks is added in its place.

    Raises
    ------
    DataError
        For settings that the recipe does not know.
    """
    if not change:
        return recipe
    plain = recipe.to_dict()
    for kind, settings in change.items():
        known = [step for step in plain["step"] if step["kind"] == kind]
        for step in known:
            step.pop("fitted", None)
            for key, value in settings.items():
                merged = isinstance(value, Mapping) and key in ("tiers", "nodes", "indicators")
                step[key] = {**step.get(key, {}), **value} if merged else value
        if not known:
            added = Recipe.from_dict({"step": [{"kind": kind, **settings}, *_aggregate(kind)]})
            new: Step = next(step for step in added.steps if step.kind == kind)
            plain = Recipe.from_dict(plain).with_step(new).to_dict()
    return Recipe.from_dict(plain)


def _aggregate(kind: str) -> list[dict[str, str]]:
    return [] if kind == "aggregate" else [{"kind": "aggregate"}]
